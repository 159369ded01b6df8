//! The ways to look at one name: in Latin letters, as a Korean name, in Han characters.

use super::phrases::{mended, of_body, of_person, title, LONGEST};
use super::rarity::is_common;
use super::{Class, Party, Tok};
use crate::normalise::{words, Script, Word};
use crate::romanise::pinyin::{is_pinyin, of_wade_giles};
use crate::romanise::{arabic, korean, latin};
use crate::score::align::MOST;
use crate::score::distance::slips;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum ViewKind {
    Latin,
    Korean,
    Han,
    /// All words as one, for slips that move or lose a blank
    Whole,
}

impl ViewKind {
    pub fn of(code: u8) -> Option<ViewKind> {
        [ViewKind::Latin, ViewKind::Korean, ViewKind::Han, ViewKind::Whole].get(usize::from(code)).copied()
    }
}

/// Marks the word after bin or ibn: the father's name.
pub const FATHER: u8 = 1;
/// Marks the word before it: the child's.
pub const CHILD: u8 = 2;

/// A name in one way of looking; `roles` is as long as `toks`.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub kind: ViewKind,
    pub toks: Vec<Tok>,
    pub roles: Vec<u8>,
}

/// A name read as a person's or as a body's.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub party: Party,
    pub views: Vec<View>,
}

/// Reads a name. No view at all where it has no letter and no digit.
pub fn parse(name: &str, party: Party) -> Parsed {
    let words = words(name, party == Party::Person);
    let latins: Vec<String> = words.iter().map(latin).collect();
    let is_chinese = party == Party::Person
        && (words.iter().all(|w| w.script == Script::Han) || latins.iter().all(|w| is_pinyin(w)));
    let mut views = Vec::new();
    if !words.is_empty() {
        views.push(match party {
            Party::Person => person(&words, is_chinese),
            Party::Body => body(&words),
        });
        if views[0].toks.is_empty() {
            views.clear();
        }
    }
    if party == Party::Person && words.iter().all(|w| w.script == Script::Latin) {
        let own = views.first().map_or(0, |v| v.toks.len());
        views.extend(in_pinyin(&latins).iter().map(|way| person(way, true)).filter(|v| v.toks.len() == own));
    }
    let is_read = words.iter().any(|w| matches!(w.script, Script::Han | Script::Hangul));
    if let Some(mut whole) = Tok::whole(&latins, party, is_read, is_chinese) {
        if party == Party::Body {
            let toks = views.first().map_or(&[][..], |v: &View| &v.toks);
            whole.number(toks.iter().filter(|t| t.class == Class::Number).map(|t| t.text.as_str()));
        }
        views.push(View { kind: ViewKind::Whole, toks: vec![whole], roles: vec![0] });
    }
    if party == Party::Person {
        let ways = korean::people(&words);
        if let Some(view) = views.first_mut().filter(|v| v.kind == ViewKind::Latin && !ways.is_empty()) {
            view.toks.iter_mut().filter(|t| t.class == Class::Word).for_each(Tok::weigh_as_syllable);
        }
        for way in ways {
            let toks: Vec<Tok> = way
                .iter()
                .enumerate()
                .map(|(i, s)| Tok::syllable(s, if i == 0 { Class::Family } else { Class::Syllable }))
                .collect();
            views.push(View { kind: ViewKind::Korean, roles: vec![0; toks.len()], toks });
        }
    }
    if !words.is_empty() && words.iter().all(|w| w.script == Script::Han) {
        let toks: Vec<Tok> = words.iter().flat_map(|w| w.text.chars()).map(Tok::han).collect();
        views.push(View { kind: ViewKind::Han, roles: vec![0; toks.len()], toks });
    }
    // Han and Arabic make several words of one: what is not laid side by side weighs nothing either
    for view in &mut views {
        view.toks.truncate(MOST);
        view.roles.truncate(MOST);
    }
    Parsed { party, views }
}

/// The ways to read a name by Wade and Giles in pinyin; none where it is no such name, or is pinyin too.
fn in_pinyin(words: &[String]) -> Vec<Vec<Word>> {
    const WAYS: usize = 8;
    const WORDS: usize = 4;
    let is_spelt_so = |w: &String| !of_wade_giles(w).is_empty();
    if !(2..=WORDS).contains(&words.len())
        || !words.iter().all(is_spelt_so)
        || words.iter().all(|w| is_pinyin(w))
    {
        return Vec::new();
    }
    let mut found: Vec<Vec<Word>> = vec![Vec::new()];
    for word in words {
        let own = of_wade_giles(word);
        found = found
            .iter()
            .flat_map(|before| {
                own.iter().map(move |s| {
                    let one = Word {
                        text: s.clone(),
                        script: Script::Latin,
                        comma: false,
                        dot: false,
                        hyphen: false,
                    };
                    before.iter().cloned().chain([one]).collect()
                })
            })
            .take(WAYS)
            .collect();
    }
    found
}

