//! Names read as Korean: one surname, then one to three syllables.

use super::spellings::{class_of, code_of, readings};
use super::surnames::{as_surname, southern};
use super::{hanja, Reading};
use crate::normalise::{Script, Word};

/// A syllable as written, and what it may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    pub text: String,
    pub readings: Vec<Reading>,
}

/// Ways to read one name that are kept.
const WAYS: usize = 5;
/// From here on a spelling is a usual one.
const USUAL: u8 = 90;
/// Syllables of a given name.
const GIVEN: usize = 3;

/// The ways to read a person's name as Korean, surname first; none where it cannot be one.
pub fn people(words: &[Word]) -> Vec<Vec<Syllable>> {
    let mut found: Vec<Vec<Syllable>> = Vec::new();
    let letters: usize = words.iter().map(|w| w.text.len()).sum();
    if words.is_empty() || words.len() > GIVEN + 1 || letters > 60 {
        return found;
    }
    if words.len() == 1 {
        return joined(&words[0]);
    }
    for order in orders(words) {
        if found.len() == WAYS {
            break;
        }
        let (surname, given) = (order[0], &order[1..]);
        let family = family_readings(surname);
        if family.is_empty() {
            continue;
        }
        // Several words are a syllable each: PAK YIONG SIK has a slip in it and no fourth syllable
        for rest in ways(given).into_iter().filter(|w| given.len() == 1 || w.len() == given.len()) {
            let mut name = vec![Syllable { text: surname.text.clone(), readings: family.clone() }];
            name.extend(rest);
            if name.len() <= GIVEN + 1 && found.len() < WAYS && !found.contains(&name) {
                found.push(name);
            }
        }
    }
    // A blank that moved: HA NKon-u, KIMK yu
    if words.iter().all(|w| w.script == Script::Latin) {
        let text: String = words.iter().map(|w| w.text.as_str()).collect();
        for way in joined(&Word { text, ..words[0].clone() }) {
            if found.len() < WAYS && !found.contains(&way) {
                found.push(way);
            }
        }
    }
    found
}

/// The orders in which the words may be meant: the surname first; last where Western order puts it. What stands
/// before a comma is the surname, unless somebody took the last syllable for one: Song, RI Un.
fn orders(words: &[Word]) -> Vec<Vec<&Word>> {
    let turned = |by: usize| -> Vec<&Word> { words[by..].iter().chain(&words[..by]).collect() };
    let last = words.len() - 1;
    let mut found = vec![turned(0)];
    if !words[0].comma {
        found.push(turned(last));
    } else if words[1..last].iter().all(|w| !w.comma) {
        found.push(turned(1));
    }
    found
}

/// The surnames that a whole word may stand for.
fn family_readings(word: &Word) -> Vec<Reading> {
    match word.script {
        Script::Latin | Script::Cyrillic => as_surname(&word.text, word.script, &[]),
        Script::Kana => as_surname(&super::super::kana::latin(&word.text), word.script, &[]),
        Script::Hangul | Script::Han if word.text.chars().nth(1).is_none() => segments(word)
            .first()
            .map_or_else(Vec::new, |s| as_surname(&word.text, word.script, &s[0].readings)),
        _ => Vec::new(),
    }
}

/// A name without blanks: 김정은, 金正恩, kimjongun.
fn joined(word: &Word) -> Vec<Vec<Syllable>> {
    let mut found = Vec::new();
    for all in segments(word) {
        if all.len() < 2 || all.len() > GIVEN + 1 || found.len() == WAYS {
            continue;
        }
        let first = &all[0];
        // In Latin letters three syllables spelt as usual, or too many words would be Koreans
        let is_usual = |s: &Syllable| s.readings.iter().any(|r| r.1 >= USUAL);
        if word.script == Script::Latin
            && (all.len() != 3 || word.text.len() < 6 || !all.iter().all(is_usual))
        {
            continue;
        }
        let family = as_surname(&first.text, word.script, &first.readings);
        if !family.is_empty() {
            let mut name = all.clone();
            name[0].readings = family;
            found.push(name);
        }
    }
    found
}

/// Every way to read several words, one after the other.
fn ways(words: &[&Word]) -> Vec<Vec<Syllable>> {
    let mut found: Vec<Vec<Syllable>> = vec![Vec::new()];
    for word in words {
        let own = segments(word);
        found = found
            .iter()
            .flat_map(|before| own.iter().map(move |s| before.iter().chain(s).cloned().collect()))
            .take(WAYS)
            .collect();
    }
    found.retain(|w| !w.is_empty());
    found
}

