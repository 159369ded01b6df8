//! Names found.
//!
//! Nothing is lost: (1) words that `similar` takes for one share a key (`keys`); (2) a name that reaches the
//! threshold has one of the words that names of its weight must have (`bound`); (3) what is passed over is bounded
//! from above: links are counted without regard to each other, and what is left weighs no less than it will; (4) what
//! remains is scored by the very function that compares pairs.

use super::candidate::{Candidate, Links};
use super::known::Room;
use super::open::Index;
use super::query::{Asked, Near};
use super::reach::{Group, Reach};
use crate::name::{Party, View};
use crate::score::align::Side;
use crate::score::similar::TokRef;
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
    /// By form: the most that the terms met so far can add, in steps, where it was met
    most: Vec<u16>,
    met: Vec<u32>,
    /// By form, a bit: whether it was met, 0 between searches; small enough to stay near while postings are read
    is_met: Vec<u64>,
    links: Links,
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

/// A name looked at costs so many steps through postings ...
const LOOK: usize = 30;
/// ... and so many each posting to start with.
const START: usize = 16;

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
        let query = Asked::new(index, &mut self.words, view, party, threshold);
        let mut near = query.near.clone();
        near.sort_unstable_by_key(|n| n.term);
        self.begin(index, &near);
        let toks: Vec<TokRef> = view.toks.iter().map(TokRef::from).collect();
        let side = Side { toks: &toks, roles: &view.roles };
        let at = Candidate { index, asked, views, side, party, query: &query, near: &near, threshold };
        let mut look = |this: &mut Search, form: u32| {
            if let Some((name, score)) = at.score(&mut this.links, form as usize, is_wanted, with_weak) {
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
            let posted: usize = group.terms.iter().map(|&(term, _)| START + index.posted(term)).sum();
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

    fn begin(&mut self, index: &Index, near: &[Near]) {
        self.most.resize(index.forms(), 0);
        self.is_met.resize(index.forms().div_ceil(64), 0);
        self.links.near_of.fill(near);
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
