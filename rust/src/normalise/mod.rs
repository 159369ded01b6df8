//! A name as people write it, cut into words of one script each.
//!
//! Compatibility forms are resolved (NFKC), case is folded, marks are taken off Latin, Greek and Cyrillic letters,
//! what nobody sees is dropped, look-alikes from another script are put back. Nothing here knows a language.

mod confusable;
mod fold;
mod words;

pub use fold::{fold, is_invisible};
pub use words::{words, Word};

/// Characters of a name that are read; what follows is not compared.
pub const MAX_CHARS: usize = 400;
/// Words of a name that are read.
pub const MAX_WORDS: usize = 40;

/// The writing system of a word, as far as it decides how the word is romanised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Hangul,
    Han,
    Kana,
    Other,
    /// Greek, Armenian, Georgian, Ethiopic: foreign letters, but vowels are written
    Voweled,
    Digits,
}

impl Script {
    /// The script of one letter, or None where it is no letter.
    pub fn of(c: char) -> Option<Script> {
        let code = c as u32;
        Some(match code {
            0x30..=0x39 => Script::Digits,
            _ if !c.is_alphanumeric() && !is_joined_mark(c) => return None,
            0x41..=0x24F | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF => Script::Latin,
            0x250..=0x2AF => Script::Latin,
            0x400..=0x52F | 0x1C80..=0x1C8F => Script::Cyrillic,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
                Script::Arabic
            }
            0x1100..=0x11FF | 0xAC00..=0xD7AF | 0x3130..=0x318F => Script::Hangul,
            0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF | 0x3005 => Script::Han,
            0x3040..=0x30FF | 0x31F0..=0x31FF => Script::Kana,
            0x370..=0x3FF
            | 0x1F00..=0x1FFF
            | 0x530..=0x58F
            | 0x10A0..=0x10FF
            | 0x1C90..=0x1CBF
            | 0x1200..=0x139F => Script::Voweled,
            _ => Script::Other,
        })
    }
}

/// A vowel sign or virama, which belongs to its letter.
fn is_joined_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
