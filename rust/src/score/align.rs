//! Words of two names laid side by side.

use super::similar::{similar, Rule, TokRef};
use super::weights::{
    self, CONFLICT, CONFLICT_READ, DROPPED, DROPPED_OF_BODIES, DROPPED_OF_VESSELS, ENOUGH, GLUED,
    GLUED_SPELLING, NUMBERS_OF_BODIES, NUMBERS_OF_VESSELS, ONE_WORD, ONE_WORD_AND_INITIAL,
    ONE_WORD_OF_BODIES, ONE_WORD_OF_VESSELS, OTHER_FAMILY, REVERSED, SCANT, SLIP, SLIPS_FREE,
    SLIPS_FREE_OF_ONE, SLIPS_MORE,
};
use crate::name::{Class, Party, Tok, ViewKind, CHILD, FATHER};
use crate::normalise::Script;

/// One name in one view.
pub struct Side<'a> {
    pub toks: &'a [TokRef<'a>],
    pub roles: &'a [u8],
}

/// One or two words of each side that were taken for one. `share`: what they add to the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    pub a: u8,
    pub b: u8,
    /// Words of each side: 2 where they are written as one on the other.
    pub a_words: u8,
    pub b_words: u8,
    pub rule: Rule,
    pub like: f32,
    pub share: f32,
}

/// How two names lie side by side. The shares of the links and the factors make the score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aligned {
    pub score: f32,
    pub links: Vec<Link>,
    /// What lowers the sum of the shares, and to which part of it.
    pub factors: Vec<(&'static str, f32)>,
}

/// Where likenesses of words come from: worked out on the spot, or looked up.
pub trait Likeness {
    fn single(&mut self, a: &Side, i: usize, b: &Side, j: usize) -> Option<(Rule, f32)>;
    /// Two words of `a` against one of `b`.
    fn left(&mut self, a: &Side, i: usize, b: &Side, j: usize) -> Option<(Rule, f32)>;
    /// One word of `a` against two of `b`.
    fn right(&mut self, a: &Side, i: usize, b: &Side, j: usize) -> Option<(Rule, f32)>;
}

/// Worked out on the spot.
pub struct Direct;

impl Likeness for Direct {
    fn single(&mut self, a: &Side, i: usize, b: &Side, j: usize) -> Option<(Rule, f32)> {
        similar(&a.toks[i], &b.toks[j])
    }
    fn left(&mut self, a: &Side, i: usize, b: &Side, j: usize) -> Option<(Rule, f32)> {
        let two = glued(&a.toks[i], &a.toks[i + 1])?;
        glued_like(&TokRef::from(&two), &b.toks[j])
    }
    fn right(&mut self, a: &Side, i: usize, b: &Side, j: usize) -> Option<(Rule, f32)> {
        let two = glued(&b.toks[j], &b.toks[j + 1])?;
        glued_like(&a.toks[i], &TokRef::from(&two))
    }
}

/// Two neighbours written as one; None where they never are.
pub fn glued(a: &TokRef, b: &TokRef) -> Option<Tok> {
    let letters = a.text.len() + b.text.len();
    if !(4..=40).contains(&letters) || a.class == Class::Number || b.class == Class::Number {
        return None;
    }
    let text = String::from_utf8([a.text, b.text].concat()).ok()?;
    let mut tok = Tok::word(&text, Script::Latin, Class::Word, Party::Person);
    tok.class = Class::Glued;
    tok.skeleton.clear();
    if a.class == Class::Initial || b.class == Class::Initial {
        tok.key.clear();
    }
    tok.is_known = false;
    tok.weight = a.weight + b.weight;
    Some(tok)
}

/// A glued pair meets one word when both are spelt alike; slips besides are left to the view of the whole name.
pub fn glued_like(a: &TokRef, b: &TokRef) -> Option<(Rule, f32)> {
    let (one, two) = if a.class == Class::Glued { (b, a) } else { (a, b) };
    if one.class != Class::Word || two.class != Class::Glued {
        return None;
    }
    if a.text == b.text {
        return Some((Rule::Glued, GLUED));
    }
    (a.key == b.key && a.key.len() > 3).then_some((Rule::Glued, GLUED_SPELLING))
}

/// Words of a name that are laid side by side; a view has no more.
pub const MOST: usize = 40;

