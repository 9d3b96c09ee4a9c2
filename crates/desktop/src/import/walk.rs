//! Row by row: what each row of the file is, and what the plan makes of it, without doing it.

use super::broken_rows::BrokenRow;
use super::{Import, words};
use crate::api::{DuplicatePolicy, ImportFate, ImportPlan};
use crate::forms;
use crate::jobs::Job;
use crate::problem;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_cache::rows::ClientRow;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::role::Action;
use leadline_domain::table::{Home, MappingFault, ReadClient, ReadRow, Reader, Seen};
use leadline_domain::{Entity, Value};
use leadline_protocol::Problem;
use uuid::Uuid;

/// Rows between two tellings of progress.
const STEP: usize = 500;

/// What a row is.
pub enum Found {
    /// It cannot be read.
    Broken,
    /// Nobody here or above has its phone or e-mail.
    New(ReadClient),
    /// A row above has its phone or e-mail.
    Above(ReadClient, u32),
    /// A client here has its phone or e-mail.
    Here(ReadClient, Box<Duplicate>),
}

/// A row and the client here that it repeats.
pub struct Duplicate {
    /// The client.
    pub client: ClientRow,
    /// What both have.
    pub by: &'static str,
    /// Every field in which they differ and that may be changed: what is here, and what the file says.
    pub differs: Vec<(String, Value, Value)>,
}

impl Duplicate {
    /// What `policy` writes over the client.
    pub fn news(&self, policy: DuplicatePolicy) -> Vec<(String, Value)> {
        let written = self.differs.iter().filter(|(_, here, _)| writes(policy, here));
        written.map(|(field, _, file)| (field.clone(), file.clone())).collect()
    }
}

/// Whether `policy` writes over what is `here`.
pub fn writes(policy: DuplicatePolicy, here: &Value) -> bool {
    match policy {
        DuplicatePolicy::Skip | DuplicatePolicy::Create => false,
        DuplicatePolicy::Fill => here.is_null(),
        DuplicatePolicy::Replace => true,
    }
}

/// What is kept of a row after a check: enough to know its fate under any policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It cannot be read.
    Broken,
    /// Nobody has its phone or e-mail.
    New,
    /// The row at this line has.
    Above(u32),
    /// A client here has, with fields to fill, or any to replace.
    Here {
        /// Something empty here is in the file.
        fills: bool,
        /// Something here differs from the file.
        differs: bool,
    },
}

impl Found {
    /// What is kept of it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Broken => Kind::Broken,
            Self::New(_) => Kind::New,
            Self::Above(_, line) => Kind::Above(*line),
            Self::Here(_, duplicate) => Kind::Here {
                fills: duplicate.differs.iter().any(|(_, here, _)| here.is_null()),
                differs: !duplicate.differs.is_empty(),
            },
        }
    }
}

impl Kind {
    /// What happens to the row.
    pub fn fate(self, policy: DuplicatePolicy) -> ImportFate {
        match (self, policy) {
            (Self::Broken, _) => ImportFate::Broken,
            (Self::New, _) | (_, DuplicatePolicy::Create) => ImportFate::Create,
            (Self::Here { fills: true, .. }, DuplicatePolicy::Fill)
            | (Self::Here { differs: true, .. }, DuplicatePolicy::Replace) => ImportFate::Update,
            _ => ImportFate::Skip,
        }
    }
}

/// What the plan says about the row at `line` if it repeats somebody.
pub fn policy_of(plan: &ImportPlan, line: u32) -> DuplicatePolicy {
    plan.decided.get(&line).copied().unwrap_or(plan.duplicates)
}

/// A reader by the plan.
pub fn reader<'a>(
    work: &Workplace,
    import: &'a Import,
    plan: &ImportPlan,
    country: &'a str,
) -> Result<Reader<'a>, Problem> {
    let home = Home { country, utc_offset_minutes: work.utc_offset_minutes() };
    let meanings = words::meanings(work, plan)?;
    Reader::new(&import.table, &plan.mapping, home, meanings).map_err(|fault| of_mapping(&fault))
}

