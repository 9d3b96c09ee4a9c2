//! E-mail addresses, as far as a contact field needs them.

/// Trims and lower-cases an address. Returns `None` if it is not one: exactly one `@`, something before it, a dotted
/// name after it, no spaces or control characters, at most 254 characters (RFC 5321 section 4.5.3.1).
pub fn normalise(raw: &str) -> Option<String> {
    let address = raw.trim().to_lowercase();
    let (local, host) = address.split_once('@')?;
    let host_is_dotted = host.split('.').count() >= 2
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || unicode_mark(c))
        });
    let clean = |part: &str| !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\"[]\\@".contains(c));
    let local_fits =
        !local.is_empty() && local.len() <= 64 && clean(local) && !local.starts_with('.') && !local.ends_with('.');
    (local_fits && host_is_dotted && address.len() <= 254).then_some(address)
}

/// Thai and other scripts write vowels as combining marks, which are not alphanumeric to Unicode.
fn unicode_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn addresses() {
        for (raw, expected) in [
            (" Daniel@Harbourside.Example ", Some("daniel@harbourside.example")),
            ("a.b+c@x.co.th", Some("a.b+c@x.co.th")),
            ("สมชาย@บริษัท.ไทย", Some("สมชาย@บริษัท.ไทย")),
            ("no-at.example", None),
            ("two@@x.example", None),
            ("a@nodot", None),
            ("a b@x.example", None),
            ("a@x.example\r\nBcc: b@y.example", None),
            (".a@x.example", None),
            ("@x.example", None),
            ("", None),
        ] {
            assert_eq!(normalise(raw).as_deref(), expected, "{raw:?}");
        }
    }
}
