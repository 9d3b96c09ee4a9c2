//! What a person's spreadsheet could hold: names, phones and e-mail in any bytes.
#![no_main]

use leadline_domain::{email, phone, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let typed = String::from_utf8_lossy(bytes);
    if let Some(number) = phone::to_e164(&typed, "TH") {
        assert!(phone::is_e164(&number));
    }
    if let Some(address) = email::normalise(&typed) {
        assert_eq!(email::normalise(&address).as_deref(), Some(address.as_str()));
    }
    let searchable = text::searchable(&typed);
    assert_eq!(text::searchable(&searchable), searchable);
    let _ = text::sort_key(&typed);
    let _ = text::initials(&typed);
});
