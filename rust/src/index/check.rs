//! Whether an index is sound, so that reading it never leaves a section.

use super::file::{refuse, u32_at, Refused, Section, TERM};
use super::open::Index;
use crate::name::{Class, Schema};

impl Index {
    /// Whether counts agree and every number points into its section.
    pub(super) fn check(&self) -> Result<(), Refused> {
        use Section::{
            FormEnds, FormKind, FormName, FormWeight, IdBytes, IdEnds, KeyStarts, Keys, NameBytes, NameEnds,
            NameEntity, NameKinds, NameQuality, PostingEnds, Postings, Schemas, TermBytes, Terms, WordPair,
            WordRole, WordTerm,
        };
        let len = |s: Section| self.section(s).len();
        let (entities, names, forms, words) = (len(Schemas), len(NameQuality), len(FormKind), len(WordRole));
        let terms = len(Terms) / TERM;
        let counts = [
            (len(IdEnds), entities),
            (len(NameEnds), names),
            (len(NameEntity), names),
            (len(FormName), forms),
            (len(FormEnds), forms),
            (len(FormWeight), forms),
            (len(WordTerm), words),
            (len(WordPair), words),
            (len(PostingEnds), terms),
        ];
        let agree = counts.iter().all(|&(bytes, n)| bytes == n * 4)
            && len(NameKinds) == names
            && len(Terms) == terms * TERM;
        let rises = |s: Section, end: usize| {
            let mut last = 0;
            self.all(s).all(|n| std::mem::replace(&mut last, n) <= n) && last as usize == end
        };
        let below = |s: Section, end: usize| self.all(s).all(|n| (n as usize) < end);
        let starts = len(KeyStarts) / 4;
        let forms_rise = || {
            let mut last = (0, 0);
            let now = self.section(FormKind).iter().copied().zip(self.all(FormWeight));
            now.into_iter().all(|form| std::mem::replace(&mut last, form) <= form)
        };
        let sound = agree
            && rises(IdEnds, len(IdBytes))
            && rises(NameEnds, len(NameBytes))
            && rises(FormEnds, words)
            && forms_rise()
            && rises(PostingEnds, len(Postings) / 4)
            && starts > 1
            && (starts - 1).is_power_of_two()
            && rises(KeyStarts, len(Keys) / 8)
            && below(NameEntity, entities)
            && below(FormName, names)
            && below(WordTerm, terms)
            && below(Postings, forms)
            && self.all(WordPair).all(|n| n == u32::MAX || (n as usize) < terms)
            && self.section(Keys).chunks_exact(8).all(|k| (u32_at(k, 4) as usize) < terms)
            && self.section(Schemas).iter().all(|&s| Schema::of(s).is_some())
            && std::str::from_utf8(self.section(IdBytes)).is_ok()
            && std::str::from_utf8(self.section(NameBytes)).is_ok()
            && self.section(Terms).chunks_exact(TERM).all(|t| {
                let used: usize = t[4..8].iter().map(|&b| usize::from(b)).sum::<usize>()
                    + usize::from(t[8])
                    + 256 * usize::from(t[9]);
                u32_at(t, 0) as usize + used <= len(TermBytes) && Class::of(t[10]).is_some()
            });
        if sound {
            Ok(())
        } else {
            refuse("the index is damaged: its parts do not agree")
        }
    }
}
