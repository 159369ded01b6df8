//! How alike two words are, and by which rule.

use super::acronym::stands_for;
use super::distance::{allowed, are_within, slips};
use super::weights::{
    ACRONYM, CONSONANTS, GLUED, INITIAL, KOREAN, LEAST, MOVED, NICKNAME, SLIP, SPELLING, SPELLING_READ,
    TWO_NAMES,
};
use crate::name::{is_nickname, Class, Tok, NUMBER, WHOLE};
use crate::romanise::korean::{meeting, Reading};

/// Why two words are taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Rule {
    Equal,
    Romanisation,
    Typo,
    Initial,
    Glued,
    Nickname,
    Acronym,
}

impl Rule {
    pub fn name(self) -> &'static str {
        match self {
            Rule::Equal => "equal",
            Rule::Romanisation => "romanisation",
            Rule::Typo => "typo",
            Rule::Initial => "initial",
            Rule::Glued => "glued",
            Rule::Nickname => "nickname",
            Rule::Acronym => "acronym",
        }
    }
}

/// A word as it is compared, wherever it is kept. `syllables` are readings one syllable after the other, each led
/// by their number.
#[derive(Clone, Copy, Debug)]
pub struct TokRef<'a> {
    pub text: &'a [u8],
    pub key: &'a [u8],
    pub skeleton: &'a [u8],
    pub korean: &'a [u8],
    pub syllables: Syllables<'a>,
    pub class: Class,
    pub is_consonantal: bool,
    pub is_known: bool,
    pub is_read: bool,
    pub weight: f32,
}

/// Readings in memory or packed in an index: three bytes each.
#[derive(Clone, Copy, Debug)]
pub enum Syllables<'a> {
    Own(&'a [Vec<Reading>]),
    Packed(&'a [u8]),
}

impl Syllables<'_> {
    pub fn unpacked(&self) -> Vec<Vec<Reading>> {
        match self {
            Syllables::Own(all) => all.to_vec(),
            Syllables::Packed(bytes) => {
                let mut found = Vec::new();
                let mut rest = *bytes;
                while let Some((&n, tail)) = rest.split_first() {
                    let take = (usize::from(n) * 3).min(tail.len());
                    let (now, after) = tail.split_at(take);
                    found.push(
                        now.chunks_exact(3).map(|c| (u16::from_le_bytes([c[0], c[1]]), c[2])).collect(),
                    );
                    rest = after;
                }
                found
            }
        }
    }

    /// The bytes that `Packed` reads.
    pub fn packed(all: &[Vec<Reading>]) -> Vec<u8> {
        let mut out = Vec::new();
        for readings in all {
            out.push(readings.len().min(255) as u8);
            for &(code, usual) in readings.iter().take(255) {
                out.extend(code.to_le_bytes());
                out.push(usual);
            }
        }
        out
    }

    /// The least of how well syllable meets syllable; 0 where their numbers differ.
    fn met(&self, other: &Syllables) -> f32 {
        let (a, b) = (self.unpacked(), other.unpacked());
        if a.len() != b.len() || a.is_empty() {
            return 0.0;
        }
        a.iter().zip(&b).map(|(x, y)| meeting(x, y)).fold(1.0, f32::min)
    }
}

impl<'a> From<&'a Tok> for TokRef<'a> {
    fn from(tok: &'a Tok) -> TokRef<'a> {
        TokRef {
            text: tok.text.as_bytes(),
            key: tok.key.as_bytes(),
            skeleton: tok.skeleton.as_bytes(),
            korean: tok.korean.as_bytes(),
            syllables: Syllables::Own(&tok.syllables),
            class: tok.class,
            is_consonantal: tok.is_consonantal,
            is_known: tok.is_known,
            is_read: tok.is_read,
            weight: tok.weight,
        }
    }
}

/// Slips between words whose keys are one slip apart, vowels included.
pub const KEY_SLIPS: usize = 3;

/// How alike two words are, from `LEAST` to 1, or None where they are two words.
pub fn similar(a: &TokRef, b: &TokRef) -> Option<(Rule, f32)> {
    use Class::{Family, Glued, Initial, Syllable, Whole, Word};
    match (a.class, b.class) {
        (Word | Glued, Word | Glued) => words(a, b),
        (Syllable | Family, Syllable | Family) => {
            if a.class != b.class {
                return None;
            }
            if a.text == b.text && a.syllables.unpacked() == b.syllables.unpacked() {
                return Some((Rule::Equal, 1.0));
            }
            let met = a.syllables.met(&b.syllables);
            let s = met * KOREAN;
            (s >= LEAST).then_some((Rule::Romanisation, s))
        }
        (Whole, Whole) => wholes(a, b),
        (Initial, Initial) => (a.text == b.text).then_some((Rule::Equal, 1.0)),
        (Initial, Word) | (Word, Initial) => {
            (a.text.first() == b.text.first()).then_some((Rule::Initial, INITIAL))
        }
        (x, y) if x == y => (a.text == b.text).then_some((Rule::Equal, 1.0)),
        // A particle or title that the other side takes for a name: Van, Don
        (_, Word) | (Word, _) => (a.text == b.text).then_some((Rule::Equal, 1.0)),
        _ => None,
    }
}

