use super::*;
use crate::table::Encoding;
use proptest::prelude::*;

const HOME: Home<'static> = Home { country: "TH", utc_offset_minutes: 7 * 60 };

fn guessed(table: &Table) -> BTreeMap<u32, String> {
    table.columns("TH").into_iter().filter_map(|column| Some((column.at, column.guess?.0.to_owned()))).collect()
}

/// A client's named values, or header, content and fault of every broken cell.
type Reading = Result<BTreeMap<String, Value>, Vec<(String, String, FieldFault)>>;

fn read(csv: &str) -> Vec<Reading> {
    let table = Table::open(csv.as_bytes(), None).unwrap();
    let reader = Reader::new(&table, &guessed(&table), HOME, Meanings::default()).unwrap();
    let named =
        |broken: Vec<BrokenCell>| broken.into_iter().map(|cell| (cell.header, cell.value, cell.fault)).collect();
    reader.rows().map(|row| row.client.map(|client| client.values.into_iter().collect()).map_err(named)).collect()
}

fn one(header: &str, cell: &str) -> Reading {
    read(&format!("ชื่อ\t{header}\nก\t{cell}\n")).remove(0)
}

#[test]
fn the_same_clients_are_read_from_every_encoding() {
    let files: [(&[u8], Encoding); 7] = [
        (include_bytes!("../../../fixtures/clients-utf-8.csv"), Encoding::Utf8),
        (include_bytes!("../../../fixtures/clients-utf-8-mark.csv"), Encoding::Utf8),
        (include_bytes!("../../../fixtures/clients-utf-16le.csv"), Encoding::Utf16Le),
        (include_bytes!("../../../fixtures/clients-utf-16le-mark.csv"), Encoding::Utf16Le),
        (include_bytes!("../../../fixtures/clients-utf-16be.csv"), Encoding::Utf16Be),
        (include_bytes!("../../../fixtures/clients-utf-16be-mark.csv"), Encoding::Utf16Be),
        (include_bytes!("../../../fixtures/clients-windows-874.csv"), Encoding::Windows874),
    ];
    for (bytes, encoding) in files {
        let table = Table::open(bytes, None).unwrap();
        assert_eq!((table.encoding(), table.encoding_doubtful()), (encoding, false));
        let reader = Reader::new(&table, &guessed(&table), HOME, Meanings::default()).unwrap();
        let clients: Vec<(u32, BTreeMap<String, Value>)> =
            reader.rows().map(|row| (row.row.line, row.client.unwrap().values.into_iter().collect())).collect();
        assert_eq!(clients.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 5, 6], "{encoding:?}");
        let text = |at: usize, field: &str| clients[at].1.get(field).and_then(Value::as_text).unwrap_or("").to_owned();
        assert_eq!(text(0, "name"), "สมชัย ใจดี");
        assert_eq!(text(0, "address"), "12/3 ถนนสีลม\nกรุงเทพฯ 10500");
        assert_eq!((text(0, "lead_quality"), text(0, "client_type")), ("hot".into(), "lead".into()));
        assert_eq!((text(1, "phone"), text(1, "lifecycle_stage")), ("+66895550199".into(), "opportunity".into()));
        assert_eq!((text(2, "name"), text(2, "kind")), ("ก้าวหน้าการช่าง".into(), "company".into()));
        assert_eq!((text(3, "company_name"), text(3, "phone")), ("Harbourside, Ltd".into(), "+442079460958".into()));
        assert_eq!((text(3, "client_type"), text(3, "lead_quality")), ("customer".into(), "cold".into()));
    }
}

#[test]
fn cells_become_values_or_named_faults() {
    let accepted: &[(&str, &str, &str, Value)] = &[
        ("โทร", "'0815550142", "phone", "+66815550142".into()),
        ("โทร", "815550142", "phone", "+66815550142".into()),
        ("โทร", "081-555-0142, 02 555 0100", "phone2", "+6625550100".into()),
        ("email", " A@B.Example ", "email", "a@b.example".into()),
        ("score", "๘๐.0", "score", Value::Int(80)),
        ("follow up date", "1/1/2513 07:00", "next_follow_up_at", Value::Int(0)),
        ("do not call", "ใช่", "opt_out_call", Value::Bool(true)),
        ("สถานะ", "ลูกค้า", "client_type", "customer".into()),
        ("ประเภทลูกค้า", "prospect", "lifecycle_stage", "sql".into()),
        ("นามสกุล", "ข", "name", "ก ข".into()),
        ("เกรด", "B", "lead_quality", "warm".into()),
    ];
    for (header, cell, field, value) in accepted {
        assert_eq!(one(header, cell).unwrap().get(*field), Some(value), "{header} {cell}");
    }
    use FieldFault as F;
    for (header, cell, fault) in [
        ("โทร", "12345", F::NotAPhone),
        ("โทร", "081 555 0142, nobody", F::NotAPhone),
        ("email", "nobody", F::NotAnEmail),
        ("score", "101", F::OutOfRange),
        ("score", "many", F::WrongKind),
        ("ความสนใจ", "boiling", F::NotAChoice),
        ("เกรด", "B+", F::NotAChoice),
        ("ผู้ดูแล", "Naphat", F::NotAChoice),
        ("follow up date", "someday", F::WrongKind),
        ("บริษัท", "a\u{7}b", F::ControlCharacters),
    ] {
        assert_eq!(one(header, cell), Err(vec![(header.to_owned(), cell.to_owned(), fault)]));
    }
}

