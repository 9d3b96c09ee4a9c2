//! Text as it is searched, sorted and stored: one set of rules for the device and the server, Thai and Latin alike.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Thai digits become ASCII digits; everything else stays.
pub fn ascii_digit(c: char) -> char {
    match c {
        '๐'..='๙' => char::from(b'0' + (c as u32 - '๐' as u32) as u8),
        _ => c,
    }
}

/// The searchable form of a text: lower case, compatibility forms unified, SARA AM decomposed, tone marks in one
/// order, zero-width characters gone, Thai digits as ASCII, runs of white space as one space.
pub fn searchable(raw: &str) -> String {
    // SARA AM is the one common Thai letter that is not in normal form.
    let decomposed = raw.contains('\u{0e33}').then(|| raw.replace('\u{0e33}', "\u{0e4d}\u{0e32}"));
    let raw = decomposed.as_deref().unwrap_or(raw);
    // Most text is in normal form then, and asking costs far less than making it so.
    match is_nfkc_quick(raw.chars()) {
        IsNormalized::Yes => plain(raw.len(), raw.chars()),
        IsNormalized::No | IsNormalized::Maybe => plain(raw.len(), raw.nfkc()),
    }
}

fn plain(size: usize, normal: impl Iterator<Item = char>) -> String {
    let mut plain = String::with_capacity(size);
    let mut space = false;
    for c in normal.flat_map(char::to_lowercase) {
        match c {
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => continue,
            c if c.is_whitespace() => {
                space = !plain.is_empty();
                continue;
            }
            _ => {}
        }
        if std::mem::take(&mut space) {
            plain.push(' ');
        }
        plain.push(ascii_digit(c));
    }
    if plain.contains('\u{0e4d}') { order_thai_marks(&plain) } else { plain }
}

/// Writers type a tone mark before or after NIKHAHIT; both look the same, so both become NIKHAHIT first.
fn order_thai_marks(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for at in 1..chars.len() {
        if chars[at] == '\u{0e4d}' && ('\u{0e48}'..='\u{0e4b}').contains(&chars[at - 1]) {
            chars.swap(at - 1, at);
        }
    }
    chars.into_iter().collect()
}

/// The searchable text of a client: name, company, e-mail and phones. A phone is found as dialled at home
/// ("0815550142") and abroad ("66815550142"), with whatever spaces the searcher types removed by [`search_term`].
pub fn of_client(name: &str, company: &str, email: &str, phone: &str, phone2: &str) -> String {
    join(searchable(name), &searchable(company), email, phone, phone2)
}

/// As [`of_client`], with the [`sort_key`]s of name and company before it: each text is read once for both.
pub fn keys_of_client(name: &str, company: &str, email: &str, phone: &str, phone2: &str) -> [String; 3] {
    let (name, company) = (searchable(name), searchable(company));
    let (name_key, company_key) = (key_of(&name), key_of(&company));
    [name_key, company_key, join(name, &company, email, phone, phone2)]
}

/// Joins texts that are searchable already with those that are not.
fn join(name: String, company: &str, email: &str, phone: &str, phone2: &str) -> String {
    let mut all = name;
    for part in [company, &searchable(email)] {
        if !part.is_empty() {
            all.push('\n');
            all.push_str(part);
        }
    }
    for number in [phone, phone2] {
        if let Some(digits) = number.strip_prefix('+') {
            all.push('\n');
            all.push_str(digits);
            if let Some(home) = digits.strip_prefix("66") {
                all.push_str("\n0");
                all.push_str(home);
            }
        }
    }
    all
}

/// What a person typed into a search box, in searchable form. Something that is only digits, spaces, dashes, dots,
/// brackets and a plus is a phone number, and only its digits count.
pub fn search_term(typed: &str) -> String {
    let term = searchable(typed);
    let phone_like =
        term.chars().any(|c| c.is_ascii_digit()) && term.chars().all(|c| c.is_ascii_digit() || " -.()+".contains(c));
    if phone_like { term.chars().filter(char::is_ascii_digit).collect() } else { term }
}

