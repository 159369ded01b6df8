//! Names found.
//!
//! Nothing is lost: (1) words that `similar` takes for one share a key (`keys`); (2) a name that reaches the
//! threshold has one of the words chosen in `query`; (3) what is passed over by a bound is bounded from above:
//! links are counted without regard to each other, and what is left weighs no less than it will; (4) what remains
//! is scored by the very function that compares pairs.

use super::file::Section;
use super::open::Index;
use super::query::{Asked, Known, Near};
use crate::name::{Class, Party, View, ViewKind};
use crate::score::align::{chosen, Link, Side, MOST};
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{are_compared_kinds, unsaid, DROPPED, INITIAL};
use crate::score::Name;

/// A listed name whose score reaches the threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub entity: usize,
    pub name: usize,
    pub score: f32,
}

/// What a search needs room for; one for each thread.
#[derive(Default)]
pub struct Search {
    /// By term: where its neighbours start in `near`, valid in the round that is noted with it
    near_of: Vec<(u32, u32)>,
    round: u32,
    /// By form: the most that the terms met so far can give; 0 between searches
    most: Vec<f32>,
    met: Vec<u32>,
    links: Vec<Link>,
    known: Known,
}

impl Search {
    /// Every entity with a name that scores at least `threshold`, each by its best name, best first.
    /// `is_wanted` says which listed schemas count; weak aliases count where `with_weak` is set.
    pub fn find(
        &mut self,
        index: &Index,
        asked: &Name,
        is_wanted: &dyn Fn(crate::name::Schema) -> bool,
        with_weak: bool,
        threshold: f32,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for parsed in &asked.read {
            for view in &parsed.views {
                self.view(
                    index,
                    asked,
                    &parsed.views,
                    view,
                    parsed.party,
                    is_wanted,
                    with_weak,
                    threshold,
                    &mut found,
                );
            }
        }
        best_of_each(found)
    }

    #[allow(clippy::too_many_arguments)]
    fn view(
        &mut self,
        index: &Index,
        asked: &Name,
        views: &[View],
        view: &View,
        party: Party,
        is_wanted: &dyn Fn(crate::name::Schema) -> bool,
        with_weak: bool,
        threshold: f32,
        found: &mut Vec<Found>,
    ) {
        let cut;
        let view = if view.toks.len() > MOST {
            cut = View {
                kind: view.kind,
                toks: view.toks[..MOST].to_vec(),
                roles: view.roles[..MOST].to_vec(),
            };
            &cut
        } else {
            view
        };
        let query = Asked::new(index, &mut self.known, view, party, threshold);
        let mut near = query.near.clone();
        near.sort_unstable_by_key(|n| n.term);
        self.begin(index, &near);
        let toks: Vec<TokRef> = view.toks.iter().map(TokRef::from).collect();
        let side = Side { toks: &toks, roles: &view.roles };
        let mut at = Candidate { index, asked, views, side, party, query: &query, near: &near, threshold };
        let mut look = |this: &mut Search, form: u32| {
            let name = index.number(Section::FormName, form as usize) as usize;
            if !with_weak && index.is_weak(name) {
                return;
            }
            if let Some(score) = at.score(this, form as usize, name, is_wanted) {
                found.push(Found { entity: index.entity_of(name), name, score });
            }
        };
        let Some(reach) = &query.reached else {
            (0..index.forms() as u32).for_each(|form| look(self, form));
            return;
        };
        for &(term, gain) in &reach.terms {
            for form in index.posting(term) {
                let most = &mut self.most[form as usize];
                if *most == 0.0 {
                    self.met.push(form);
                }
                *most += gain;
            }
        }
        for &(term, gain) in &reach.others {
            for form in index.posting(term) {
                let most = &mut self.most[form as usize];
                if *most != 0.0 {
                    *most += gain;
                }
            }
        }
        let met = std::mem::take(&mut self.met);
        for &form in &met {
            if std::mem::take(&mut self.most[form as usize]) >= reach.needed {
                look(self, form);
            }
        }
        self.met = met;
        self.met.clear();
    }

    fn begin(&mut self, index: &Index, near: &[Near]) {
        self.near_of.resize(index.section(Section::PostingEnds).len() / 4, (0, 0));
        self.most.resize(index.forms(), 0.0);
        if self.round == u32::MAX {
            self.near_of.fill((0, 0));
            self.round = 0;
        }
        self.round += 1;
        for (i, n) in near.iter().enumerate() {
            let place = &mut self.near_of[n.term as usize];
            if place.0 != self.round {
                *place = (self.round, i as u32);
            }
        }
    }
}