/// Hands every row of the file in order to `act`. Stops between rows if asked.
pub fn walk(
    work: &Workplace,
    import: &Import,
    plan: &ImportPlan,
    job: &mut Job,
    mut act: impl FnMut(u32, Found) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let country = work.signed_in().account.country;
    let reader = reader(work, import, plan, &country)?;
    let mut seen = Seen::default();
    let mut broken = Vec::new();
    let total = import.table.row_count() as usize;
    for (at, ReadRow { row, client }) in reader.rows().enumerate() {
        if job.stopped() {
            break;
        }
        let line = row.line;
        match client {
            Ok(client) => {
                let above = seen.meet(line, &client.values);
                act(line, meet(work, client, above)?)?;
            }
            Err(cells) => {
                broken.push(BrokenRow { row, cells });
                act(line, Found::Broken)?;
            }
        }
        if (at + 1) % STEP == 0 || at + 1 == total {
            job.progress(at + 1, total);
        }
    }
    import.set_broken(broken);
    Ok(())
}

/// What a row that can be read is.
pub fn meet(work: &Workplace, client: ReadClient, above: Option<u32>) -> Result<Found, Problem> {
    if let Some(line) = above {
        return Ok(Found::Above(client, line));
    }
    let Some((here, by)) = known(work, &client.values)? else { return Ok(Found::New(client)) };
    let differs = differences(work, here.id, client.said())?;
    Ok(Found::Here(client, Box::new(Duplicate { client: here, by, differs })))
}

/// The client here that has one of the row's phones or its e-mail, and which.
fn known(work: &Workplace, values: &[(String, Value)]) -> Result<Option<(ClientRow, &'static str)>, Problem> {
    for by in ["phone", "phone2", "email"] {
        let Some(address) = forms::value(values, by).and_then(Value::as_text) else { continue };
        let (phone, email) = if by == "email" { (None, Some(address)) } else { (Some(address), None) };
        let found = work.cache().duplicates(phone, email, None).map_err(problem::of_cache)?;
        if let Some(client) = found.into_iter().next() {
            return Ok(Some((client, by)));
        }
    }
    Ok(None)
}

/// Where the row says something else than what is here, as far as the person may change it.
fn differences(
    work: &Workplace,
    client: Uuid,
    said: &[(String, Value)],
) -> Result<Vec<(String, Value, Value)>, Problem> {
    let rights = Rights::of(work);
    if !rights.may_update_client(client)? {
        return Ok(Vec::new());
    }
    let gives = rights.allow(Action::Assign, Entity::Client, rights.owns(Entity::Client, client)?).is_ok();
    let values = work.values(Entity::Client, client)?.unwrap_or_default();
    let here = |field: &str| Entity::Client.position(field).and_then(|at| values.get(at)).cloned().unwrap_or_default();
    let allowed = said.iter().filter(|(field, value)| !value.is_null() && (gives || field != "owner_id"));
    let both = allowed.map(|(field, file)| (field.clone(), here(field), file.clone()));
    Ok(both.filter(|(_, here, file)| here != file).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_decides_only_about_rows_that_repeat_somebody() {
        use DuplicatePolicy as P;
        use ImportFate as F;
        let policies = [P::Skip, P::Fill, P::Replace, P::Create];
        let fates = |kind: Kind| policies.map(|policy| kind.fate(policy));
        assert_eq!(fates(Kind::Broken), [F::Broken; 4]);
        assert_eq!(fates(Kind::New), [F::Create; 4]);
        assert_eq!(fates(Kind::Above(7)), [F::Skip, F::Skip, F::Skip, F::Create]);
        assert_eq!(fates(Kind::Here { fills: true, differs: true }), [F::Skip, F::Update, F::Update, F::Create]);
        assert_eq!(fates(Kind::Here { fills: false, differs: true }), [F::Skip, F::Skip, F::Update, F::Create]);
        assert_eq!(fates(Kind::Here { fills: false, differs: false }), [F::Skip, F::Skip, F::Skip, F::Create]);
    }
}
