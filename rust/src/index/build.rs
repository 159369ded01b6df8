//! Makes an index from names.

use super::file::{assemble, u32_at, Section, SECTIONS, TERM};
use super::keys::{domain, folded, keys, Key, TAG};
use crate::name::{Parsed, Schema, Tok, View};
use crate::score::align::glued;
use crate::score::distance::letters;
use crate::score::similar::{Syllables, TokRef};
use crate::score::Name;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// How sure a list is that a name is the party's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Quality {
    Good,
    /// A weak alias: kept apart by policy
    Low,
}

/// Stands for no pair of words.
pub const NO_TERM: u32 = u32::MAX;

/// Collects entities and makes the bytes of an index.
#[derive(Default)]
pub struct Builder {
    ids: Vec<String>,
    schemas: Vec<Schema>,
    names: Vec<(u32, String, Quality)>,
}

impl Builder {
    /// Adds an entity with its names; blank names are left out by the index itself.
    pub fn add(&mut self, id: &str, schema: Schema, names: impl IntoIterator<Item = (String, Quality)>) {
        let entity = self.ids.len() as u32;
        self.ids.push(id.into());
        self.schemas.push(schema);
        self.names.extend(names.into_iter().map(|(n, q)| (entity, n, q)));
    }

    /// The bytes of the index; the same names give the same bytes.
    pub fn build(mut self) -> Vec<u8> {
        let mut at = Stored::default();
        for chunk in self.names.chunks(1 << 15) {
            let read: Vec<Name> =
                chunk.par_iter().map(|(e, n, _)| Name::new(n, self.schemas[*e as usize])).collect();
            for name in &read {
                for parsed in &name.read {
                    for view in &parsed.views {
                        at.store(view, parsed);
                    }
                }
                let kinds =
                    name.read.iter().flat_map(|p| p.views.iter().map(|v| 1 << domain(p.party, v.kind)));
                at.name_kinds.push(kinds.fold(0, |all, kind: u8| all | kind));
            }
        }
        at.known = FxHashMap::default();
        at.sort_terms();
        at.sort_forms();
        let mut out: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];
        let mut put = |s: Section, bytes: Vec<u8>| out[s as usize] = bytes;
        let (bytes, ends) = joined(self.ids.iter().map(String::as_str));
        put(Section::IdBytes, bytes);
        put(Section::IdEnds, ends);
        put(Section::Schemas, self.schemas.iter().map(|&s| s as u8).collect());
        let (bytes, ends) = joined(self.names.iter().map(|n| n.1.as_str()));
        put(Section::NameBytes, bytes);
        put(Section::NameEnds, ends);
        put(Section::NameEntity, numbers(self.names.iter().map(|n| n.0)));
        put(Section::NameQuality, self.names.iter().map(|n| n.2 as u8).collect());
        self.names = Vec::new();
        put(Section::NameKinds, std::mem::take(&mut at.name_kinds));
        put(Section::FormName, numbers(at.form_name.iter().copied()));
        put(Section::FormKind, std::mem::take(&mut at.form_kind));
        put(Section::FormEnds, numbers(at.form_ends.iter().copied()));
        put(Section::FormWeight, numbers(at.form_weight.iter().map(|w| w.to_bits())));
        let (ends, postings) = at.postings();
        put(Section::PostingEnds, ends);
        put(Section::Postings, postings);
        put(Section::WordTerm, numbers(at.word_term.iter().copied()));
        put(Section::WordPair, numbers(at.word_pair.iter().copied()));
        put(Section::WordRole, std::mem::take(&mut at.word_role));
        let (starts, keys) = at.lookup();
        put(Section::KeyStarts, starts);
        put(Section::Keys, keys);
        put(Section::Terms, std::mem::take(&mut at.terms));
        put(Section::TermBytes, std::mem::take(&mut at.term_bytes));
        assemble(out)
    }
}

#[derive(Default)]
pub(super) struct Stored {
    /// By name: the domains of its forms, a bit for each
    name_kinds: Vec<u8>,
    pub(super) form_name: Vec<u32>,
    pub(super) form_kind: Vec<u8>,
    pub(super) form_ends: Vec<u32>,
    pub(super) form_weight: Vec<f32>,
    pub(super) word_term: Vec<u32>,
    pub(super) word_pair: Vec<u32>,
    pub(super) word_role: Vec<u8>,
    /// Terms by the hash of all that tells one from another
    known: FxHashMap<u64, u32>,
    pub(super) terms: Vec<u8>,
    pub(super) term_bytes: Vec<u8>,
    /// The keys of each term; made when it is first met
    pub(super) keys: Vec<(u32, u32)>,
    scratch: Vec<Key>,
}

impl Stored {
    fn store(&mut self, view: &View, parsed: &Parsed) {
        let domain = domain(parsed.party, view.kind);
        let toks = &view.toks;
        for (i, tok) in toks.iter().enumerate() {
            let term = self.term(tok, domain);
            self.word_term.push(term);
            self.word_role.push(view.roles[i]);
            let pair = match (view.kind, toks.get(i + 1)) {
                (crate::name::ViewKind::Latin, Some(next)) => glued(&tok.into(), &next.into()),
                _ => None,
            };
            let pair = pair.map_or(NO_TERM, |p| self.term(&p, domain));
            self.word_pair.push(pair);
        }
        self.form_name.push(self.name_kinds.len() as u32);
        self.form_kind.push(domain);
        self.form_ends.push(self.word_term.len() as u32);
        self.form_weight.push(toks.iter().map(|t| t.weight).sum());
    }

