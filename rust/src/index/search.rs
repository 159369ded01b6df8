//! Names found.
//!
//! Nothing is lost: (1) words that `similar` takes for one share a key (`keys`); (2) a name that reaches the
//! threshold has one of the words chosen in `query`; (3) what is passed over by a bound is bounded from above:
//! links are counted without regard to each other, and what is left weighs no less than it will; (4) what remains
//! is scored by the very function that compares pairs.

use super::bound::{Bound, Group, Reach, Sums};
use super::build::NO_TERM;
use super::file::Section;
use super::known::Room;
use super::open::Index;
use super::query::{Asked, Near};
use crate::name::{Class, Party, View, ViewKind};
use crate::score::align::{chosen, Link, Side, MOST};
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{are_compared_kinds, INITIAL};
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
    near_of: Starts,
    /// By form: the most that the terms met so far can add, in steps, where it was met
    most: Vec<u16>,
    met: Vec<u32>,
    /// By form, a bit: whether it was met, 0 between searches; small enough to stay near while long postings are passed through
    is_met: Vec<u64>,
    links: Vec<Link>,
    /// By link: what the words weigh on either side
    weights: Vec<(f32, f32)>,
    words: Room,
}

/// Steps in which sums are counted.
const STEPS: f32 = 256.0;

/// Not less than `gain`, and more than nothing.
fn steps(gain: f32) -> u16 {
    (gain * STEPS).ceil().max(1.0) as u16
}

/// The names within reach are pruned in so many blocks.
const BLOCKS: usize = 64;

/// A name looked at costs so many steps through postings, and so many each posting to start with.
const LOOK: usize = 30;
const TERM: usize = 16;

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
        let query = Asked::new(index, &mut self.words, view, party, threshold);
        let mut near = query.near.clone();
        near.sort_unstable_by_key(|n| n.term);
        self.begin(index, &near);
        let toks: Vec<TokRef> = view.toks.iter().map(TokRef::from).collect();
        let side = Side { toks: &toks, roles: &view.roles };
        let at = Candidate { index, asked, views, side, party, query: &query, near: &near, threshold };
        let mut look = |this: &mut Search, form: u32| {
            if let Some((name, score)) = at.score(this, form as usize, is_wanted, with_weak) {
                found.push(Found { entity: index.entity_of(name), name, score });
            }
        };
        let Some(reach) = &query.reach else {
            index.forms_of(query.domain).for_each(|form| look(self, form));
            return;
        };
        self.gather(index, reach);
        let met = std::mem::take(&mut self.met);
        met.iter().filter(|form| !reach.all.contains(form)).for_each(|&form| look(self, form));
        self.met = met;
        reach.all.clone().for_each(|form| look(self, form));
    }

    /// The names that have a word which they must have, and words enough besides.
    fn gather(&mut self, index: &Index, reach: &Reach) {
        self.met.clear();
        for group in reach.groups.iter().filter(|g| g.until > reach.forms.start) {
            for &(term, gain) in &group.terms {
                let gain = steps(gain);
                for form in index.posting(term, reach.forms.start..group.until) {
                    let (place, bit) = (form as usize / 64, 1 << (form % 64));
                    let most = &mut self.most[form as usize];
                    if self.is_met[place] & bit == 0 {
                        self.is_met[place] |= bit;
                        self.met.push(form);
                        *most = gain;
                    } else {
                        *most = most.saturating_add(gain);
                    }
                }
            }
        }
        // A word's other names are counted as long as that costs less than looking at all that may have it
        let groups: Vec<_> = reach.groups.iter().filter(|g| g.until < reach.forms.end).collect();
        let mut unread = &groups[..];
        while let Some((group, after)) = unread.split_first() {
            let posted: usize = group.terms.iter().map(|&(term, _)| TERM + index.posted(term)).sum();
            if posted > LOOK * self.met.len() {
                break;
            }
            for &(term, gain) in &group.terms {
                let gain = steps(gain);
                for form in index.posting(term, group.until.max(reach.forms.start)..reach.forms.end) {
                    if self.is_met[form as usize / 64] & 1 << (form % 64) != 0 {
                        let most = &mut self.most[form as usize];
                        *most = most.saturating_add(gain);
                    }
                }
            }
            unread = after;
            self.prune(index, reach, unread);
        }
        if unread.len() == groups.len() {
            self.prune(index, reach, unread);
        }
        self.met.iter().for_each(|&form| self.is_met[form as usize / 64] = 0);
    }

    /// Leaves out the names that do not reach the threshold even if they have the words not read yet.
    fn prune(&mut self, index: &Index, reach: &Reach, unread: &[&Group]) {
        let (most, is_met) = (&self.most, &mut self.is_met);
        // What the names of one block need: they are sorted by weight, so that the first weighs next to as much
        let start = reach.forms.start;
        let width = (reach.forms.end - start) / BLOCKS as u32 + 1;
        let needed: [u16; BLOCKS] = std::array::from_fn(|block| {
            let first = start + block as u32 * width;
            let rest: f32 = unread.iter().filter(|g| first + width > g.until).map(|g| g.most).sum();
            let least = reach.bound.least(index.form_weight(first as usize), reach.initials);
            ((least - rest) * STEPS) as u16
        });
        self.met.retain(|&form| {
            let may = most[form as usize] >= needed[((form - start) / width) as usize];
            if !may {
                is_met[form as usize / 64] &= !(1 << (form % 64));
            }
            may
        });
    }

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

    fn begin(&mut self, index: &Index, near: &[Near]) {
        self.most.resize(index.forms(), 0);
        self.is_met.resize(index.forms().div_ceil(64), 0);
        self.near_of.fill(near);
    }
}

/// Where the neighbours of each term start, by a hash small enough to stay near.
#[derive(Default)]
struct Starts {
    /// (term, its start); a start past the end where no term is
    slots: Vec<(u32, u32)>,
}

impl Starts {
    /// Takes neighbours sorted by term.
    fn fill(&mut self, near: &[Near]) {
        let size = (near.len() * 4).next_power_of_two().max(64);
        self.slots.clear();
        self.slots.resize(size, (NO_TERM, u32::MAX));
        for (i, n) in near.iter().enumerate().filter(|&(i, n)| i == 0 || near[i - 1].term != n.term) {
            let at = self.slot(n.term);
            self.slots[at] = (n.term, i as u32);
        }
    }

    /// The slot in which a term is, or could be: fewer than half are taken.
    fn slot(&self, term: u32) -> usize {
        let last = self.slots.len() - 1;
        let mut at = (term.wrapping_mul(0x9e37_79b1) >> 8) as usize & last;
        while self.slots[at].0 != term && self.slots[at].1 != u32::MAX {
            at = (at + 1) & last;
        }
        at
    }

    fn of(&self, term: u32) -> Option<usize> {
        let (found, start) = self.slots[self.slot(term)];
        (found == term && start != u32::MAX).then_some(start as usize)
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
    /// The name and score of a form, if it is compared at all and reaches the threshold.
    fn score(
        &self,
        room: &mut Search,
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
        let enough = |room: &Search, bound: &Bound, more: Sums| {
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

/// Each entity by its best name; best first, then in the order of the list.
fn best_of_each(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_unstable_by(|x, y| {
        x.entity.cmp(&y.entity).then(y.score.total_cmp(&x.score)).then(x.name.cmp(&y.name))
    });
    found.dedup_by_key(|f| f.entity);
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.entity.cmp(&y.entity)));
    found
}