/// Words as they are compared: Han character by character, the Arabic article apart.
pub(super) fn pieces(words: &[Word], party: Party) -> Vec<Word> {
    let mut found = Vec::with_capacity(words.len());
    let piece =
        |text: &str, script| Word { text: text.into(), script, comma: false, dot: false, hyphen: false };
    for word in words {
        match word.script {
            Script::Han => {
                found.extend(word.text.chars().map(|c| piece(c.encode_utf8(&mut [0; 4]), Script::Han)));
            }
            Script::Hangul if party == Party::Person && word.text.chars().count() <= 4 => {
                found.extend(word.text.chars().map(|c| piece(c.encode_utf8(&mut [0; 4]), Script::Hangul)));
            }
            Script::Arabic => match arabic::without_article(&word.text) {
                Some(rest) => {
                    found.push(piece("al", Script::Latin));
                    found.push(piece(rest, Script::Arabic));
                }
                None => found.push(word.clone()),
            },
            _ => found.push(word.clone()),
        }
    }
    found
}

fn person(words: &[Word], is_chinese: bool) -> View {
    let mut toks: Vec<Tok> = Vec::new();
    let mut roles: Vec<u8> = Vec::new();
    let mut after_bin = false;
    for (place, word) in pieces(words, Party::Person).iter().enumerate() {
        let text = latin(word);
        if text.is_empty() {
            continue;
        }
        let mut push = |text: &str, class, role| {
            if class == Class::Particle && text == "bin" {
                if let Some(child) = roles.last_mut() {
                    *child |= CHILD;
                }
            }
            toks.push(Tok::word(text, word.script, class, Party::Person));
            roles.push(role);
        };
        let role = if after_bin { FATHER } else { 0 };
        // L. is an initial where L' is an article
        let is_dotted = word.dot && text.len() == 1;
        let meant = of_person(&text).filter(|_| !is_dotted);
        match meant.or_else(|| title(&text).filter(|_| words.len() > 1)) {
            // Ben Netanyahu, Ar Rahman: in front it is a name
            Some(m) if place > 0 || m.text != "bin" => {
                push(&m.text, m.class, 0);
                after_bin = m.text == "bin" || (after_bin && m.class == Class::Particle);
                continue;
            }
            _ => {}
        }
        if word.script == Script::Digits {
            let digits = text.trim_start_matches('0');
            push(if digits.is_empty() { "0" } else { digits }, Class::Number, 0);
        } else if text.len() == 1 && word.script == Script::Latin {
            push(&text, Class::Initial, role);
        } else if let Some((head, tail)) = servant(&text).or_else(|| servant_slipped(&text)) {
            push(head, Class::Word, role);
            if !tail.is_empty() {
                push(tail, Class::Word, role);
            }
        } else {
            push(&text, Class::Word, role);
        }
        after_bin = false;
    }
    // A slip that makes another Chinese syllable is another name
    if is_chinese {
        toks.iter_mut().filter(|t| t.class == Class::Word).for_each(|t| t.is_known = true);
    }
    View { kind: ViewKind::Latin, toks, roles }
}

/// Abdul Rahman, Abdurrahman, Abd al-Rahman, Abdel Rahman: servant of, and whose.
fn servant(text: &str) -> Option<(&'static str, &str)> {
    const HEADS: [&str; 9] =
        ["abdul", "abdel", "abdal", "abdur", "abdus", "abdol", "abdar", "abder", "abdou"];
    if text == "abd" || text == "abdu" {
        return Some(("abdul", ""));
    }
    for head in HEADS {
        if let Some(rest) = text.strip_prefix(head) {
            // Abdullah, Abdulla, Abdallah, Abdulaev are names of their own
            if rest.is_empty() {
                return Some(("abdul", ""));
            }
            let is_own =
                rest.starts_with("la") || rest.starts_with("ae") || rest.starts_with("ov") || rest.len() < 4;
            return (!is_own && head != "abdou").then_some(("abdul", rest));
        }
    }
    None
}

