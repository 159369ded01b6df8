//! Korean names in Hangul, Hanja and every usual romanisation, in one comparable form.
//!
//! A spelling stands for a set of Hangul syllables: DPRK "jong" for 정 and 종, "un" for 은 and 운. Two syllables
//! meet where their sets do, so Kim Jong Un is 김정은 and 김종은, and these two stay apart.

mod hanja;
mod parse;
mod spellings;
mod surnames;

pub use parse::{people, word_classes, Syllable};
pub use spellings::{class_of, latin};

/// A Hangul syllable: its place in the Unicode block.
pub type Code = u16;
/// A syllable that a spelling may stand for, and how usual that is: 100 by an official system.
pub type Reading = (Code, u8);

/// How well two sets of readings meet: 0 to 1, 0 where they share no syllable.
pub fn meeting(a: &[Reading], b: &[Reading]) -> f32 {
    let mut best = 0u32;
    for &(code, x) in a {
        for &(other, y) in b {
            if code == other {
                best = best.max(u32::from(x) * u32::from(y));
            }
        }
    }
    best as f32 / 10_000.0
}
