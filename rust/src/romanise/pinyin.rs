//! Whether a word may be a Mandarin given or family name in pinyin: one or two syllables.

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

const INITIALS: [&str; 22] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "",
];
const FINALS: [&str; 34] = [
    "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "ia", "ie", "iao",
    "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "ve", "er",
];
const ALONE: [&str; 24] = [
    "ya", "yo", "ye", "yao", "you", "yan", "yin", "yang", "ying", "yong", "yu", "yue", "yuan", "yun", "wa",
    "wo", "wai", "wei", "wan", "wen", "wang", "weng", "wu", "yi",
];

fn is_syllable(text: &str) -> bool {
    static READ: OnceLock<FxHashSet<String>> = OnceLock::new();
    let known = READ.get_or_init(|| {
        let made = INITIALS.iter().flat_map(|i| FINALS.iter().map(move |f| (i, f)));
        let made = made.filter(|(i, f)| !i.is_empty() || !f.starts_with(['i', 'u', 'v']));
        made.map(|(i, f)| [*i, *f].concat()).chain(ALONE.iter().map(|&a| a.into())).collect()
    });
    known.contains(text)
}

/// Whether a word is one or two pinyin syllables.
pub fn is_pinyin(text: &str) -> bool {
    let n = text.len();
    // No syllable ends in another letter
    (2..=12).contains(&n)
        && text.is_ascii()
        && text.ends_with(['a', 'e', 'g', 'i', 'n', 'o', 'r', 'u', 'v'])
        && (is_syllable(text) || (1..n).any(|at| is_syllable(&text[at..]) && is_syllable(&text[..at])))
}

#[cfg(test)]
mod tests {
    use super::is_pinyin;

    #[test]
    fn syllables_are_known() {
        for yes in ["guiying", "wei", "zhang", "jianhua", "xiaoming", "er", "yuan"] {
            assert!(is_pinyin(yes), "{yes}");
        }
        for no in ["ahmad", "smith", "jianhuaming", "b", "kim", "igor"] {
            assert!(!is_pinyin(no), "{no}");
        }
    }
}
