//! Every usual spelling of the syllables that Korean names are made of.
//!
//! Sources: the DPRK's guidelines (UNGEGN, 1992), McCune–Reischauer (1939), Revised Romanization (2000),
//! Kontsevich (1966) for Cyrillic, the usual kana renderings, and common South Korean habits (Young, Sung, Woo).

use super::{Code, Reading};
use crate::normalise::Script;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Syllables of Sino-Korean readings and of the commoner native given names.
const SYLLABLES: &str = include_str!("../../../data/korean_syllables.txt");

const ONSETS: [char; 19] =
    ['g', 'G', 'n', 'd', 'D', 'r', 'm', 'b', 'B', 's', 'S', '-', 'j', 'J', 'c', 'k', 't', 'p', 'h'];

/// Spellings with how usual they are (100: by an official system; below: habit).
type Parts = &'static [(&'static str, u8)];

fn onset(l: usize) -> Parts {
    match ONSETS[l] {
        'g' => &[("k", 100), ("g", 100)],
        'G' => &[("kk", 100), ("gg", 90)],
        'n' => &[("n", 100)],
        'd' => &[("t", 100), ("d", 100)],
        'D' => &[("tt", 100), ("dd", 90)],
        'r' => &[("r", 100), ("l", 100), ("rh", 90)],
        'm' => &[("m", 100)],
        'b' => &[("p", 100), ("b", 100)],
        'B' => &[("pp", 100), ("bb", 90)],
        's' => &[("s", 100), ("sh", 95)],
        'S' => &[("ss", 100), ("s", 90)],
        '-' => &[("", 100)],
        'j' => &[("j", 100), ("ch", 100), ("z", 80)],
        'J' => &[("jj", 100), ("tch", 90)],
        'c' => &[("ch", 100)],
        'k' => &[("k", 100), ("kh", 100)],
        't' => &[("t", 100), ("th", 100)],
        'p' => &[("p", 100), ("ph", 100)],
        _ => &[("h", 100)],
    }
}

fn nucleus(v: usize) -> Parts {
    match v {
        0 => &[("a", 100), ("ah", 85)],
        1 => &[("ae", 100), ("e", 90), ("ai", 90), ("ay", 80)],
        2 => &[("ya", 100)],
        3 => &[("yae", 100)],
        4 => &[("o", 100), ("eo", 100), ("u", 90), ("uh", 80)],
        5 => &[("e", 100), ("ey", 80)],
        6 => &[("yo", 100), ("yeo", 100), ("you", 95), ("yu", 90)],
        7 => &[("ye", 100), ("yeh", 80), ("e", 85), ("ey", 80)],
        8 => &[("o", 100), ("oh", 85)],
        9 => &[("wa", 100)],
        10 => &[("wae", 100)],
        11 => &[("oe", 100), ("oi", 95), ("oy", 85), ("we", 85)],
        12 => &[("yo", 100)],
        13 => &[("u", 100), ("oo", 95), ("woo", 95), ("wu", 90)],
        14 => &[("wo", 100), ("weo", 90)],
        15 => &[("we", 100)],
        16 => &[("wi", 100), ("wee", 85), ("ui", 80)],
        17 => &[("yu", 100), ("yoo", 95), ("you", 90)],
        18 => &[("u", 100), ("eu", 100)],
        19 => &[("ui", 100), ("eui", 95), ("i", 90), ("ee", 90)],
        _ => &[("i", 100), ("ee", 95)],
    }
}

fn coda(t: usize) -> Parts {
    match t {
        0 => &[("", 100)],
        1 => &[("k", 100), ("g", 90), ("ck", 85)],
        4 => &[("n", 100)],
        7 => &[("t", 100)],
        8 => &[("l", 100), ("r", 85)],
        16 => &[("m", 100)],
        17 => &[("p", 100), ("b", 95)],
        19 => &[("t", 100), ("s", 90)],
        21 => &[("ng", 100)],
        _ => &[],
    }
}

