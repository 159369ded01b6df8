//! Cyrillic in the spelling that passports and lists use; the key merges what other standards write.

fn letter(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'ѓ' => "gj",
        'д' => "d",
        'ђ' => "dj",
        'е' | 'э' => "e",
        'є' => "ye",
        'ё' => "e",
        'ж' | 'җ' => "zh",
        'з' => "z",
        'ѕ' => "dz",
        'и' | 'і' | 'ѝ' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'ј' => "j",
        'к' | 'қ' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'њ' => "nj",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'у' | 'ү' | 'ұ' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' | 'ҷ' => "ch",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ғ' => "gh",
        'ә' => "a",
        _ => "",
    }
}

/// A Cyrillic word in Latin letters.
pub fn latin(text: &str) -> String {
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_is_read() {
        assert_eq!(super::latin("путин"), "putin");
        assert_eq!(super::latin("чехов"), "chekhov");
    }
}
