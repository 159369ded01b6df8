//! A form that was met, looked at: bounded by its own words, then scored.

use super::bound::{Bound, Sums};
use super::file::Section;
use super::open::Index;
use super::query::{Asked, Near};
use super::starts::Starts;
use crate::name::{Class, Party, View, ViewKind};
use crate::score::align::{chosen, Link, Side, MOST};
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{are_compared_kinds, INITIAL};
use crate::score::Name;

/// The links of the form that is looked at.
#[derive(Default)]
pub struct Links {
    pub near_of: Starts,
    links: Vec<Link>,
    /// By link: what the words weigh on either side
    weights: Vec<(f32, f32)>,
}

impl Links {
    /// What the links add at most: no word of either side is met twice.
    fn sums(&self, bound: &Bound, asked: usize, listed: usize) -> Sums {
        let mut by_word = [[Sums::default(); MOST]; 2];
        for (link, &(own, other)) in self.links.iter().zip(&self.weights) {
            let gain = bound.gain(link.rule, link.like, own, other);
            for (side, at) in [link.a, link.b].into_iter().enumerate() {
                let place = &mut by_word[side][usize::from(at)];
                *place = place.or(gain);
            }
        }
        let sum = |all: &[Sums]| all.iter().fold(Sums::default(), |sum, &one| sum.plus(one));
        sum(&by_word[0][..asked]).and(sum(&by_word[1][..listed]))
    }
}

/// A query's side of a comparison.
pub struct Candidate<'a> {
    pub index: &'a Index,
    pub asked: &'a Name,
    pub views: &'a [View],
    pub side: Side<'a>,
    pub party: Party,
    pub query: &'a Asked,
    pub near: &'a [Near],
    pub threshold: f32,
}

impl Candidate<'_> {
    /// The name and score of a form, if it is compared at all and reaches the threshold.
    pub fn score(
        &self,
        room: &mut Links,
        form: usize,
        is_wanted: &dyn Fn(crate::name::Schema) -> bool,
        with_weak: bool,
    ) -> Option<(usize, f32)> {
        let index = self.index;
        let (from, to) = index.span(Section::FormEnds, form);
        room.links.clear();
        room.weights.clear();
        let sections: &[_] = match self.query.has_pair {
            true => &[(Section::WordTerm, 1u8), (Section::WordPair, 2)],
            false => &[(Section::WordTerm, 1)],
        };
        for (j, place) in (from..to).enumerate() {
            for &(section, b_words) in sections {
                let term = index.number(section, place);
                let Some(start) = room.near_of.of(term) else {
                    continue;
                };
                for n in self.near[start..].iter().take_while(|n| n.term == term) {
                    if self.query.kind == ViewKind::Korean && usize::from(n.at) != j {
                        continue;
                    }
                    let (a, b, a_words) = (n.at, j as u8, n.words);
                    room.links.push(Link { a, b, a_words, b_words, rule: n.rule, like: n.like, share: 0.0 });
                    room.weights.push((n.own, n.weight));
                }
            }
        }
        let weight = index.form_weight(form);
        // The bound drawn closer by what may be met, or None where that is not enough
        let enough = |room: &Links, bound: &Bound, more: Sums| {
            let sums = room.sums(bound, self.side.toks.len(), to - from).plus(more);
            bound.may_reach(sums, weight).then(|| bound.met(sums, weight))
        };
        let has_initial = self.query.has_initial;
        if let Some(reach) = &self.query.reach {
            let closer = enough(room, &reach.bound, reach.initials)?;
            if !has_initial {
                enough(room, &closer, Sums::default())?;
            }
        }
        let name = index.number(Section::FormName, form) as usize;
        if !with_weak && index.is_weak(name) {
            return None;
        }
        let schema = index.schema(index.entity_of(name));
        if !self.asked.schema.meets(schema) || !is_wanted(schema) {
            return None;
        }
        if !are_compared_kinds(self.query.kind, self.views, &self.kinds(name)) {
            return None;
        }
        let terms: Vec<TokRef> = (from..to).map(|p| index.term(index.number(Section::WordTerm, p))).collect();
        if has_initial {
            for (i, tok) in self.side.toks.iter().enumerate().filter(|(_, t)| t.class == Class::Initial) {
                for (j, other) in terms.iter().enumerate() {
                    if other.class == Class::Word && other.text.first() == tok.text.first() {
                        room.weights.push((tok.weight, other.weight));
                        room.links.push(Link {
                            a: i as u8,
                            b: j as u8,
                            a_words: 1,
                            b_words: 1,
                            rule: Rule::Initial,
                            like: INITIAL,
                            share: 0.0,
                        });
                    }
                }
            }
        }
        if let Some(reach) = self.query.reach.as_ref().filter(|_| has_initial) {
            let closer = enough(room, &reach.bound, Sums::default())?;
            enough(room, &closer, Sums::default())?;
        }
        let roles = &index.section(Section::WordRole)[from..to];
        let is_numbered = self.asked.schema.is_numbered() || schema.is_numbered();
        let other = Side { toks: &terms, roles };
        let score =
            chosen(&self.side, &other, self.query.kind, self.party, is_numbered, &mut room.links).score;
        (score >= self.threshold).then_some((name, score))
    }

    /// The kinds of view that a listed name has in this reading.
    fn kinds(&self, name: usize) -> [bool; 4] {
        let kinds = self.index.kinds_of(name) >> (self.query.domain & 4);
        [0, 1, 2, 3].map(|kind| kinds & 1 << kind != 0)
    }
}
