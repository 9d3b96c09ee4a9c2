//! Row by row: what the import will do with each, without doing it.

use super::Import;
use super::broken_rows::BrokenRow;
use crate::api::{DuplicatePolicy, ImportCounts, ImportError, ImportPlan};
use crate::forms;
use crate::jobs::Job;
use crate::problem;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::table::{Home, MappingFault, ReadRow, Reader, Seen};
use leadline_domain::{Entity, Value};
use leadline_protocol::Problem;
use uuid::Uuid;

/// Most broken rows in an answer; all of them are in the file of errors.
const MOST_ERRORS: usize = 200;
/// Rows between two tellings of progress.
const STEP: usize = 500;

/// What happens to one row.
pub enum Fate {
    /// A new client.
    Create(Vec<(String, Value)>),
    /// Empty fields of a client are filled in.
    Fill(Uuid, Vec<(String, Value)>),
    /// Left alone.
    Skip,
    /// Cannot be read.
    Broken,
}

/// Decides every row of the file in order and hands its fate to `act`. Stops between rows if asked.
pub fn walk(
    work: &Workplace,
    import: &Import,
    plan: &ImportPlan,
    job: &mut Job,
    mut act: impl FnMut(Fate) -> Result<(), Problem>,
) -> Result<ImportCounts, Problem> {
    let country = work.signed_in().account.country;
    let home = Home { country: &country, utc_offset_minutes: work.utc_offset_minutes() };
    let reader = Reader::new(&import.table, &plan.mapping, home).map_err(|fault| of_mapping(&fault))?;
    let mut seen = Seen::default();
    let mut counts = ImportCounts { create: 0, update: 0, skip: 0, broken: 0, errors: Vec::new() };
    let mut broken = Vec::new();
    let total = import.table.row_count() as usize;
    for (at, row) in reader.rows().enumerate() {
        if job.stopped() {
            break;
        }
        let fate = decide(work, &plan.duplicates, &mut seen, &row)?;
        match &fate {
            Fate::Create(_) => counts.create += 1,
            Fate::Fill(..) => counts.update += 1,
            Fate::Skip => counts.skip += 1,
            Fate::Broken => counts.broken += 1,
        }
        if let Err(cells) = row.client {
            let room = MOST_ERRORS.saturating_sub(counts.errors.len());
            counts.errors.extend(cells.iter().take(room).map(|cell| ImportError {
                line: row.row.line,
                header: cell.header.clone(),
                value: cell.value.clone(),
                fault: cell.fault,
            }));
            broken.push(BrokenRow { row: row.row, cells });
        }
        act(fate)?;
        if (at + 1) % STEP == 0 || at + 1 == total {
            job.progress(at + 1, total);
        }
    }
    import.set_broken(broken);
    Ok(counts)
}

fn decide(work: &Workplace, policy: &DuplicatePolicy, seen: &mut Seen, row: &ReadRow) -> Result<Fate, Problem> {
    let Ok(values) = &row.client else { return Ok(Fate::Broken) };
    let above = seen.meet(row.row.line, values);
    if *policy == DuplicatePolicy::Create {
        return Ok(Fate::Create(values.clone()));
    }
    if above.is_some() {
        return Ok(Fate::Skip);
    }
    match (known(work, values)?, policy) {
        (None, _) => Ok(Fate::Create(values.clone())),
        (Some(client), DuplicatePolicy::Fill) => fill(work, client, values),
        (Some(_), _) => Ok(Fate::Skip),
    }
}

/// The client here that has one of the row's phones or its e-mail.
fn known(work: &Workplace, values: &[(String, Value)]) -> Result<Option<Uuid>, Problem> {
    let text = |field| forms::value(values, field).and_then(Value::as_text);
    let mut email = text("email");
    for phone in [text("phone"), text("phone2")] {
        if phone.is_none() && email.is_none() {
            continue;
        }
        let found = work.cache().duplicates(phone, email.take(), None).map_err(problem::of_cache)?;
        if let Some(client) = found.first() {
            return Ok(Some(client.id));
        }
    }
    Ok(None)
}

/// What the row knows and the client does not. Its type, stage and kind always say something already.
fn fill(work: &Workplace, client: Uuid, values: &[(String, Value)]) -> Result<Fate, Problem> {
    let here = work.values(Entity::Client, client)?.unwrap_or_default();
    let empty = |field: &str| Entity::Client.position(field).and_then(|at| here.get(at)).is_some_and(Value::is_null);
    let news: Vec<_> = values.iter().filter(|(field, value)| !value.is_null() && empty(field)).cloned().collect();
    if news.is_empty() || !Rights::of(work).may_update_client(client)? {
        return Ok(Fate::Skip);
    }
    Ok(Fate::Fill(client, news))
}

fn of_mapping(fault: &MappingFault) -> Problem {
    let (field, fault) = match fault {
        MappingFault::UnknownColumn(at) => (at.to_string(), FieldFault::UnknownField),
        MappingFault::UnknownField(field) => (field.clone(), FieldFault::UnknownField),
        MappingFault::TwoColumns(field) => (field.clone(), FieldFault::NotAChoice),
        MappingFault::NoName => ("name".to_owned(), FieldFault::Required),
    };
    Problem::invalid(vec![FieldProblem { field, fault }])
}
