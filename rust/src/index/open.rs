//! An index where it lies: in memory, or mapped from (a part of) a file.

use super::file::{refuse, sections, u32_at, Refused, Section, SECTIONS, TERM};
use super::keys::TAG;
use super::known::Known;
use crate::name::{Class, Schema};
use crate::score::similar::{Syllables, TokRef};
use std::ops::Range;
use std::path::Path;

enum Bytes {
    Owned(Vec<u8>),
    Mapped(memmap2::Mmap),
}

/// Postings that are walked through rather than halved.
const SHORT: usize = 32;

/// An opened index. Every number in it was checked, so that reading never leaves a section.
pub struct Index {
    bytes: Bytes,
    places: [(usize, usize); SECTIONS],
    heaviest: f32,
    pub(super) known: Known,
}

impl Index {
    /// An index in memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Index, Refused> {
        Index::checked(Bytes::Owned(bytes))
    }

    /// An index in a file, or in `length` bytes of it from `offset`; `length` 0 means up to the end.
    pub fn open(path: &Path, offset: u64, length: u64) -> Result<Index, Refused> {
        let cannot = |e: std::io::Error| Refused(format!("{}: {e}", path.display()));
        let file = std::fs::File::open(path).map_err(cannot)?;
        let size = file.metadata().map_err(cannot)?.len();
        let length = if length == 0 { size.saturating_sub(offset) } else { length };
        if length == 0 || offset.checked_add(length).is_none_or(|end| end > size) {
            return refuse(&format!("{}: the index is cut short", path.display()));
        }
        let length =
            usize::try_from(length).map_err(|_| Refused("the index is too large for this machine".into()))?;
        // SAFETY: the map is read only, and snapshots are written once and replaced by renaming, never changed in
        // place; the checksum is verified before anything else is read.
        #[allow(unsafe_code)]
        let map =
            unsafe { memmap2::MmapOptions::new().offset(offset).len(length).map(&file) }.map_err(cannot)?;
        Index::checked(Bytes::Mapped(map))
    }

    fn checked(bytes: Bytes) -> Result<Index, Refused> {
        let places = sections(raw(&bytes))?;
        let mut index = Index { bytes, places, heaviest: 0.0, known: Known::default() };
        index.check()?;
        let words = index.section(Section::Terms).chunks_exact(TERM).filter(|t| t[10] == Class::Word as u8);
        index.heaviest = words.map(|t| f32::from_bits(u32_at(t, 12))).fold(0.0, f32::max);
        Ok(index)
    }

    pub fn as_bytes(&self) -> &[u8] {
        raw(&self.bytes)
    }

    pub(super) fn section(&self, s: Section) -> &[u8] {
        let (from, len) = self.places[s as usize];
        &self.as_bytes()[from..from + len]
    }

    pub(super) fn all(&self, s: Section) -> impl Iterator<Item = u32> + '_ {
        self.section(s).chunks_exact(4).map(|b| u32_at(b, 0))
    }

    pub(super) fn number(&self, s: Section, i: usize) -> u32 {
        u32_at(self.section(s), i * 4)
    }

    /// From where to where, by a section of ends.
    pub(super) fn span(&self, ends: Section, i: usize) -> (usize, usize) {
        let from = if i == 0 { 0 } else { self.number(ends, i - 1) as usize };
        (from, self.number(ends, i) as usize)
    }

    fn text(&self, bytes: Section, ends: Section, i: usize) -> &str {
        let (from, to) = self.span(ends, i);
        self.section(bytes).get(from..to).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    pub fn entities(&self) -> usize {
        self.section(Section::Schemas).len()
    }

    pub fn names(&self) -> usize {
        self.section(Section::NameQuality).len()
    }

    pub fn id(&self, entity: usize) -> &str {
        self.text(Section::IdBytes, Section::IdEnds, entity)
    }

    pub fn schema(&self, entity: usize) -> Schema {
        self.section(Section::Schemas).get(entity).and_then(|&s| Schema::of(s)).unwrap_or(Schema::Unknown)
    }

    pub fn name(&self, name: usize) -> &str {
        self.text(Section::NameBytes, Section::NameEnds, name)
    }

    pub fn entity_of(&self, name: usize) -> usize {
        self.number(Section::NameEntity, name) as usize
    }

    pub fn is_weak(&self, name: usize) -> bool {
        self.section(Section::NameQuality).get(name).is_some_and(|&q| q != 0)
    }

    pub(super) fn forms(&self) -> usize {
        self.section(Section::FormKind).len()
    }

    /// The forms of one domain: they lie side by side.
    pub(super) fn forms_of(&self, domain: u8) -> Range<u32> {
        let kinds = self.section(Section::FormKind);
        let before = |d: u8| kinds.partition_point(|&k| k < d) as u32;
        before(domain)..before(domain + 1)
    }

    /// The first of these forms of one domain that weighs more than `weight`, or their end.
    pub(super) fn heavier(&self, forms: &Range<u32>, weight: f32) -> u32 {
        let (from, to) = (forms.start as usize, forms.end as usize);
        (from + first(to - from, |i| self.form_weight(from + i) > weight)) as u32
    }

    pub(super) fn form_weight(&self, form: usize) -> f32 {
        f32::from_bits(self.number(Section::FormWeight, form))
    }

    /// The domains of a name's forms, a bit for each.
    pub(super) fn kinds_of(&self, name: usize) -> u8 {
        self.section(Section::NameKinds).get(name).copied().unwrap_or(0)
    }

    /// What a word weighs at most.
    pub(super) fn heaviest(&self) -> f32 {
        self.heaviest
    }

    /// A term as words are compared.
    pub(super) fn term(&self, number: u32) -> TokRef<'_> {
        let record = &self.section(Section::Terms)[number as usize * TERM..][..TERM];
        let mut rest = &self.section(Section::TermBytes)[u32_at(record, 0) as usize..];
        let mut take = |n: usize| {
            let (now, after) = rest.split_at(n);
            rest = after;
            now
        };
        let text = take(usize::from(record[4]));
        let key = take(usize::from(record[5]));
        let skeleton = take(usize::from(record[6]));
        let korean = take(usize::from(record[7]));
        let packed = take(usize::from(record[8]) + 256 * usize::from(record[9]));
        TokRef {
            text,
            key,
            skeleton,
            korean,
            syllables: Syllables::Packed(packed),
            class: Class::of(record[10]).unwrap_or(Class::Word),
            is_consonantal: record[11] & 1 != 0,
            is_known: record[11] & 2 != 0,
            is_read: record[11] & 4 != 0,
            weight: f32::from_bits(u32_at(record, 12)),
        }
    }

    /// What a term weighs and what it is.
    pub(super) fn weight_and_class(&self, number: u32) -> (f32, Class) {
        let record = &self.section(Section::Terms)[number as usize * TERM..][..TERM];
        (f32::from_bits(u32_at(record, 12)), Class::of(record[10]).unwrap_or(Class::Word))
    }

    /// How many forms have a term.
    pub(super) fn posted(&self, term: u32) -> usize {
        let (from, to) = self.span(Section::PostingEnds, term as usize);
        to - from
    }

    /// The forms among these that have a term, as often as they do, in the order of their numbers.
    pub(super) fn posting(&self, term: u32, forms: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let (from, to) = self.span(Section::PostingEnds, term as usize);
        let all = &self.section(Section::Postings)[from * 4..to * 4];
        let before = match to - from {
            0..=SHORT => all.chunks_exact(4).take_while(|b| u32_at(b, 0) < forms.start).count(),
            n => first(n, |i| u32_at(all, i * 4) >= forms.start),
        };
        all[before * 4..].chunks_exact(4).map(|b| u32_at(b, 0)).take_while(move |&form| form < forms.end)
    }

    /// The first form that has a term.
    pub(super) fn first_posted(&self, term: u32) -> u32 {
        let (from, _) = self.span(Section::PostingEnds, term as usize);
        self.number(Section::Postings, from)
    }

    /// Where the terms under a key lie among those under others.
    pub(super) fn bucket(&self, key: u32) -> (u32, u32) {
        let starts = self.section(Section::KeyStarts).len() / 4 - 1;
        let bits = starts.trailing_zeros();
        let at = if bits == 0 { 0 } else { (key >> (32 - bits)) as usize };
        (self.number(Section::KeyStarts, at), self.number(Section::KeyStarts, at + 1))
    }

    /// The terms under a key whose letters, `folded`, differ from these in no more than `apart`; few others besides.
    pub(super) fn under(
        &self,
        (from, to): (u32, u32),
        key: u32,
        letters: u32,
        apart: u32,
    ) -> impl Iterator<Item = u32> + '_ {
        self.section(Section::Keys)[from as usize * 8..to as usize * 8]
            .chunks_exact(8)
            .filter(move |b| {
                let kept = u32_at(b, 0);
                (kept ^ key) & TAG == 0 && ((kept ^ letters) & !TAG).count_ones() <= apart
            })
            .map(|b| u32_at(b, 4))
    }
}

/// The first of `n` places at which something holds that holds from there on, or `n`.
fn first(n: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, n);
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

fn raw(bytes: &Bytes) -> &[u8] {
    match bytes {
        Bytes::Owned(b) => b,
        Bytes::Mapped(m) => m,
    }
}
