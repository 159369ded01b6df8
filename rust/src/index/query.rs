//! One view of a name that is asked for: its words and their neighbours among the terms.

use super::bound::{Bound, Reach};
use super::keys::{domain, folded, keys, Key};
use super::open::Index;
use crate::name::{Class, Party, View, ViewKind};
use crate::score::align::{glued, glued_like};
use crate::score::distance::letters;
use crate::score::similar::{similar, Rule, TokRef};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A word, or two neighbouring words written as one, and a term that it may be.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    pub term: u32,
    pub at: u8,
    pub words: u8,
    pub is_pair: bool,
    pub rule: Rule,
    pub like: f32,
    /// What the term weighs, and the words asked for
    pub weight: f32,
    pub own: f32,
}

pub struct Asked {
    pub kind: ViewKind,
    pub domain: u8,
    pub near: Vec<Near>,
    pub has_initial: bool,
    /// Whether a listed pair of words may be met
    pub has_pair: bool,
    /// None where every name is looked at.
    pub reach: Option<Reach>,
}

impl Asked {
    pub fn new(index: &Index, known: &mut Known, view: &View, party: Party, threshold: f32) -> Asked {
        let toks: Vec<TokRef> = view.toks.iter().map(TokRef::from).collect();
        let domain = domain(party, view.kind);
        let mut near = Vec::new();
        for (i, tok) in toks.iter().enumerate() {
            let mut add = |words: u8, found: &[(u32, Rule, f32)]| {
                near.extend(found.iter().map(|&(term, rule, like)| {
                    let (weight, class) = index.weight_and_class(term);
                    let own = toks[i..i + usize::from(words)].iter().map(|t| t.weight).sum();
                    let is_pair = words > 1 || class == Class::Glued;
                    Near { term, at: i as u8, words, is_pair, rule, like, weight, own }
                }));
            };
            add(1, &known.near(index, domain, tok));
            let pair =
                toks.get(i + 1).filter(|_| view.kind == ViewKind::Latin).and_then(|next| glued(tok, next));
            if let Some(pair) = pair {
                add(2, &known.near(index, domain, &TokRef::from(&pair)));
            }
        }
        let has_initial = toks.iter().any(|t| t.class == Class::Initial);
        let has_pair = near.iter().any(|n| n.is_pair && n.words == 1);
        let bound = Bound::new(party, view.kind, threshold, &toks);
        let reach = (threshold > 0.0).then(|| Reach::new(index, domain, &near, &toks, &bound));
        Asked { kind: view.kind, domain, near, has_initial, has_pair, reach }
    }
}

/// What a word's neighbours are kept by: the words of a batch come again and again.
#[derive(PartialEq, Eq, Hash)]
struct Spelt {
    domain: u8,
    class: Class,
    flags: u8,
    text: Box<[u8]>,
}

/// Terms that a word may be, by which rule and how alike.
type Neighbours = Arc<[(u32, Rule, f32)]>;

/// The neighbours of words already asked for.
#[derive(Default)]
pub struct Known {
    words: FxHashMap<Spelt, Neighbours>,
    keys: Vec<Key>,
    found: Vec<u32>,
}

/// Words that are kept at most.
const KEPT: usize = 1 << 15;

impl Known {
    /// The terms that a word may be, with how alike they are.
    fn near(&mut self, index: &Index, domain: u8, tok: &TokRef) -> Neighbours {
        let flags = u8::from(tok.is_consonantal)
            | u8::from(tok.is_known) << 1
            | u8::from(tok.is_read) << 2
            | u8::from(tok.key.is_empty()) << 3;
        let spelt = Spelt { domain, class: tok.class, flags, text: tok.text.into() };
        // What a syllable stands for is not told by its letters alone; pairs and whole names seldom come again
        let is_kept = !matches!(tok.class, Class::Syllable | Class::Family | Class::Whole | Class::Glued);
        if let Some(known) = self.words.get(&spelt).filter(|_| is_kept) {
            return known.clone();
        }
        keys(domain, tok, true, &mut self.keys);
        self.found.clear();
        let own = folded(letters(tok.text));
        for &(key, apart) in &self.keys {
            self.found.extend(index.under(key, own, u32::from(apart)));
        }
        self.found.sort_unstable();
        self.found.dedup();
        let near = self.found.iter().filter_map(|&term| {
            let other = index.term(term);
            let is_pair = tok.class == Class::Glued || other.class == Class::Glued;
            let met = if is_pair { glued_like(tok, &other) } else { similar(tok, &other) };
            met.map(|(rule, like)| (term, rule, like))
        });
        let near: Arc<[_]> = near.collect();
        if is_kept {
            if self.words.len() >= KEPT {
                self.words.clear();
            }
            self.words.insert(spelt, near.clone());
        }
        near
    }
}
