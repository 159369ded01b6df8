//! An index of whatever bytes, and a sound one with bytes changed: refused, or read without leaving it.
#![no_main]

use article41_core::index::{Builder, Index, Quality, Search};
use article41_core::name::Schema;
use article41_core::score::Name;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

const HEADER: usize = 32;

fn sound() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut builder = Builder::default();
        builder.add(
            "1",
            Schema::Person,
            [("Kim Jong Un".into(), Quality::Good), ("김정은".into(), Quality::Low)],
        );
        builder.add("2", Schema::Company, [("Sample Trading Co., Ltd".into(), Quality::Good)]);
        builder.add("3", Schema::Vessel, [("CHONG CHON GANG 2".into(), Quality::Good)]);
        builder.build()
    })
}

fn read(bytes: Vec<u8>) {
    let Ok(index) = Index::from_bytes(bytes) else { return };
    for (name, of) in [("Kim Jong Un", Schema::Person), ("Sample Trading", Schema::Unknown)] {
        for found in Search::default().find(&index, &Name::new(name, of), &|_| true, true, 0.5) {
            let _ = (index.id(found.entity), index.name(found.name), index.schema(found.entity));
        }
    }
}

fuzz_target!(|data: (Vec<(u16, u8)>, &[u8])| {
    let (changes, raw) = data;
    read(raw.to_vec());
    let mut bytes = sound().to_vec();
    for (at, byte) in changes {
        let at = usize::from(at) % bytes.len();
        bytes[at] = byte;
    }
    read(bytes.clone());
    // The checksum made good, so that what lies behind it is reached
    let sum = xxh3_64(&bytes[HEADER..]) ^ xxh3_64(&bytes[..24]);
    bytes[24..32].copy_from_slice(&sum.to_le_bytes());
    read(bytes);
});
