//! A folded name cut into words.

use super::confusable::{as_cyrillic, as_latin, as_letter};
use super::{fold, Script, MAX_CHARS, MAX_WORDS};

/// One word: letters of one script, or digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub script: Script,
    /// Whether a comma follows: what stands before it is the family name.
    pub comma: bool,
    /// Whether a dot follows: what stands before it is shortened.
    pub dot: bool,
    /// Whether a hyphen joins it to the next word.
    pub hyphen: bool,
}

/// The words of a name. `is_person`: dotted letters are initials and stay apart; elsewhere they are an
/// abbreviation and are joined (A.B.C., S/A). Digits inside a person's word are put back into letters.
pub fn words(name: &str, is_person: bool) -> Vec<Word> {
    let text = fold(name, MAX_CHARS);
    let mut found: Vec<Word> = Vec::new();
    let mut current = String::new();
    // Letters parted by a dot or stroke only, without blanks
    let mut dotted = String::new();
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while found.len() < MAX_WORDS {
        let next = chars.next();
        let c = next.unwrap_or(' ');
        if Script::of(c).is_some() {
            current.push(c);
            before = c;
            continue;
        }
        if !current.is_empty() {
            let word = std::mem::take(&mut current);
            let is_letter = word.chars().count() == 1 && !word.starts_with(|x: char| x.is_ascii_digit());
            let goes_on = matches!(c, '.' | '/') && chars.peek().is_some_and(|&n| Script::of(n).is_some());
            if is_letter && !is_person && (goes_on || !dotted.is_empty()) {
                dotted.push_str(&word);
                if !goes_on {
                    push(&mut found, std::mem::take(&mut dotted), is_person);
                }
            } else {
                if !dotted.is_empty() {
                    push(&mut found, std::mem::take(&mut dotted), is_person);
                }
                push(&mut found, word, is_person);
            }
        }
        match c {
            ',' | '、' | '，' => {
                if let Some(last) = found.last_mut() {
                    last.comma = true;
                }
            }
            '.' if before != ' ' => {
                if let Some(last) = found.last_mut() {
                    last.dot = true;
                }
            }
            '-' | '‐' | '‑' | '–' if before != ' ' => {
                if let Some(last) = found.last_mut() {
                    last.hyphen = true;
                }
            }
            '&' | '+' if !is_person => push(&mut found, "and".into(), is_person),
            _ => {}
        }
        before = ' ';
        if next.is_none() {
            break;
        }
    }
    found.truncate(MAX_WORDS);
    found
}

fn push(found: &mut Vec<Word>, text: String, is_person: bool) {
    let mut counts = [0usize; 9];
    for c in text.chars() {
        if let Some(s) = Script::of(c) {
            counts[s as usize] += 1;
        }
    }
    let [latin, cyrillic, _, hangul, han, kana, other, voweled, digits] = counts;
    let other = other + voweled;
    let kinds = counts.iter().filter(|&&n| n > 0).count();
    let word = |text: String, script| Word { text, script, comma: false, dot: false, hyphen: false };
    if kinds <= 1 {
        let script = text.chars().find_map(Script::of).unwrap_or(Script::Other);
        found.push(word(text, script));
        return;
    }
    // A Cyrillic or Greek look-alike in a Latin word, or the other way round
    if hangul + han + kana == 0 && latin + cyrillic + other > 0 && (latin > 0) && (cyrillic + other > 0) {
        let to_latin: String = text.chars().map(|c| as_latin(c).unwrap_or(c)).collect();
        if to_latin.chars().all(|c| matches!(Script::of(c), Some(Script::Latin | Script::Digits))) {
            return push(found, to_latin, is_person);
        }
        let to_cyrillic: String = text.chars().map(|c| as_cyrillic(c).unwrap_or(c)).collect();
        if to_cyrillic.chars().all(|c| matches!(Script::of(c), Some(Script::Cyrillic | Script::Digits))) {
            return push(found, to_cyrillic, is_person);
        }
    }
    // Ig0r: a digit between letters of a person's name; GR0DNO, but not G4S or 2005-AR16
    let is_slip = if is_person { latin > digits } else { latin > 3 * digits && is_inside(&text) };
    if digits > 0 && kinds == 2 && is_slip {
        let mended: String = text.chars().map(|c| as_letter(c).unwrap_or(c)).collect();
        if mended.chars().all(|c| Script::of(c) == Some(Script::Latin)) {
            found.push(word(mended, Script::Latin));
            return;
        }
    }
    // Otherwise a word for each run of one script
    let mut run = String::new();
    let mut at: Option<Script> = None;
    for c in text.chars() {
        let s = Script::of(c).unwrap_or(Script::Other);
        if at.is_some_and(|a| a != s) && !run.is_empty() {
            found.push(word(std::mem::take(&mut run), at.unwrap_or(s)));
        }
        at = Some(s);
        run.push(c);
    }
    if let (false, Some(s)) = (run.is_empty(), at) {
        found.push(word(run, s));
    }
}

/// Whether every digit stands between two letters.
fn is_inside(text: &str) -> bool {
    let text = text.as_bytes();
    let is_letter = |i: usize| text.get(i).is_some_and(u8::is_ascii_alphabetic);
    let is_between = |i: usize| i > 0 && is_letter(i - 1) && is_letter(i + 1);
    (0..text.len()).filter(|&i| text[i].is_ascii_digit()).all(is_between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str, is_person: bool) -> Vec<String> {
        words(name, is_person).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn dotted_letters_are_initials_of_a_person_and_an_abbreviation_elsewhere() {
        assert_eq!(texts("J.-C. Juncker", true), ["j", "c", "juncker"]);
        assert_eq!(texts("A.B.C. Company", false), ["abc", "company"]);
        assert_eq!(texts("Mendez A/S", false), ["mendez", "as"]);
        assert_eq!(texts("H&M", false), ["h", "and", "m"]);
    }

    #[test]
    fn look_alikes_are_put_back() {
        assert_eq!(texts("Вlaсk Sea", true), ["black", "sea"]);
        assert_eq!(texts("Ig0r Sech1n", true), ["igor", "sechin"]);
        assert_eq!(texts("2005-AR16", false), ["2005", "ar", "16"]);
        assert_eq!(texts("GR0DNO KHIMVOLOKNO", false), ["grodno", "khimvolokno"]);
        assert_eq!(texts("G4S", false), ["g", "4", "s"]);
        assert_eq!(texts("STAR1 FORTUNA2", false), ["star", "1", "fortuna", "2"]);
    }

    #[test]
    fn nothing_is_no_word() {
        assert!(words(" \t\u{202e}\n--", true).is_empty());
        assert!(words("", false).is_empty());
        assert_eq!(words(&"a ".repeat(100_000), false).len(), MAX_WORDS);
    }
}
