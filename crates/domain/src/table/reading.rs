//! A row of a file to the fields of a client, by a mapping a person has confirmed.

use super::{Meanings, Row, Table, date};
use crate::check::{self, FieldFault};
use crate::entity::{Entity, FieldKind};
use crate::words::{ClientKind, ClientType, LifecycleStage};
use crate::{Value, phone, text};
use std::collections::{BTreeMap, HashMap};

/// The client's fields a column can go to.
pub const IMPORTABLE: &[&str] = &[
    "name",
    "company_name",
    "phone",
    "phone2",
    "email",
    "address",
    "source",
    "kind",
    "client_type",
    "lifecycle_stage",
    "lead_quality",
    "owner_id",
    "score",
    "next_follow_up_at",
    "last_contact_at",
    "opt_out_call",
    "opt_out_email",
];

/// Where the file's people are at home: how phones are dialled, and what a date without a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home<'a> {
    /// ISO 3166 alpha-2, such as "TH".
    pub country: &'a str,
    /// Minutes that local time is ahead of UTC.
    pub utc_offset_minutes: i32,
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// The file has no such column.
    #[error("the file has no column {0}")]
    UnknownColumn(u32),
    /// A client has no such field, or it cannot be imported.
    #[error("{0} cannot be imported")]
    UnknownField(String),
    /// Two columns for one field that cannot be joined.
    #[error("{0} has two columns")]
    TwoColumns(String),
    /// Neither a name nor a company.
    #[error("no column holds a name")]
    NoName,
}

/// Why a row cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenCell {
    /// The header of the column; empty for a cell beyond the last header.
    pub header: String,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub fault: FieldFault,
}

/// One row read: named values of a new client, or everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// The row as it stands in the file.
    pub row: Row,
    /// The client, or the broken cells.
    pub client: Result<ReadClient, Vec<BrokenCell>>,
}

/// A client as a row has it: named values that [`check::new_record`] accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadClient {
    /// What the row says, and then what every client must have and the row does not say.
    pub values: Vec<(String, Value)>,
    said: usize,
}

impl ReadClient {
    /// What the row itself says.
    pub fn said(&self) -> &[(String, Value)] {
        &self.values[..self.said]
    }
}

/// Reads rows by one mapping.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    table: &'a Table,
    /// Fields with their columns in file order.
    columns: Vec<(&'static str, Vec<usize>)>,
    home: Home<'a>,
    meanings: Meanings,
}

/// Whether several columns may be joined to one content of this field.
pub fn joins(field: &str) -> bool {
    matches!(field, "name" | "address")
}

