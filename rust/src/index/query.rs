//! One view of a name that is asked for: its words, their neighbours among the terms, and which words must be met.

use super::keys::{domain, keys, Key, ANY};
use super::open::Index;
use crate::name::{Class, Party, View, ViewKind};
use crate::score::align::{glued, glued_like};
use crate::score::distance::letters;
use crate::score::similar::{similar, Rule, TokRef};
use crate::score::weights::{unsaid, DROPPED, INITIAL, ONE_WORD, ONE_WORD_AND_INITIAL};
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
    pub weight: f32,
}

pub struct Asked {
    pub kind: ViewKind,
    pub domain: u8,
    pub near: Vec<Near>,
    pub weight: f32,
    /// What initials may add, whatever they stand for.
    pub initials: f32,
    /// The terms whose names are looked at; None where all names must be.
    pub reached: Option<Reach>,
}

/// The terms one of which a name must have, with the most that each can give, and what a name needs of that.
///
/// A score reaches t where over its links the sum of like·(w + v) - t·d·(w + 2v) is not below t·d·W: w and v are the
/// weights on either side, W that of all words asked for, d the least that a word weighs which is not met.
pub struct Reach {
    pub terms: Gains,
    /// Terms of the other words, counted for names that have one of `terms`; none where that would cost more than
    /// looking at the names
    pub others: Gains,
    pub needed: f32,
}

/// Terms, each with the most that it gives.
type Gains = Vec<(u32, f32)>;

/// A name looked at costs so many steps through postings.
const LOOK: usize = 10;

/// Keeps sums of what was met apart from nothing met.
const TINY: f32 = 1e-6;

impl Asked {
    pub fn new(index: &Index, known: &mut Known, view: &View, party: Party, threshold: f32) -> Asked {
        let toks: Vec<TokRef> = view.toks.iter().map(TokRef::from).collect();
        let domain = domain(party, view.kind);
        let mut near = Vec::new();
        for (i, tok) in toks.iter().enumerate() {
            let mut add = |words: u8, found: &[(u32, Rule, f32)]| {
                near.extend(found.iter().map(|&(term, rule, like)| {
                    let (weight, class) = index.weight_and_class(term);
                    Near { term, at: i as u8, words, is_pair: class == Class::Glued, rule, like, weight }
                }));
            };
            add(1, &known.near(index, domain, tok));
            let pair =
                toks.get(i + 1).filter(|_| view.kind == ViewKind::Latin).and_then(|next| glued(tok, next));
            if let Some(pair) = pair {
                add(2, &known.near(index, domain, &TokRef::from(&pair)));
            }
        }
        let weight = toks.iter().map(|t| t.weight).sum();
        let initials = toks.iter().filter(|t| t.class == Class::Initial).map(|t| 2.0 * t.weight).sum();
        let mut asked = Asked { kind: view.kind, domain, near, weight, initials, reached: None };
        asked.reached = asked.to_reach(index, &toks, party, threshold);
        asked
    }

    /// The terms of so many words, the rarest first, that a name which has none of them stays below the threshold.
    ///
    /// With m what is met, r what is not, a score m / (m + d·r) reaches t where m·(1 − t) − t·d·r is not negative:
    /// each word gives the most it can to that sum, met by its weightiest neighbour, by an initial or not at all.
    fn to_reach(&self, index: &Index, toks: &[TokRef], party: Party, threshold: f32) -> Option<Reach> {
        if threshold <= 0.0 {
            return None;
        }
        let n = toks.len();
        let mut cost = vec![0usize; n];
        for x in &self.near {
            for c in cost.iter_mut().skip(usize::from(x.at)).take(usize::from(x.words)) {
                *c += index.posting(x.term).len() + 1;
            }
        }
        let mut order: Vec<usize> = (0..n).collect();
        // Words that weigh much and are rare in the index first
        order.sort_by(|&x, &y| {
            let price = |i: usize| cost[i] as f32 / toks[i].weight.max(0.01);
            price(x).total_cmp(&price(y))
        });
        let mut must = vec![false; n];
        for step in 0..=n {
            if !self.may_reach_without(&must, toks, party, threshold) {
                return Some(self.reach(index, &must, toks, party, threshold));
            }
            if let Some(&next) = order.get(step) {
                must[next] = true;
            }
        }
        None
    }

