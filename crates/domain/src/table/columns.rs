//! Which column holds which field: by the words of its header, else by what its cells look like.

use super::Row;
use super::headers::HEADERS;
use crate::{email, phone, text};

/// One column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Place in the file, from 0.
    pub at: u32,
    /// The header as written.
    pub header: String,
    /// First values that are not empty, at most 3.
    pub sample: Vec<String>,
    /// The field it seems to hold, and how that was found.
    pub guess: Option<(&'static str, FoundBy)>,
}

/// How a column's field was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// By the header's words.
    Header,
    /// By what the cells look like.
    Content,
}

/// Letters, digits and marks of a text in searchable form, without spaces and punctuation.
pub(super) fn plain(raw: &str) -> String {
    let mark = unicode_normalization::char::is_combining_mark;
    text::searchable(raw).chars().filter(|c| c.is_alphanumeric() || mark(*c) || "✓✔".contains(*c)).collect()
}

/// Whether a first row names columns rather than being a client already.
pub(super) fn are_headers(first: &[String]) -> bool {
    let is_content = |cell: &String| email::normalise(cell).is_some() || looks_dialled(cell);
    let is_header = |cell: &String| by_header(cell).is_some();
    !first.iter().any(is_content) || first.iter().filter(|cell| is_header(cell)).count() * 2 > first.len()
}

/// Spreadsheet letters of a column: `A`, `B`, …, `Z`, `AA`.
pub(super) fn letters(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    if at < 26 { last.to_string() } else { format!("{}{last}", letters(at / 26 - 1)) }
}

pub(super) fn guess(headers: &[String], rows: &[Row], country: &str) -> Vec<Column> {
    let mut taken: Vec<&'static str> = Vec::new();
    let mut columns: Vec<Column> = headers
        .iter()
        .enumerate()
        .map(|(at, header)| Column {
            at: at as u32,
            header: header.clone(),
            sample: cells(rows, at).take(3).map(|cell| cell.chars().take(200).collect()).collect(),
            guess: by_header(header).and_then(|field| free(field, &mut taken)).map(|field| (field, FoundBy::Header)),
        })
        .collect();
    for column in columns.iter_mut().filter(|column| column.guess.is_none()) {
        column.guess = by_content(rows, column.at as usize, country)
            .and_then(|field| free(field, &mut taken))
            .map(|field| (field, FoundBy::Content));
    }
    columns
}

/// The field for the next column of this kind: names and addresses may be spread over several columns, a second phone
/// column is the second phone, and any other field is held by one column.
fn free(field: &'static str, taken: &mut Vec<&'static str>) -> Option<&'static str> {
    let field = match field {
        "phone" if taken.contains(&"phone") => "phone2",
        other => other,
    };
    let joined = super::reading::joins(field);
    if taken.contains(&field) && !joined {
        return None;
    }
    taken.push(field);
    Some(field)
}

/// The field a header means: the header is one of its words, or contains one, the longest deciding.
fn by_header(header: &str) -> Option<&'static str> {
    let said = plain(header);
    let words =
        || HEADERS.iter().flat_map(|(field, words)| words.iter().map(move |word| (*field, text::searchable(word))));
    let exact = words().find(|(_, word)| *word == said);
    let within = || {
        words()
            .filter(|(_, word)| word.chars().count() >= 4 && said.contains(word.as_str()))
            .max_by_key(|(_, word)| word.chars().count())
    };
    exact.or_else(within).map(|(field, _)| field)
}

/// The field that most cells of a column look like.
fn by_content(rows: &[Row], at: usize, country: &str) -> Option<&'static str> {
    let all = cells(rows, at).count();
    let mostly =
        |fits: &dyn Fn(&str) -> bool| all > 0 && cells(rows, at).filter(|cell| fits(cell)).count() * 10 >= all * 6;
    if mostly(&|cell| email::normalise(cell).is_some()) {
        Some("email")
    } else if mostly(&|cell| looks_dialled(cell) && phone::to_e164(cell, country).is_some()) {
        Some("phone")
    } else {
        None
    }
}

/// Digits as on a telephone, and enough of them: a row number or a year is none.
fn looks_dialled(cell: &str) -> bool {
    let digits = cell.chars().filter(|c| text::ascii_digit(*c).is_ascii_digit()).count();
    let dialled = |c: char| text::ascii_digit(c).is_ascii_digit() || " -.()+".contains(c);
    (9..=15).contains(&digits) && cell.trim().chars().all(dialled)
}

fn cells(rows: &[Row], at: usize) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(move |row| row.cells.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(csv: &str) -> Vec<Option<(&'static str, FoundBy)>> {
        let table = super::super::Table::open(csv.as_bytes(), None).unwrap();
        table.columns("TH").into_iter().map(|column| column.guess).collect()
    }

    #[test]
    fn headers_of_both_languages_find_their_fields() {
        for (header, field) in [
            ("ชื่อ", Some("name")),
            ("ชื่อ - นามสกุล", Some("name")),
            ("บริษัท", Some("company_name")),
            ("ชื่อบริษัท (ไทย)", Some("company_name")),
            ("เบอร์โทร", Some("phone")),
            ("มือถือ", Some("phone")),
            ("เบอร์โทรศัพท์มือถือ *", Some("phone")),
            ("อีเมล์", Some("email")),
            ("E-Mail Address", Some("email")),
            ("ที่อยู่", Some("address")),
            ("แหล่งที่มา", Some("source")),
            ("สถานะ", Some("lifecycle_stage")),
            ("ความสนใจ", Some("lead_quality")),
            ("ประเภทลูกค้า", Some("client_type")),
            ("Company Name (EN)", Some("company_name")),
            ("Mobile Phone", Some("phone")),
            ("Lead Source", Some("source")),
            ("NAME", Some("name")),
            ("หมายเหตุ", None),
            ("", None),
        ] {
            assert_eq!(by_header(header), field, "{header}");
        }
    }

    #[test]
    fn no_header_word_belongs_to_two_fields() {
        let mut all: Vec<_> = HEADERS.iter().flat_map(|(_, words)| words.iter().map(|word| plain(word))).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(HEADERS.iter().all(|(_, words)| words.iter().all(|word| plain(word) == text::searchable(word))));
    }

    #[test]
    fn a_second_phone_column_is_the_second_phone_and_a_third_is_none() {
        let header = Some(FoundBy::Header);
        let found = fields("ชื่อ,นามสกุล,มือถือ,เบอร์โทร,โทรศัพท์,email,e-mail\nก,ข,1,2,3,4,5\n");
        let expected = [Some("name"), Some("name"), Some("phone"), Some("phone2"), None, Some("email"), None];
        assert_eq!(found, expected.map(|field| field.zip(header)));
    }

    #[test]
    fn contents_speak_where_headers_do_not() {
        let found = fields("id,who,x,y\n1,สมชัย,081 555 0142,a@b.example\n2,Anong,๐๘๑-๕๕๕-๐๑๔๓,\n3,Ben,-,c@d.example\n");
        assert_eq!(found, [None, None, Some(("phone", FoundBy::Content)), Some(("email", FoundBy::Content))]);
    }

    #[test]
    fn columns_count_like_a_spreadsheet() {
        let named = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
