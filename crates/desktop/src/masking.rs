//! Takes out of a line what looks like a telephone number, an address or a token. Lines name nobody by rule; this is for
//! the day a rule is broken, and for what other people's libraries say.

/// From this many digits on, a run of them may be somebody's telephone number.
const DIGITS_OF_A_NUMBER: usize = 7;
/// An id has 36 letters; a longer word may be a token.
const LONGEST_WORD: usize = 40;

/// The text without them.
pub fn masked(text: &str) -> String {
    text.split_inclusive(ends_a_word)
        .map(|piece| {
            let word = piece.trim_end_matches(ends_a_word);
            // A field of a line, or a link, is judged by its value.
            let value = word.rsplit(['=', ':']).next().unwrap_or(word);
            match mask(word, value) {
                None => piece.to_owned(),
                Some(mask) => format!("{}{mask}{}", &word[..word.len() - value.len()], &piece[word.len()..]),
            }
        })
        .collect()
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
        () if like_a_number && digits >= DIGITS_OF_A_NUMBER => Some("(number)"),
        () if value.split('/').any(like_a_token) => Some("(token)"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_helps_to_find_a_fault_stays() {
        for line in [
            "2026-11-21T10:42:31.123456Z  WARN leadline_desktop::dispatch: refused name=\"sign_in\" code=Offline ms=412\n",
            "call 0198c0de-0000-7000-8000-00000000c11e ended",
            "/usr/lib/leadline/liblivekit_ffi.so: undefined symbol: livekit_ffi_initialize",
            "tcp connect error: Connection refused (os error 111)",
            "ปลดล็อกที่เก็บกุญแจ",
        ] {
            assert_eq!(masked(line), line);
        }
    }
}
