//! One number for two names, in parts that add up.

pub mod acronym;
pub mod align;
pub mod distance;
pub mod reasons;
pub mod similar;
pub mod weights;

use crate::name::{parse, Parsed, Schema};
use align::{aligned, Aligned};
use similar::TokRef;

/// The best way to see two names, and how well they meet in it.
#[derive(Clone, Debug)]
pub struct Met {
    pub score: f32,
    /// Which reading, and which view of each name; None where nothing meets.
    pub at: Option<(usize, usize, usize)>,
    pub aligned: Aligned,
}

/// A name read once in every way its schema allows.
#[derive(Clone, Debug)]
pub struct Name {
    pub schema: Schema,
    pub read: Vec<Parsed>,
}

impl Name {
    pub fn new(text: &str, schema: Schema) -> Name {
        Name { schema, read: schema.parties().iter().map(|&p| parse(text, p)).collect() }
    }
}

/// Compares two names as what they may both be. 0 where their schemas exclude each other.
pub fn compare(a: &Name, b: &Name) -> Met {
    let mut best = Met { score: 0.0, at: None, aligned: Aligned::default() };
    if !a.schema.meets(b.schema) {
        return best;
    }
    let is_numbered = a.schema.is_numbered() || b.schema.is_numbered();
    for (p, x) in a.read.iter().enumerate() {
        let Some(y) = b.read.iter().find(|y| y.party == x.party) else {
            continue;
        };
        for (i, left) in x.views.iter().enumerate() {
            for (j, right) in y.views.iter().enumerate() {
                if !weights::are_compared(left.kind, &x.views, right.kind, &y.views) {
                    continue;
                }
                let (s, t): (Vec<TokRef>, Vec<TokRef>) = (
                    left.toks.iter().map(TokRef::from).collect(),
                    right.toks.iter().map(TokRef::from).collect(),
                );
                let found = aligned(
                    &align::Side { toks: &s, roles: &left.roles },
                    &align::Side { toks: &t, roles: &right.roles },
                    left.kind,
                    x.party,
                    is_numbered,
                    &mut align::Direct,
                );
                if found.score > best.score {
                    best = Met { score: found.score, at: Some((p, i, j)), aligned: found };
                }
            }
        }
    }
    best
}
