//! Whatever comes in, nothing panics; a damaged index is refused.

use article41_core::index::{Builder, Index, Quality, Search};
use article41_core::name::{parse, Party, Schema};
use article41_core::normalise::words;
use article41_core::score::{compare, Name};
use proptest::prelude::*;

fn index() -> Vec<u8> {
    let mut builder = Builder::default();
    builder.add(
        "a",
        Schema::Person,
        [("Kim Jong Un".into(), Quality::Good), ("Lil Kim".into(), Quality::Low)],
    );
    builder.add(
        "b",
        Schema::Company,
        [("Hesong Trading Corporation".into(), Quality::Good), (" ".into(), Quality::Good)],
    );
    builder.add(
        "c",
        Schema::Unknown,
        [("محمد بن سلمان".into(), Quality::Good), ("王伟".into(), Quality::Good)],
    );
    builder.build()
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z '.,&/-]{0,60}",
        "[\u{ac00}-\u{d7a3} ]{0,12}",
        "[\u{4e00}-\u{9fff}·]{0,8}",
        "[\u{3040}-\u{30ff}]{0,20}",
        "[\u{600}-\u{6ff} ]{0,30}",
        "[\u{202a}-\u{202e}\u{200b}-\u{200f}a-z]{0,30}",
        "[a-z]{0,3}[а-я]{0,9}[0-9]{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_name_is_read_and_compared_alike_from_both_sides(a in anything(), b in anything()) {
        for party in [Party::Person, Party::Body] {
            let _ = words(&a, party == Party::Person);
            let _ = parse(&a, party);
        }
        for schema in Schema::ALL {
            let (x, y) = (Name::new(&a, schema), Name::new(&b, schema));
            let score = compare(&x, &y).score;
            prop_assert!((0.0..=1.0).contains(&score));
            prop_assert!((score - compare(&y, &x).score).abs() < 1e-4, "{score}");
            let own = compare(&x, &x);
            prop_assert!(own.at.is_none() || own.score > 0.999, "{a:?} is not itself: {}", own.score);
        }
    }

    #[test]
    fn any_name_may_be_listed_and_asked_for(a in anything(), b in anything()) {
        let mut builder = Builder::default();
        builder.add(&b, Schema::Unknown, [(a.clone(), Quality::Good)]);
        let index = Index::from_bytes(builder.build()).expect("an index just made opens");
        let asked = Name::new(&a, Schema::Unknown);
        let found = Search::default().find(&index, &asked, &|_| true, false, 0.78);
        let has_letters = asked.read.iter().any(|r| !r.views.is_empty());
        prop_assert_eq!(found.len(), usize::from(has_letters));
    }

    #[test]
    fn a_damaged_index_is_refused(at in any::<prop::sample::Index>(), bit in 0u8..8, cut in any::<prop::sample::Index>()) {
        let whole = index();
        prop_assert!(Index::from_bytes(whole.clone()).is_ok());
        let mut bent = whole.clone();
        bent[at.index(whole.len())] ^= 1 << bit;
        prop_assert!(Index::from_bytes(bent).is_err());
        prop_assert!(Index::from_bytes(whole[..cut.index(whole.len())].to_vec()).is_err());
    }

    #[test]
    fn bytes_that_are_no_index_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(Index::from_bytes(bytes.clone()).is_err());
        prop_assert!(Index::from_bytes([b"A41NAMES".to_vec(), bytes].concat()).is_err());
    }
}

#[test]
fn a_name_of_a_hundred_thousand_characters_is_read_up_to_a_point() {
    for piece in ["a", "kim ", "김", "王", "a.", "\u{202e}", "ab-"] {
        let long = piece.repeat(100_000);
        let name = Name::new(&long, Schema::Unknown);
        assert!(compare(&name, &name).score <= 1.0);
    }
}

#[test]
fn an_index_may_lie_inside_a_larger_file() {
    let bytes = index();
    let path = std::env::temp_dir().join(format!("article41-{}.names", std::process::id()));
    let larger = [b"before".to_vec(), bytes.clone(), b"after".to_vec()].concat();
    std::fs::write(&path, larger).expect("the folder for temporary files can be written");
    let inside = Index::open(&path, 6, bytes.len() as u64).expect("the part is an index");
    assert_eq!(inside.names(), 6);
    assert!(Index::open(&path, 6, 0).is_err());
    assert!(Index::open(&path, 7, bytes.len() as u64).is_err());
    assert!(Index::open(&path, u64::MAX, 9).is_err());
    std::fs::remove_file(path).expect("what was written can be removed");
}
