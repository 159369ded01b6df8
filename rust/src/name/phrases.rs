//! Legal forms, abbreviations, countries, numbers, particles and titles, as tables say.

use super::{is_known, Class, Party};
use crate::normalise::words;
use crate::romanise::latin;
use crate::score::distance::{letters, slips};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const WORDS: &str = include_str!("../../data/words.csv");
const FORMS: &str = include_str!("../../data/legal_forms.csv");

/// What a phrase becomes.
#[derive(Clone, Debug)]
pub struct Meant {
    pub text: String,
    pub class: Class,
}

/// Words of the longest phrase.
pub const LONGEST: usize = 6;

type Table = FxHashMap<String, Meant>;

/// A phrase of a body's name: a legal form, a country, an abbreviation, a number in words.
pub fn of_body(phrase: &str) -> Option<&'static Meant> {
    static READ: OnceLock<Table> = OnceLock::new();
    READ.get_or_init(|| {
        let mut found = Table::default();
        for line in FORMS.lines().skip(1) {
            let Some((form, spellings)) = line.split_once(',') else {
                continue;
            };
            for s in spellings.split('|') {
                add(&mut found, s, form, Class::Legal, Party::Body);
            }
        }
        for (kind, to, spellings) in rows() {
            let each = || spellings.split(' ');
            match kind {
                "country" => add(&mut found, spellings, to, Class::Word, Party::Body),
                "short" => each().for_each(|s| add(&mut found, s, to, Class::Word, Party::Body)),
                "number" => each().for_each(|s| add(&mut found, s, to, Class::Number, Party::Body)),
                "particle" => {
                    each().for_each(|s| add(&mut found, s, article(s), Class::Particle, Party::Body))
                }
                "vessel" => each().for_each(|s| add(&mut found, s, s, Class::Title, Party::Body)),
                _ => {}
            }
        }
        found
    })
    .get(phrase)
}

/// A long word of a legal form or country with a slip in it put right: Lmiited.
pub fn mended(word: String) -> String {
    static READ: OnceLock<FxHashMap<String, u32>> = OnceLock::new();
    if word.len() < SLIPPED || !word.is_ascii() {
        return word;
    }
    let known = READ.get_or_init(|| {
        let rows = rows().filter(|r| r.0 == "country").map(|r| r.2);
        let forms = FORMS.lines().skip(1).filter_map(|l| l.split_once(',')).flat_map(|l| l.1.split('|'));
        let words = forms.chain(rows).flat_map(|s| words(s, false)).map(|w| latin(&w));
        words
            .filter(|w| w.len() >= SLIPPED && w.is_ascii())
            .map(|w| (letters(w.as_bytes()), w))
            .map(|(l, w)| (w, l))
            .collect()
    });
    if known.contains_key(&word) || is_known(&word, Party::Body) {
        return word;
    }
    let limit = if word.len() < TWICE { 1 } else { 2 };
    let own = letters(word.as_bytes());
    let found = known
        .iter()
        .filter(|(w, set)| {
            w.len().abs_diff(word.len()) <= limit && (own ^ **set).count_ones() as usize <= 2 * limit
        })
        .filter_map(|(w, _)| slips(word.as_bytes(), w.as_bytes(), limit).map(|s| (s.0, w)))
        .min();
    found.map_or(word, |(_, w)| w.clone())
}

/// Letters of words that are put right, and of those that may show two slips.
const SLIPPED: usize = 6;
const TWICE: usize = 10;

/// A word of a person's name that is a particle or a title.
pub fn of_person(word: &str) -> Option<&'static Meant> {
    static READ: OnceLock<Table> = OnceLock::new();
    READ.get_or_init(|| {
        let mut found = Table::default();
        for (kind, _, spellings) in rows() {
            for s in spellings.split(' ') {
                match kind {
                    // Too often a name of its own: An, At, In, On, To, For
                    "particle"
                        if matches!(
                            s,
                            "an" | "at" | "in" | "on" | "to" | "for" | "as" | "ad" | "do" | "le"
                        ) => {}
                    "particle" => add(&mut found, s, article(s), Class::Particle, Party::Person),
                    "nasab" => add(&mut found, s, "bin", Class::Particle, Party::Person),
                    "title" => add(&mut found, s, s, Class::Title, Party::Person),
                    _ => {}
                }
            }
        }
        found
    })
    .get(word)
}

/// A long title with a slip in it that is no common name and not its first letter: Sehikh. A slip at the end makes another name: Mullan.
pub fn title(word: &str) -> Option<&'static Meant> {
    const LONG: [&str; 9] =
        ["sheikh", "shaykh", "cheikh", "mullah", "maulana", "mawlana", "general", "colonel", "professor"];
    let starts = word.starts_with(['s', 'c', 'm', 'g', 'p']);
    if !starts || !(5..=10).contains(&word.len()) || !word.is_ascii() || is_known(word, Party::Person) {
        return None;
    }
    let is_near =
        |t: &&&str| !word.starts_with(&t[..t.len() - 1]) && slips(word.as_bytes(), t.as_bytes(), 1).is_some();
    LONG.iter().find(is_near).and_then(|t| of_person(t))
}

fn article(word: &str) -> &str {
    match word {
        "el" | "ul" | "ar" | "ash" | "az" => "al",
        w => w,
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    WORDS.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

/// Adds a spelling in the form in which names arrive here.
fn add(found: &mut Table, spelling: &str, to: &str, class: Class, party: Party) {
    let read: Vec<String> =
        super::view::pieces(&words(spelling, party == Party::Person), party).iter().map(latin).collect();
    found.entry(read.join(" ")).or_insert_with(|| Meant { text: to.into(), class });
}
