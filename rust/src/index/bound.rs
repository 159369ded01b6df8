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
use crate::name::{Class, Party, ViewKind};
use crate::score::align::MOST;
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{
    unsaid, CONFLICT, DROPPED, ENOUGH, INITIAL, ONE_WORD, ONE_WORD_AND_INITIAL, ONE_WORD_OF_BODIES, SCANT,
};
use std::ops::Range;

/// Sums are made in another order than the score's.
const SLACK: f32 = 1e-3;

/// A query's side of the bound.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    pub party: Party,
    pub threshold: f32,
    /// Of all words asked for
    pub weight: f32,
    /// The least that a word weighs which only one side has
    pub dropped: f32,
}

/// What links add: where what is left of the query is less, where what is left of the listed name is less, and to
/// what was surely met.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    of_asked: f32,
    of_listed: f32,
    /// The same less what each link's share of the listed name adds at most
    apart: f32,
    sure: f32,
}

impl Sums {
    pub fn plus(self, other: Sums) -> Sums {
        self.each(other, |x, y| x + y)
    }

    pub fn or(self, other: Sums) -> Sums {
        self.each(other, f32::max)
    }

    pub fn and(self, other: Sums) -> Sums {
        self.each(other, f32::min)
    }

    fn each(self, other: Sums, f: impl Fn(f32, f32) -> f32) -> Sums {
        Sums {
            of_asked: f(self.of_asked, other.of_asked),
            of_listed: f(self.of_listed, other.of_listed),
            apart: f(self.apart, other.apart),
            sure: f(self.sure, other.sure),
        }
    }

    pub fn larger(self) -> f32 {
        self.of_asked.max(self.of_listed)
    }
}

impl Bound {
    /// Where syllables are compared or were read from a script, what is missing contradicts.
    pub fn new(party: Party, kind: ViewKind, threshold: f32, toks: &[TokRef]) -> Bound {
        let is_read = party == Party::Person && toks.iter().any(|t| t.is_read);
        let dropped = if is_read || kind == ViewKind::Korean { CONFLICT } else { DROPPED };
        Bound { party, threshold, weight: toks.iter().map(|t| t.weight).sum(), dropped }
    }

    /// The bound where no more than the sums and a name of this weight is met.
    pub fn met(&self, sums: Sums, other: f32) -> Bound {
        let sure = sums.sure.min(self.weight + other) + SLACK;
        let dropped = match self.party {
            Party::Person => DROPPED * (1.0 + SCANT * (1.0 - sure / ENOUGH).max(0.0)),
            Party::Body => DROPPED,
        };
        Bound { dropped: self.dropped.max(dropped.min(CONFLICT)), ..*self }
    }

    /// What contradicting words weigh beyond that only one side has them.
    fn beyond(&self) -> f32 {
        2.0 * (CONFLICT - self.dropped)
    }

    /// What a link adds.
    pub fn gain(&self, rule: Rule, like: f32, own: f32, other: f32) -> Sums {
        let t = self.threshold;
        let (met, open) = match rule {
            Rule::Initial => (2.0 * own.min(other), (own - other).abs()),
            _ => (own + other, 0.0),
        };
        let base = (like - t) * met - t * unsaid(self.party) * open + t * self.dropped * (own + other);
        let beyond = t * self.beyond();
        let of_listed = base + beyond * other;
        let apart = of_listed - self.share() * other;
        Sums { of_asked: base + beyond * own, of_listed, apart, sure: like * met }
    }

    /// What links add for the weight that they have in the listed name: all together no more than for the whole.
    /// With this an initial says about as much whatever it stands for.
    fn share(&self) -> f32 {
        self.threshold * (self.dropped + self.beyond() - unsaid(self.party))
    }

    /// What an initial that is asked for adds at most, whatever it stands for: the sums are greatest with the
    /// lightest or the heaviest word.
    fn initial(&self, own: f32, heaviest: f32) -> Sums {
        let with = |other| self.gain(Rule::Initial, INITIAL, own, other);
        with(0.0).or(with(own)).or(with(heaviest)).or(Sums::default())
    }

    /// What all initials among these words add at most.
    pub fn initials(&self, toks: &[TokRef], heaviest: f32) -> Sums {
        let initials = toks.iter().filter(|t| t.class == Class::Initial);
        initials.fold(Sums::default(), |all, t| all.plus(self.initial(t.weight, heaviest)))
    }

    /// What a name of this weight needs of either sum.
    fn need(&self, other: f32) -> (f32, f32) {
        let (t, w) = (self.threshold, self.weight);
        let both = t * self.dropped * (w + other) - SLACK;
        (both + t * self.beyond() * w, both + t * self.beyond() * other)
    }

    /// What a name of this weight needs besides these sums, as much of each.
    pub fn least(&self, other: f32, sums: Sums) -> f32 {
        let need = self.need(other);
        let of_listed = sums.of_listed.min(sums.apart + self.share() * other);
        (need.0 - sums.of_asked).min(need.1 - of_listed)
    }

    pub fn may_reach(&self, sums: Sums, other: f32) -> bool {
        self.least(other, sums) <= 0.0
    }

    /// The heaviest name for which these sums may suffice; negative where there is none.
    fn heaviest(&self, sums: Sums) -> f32 {
        let need = self.need(0.0);
        let each = self.threshold * self.dropped;
        let beyond = self.threshold * self.beyond();
        let of_listed = (sums.of_listed - need.1) / (each + beyond);
        let apart = (sums.apart - need.1) / (each + beyond - self.share());
        ((sums.of_asked - need.0) / each).max(of_listed.min(apart))
    }

    /// The lightest name that may hold words enough: it weighs no less than they do.
    fn lightest(&self, near: &[Near]) -> f32 {
        let (mut one, mut two) = (0f32, 0f32);
        for n in near {
            let (gain, weight) = (self.gain(n.rule, n.like, n.own, n.weight), n.weight.max(SLACK));
            one = one.max(gain.of_asked / weight);
            two = two.max(gain.of_listed / weight);
        }
        let need = self.need(0.0);
        let each = self.threshold * self.dropped;
        let least = |need: f32, each: f32| if each > 0.0 { need / each } else { f32::INFINITY };
        least(need.0, one - each).min(least(need.1, two - each - self.threshold * self.beyond())) - SLACK
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
