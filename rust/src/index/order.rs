//! The order in which terms and forms lie: what is read together lies together.

use super::build::{Stored, NO_TERM};
use super::file::{u32_at, TERM};
use crate::name::Class;
use rayon::prelude::*;

impl Stored {
    /// Numbers the terms anew, words before pairs and whole names, by their letters: what is alike lies together.
    pub(super) fn sort_terms(&mut self) {
        let rank = |class: u8| match Class::of(class) {
            Some(Class::Glued) => 1,
            Some(Class::Whole) => 2,
            _ => 0,
        };
        let record = |term: u32| &self.terms[term as usize * TERM..][..TERM];
        let from = |term: u32| u32_at(record(term), 0) as usize;
        let text = |term: u32| &self.term_bytes[from(term)..][..usize::from(record(term)[4])];
        let mut order: Vec<u32> = (0..(self.terms.len() / TERM) as u32).collect();
        order.par_sort_unstable_by_key(|&term| (rank(record(term)[10]), text(term), term));
        let mut anew = vec![0u32; order.len()];
        let mut terms = Vec::with_capacity(self.terms.len());
        let mut bytes = Vec::with_capacity(self.term_bytes.len());
        for (now, &old) in order.iter().enumerate() {
            anew[old as usize] = now as u32;
            terms.extend((bytes.len() as u32).to_le_bytes());
            terms.extend(&record(old)[4..]);
            let is_last = old as usize + 1 == order.len();
            let to = if is_last { self.term_bytes.len() } else { from(old + 1) };
            bytes.extend(&self.term_bytes[from(old)..to]);
        }
        (self.terms, self.term_bytes) = (terms, bytes);
        self.word_term.iter_mut().for_each(|t| *t = anew[*t as usize]);
        self.word_pair.iter_mut().filter(|t| **t != NO_TERM).for_each(|t| *t = anew[*t as usize]);
        self.keys.iter_mut().for_each(|k| k.1 = anew[k.1 as usize]);
    }

    /// Numbers the forms anew: by domain, then by what they weigh, so that those too heavy for a query are the ends
    /// of postings; of those that weigh as much, the ones that share their rarest word lie together.
    pub(super) fn sort_forms(&mut self) {
        let mut count = vec![0u32; self.terms.len() / TERM];
        self.word_term.iter().for_each(|&t| count[t as usize] += 1);
        let mut from = 0usize;
        let rarest = self.form_ends.iter().map(|&end| {
            let words = &self.word_term[std::mem::replace(&mut from, end as usize)..end as usize];
            words.iter().copied().min_by_key(|&t| (count[t as usize], t)).unwrap_or(NO_TERM)
        });
        let rarest: Vec<u32> = rarest.collect();
        let mut order: Vec<u32> = (0..rarest.len() as u32).collect();
        order.par_sort_unstable_by_key(|&form| {
            let f = form as usize;
            (self.form_kind[f], self.form_weight[f].to_bits(), rarest[f], form)
        });
        drop((count, rarest));
        let mut ends = Vec::with_capacity(order.len());
        let mut places = Vec::with_capacity(self.word_term.len());
        for &form in &order {
            let form = form as usize;
            let from = form.checked_sub(1).map_or(0, |before| self.form_ends[before]);
            places.extend(from..self.form_ends[form]);
            ends.push(places.len() as u32);
        }
        self.form_ends = ends;
        self.form_name = taken(&self.form_name, &order);
        self.form_kind = taken(&self.form_kind, &order);
        self.form_weight = taken(&self.form_weight, &order);
        drop(order);
        self.word_term = taken(&self.word_term, &places);
        self.word_pair = taken(&self.word_pair, &places);
        self.word_role = taken(&self.word_role, &places);
    }
}

fn taken<T: Copy>(all: &[T], order: &[u32]) -> Vec<T> {
    order.iter().map(|&i| all[i as usize]).collect()
}
