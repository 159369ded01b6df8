//! Two names of whatever bytes: read, romanised, compared both ways, indexed and found again.
#![no_main]

use article41_core::index::{Builder, Index, Quality, Search};
use article41_core::name::Schema;
use article41_core::normalise::words;
use article41_core::romanise::latin;
use article41_core::score::{compare, reasons::parts, Name};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (u8, u8, &str, &str)| {
    let (one, two, a, b) = data;
    let of = |code: u8| Schema::of(code % 7).unwrap_or(Schema::Unknown);
    for is_person in [true, false] {
        words(a, is_person).iter().for_each(|w| drop(latin(w)));
    }
    let (x, y) = (Name::new(a, of(one)), Name::new(b, of(two)));
    let met = compare(&x, &y);
    assert!((0.0..=1.0 + 1e-4).contains(&met.score), "{a:?} {b:?} {}", met.score);
    let sum: f32 = parts(&x, &y, &met).iter().map(|p| p.points).sum();
    assert!((sum - met.score).abs() < 1e-3, "{a:?} {b:?}: parts {sum}, score {}", met.score);
    let back = compare(&y, &x).score;
    assert!((back - met.score).abs() < 1e-3, "{a:?} {b:?}: {} and back {back}", met.score);
    let mut builder = Builder::default();
    builder.add("1", of(two), [(b.to_owned(), Quality::Good)]);
    let index = Index::from_bytes(builder.build()).expect("an index just made");
    let found = Search::default().find(&index, &x, &|_| true, true, 0.5);
    assert_eq!(found.len(), usize::from(met.score >= 0.5), "{a:?} {b:?} {}", met.score);
});
