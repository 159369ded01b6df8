//! Arabic script (Arabic, Persian, Urdu, Pashto). Short vowels are not written: what comes out is compared by
//! its consonants, save for the commonest names, which are known whole.

fn letter(c: char) -> &'static str {
    match c {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' | 'ة' => "a",
        'ب' => "b",
        'ت' | 'ط' | 'ٹ' | 'ټ' => "t",
        'ث' => "th",
        'ج' => "j",
        'ح' | 'ه' | 'ھ' | 'ہ' | 'ۀ' => "h",
        'خ' => "kh",
        'د' | 'ض' | 'ڈ' | 'ډ' => "d",
        'ذ' => "dh",
        'ر' | 'ڑ' | 'ړ' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' | 'ښ' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ك' | 'ک' | 'ګ' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' | 'ڼ' => "n",
        'و' | 'ؤ' => "w",
        'ي' | 'ی' | 'ئ' | 'ې' | 'ۍ' | 'ے' => "y",
        'پ' => "p",
        'چ' | 'څ' => "ch",
        'ځ' => "z",
        _ => "",
    }
}

/// Names so common that a reader supplies the vowels.
const WHOLE: &[(&str, &str)] = &[
    ("محمد", "muhammad"),
    ("احمد", "ahmad"),
    ("أحمد", "ahmad"),
    ("علي", "ali"),
    ("على", "ali"),
    ("علی", "ali"),
    ("حسن", "hasan"),
    ("حسين", "husayn"),
    ("حسین", "husayn"),
    ("عبد", "abd"),
    ("الله", "allah"),
    ("بن", "bin"),
    ("ابن", "ibn"),
    ("أبو", "abu"),
    ("ابو", "abu"),
    ("عمر", "umar"),
    ("خالد", "khalid"),
    ("محمود", "mahmud"),
    ("مصطفى", "mustafa"),
    ("ابراهيم", "ibrahim"),
    ("إبراهيم", "ibrahim"),
    ("يوسف", "yusuf"),
    ("صالح", "salih"),
    ("سعيد", "said"),
    ("كريم", "karim"),
    ("رحمن", "rahman"),
    ("الرحمن", "alrahman"),
    ("عثمان", "uthman"),
    ("طارق", "tariq"),
    ("فاطمة", "fatima"),
];

/// An Arabic-script word in Latin letters; the article stays in front of its word.
pub fn latin(text: &str) -> String {
    if let Some((_, known)) = WHOLE.iter().find(|(w, _)| *w == text) {
        return (*known).into();
    }
    text.chars().map(letter).collect()
}

/// The word after the article, where one stands in front.
pub fn without_article(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("ال")?;
    (rest.chars().count() >= 3 && text != "الله").then_some(rest)
}
