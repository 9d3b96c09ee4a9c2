//! A person's edit of one record: what is allowed, how it meets what others did meanwhile, and what is written.

use super::writing::client_of;
use super::{NewRecord, Stored, Writing, by_id};
use crate::database::Tx;
use crate::failure::{Failure, Served};
use leadline_domain::check::{self, FieldFault, FieldProblem};
use leadline_domain::merge::{self, Change};
use leadline_domain::role::{SinceMade, may, may_take_back};
use leadline_domain::{Action, Entity, Role, Value, scope};
use leadline_protocol::sync::{Op, Outcome};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// Most named values or changes one edit may carry; no record has as many fields.
const MAX_NAMED: usize = 64;

/// One edit.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'e> {
    /// What is edited.
    pub entity: Entity,
    /// The record.
    pub record: Uuid,
    /// What is done to it.
    pub op: &'e Op,
    /// The edit's own id.
    pub cause: Uuid,
    /// The role of the person behind it.
    pub role: Role,
}

/// Does one edit as far as it is allowed, behind a savepoint: whatever it wrote before it was refused is undone. Fails
/// only for what is not the edit's fault.
pub async fn attempt(tx: &mut Tx<'_>, writing: &mut Writing, edit: Edit<'_>) -> Served<Outcome> {
    let mark = writing.mark();
    sqlx::raw_sql("savepoint edit").execute(&mut **tx).await?;
    let outcome = match dispatch(tx, writing, edit).await {
        Ok(outcome) => outcome,
        Err(Failure::Refused(problem)) => Outcome::Rejected { problem },
        Err(failure) => match refusal(&failure) {
            Some(problem) => Outcome::Rejected { problem },
            None => return Err(failure),
        },
    };
    if matches!(outcome, Outcome::Rejected { .. }) {
        writing.undo_to(mark);
        sqlx::raw_sql("rollback to savepoint edit").execute(&mut **tx).await?;
    }
    sqlx::raw_sql("release savepoint edit").execute(&mut **tx).await?;
    Ok(outcome)
}

async fn dispatch(tx: &mut Tx<'_>, writing: &mut Writing, edit: Edit<'_>) -> Served<Outcome> {
    match edit.op {
        Op::Nothing => Ok(Outcome::Applied),
        _ if !edit.entity.device_writes() => Err(Code::Forbidden.into()),
        Op::Create { values } => create(tx, writing, edit, values).await,
        Op::Update { changes } => update(tx, writing, edit, changes).await,
        Op::Delete { seen } => delete(tx, writing, edit, *seen).await,
        Op::Restore => restore(tx, writing, edit).await,
    }
}

/// The refusal behind a database's error, if the edit itself is at fault and would be refused again.
fn refusal(failure: &Failure) -> Option<Problem> {
    let Failure::Database(sqlx::Error::Database(fault)) = failure else { return None };
    let state = fault.code()?;
    match state.as_ref() {
        "42501" => Some(Code::Forbidden.into()),
        "23505" => Some(Code::Conflict.into()),
        _ if state.starts_with("22") || state.starts_with("23") => Some(Problem::invalid(
            fault
                .constraint()
                .and_then(field_of_constraint)
                .map(|(field, fault)| vec![FieldProblem { field, fault }])
                .unwrap_or_default(),
        )),
        _ => None,
    }
}

/// Constraints are named after their table and field: `clients_owner_id`, `clients_score_check`.
fn field_of_constraint(constraint: &str) -> Option<(String, FieldFault)> {
    let entity = Entity::ALL.iter().rev().find(|entity| constraint.starts_with(entity.table()))?;
    let field = constraint.strip_prefix(entity.table())?.strip_prefix('_')?;
    match field.strip_suffix("_check") {
        Some(field) => Some((field.to_owned(), FieldFault::WrongKind)),
        None => Some((field.to_owned(), FieldFault::NotAChoice)),
    }
}

impl Writing {
    /// Whether what is seen in this scope belongs to the writer or to nobody.
    fn owns(&self, of: Uuid) -> bool {
        [scope::owned_by(self.by), scope::pool(self.org), scope::private(self.by)].contains(&of)
    }

    fn demand(&self, edit: Edit<'_>, action: Action, of: Uuid) -> Served<()> {
        if may(edit.role, action, edit.entity, self.owns(of)) { Ok(()) } else { Err(Code::Forbidden.into()) }
    }
}