    /// The number of a term, given out when it is first met.
    fn term(&mut self, tok: &Tok, domain: u8) -> u32 {
        let flags = u8::from(tok.is_consonantal) | u8::from(tok.is_known) << 1 | u8::from(tok.is_read) << 2;
        let packed = Syllables::packed(&tok.syllables);
        // All that two terms of one spelling may differ in: an initial's pair has no key, jon in kana is not jon
        let mut name = vec![domain, tok.class as u8, flags];
        name.extend(tok.weight.to_bits().to_le_bytes());
        for part in [tok.text.as_bytes(), tok.key.as_bytes(), &packed] {
            name.push(part.len() as u8);
            name.extend(part);
        }
        let mut hash = xxh3_64(&name);
        while let Some(&known) = self.known.get(&hash) {
            if self.is_term(known, tok, flags, &packed) {
                return known;
            }
            hash = hash.wrapping_add(1);
        }
        let number = (self.terms.len() / TERM) as u32;
        self.terms.extend((self.term_bytes.len() as u32).to_le_bytes());
        self.terms.extend([
            tok.text.len() as u8,
            tok.key.len() as u8,
            tok.skeleton.len() as u8,
            tok.korean.len() as u8,
        ]);
        self.terms.extend((packed.len() as u16).to_le_bytes());
        self.terms.extend([tok.class as u8, flags]);
        self.terms.extend(tok.weight.to_bits().to_le_bytes());
        debug_assert_eq!(self.terms.len(), (number as usize + 1) * TERM);
        for part in
            [tok.text.as_bytes(), tok.key.as_bytes(), tok.skeleton.as_bytes(), tok.korean.as_bytes(), &packed]
        {
            self.term_bytes.extend(part);
        }
        let mut found = std::mem::take(&mut self.scratch);
        keys(domain, &TokRef::from(tok), false, &mut found);
        self.keys.extend(found.iter().map(|&(k, _)| (k, number)));
        self.scratch = found;
        self.known.insert(hash, number);
        number
    }

    fn is_term(&self, number: u32, tok: &Tok, flags: u8, packed: &[u8]) -> bool {
        let record = &self.terms[number as usize * TERM..][..TERM];
        let bytes = &self.term_bytes[u32_at(record, 0) as usize..];
        let (text, key) = (usize::from(record[4]), usize::from(record[5]));
        let before = text + key + usize::from(record[6]) + usize::from(record[7]);
        let syllables = usize::from(record[8]) + 256 * usize::from(record[9]);
        record[10..12] == [tok.class as u8, flags]
            && u32_at(record, 12) == tok.weight.to_bits()
            && bytes[..text] == *tok.text.as_bytes()
            && bytes[text..text + key] == *tok.key.as_bytes()
            && bytes[before..before + syllables] == *packed
    }

    /// For each term the forms that have it, as often as they do.
    fn postings(&self) -> (Vec<u8>, Vec<u8>) {
        let terms = self.terms.len() / TERM;
        let mut counts = vec![0u32; terms + 1];
        let each = |f: &mut dyn FnMut(u32, u32)| {
            let mut from = 0usize;
            for (form, &end) in self.form_ends.iter().enumerate() {
                let end = end as usize;
                for &t in self.word_term[from..end].iter().chain(&self.word_pair[from..end]) {
                    if t != NO_TERM {
                        f(t, form as u32);
                    }
                }
                from = end;
            }
        };
        each(&mut |t, _| counts[t as usize + 1] += 1);
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        let mut next = counts.clone();
        let mut all = vec![0u32; counts.last().copied().unwrap_or(0) as usize];
        each(&mut |t, form| {
            all[next[t as usize] as usize] = form;
            next[t as usize] += 1;
        });
        (numbers(counts[1..].iter().copied()), numbers(all.into_iter()))
    }

    /// Keys sorted, with where each range of them starts.
    fn lookup(&mut self) -> (Vec<u8>, Vec<u8>) {
        let mut all = std::mem::take(&mut self.keys);
        all.par_sort_unstable();
        all.dedup();
        let bits = (usize::BITS - all.len().leading_zeros()).clamp(4, 26);
        let mut starts = vec![0u32; (1 << bits) + 1];
        for (k, _) in &all {
            starts[(k >> (32 - bits)) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut bytes = Vec::with_capacity(all.len() * 8);
        let text = |t: &[u8]| &self.term_bytes[u32_at(t, 0) as usize..][..usize::from(t[4])];
        let of: Vec<u32> = self.terms.chunks_exact(TERM).map(|t| folded(letters(text(t)))).collect();
        for (k, t) in &all {
            bytes.extend((k & TAG | of[*t as usize]).to_le_bytes());
            bytes.extend(t.to_le_bytes());
        }
        (numbers(starts.into_iter()), bytes)
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<u8>, Vec<u8>) {
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for t in texts {
        bytes.extend(t.as_bytes());
        ends.extend((bytes.len() as u32).to_le_bytes());
    }
    (bytes, ends)
}

fn numbers(all: impl Iterator<Item = u32>) -> Vec<u8> {
    all.flat_map(u32::to_le_bytes).collect()
}