/// A key whose byte order is the order people expect: Thai leading vowels sort after their consonant, tone marks
/// count last, Latin ignores case.
pub fn sort_key(raw: &str) -> String {
    key_of(&searchable(raw))
}

fn key_of(searchable: &str) -> String {
    let mut key = String::with_capacity(searchable.len() + 8);
    let mut marks = String::new();
    let mut leading = None;
    for c in searchable.chars() {
        match c {
            'เ'..='ไ' => {
                if let Some(vowel) = leading.replace(c) {
                    key.push(vowel);
                }
            }
            '\u{0e47}'..='\u{0e4c}' => marks.push(c),
            _ => {
                key.push(c);
                if let Some(vowel) = leading.take() {
                    key.push(vowel);
                }
            }
        }
    }
    key.extend(leading);
    if !marks.is_empty() {
        key.push('\u{1}');
        key.push_str(&marks);
    }
    key
}

/// Up to two letters for an avatar: the first letters of the first two words, passing over Thai leading vowels.
pub fn initials(name: &str) -> String {
    let thai = |c: char| ('\u{0e00}'..='\u{0e7f}').contains(&c);
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric() && !('เ'..='ไ').contains(c));
    let mut letters = name.split_whitespace().filter_map(letter);
    match letters.next() {
        None => String::new(),
        Some(first) if thai(first) => first.to_string(),
        Some(first) => first.to_uppercase().chain(letters.next().into_iter().flat_map(char::to_uppercase)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_ways_to_write_the_same_thai_are_one() {
        assert_eq!(searchable("น้ำ"), searchable("น\u{0e49}\u{0e4d}\u{0e32}"));
        assert_eq!(searchable("น้ำ"), searchable("น\u{0e4d}\u{0e49}\u{0e32}"));
        assert_eq!(searchable("  ABC\u{200b}  ๑๒๓ "), "abc 123");
    }

    #[test]
    fn a_phone_is_found_however_it_is_typed() {
        let stored = of_client("สมชัย", "", "", "+66815550142", "");
        for typed in ["081 555 0142", "081-555", "+66 81 555 0142", "๐๘๑๕๕๕"] {
            assert!(stored.contains(&search_term(typed)), "{typed}");
        }
    }

    #[test]
    fn thai_sorts_by_consonant_first() {
        let mut names = ["เกษม", "ขจร", "กานดา", "แก้ว", "คมสัน", "Anong", "ก้อง"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Anong", "ก้อง", "กานดา", "เกษม", "แก้ว", "ขจร", "คมสัน"]);
    }

    #[test]
    fn initials_pass_over_leading_vowels() {
        for (name, letters) in [("เฉลิมชัย บุญประเสริฐ", "ฉ"), ("Daniel Mercer", "DM"), ("", ""), ("priya", "P")]
        {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_for_text_in_normal_form_finds_what_the_long_way_does(raw in "[ก-๛a-zA-Zﬁéé ]{0,20}") {
            prop_assert_eq!(searchable(&raw), order_thai_marks(&plain(0, raw.nfkc())));
        }

        #[test]
        fn keys_made_together_are_those_made_one_by_one(texts in prop::array::uniform5("[ก-๛a-zA-Z \u{200b}]{0,20}")) {
            let [name, company, email, phone, phone2] = texts.each_ref().map(String::as_str);
            let together = keys_of_client(name, company, email, phone, phone2);
            prop_assert_eq!(together, [sort_key(name), sort_key(company), of_client(name, company, email, phone, phone2)]);
        }

        #[test]
        fn searchable_is_stable(raw in "\\PC{0,40}") {
            let once = searchable(&raw);
            prop_assert_eq!(searchable(&once), once);
        }

        #[test]
        fn sort_key_never_panics_and_keeps_length_bounded(raw in "[ก-๛a-zA-Z ]{0,40}") {
            prop_assert!(sort_key(&raw).len() <= raw.len() * 2 + 8);
        }
    }
}
