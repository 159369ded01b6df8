//! How much a word tells. Kim, Mohammed and Trading say little; the table ships with the engine, so that a pair
//! and a hit give the same number.

use super::{Class, Party};
use crate::romanise::key::key;
use crate::romanise::korean::Syllable;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/rarity.csv");

/// By class of the table: 1 the commonest.
const OF_CLASS: [f32; 3] = [0.4, 0.55, 0.7];
/// By letters of the word: a long word is rarely two people's.
const BY_LENGTH: [f32; 9] = [0.3, 0.3, 0.55, 0.8, 0.9, 1.0, 1.05, 1.1, 1.15];

/// The least that a word of a Korean name weighs beside words of another language.
pub const SYLLABLE: f32 = 0.55;

/// A syllable that was read from Han or Hangul: a few hundred serve for all names.
pub const READ: f32 = 0.65;

struct Common {
    person: FxHashMap<&'static str, u8>,
    by_key: FxHashMap<String, u8>,
    body: FxHashMap<&'static str, u8>,
}

fn common() -> &'static Common {
    static READ: OnceLock<Common> = OnceLock::new();
    READ.get_or_init(|| {
        let mut found =
            Common { person: FxHashMap::default(), by_key: FxHashMap::default(), body: FxHashMap::default() };
        for line in TABLE.lines().skip(1) {
            let mut cells = line.splitn(3, ',');
            let (Some(kind), Some(class), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let class = class.parse().unwrap_or(3u8);
            for word in words.split(' ') {
                if kind == "person" {
                    found.person.entry(word).or_insert(class);
                    if word.len() > 3 {
                        found.by_key.entry(key(word)).or_insert(class);
                    }
                } else {
                    found.body.entry(word).or_insert(class);
                }
            }
        }
        found
    })
}

/// Whether a word is a common name or term in its own right, and so no slip for another one.
pub fn is_known(text: &str, party: Party) -> bool {
    let table = common();
    match party {
        Party::Person => table.person.contains_key(text),
        Party::Body => table.body.contains_key(text),
    }
}

/// Whether a word is a common name of persons in any spelling.
pub fn is_common(text: &str) -> bool {
    let table = common();
    table.person.contains_key(text) || table.by_key.contains_key(&key(text))
}

/// What a word weighs.
pub fn weight(text: &str, key: &str, class: Class, party: Party) -> f32 {
    match class {
        Class::Particle | Class::Legal => return 0.12,
        Class::Title => return 0.08,
        Class::Number => return 0.6,
        Class::Initial => return 0.3,
        _ => {}
    }
    let letters = text.chars().count().min(BY_LENGTH.len() - 1);
    let table = common();
    let class = match party {
        Party::Person => table.person.get(text).or_else(|| table.by_key.get(key)),
        Party::Body => table.body.get(text),
    };
    let factor = class.map_or(1.0, |&c| OF_CLASS[usize::from(c.clamp(1, 3)) - 1]);
    BY_LENGTH[letters] * factor
}

/// What a syllable of a Korean name weighs; half of all Koreans are Kim, Ri, Pak, Choe or Jong.
pub fn korean(syllable: &Syllable, class: Class) -> f32 {
    let is_frequent = |s: &Syllable| s.readings.iter().any(|r| FREQUENT.contains(&r.0));
    match class {
        Class::Family if is_frequent(syllable) => 0.5,
        Class::Family => 0.7,
        _ => 0.8,
    }
}

/// 김 이 박 최 정, by place in the Unicode block.
const FREQUENT: [u16; 5] = [
    '김' as u16 - 0xAC00,
    '이' as u16 - 0xAC00,
    '박' as u16 - 0xAC00,
    '최' as u16 - 0xAC00,
    '정' as u16 - 0xAC00,
];
