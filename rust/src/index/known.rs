//! The terms that a word may be: found through keys, kept for the words that come again and again.

use super::keys::{folded, keys, Key};
use super::open::Index;
use crate::name::Class;
use crate::score::align::glued_like;
use crate::score::distance::letters;
use crate::score::similar::{similar, Rule, TokRef};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::{Arc, Mutex};

/// Terms that a word may be, by which rule and how alike.
pub type Neighbours = Arc<[(u32, Rule, f32)]>;

/// The neighbours of words already asked for, for all threads.
#[derive(Default)]
pub struct Known {
    shares: [Mutex<Share>; SHARES],
}

#[derive(Default)]
struct Share {
    /// By domain, class, flags and letters
    words: FxHashMap<Box<[u8]>, Neighbours>,
    size: usize,
}

/// Parts that are locked apart from each other.
const SHARES: usize = 32;
/// Neighbours and words that are kept at most: 50 MB.
const KEPT: usize = (1 << 22) / SHARES;

/// Room for one search at a time.
#[derive(Default)]
pub struct Room {
    spelt: Vec<u8>,
    keys: Vec<Key>,
    buckets: Vec<(u32, u32)>,
    found: Vec<u32>,
}

impl Known {
    /// The terms that a word may be, with how alike they are.
    pub fn near(&self, index: &Index, room: &mut Room, domain: u8, tok: &TokRef) -> Neighbours {
        // What a syllable stands for is not told by its letters alone; pairs and whole names seldom come again
        if matches!(tok.class, Class::Syllable | Class::Family | Class::Whole | Class::Glued) {
            return found(index, room, domain, tok);
        }
        let flags = u8::from(tok.is_consonantal)
            | u8::from(tok.is_known) << 1
            | u8::from(tok.is_read) << 2
            | u8::from(tok.key.is_empty()) << 3
            | u8::from(tok.korean.is_empty()) << 4;
        room.spelt.clear();
        room.spelt.extend([domain, tok.class as u8, flags]);
        room.spelt.extend(tok.text);
        let mut hash = FxHasher::default();
        hash.write(&room.spelt);
        let share = &self.shares[(hash.finish() >> 8) as usize % SHARES];
        let kept = share.lock().ok().and_then(|s| s.words.get(&room.spelt[..]).cloned());
        kept.unwrap_or_else(|| {
            let near = found(index, room, domain, tok);
            if let Ok(mut share) = share.lock() {
                share.keep(&room.spelt, &near);
            }
            near
        })
    }
}

impl Share {
    fn keep(&mut self, spelt: &[u8], near: &Neighbours) {
        if self.size > KEPT {
            *self = Share::default();
        }
        self.size += near.len() + WORD;
        self.words.insert(spelt.into(), near.clone());
    }
}

/// What keeping a word costs besides its neighbours, in neighbours.
const WORD: usize = 8;

fn found(index: &Index, room: &mut Room, domain: u8, tok: &TokRef) -> Neighbours {
    keys(domain, tok, true, &mut room.keys);
    room.found.clear();
    let own = folded(letters(tok.text));
    // Memory is waited for once for all keys, not for each in turn
    room.buckets.clear();
    room.buckets.extend(room.keys.iter().map(|&(key, _)| index.bucket(key)));
    for (&(key, apart), &bucket) in room.keys.iter().zip(&room.buckets).filter(|(_, b)| b.0 < b.1) {
        room.found.extend(index.under(bucket, key, own, u32::from(apart)));
    }
    room.found.sort_unstable();
    room.found.dedup();
    let near = room.found.iter().filter_map(|&term| {
        let other = index.term(term);
        let is_pair = tok.class == Class::Glued || other.class == Class::Glued;
        let met = if is_pair { glued_like(tok, &other) } else { similar(tok, &other) };
        met.map(|(rule, like)| (term, rule, like))
    });
    near.collect()
}
