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

use super::query::Near;
use crate::name::{Class, Party, ViewKind};
use crate::score::similar::{Rule, TokRef};
use crate::score::weights::{unsaid, CONFLICT, DROPPED, DROPPED_OF_BODIES, ENOUGH, INITIAL, SCANT};

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
        let dropped = match party {
            _ if is_read || kind == ViewKind::Korean => CONFLICT,
            Party::Person => DROPPED,
            Party::Body => DROPPED_OF_BODIES,
        };
        Bound { party, threshold, weight: toks.iter().map(|t| t.weight).sum(), dropped }
    }

    /// The bound where no more than the sums and a name of this weight is met.
    pub fn met(&self, sums: Sums, other: f32) -> Bound {
        let sure = sums.sure.min(self.weight + other) + SLACK;
        let dropped = match self.party {
            Party::Person => DROPPED * (1.0 + SCANT * (1.0 - sure / ENOUGH).max(0.0)),
            Party::Body => DROPPED_OF_BODIES,
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
    pub fn initial(&self, own: f32, heaviest: f32) -> Sums {
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
    pub fn heaviest(&self, sums: Sums) -> f32 {
        let need = self.need(0.0);
        let each = self.threshold * self.dropped;
        let beyond = self.threshold * self.beyond();
        let of_listed = (sums.of_listed - need.1) / (each + beyond);
        let apart = (sums.apart - need.1) / (each + beyond - self.share());
        ((sums.of_asked - need.0) / each).max(of_listed.min(apart))
    }

    /// The lightest name that may hold words enough: it weighs no less than they do.
    pub fn lightest(&self, near: &[Near]) -> f32 {
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