/// Lays two names side by side: the likest and weightiest words first.
pub fn aligned(
    a: &Side,
    b: &Side,
    kind: ViewKind,
    party: Party,
    is_numbered: bool,
    like: &mut dyn Likeness,
) -> Aligned {
    let (n, m) = (a.toks.len(), b.toks.len());
    let mut links: Vec<Link> = Vec::with_capacity(n * 2);
    let mut offer = |i: usize, j: usize, a_words: u8, b_words: u8, found: Option<(Rule, f32)>| {
        if let Some((rule, like)) = found {
            links.push(Link { a: i as u8, b: j as u8, a_words, b_words, rule, like, share: 0.0 });
        }
    };
    for i in 0..n {
        for j in 0..m {
            if kind == ViewKind::Korean && i != j {
                continue;
            }
            offer(i, j, 1, 1, like.single(a, i, b, j));
            if kind == ViewKind::Latin {
                if i + 1 < n {
                    offer(i, j, 2, 1, like.left(a, i, b, j));
                }
                if j + 1 < m {
                    offer(i, j, 1, 2, like.right(a, i, b, j));
                }
            }
        }
    }
    chosen(a, b, kind, party, is_numbered, &mut links)
}

/// What a link weighs on both sides together; an initial says no more of a name than itself.
pub fn weight_of(a: &Side, b: &Side, link: &Link) -> f32 {
    let sum = |s: &Side, at: u8, words: u8| -> f32 {
        s.toks.iter().skip(usize::from(at)).take(usize::from(words)).map(|t| t.weight).sum()
    };
    let (x, y) = (sum(a, link.a, link.a_words), sum(b, link.b, link.b_words));
    if link.rule == Rule::Initial {
        2.0 * x.min(y)
    } else {
        x + y
    }
}

/// The links that stand, chosen from all that could, and the score.
pub fn chosen(
    a: &Side,
    b: &Side,
    kind: ViewKind,
    party: Party,
    is_numbered: bool,
    links: &mut Vec<Link>,
) -> Aligned {
    let gain = |l: &Link| l.like * weight_of(a, b, l);
    // Equal words first. A total order, so that an index which finds the links in another order chooses the same
    // ... and the same from both sides
    let is_turned = a.toks.iter().map(|t| t.text).gt(b.toks.iter().map(|t| t.text));
    let place = |l: &Link| {
        let (x, y) = if is_turned { (l.b, l.a) } else { (l.a, l.b) };
        let (v, w) = if is_turned { (l.b_words, l.a_words) } else { (l.a_words, l.b_words) };
        (x + y, x.abs_diff(y), x, y, v, w)
    };
    let is_equal = |l: &Link| l.rule == Rule::Equal;
    links.sort_unstable_by(|x, y| {
        let by_rule = is_equal(y).cmp(&is_equal(x));
        by_rule.then(gain(y).total_cmp(&gain(x))).then_with(|| place(x).cmp(&place(y)))
    });
    let (mut used_a, mut used_b) = (0u64, 0u64);
    links.retain(|l| {
        let mask = |at: u8, words: u8| ((1u64 << words) - 1) << at;
        let (x, y) = (mask(l.a, l.a_words), mask(l.b, l.b_words));
        let is_free = used_a & x == 0 && used_b & y == 0;
        if is_free {
            used_a |= x;
            used_b |= y;
        }
        is_free
    });
    let left = |s: &Side, used: u64| -> f32 {
        s.toks.iter().enumerate().filter(|(i, _)| used & (1 << i) == 0).map(|(_, t)| t.weight).sum()
    };
    let (rest_a, rest_b) = (left(a, used_a), left(b, used_b));
    let (mut met, mut sure) = (0.0f32, 0.0f32);
    let mut unsaid = 0.0f32;
    for l in links.iter() {
        met += weight_of(a, b, l);
        sure += l.like * weight_of(a, b, l);
        if l.rule == Rule::Initial {
            unsaid += (a.toks[usize::from(l.a)].weight - b.toks[usize::from(l.b)].weight).abs();
        }
    }
    let both = rest_a.min(rest_b);
    let is_read = a.toks.iter().chain(b.toks).any(|t| t.is_read);
    let dropped = match (kind, party) {
        // A syllable more is another name
        (ViewKind::Korean, _) => CONFLICT,
        (_, Party::Person) if is_read => CONFLICT_READ,
        (_, Party::Person) => DROPPED * (1.0 + SCANT * (1.0 - sure / ENOUGH).max(0.0)),
        (_, Party::Body) if is_numbered => DROPPED_OF_VESSELS,
        (_, Party::Body) => DROPPED_OF_BODIES,
    };
    let whole =
        met + weights::unsaid(party) * unsaid + CONFLICT * 2.0 * both + dropped * (rest_a - rest_b).abs();
    let mut found = Aligned { score: 0.0, links: Vec::new(), factors: Vec::new() };
    if links.is_empty() || whole <= 0.0 {
        return found;
    }
    for l in links.iter_mut() {
        l.share = l.like * weight_of(a, b, l) / whole;
        found.score += l.share;
    }
    if is_one_word(a, b, links) {
        let is_initial = |s: &Side, i: u8| s.toks[usize::from(i)].class == Class::Initial;
        let has_initial =
            links.iter().any(|l| l.rule == Rule::Initial || (is_initial(a, l.a) && is_initial(b, l.b)));
        let factor = match party {
            Party::Person if has_initial => ONE_WORD_AND_INITIAL,
            Party::Person => ONE_WORD,
            Party::Body if is_numbered => ONE_WORD_OF_VESSELS,
            Party::Body => ONE_WORD_OF_BODIES,
        };
        found.factors.push(("one word", factor));
    }
    if kind == ViewKind::Latin {
        let is_short = party == Party::Body && met_words(a, b, links) < 2;
        let more = slipped(a, b, links) - if is_short { SLIPS_FREE_OF_ONE } else { SLIPS_FREE };
        if more > 0.0 {
            found.factors.push(("slips", (1.0 - SLIPS_MORE * more).max(0.5)));
        }
    }
    if kind == ViewKind::Korean && !links.iter().any(|l| l.a == 0) {
        found.factors.push(("family name", OTHER_FAMILY));
    }
    if is_reversed(a, b, links) {
        found.factors.push(("reversed", REVERSED));
    }
    if party == Party::Body && numbers_differ(a, b, used_a, used_b) {
        found.factors.push(("number", if is_numbered { NUMBERS_OF_VESSELS } else { NUMBERS_OF_BODIES }));
    }
    for (_, factor) in &found.factors {
        found.score *= factor;
    }
    found.score = found.score.clamp(0.0, 1.0);
    found.links = std::mem::take(links);
    found
}