/// The ways to cut a word into Korean syllables, at most `GIVEN` + 1 of them; fewer syllables first.
fn segments(word: &Word) -> Vec<Vec<Syllable>> {
    let one = |text: &str, readings: &[Reading]| Syllable { text: text.into(), readings: readings.to_vec() };
    match word.script {
        Script::Hangul | Script::Han => {
            let mut all = Vec::new();
            for c in word.text.chars() {
                let readings = match code_of(c) {
                    Some(code) => vec![(code, 100)],
                    None => hanja::readings(c).to_vec(),
                };
                if readings.is_empty() || all.len() > GIVEN {
                    return Vec::new();
                }
                all.push(one(c.encode_utf8(&mut [0; 4]), &readings));
            }
            vec![all]
        }
        Script::Latin | Script::Cyrillic | Script::Kana => {
            let text = if word.script == Script::Kana {
                super::super::kana::latin(&word.text)
            } else {
                word.text.clone()
            };
            let mut found = Vec::new();
            cut(&text, word.script, &mut Vec::new(), &mut found);
            found.sort_by_key(Vec::len);
            found.truncate(WAYS);
            found
        }
        _ => Vec::new(),
    }
}

fn cut(text: &str, script: Script, before: &mut Vec<Syllable>, found: &mut Vec<Vec<Syllable>>) {
    if text.is_empty() {
        found.push(before.clone());
        return;
    }
    if before.len() > GIVEN || found.len() >= 4 * WAYS {
        return;
    }
    let ends: Vec<usize> = text.char_indices().map(|(i, c)| i + c.len_utf8()).take(7).collect();
    for end in ends.into_iter().rev() {
        let Some((head, tail)) = text.split_at_checked(end) else {
            continue;
        };
        let read = readings(head, script);
        let family;
        let read = if !read.is_empty() {
            read
        } else if before.is_empty() && script == Script::Latin {
            family = as_surname(head, script, &[]);
            family.as_slice()
        } else {
            &[]
        };
        if !read.is_empty() {
            before.push(Syllable { text: head.into(), readings: read.to_vec() });
            cut(tail, script, before, found);
            before.pop();
        }
    }
}

/// For a word of a company's or ship's name in Latin letters: its syllables' readings, where it may be Korean.
pub fn word_classes(text: &str) -> Vec<Vec<Syllable>> {
    if text.len() < 2 || text.len() > 14 {
        return Vec::new();
    }
    segments(&Word { text: text.into(), script: Script::Latin, comma: false, dot: false, hyphen: false })
}

impl Syllable {
    /// The class of its likeliest reading; all readings of a romanised spelling share it.
    pub fn class(&self) -> [u8; 3] {
        self.readings.first().map_or(*b"???", |r| class_of(southern(r.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::meeting;
    use super::*;
    use crate::normalise::words;

    /// How well the given names meet, syllable by syllable, at best.
    fn met(a: &str, b: &str) -> f32 {
        let (x, y) = (people(&words(a, true)), people(&words(b, true)));
        let mut best = 0f32;
        for p in &x {
            for q in y.iter().filter(|q| q.len() == p.len()) {
                let worst =
                    p.iter().zip(q).map(|(m, n)| meeting(&m.readings, &n.readings)).fold(1f32, f32::min);
                best = best.max(worst);
            }
        }
        best
    }

    #[test]
    fn one_name_in_every_spelling() {
        for other in [
            "Kim Chŏng-ŭn",
            "Gim Jeong-eun",
            "김정은",
            "Ким Чен Ын",
            "金正恩",
            "キム・ジョンウン",
            "KIM, Jong-un",
            "Jong Un Kim",
            "Kim Jongun",
            "kimjongun",
            "Ким Чон Ын",
        ] {
            assert!(met("Kim Jong Un", other) > 0.7, "{other}: {}", met("Kim Jong Un", other));
        }
        assert!(met("Ri Yong Ho", "이용호") > 0.9);
        assert!(met("리용호", "이용호") > 0.9);
        assert!(met("Lee Yong-ho", "Ли Ён Хо") > 0.5);
        assert!(met("Choe Ryong Hae", "チェ・リョンヘ") > 0.5);
        assert!(met("Pak Yong Sik", "Park Young-sik") > 0.8);
    }

    #[test]
    fn other_names_stay_apart() {
        for (a, b) in [
            ("Kim Jong Un", "Kim Jong Il"),
            ("Kim Jong Un", "Kim Jong Nam"),
            ("김정은", "김종은"),
            ("金正恩", "김정일"),
            ("Kim Song Chol", "Kim Jong Chol"),
        ] {
            assert!(met(a, b) < 0.5, "{a} {b}: {}", met(a, b));
        }
    }

    #[test]
    fn every_reading_of_a_spelling_has_one_class() {
        for text in ["jong", "un", "yong", "hui", "chol", "sung", "hae", "hyon", "ui", "se", "gwon"] {
            let all = word_classes(text);
            for s in all.iter().filter(|s| s.len() == 1) {
                let classes: Vec<_> = s[0].readings.iter().map(|r| class_of(r.0)).collect();
                assert!(classes.windows(2).all(|w| w[0] == w[1]), "{text} {classes:?}");
            }
        }
    }
}
