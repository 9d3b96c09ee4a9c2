//! Links that other programs hand over: what is a link of Leadline's and what is not. They come from anywhere, so the
//! reading is strict, knows no options and never does anything.

use crate::api::LinkFault;
use leadline_domain::Entity;
use uuid::Uuid;

/// Nobody writes a longer one by hand or by program.
const LONGEST: usize = 200;
/// The most digits a telephone number has.
const MOST_DIGITS: usize = 15;
/// With fewer it is a code of some network.
const FEWEST_DIGITS: usize = 3;

/// The records that have a page, or hang on one that has.
const RECORDS: [(&str, Entity); 4] =
    [("client", Entity::Client), ("contact", Entity::Contact), ("activity", Entity::Activity), ("note", Entity::Note)];

/// What a link means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The calls that were.
    Calls,
    /// The person's own activities.
    Activities,
    /// A record.
    Record(Entity, Uuid),
    /// A telephone number as it would be dialled: digits, perhaps behind a `+`.
    Number(String),
}

/// Whether this word of a command line is meant as a link, well made or not.
pub fn is_meant(word: &str) -> bool {
    let scheme = word.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    word.contains("://") || scheme.is_some_and(|scheme| ["leadline", "tel", "callto"].contains(&scheme.as_str()))
}

/// Reads a link.
///
/// # Errors
/// Why it is none of Leadline's or not well made.
pub fn read(text: &str) -> Result<Link, LinkFault> {
    if text.len() > LONGEST {
        return Err(LinkFault::TooLong);
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(LinkFault::Letters);
    }
    let (scheme, rest) = text.split_once(':').ok_or(LinkFault::Scheme)?;
    match scheme.to_ascii_lowercase().as_str() {
        "leadline" => place(rest.strip_prefix("//").unwrap_or(rest)),
        "tel" => number(rest).ok_or(LinkFault::Number),
        "callto" => number(rest.strip_prefix("//").unwrap_or(rest)).ok_or(LinkFault::Number),
        _ => Err(LinkFault::Scheme),
    }
}

fn place(path: &str) -> Result<Link, LinkFault> {
    // Browsers put a slash behind what they take for the name of a computer.
    let path = path.strip_suffix('/').unwrap_or(path);
    match path {
        "calls" => return Ok(Link::Calls),
        "activities" => return Ok(Link::Activities),
        _ => {}
    }
    let (kind, id) = path.split_once('/').ok_or(LinkFault::Place)?;
    let (_, entity) = RECORDS.into_iter().find(|(word, _)| *word == kind).ok_or(LinkFault::Place)?;
    let written_out = id.len() == uuid::fmt::Hyphenated::LENGTH;
    let id = id.parse().ok().filter(|_| written_out).ok_or(LinkFault::Id)?;
    Ok(Link::Record(entity, id))
}

