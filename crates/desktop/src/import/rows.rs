//! Rows of the file as a person looks at them before anything is written.

use super::Import;
use super::walk::{self, Found, Kind, policy_of};
use super::words;
use crate::api::{
    ImportChange, ImportCounts, ImportError, ImportFate, ImportPlan, ImportPreview, ImportRepeat, ImportRow,
    ImportRows, ImportRowsQuery,
};
use crate::workplace::Workplace;
use leadline_domain::Value;
use leadline_domain::table::{BrokenCell, ReadRow, Reader};
use leadline_protocol::Problem;
use std::collections::BTreeMap;

/// Rows in a preview.
const PREVIEWED: usize = 20;
/// Rows in a page.
const PAGE: usize = 100;

/// A row of the last check.
#[derive(Clone, Copy, Debug)]
pub struct CheckedRow {
    /// Its line.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
}

/// Counts what happens to the rows.
pub fn counts(rows: &[CheckedRow], plan: &ImportPlan) -> ImportCounts {
    let mut counts = ImportCounts { create: 0, update: 0, skip: 0, broken: 0 };
    for row in rows {
        counts.add(row.kind.fate(policy_of(plan, row.line)));
    }
    counts
}

impl ImportCounts {
    /// One row more with this fate.
    pub fn add(&mut self, fate: ImportFate) {
        match fate {
            ImportFate::Create => self.create += 1,
            ImportFate::Update => self.update += 1,
            ImportFate::Skip => self.skip += 1,
            ImportFate::Broken => self.broken += 1,
        }
    }

    /// All of those rows more.
    pub fn add_all(&mut self, more: &Self) {
        self.create += more.create;
        self.update += more.update;
        self.skip += more.skip;
        self.broken += more.broken;
    }

    /// How many rows it is altogether.
    pub fn rows(&self) -> usize {
        (self.create + self.update + self.skip + self.broken) as usize
    }
}

/// How the file reads by the plan's mapping.
pub fn preview(work: &Workplace, import: &Import, plan: &ImportPlan) -> Result<ImportPreview, Problem> {
    let country = work.signed_in().account.country;
    let reader = walk::reader(work, import, plan, &country)?;
    let row = |ReadRow { row, client }: ReadRow| match client {
        Ok(client) => of_values(row.line, ImportFate::Create, client.values, plan),
        Err(cells) => broken(row.line, cells),
    };
    let rows = reader.rows().take(PREVIEWED).map(row).collect();
    Ok(ImportPreview { rows, words: reader.said_words().into_iter().map(words::shown).collect() })
}

/// One page of the rows of the last check that have the asked fate.
pub fn page(work: &Workplace, import: &Import, query: &ImportRowsQuery) -> Result<ImportRows, Problem> {
    let checked = import.checked();
    let plan = &query.plan;
    let fitting = checked.iter().filter(|row| row.kind.fate(policy_of(plan, row.line)) == query.fate);
    let wanted: BTreeMap<u32, Kind> =
        fitting.skip(query.offset as usize).take(PAGE).map(|row| (row.line, row.kind)).collect();
    let country = work.signed_in().account.country;
    let reader = walk::reader(work, import, plan, &country)?;
    let rows = read(work, import, &reader, &wanted, plan)?;
    Ok(ImportRows { counts: counts(&checked, plan), rows })
}

fn read(
    work: &Workplace,
    import: &Import,
    reader: &Reader<'_>,
    wanted: &BTreeMap<u32, Kind>,
    plan: &ImportPlan,
) -> Result<Vec<ImportRow>, Problem> {
    let found = import.table.rows().filter_map(|row| Some((*wanted.get(&row.line)?, row)));
    let shown = found.take(wanted.len()).map(|(kind, row)| {
        let client = match reader.read(&row) {
            Ok(client) => client,
            Err(cells) => return Ok(broken(row.line, cells)),
        };
        let above = if let Kind::Above(line) = kind { Some(line) } else { None };
        let found = walk::meet(work, client, above)?;
        Ok(of_found(row.line, found, plan))
    });
    shown.collect()
}

fn of_found(line: u32, found: Found, plan: &ImportPlan) -> ImportRow {
    let policy = policy_of(plan, line);
    let fate = found.kind().fate(policy);
    match found {
        Found::Broken => broken(line, Vec::new()),
        Found::New(client) => of_values(line, fate, client.values, plan),
        Found::Above(client, above) => {
            let repeats = Some(ImportRepeat::Above { line: above });
            ImportRow { repeats, ..of_values(line, fate, client.values, plan) }
        }
        Found::Here(client, duplicate) => {
            let change = |(field, here, file): (String, Value, Value)| {
                let written = walk::writes(policy, &here);
                ImportChange { field, here, file, written }
            };
            let repeats = ImportRepeat::Here { client: Box::new(duplicate.client), by: duplicate.by.to_owned() };
            let changes = duplicate.differs.into_iter().map(change).collect();
            ImportRow { repeats: Some(repeats), changes, ..of_values(line, fate, client.values, plan) }
        }
    }
}

fn of_values(line: u32, fate: ImportFate, values: Vec<(String, Value)>, plan: &ImportPlan) -> ImportRow {
    let mut values: BTreeMap<String, Value> = values.into_iter().collect();
    values.entry("owner_id".to_owned()).or_insert_with(|| plan.owner_id.into());
    ImportRow { line, fate, values, repeats: None, changes: Vec::new(), errors: Vec::new() }
}

fn broken(line: u32, cells: Vec<BrokenCell>) -> ImportRow {
    let error = |cell: BrokenCell| ImportError { header: cell.header, value: cell.value, fault: cell.fault };
    let errors = cells.into_iter().map(error).collect();
    let (values, changes) = (BTreeMap::new(), Vec::new());
    ImportRow { line, fate: ImportFate::Broken, values, repeats: None, changes, errors }
}
