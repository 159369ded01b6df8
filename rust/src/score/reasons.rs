//! What made a score: parts that add up to it, and the words that nothing met.

use super::align::Link;
use super::{Met, Name};
use crate::name::View;

/// One part of a score. `points` of all parts add up to the score; a word that was not met has none.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// equal, romanisation, typo, initial, glued, nickname, acronym; dropped (only the first has it), extra (only
    /// the second); or what lowered the whole: one word, slips, family name, reversed, number
    pub rule: &'static str,
    pub a: String,
    pub b: String,
    /// How alike the words are, 0 to 1.
    pub like: f32,
    pub points: f32,
}

/// The parts of the score of two names.
pub fn parts(a: &Name, b: &Name, met: &Met) -> Vec<Part> {
    let Some((p, i, j)) = met.at else {
        return unmet(a, b);
    };
    let party = a.read[p].party;
    let Some(other) = b.read.iter().find(|y| y.party == party) else {
        return Vec::new();
    };
    let (left, right) = (&a.read[p].views[i], &other.views[j]);
    let mut found = Vec::new();
    let (mut used_a, mut used_b) = (0u64, 0u64);
    let mut sum = 0.0;
    for l in &met.aligned.links {
        let Link { a, b, a_words, b_words, .. } = *l;
        used_a |= ((1u64 << a_words) - 1) << a;
        used_b |= ((1u64 << b_words) - 1) << b;
        sum += l.share;
        found.push(Part {
            rule: l.rule.name(),
            a: words(left, a, a_words),
            b: words(right, b, b_words),
            like: l.like,
            points: l.share,
        });
    }
    for (rule, view, used) in [("dropped", left, used_a), ("extra", right, used_b)] {
        for (_, tok) in view.toks.iter().enumerate().filter(|(k, _)| used & (1 << k) == 0) {
            let text = tok.text.clone();
            let (a, b) = if rule == "dropped" { (text, String::new()) } else { (String::new(), text) };
            found.push(Part { rule, a, b, like: 0.0, points: 0.0 });
        }
    }
    for &(rule, factor) in &met.aligned.factors {
        found.push(Part {
            rule,
            a: String::new(),
            b: String::new(),
            like: factor,
            points: sum * (factor - 1.0),
        });
        sum *= factor;
    }
    found
}

/// Nothing met: every word of both, so that "why not" is answered too.
fn unmet(a: &Name, b: &Name) -> Vec<Part> {
    let all = |n: &Name| -> Vec<String> {
        let view = n.read.first().and_then(|p| p.views.first());
        view.into_iter().flat_map(|v| v.toks.iter().map(|t| t.text.clone())).collect()
    };
    let part = |rule, a, b| Part { rule, a, b, like: 0.0, points: 0.0 };
    let left = all(a).into_iter().map(|w| part("dropped", w, String::new()));
    left.chain(all(b).into_iter().map(|w| part("extra", String::new(), w))).collect()
}

fn words(view: &View, at: u8, count: u8) -> String {
    let texts: Vec<&str> =
        view.toks.iter().skip(usize::from(at)).take(usize::from(count)).map(|t| t.text.as_str()).collect();
    texts.join(" ")
}
