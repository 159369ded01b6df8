//! Letters in one form.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::UnicodeNormalization;

/// What nobody sees: soft hyphens, joiners, marks of direction, tags.
pub fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x180B..=0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

/// Apostrophes mark a romanisation (Ch'oe, Qa'ida) and are dropped.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | '`' | '´' | '′' | '‛' | '＇' | 'ʹ' | 'ˈ')
}

/// Letters that no decomposition takes apart.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ə' => "a",
        'ŋ' => "ng",
        'ɓ' => "b",
        'ɗ' => "d",
        'ƙ' => "k",
        'ƴ' => "y",
        _ => return None,
    })
}

/// Folded text: small letters, one form each, at most `limit` characters read.
pub fn fold(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len().min(limit * 4));
    for c in text.chars().take(limit).filter(|&c| !is_invisible(c) && !is_apostrophe(c)).nfkc() {
        if is_apostrophe(c) || is_invisible(c) {
            continue;
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for low in c.to_lowercase() {
            match low as u32 {
                _ if plain(low).is_some() => out.push_str(plain(low).unwrap_or("")),
                // Latin, Greek: the letter without its marks
                0xC0..=0x24F | 0x370..=0x3FF | 0x1E00..=0x1FFF => {
                    out.extend(std::iter::once(low).nfd().filter(|&x| !is_combining_mark(x)));
                }
                // Marks that could not be composed, Arabic and Hebrew vowel points, tatweel
                0x300..=0x36F
                | 0x591..=0x5C7
                | 0x610..=0x61A
                | 0x64B..=0x65F
                | 0x670
                | 0x6D6..=0x6ED
                | 0x640 => {}
                // Arabic-Indic digits
                0x660..=0x669 => out.push(char::from(b'0' + (low as u32 - 0x660) as u8)),
                0x6F0..=0x6F9 => out.push(char::from(b'0' + (low as u32 - 0x6F0) as u8)),
                _ => out.push(low),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_meet_in_one_form() {
        assert_eq!(fold("Chŏng-ŭn", 99), "chong-un");
        assert_eq!(fold("ＫＩＭ Ch'oe", 99), "kim choe");
        assert_eq!(fold("Erdoğan Łódź ẞ", 99), "erdogan lodz ss");
        assert_eq!(fold("k\u{202e}i\u{200b}m", 99), "kim");
        assert_eq!(fold("مُحَمَّد", 99), "محمد");
        assert_eq!(fold("김정은", 99), "김정은");
    }
}
