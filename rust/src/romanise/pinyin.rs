//! Whether a word may be a Mandarin given or family name in pinyin: one or two syllables.

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
    if ALONE.contains(&text) {
        return true;
    }
    INITIALS.iter().any(|i| {
        text.strip_prefix(i)
            .is_some_and(|f| FINALS.contains(&f) && (!i.is_empty() || !f.starts_with(['i', 'u', 'v'])))
    })
}

/// Whether a word is one or two pinyin syllables.
pub fn is_pinyin(text: &str) -> bool {
    let n = text.len();
    (2..=12).contains(&n)
        && text.is_ascii()
        && (is_syllable(text) || (1..n).any(|at| is_syllable(&text[..at]) && is_syllable(&text[at..])))
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