/// Telling words that met.
fn met_words(a: &Side, b: &Side, links: &[Link]) -> usize {
    let is_telling = |s: &Side, i: u8| s.toks[usize::from(i)].class.is_telling();
    links
        .iter()
        .filter(|l| l.rule != Rule::Initial && is_telling(a, l.a) && is_telling(b, l.b))
        .map(|l| usize::from(l.a_words.max(l.b_words)))
        .sum()
}

/// One telling word in common while the names have more.
fn is_one_word(a: &Side, b: &Side, links: &[Link]) -> bool {
    let telling = |s: &Side| s.toks.iter().filter(|t| t.class.is_telling() && t.weight > 0.2).count();
    met_words(a, b, links) < 2 && telling(a).max(telling(b)) > 1
}

/// What slips cost over the whole name, in letters; another spelling counts as what it takes away.
fn slipped(a: &Side, b: &Side, links: &[Link]) -> f32 {
    let letters = |s: &Side, i: u8| s.toks[usize::from(i)].text.len();
    let is_spelt = |l: &&Link| match l.rule {
        Rule::Typo => true,
        Rule::Romanisation => {
            let (x, y) = (&a.toks[usize::from(l.a)], &b.toks[usize::from(l.b)]);
            x.is_consonantal == y.is_consonantal
        }
        _ => false,
    };
    let cost = |l: &Link| (1.0 - l.like) / SLIP * letters(a, l.a).max(letters(b, l.b)) as f32;
    links.iter().filter(is_spelt).map(cost).sum()
}

/// Both names say whose child somebody is, and a child and its father have changed places.
fn is_reversed(a: &Side, b: &Side, links: &[Link]) -> bool {
    let role = |s: &Side, i: u8| s.roles.get(usize::from(i)).copied().unwrap_or(0);
    let is_father = |r: u8| r & FATHER != 0;
    let is_child_alone = |r: u8| r & (FATHER | CHILD) == CHILD;
    let is_word = |s: &Side, i: u8| s.toks[usize::from(i)].class == Class::Word;
    let has = |f: &dyn Fn(u8, u8) -> bool| {
        links.iter().any(|l| f(role(a, l.a), role(b, l.b)) && is_word(a, l.a) && is_word(b, l.b))
    };
    has(&|x, y| is_father(x) && is_child_alone(y)) && has(&|x, y| is_child_alone(x) && is_father(y))
}

fn numbers_differ(a: &Side, b: &Side, used_a: u64, used_b: u64) -> bool {
    let open = |s: &Side, used: u64| {
        s.toks.iter().enumerate().any(|(i, t)| t.class == Class::Number && used & (1 << i) == 0)
    };
    open(a, used_a) || open(b, used_b)
}
