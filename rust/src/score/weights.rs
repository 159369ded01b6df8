//! Every weight of the score in one place. `docs/names.md` shows them; a test holds the two together.

use crate::name::{Party, View, ViewKind};

/// Both sides have a word that the other lacks: they contradict each other.
pub const CONFLICT: f32 = 1.3;
/// A syllable more in a name that was read from Han or Hangul is another name, and syllables weigh little.
pub const CONFLICT_READ: f32 = 2.5;
/// A word only one side has: unknown, not a contradiction.
pub const DROPPED: f32 = 0.35;
pub const DROPPED_OF_BODIES: f32 = 0.42;
/// ATLANTIC PEACH is not ATLANTIC.
pub const DROPPED_OF_VESSELS: f32 = 0.7;
/// Where little was met, what is missing says more: a person met by common words alone. Up to this much is enough ...
pub const ENOUGH: f32 = 4.0;
/// ... and a word dropped counts so much more where nothing was met.
pub const SCANT: f32 = 3.5;
/// What an initial leaves unsaid of the name it stands for.
pub const UNSAID: f32 = 0.25;
pub const UNSAID_OF_BODIES: f32 = 0.1;
/// The sims below which two words are two words.
pub const LEAST: f32 = 0.58;

/// What a slip costs, by share of the word's letters.
pub const SLIP: f32 = 0.52;
/// Slips that a person's whole name may show, in letters, and what each more takes away: two people's names are
/// seldom one slip apart in one word and equal in the others, often a little apart in both.
pub const SLIPS_FREE: f32 = 1.1;
/// Names of ships and companies are often one word, and there are many of them.
pub const SLIPS_FREE_OF_ONE: f32 = 0.8;
pub const SLIPS_MORE: f32 = 0.1;
/// Two spellings of one name by the romanisation key, by letters of the shorter.
pub const SPELLING: [f32; 6] = [0.8, 0.8, 0.82, 0.85, 0.88, 0.95];
/// A syllable read from Han or Hangul.
pub const SPELLING_READ: f32 = 0.75;
pub const KOREAN: f32 = 0.97;
pub const CONSONANTS: [f32; 5] = [0.0, 0.5, 0.62, 0.76, 0.88];
pub const INITIAL: f32 = 0.88;
pub const GLUED: f32 = 0.97;
pub const GLUED_SPELLING: f32 = 0.92;
/// Ben for Benjamin.
pub const NICKNAME: f32 = 0.85;
/// An acronym of four letters, and a longer one.
pub const ACRONYM: [f32; 2] = [0.8, 0.86];
/// What a slip costs in a name whose blanks have moved, by share of its letters.
pub const MOVED: f32 = 1.1;
/// Two common names a slip apart are two names: Maria and Mario.
pub const TWO_NAMES: f32 = 0.2;
/// A person met by one word alone while the other name has more.
pub const ONE_WORD: f32 = 0.72;
pub const ONE_WORD_OF_BODIES: f32 = 0.98;
/// Sun Voyager is not Voyager: ships' names are made of common words.
pub const ONE_WORD_OF_VESSELS: f32 = 0.85;
/// The same where an initial agrees too.
pub const ONE_WORD_AND_INITIAL: f32 = 0.86;
/// Koreans whose family names differ.
pub const OTHER_FAMILY: f32 = 0.75;
/// Father and child changed places: Salman bin Muhammad.
pub const REVERSED: f32 = 0.7;
/// Numbers of vessels and aircraft differ, or only one side has one.
pub const NUMBERS_OF_VESSELS: f32 = 0.75;
/// The same of other bodies: Solutions Inc. is seldom Solutions II Inc.
pub const NUMBERS_OF_BODIES: f32 = 0.82;

/// What an initial leaves unsaid, by kind of party.
pub fn unsaid(party: Party) -> f32 {
    match party {
        Party::Person => UNSAID,
        Party::Body => UNSAID_OF_BODIES,
    }
}

/// Korean is compared with Korean only, and Han with Han only: 김정은 is not 김종은, whatever both are in Latin letters.
/// Otherwise word by word, and as a whole.
pub fn are_compared(a: ViewKind, all_a: &[View], b: ViewKind, all_b: &[View]) -> bool {
    a == b && are_compared_kinds(a, all_a, &kinds_of(all_b))
}

/// Whether this kind of view is the one in which the two names are compared.
pub fn are_compared_kinds(kind: ViewKind, all_a: &[View], all_b: &[bool; 4]) -> bool {
    let own = kinds_of(all_a);
    let both = |k: ViewKind| own[k as usize] && all_b[k as usize];
    match [ViewKind::Han, ViewKind::Korean].into_iter().find(|&k| both(k)) {
        Some(only) => kind == only,
        None => matches!(kind, ViewKind::Latin | ViewKind::Whole),
    }
}

fn kinds_of(all: &[View]) -> [bool; 4] {
    let mut found = [false; 4];
    all.iter().for_each(|v| found[v.kind as usize] = true);
    found
}