fn cyrillic(l: usize, v: usize, t: usize) -> [Parts; 3] {
    let first: Parts = match ONSETS[l] {
        'g' => &[("к", 100), ("г", 100)],
        'n' => &[("н", 100)],
        'd' => &[("т", 100), ("д", 100)],
        'r' => &[("р", 100), ("л", 100), ("н", 85)],
        'm' => &[("м", 100)],
        'b' => &[("п", 100), ("б", 100)],
        's' => &[("с", 100), ("ш", 80)],
        '-' => &[("", 100)],
        'j' => &[("ч", 100), ("дж", 100), ("ц", 80)],
        'c' => &[("чх", 100), ("ч", 85), ("ц", 90)],
        'k' => &[("кх", 100), ("к", 85)],
        't' => &[("тх", 100), ("т", 85)],
        'p' => &[("пх", 100), ("п", 85)],
        'h' => &[("х", 100)],
        _ => &[],
    };
    let second: Parts = match v {
        0 => &[("а", 100)],
        1 => &[("э", 100), ("е", 90)],
        2 => &[("я", 100)],
        4 => &[("о", 100), ("е", 95), ("у", 80)],
        5 => &[("е", 100), ("э", 95)],
        6 => &[("ё", 100), ("е", 90), ("йо", 90)],
        7 => &[("е", 100), ("йе", 100)],
        8 => &[("о", 100)],
        9 => &[("ва", 100)],
        10 => &[("вэ", 100)],
        11 => &[("ве", 100), ("вэ", 90), ("ое", 90), ("ой", 95)],
        12 => &[("ё", 100), ("йо", 90)],
        13 => &[("у", 100)],
        14 => &[("во", 100)],
        15 => &[("ве", 100)],
        16 => &[("ви", 100)],
        17 => &[("ю", 100)],
        18 => &[("ы", 100), ("у", 80)],
        19 => &[("ый", 100), ("и", 90), ("ы", 90)],
        20 => &[("и", 100)],
        _ => &[],
    };
    let third: Parts = match t {
        0 => &[("", 100)],
        1 => &[("к", 100), ("г", 90)],
        4 => &[("н", 100), ("нъ", 100)],
        8 => &[("ль", 100), ("л", 95), ("р", 85)],
        16 => &[("м", 100)],
        17 => &[("п", 100), ("б", 90)],
        19 => &[("т", 100)],
        21 => &[("н", 100), ("нъ", 90)],
        _ => &[],
    };
    [first, second, third]
}

/// Kana as `romanise::kana` writes them: ジョン is jon.
fn kana(l: usize, v: usize, t: usize) -> [Parts; 3] {
    let first: Parts = match ONSETS[l] {
        'g' | 'k' => &[("k", 100), ("g", 95)],
        'n' => &[("n", 100)],
        'd' | 't' => &[("t", 100), ("d", 95), ("ch", 80)],
        'r' => &[("r", 100), ("n", 85)],
        'm' => &[("m", 100)],
        'b' | 'p' => &[("p", 100), ("b", 95)],
        's' => &[("s", 100), ("sh", 100)],
        '-' => &[("", 100)],
        'j' => &[("ch", 100), ("j", 100)],
        'c' => &[("ch", 100)],
        'h' => &[("h", 100), ("f", 100)],
        _ => &[],
    };
    let second: Parts = match v {
        0 => &[("a", 100)],
        1 | 5 => &[("e", 100)],
        2 => &[("ya", 100), ("a", 90)],
        4 | 8 => &[("o", 100)],
        6 | 12 => &[("yo", 100), ("o", 90)],
        7 => &[("ye", 100), ("e", 100)],
        9 => &[("wa", 100), ("oa", 90), ("a", 80)],
        10 | 11 | 15 => &[("e", 100), ("we", 100), ("ue", 95)],
        13 | 18 => &[("u", 100)],
        14 => &[("wo", 100), ("uo", 90), ("o", 85)],
        16 => &[("wi", 100), ("ui", 95)],
        17 => &[("yu", 100), ("u", 85)],
        19 => &[("ui", 100), ("i", 95), ("wi", 95)],
        20 => &[("i", 100)],
        _ => &[],
    };
    let third: Parts = match t {
        0 => &[("", 100)],
        1 => &[("ku", 100), ("k", 90), ("", 70)],
        4 | 21 => &[("n", 100)],
        8 => &[("ru", 100)],
        16 => &[("mu", 100), ("n", 85)],
        17 => &[("pu", 100)],
        19 => &[("tsu", 90), ("su", 90), ("", 70)],
        _ => &[],
    };
    [first, second, third]
}

