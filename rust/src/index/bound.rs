//! From above: what a name of some weight may score, and which of its words it must have for that.
//!
//! With links L of likeness l between words of weight w (asked) and v (listed), W and V the weights of the names, d
//! what a word weighs that only one side has and c what contradicting words weigh beyond that, a score is at most
//! Σ l·(w+v) / (Σ (w+v) + d·(a+b) + c·min(a,b)) with a = W − Σw and b = V − Σv. It reaches t only if
//!
//!   Σ ((l−t)·(w+v) + t·d·(w+v)) − t·d·(W+V) − t·c·min(a,b) ≥ 0.
//!
//! min(a,b) is a or b: one of two sums over links must reach its need, either of which grows with V. Without the
//! links of some words a sum is less, and so is the heaviest V for which it may suffice: names heavier than that
//! must have one of those words.

use super::open::Index;
use super::query::Near;
use crate::name::{Class, Party};
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{
    unsaid, CONFLICT, DROPPED, INITIAL, ONE_WORD, ONE_WORD_AND_INITIAL, ONE_WORD_OF_BODIES,
};
use std::ops::Range;

/// What both sides lack of each other, beyond what one side lacks.
const BEYOND: f32 = 2.0 * (CONFLICT - DROPPED);
/// Sums are made in another order than the score's.
const SLACK: f32 = 1e-3;

/// A query's side of the bound.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    pub party: Party,
    pub threshold: f32,
    /// Of all words asked for
    pub weight: f32,
}

/// The two sums: where what is left of the query is less, and where what is left of the listed name is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums(pub f32, pub f32);

impl Sums {
    pub fn plus(self, other: Sums) -> Sums {
        Sums(self.0 + other.0, self.1 + other.1)
    }

    /// Each of the two as far as it is more.
    pub fn or(self, other: Sums) -> Sums {
        Sums(self.0.max(other.0), self.1.max(other.1))
    }

    pub fn larger(self) -> f32 {
        self.0.max(self.1)
    }
}

impl Bound {
    /// What a link adds.
    pub fn gain(&self, rule: Rule, like: f32, own: f32, other: f32) -> Sums {
        let t = self.threshold;
        let (met, open) = match rule {
            Rule::Initial => (2.0 * own.min(other), (own - other).abs()),
            _ => (own + other, 0.0),
        };
        let base = (like - t) * met - t * unsaid(self.party) * open + t * DROPPED * (own + other);
        Sums(base + t * BEYOND * own, base + t * BEYOND * other)
    }

    /// What an initial that is asked for adds at most, whatever it stands for: the sums are greatest with the
    /// lightest or the heaviest word.
    pub fn initial(&self, own: f32, heaviest: f32) -> Sums {
        let with = |other| self.gain(Rule::Initial, INITIAL, own, other);
        with(0.0).or(with(own)).or(with(heaviest)).or(Sums::default())
    }

    /// What a name of this weight needs.
    fn need(&self, other: f32) -> Sums {
        let (t, w) = (self.threshold, self.weight);
        let both = t * DROPPED * (w + other) - SLACK;
        Sums(both + t * BEYOND * w, both + t * BEYOND * other)
    }

    /// What a name of this weight needs of either sum.
    pub fn least(&self, other: f32) -> f32 {
        let need = self.need(other);
        need.0.min(need.1)
    }

    pub fn may_reach(&self, sums: Sums, other: f32) -> bool {
        let need = self.need(other);
        sums.0 >= need.0 || sums.1 >= need.1
    }

    /// The heaviest name for which these sums may suffice; negative where there is none.
    fn heaviest(&self, sums: Sums) -> f32 {
        let need = self.need(0.0);
        let t = self.threshold;
        let (one, two) = ((sums.0 - need.0) / (t * DROPPED), (sums.1 - need.1) / (t * (DROPPED + BEYOND)));
        one.max(two)
    }

    /// The lightest name that may hold words enough: it weighs no less than they do.
    fn lightest(&self, near: &[Near]) -> f32 {
        let mut most = Sums::default();
        for n in near {
            let (gain, weight) = (self.gain(n.rule, n.like, n.own, n.weight), n.weight.max(SLACK));
            most = most.or(Sums(gain.0 / weight, gain.1 / weight));
        }
        let need = self.need(0.0);
        let t = self.threshold;
        let least = |need: f32, each: f32| if each > 0.0 { need / each } else { f32::INFINITY };
        let one = least(need.0, most.0 - t * DROPPED);
        one.min(least(need.1, most.1 - t * (DROPPED + BEYOND))) - SLACK
    }
}

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

/// The gains of a query's words.
struct Gains {
    bound: Bound,
    /// By word; by pair of words, the first's place; of initials whatever they stand for
    single: Vec<Sums>,
    pair: Vec<Sums>,
    initial: Vec<Sums>,
}

impl Gains {
    fn new(bound: Bound, near: &[Near], toks: &[TokRef], heaviest: f32) -> Gains {
        let none = vec![Sums::default(); toks.len()];
        let mut gains = Gains { bound, single: none.clone(), pair: none.clone(), initial: none };
        for n in near {
            let of = if n.words > 1 { &mut gains.pair } else { &mut gains.single };
            let place = &mut of[usize::from(n.at)];
            *place = place.or(bound.gain(n.rule, n.like, n.own, n.weight));
        }
        for (i, tok) in toks.iter().enumerate().filter(|(_, t)| t.class == Class::Initial) {
            gains.initial[i] = bound.initial(tok.weight, heaviest);
        }
        gains
    }

    /// The heaviest name that may reach the threshold with none of the words marked.
    fn heaviest_without(&self, is_out: &[bool]) -> f32 {
        let (mut before, mut now) = (Sums::default(), Sums::default());
        for i in 0..is_out.len() {
            let one = if is_out[i] { self.initial[i] } else { self.single[i].or(self.initial[i]) };
            let mut next = now.plus(one);
            if i > 0 && !is_out[i] && !is_out[i - 1] {
                next = next.or(before.plus(self.pair[i - 1]));
            }
            (before, now) = (now, next);
        }
        self.bound.heaviest(now)
    }
}

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
        let mut forms = index.forms_of(domain);
        if !(0..n).any(is_initial) {
            forms.start = index.heavier(&forms, bound.lightest(near));
        }
        let gains = Gains::new(*bound, near, toks, index.heaviest());
        let mut alone: Option<Gains> = None;
        let mut is_out = vec![false; n];
        let mut until = |is_out: &[bool]| {
            let mut weight = gains.heaviest_without(is_out);
            if weight >= 0.0 {
                if let Some(factor) = one_word(near, toks, is_out, bound.party) {
                    let alone = alone.get_or_insert_with(|| {
                        let bound = Bound { threshold: bound.threshold / factor, ..*bound };
                        Gains::new(bound, near, toks, index.heaviest())
                    });
                    weight = weight.min(alone.heaviest_without(is_out));
                }
            }
            if weight < 0.0 { forms.start } else { index.heavier(&forms, weight) }
        };
        let mut groups: Vec<Group> = Vec::with_capacity(n);
        let mut rank = vec![0usize; n];
        for (r, &i) in order.iter().enumerate() {
            rank[i] = r;
            groups.push(Group { until: until(&is_out), ..Group::default() });
            is_out[i] = true;
        }
        let all = forms.start..until(&is_out);
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
        }
        forms.end = groups.first().map_or(forms.start, |g| g.until).max(all.end);
        let initials = gains.initial.iter().fold(Sums::default(), |all, &one| all.plus(one));
        Reach { groups, all, forms, initials }
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