/// Two names as one word each: blanks moved and slips, or an acronym.
fn wholes(a: &TokRef, b: &TokRef) -> Option<(Rule, f32)> {
    let numbers = |k: &[u8]| k.iter().position(|&c| c == NUMBER as u8).unwrap_or(k.len());
    let ((x, m), (y, n)) = (a.key.split_at(numbers(a.key)), b.key.split_at(numbers(b.key)));
    if m != n && a.text != b.text {
        return None;
    }
    let is_acronym =
        (x.len() == 1 && stands_for(a.text, b.text, y)) || (y.len() == 1 && stands_for(b.text, a.text, x));
    if is_acronym {
        return Some((Rule::Acronym, ACRONYM[usize::from(a.text.len().min(b.text.len()) > 4)]));
    }
    // Too short to bear slips
    if a.text != b.text && a.text.len().min(b.text.len()) < *WHOLE.start() {
        return None;
    }
    // Where the words are as many and no blank has moved, they are compared one by one
    let moved: usize = x.iter().zip(y).map(|(x, y)| usize::from(x.abs_diff(*y))).sum();
    let gained = a.text.len().abs_diff(b.text.len());
    if x.len() == y.len() && moved < gained + 2 && a.text != b.text {
        return None;
    }
    // Nobody's hand slipped over letters that are ours, and a slip makes another Chinese syllable
    let is_fixed = a.is_read || b.is_read || (a.is_known && b.is_known);
    let (_, cost) = slips(a.text, b.text, if is_fixed { 0 } else { 2 })?;
    let s = GLUED - MOVED * cost / a.text.len().max(b.text.len()) as f32;
    (s >= LEAST).then_some((Rule::Glued, s))
}

fn words(a: &TokRef, b: &TokRef) -> Option<(Rule, f32)> {
    if a.text == b.text {
        return Some((Rule::Equal, 1.0));
    }
    let (short, long) = (a.text.len().min(b.text.len()), a.text.len().max(b.text.len()));
    let mut best: Option<(Rule, f32)> = None;
    let mut offer = |rule, s: f32| {
        if s >= LEAST && best.is_none_or(|(_, t)| s > t) {
            best = Some((rule, s));
        }
    };
    let two_names = if a.is_known && b.is_known { TWO_NAMES } else { 0.0 };
    if a.key == b.key && a.key.len() > 1 {
        let (rule, s) = match () {
            () if is_nickname(a.text) || is_nickname(b.text) => (Rule::Nickname, NICKNAME),
            () if a.is_read || b.is_read => (Rule::Romanisation, SPELLING_READ),
            () => (Rule::Romanisation, SPELLING[short.min(SPELLING.len() - 1)]),
        };
        offer(rule, s);
    } else if !a.is_read && !b.is_read && a.is_consonantal == b.is_consonantal {
        if let Some((n, cost)) = slips(a.text, b.text, allowed(short)) {
            if n > 0 {
                offer(Rule::Typo, 1.0 - SLIP * cost / long as f32 - two_names);
            }
        }
        // One slip more in another spelling of the name
        let least = a.key.len().min(b.key.len());
        if least > 3 {
            if let Some((1, cost)) = slips(a.key, b.key, 1).filter(|_| are_within(a.text, b.text, KEY_SLIPS))
            {
                let long = a.key.len().max(b.key.len());
                offer(
                    Rule::Typo,
                    SPELLING[SPELLING.len() - 1] - SLIP * cost.max(0.8) / long as f32 - two_names,
                );
            }
        }
    }
    if a.is_consonantal != b.is_consonantal && a.skeleton == b.skeleton {
        let s = CONSONANTS[a.skeleton.len().min(CONSONANTS.len() - 1)];
        offer(Rule::Romanisation, s);
    }
    if !a.korean.is_empty()
        && a.korean == b.korean
        && (a.korean.len() > 3 || short > 2)
        && !(a.is_known && b.is_known)
    {
        let met = a.syllables.met(&b.syllables);
        offer(Rule::Romanisation, met * KOREAN - if a.korean.len() > 3 { 0.0 } else { 0.05 });
    }
    best
}
