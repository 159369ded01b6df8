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

/// (slips, cost) between two words of small letters, or None where more than `limit` slips part them.
pub fn slips(a: &[u8], b: &[u8], limit: usize) -> Option<(u32, f32)> {
    let (n, m) = (a.len(), b.len());
    if n.abs_diff(m) > limit || n >= MAX || m >= MAX {
        return None;
    }
    // Rows of (slips, cost in hundredths); the cheapest of the fewest slips
    let mut rows = [[(0u32, 0u32); MAX]; 3];
    for j in 1..=m {
        let (s, c) = rows[1][j - 1];
        rows[1][j] = (s + 1, c + gap(b, j - 1));
    }
    let far = (99, 9999);
    for i in 1..=n {
        let [two, one, now] = &mut rows;
        let (from, to) = (i.saturating_sub(limit).max(1), (i + limit).min(m));
        let mut least = u32::MAX;
        now[from - 1] = if from == 1 { (one[0].0 + 1, one[0].1 + gap(a, i - 1)) } else { far };
        if from == 1 {
            least = now[0].0;
        }
        for j in from..=to {
            let best = if a[i - 1] == b[j - 1] {
                one[j - 1]
            } else {
                let change = step(one[j - 1], other(a[i - 1], b[j - 1], i == 1 && j == 1));
                let left = if j > from || from == 1 { step(now[j - 1], gap(b, j - 1)) } else { far };
                let up = if j < i + limit || i == 1 { step(one[j], gap(a, i - 1)) } else { far };
                let mut best = change.min(left).min(up);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(step(two[j - 2], SWAPPED));
                }
                best
            };
            now[j] = best;
            least = least.min(best.0);
        }
        if to < m {
            now[to + 1] = far;
        }
        if least as usize > limit {
            return None;
        }
        rows.rotate_left(1);
    }
    let (slips, cost) = rows[1][m];
    (slips as usize <= limit).then_some((slips, cost as f32 / 100.0))
}

fn step((slips, cost): (u32, u32), more: u32) -> (u32, u32) {
    (slips + 1, cost + more)
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
    let cost = if is_vowel(a) && is_vowel(b) {
        VOWEL
    } else if sounds_like(a, b) {
        SOUND
    } else if are_neighbours(a, b) {
        KEYS
    } else {
        ANY
    };
    cost + more
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Letters that one sound is written with.
fn sounds_like(a: u8, b: u8) -> bool {
    const ALIKE: [&[u8]; 9] = [b"bp", b"dt", b"gkqcx", b"szcx", b"vwfu", b"mn", b"iyj", b"gj", b"lr"];
    ALIKE.iter().any(|set| set.contains(&a) && set.contains(&b))
}

/// Letters side by side or one above the other on a QWERTY keyboard.
fn are_neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |c: u8| {
        ROWS.iter().enumerate().find_map(|(y, row)| row.iter().position(|&k| k == c).map(|x| (y, x)))
    };
    match (place(a), place(b)) {
        (Some((y, x)), Some((v, u))) => {
            y.abs_diff(v) <= 1 && if y == v { x.abs_diff(u) == 1 } else if y < v { x == u || x == u + 1 } else { u == x || u == x + 1 }
        }
        _ => false,
    }
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
