//! Neighbours by their terms, for one search.

use super::build::NO_TERM;
use super::query::Near;

/// Where the neighbours of each term start, by a hash small enough to stay near.
#[derive(Default)]
pub struct Starts {
    /// (term, its start); a start past the end where no term is
    slots: Vec<(u32, u32)>,
}

impl Starts {
    /// Takes neighbours sorted by term.
    pub fn fill(&mut self, near: &[Near]) {
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

    /// Where the neighbours start that are this term.
    pub fn of(&self, term: u32) -> Option<usize> {
        let (found, start) = self.slots[self.slot(term)];
        (found == term && start != u32::MAX).then_some(start as usize)
    }
}
