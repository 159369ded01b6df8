//! Words of any script in Latin letters.
//!
//! Cyrillic, Arabic and kana by tables of our own, Han by its Mandarin reading, everything else through any_ascii.
//! Korean is read apart (see `korean`): a romanised syllable stands for a set of Hangul syllables.

pub mod arabic;
pub mod cyrillic;
pub mod kana;
pub mod key;
pub mod korean;
pub mod pinyin;

use crate::normalise::{Script, Word};

/// A word in small Latin letters and digits; "" where nothing can be said.
pub fn latin(word: &Word) -> String {
    match word.script {
        Script::Latin if word.text.is_ascii() => word.text.clone(),
        Script::Digits => word.text.clone(),
        Script::Cyrillic => cyrillic::latin(&word.text),
        Script::Arabic => arabic::latin(&word.text),
        Script::Kana => kana::latin(&word.text),
        Script::Hangul => korean::latin(&word.text),
        Script::Han => word.text.chars().map(mandarin).collect(),
        _ => through_ascii(&word.text),
    }
}

/// The commonest Mandarin reading of a Han character, without its tone.
pub fn mandarin(c: char) -> String {
    use ::pinyin::ToPinyin;
    match c.to_pinyin() {
        Some(p) => p.plain().replace('ü', "v"),
        None => through_ascii(c.encode_utf8(&mut [0; 4])),
    }
}

fn through_ascii(text: &str) -> String {
    any_ascii::any_ascii(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .take(64)
        .collect()
}

/// Whether a script leaves vowels unwritten or bends foreign ones, so that only consonants are compared.
pub fn is_consonantal(script: Script) -> bool {
    matches!(script, Script::Arabic | Script::Kana | Script::Other)
}
