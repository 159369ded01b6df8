//! The keys under which a word is found: whatever `similar` takes for one word shares a key.
//!
//! Slips are found by leaving letters out on both sides (Mor & Fraenkel 1982; Garbe's SymSpell shows that a prefix
//! is enough): two words at most k slips apart share what is left of their first seven letters after at most k
//! were left out.

use crate::name::{Class, Party, ViewKind, NUMBER, WHOLE};
use crate::romanise::korean::class_of;
use crate::score::acronym::{heads, HEAD, LETTERS};
use crate::score::distance::allowed;
use crate::score::similar::{TokRef, KEY_SLIPS};
use rustc_hash::FxHasher;
use std::hash::Hasher;

const PREFIX: usize = 7;

/// What a key is made of.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Of {
    Text,
    Left,
    Key,
    KeyLeft,
    Skeleton,
    Consonants,
    Korean,
    Part,
    Acronym,
    SpeltOut,
}

fn hashed(domain: u8, of: Of, bytes: impl Iterator<Item = u8>) -> u32 {
    let mut h = FxHasher::default();
    h.write_u8(domain);
    h.write_u8(of as u8);
    for b in bytes {
        h.write_u8(b);
    }
    let x = h.finish();
    (x ^ (x >> 32)) as u32
}

/// Words of persons and of bodies, and each view, are kept apart.
pub fn domain(party: Party, view: ViewKind) -> u8 {
    (party as u8) * 4 + view as u8
}

/// A key, and how many letters two words that share it may have of which the other has none.
pub type Key = (u32, u8);

/// The bits of a key that are kept with it; its highest say where it lies.
pub const TAG: u32 = 0xff;

/// A set of letters in the bits beside `TAG`: some letters share one, so that sets differ no more than before.
pub fn folded(letters: u32) -> u32 {
    (letters | letters >> 24) << 8
}

/// No bound on letters.
pub const ANY: u8 = 32;

/// What is left of a word's first letters after at most `count` were left out.
fn left_out(domain: u8, of: Of, word: &[u8], count: usize, slips: usize, out: &mut Vec<Key>) {
    let head = &word[..word.len().min(PREFIX)];
    let n = head.len();
    let but = |i: usize, j: usize| {
        head.iter().enumerate().filter(move |(k, _)| *k != i && *k != j).map(|(_, &b)| b)
    };
    let apart = 2 * slips as u8;
    out.push((hashed(domain, of, head.iter().copied()), apart));
    if count > 0 {
        for i in 0..n {
            out.push((hashed(domain, of, but(i, n)), apart));
        }
    }
    if count > 1 {
        for i in 0..n {
            for j in i + 1..n {
                out.push((hashed(domain, of, but(i, j)), apart));
            }
        }
    }
}