impl<'a> Reader<'a> {
    /// Checks `mapping` (field by column place) against the table. `meanings` go before what words commonly mean.
    pub fn new(
        table: &'a Table,
        mapping: &BTreeMap<u32, String>,
        home: Home<'a>,
        meanings: Meanings,
    ) -> Result<Self, MappingFault> {
        let mut columns: Vec<(&'static str, Vec<usize>)> = Vec::new();
        for (at, name) in mapping {
            if *at as usize >= table.headers().len() {
                return Err(MappingFault::UnknownColumn(*at));
            }
            let known = IMPORTABLE.iter().copied().find(|field| field == name);
            let field = known.ok_or_else(|| MappingFault::UnknownField(name.clone()))?;
            match columns.iter_mut().find(|(mapped, _)| *mapped == field) {
                None => columns.push((field, vec![*at as usize])),
                Some((_, places)) if joins(field) => places.push(*at as usize),
                Some(_) => return Err(MappingFault::TwoColumns(name.clone())),
            }
        }
        if columns.iter().any(|(field, _)| matches!(*field, "name" | "company_name")) {
            Ok(Self { table, columns, home, meanings })
        } else {
            Err(MappingFault::NoName)
        }
    }

    pub(super) fn table(&self) -> &Table {
        self.table
    }

    pub(super) fn columns(&self) -> &[(&'static str, Vec<usize>)] {
        &self.columns
    }

    /// Every row of the table, in order.
    pub fn rows(&self) -> impl Iterator<Item = ReadRow> + '_ {
        self.table.rows().map(|row| ReadRow { client: self.read(&row), row })
    }

    /// Reads one row.
    pub fn read(&self, row: &Row) -> Result<ReadClient, Vec<BrokenCell>> {
        let mut client = Vec::new();
        let mut broken = self.beyond_headers(row);
        for (field, places) in &self.columns {
            let content = Self::content(row, places);
            if content.is_empty() {
                continue;
            }
            match self.values(field, &content) {
                Ok(values) => client.extend(values),
                Err(fault) => broken.push(BrokenCell { header: self.header(places), value: content, fault }),
            }
        }
        if !broken.is_empty() {
            return Err(broken);
        }
        self.complete(client)
    }

    /// A cell beyond the last header means that an unquoted delimiter moved everything after it.
    fn beyond_headers(&self, row: &Row) -> Vec<BrokenCell> {
        let extra = row.cells.iter().skip(self.table.headers().len()).find(|cell| !cell.trim().is_empty());
        let fault = FieldFault::UnknownField;
        extra.map(|cell| BrokenCell { header: String::new(), value: cell.clone(), fault }).into_iter().collect()
    }

    pub(super) fn content(row: &Row, places: &[usize]) -> String {
        let cells =
            places.iter().filter_map(|at| row.cells.get(*at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        cells.collect::<Vec<_>>().join(" ")
    }

    fn header(&self, places: &[usize]) -> String {
        places.iter().map(|at| self.table.headers()[*at].as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What a cell says; a phone cell may hold two numbers.
    fn values(&self, field: &'static str, content: &str) -> Result<Vec<(String, Value)>, FieldFault> {
        let kind = Entity::Client.field(field).ok_or(FieldFault::UnknownField)?.kind;
        let value = match kind {
            FieldKind::Phone => return self.phones(field, content),
            FieldKind::Word(_) | FieldKind::Bool | FieldKind::Id(_) | FieldKind::Outside => {
                match self.meanings.read(field, kind, content).ok_or(FieldFault::NotAChoice)? {
                    Value::Null => return Ok(Vec::new()),
                    meant => meant,
                }
            }
            FieldKind::Time => date::read(content, self.home.utc_offset_minutes).ok_or(FieldFault::WrongKind)?.into(),
            FieldKind::Int { .. } => whole_number(content).ok_or(FieldFault::WrongKind)?.into(),
            FieldKind::Text { .. } | FieldKind::Email | FieldKind::Json => Value::from(content),
        };
        Ok(vec![(field.to_owned(), check::tidy(Entity::Client, field, value)?)])
    }

    /// What a word means in a field of a closed list, if that can be stored there.
    pub(super) fn meaning(&self, field: &str, said: &str) -> Option<Value> {
        let kind = Entity::Client.field(field)?.kind;
        let means = self.meanings.read(field, kind, said)?;
        if means.is_null() { Some(means) } else { check::tidy(Entity::Client, field, means).ok() }
    }

    fn phones(&self, field: &'static str, content: &str) -> Result<Vec<(String, Value)>, FieldFault> {
        // Spreadsheets keep a leading zero only behind an apostrophe.
        let content = content.trim_start_matches('\'');
        let read = |text: &str| phone::to_e164(text, self.home.country);
        if let Some(number) = read(content) {
            return Ok(vec![(field.to_owned(), number.into())]);
        }
        let parts = content.split([',', ';', '/', '\n', '|']).map(str::trim).filter(|part| !part.is_empty());
        let numbers: Vec<String> = parts.map(read).collect::<Option<_>>().ok_or(FieldFault::NotAPhone)?;
        let second_holds_its_own = self.columns.iter().any(|(mapped, _)| *mapped == "phone2");
        match numbers.as_slice() {
            [one] => Ok(vec![(field.to_owned(), one.clone().into())]),
            [one, two] if field == "phone" && !second_holds_its_own => {
                Ok(vec![("phone".to_owned(), one.clone().into()), ("phone2".to_owned(), two.clone().into())])
            }
            _ => Err(FieldFault::NotAPhone),
        }
    }

    /// Adds what every client must have and a file need not say.
    fn complete(&self, mut client: Vec<(String, Value)>) -> Result<ReadClient, Vec<BrokenCell>> {
        let said = client.len();
        let given = |client: &[(String, Value)], field: &str| {
            client.iter().find(|(name, _)| name == field).and_then(|(_, value)| value.as_text().map(str::to_owned))
        };
        let mut firm = false;
        if given(&client, "name").is_none() {
            let Some(company) = given(&client, "company_name") else {
                let named = self.columns.iter().find(|(field, _)| matches!(*field, "name" | "company_name"));
                let header = named.map(|(_, places)| self.header(places)).unwrap_or_default();
                return Err(vec![BrokenCell { header, value: String::new(), fault: FieldFault::Required }]);
            };
            client.push(("name".to_owned(), company.into()));
            firm = true;
        }
        let kind = if firm { ClientKind::Company } else { ClientKind::Person };
        let stage = given(&client, "lifecycle_stage").and_then(|word| LifecycleStage::from_word(&word));
        let client_type = given(&client, "client_type").and_then(|word| ClientType::from_word(&word));
        for (field, word) in [
            ("kind", kind.word()),
            ("client_type", type_of_stage(stage).word()),
            ("lifecycle_stage", stage_of_type(client_type).word()),
        ] {
            if given(&client, field).is_none() {
                client.push((field.to_owned(), word.into()));
            }
        }
        Ok(ReadClient { values: client, said })
    }
}

fn type_of_stage(stage: Option<LifecycleStage>) -> ClientType {
    match stage {
        None | Some(LifecycleStage::Lead | LifecycleStage::Mql) => ClientType::Lead,
        Some(LifecycleStage::Sql | LifecycleStage::Opportunity) => ClientType::Prospect,
        Some(LifecycleStage::Customer | LifecycleStage::Evangelist) => ClientType::Customer,
    }
}

fn stage_of_type(client_type: Option<ClientType>) -> LifecycleStage {
    match client_type {
        None | Some(ClientType::Lead) => LifecycleStage::Lead,
        Some(ClientType::Prospect) => LifecycleStage::Sql,
        Some(ClientType::Customer) => LifecycleStage::Customer,
    }
}

/// A whole number in ASCII or Thai digits; spreadsheets write `80.0` or `80%`.
fn whole_number(content: &str) -> Option<i64> {
    let plain: String = content.chars().map(text::ascii_digit).collect();
    let plain = plain.trim_end_matches('%').trim_end();
    let whole = plain
        .split_once('.')
        .filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'))
        .map_or(plain, |(whole, _)| whole);
    whole.parse().ok()
}

/// Phones and e-mails seen so far in a file, to find rows that mean the same client as a row above.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    lines: HashMap<String, u32>,
}

impl Seen {
    /// Remembers a client from `line`, and returns the line of the first row above with one of its phones or its
    /// e-mail.
    pub fn meet(&mut self, line: u32, client: &[(String, Value)]) -> Option<u32> {
        let identifies = |field: &str| matches!(field, "phone" | "phone2" | "email");
        let keys = client.iter().filter(|(field, _)| identifies(field)).filter_map(|(_, value)| value.as_text());
        let mut first = None;
        for key in keys {
            let known = *self.lines.entry(key.to_owned()).or_insert(line);
            if known != line {
                first = Some(first.map_or(known, |before: u32| before.min(known)));
            }
        }
        first
    }
}

#[cfg(test)]
mod tests;