/// A number of RFC 3966. Its parameters say nothing about whose number it is.
fn number(text: &str) -> Option<Link> {
    let (dialled, _) = text.split_once(';').unwrap_or((text, ""));
    let dialled = dialled.replace("%20", "");
    let (plus, rest) = match dialled.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", dialled.as_str()),
    };
    let digits: String = rest.chars().filter(|letter| !matches!(letter, '-' | '.' | '(' | ')')).collect();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len());
    (is_number && fits).then(|| Link::Number(format!("{plus}{digits}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "0198c0de-0000-7000-8000-00000000c11e";

    #[test]
    fn links_to_records_and_places_are_read_as_programs_and_browsers_write_them() {
        let client = Ok(Link::Record(Entity::Client, ID.parse().unwrap()));
        for text in
            [format!("leadline:client/{ID}"), format!("leadline://client/{ID}"), format!("LEADLINE://client/{ID}/")]
        {
            assert_eq!(read(&text), client, "{text}");
        }
        assert_eq!(read(&format!("leadline:note/{ID}")), Ok(Link::Record(Entity::Note, ID.parse().unwrap())));
        assert_eq!(read("leadline://calls/"), Ok(Link::Calls));
        assert_eq!(read("leadline:activities"), Ok(Link::Activities));
    }

    #[test]
    fn numbers_are_read_as_pages_write_them() {
        for (text, number) in [
            ("tel:+66815550142", "+66815550142"),
            ("TEL:+66-81-555-0142", "+66815550142"),
            ("tel:(081)%20555.0142", "0815550142"),
            ("tel:+6625550100;ext=12;phone-context=example.com", "+6625550100"),
            ("callto:+66815550142", "+66815550142"),
            ("callto://+66815550142", "+66815550142"),
        ] {
            assert_eq!(read(text), Ok(Link::Number(number.to_owned())), "{text}");
        }
    }

    #[test]
    fn hostile_and_broken_links_are_refused_with_what_is_wrong_with_them() {
        for (text, fault) in [
            ("", LinkFault::Scheme),
            ("leadline", LinkFault::Scheme),
            ("javascript:alert(1)", LinkFault::Scheme),
            ("file:///etc/passwd", LinkFault::Scheme),
            ("https://example.com", LinkFault::Scheme),
            ("%6ceadline:calls", LinkFault::Scheme),
            ("leadline:", LinkFault::Place),
            ("leadline://", LinkFault::Place),
            ("leadline:client", LinkFault::Place),
            ("leadline:settings", LinkFault::Place),
            ("leadline://calls/..", LinkFault::Place),
            ("leadline:../client/0198c0de-0000-7000-8000-00000000c11e", LinkFault::Place),
            ("leadline:CLIENT/0198c0de-0000-7000-8000-00000000c11e", LinkFault::Place),
            ("leadline:sign_out/0198c0de-0000-7000-8000-00000000c11e", LinkFault::Place),
            ("leadline://evil@client/0198c0de-0000-7000-8000-00000000c11e", LinkFault::Place),
            ("leadline:javascript:alert(1)", LinkFault::Place),
            ("leadline:client/", LinkFault::Place),
            ("leadline:client/..", LinkFault::Id),
            ("leadline:client/..%2f..%2fsettings", LinkFault::Id),
            ("leadline:client/%30198c0de-0000-7000-8000-00000000c11e", LinkFault::Id),
            ("leadline:client/0198c0de000070008000000000000000", LinkFault::Id),
            ("leadline:client/{0198c0de-0000-7000-8000-00000000c11e}", LinkFault::Id),
            ("leadline://client/0198c0de-0000-7000-8000-00000000c11e?then=call", LinkFault::Id),
            ("leadline://client/0198c0de-0000-7000-8000-00000000c11e#x", LinkFault::Id),
            ("leadline:client/0198c0de-0000-7000-8000-00000000c11e%00", LinkFault::Id),
            ("leadline:client/0198c0de-0000-7000-8000-00000000c11e\n", LinkFault::Letters),
            ("leadline:client\0/0198c0de-0000-7000-8000-00000000c11e", LinkFault::Letters),
            ("tel:", LinkFault::Number),
            ("tel:12", LinkFault::Number),
            ("tel:*#06#", LinkFault::Number),
            ("tel:**21*0900123456#", LinkFault::Number),
            ("tel:+1+2345678", LinkFault::Number),
            ("tel:+66815550142%0d%0aDELETE", LinkFault::Number),
            ("tel:%2b66815550142", LinkFault::Number),
            ("tel:--data=/tmp", LinkFault::Number),
            ("tel:1234567890123456", LinkFault::Number),
            ("tel:+66 81 555 0142", LinkFault::Letters),
            ("tel:๐๘๑๕๕๕๐๑๔๒", LinkFault::Letters),
            ("callto:some.person", LinkFault::Number),
            ("callto:echo123?call", LinkFault::Number),
        ] {
            assert_eq!(read(text), Err(fault), "{text:?}");
        }
        assert_eq!(read(&format!("tel:{}", "1".repeat(LONGEST))), Err(LinkFault::TooLong));
    }

    #[test]
    fn words_that_look_like_links_are_meant_as_such_and_options_are_not() {
        for word in ["tel:191", "LEADLINE:", "callto://x", "https://example.com", "file:///etc/passwd"] {
            assert!(is_meant(word), "{word}");
        }
        for word in ["--hidden", "--data", "/home/mali/leads", "C:\\leads", "telephone", ""] {
            assert!(!is_meant(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_a_clean_number_a_record_or_refused(text in "(?s).{0,80}|(tel|callto|leadline):.{0,60}") {
            if let Ok(Link::Number(number)) = read(&text) {
                let digits = number.strip_prefix('+').unwrap_or(&number);
                prop_assert!((FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len()));
                prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }

        #[test]
        fn every_record_can_be_linked(id: [u8; 16], at in 0..RECORDS.len()) {
            let (word, entity) = RECORDS[at];
            let id = Uuid::from_bytes(id);
            prop_assert_eq!(read(&format!("leadline://{word}/{id}")), Ok(Link::Record(entity, id)));
        }
    }
}