    fn reach(&self, index: &Index, must: &[bool], toks: &[TokRef], party: Party, t: f32) -> Reach {
        let spared = DROPPED - unsaid(party);
        let (mut terms, mut others) = (Gains::new(), Gains::new());
        let mut rest = vec![0f32; toks.len()];
        for x in &self.near {
            let words = usize::from(x.at)..usize::from(x.at + x.words);
            let own: f32 = toks[words.clone()].iter().map(|k| k.weight).sum();
            let (weight, open) = match x.rule {
                Rule::Initial => (2.0 * own.min(x.weight), (own - x.weight).abs()),
                _ => (own + x.weight, 0.0),
            };
            let gain = (x.like - t * DROPPED) * weight + t * spared * open - t * DROPPED * x.weight;
            if words.clone().any(|i| must[i]) {
                terms.push((x.term, gain.max(TINY)));
            } else {
                words.for_each(|i| rest[i] = rest[i].max(gain));
                others.push((x.term, gain.max(TINY)));
            }
        }
        for all in [&mut terms, &mut others] {
            all.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            all.dedup_by_key(|x| x.0);
        }
        let steps = |all: &[(u32, f32)]| all.iter().map(|x| index.posting(x.0).len()).sum::<usize>();
        // A term of both kinds is counted once, for the most it gives
        others.retain_mut(|x| match terms.binary_search_by_key(&x.0, |y| y.0) {
            Ok(i) => {
                terms[i].1 = terms[i].1.max(x.1);
                false
            }
            Err(_) => true,
        });
        if steps(&others) > LOOK * steps(&terms) {
            others.clear();
        } else {
            rest.fill(0.0);
        }
        // An initial may stand for the weightiest word
        let initials = if self.initials > 0.0 { f32::INFINITY } else { 0.0 };
        let needed = t * DROPPED * self.weight - rest.iter().sum::<f32>() - initials - 1e-4;
        Reach { terms, others, needed }
    }

    /// Whether a name that has none of the words marked may reach the threshold.
    fn may_reach_without(&self, must: &[bool], toks: &[TokRef], party: Party, threshold: f32) -> bool {
        let mut weight = vec![0f32; toks.len()];
        let mut initial = vec![false; toks.len()];
        let mut has_pair = false;
        for x in &self.near {
            let words = usize::from(x.at)..usize::from(x.at + x.words);
            if words.clone().any(|i| must[i]) {
                continue;
            }
            if x.rule == Rule::Initial {
                initial[usize::from(x.at)] = true;
                continue;
            }
            has_pair |= x.is_pair || x.words > 1;
            let both = words.clone().map(|i| toks[i].weight).sum::<f32>() + x.weight;
            for i in words {
                weight[i] = weight[i].max(both);
            }
        }
        let telling = |i: &usize| toks[*i].class.is_telling() && toks[*i].weight > 0.2;
        let all = (0..toks.len()).filter(telling).count();
        let met = (0..toks.len()).filter(|&i| toks[i].class.is_telling() && weight[i] > 0.0).count();
        let is_one_word = party == Party::Person && !has_pair && met < 2 && all > 1;
        let has_initial = self.initials > 0.0 || initial.iter().any(|&x| x);
        let t = match is_one_word {
            true if has_initial => threshold / ONE_WORD_AND_INITIAL,
            true => threshold / ONE_WORD,
            false => threshold,
        };
        let mut sum = self.initials * (INITIAL - t).max(0.0);
        for (i, tok) in toks.iter().enumerate() {
            let mut most = if tok.class == Class::Initial { 0.0 } else { -t * DROPPED * tok.weight };
            if weight[i] > 0.0 {
                most = most.max(weight[i] * (1.0 - t));
            }
            if initial[i] {
                let said = 0.3f32.min(tok.weight);
                most = most.max(2.0 * said * (INITIAL - t) - t * unsaid(party) * (tok.weight - said));
            }
            sum += most;
        }
        let is_any = weight.iter().any(|&w| w > 0.0) || initial.iter().any(|&x| x) || self.initials > 0.0;
        is_any && sum >= -1e-4
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
    found: Vec<(u32, u8)>,
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
        // What a syllable stands for is not told by its letters alone
        let is_kept = !matches!(tok.class, Class::Syllable | Class::Family | Class::Whole);
        if let Some(known) = self.words.get(&spelt).filter(|_| is_kept) {
            return known.clone();
        }
        keys(domain, tok, true, &mut self.keys);
        self.found.clear();
        for &(key, apart) in &self.keys {
            self.found.extend(index.under(key).map(|term| (term, ANY - apart)));
        }
        self.found.sort_unstable();
        self.found.dedup_by_key(|f| f.0);
        let own = letters(tok.text);
        let near = self.found.iter().filter_map(|&(term, close)| {
            if (own ^ index.letters(term)).count_ones() > u32::from(ANY - close) {
                return None;
            }
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
