//! The control test: every listed name finds its own entity.

use super::open::Index;
use super::search::Search;
use crate::score::Name;
use rayon::prelude::*;

/// Names for one thread at a time.
const SHARE: usize = 256;

impl Index {
    /// The names, weak aliases apart, that do not find their own entity when they are asked for at this threshold.
    /// The search is the one that screening makes, over the whole index.
    pub fn lost(&self, threshold: f32) -> Vec<usize> {
        let names: Vec<usize> = (0..self.names()).filter(|&name| !self.is_weak(name)).collect();
        let is_lost = |room: &mut Search, name: usize| {
            let entity = self.entity_of(name);
            let asked = Name::new(self.name(name), self.schema(entity));
            room.find(self, &asked, &|_| true, false, threshold).iter().all(|f| f.entity != entity)
        };
        let lost_of = |names: &[usize]| {
            let mut room = Search::default();
            names.iter().copied().filter(|&name| is_lost(&mut room, name)).collect::<Vec<usize>>()
        };
        names.par_chunks(SHARE).flat_map_iter(lost_of).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::index::{Builder, Index, Quality};
    use crate::name::Schema;

    #[test]
    fn a_name_without_a_letter_is_lost_and_a_weak_one_is_not_asked_for() {
        let mut builder = Builder::default();
        builder.add("1", Schema::Person, [("Kim Jong Un".into(), Quality::Good)]);
        builder.add("2", Schema::Person, [("---".into(), Quality::Good), ("...".into(), Quality::Low)]);
        let index = Index::from_bytes(builder.build()).expect("an index just made");
        assert_eq!(index.lost(0.78), [1]);
    }
}
