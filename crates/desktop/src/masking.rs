//! Takes out of a line what looks like a telephone number, an address or a token. Lines name nobody by rule; this is for
//! the day a rule is broken, and for what other people's libraries say.

use chrono::{Datelike, NaiveDate};

/// From this many digits on, a run of them may be somebody's telephone number.
const DIGITS_OF_A_NUMBER: usize = 7;
/// The same for digits in groups with spaces between them, where smaller numbers may stand beside each other by chance.
const DIGITS_IN_GROUPS: usize = 8;
const NUMBER: &str = "(number)";
/// An id has 36 letters; a longer word may be a token.
const LONGEST_WORD: usize = 40;

/// The text without them.
pub fn masked(text: &str) -> String {
    let pieces: Vec<&str> = text.split_inclusive(ends_a_word).collect();
    let mut told = String::with_capacity(text.len());
    let mut rest = &pieces[..];
    while let Some(piece) = rest.first() {
        let word = piece.trim_end_matches(ends_a_word);
        let before = &word[..word.len() - value_of(word).len()];
        if let Some((pieces, after)) = number_in_groups(rest) {
            told.extend([before, NUMBER, after]);
            rest = &rest[pieces..];
            continue;
        }
        match mask(word, value_of(word)) {
            None => told.push_str(piece),
            Some(mask) => told.extend([before, mask, &piece[word.len()..]]),
        }
        rest = &rest[1..];
    }
    told
}

/// A field of a line, or a link, is judged by its value.
fn value_of(word: &str) -> &str {
    word.rsplit(['=', ':']).next().unwrap_or(word)
}

/// A number such as 081 555 0142 that begins here: how many pieces it takes, and what follows it in the last of them.
fn number_in_groups<'a>(pieces: &[&'a str]) -> Option<(usize, &'a str)> {
    let (mut groups, mut digits, mut end) = (0, 0, None);
    for (at, piece) in pieces.iter().enumerate() {
        let word = piece.trim_end_matches(ends_a_word);
        // What closes a sentence is no part of it.
        let bare = word.trim_end_matches(['.', ':', '!']);
        let group = if at == 0 { first_group(bare) } else { bare };
        if !group.chars().all(|letter| letter.is_ascii_digit() || "+-()".contains(letter)) || is_a_day(group) {
            break;
        }
        match group.chars().filter(char::is_ascii_digit).count() {
            0 if at == 0 => return None,
            0 => {}
            more => {
                groups += 1;
                digits += more;
                end = Some((at + 1, &piece[bare.len()..]));
            }
        }
        let goes_on = piece[word.len()..].chars().all(|gap| gap.is_whitespace() && gap != '\n');
        if !goes_on || bare.len() != word.len() {
            break;
        }
    }
    end.filter(|_| groups > 1 && digits >= DIGITS_IN_GROUPS)
}

/// The value of a field, but not the seconds of a clock.
fn first_group(word: &str) -> &str {
    let value = value_of(word);
    let label = &word[..word.len() - value.len()];
    let clock = label.strip_suffix(':').is_some_and(|hours| hours.ends_with(|letter: char| letter.is_ascii_digit()));
    if clock { word } else { value }
}

/// Such as 2026-11-21, which is as long as a number.
fn is_a_day(word: &str) -> bool {
    NaiveDate::parse_from_str(word, "%Y-%m-%d").is_ok_and(|day| (1900..2200).contains(&day.year()))
}

fn ends_a_word(letter: char) -> bool {
    letter.is_whitespace() || "\"'`<>{}[],;&?|".contains(letter)
}

