//! Clients from a CSV file: bytes to text, text to rows, columns to fields, cells to values. The desktop and the
//! server import by these same rules.
//!
//! Nothing in a file is lost in silence: a cell that cannot be read breaks its row, and a broken row carries its line,
//! the header, the content and the fault.

mod choice;
mod columns;
mod date;
mod encoding;
mod headers;
mod meaning;
mod reading;

pub use columns::{Column, FoundBy};
pub use encoding::Encoding;
pub use meaning::{Meanings, SaidWord, SaidWords, choices, is_choice};
pub use reading::{BrokenCell, Home, IMPORTABLE, MappingFault, ReadClient, ReadRow, Reader, Seen, joins};

/// Largest file that is read, in bytes.
pub const FILE_MAX_BYTES: usize = 256 * 1024 * 1024;
/// Most rows below the header.
pub const MAX_ROWS: u32 = 1_000_000;
/// Largest cell that is read, in bytes; a longer one is a quotation mark that never closes.
pub const CELL_MAX_BYTES: usize = 10 * 1024 * 1024;
/// Most columns.
pub const MAX_COLUMNS: usize = 500;

/// How many rows are looked at to tell the delimiter and what a column holds.
const SAMPLE_ROWS: usize = 200;

/// Why a file cannot be read as a table at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// Nothing but white space in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`FILE_MAX_BYTES`].
    #[error("the file is too large")]
    FileTooLarge,
    /// More than [`MAX_ROWS`].
    #[error("the file has too many rows")]
    TooManyRows,
    /// More than [`MAX_COLUMNS`].
    #[error("line {line} has too many columns")]
    TooManyColumns {
        /// Where.
        line: u32,
    },
    /// More than [`CELL_MAX_BYTES`].
    #[error("a cell in line {line} is too long")]
    CellTooLong {
        /// Where its row begins.
        line: u32,
    },
}

/// A file read as a table.
#[derive(Clone, Debug)]
pub struct Table {
    text: String,
    encoding: Encoding,
    doubtful: bool,
    delimiter: u8,
    headers: Vec<String>,
    named: bool,
    row_count: u32,
}

/// One row as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of its first character, from 1, counted as an editor does.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads `bytes` as `encoding`, or as what they seem to be.
    pub fn open(bytes: &[u8], encoding: Option<Encoding>) -> Result<Self, TableFault> {
        if bytes.len() > FILE_MAX_BYTES {
            return Err(TableFault::FileTooLarge);
        }
        let (text, encoding, doubtful) = encoding::decode(bytes, encoding);
        let (text, declared) = without_separator_line(text);
        let delimiter = declared.unwrap_or_else(|| sniff_delimiter(&text));
        let mut table = Self { text, encoding, doubtful, delimiter, headers: Vec::new(), named: false, row_count: 0 };
        table.measure()?;
        Ok(table)
    }

    /// Walks the whole file once, so that every limit is known to hold before a row is handed out.
    fn measure(&mut self) -> Result<(), TableFault> {
        let mut count = 0;
        let mut first = None;
        for row in self.all_rows() {
            if row.cells.len() > MAX_COLUMNS {
                return Err(TableFault::TooManyColumns { line: row.line });
            }
            if row.cells.iter().any(|cell| cell.len() > CELL_MAX_BYTES) {
                return Err(TableFault::CellTooLong { line: row.line });
            }
            count += 1;
            if count > MAX_ROWS + 1 {
                return Err(TableFault::TooManyRows);
            }
            first.get_or_insert(row.cells);
        }
        let first = first.ok_or(TableFault::Empty)?;
        self.named = columns::are_headers(&first);
        self.row_count = count - u32::from(self.named);
        self.headers = if self.named {
            first.iter().map(|header| header.trim().to_owned()).collect()
        } else {
            (0..first.len()).map(columns::letters).collect()
        };
        if self.row_count > MAX_ROWS { Err(TableFault::TooManyRows) } else { Ok(()) }
    }

    /// How the bytes were read.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether some bytes made no sense in that encoding.
    pub fn encoding_doubtful(&self) -> bool {
        self.doubtful
    }

    /// What stands between two cells.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// The first row, or `A`, `B`, `C` … if the first row already is a client.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// How many rows follow the header.
    pub fn row_count(&self) -> u32 {
        self.row_count
    }

    /// The rows below the header. Rows without any content are passed over.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.all_rows().skip(usize::from(self.named))
    }

    /// The columns with what they seem to hold, for phones written at home in `country`.
    pub fn columns(&self, country: &str) -> Vec<Column> {
        let sample: Vec<Row> = self.rows().take(SAMPLE_ROWS).collect();
        columns::guess(&self.headers, &sample, country)
    }

    fn all_rows(&self) -> impl Iterator<Item = Row> + '_ {
        rows_of(&self.text, self.delimiter)
    }
}

/// Rows of `text` with any content, with their lines.
fn rows_of(text: &str, delimiter: u8) -> impl Iterator<Item = Row> + '_ {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut counted_to, mut line) = (0, 1);
    std::iter::from_fn(move || {
        loop {
            let begun = reader.position().byte() as usize;
            let more = reader.read_record(&mut record).expect("text in memory is read whole and is UTF-8");
            if !more {
                return None;
            }
            // The reader passes over empty lines before a record, and its own count knows no lone carriage return.
            let blank = text[begun..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            line += line_ends(&text.as_bytes()[counted_to..begun + blank]);
            counted_to = begun + blank;
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Row { line, cells: record.iter().map(str::to_owned).collect() });
            }
        }
    })
}

