//! What the index finds is what comparing every pair finds: the same names with the same scores.

use article41_core::index::{Builder, Index, Quality, Search};
use article41_core::name::Schema;
use article41_core::score::{compare, Name};
use rayon::prelude::*;
use std::collections::BTreeMap;

const LISTED: usize = 150;
const ASKED: usize = 20_000;
const THRESHOLDS: [f32; 6] = [0.3, 0.5, 0.65, 0.78, 0.9, 0.97];

const WORDS: &[&str] = &[
    "Kim",
    "Jong",
    "Un",
    "Yong",
    "Chol",
    "Pak",
    "Park",
    "Ri",
    "Lee",
    "Muhammad",
    "Mohamed",
    "Abdul",
    "al-Rahman",
    "bin",
    "Salman",
    "Hussein",
    "Husayn",
    "Maria",
    "Mario",
    "Garcia",
    "Ivanov",
    "Sergei",
    "Sergey",
    "van",
    "der",
    "Berg",
    "Wang",
    "Wei",
    "Xiaoming",
    "J.",
    "A.",
    "김정은",
    "이",
    "용호",
    "金正恩",
    "王伟",
    "Ким",
    "Чен",
    "Ын",
    "キム",
    "محمد",
    "السيسي",
    "Οlga",
    "Trading",
    "Company",
    "Ltd",
    "LLC",
    "Korea",
    "Bank",
    "of",
    "the",
    "Star",
    "Sea",
    "3",
    "II",
    "Hesong",
    "Haesong",
    "Shipping",
    "Commercial",
    "Trafigura",
    "Konstantinopoulos",
    "Nuristani",
    "O'Brien",
    "de",
    "la",
    "Cruz",
    "Zu",
    "Xi",
    "Hsi",
    "Chin",
    "Ben",
    "Benjamin",
    "KOMID",
    "Mining",
    "Development",
    "Joint",
    "Stock",
];
const SCHEMAS: [Schema; 4] = [Schema::Person, Schema::Organization, Schema::Vessel, Schema::Unknown];

/// Marsaglia's xorshift: repeatable without a dependency.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn name(&mut self) -> String {
        let count = 1 + self.roll(4);
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.roll(WORDS.len())]).collect();
        words.join(if self.roll(9) == 0 { "" } else { " " })
    }

    /// One word, a few or dozens, most of them the first few of all words; words said twice, initials.
    fn skewed_name(&mut self) -> String {
        let count = match self.roll(10) {
            0 => 1,
            1 => 8 + self.roll(30),
            _ => 2 + self.roll(4),
        };
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..count {
            words.push(match self.roll(8) {
                0 => ["A.", "S", "M.", "J", "C.", "V."][self.roll(6)],
                1 => words.last().copied().unwrap_or("Ali"),
                2 | 3 => WORDS[self.roll(WORDS.len())],
                _ => {
                    let among = 1 + self.roll(WORDS.len());
                    WORDS[self.roll(among)]
                }
            });
        }
        words.join(" ")
    }

    /// Slips, blanks lost and won, words in another order.
    fn change(&mut self, name: &str) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        for _ in 0..self.roll(4) {
            let at = self.roll(letters.len().max(1));
            match self.roll(5) {
                0 if letters.len() > 1 => drop(letters.remove(at)),
                1 => letters.insert(at, *b"aeinrst ".map(char::from).get(self.roll(8)).unwrap_or(&'a')),
                2 if at + 1 < letters.len() => letters.swap(at, at + 1),
                3 => letters[at] = 'o',
                _ => {}
            }
        }
        let text: String = letters.into_iter().collect();
        let mut words: Vec<&str> = text.split(' ').collect();
        if self.roll(4) == 0 {
            words.rotate_left(1);
        }
        words.join(" ")
    }
}

/// What is found for each name asked at each threshold is what comparing with every listed name gives; so many were
/// found in all.
fn found_alike(listed: &[(Schema, String)], asked: &[(Schema, String)]) -> usize {
    let mut builder = Builder::default();
    for (i, (schema, name)) in listed.iter().enumerate() {
        builder.add(&i.to_string(), *schema, [(name.clone(), Quality::Good)]);
    }
    let index = Index::from_bytes(builder.build()).expect("an index just made opens");
    let names: Vec<Name> = listed.iter().map(|(s, n)| Name::new(n, *s)).collect();
    asked
        .par_chunks(500)
        .map(|chunk| {
            let mut room = Search::default();
            let mut reached = 0;
            for (schema, text) in chunk {
                let query = Name::new(text, *schema);
                let scores: Vec<f32> = names.iter().map(|n| compare(&query, n).score).collect();
                for t in THRESHOLDS {
                    let all: BTreeMap<usize, f32> =
                        scores.iter().copied().enumerate().filter(|&(_, s)| s >= t).collect();
                    let found: BTreeMap<usize, f32> = room
                        .find(&index, &query, &|_| true, true, t)
                        .iter()
                        .map(|f| (f.entity, f.score))
                        .collect();
                    assert_eq!(found, all, "{text:?} as {schema:?} at {t}");
                    reached += all.len();
                }
            }
            reached
        })
        .sum()
}

#[test]
fn the_index_finds_what_comparing_every_pair_finds() {
    let mut dice = Dice(41);
    let listed: Vec<(Schema, String)> = (0..LISTED).map(|i| (SCHEMAS[i % 4], dice.name())).collect();
    let asked: Vec<(Schema, String)> = (0..ASKED)
        .map(|i| {
            let text = if i % 3 == 0 { dice.name() } else { listed[dice.roll(LISTED)].1.clone() };
            (SCHEMAS[dice.roll(4)], dice.change(&text))
        })
        .collect();
    let reached = found_alike(&listed, &asked);
    assert!(reached > ASKED, "the names are near enough to each other to prove something: {reached}");
}

/// Postings are cut by the weight of names, counted word by word and pruned: a list in which few words are most of
/// all names, names of one word and of dozens, the same word again and again, initials by the handful.
#[test]
fn nothing_is_lost_among_common_words_long_names_and_initials() {
    let mut dice = Dice(2371);
    let listed: Vec<(Schema, String)> = (0..600).map(|i| (SCHEMAS[i % 4], dice.skewed_name())).collect();
    let fresh: Vec<(Schema, String)> = (0..1_500).map(|i| (SCHEMAS[i % 4], dice.skewed_name())).collect();
    let changed = (0..1_500).map(|_| {
        let (schema, text) = &listed[dice.roll(listed.len())];
        let schema = if dice.roll(3) == 0 { Schema::Unknown } else { *schema };
        (schema, dice.change(text))
    });
    let asked: Vec<(Schema, String)> = fresh.iter().cloned().chain(changed).collect();
    let reached = found_alike(&listed, &asked);
    assert!(
        reached > 4 * asked.len(),
        "the names are near enough to each other to prove something: {reached}"
    );
}
