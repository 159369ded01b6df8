//! Legal forms, abbreviations, countries, numbers, particles and titles, as tables say.

use super::{Class, Party};
use crate::normalise::words;
use crate::romanise::latin;
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
