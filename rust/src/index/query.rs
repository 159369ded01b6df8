//! One view of a name that is asked for: its words and their neighbours among the terms.

use super::bound::Bound;
use super::keys::domain;
use super::known::Room;
use super::open::Index;
use super::reach::Reach;
use crate::name::{Class, Party, View, ViewKind};
use crate::score::align::glued;
use crate::score::similar::{Rule, TokRef};

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
    pub fn new(index: &Index, room: &mut Room, view: &View, party: Party, threshold: f32) -> Asked {
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
            add(1, &index.known.near(index, room, domain, tok));
            let pair =
                toks.get(i + 1).filter(|_| view.kind == ViewKind::Latin).and_then(|next| glued(tok, next));
            if let Some(pair) = pair {
                add(2, &index.known.near(index, room, domain, &TokRef::from(&pair)));
            }
        }
        let has_initial = toks.iter().any(|t| t.class == Class::Initial);
        let has_pair = near.iter().any(|n| n.is_pair && n.words == 1);
        let bound = Bound::new(party, view.kind, threshold, &toks);
        let reach = (threshold > 0.0).then(|| Reach::new(index, domain, &near, &toks, &bound));
        Asked { kind: view.kind, domain, near, has_initial, has_pair, reach }
    }
}
