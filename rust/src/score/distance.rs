//! Slips of the hand and of the ear between two words, weighed.
//!
//! Damerau's distance with neighbouring letters swapped (optimal string alignment, Boytsov 2011), bounded; the cost
//! of a slip depends on the letters: a doubled letter is half a slip, a neighbouring key or a like sound less than
//! any other letter, the first letter more.

/// The slips that words of this length may show.
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

const MAX: usize = 62;
/// Slips and cost in one number, the slips above: one comparison finds the cheapest of the fewest slips.
const ONE: u32 = 1 << 16;
const FAR: u32 = 99 * ONE;

/// (slips, cost) between two words of small letters, or None where more than `limit` slips part them.
pub fn slips(a: &[u8], b: &[u8], limit: usize) -> Option<(u32, f32)> {
    let (n, m) = (a.len(), b.len());
    if n.abs_diff(m) > limit || n >= MAX || m >= MAX {
        return None;
    }
    // With fewer slips allowed there is less to lay out
    (fewest(a, b)..=limit).find_map(|limit| laid_out(a, b, limit))
}

/// Whether no more than `limit` slips part two words.
pub fn are_within(a: &[u8], b: &[u8], limit: usize) -> bool {
    let is_plain = |word: &[u8]| word.iter().all(u8::is_ascii_lowercase);
    let (n, m) = (a.len(), b.len());
    if is_plain(a) && is_plain(b) && n < MAX && m < MAX {
        return n.abs_diff(m) <= limit && fewest(a, b) <= limit;
    }
    slips(a, b, limit).is_some()
}

/// The same as `slips`, letter by letter.
fn laid_out(a: &[u8], b: &[u8], limit: usize) -> Option<(u32, f32)> {
    let (n, m) = (a.len(), b.len());
    let (mut gaps_a, mut gaps_b) = ([0u32; MAX], [0u32; MAX]);
    for (gaps, word) in [(&mut gaps_a, a), (&mut gaps_b, b)] {
        gaps.iter_mut().zip(0..word.len()).for_each(|(g, i)| *g = ONE + gap(word, i));
    }
    let mut rows = [[0u32; MAX]; 3];
    for j in 1..=m.min(limit + 1) {
        rows[0][j] = rows[0][j - 1] + gaps_b[j - 1];
    }
    for i in 1..=n {
        let (now, one, two) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let (from, to) = (i.saturating_sub(limit).max(1), (i + limit).min(m));
        rows[now][from - 1] = if from == 1 { rows[one][0] + gaps_a[i - 1] } else { FAR };
        let mut least = rows[now][from - 1];
        for j in from..=to {
            let best = if a[i - 1] == b[j - 1] {
                rows[one][j - 1]
            } else {
                let change = rows[one][j - 1] + ONE + other(a[i - 1], b[j - 1], i == 1 && j == 1);
                let left = rows[now][j - 1] + gaps_b[j - 1];
                let up = if j < i + limit { rows[one][j] + gaps_a[i - 1] } else { FAR };
                let mut best = change.min(left).min(up);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[two][j - 2] + ONE + SWAPPED);
                }
                best
            };
            rows[now][j] = best;
            least = least.min(best);
        }
        if to < m {
            rows[now][to + 1] = FAR;
        }
        if least as usize / ONE as usize > limit {
            return None;
        }
    }
    let found = rows[n % 3][m];
    let slips = found / ONE;
    (slips as usize <= limit).then_some((slips, (found % ONE) as f32 / 100.0))
}

/// The fewest slips between two words, or fewer where figures or signs are taken for letters; all cells of a row at
/// once (Hyyrö 2003, optimal string alignment).
fn fewest(a: &[u8], b: &[u8]) -> usize {
    if a.is_empty() {
        return b.len();
    }
    let mut places = [0u64; 32];
    for (i, c) in a.iter().enumerate() {
        places[usize::from(c & 31)] |= 1 << i;
    }
    let last = 1u64 << (a.len() - 1);
    let (mut more, mut less, mut even, mut before) = (!0u64, 0u64, 0u64, 0u64);
    let mut slips = a.len();
    for c in b {
        let same = places[usize::from(c & 31)];
        let swapped = ((!even & same) << 1) & before;
        even = (((same & more).wrapping_add(more)) ^ more) | same | less | swapped;
        let (up, down) = (less | !(even | more), more & even);
        slips = slips + usize::from(up & last != 0) - usize::from(down & last != 0);
        let up = up << 1 | 1;
        more = (down << 1) | !(even | up);
        less = up & even;
        before = same;
    }
    slips
}

/// The letters of a word as a set.
pub fn letters(word: &[u8]) -> u32 {
    word.iter().fold(0, |set, c| set | 1 << (c & 31))
}

const SWAPPED: u32 = 85;
const DOUBLED: u32 = 50;
const VOWEL: u32 = 80;
const SOUND: u32 = 75;
const KEYS: u32 = 90;
const ANY: u32 = 100;
const FIRST: u32 = 25;