async fn create(tx: &mut Tx<'_>, writing: &mut Writing, edit: Edit<'_>, given: &[(String, Value)]) -> Served<Outcome> {
    if given.len() > MAX_NAMED {
        return Err(Code::TooLarge.into());
    }
    if !may(edit.role, Action::Create, edit.entity, true) {
        return Err(Code::Forbidden.into());
    }
    let mut values = check::new_record(edit.entity, given).map_err(Problem::invalid)?;
    if edit.entity == Entity::Client && !may(edit.role, Action::Assign, Entity::Client, true) {
        keep_for_oneself(writing.by, given, &mut values);
    }
    if edit.entity == Entity::Tagging && edit.record != tagging_id(&values) {
        return Err(wrong("tag_id").into());
    }
    let client_scope = match client_of(edit.entity, &values) {
        Some(client) => Some(live_client(tx, writing, client).await?),
        None => None,
    };
    let place = writing.place(edit.entity, edit.record, writing.by, &values, client_scope);
    writing.demand(edit, Action::Create, place.scope)?;
    if edit.entity == Entity::Tagging {
        // Two devices put the same tag on the same client: one tagging, and the second finds it done.
        if let Some(stored) = by_id(tx, Entity::Tagging, writing.org, edit.record, true).await? {
            if stored.deleted_at.is_some() {
                writing.bring_back(tx, Entity::Tagging, &stored).await?;
            }
            return Ok(Outcome::Applied);
        }
    }
    let record = NewRecord { id: edit.record, by: writing.by, at: writing.at, values };
    writing.insert_at(tx, edit.entity, &[record], &[place]).await?;
    Ok(Outcome::Applied)
}

/// Who may not assign makes clients for themselves, or for the pool if they say so.
fn keep_for_oneself(me: Uuid, given: &[(String, Value)], values: &mut [Value]) {
    let owner = Entity::Client.position("owner_id").expect("clients have an owner");
    let pool_is_named = values[owner].is_null() && given.iter().any(|(name, _)| name == "owner_id");
    if !pool_is_named {
        values[owner] = me.into();
    }
}

fn tagging_id(values: &[Value]) -> Uuid {
    let id = |field| Entity::Tagging.position(field).and_then(|at| values[at].as_id()).unwrap_or_default();
    scope::tagging_id(id("client_id"), id("tag_id"))
}

/// The scope of a client that something is to hang on, held until the transaction ends so that it stays true.
async fn live_client(tx: &mut Tx<'_>, writing: &Writing, client: Uuid) -> Served<Uuid> {
    let sql = "select scope, deleted_at from clients where org_id = $1 and id = $2 for no key update";
    let found: Option<(Uuid, Option<i64>)> =
        sqlx::query_as(sql).bind(writing.org).bind(client).fetch_optional(&mut **tx).await?;
    match found {
        Some((scope, None)) => Ok(scope),
        Some(_) => Err(Code::Deleted.into()),
        None => Err(Code::NotFound.into()),
    }
}

/// The record an edit is of. Whoever may never write such records is told so before the database is asked.
async fn subject(tx: &mut Tx<'_>, writing: &Writing, edit: Edit<'_>, action: Action) -> Served<Stored> {
    if !may(edit.role, action, edit.entity, true) {
        return Err(Code::Forbidden.into());
    }
    let stored = by_id(tx, edit.entity, writing.org, edit.record, true).await?;
    match stored {
        Some(stored) => writing.demand(edit, action, stored.scope).map(|()| stored),
        // Seen by this person but not theirs to write: the lock hides what only the reading policy shows.
        None => match by_id(tx, edit.entity, writing.org, edit.record, false).await? {
            Some(_) => Err(Code::Forbidden.into()),
            None => Err(Code::NotFound.into()),
        },
    }
}

/// The record to put away or to bring back. Who may not put clients away may still take back having made one.
async fn subject_to_put_away(tx: &mut Tx<'_>, writing: &Writing, edit: Edit<'_>) -> Served<Stored> {
    if edit.entity != Entity::Client || may(edit.role, Action::Delete, Entity::Client, true) {
        return subject(tx, writing, edit, Action::Delete).await;
    }
    let stored = subject(tx, writing, edit, Action::Update).await?;
    let since = SinceMade {
        by_me: stored.created_by == writing.by,
        others_did: stored.updated_by != writing.by || others_hung_something(tx, writing, stored.id).await?,
        age: stored.deleted_at.unwrap_or(writing.at) - stored.created_at,
    };
    if may_take_back(edit.role, since) { Ok(stored) } else { Err(Code::Forbidden.into()) }
}

async fn others_hung_something(tx: &mut Tx<'_>, writing: &Writing, client: Uuid) -> Served<bool> {
    let sql = "select app.others_hung_something($1, $2, $3)";
    let query = sqlx::query_scalar(sql).bind(writing.org).bind(client).bind(writing.by);
    Ok(query.fetch_one(&mut **tx).await?)
}