fn mask(word: &str, value: &str) -> Option<&'static str> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let like_a_number = value.chars().all(|letter| letter.is_ascii_digit() || "+-().".contains(letter));
    let like_a_token = |part: &str| {
        part.len() > LONGEST_WORD
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.+".contains(letter))
    };
    match () {
        () if word.contains('@') => Some("(address)"),
        () if like_a_number && !is_a_day(value) && digits >= DIGITS_OF_A_NUMBER => Some(NUMBER),
        () if value.split('/').any(like_a_token) => Some("(token)"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

    #[test]
    fn numbers_addresses_and_tokens_are_taken_out_wherever_they_stand() {
        let token = format!("{}.{}", "eyJhbGciOiJFZERTQSJ9", "c2VjcmV0c2VjcmV0c2VjcmV0");
        for (line, expected) in [
            ("to \"+66815550142\" now", "to \"(number)\" now".to_owned()),
            ("phone=081-555-0142\nnext", "phone=(number)\nnext".to_owned()),
            ("link=tel:+66815550142", "link=tel:(number)".to_owned()),
            ("from naphat@tawan.example, twice", "from (address), twice".to_owned()),
            (&format!("bearer {token}"), "bearer (token)".to_owned()),
            (
                &format!("wss://media.example/rtc?access_token={token}&sdk=rust"),
                "wss://media.example/rtc?access_token=(token)&sdk=rust".to_owned(),
            ),
        ] {
            assert_eq!(masked(line), expected);
        }
    }

    #[test]
    fn numbers_are_taken_out_in_groups_too() {
        for (line, expected) in [
            ("calls 081 555 0142 now", "calls (number) now"),
            ("calls +66 81 555 0142, twice", "calls (number), twice"),
            ("calls 081-555-0142.", "calls (number)"),
            ("phone=\"+66 (0)81 555 0142\"", "phone=\"(number)\""),
            ("tel:+66 81-555 0142\nnext", "tel:(number)\nnext"),
            ("phone=02 555 0142: gone", "phone=(number): gone"),
            ("of 081\u{a0}555\u{a0}0142!", "of (number)!"),
            ("081  555  0142", "(number)"),
            ("081 - 555 - 0142 - gone", "(number) - gone"),
            ("ติดต่อ 081 555 0142 ไม่ได้", "ติดต่อ (number) ไม่ได้"),
            ("+66 815550142 and 081 555 0142", "(number) and (number)"),
        ] {
            assert_eq!(masked(line), expected);
        }
    }

    /// A number as people write it: its digits in groups of two to four, with what they put between.
    fn written() -> impl Strategy<Value = String> {
        let gap =
            prop_oneof!["[ -]", proptest::strategy::Just("  ".to_owned()), proptest::strategy::Just(" - ".to_owned())];
        let group = ("[0-9]{2,4}", gap);
        (any::<bool>(), proptest::collection::vec(group, 4..6)).prop_map(|(abroad, groups)| {
            let number: String = groups.into_iter().flat_map(|(digits, gap)| [digits, gap]).collect();
            format!("{}{}", if abroad { "+" } else { "" }, number.trim_end_matches([' ', '-']))
        })
    }

    proptest! {
        #[test]
        fn of_a_number_nothing_is_left_however_it_is_written(number in written()) {
            prop_assert_eq!(masked(&format!("asked of {number} just now")), "asked of (number) just now");
            prop_assert_eq!(masked(&format!("phone=\"{number}\"")), "phone=\"(number)\"");
        }

        #[test]
        fn what_is_masked_stays_as_it_is(line in "[a-z0-9 +=:.@()\n-]{0,60}") {
            let once = masked(&line);
            prop_assert_eq!(masked(&once), once);
        }

        #[test]
        fn a_usual_line_is_left_alone(
            day in 0_i64..40_000, ms in 0_u32..1_000_000, rows in 0_u32..1_000_000, seconds in 0_u32..86_400,
        ) {
            let at = chrono::DateTime::from_timestamp(day * 86_400 + i64::from(seconds), ms * 1_000).unwrap();
            let day = at.date_naive();
            let clock = at.format("%H:%M:%S");
            let stamp = at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
            let line = format!(
                "{stamp}  INFO leadline_sync: at {day} {clock} took {ms} ms for {rows} rows ms={ms} rows={rows} {clock} {day}\n"
            );
            prop_assert!(masked(&line) == line, "{} of {line}", masked(&line));
        }
    }

    #[test]
    fn what_helps_to_find_a_fault_stays() {
        for line in [
            "2026-11-21T10:42:31.123456Z  WARN leadline_desktop::dispatch: refused name=\"sign_in\" code=Offline ms=412\n",
            "call 0198c0de-0000-7000-8000-00000000c11e ended",
            "/usr/lib/leadline/liblivekit_ffi.so: undefined symbol: livekit_ffi_initialize",
            "since 2026-11-21 10:42:31 on 2026-11-20 took 12.5 s of 1200 ms, rows=120 ms=4123 tries 3 of 10",
            "tcp connect error: Connection refused (os error 111)",
            "ปลดล็อกที่เก็บกุญแจ",
        ] {
            assert_eq!(masked(line), line);
        }
    }
}
