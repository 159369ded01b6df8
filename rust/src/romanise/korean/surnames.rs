//! Korean surnames. What the North writes 리, 류, 림 and the South 이, 유, 임 is one surname here.

use super::spellings::{code_of, readings};
use super::{Code, Reading};
use crate::normalise::Script;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../data/korean_surnames.csv");

/// North and South: the first sound that the South drops or softens.
const SOUTHERN: [(char, char); 11] = [
    ('리', '이'),
    ('류', '유'),
    ('림', '임'),
    ('량', '양'),
    ('로', '노'),
    ('라', '나'),
    ('려', '여'),
    ('렴', '염'),
    ('련', '연'),
    ('륙', '육'),
    ('룡', '용'),
];

struct Surnames {
    codes: FxHashSet<Code>,
    spelt: FxHashMap<&'static str, Vec<Code>>,
}

fn table() -> &'static Surnames {
    static READ: OnceLock<Surnames> = OnceLock::new();
    READ.get_or_init(|| {
        let mut found = Surnames { codes: FxHashSet::default(), spelt: FxHashMap::default() };
        for line in TABLE.lines().skip(1) {
            let Some((hangul, spellings)) = line.split_once(',') else {
                continue;
            };
            let Some(code) = hangul.chars().next().and_then(code_of) else {
                continue;
            };
            found.codes.insert(code);
            for s in spellings.split(' ') {
                found.spelt.entry(s).or_default().push(code);
            }
        }
        found
    })
}

/// Characters that are Korean surnames.
const IN_HANJA: &str = "金李林柳劉刘朴崔鄭郑姜趙赵尹張张任韓韩吳吴徐申權权黃黄安宋洪全高文孫孙梁裵裴白許许南沈盧卢河郭成車车朱禹具閔闵陳陈羅罗池嚴严卞蔡元千方孔玄咸呂吕廉石宣薛馬马吉延魏表明奇潘王琴玉印孟諸卓鞠太都秋邵奉片慶皮丁田曺曹俞兪劉辛愼楊杨";

/// The surname's syllable as the South writes it.
pub fn southern(code: Code) -> Code {
    let north = |c: char| code_of(c) == Some(code);
    SOUTHERN.iter().find(|(n, _)| north(*n)).and_then(|(_, s)| code_of(*s)).unwrap_or(code)
}

/// Those readings that are surnames; empty where the syllable is none.
pub fn as_surname(text: &str, script: Script, read: &[Reading]) -> Vec<Reading> {
    let known = table();
    match script {
        Script::Latin => known.spelt.get(text).into_iter().flatten().map(|&c| (c, 100)).collect(),
        Script::Cyrillic | Script::Kana => {
            let mut found: Vec<Reading> = readings(text, script).to_vec();
            found.iter_mut().for_each(|r| r.0 = southern(r.0));
            // Цой, Цай: the Russian habit for 최 and 채
            if text == "цой" {
                found = code_of('최').map(|c| (c, 100)).into_iter().collect();
            }
            found.retain(|r| known.codes.contains(&r.0));
            found
        }
        Script::Han if !text.starts_with(|c| IN_HANJA.contains(c)) => Vec::new(),
        _ => {
            let mut found: Vec<Reading> = read.iter().map(|&(c, w)| (southern(c), w)).collect();
            found.retain(|r| known.codes.contains(&r.0));
            found.dedup_by_key(|r| r.0);
            found
        }
    }
}