/// Abuelmalek: the same with a slip in the first part, where the second is a common name.
fn servant_slipped(text: &str) -> Option<(&'static str, &str)> {
    const HEADS: [&[u8]; 4] = [b"abdul", b"abdel", b"abdur", b"abder"];
    if text.len() < 8 || !text.starts_with('a') || text.starts_with("abul") {
        return None;
    }
    (4..=6)
        .filter_map(|at| text.split_at_checked(at))
        .filter(|(_, rest)| rest.len() > 3 && is_common(rest))
        .find(|(head, _)| HEADS.iter().any(|h| slips(head.as_bytes(), h, 1).is_some()))
        .map(|(_, rest)| ("abdul", rest))
}

fn body(words: &[Word]) -> View {
    let mut pieces = pieces(words, Party::Body);
    // Korea, Democratic People's Republic of
    if pieces.last().is_some_and(|w| w.text == "of") {
        if let Some(comma) = pieces.iter().position(|w| w.comma) {
            pieces.rotate_left(comma + 1);
        }
    }
    let texts: Vec<String> = pieces.iter().map(|w| mended(latin(w))).collect();
    let mut toks = Vec::new();
    let mut i = 0;
    while i < texts.len() {
        if texts[i].is_empty() {
            i += 1;
            continue;
        }
        let phrase = (1..=LONGEST.min(texts.len() - i))
            .rev()
            .find_map(|n| of_body(&texts[i..i + n].join(" ")).map(|m| (n, m)));
        // What stands first is a name whatever it means elsewhere: Co of a company, SA of a ship
        let is_dotted = pieces[i].dot && texts[i].len() == 1;
        if let Some((n, m)) = phrase
            .filter(|(n, m)| m.class != Class::Legal || i > 0 || *n < texts.len())
            .filter(|(n, _)| *n > 1 || !is_dotted)
        {
            let class = if m.class == Class::Title && i > 0 { Class::Word } else { m.class };
            // Joint Stock Company OAO says one thing twice
            if class != Class::Legal || !toks.iter().any(|t: &Tok| t.class == class && t.text == m.text) {
                toks.push(Tok::word(&m.text, Script::Latin, class, Party::Body));
            }
            i += n;
            continue;
        }
        let script = pieces[i].script;
        if script == Script::Digits {
            let digits = texts[i].trim_start_matches('0');
            toks.push(Tok::word(
                if digits.is_empty() { "0" } else { digits },
                script,
                Class::Number,
                Party::Body,
            ));
        } else if let Some(n) = roman(&texts[i])
            .filter(|n| (i > 0 || pieces[i].comma || (texts[i].len() > 1 && *n != "6")) && !pieces[i].dot)
        {
            toks.push(Tok::word(n, Script::Digits, Class::Number, Party::Body));
        } else if texts[i].len() == 1 && script == Script::Latin {
            toks.push(Tok::word(&texts[i], script, Class::Initial, Party::Body));
        } else {
            toks.push(Tok::word(&texts[i], script, Class::Word, Party::Body));
        }
        i += 1;
    }
    join_tens(&mut toks);
    View { kind: ViewKind::Latin, roles: vec![0; toks.len()], toks }
}

/// A Roman number up to twenty; a lone I, V or X counts, a lone C, D or M does not.
fn roman(text: &str) -> Option<&'static str> {
    Some(match text {
        "i" => "1",
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "v" => "5",
        "vi" => "6",
        "vii" => "7",
        "viii" => "8",
        "ix" => "9",
        "x" => "10",
        "xi" => "11",
        "xii" => "12",
        "xiii" => "13",
        "xiv" => "14",
        "xv" => "15",
        "xvi" => "16",
        _ => return None,
    })
}

/// Forty four is 44.
fn join_tens(toks: &mut Vec<Tok>) {
    let value = |t: &Tok| t.text.parse::<u32>().ok().filter(|_| t.class == Class::Number);
    let mut i = 0;
    while i + 1 < toks.len() {
        if let (Some(tens), Some(ones)) = (value(&toks[i]), value(&toks[i + 1])) {
            if (20..100).contains(&tens) && tens % 10 == 0 && (1..10).contains(&ones) {
                toks[i] = Tok::word(&(tens + ones).to_string(), Script::Digits, Class::Number, Party::Body);
                toks.remove(i + 1);
            }
        }
        i += 1;
    }
}
