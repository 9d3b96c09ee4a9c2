//! What a person's spreadsheet could hold: any bytes as a file, and any text as a name, phone or e-mail.
#![no_main]

use leadline_domain::table::{Home, Meanings, Reader, Table};
use leadline_domain::{Entity, check, email, phone, text};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    read_as_table(bytes);
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

/// A file is refused or read; a row that reads is a client that can be made.
fn read_as_table(bytes: &[u8]) {
    let Ok(table) = Table::open(bytes, None) else { return };
    let guessed = table.columns("TH").into_iter().filter_map(|column| Some((column.at, column.guess?.0.to_owned())));
    let mapping: BTreeMap<u32, String> = guessed.collect();
    let home = Home { country: "TH", utc_offset_minutes: 420 };
    let Ok(reader) = Reader::new(&table, &mapping, home, Meanings::default()) else { return };
    reader.said_words();
    for row in reader.rows() {
        if let Ok(client) = row.client {
            check::new_record(Entity::Client, &client.values).expect("what was read can be made");
        }
    }
}