/// Onset, vowel and coda of a syllable.
fn parts(code: Code) -> (usize, usize, usize) {
    let c = usize::from(code);
    (c / 588, c % 588 / 28, c % 28)
}

type Spelt = FxHashMap<Box<str>, Vec<Reading>>;

fn spelt(scheme: fn(usize, usize, usize) -> [Parts; 3]) -> Spelt {
    let mut found = Spelt::default();
    for code in SYLLABLES.chars().filter_map(code_of) {
        let (l, v, t) = parts(code);
        let [first, second, third] = scheme(l, v, t);
        for &(a, x) in first {
            for &(b, y) in second {
                for &(c, z) in third {
                    // Su is no 서 and Yu no 여: u for eo needs a consonant after it (Sung, Young)
                    if t == 0 && matches!((v, b), (4, "u" | "у") | (6, "yu")) {
                        continue;
                    }
                    let weight = (u32::from(x) * u32::from(y) * u32::from(z) / 10_000) as u8;
                    if weight < 60 {
                        continue;
                    }
                    let readings = found.entry(format!("{a}{b}{c}").into()).or_default();
                    match readings.iter_mut().find(|r| r.0 == code) {
                        Some(r) => r.1 = r.1.max(weight),
                        None => readings.push((code, weight)),
                    }
                }
            }
        }
    }
    found
}

/// The syllables that a spelling may stand for.
pub fn readings(spelling: &str, script: Script) -> &'static [Reading] {
    static LATIN: OnceLock<Spelt> = OnceLock::new();
    static CYRILLIC: OnceLock<Spelt> = OnceLock::new();
    static KANA: OnceLock<Spelt> = OnceLock::new();
    let table = match script {
        Script::Latin => LATIN.get_or_init(|| spelt(|l, v, t| [onset(l), nucleus(v), coda(t)])),
        Script::Cyrillic => CYRILLIC.get_or_init(|| spelt(cyrillic)),
        Script::Kana => KANA.get_or_init(|| spelt(kana)),
        _ => return &[],
    };
    table.get(spelling).map_or(&[], Vec::as_slice)
}

/// The code of a Hangul syllable.
pub fn code_of(c: char) -> Option<Code> {
    match c as u32 {
        code @ 0xAC00..=0xD7A3 => Some((code - 0xAC00) as Code),
        _ => None,
    }
}

/// A class that every romanisation of a syllable shares: what an index looks syllables up by.
pub fn class_of(code: Code) -> [u8; 3] {
    let (l, v, t) = parts(code);
    let first = match ONSETS[l] {
        'g' | 'G' | 'k' => b'K',
        'd' | 'D' | 't' => b'T',
        'b' | 'B' | 'p' => b'P',
        'j' | 'J' | 'c' => b'C',
        's' | 'S' => b'S',
        c => c as u8,
    };
    let second = match v {
        0 => b'a',
        1 | 5 | 7 | 10 | 11 | 15 => b'e',
        2 | 3 => b'A',
        4 | 8 | 13 | 18 | 6 | 12 | 17 => b'o',
        9 => b'w',
        14 => b'W',
        _ => b'i',
    };
    let third = match t {
        0 => b'.',
        1 => b'k',
        8 => b'l',
        16 => b'm',
        17 => b'p',
        7 | 19 => b't',
        4 | 21 => b'n',
        _ => b'?',
    };
    [first, second, third]
}

/// Hangul by the Revised Romanization, syllable by syllable.
pub fn latin(text: &str) -> String {
    const ONSET: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
        "yu", "eu", "ui", "i",
    ];
    const CODA: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t",
        "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    text.chars()
        .filter_map(code_of)
        .map(|code| {
            let (l, v, t) = parts(code);
            [ONSET[l], VOWEL[v], CODA[t]].concat()
        })
        .collect()
}
