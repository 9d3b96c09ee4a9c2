//! Telephone numbers: kept as E.164, typed and shown as people write them.

use phonenumber::Mode;
use phonenumber::country::Id as Country;

/// Reads a number as a person in `country` (ISO 3166 alpha-2, such as "TH") would write it, with Thai digits, spaces
/// and dashes, and returns it in E.164. `None` if no such number can exist there.
pub fn to_e164(raw: &str, country: &str) -> Option<String> {
    let digits: String = raw.chars().map(crate::text::ascii_digit).collect();
    let home: Country = country.parse().ok()?;
    let number = phonenumber::parse(Some(home), digits.trim()).ok()?;
    // E.164 has no room for an extension, and dropping it silently would lose it.
    let whole = number.is_valid() && number.extension().is_none();
    let e164 = whole.then(|| number.format().mode(Mode::E164).to_string())?;
    is_e164(&e164).then_some(e164)
}

/// Whether the text already is a possible E.164 number: `+`, then 8 to 15 digits.
pub fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (raw, expected) in [
            ("081 555 0142", Some("+66815550142")),
            ("๐๘๑-๕๕๕-๐๑๔๒", Some("+66815550142")),
            ("+66 81 555 0142", Some("+66815550142")),
            ("02 123 4567", Some("+6621234567")),
            ("+44 20 7946 0958", Some("+442079460958")),
            ("12", None),
            ("081 555 0142 ext. 7", None),
            ("call me", None),
            ("", None),
        ] {
            let found = to_e164(raw, "TH");
            assert_eq!(found.as_deref(), expected, "{raw:?}");
            assert!(found.is_none_or(|e164| is_e164(&e164)));
        }
    }
}
