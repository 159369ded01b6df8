//! Mandarin names in pinyin: whether a word may be one of one or two syllables, and what a syllable by Wade and
//! Giles is in pinyin.

use rustc_hash::{FxHashMap, FxHashSet};
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
    syllables().contains(text)
}

fn syllables() -> &'static FxHashSet<String> {
    static READ: OnceLock<FxHashSet<String>> = OnceLock::new();
    READ.get_or_init(|| {
        let made = INITIALS.iter().flat_map(|i| FINALS.iter().map(move |f| (i, f)));
        let made = made.filter(|(i, f)| !i.is_empty() || !f.starts_with(['i', 'u', 'v']));
        made.map(|(i, f)| [*i, *f].concat()).chain(ALONE.iter().map(|&a| a.into())).collect()
    })
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

/// The pinyin syllables that a syllable by Wade and Giles may be, its apostrophes lost: chin is jin and qin.
pub fn of_wade_giles(text: &str) -> &'static [String] {
    static READ: OnceLock<FxHashMap<String, Vec<String>>> = OnceLock::new();
    let known = READ.get_or_init(|| {
        let mut found: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for syllable in syllables() {
            for spelt in wade_giles(syllable) {
                found.entry(spelt).or_default().push(syllable.clone());
            }
        }
        found.values_mut().for_each(|all| all.sort());
        found
    });
    known.get(text).map_or(&[], Vec::as_slice)
}

/// A pinyin syllable as Wade and Giles write it, without apostrophes and marks.
fn wade_giles(syllable: &str) -> Vec<String> {
    let initial = INITIALS.iter().find(|i| syllable.starts_with(**i)).copied().unwrap_or("");
    let last = &syllable[initial.len()..];
    let consonant = match initial {
        "b" => "p",
        "d" => "t",
        "g" => "k",
        "zh" | "j" | "q" => "ch",
        "x" => "hs",
        "z" | "c" => "ts",
        "r" => "j",
        other => other,
    };
    let is_back = matches!(initial, "g" | "k" | "h");
    match (initial, last) {
        ("z" | "c", "i") => vec!["tzu".into()],
        ("s", "i") => vec!["ssu".into(), "szu".into()],
        ("zh" | "ch" | "sh" | "r", "i") => vec![[consonant, "ih"].concat()],
        ("", "yi") => vec!["i".into(), "yi".into()],
        ("", "er") => vec!["erh".into()],
        ("", "you") => vec!["yu".into()],
        ("", "yan") => vec!["yen".into()],
        ("", "ye") => vec!["yeh".into()],
        ("", "yue") => vec!["yueh".into()],
        ("", "yong") => vec!["yung".into()],
        _ => {
            let vowel = match last {
                "ong" => "ung",
                "iong" => "iung",
                "ian" => "ien",
                "ie" => "ieh",
                "ue" | "ve" => "ueh",
                "v" => "u",
                "e" if is_back => "o",
                "uo" if !is_back && initial != "sh" => "o",
                "ui" if is_back && initial != "h" => "uei",
                other => other,
            };
            vec![[consonant, vowel].concat()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_pinyin, of_wade_giles};

    #[test]
    fn syllables_are_known() {
        for yes in ["guiying", "wei", "zhang", "jianhua", "xiaoming", "er", "yuan"] {
            assert!(is_pinyin(yes), "{yes}");
        }
        for no in ["ahmad", "smith", "jianhuaming", "b", "kim", "igor"] {
            assert!(!is_pinyin(no), "{no}");
        }
    }

    #[test]
    fn wade_and_giles_are_read() {
        for (spelt, meant) in [
            ("hsi", "xi"),
            ("chin", "jin"),
            ("chin", "qin"),
            ("tse", "ze"),
            ("tung", "dong"),
            ("chih", "zhi"),
            ("kuo", "guo"),
            ("jen", "ren"),
            ("hsueh", "xue"),
        ] {
            assert!(of_wade_giles(spelt).iter().any(|s| s == meant), "{spelt}");
        }
        assert!(of_wade_giles("xi").is_empty());
    }
}