/// The keys of a word, as listed or as asked for.
pub fn keys(domain: u8, tok: &TokRef, is_asked: bool, out: &mut Vec<Key>) {
    out.clear();
    out.push((hashed(domain, Of::Text, tok.text.iter().copied()), ANY));
    match tok.class {
        Class::Word | Class::Glued => {
            let slips = allowed(tok.text.len());
            if slips > 0 && tok.class == Class::Word {
                left_out(domain, Of::Left, tok.text, slips, slips, out);
            }
            if tok.key.len() > 1 {
                out.push((hashed(domain, Of::Key, tok.key.iter().copied()), ANY));
            }
            if tok.class == Class::Glued {
                return;
            }
            if tok.key.len() > 3 {
                left_out(domain, Of::KeyLeft, tok.key, 1, KEY_SLIPS, out);
            }
            if tok.skeleton.len() > 1 {
                // Consonants meet across scripts only: the one looks among the others
                let of = if tok.is_consonantal == is_asked { Of::Skeleton } else { Of::Consonants };
                out.push((hashed(domain, of, tok.skeleton.iter().copied()), ANY));
            }
            if !tok.korean.is_empty() {
                out.push((hashed(domain, Of::Korean, tok.korean.iter().copied()), ANY));
            }
            if is_asked && tok.class == Class::Word {
                out.push((hashed(domain, Of::Text, tok.text.iter().copied().take(1)), ANY));
            }
        }
        Class::Syllable | Class::Family => {
            // A spelling in kana or Cyrillic may stand for syllables of several classes
            for readings in tok.syllables.unpacked() {
                out.extend(
                    readings.iter().map(|r| (hashed(domain, Of::Korean, class_of(r.0).into_iter()), ANY)),
                );
            }
        }
        Class::Whole => {
            acronyms(domain, tok, is_asked, out);
            if !WHOLE.contains(&tok.text.len()) {
                return;
            }
            if is_asked {
                parts_asked(domain, tok.text, out);
                out.sort_unstable();
                out.dedup();
                return;
            }
            for (i, (from, to)) in thirds(tok.text.len()).into_iter().enumerate() {
                out.push((part(domain, i, tok.text.len(), tok.text[from..to].iter().copied()), 4));
            }
        }
        _ => {}
    }
    out.sort_unstable();
    out.dedup();
}

/// Acronyms meet what they stand for only: the one looks among the others.
fn acronyms(domain: u8, tok: &TokRef, is_asked: bool, out: &mut Vec<Key>) {
    let lengths = tok.key.split(|&c| c == NUMBER as u8).next().unwrap_or_default();
    let is_short = lengths.len() == 1;
    let of = if is_short == is_asked { Of::Acronym } else { Of::SpeltOut };
    let heads = match is_short {
        true if LETTERS.contains(&tok.text.len()) => tok.text[..HEAD].try_into().into_iter().collect(),
        true => Vec::new(),
        false => heads(tok.text, lengths),
    };
    out.extend(heads.into_iter().map(|h: [u8; HEAD]| (hashed(domain, of, h.into_iter()), ANY)));
}

fn thirds(len: usize) -> [(usize, usize); 3] {
    let (x, y) = (len / 3, 2 * len / 3);
    [(0, x), (x, y), (y, len)]
}

fn part(domain: u8, i: usize, len: usize, bytes: impl Iterator<Item = u8>) -> u32 {
    hashed(domain, Of::Part, [i as u8, len as u8].into_iter().chain(bytes))
}

/// The thirds of every text that at most two slips make of this one: of three parts two slips leave one as it was,
/// shifted by what was put in or left out before it. Letters swapped across the border of two parts are swapped back.
fn parts_asked(domain: u8, text: &[u8], out: &mut Vec<Key>) {
    let n = text.len() as isize;
    for more in -2..=2isize {
        // A letter put in or left out changes one of the set, any other slip two
        let apart = 4 - more.unsigned_abs() as u8;
        let Ok(len) = usize::try_from(n + more) else {
            continue;
        };
        for (i, (from, to)) in thirds(len).into_iter().enumerate() {
            for shift in -2..=2isize {
                let slips = shift.abs() + (more - shift).abs();
                // A part at place p of the other text stands at p - shift in this one
                let (from, to) = (from as isize - shift, to as isize - shift);
                if slips > 2 || from < 0 || to > n || from >= to {
                    continue;
                }
                let (from, to) = (from as usize, to as usize);
                let own = &text[from..to];
                out.push((part(domain, i, len, own.iter().copied()), apart));
                if slips > 1 {
                    continue;
                }
                if let Some(&next) = text.get(to) {
                    let head = &own[..own.len() - 1];
                    out.push((part(domain, i, len, head.iter().copied().chain([next])), apart));
                }
                if let Some(&before) = from.checked_sub(1).and_then(|k| text.get(k)) {
                    out.push((
                        part(domain, i, len, [before].into_iter().chain(own[1..].iter().copied())),
                        apart,
                    ));
                }
            }
        }
    }
}