/// A letter too much or too few.
fn gap(word: &[u8], i: usize) -> u32 {
    let c = word[i];
    let near = |k: Option<usize>| k.and_then(|k| word.get(k)) == Some(&c);
    let more = if i == 0 { FIRST } else { 0 };
    if near(i.checked_sub(1)) || near(i.checked_add(1)) {
        DOUBLED
    } else if is_vowel(c) || c == b'h' {
        VOWEL + more
    } else {
        ANY + more
    }
}

/// One letter for another.
fn other(a: u8, b: u8, is_first: bool) -> u32 {
    let more = if is_first { FIRST } else { 0 };
    match (a, b) {
        (b'a'..=b'z', b'a'..=b'z') => u32::from(COSTS[usize::from(a - b'a')][usize::from(b - b'a')]) + more,
        _ => ANY + more,
    }
}

/// What each letter costs for each other one.
static COSTS: [[u8; 26]; 26] = costs();

const fn costs() -> [[u8; 26]; 26] {
    let mut found = [[ANY as u8; 26]; 26];
    let mut i = 0;
    while i < 26 {
        let mut j = 0;
        while j < 26 {
            let (a, b) = (b'a' + i as u8, b'a' + j as u8);
            if is_vowel(a) && is_vowel(b) {
                found[i][j] = VOWEL as u8;
            } else if sound_alike(a, b) {
                found[i][j] = SOUND as u8;
            } else if are_neighbours(a, b) {
                found[i][j] = KEYS as u8;
            }
            j += 1;
        }
        i += 1;
    }
    found
}

const fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

const fn place(set: &[u8], c: u8) -> Option<usize> {
    let mut i = 0;
    while i < set.len() {
        if set[i] == c {
            return Some(i);
        }
        i += 1;
    }
    None
}

/// Letters that one sound is written with.
const fn sound_alike(a: u8, b: u8) -> bool {
    const ALIKE: [&[u8]; 9] = [b"bp", b"dt", b"gkqcx", b"szcx", b"vwfu", b"mn", b"iyj", b"gj", b"lr"];
    let mut i = 0;
    while i < ALIKE.len() {
        if place(ALIKE[i], a).is_some() && place(ALIKE[i], b).is_some() {
            return true;
        }
        i += 1;
    }
    false
}

/// Letters side by side or one above the other on a QWERTY keyboard.
const fn are_neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let mut y = 0;
    while y < 3 {
        if let Some(x) = place(ROWS[y], a) {
            if let Some(u) = place(ROWS[y], b) {
                return x.abs_diff(u) == 1;
            }
            if y < 2 {
                if let Some(u) = place(ROWS[y + 1], b) {
                    return x == u || x == u + 1;
                }
            }
            if y > 0 {
                if let Some(u) = place(ROWS[y - 1], b) {
                    return u == x || u == x + 1;
                }
            }
        }
        y += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(a: &str, b: &str, limit: usize) -> Option<u32> {
        slips(a.as_bytes(), b.as_bytes(), limit).map(|s| s.0)
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(count("merkel", "merkel", 2), Some(0));
        assert_eq!(count("anglea", "angela", 2), Some(1));
        assert_eq!(count("bezos", "brezos", 2), Some(1));
        assert_eq!(count("carney", "cooney", 2), Some(2));
        assert_eq!(count("abcdef", "bcdefg", 2), Some(2));
        assert_eq!(count("kitten", "sitting", 2), None);
        assert_eq!(count("", "ab", 2), Some(2));
        assert_eq!(count("ab", "", 2), Some(2));
    }

    #[test]
    fn the_quick_count_is_the_count() {
        let words = [
            "rahman", "rehmann", "rhaman", "arhman", "ahmad", "muhamad", "a", "ab", "ba", "aab", "abb",
            "abba",
        ];
        for a in words {
            for b in words {
                let full = slips(a.as_bytes(), b.as_bytes(), 20).map(|s| s.0 as usize);
                assert_eq!(full, Some(fewest(a.as_bytes(), b.as_bytes())), "{a} {b}");
                let is_within = |limit| are_within(a.as_bytes(), b.as_bytes(), limit);
                assert!((0..9).all(|limit| is_within(limit) == (full <= Some(limit))), "{a} {b}");
            }
        }
    }

    #[test]
    fn the_same_from_both_sides() {
        let words = ["rahman", "rehmann", "rhaman", "arhman", "ahmad", "muhamad", "a", "", "aab", "abb"];
        for a in words {
            for b in words {
                let (x, y) = (slips(a.as_bytes(), b.as_bytes(), 2), slips(b.as_bytes(), a.as_bytes(), 2));
                assert_eq!(x, y, "{a} {b}");
            }
        }
    }

    #[test]
    fn a_like_sound_costs_less() {
        let cost = |a: &str, b: &str| slips(a.as_bytes(), b.as_bytes(), 2).map(|s| s.1);
        assert!(cost("sebin", "sepin") < cost("sebin", "selin"));
        assert!(cost("sabin", "sabbin") < cost("sabin", "sarbin"));
    }
}
