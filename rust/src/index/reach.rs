//! Which names may reach the threshold: the words that names of some weight must have.

use super::bound::{Bound, Sums};
use super::open::Index;
use super::query::Near;
use crate::name::{Class, Party};
use crate::score::align::MOST;
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{ONE_WORD, ONE_WORD_AND_INITIAL, ONE_WORD_OF_BODIES};
use std::ops::Range;

/// The names that are looked at.
pub struct Reach {
    /// The terms of each word, first those of the words that a name must have
    pub groups: Vec<Group>,
    /// Names that may reach the threshold by initials alone
    pub all: Range<u32>,
    /// All names that may reach it
    pub forms: Range<u32>,
    /// What initials add at most
    pub initials: Sums,
    /// For these names
    pub bound: Bound,
}

/// The terms of one word.
#[derive(Default)]
pub struct Group {
    /// Each with the most it adds
    pub terms: Vec<(u32, f32)>,
    /// Names before this one that have none of the words of the groups before may reach the threshold with this one
    pub until: u32,
    /// The most that one of the terms adds
    pub most: f32,
}

/// A query's words with their neighbours.
struct Words<'a> {
    near: &'a [Near],
    toks: &'a [TokRef<'a>],
    /// What a word weighs at most
    heaviest: f32,
}

impl Words<'_> {
    /// What names add at most that have none of the words marked.
    fn sums(&self, bound: &Bound, is_out: &[bool]) -> Sums {
        let (mut single, mut pair) = ([Sums::default(); MOST], [Sums::default(); MOST]);
        for n in self.near {
            let at = usize::from(n.at);
            if is_out[at..at + usize::from(n.words)].contains(&true) {
                continue;
            }
            let place = if n.words > 1 { &mut pair[at] } else { &mut single[at] };
            *place = place.or(bound.gain(n.rule, n.like, n.own, n.weight));
        }
        let (mut before, mut now) = (Sums::default(), Sums::default());
        for (i, tok) in self.toks.iter().enumerate() {
            if tok.class == Class::Initial {
                single[i] = single[i].or(bound.initial(tok.weight, self.heaviest));
            }
            let next = match i.checked_sub(1) {
                Some(last) => now.plus(single[i]).or(before.plus(pair[last])),
                None => single[i],
            };
            (before, now) = (now, next);
        }
        now
    }

    /// The heaviest name that may reach the threshold with none of the words marked, and the bound for those no
    /// heavier: the less is met, the more weighs what is missing.
    fn heaviest_without(&self, bound: &Bound, is_out: &[bool]) -> (f32, Bound) {
        let mut bound = *bound;
        loop {
            let sums = self.sums(&bound, is_out);
            let weight = bound.heaviest(sums);
            let closer = bound.met(sums, weight);
            if weight < 0.0 || closer.dropped < bound.dropped + CLOSE {
                return (weight, bound);
            }
            bound = closer;
        }
    }
}

/// Steps in which a bound is drawn closer.
const CLOSE: f32 = 0.05;

impl Reach {
    pub fn new(index: &Index, domain: u8, near: &[Near], toks: &[TokRef], bound: &Bound) -> Reach {
        let n = toks.len();
        let mut cost = vec![0usize; n];
        for x in near {
            let posted = index.posted(x.term) + 1;
            cost.iter_mut().skip(usize::from(x.at)).take(usize::from(x.words)).for_each(|c| *c += posted);
        }
        let mut order: Vec<usize> = (0..n).collect();
        // Words that weigh much and are rare in the index first; initials last: they may be met by any word
        let price = |i: usize| cost[i] as f32 / toks[i].weight.max(0.01);
        let is_initial = |i: usize| toks[i].class == Class::Initial;
        order.sort_by(|&x, &y| is_initial(x).cmp(&is_initial(y)).then(price(x).total_cmp(&price(y))));
        let words = Words { near, toks, heaviest: index.heaviest() };
        let mut is_out = vec![false; n];
        let (most, bound) = words.heaviest_without(bound, &is_out);
        let mut forms = index.forms_of(domain);
        if !(0..n).any(is_initial) {
            forms.start = index.heavier(&forms, bound.lightest(near));
        }
        forms.end = index.heavier(&forms, most);
        let until = |is_out: &[bool]| {
            let factor = one_word(near, toks, is_out, bound.party).unwrap_or(1.0);
            let bound = Bound { threshold: bound.threshold / factor, ..bound };
            index.heavier(&forms, words.heaviest_without(&bound, is_out).0)
        };
        let mut groups: Vec<Group> = Vec::with_capacity(n);
        let mut rank = vec![0usize; n];
        for (r, &i) in order.iter().enumerate() {
            rank[i] = r;
            groups.push(Group { until: until(&is_out), ..Group::default() });
            is_out[i] = true;
        }
        let all = forms.start..until(&is_out).max(forms.start);
        for x in near {
            let gain = bound.gain(x.rule, x.like, x.own, x.weight).larger();
            let ranks = (x.at..x.at + x.words).map(|i| rank[usize::from(i)]);
            let group = &mut groups[ranks.min().unwrap_or(0)];
            group.terms.push((x.term, gain));
            group.most = group.most.max(gain);
        }
        for group in &mut groups {
            group.terms.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            group.terms.dedup_by_key(|x| x.0);
            group.terms.retain(|x| index.first_posted(x.0) < forms.end);
        }
        let initials = bound.initials(toks, words.heaviest);
        Reach { groups, all, forms, initials, bound }
    }
}

/// What lowers a score where none of the words marked is met and so at most one telling word is.
fn one_word(near: &[Near], toks: &[TokRef], is_out: &[bool], party: Party) -> Option<f32> {
    let mut is_met = vec![false; toks.len()];
    let mut has_initial = toks.iter().any(|t| t.class == Class::Initial);
    for x in near {
        let at = usize::from(x.at);
        if (at..at + usize::from(x.words)).any(|i| is_out[i]) {
            continue;
        }
        if x.is_pair {
            return None;
        }
        match x.rule {
            Rule::Initial => has_initial = true,
            _ => is_met[at] = true,
        }
    }
    let telling = |i: &usize| toks[*i].class.is_telling();
    let met = (0..toks.len()).filter(telling).filter(|&i| is_met[i]).count();
    let all = (0..toks.len()).filter(telling).filter(|&i| toks[i].weight > 0.2).count();
    (met < 2 && all > 1).then_some(match party {
        Party::Person if has_initial => ONE_WORD_AND_INITIAL,
        Party::Person => ONE_WORD,
        Party::Body => ONE_WORD_OF_BODIES,
    })
}