#[test]
fn a_row_names_everything_that_is_wrong_with_it() {
    let rows = read("name,phone,email\nAnong,5,nobody\n,,a@b.example\nBen,,,c@d.example\n");
    let fault = |header: &str, value: &str, fault| (header.to_owned(), value.to_owned(), fault);
    assert_eq!(
        rows[0],
        Err(vec![fault("phone", "5", FieldFault::NotAPhone), fault("email", "nobody", FieldFault::NotAnEmail)])
    );
    assert_eq!(rows[1], Err(vec![fault("name", "", FieldFault::Required)]));
    assert_eq!(rows[2], Err(vec![fault("", "c@d.example", FieldFault::UnknownField)]));
}

#[test]
fn a_mapping_that_cannot_be_is_refused() {
    let table = Table::open(b"name,phone\nAnong,1\n", None).unwrap();
    let fault = |pairs: &[(u32, &str)]| {
        let mapping = pairs.iter().map(|(at, field)| (*at, (*field).to_owned())).collect();
        Reader::new(&table, &mapping, HOME, Meanings::default()).err()
    };
    assert_eq!(fault(&[(0, "name"), (7, "phone")]), Some(MappingFault::UnknownColumn(7)));
    assert_eq!(fault(&[(0, "name"), (1, "custom")]), Some(MappingFault::UnknownField("custom".into())));
    assert_eq!(
        fault(&[(0, "company_name"), (1, "company_name")]),
        Some(MappingFault::TwoColumns("company_name".into()))
    );
    assert_eq!(fault(&[(1, "phone")]), Some(MappingFault::NoName));
    assert_eq!(fault(&[(0, "name"), (1, "name")]), None);
}

/// 5,000 rows; every 333rd is broken in one of three ways, and every 500th from the 7th on repeats the phone of the row before.
fn large_file() -> String {
    let mut csv = String::from("ชื่อ,บริษัท,เบอร์โทร,อีเมล\r\n");
    for at in 1..=5_000 {
        let mobile = |at: i32| format!("08{:08}", 10_000_000 + at);
        let (mut name, mut phone, mut email) = (format!("ลูกค้า {at}"), mobile(at), format!("lead{at}@mail.example"));
        match (at % 333, at / 333 % 3, at % 500) {
            (0, 0, _) => phone = "ไม่มี".into(),
            (0, 1, _) => email = "at home".into(),
            (0, _, _) => name = "ก".repeat(201),
            (_, _, 7) => phone = mobile(at - 1),
            _ => {}
        }
        csv.push_str(&format!("{name},\"บริษัท {at}, จำกัด\",{phone},{email}\r\n"));
    }
    csv
}

#[test]
fn five_thousand_rows_with_fifteen_broken_ones() {
    let csv = large_file();
    let bytes = encoding_rs::WINDOWS_874.encode(&csv).0;
    let table = Table::open(&bytes, None).unwrap();
    let reader = Reader::new(&table, &guessed(&table), HOME, Meanings::default()).unwrap();
    let mut seen = Seen::default();
    let (mut broken, mut repeated) = (Vec::new(), Vec::new());
    for row in reader.rows() {
        let line = row.row.line;
        match row.client {
            Err(cells) => broken.push((line, cells[0].fault)),
            Ok(client) => {
                check::new_record(Entity::Client, &client.values).unwrap();
                repeated.extend(seen.meet(line, &client.values).map(|first| (line, first)));
            }
        }
    }
    use FieldFault as F;
    let faults = [F::NotAPhone, F::NotAnEmail, F::TooLong];
    let expected: Vec<_> = (1..=15).map(|nth| (nth * 333 + 1, faults[nth as usize % 3])).collect();
    assert_eq!(broken, expected);
    let expected: Vec<_> = (0..10).map(|nth| (nth * 500 + 8, nth * 500 + 7)).collect();
    assert_eq!(repeated, expected);
    assert_eq!(table.row_count(), 5_000);
}

#[test]
fn what_a_row_does_not_say_itself_is_told_apart() {
    let table = Table::open("ชื่อ,สถานะ\nก,\nข,ลูกค้า\n".as_bytes(), None).unwrap();
    let reader = Reader::new(&table, &guessed(&table), HOME, Meanings::default()).unwrap();
    let said = |row: ReadRow| row.client.unwrap().said().iter().map(|(field, _)| field.clone()).collect::<Vec<_>>();
    let rows: Vec<_> = reader.rows().map(said).collect();
    assert_eq!(rows, [vec!["name"], vec!["name", "lifecycle_stage"]]);
}

proptest! {
    /// Whatever stands in the cells, a row is a record the checks accept or has named faults.
    #[test]
    fn every_row_is_a_valid_client_or_has_faults(
        cells in prop::collection::vec("\\PC{0,20}|[0-9 +-]{0,14}|(hot|ลูกค้า|a@b.example|1/1/2569)", 0..18),
    ) {
        let headers: Vec<_> = IMPORTABLE.iter().map(|field| (*field).to_owned()).collect();
        let csv = format!("{}\nx\n", headers.join(","));
        let table = Table::open(csv.as_bytes(), None).unwrap();
        let mapping = headers.into_iter().enumerate().map(|(at, field)| (at as u32, field)).collect();
        let reader = Reader::new(&table, &mapping, HOME, Meanings::default()).unwrap();
        match reader.read(&Row { line: 2, cells }) {
            Ok(client) => prop_assert!(check::new_record(Entity::Client, &client.values).is_ok()),
            Err(broken) => prop_assert!(!broken.is_empty()),
        }
    }
}
