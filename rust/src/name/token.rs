//! One word of a name in the forms that are compared.

use super::nickname::full;
use super::{is_known, rarity, Party};
use crate::normalise::Script;
use crate::romanise::key::{key, skeleton};
use crate::romanise::korean::{word_classes, Reading, Syllable};
use crate::score::acronym::LETTERS;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    Word,
    /// al, de, von, bin, the: tells next to nothing
    Particle,
    /// Dr, Haji, M/V
    Title,
    Legal,
    Number,
    Initial,
    /// A syllable of a Korean name
    Syllable,
    /// A Korean family name
    Family,
    /// A Han character
    Char,
    /// Two neighbouring words written as one; in an index only
    Glued,
    /// All words of a name as one
    Whole,
}

impl Class {
    pub const ALL: [Class; 11] = [
        Class::Word,
        Class::Particle,
        Class::Title,
        Class::Legal,
        Class::Number,
        Class::Initial,
        Class::Syllable,
        Class::Family,
        Class::Char,
        Class::Glued,
        Class::Whole,
    ];

    pub fn of(code: u8) -> Option<Class> {
        Class::ALL.get(usize::from(code)).copied()
    }

    /// Whether the word says by itself who is meant.
    pub fn is_telling(self) -> bool {
        !matches!(self, Class::Particle | Class::Title | Class::Legal | Class::Number | Class::Initial)
    }
}

/// A word in the forms that are compared. `syllables`: its readings where it may be Korean.
#[derive(Clone, Debug, PartialEq)]
pub struct Tok {
    pub text: String,
    pub key: String,
    pub skeleton: String,
    pub syllables: Vec<Vec<Reading>>,
    pub korean: String,
    pub class: Class,
    pub is_consonantal: bool,
    pub is_known: bool,
    /// Whether the letters are ours, from Han or Hangul: nobody's hand slipped over them
    pub is_read: bool,
    pub weight: f32,
}

/// Letters of a word that are compared.
pub const LONGEST: usize = 48;
/// Stands before each number in the key of a whole name.
pub const NUMBER: char = '#';
/// Letters of a name that is compared as one word.
pub const WHOLE: std::ops::RangeInclusive<usize> = 9..=60;

impl Tok {
    /// A word that was romanised to `text`.
    pub fn word(text: &str, script: Script, class: Class, party: Party) -> Tok {
        let text: String = text.chars().take(LONGEST).collect();
        let key = match class.is_telling() {
            true if party == Party::Person => key(full(&text).unwrap_or(&text)),
            true => key(&text),
            false => String::new(),
        };
        let skeleton = if class.is_telling() { skeleton(&text, &key) } else { String::new() };
        let is_read = matches!(script, Script::Han | Script::Hangul);
        let weight = rarity::weight(&text, &key, class, party) * if is_read { rarity::READ } else { 1.0 };
        let is_known = class == Class::Word && is_known(&text, party);
        let mut tok = Tok {
            text,
            key,
            skeleton,
            syllables: Vec::new(),
            korean: String::new(),
            class,
            is_consonantal: crate::romanise::is_consonantal(script),
            is_known,
            is_read,
            weight,
        };
        // Korean words in the names of companies and ships
        if party == Party::Body && class == Class::Word && script == Script::Latin {
            if let Some(read) = word_classes(&tok.text).into_iter().next() {
                tok.set_syllables(&read);
            }
        }
        tok
    }

    /// All words as one, in letters of one case; its key says how long each word is. None where the name is too
    /// short to bear slips, and no acronym either, or too long to be compared letter by letter.
    /// `is_read`: whether Han or Hangul is among them; `is_chinese`: whether all are pinyin.
    pub fn whole(words: &[String], party: Party, is_read: bool, is_chinese: bool) -> Option<Tok> {
        let (mut text, mut key) = (String::new(), String::new());
        for word in words {
            key.push(char::from(b'0' + word.len().min(70) as u8));
            text.push_str(word);
        }
        let is_acronym = party == Party::Body && key.len() == 1 && LETTERS.contains(&text.len());
        (WHOLE.contains(&text.len()) || is_acronym).then(|| Tok {
            text,
            key,
            skeleton: String::new(),
            syllables: Vec::new(),
            korean: String::new(),
            class: Class::Whole,
            is_consonantal: false,
            is_known: is_chinese,
            is_read,
            weight: 1.0,
        })
    }

    /// Adds the numbers in a body's name to the key of the whole: names whose numbers differ are no slips of each other.
    pub fn number<'a>(&mut self, numbers: impl Iterator<Item = &'a str>) {
        for n in numbers {
            self.key.push(NUMBER);
            self.key.extend(n.chars().take(8));
        }
    }

    /// A syllable of a Korean person's name.
    pub fn syllable(syllable: &Syllable, class: Class) -> Tok {
        let mut tok = Tok {
            text: syllable.text.clone(),
            key: String::new(),
            skeleton: String::new(),
            syllables: Vec::new(),
            korean: String::new(),
            class,
            is_consonantal: false,
            is_known: false,
            is_read: false,
            weight: rarity::korean(syllable, class),
        };
        tok.set_syllables(std::slice::from_ref(syllable));
        tok
    }

    /// A short word of a name that may be Korean: Jo and O are names as long as Jong and Kwak.
    pub fn weigh_as_syllable(&mut self) {
        self.weight = self.weight.max(rarity::SYLLABLE);
    }

    /// A Han character with its Mandarin reading as key.
    pub fn han(c: char) -> Tok {
        Tok {
            text: c.into(),
            key: crate::romanise::mandarin(c),
            skeleton: String::new(),
            syllables: Vec::new(),
            korean: String::new(),
            class: Class::Char,
            is_consonantal: false,
            is_known: false,
            is_read: false,
            weight: 0.8,
        }
    }

    fn set_syllables(&mut self, read: &[Syllable]) {
        self.syllables = read.iter().map(|s| s.readings.clone()).collect();
        self.korean = read.iter().flat_map(|s| s.class().map(char::from)).collect();
    }
}
