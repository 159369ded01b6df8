//! Korean readings of the Han characters that names are written with. The table is our own.

use super::spellings::code_of;
use super::Reading;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../data/hanja.csv");

/// The Hangul syllables that a character is read as in a name.
pub fn readings(c: char) -> &'static [Reading] {
    static READ: OnceLock<FxHashMap<char, Vec<Reading>>> = OnceLock::new();
    let table = READ.get_or_init(|| {
        let mut found: FxHashMap<char, Vec<Reading>> = FxHashMap::default();
        for line in TABLE.lines().skip(1) {
            let Some((hangul, hanja)) = line.split_once(',') else {
                continue;
            };
            let Some(code) = hangul.chars().next().and_then(code_of) else {
                continue;
            };
            for c in hanja.chars() {
                let readings = found.entry(c).or_default();
                if !readings.iter().any(|r| r.0 == code) {
                    readings.push((code, 100));
                }
            }
        }
        found
    });
    table.get(&c).map_or(&[], Vec::as_slice)
}
