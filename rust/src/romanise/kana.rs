//! Japanese kana by Hepburn, long vowels short.

/// Consonant and vowel of one kana, after hiragana is read as katakana.
fn mora(c: char) -> (&'static str, &'static str) {
    match c {
        'ア' | 'ァ' => ("", "a"),
        'イ' | 'ィ' => ("", "i"),
        'ウ' | 'ゥ' => ("", "u"),
        'エ' | 'ェ' => ("", "e"),
        'オ' | 'ォ' => ("", "o"),
        'カ' => ("k", "a"),
        'キ' => ("k", "i"),
        'ク' => ("k", "u"),
        'ケ' => ("k", "e"),
        'コ' => ("k", "o"),
        'ガ' => ("g", "a"),
        'ギ' => ("g", "i"),
        'グ' => ("g", "u"),
        'ゲ' => ("g", "e"),
        'ゴ' => ("g", "o"),
        'サ' => ("s", "a"),
        'シ' => ("sh", "i"),
        'ス' => ("s", "u"),
        'セ' => ("s", "e"),
        'ソ' => ("s", "o"),
        'ザ' => ("z", "a"),
        'ジ' | 'ヂ' => ("j", "i"),
        'ズ' | 'ヅ' => ("z", "u"),
        'ゼ' => ("z", "e"),
        'ゾ' => ("z", "o"),
        'タ' => ("t", "a"),
        'チ' => ("ch", "i"),
        'ツ' => ("ts", "u"),
        'テ' => ("t", "e"),
        'ト' => ("t", "o"),
        'ダ' => ("d", "a"),
        'デ' => ("d", "e"),
        'ド' => ("d", "o"),
        'ナ' => ("n", "a"),
        'ニ' => ("n", "i"),
        'ヌ' => ("n", "u"),
        'ネ' => ("n", "e"),
        'ノ' => ("n", "o"),
        'ハ' => ("h", "a"),
        'ヒ' => ("h", "i"),
        'フ' => ("f", "u"),
        'ヘ' => ("h", "e"),
        'ホ' => ("h", "o"),
        'バ' => ("b", "a"),
        'ビ' => ("b", "i"),
        'ブ' => ("b", "u"),
        'ベ' => ("b", "e"),
        'ボ' => ("b", "o"),
        'パ' => ("p", "a"),
        'ピ' => ("p", "i"),
        'プ' => ("p", "u"),
        'ペ' => ("p", "e"),
        'ポ' => ("p", "o"),
        'マ' => ("m", "a"),
        'ミ' => ("m", "i"),
        'ム' => ("m", "u"),
        'メ' => ("m", "e"),
        'モ' => ("m", "o"),
        'ヤ' | 'ャ' => ("y", "a"),
        'ユ' | 'ュ' => ("y", "u"),
        'ヨ' | 'ョ' => ("y", "o"),
        'ラ' => ("r", "a"),
        'リ' => ("r", "i"),
        'ル' => ("r", "u"),
        'レ' => ("r", "e"),
        'ロ' => ("r", "o"),
        'ワ' | 'ヮ' => ("w", "a"),
        'ヲ' => ("", "o"),
        'ヴ' => ("v", "u"),
        'ン' => ("n", ""),
        _ => ("", ""),
    }
}

fn katakana(c: char) -> char {
    match c as u32 {
        code @ 0x3041..=0x3096 => char::from_u32(code + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// A word in kana in Latin letters: ジョンウン is jonun.
pub fn latin(text: &str) -> String {
    let kana: Vec<char> = text.chars().map(katakana).collect();
    let mut out = String::new();
    let mut i = 0;
    while i < kana.len() {
        let (consonant, vowel) = mora(kana[i]);
        let small = kana.get(i + 1).copied().unwrap_or(' ');
        let (glide, other) = mora(small);
        match small {
            'ャ' | 'ュ' | 'ョ' if vowel == "i" => {
                out.push_str(consonant);
                if !matches!(consonant, "sh" | "j" | "ch") {
                    out.push_str(glide);
                }
                out.push_str(other);
                i += 2;
            }
            'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' if !vowel.is_empty() => {
                out.push_str(if consonant.is_empty() && vowel == "u" { "w" } else { consonant });
                out.push_str(other);
                i += 2;
            }
            _ => {
                out.push_str(consonant);
                out.push_str(vowel);
                i += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn small_kana_bend_the_one_before() {
        assert_eq!(super::latin("ジョンウン"), "jonun");
        assert_eq!(super::latin("チェ"), "che");
        assert_eq!(super::latin("きむ"), "kimu");
        assert_eq!(super::latin("オバマ"), "obama");
    }
}
