//! The rows that could not be read, as a CSV file to be put right and imported again.

use leadline_domain::check::FieldFault;
use leadline_domain::table::{BrokenCell, Row};
use std::collections::BTreeMap;

/// A row and everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct BrokenRow {
    /// As it stands in the file.
    pub row: Row,
    /// What is wrong.
    pub cells: Vec<BrokenCell>,
}

/// What is added to the rows, in the person's language.
pub struct Words<'a> {
    /// Header of the column with the line.
    pub line: &'a str,
    /// Header of the column with the reasons.
    pub reason: &'a str,
    /// What each fault is called.
    pub faults: &'a BTreeMap<FieldFault, String>,
}

/// The rows as CSV, with the line and the reasons in two more columns. Spreadsheets read it as UTF-8, and no cell of
/// it as a formula.
pub fn csv(headers: &[String], rows: &[BrokenRow], words: &Words<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![0xef, 0xbb, 0xbf]);
    writer
        .write_record(headers.iter().map(|header| harmless(header)).chain([words.line, words.reason].map(harmless)))?;
    for BrokenRow { row, cells } in rows {
        let width = headers.len().max(row.cells.len());
        let content = (0..width).map(|at| row.cells.get(at).map_or(String::new(), |cell| harmless(cell)));
        let reasons: Vec<String> = cells.iter().map(|cell| words.reason(cell)).collect();
        writer.write_record(content.chain([row.line.to_string(), harmless(&reasons.join("; "))]))?;
    }
    writer.into_inner().map_err(|fault| fault.into_error().into())
}

/// An apostrophe before what a spreadsheet would take for a formula. A phone or a number is none.
fn harmless(cell: &str) -> String {
    let number = || cell.chars().skip(1).all(|c| c.is_numeric() || " -.(),".contains(c));
    let formula = match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n') => true,
        Some('+' | '-') => !number(),
        _ => false,
    };
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

impl Words<'_> {
    fn reason(&self, cell: &BrokenCell) -> String {
        let fault = self.faults.get(&cell.fault).map(String::as_str).unwrap_or_default();
        format!("{}: {fault}", cell.header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_come_with_their_reason_and_no_cell_is_a_formula() {
        let cells = ["=cmd|' /C calc'!A0", "+66 81 555 01", "-2+3+cmd|x", "@sum", "สมชัย"];
        let row = Row { line: 7, cells: cells.map(str::to_owned).into() };
        let wrong = BrokenCell { header: "Phone".into(), value: "+66 81 555 01".into(), fault: FieldFault::NotAPhone };
        let headers = ["=Name", "Phone", "C", "D", "E"].map(str::to_owned);
        let faults = [(FieldFault::NotAPhone, "ไม่ใช่เบอร์โทรศัพท์".to_owned())].into();
        let words = Words { line: "บรรทัด", reason: "สาเหตุ", faults: &faults };
        let file = csv(&headers, &[BrokenRow { row, cells: vec![wrong] }], &words).unwrap();
        let text = String::from_utf8(file).unwrap();
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "'=Name,Phone,C,D,E,บรรทัด,สาเหตุ");
        let expected = "'=cmd|' /C calc'!A0,+66 81 555 01,'-2+3+cmd|x,'@sum,สมชัย,7,Phone: ไม่ใช่เบอร์โทรศัพท์";
        assert_eq!(lines[1], expected);
    }
}
