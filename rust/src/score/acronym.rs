//! Whether a word is made of the first letters of a body's name: KOMID of Korea Mining Development.
//!
//! Either each word gives its first letter, or the first gives two and the others one or two. Words that no acronym
//! minds (of, the) give none; legal forms at the end and, where enough was said, two words more may be left out.

/// Letters of an acronym. Three are too many bodies'.
pub const LETTERS: std::ops::RangeInclusive<usize> = 4..=8;
/// Letters that are looked up.
pub const HEAD: usize = 4;
/// From here on an acronym tells enough to leave words out at the end, or to take two letters of one.
const LONG: usize = 5;
/// Words that an acronym stands for.
const WORDS: usize = 3;
const LEFT_OUT: usize = 2;

const SMALL: [&[u8]; 12] =
    [b"of", b"the", b"and", b"for", b"de", b"la", b"del", b"in", b"on", b"al", b"el", b"et"];
const FORMS: [&[u8]; 11] = [
    b"co",
    b"ltd",
    b"llc",
    b"inc",
    b"corp",
    b"company",
    b"limited",
    b"corporation",
    b"jsc",
    b"group",
    b"incorporated",
];

/// The words of a whole name, by the lengths in its key; those an acronym passes over left out.
fn words<'a>(text: &'a [u8], lengths: &'a [u8]) -> impl Iterator<Item = &'a [u8]> + Clone {
    let mut rest = text;
    lengths.iter().filter_map(move |&c| {
        let (word, tail) = rest.split_at(usize::from(c.saturating_sub(b'0')).min(rest.len()));
        rest = tail;
        (!word.is_empty() && !SMALL.contains(&word)).then_some(word)
    })
}

/// Whether `short` is an acronym of the name whose words have these lengths.
pub fn stands_for(short: &[u8], text: &[u8], lengths: &[u8]) -> bool {
    if !LETTERS.contains(&short.len()) || short.iter().any(|c| !c.is_ascii_lowercase()) {
        return false;
    }
    let all: Vec<&[u8]> = words(text, lengths).collect();
    let initials = short.iter().zip(&all).take_while(|(c, w)| w[0] == **c).count();
    if initials == short.len() && is_enough(short, &all, initials) {
        return true;
    }
    short.len() >= LONG
        && all.first().is_some_and(|w| w.starts_with(&short[..2]))
        && goes_on(short, 2, &all, 1)
}

/// Whether the letters from `at` on are the first one or two of the words from `word` on.
fn goes_on(short: &[u8], at: usize, all: &[&[u8]], word: usize) -> bool {
    if at == short.len() {
        return is_enough(short, all, word);
    }
    let Some(w) = all.get(word) else {
        return false;
    };
    (1..=2).any(|n| {
        at + n <= short.len() && w.starts_with(&short[at..at + n]) && goes_on(short, at + n, all, word + 1)
    })
}

/// Whether the first `count` words are enough of the name.
fn is_enough(short: &[u8], all: &[&[u8]], count: usize) -> bool {
    let telling = |words: &[&[u8]]| words.iter().filter(|w| !FORMS.contains(w)).count();
    let left = telling(&all[count..]);
    telling(&all[..count]) >= WORDS && (left == 0 || (short.len() >= LONG && left <= LEFT_OUT))
}

/// The first letters of every acronym that a name may have.
pub fn heads(text: &[u8], lengths: &[u8]) -> Vec<[u8; HEAD]> {
    let all: Vec<&[u8]> = words(text, lengths).take(HEAD).collect();
    if all.len() < WORDS {
        return Vec::new();
    }
    let ways: [&[usize]; 3] = [&[1, 1, 1, 1], &[2, 1, 1], &[2, 2]];
    let head = |way: &[usize]| {
        let letters: Vec<u8> = way.iter().zip(&all).flat_map(|(&n, w)| w.iter().take(n).copied()).collect();
        <[u8; HEAD]>::try_from(letters).ok()
    };
    let mut found: Vec<[u8; HEAD]> = ways.into_iter().filter_map(head).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one(short: &str, name: &str) -> bool {
        let lengths: Vec<u8> = name.split(' ').map(|w| b'0' + w.len() as u8).collect();
        let text = name.replace(' ', "");
        let found = stands_for(short.as_bytes(), text.as_bytes(), &lengths);
        let head = <[u8; HEAD]>::try_from(&short.as_bytes()[..short.len().min(HEAD)]);
        assert!(!found || heads(text.as_bytes(), &lengths).contains(&head.unwrap_or_default()), "{short}");
        found
    }

    #[test]
    fn acronyms_are_known() {
        let komid = "korea mining development trading corporation";
        assert!(is_one("komid", komid) && is_one("kmdtc", komid) && is_one("kmdt", komid));
        assert!(is_one("irisl", "islamic republic of iran shipping lines"));
        for (short, name) in [
            ("kmd", komid),
            ("kmdx", komid),
            ("kodet", komid),
            ("iris", "islamic republic of iran shipping lines"),
            ("koma", "korea maritime"),
            ("", komid),
        ] {
            assert!(!is_one(short, name), "{short}");
        }
    }
}
