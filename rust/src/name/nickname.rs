//! Names that are used for another one: Ben for Benjamin, Sasha for Aleksandr.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../data/nicknames.csv");

fn table() -> &'static FxHashMap<&'static [u8], &'static str> {
    static READ: OnceLock<FxHashMap<&'static [u8], &'static str>> = OnceLock::new();
    READ.get_or_init(|| {
        let rows = TABLE.lines().skip(1).filter_map(|line| line.split_once(','));
        rows.flat_map(|(full, short)| short.split(' ').map(move |s| (s.as_bytes(), full))).collect()
    })
}

/// The name that a nickname stands for.
pub fn full(text: &str) -> Option<&'static str> {
    table().get(text.as_bytes()).copied()
}

/// Whether a word is used for another name.
pub fn is_nickname(text: &[u8]) -> bool {
    table().contains_key(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_stands_for_one_name_that_is_none_itself() {
        let all: Vec<&str> =
            TABLE.lines().skip(1).filter_map(|l| l.split_once(',')).flat_map(|l| l.1.split(' ')).collect();
        assert_eq!(all.len(), table().len());
        assert!(table().values().all(|full| !is_nickname(full.as_bytes())));
    }
}
