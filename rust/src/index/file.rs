//! How the bytes of an index lie: a header, a table of sections, the sections.

use xxhash_rust::xxh3::xxh3_64;

pub const MAGIC: &[u8; 8] = b"A41NAMES";
/// Changes with the layout; so does the reading, which build.rs makes of the sources.
const VERSION: u32 = 1;
pub const HEADER: usize = 32;

/// The parts of an index, in the order in which they lie.
#[derive(Clone, Copy, Debug)]
#[repr(usize)]
pub enum Section {
    IdBytes,
    IdEnds,
    Schemas,
    NameBytes,
    NameEnds,
    NameEntity,
    NameQuality,
    NameKinds,
    FormName,
    FormKind,
    FormEnds,
    FormWeight,
    WordTerm,
    WordPair,
    WordRole,
    Terms,
    TermBytes,
    PostingEnds,
    Postings,
    KeyStarts,
    Keys,
}

pub const SECTIONS: usize = Section::Keys as usize + 1;
/// Bytes of one term's record.
pub const TERM: usize = 16;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

pub fn refuse<T>(why: &str) -> Result<T, Refused> {
    Err(Refused(why.into()))
}

/// The version of an index that this engine makes and reads; one of another is refused.
pub fn version() -> String {
    format!("{VERSION}.{}", reading())
}

fn reading() -> u32 {
    env!("ARTICLE41_READING").parse().unwrap_or(0)
}

/// The bytes of a file with these sections; each is let go once it is written.
pub fn assemble(sections: Vec<Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::from(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(reading().to_le_bytes());
    out.extend([0; 16]);
    let mut at = HEADER + SECTIONS * 16;
    for s in &sections {
        out.extend((at as u64).to_le_bytes());
        out.extend((s.len() as u64).to_le_bytes());
        at += s.len().next_multiple_of(8);
    }
    for s in sections {
        out.reserve_exact(s.len() + 8);
        out.extend(s);
        out.resize(out.len().next_multiple_of(8), 0);
    }
    let length = out.len() as u64;
    out[16..24].copy_from_slice(&length.to_le_bytes());
    let sum = xxh3_64(&out[HEADER..]) ^ xxh3_64(&out[..24]);
    out[24..32].copy_from_slice(&sum.to_le_bytes());
    out
}

/// The places of the sections of a file that is whole, of this version.
pub fn sections(bytes: &[u8]) -> Result<[(usize, usize); SECTIONS], Refused> {
    let table = HEADER + SECTIONS * 16;
    if bytes.len() < table || &bytes[..8] != MAGIC {
        return refuse("this is no index of names");
    }
    let (layout, made_with) = (u32_at(bytes, 8), u32_at(bytes, 12));
    if layout != VERSION || made_with != reading() {
        let own = version();
        return refuse(&format!(
            "the index is of version {layout}.{made_with}, this engine reads {own}: build it anew"
        ));
    }
    if u64_at(bytes, 16) != bytes.len() as u64 {
        return refuse("the index is cut short or has bytes too many");
    }
    if u64_at(bytes, 24) != xxh3_64(&bytes[HEADER..]) ^ xxh3_64(&bytes[..24]) {
        return refuse("the index is damaged: its checksum does not agree");
    }
    let mut found = [(0, 0); SECTIONS];
    for (i, place) in found.iter_mut().enumerate() {
        let (from, len) = (u64_at(bytes, HEADER + i * 16), u64_at(bytes, HEADER + i * 16 + 8));
        let end = from.checked_add(len).filter(|&e| e <= bytes.len() as u64 && from >= table as u64);
        if end.is_none() {
            return refuse("the index is damaged: a section lies outside");
        }
        *place = (from as usize, len as usize);
    }
    Ok(found)
}

/// A number at a place that may lie outside: then 0.
pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