async fn update(tx: &mut Tx<'_>, writing: &mut Writing, edit: Edit<'_>, changes: &[Change]) -> Served<Outcome> {
    if changes.len() > MAX_NAMED {
        return Err(Code::TooLarge.into());
    }
    let changes = tidy_changes(edit.entity, changes)?;
    let stored = subject(tx, writing, edit, Action::Update).await?;
    if stored.deleted_at.is_some() {
        return Err(Code::Deleted.into());
    }
    let merged = merge::merge(edit.entity, &stored.values, &changes);
    if !merged.write.is_empty() {
        let mut after = stored.values.clone();
        for (at, value) in &merged.write {
            after[*at] = value.clone();
        }
        let client_scope = match (client_of(edit.entity, &stored.values), client_of(edit.entity, &after)) {
            (_, None) => None,
            (before, Some(client)) if before == Some(client) => Some(stored.scope),
            (_, Some(client)) => Some(live_client(tx, writing, client).await?),
        };
        let place = writing.place(edit.entity, stored.id, stored.created_by, &after, client_scope);
        if place.scope != stored.scope {
            let action = if edit.entity == Entity::Client { Action::Assign } else { Action::Update };
            writing.demand(edit, action, stored.scope)?;
            writing.demand(edit, action, place.scope)?;
        }
        writing.update(tx, edit.entity, &stored, merged.write, place, edit.cause).await?;
    }
    if merged.conflicts.is_empty() {
        Ok(Outcome::Applied)
    } else {
        Ok(Outcome::Conflict { fields: merged.conflicts, by: stored.updated_by, at: stored.updated_at })
    }
}

/// Checks what each change sets. What its author saw is only compared, so it is brought into the same form and no more.
fn tidy_changes(entity: Entity, changes: &[Change]) -> Result<Vec<Change>, Problem> {
    let mut tidied = Vec::with_capacity(changes.len());
    let mut problems = Vec::new();
    for change in changes {
        let now = check::device_field(entity, &change.field)
            .and_then(|_| if entity == Entity::Tagging { Err(FieldFault::ReadOnly) } else { Ok(()) })
            .and_then(|()| check::tidy(entity, &change.field, change.now.clone()));
        match (now, entity.field(&change.field)) {
            (Ok(now), Some(field)) => {
                let was = change.was.clone().coerce(field.kind).unwrap_or_default();
                tidied.push(Change { field: change.field.clone(), was, now });
            }
            (fault, _) => problems.push(FieldProblem {
                field: change.field.clone(),
                fault: fault.err().unwrap_or(FieldFault::UnknownField),
            }),
        }
    }
    if problems.is_empty() { Ok(tidied) } else { Err(Problem::invalid(problems)) }
}

async fn delete(tx: &mut Tx<'_>, writing: &mut Writing, edit: Edit<'_>, seen: i64) -> Served<Outcome> {
    let stored = subject_to_put_away(tx, writing, edit).await?;
    if stored.deleted_at.is_some() {
        return Ok(Outcome::Applied);
    }
    if stored.edited > seen && stored.updated_by != writing.by {
        return Ok(Outcome::Conflict { fields: Vec::new(), by: stored.updated_by, at: stored.updated_at });
    }
    writing.put_away(tx, edit.entity, &stored).await?;
    Ok(Outcome::Applied)
}

async fn restore(tx: &mut Tx<'_>, writing: &mut Writing, edit: Edit<'_>) -> Served<Outcome> {
    let stored = subject_to_put_away(tx, writing, edit).await?;
    if stored.deleted_at.is_none() {
        return Ok(Outcome::Applied);
    }
    if let Some(client) = client_of(edit.entity, &stored.values) {
        live_client(tx, writing, client).await?;
    }
    writing.bring_back(tx, edit.entity, &stored).await?;
    Ok(Outcome::Applied)
}

fn wrong(field: &str) -> Problem {
    Problem::invalid(vec![FieldProblem { field: field.to_owned(), fault: FieldFault::WrongKind }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constraint_names_its_field() {
        for (constraint, field, fault) in [
            ("clients_owner_id", "owner_id", FieldFault::NotAChoice),
            ("clients_score_check", "score", FieldFault::WrongKind),
            ("client_lifecycle_history_client_id", "client_id", FieldFault::NotAChoice),
        ] {
            assert_eq!(field_of_constraint(constraint), Some((field.to_owned(), fault)), "{constraint}");
        }
        assert_eq!(field_of_constraint("org_sync_pkey"), None);
    }
}