fn line_ends(bytes: &[u8]) -> u32 {
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    u32::try_from(ends.count()).unwrap_or(u32::MAX)
}

/// Spreadsheets may write `sep=;` as a first line; it is blanked rather than removed so that lines keep their numbers.
fn without_separator_line(text: String) -> (String, Option<u8>) {
    let first = text.lines().next().unwrap_or_default();
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[delimiter @ (b',' | b';' | b'\t')]) => {
            let rest = text[first.len()..].to_owned();
            (rest, Some(delimiter))
        }
        _ => (text, None),
    }
}

/// The delimiter that cuts the first rows into the most alike pieces, and of those the one that makes most pieces.
fn sniff_delimiter(text: &str) -> u8 {
    let mut end = text.len().min(256 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let score = |delimiter: u8| {
        let widths: Vec<usize> =
            rows_of(&text[..end], delimiter).take(SAMPLE_ROWS).map(|row| row.cells.len()).collect();
        let header = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == header).count();
        (header > 1).then(|| (alike * 1000 / widths.len(), header))
    };
    [b',', b';', b'\t']
        .into_iter()
        .filter_map(|delimiter| Some((score(delimiter)?, delimiter)))
        .max_by_key(|(score, delimiter)| (*score, std::cmp::Reverse(*delimiter)))
        .map_or(b',', |(_, delimiter)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn open(text: &str) -> Table {
        Table::open(text.as_bytes(), None).unwrap()
    }

    #[test]
    fn the_delimiter_is_found_even_when_others_stand_in_the_cells() {
        for (text, delimiter) in [
            ("name,phone\nAnong,1\n", ','),
            ("name;address\nAnong;\"1, Silom Rd, Bangkok\"\nBen;2, Sathorn Rd\n", ';'),
            ("name\tcompany\nAnong\tSiam; Co, Ltd\n", '\t'),
            ("sep=;\nname;a,b,c\nx;y\n", ';'),
            ("name\nAnong\n", ','),
        ] {
            assert_eq!(open(text).delimiter(), delimiter, "{text:?}");
        }
    }

    #[test]
    fn lines_are_those_an_editor_shows() {
        let table = open("name,address\r\n\r\nAnong,\"1 Silom\r\nBangkok\"\r\n,\r\nBen,x\r\n");
        let rows: Vec<_> = table.rows().map(|row| (row.line, row.cells[0].clone())).collect();
        assert_eq!(rows, [(3, "Anong".to_owned()), (6, "Ben".to_owned())]);
        assert_eq!(table.row_count(), 2);
        let old_mac = open("name,phone\rAnong,1\rBen,2\r");
        assert_eq!(old_mac.rows().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
        let declared = open("sep=;\r\nname;phone\r\nAnong;1\r\n");
        assert_eq!(declared.headers(), ["name", "phone"]);
        assert_eq!(declared.rows().map(|row| row.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_file_without_a_header_row_keeps_its_first_client() {
        let table = open("สมชัย ใจดี,081 555 0142\nAnong,0815550143\n");
        assert_eq!(table.headers(), ["A", "B"]);
        assert_eq!(table.row_count(), 2);
    }

    #[test]
    fn limits_are_named() {
        assert_eq!(Table::open(b" \r\n \n", None).unwrap_err(), TableFault::Empty);
        assert_eq!(Table::open(b"", None).unwrap_err(), TableFault::Empty);
        let wide = format!("name{}\n", ",x".repeat(MAX_COLUMNS));
        assert_eq!(Table::open(wide.as_bytes(), None).unwrap_err(), TableFault::TooManyColumns { line: 1 });
        let open_quote = format!("name,phone\nAnong,\"{}", "x\n".repeat(CELL_MAX_BYTES / 2 + 1));
        assert_eq!(Table::open(open_quote.as_bytes(), None).unwrap_err(), TableFault::CellTooLong { line: 2 });
        let long = format!("name\n{}", "x\n".repeat(MAX_ROWS as usize + 1));
        assert_eq!(Table::open(long.as_bytes(), None).unwrap_err(), TableFault::TooManyRows);
        assert_eq!(Table::open(&vec![b'x'; FILE_MAX_BYTES + 1], None).unwrap_err(), TableFault::FileTooLarge);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_a_named_fault(bytes in prop::collection::vec(any::<u8>(), 0..400), forced in 0usize..7) {
            if let Ok(table) = Table::open(&bytes, Encoding::ALL.get(forced).copied()) {
                prop_assert_eq!(table.rows().count(), table.row_count() as usize);
                for column in table.columns("TH") {
                    prop_assert!((column.at as usize) < table.headers().len());
                }
            }
        }

        #[test]
        fn quoted_cells_come_back_as_they_were(
            rows in prop::collection::vec(prop::collection::vec("[ก-๙a-z0-9,;\"\n\t ]{0,12}", 3), 1..12),
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            writer.write_record(["name", "company", "address"]).unwrap();
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let table = Table::open(&writer.into_inner().unwrap(), None).unwrap();
            let expected: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
            prop_assert_eq!(table.rows().map(|row| row.cells).collect::<Vec<_>>(), expected);
        }
    }
}