struct Candidate<'a> {
    index: &'a Index,
    asked: &'a Name,
    views: &'a [View],
    side: Side<'a>,
    party: Party,
    query: &'a Asked,
    near: &'a [Near],
    threshold: f32,
}

impl Candidate<'_> {
    /// The score of a form, if it is compared at all and reaches the threshold.
    fn score(
        &mut self,
        room: &mut Search,
        form: usize,
        name: usize,
        is_wanted: &dyn Fn(crate::name::Schema) -> bool,
    ) -> Option<f32> {
        let index = self.index;
        let kind = index.section(Section::FormKind)[form];
        if kind != self.query.domain {
            return None;
        }
        let schema = index.schema(index.entity_of(name));
        if !self.asked.schema.meets(schema) || !is_wanted(schema) {
            return None;
        }
        let (from, to) = index.span(Section::FormEnds, form);
        room.links.clear();
        let whole = self.query.weight + f32::from_bits(index.number(Section::FormWeight, form));
        // A score reaches t where the sum over links of (like - t·d)·weight is not below t·d·whole, with d for words
        // that only one side has; what an initial leaves unsaid weighs less. Each word gives the most it can.
        let t = self.threshold;
        let spared = DROPPED - unsaid(self.party);
        let mut sum = self.query.initials * (1.0 - t * DROPPED)
            + if self.query.initials > 0.0 { t * spared * whole } else { 0.0 };
        for (j, place) in (from..to).enumerate() {
            let mut most = 0f32;
            for (section, b_words) in [(Section::WordTerm, 1u8), (Section::WordPair, 2)] {
                let term = index.number(section, place);
                let Some(&(round, start)) = room.near_of.get(term as usize) else {
                    continue;
                };
                if round != room.round {
                    continue;
                }
                for n in self.near[start as usize..].iter().take_while(|n| n.term == term) {
                    if self.query.kind == ViewKind::Korean && usize::from(n.at) != j {
                        continue;
                    }
                    let words = usize::from(n.at)..usize::from(n.at + n.words);
                    let own: f32 = self.side.toks[words].iter().map(|t| t.weight).sum();
                    let (weight, open) = match n.rule {
                        Rule::Initial => (2.0 * own.min(n.weight), (own - n.weight).abs()),
                        _ => (own + n.weight, 0.0),
                    };
                    most = most.max((n.like - t * DROPPED) * weight + t * spared * open);
                    let (a, b, a_words) = (n.at, j as u8, n.words);
                    room.links.push(Link { a, b, a_words, b_words, rule: n.rule, like: n.like, share: 0.0 });
                }
            }
            sum += most;
        }
        if sum < t * DROPPED * whole - 1e-4 {
            return None;
        }
        if !are_compared_kinds(self.query.kind, self.views, &self.kinds(form, name)) {
            return None;
        }
        let terms: Vec<TokRef> = (from..to).map(|p| index.term(index.number(Section::WordTerm, p))).collect();
        if self.query.initials > 0.0 {
            for (i, tok) in self.side.toks.iter().enumerate().filter(|(_, t)| t.class == Class::Initial) {
                for (j, other) in terms.iter().enumerate() {
                    if other.class == Class::Word && other.text.first() == tok.text.first() {
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
        let roles = &index.section(Section::WordRole)[from..to];
        let is_numbered = self.asked.schema.is_numbered() || schema.is_numbered();
        let other = Side { toks: &terms, roles };
        let score =
            chosen(&self.side, &other, self.query.kind, self.party, is_numbered, &mut room.links).score;
        (score >= self.threshold).then_some(score)
    }

    /// The kinds of view that a listed name has in this reading: its forms lie side by side.
    fn kinds(&self, form: usize, name: usize) -> [bool; 4] {
        let index = self.index;
        let kinds = index.section(Section::FormKind);
        let is_same = |f: usize| index.number(Section::FormName, f) as usize == name;
        let mut found = [false; 4];
        let mut mark = |f: usize| {
            if kinds[f] / 4 == self.query.domain / 4 {
                found[usize::from(kinds[f] % 4).min(3)] = true;
            }
        };
        (0..=form).rev().take_while(|&f| is_same(f)).for_each(&mut mark);
        (form + 1..kinds.len()).take_while(|&f| is_same(f)).for_each(&mut mark);
        found
    }
}

/// Each entity by its best name; best first, then in the order of the list.
fn best_of_each(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_unstable_by(|x, y| {
        x.entity.cmp(&y.entity).then(y.score.total_cmp(&x.score)).then(x.name.cmp(&y.name))
    });
    found.dedup_by_key(|f| f.entity);
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.entity.cmp(&y.entity)));
    found
}
