//! What the person sees: the server's row with the waiting edits laid over.

use crate::changes::Changes;
use crate::outbox::{self, Edit, State};
use crate::rows::SyncMark;
use crate::table::{self, Visible};
use crate::{CacheFault, shadow, stage};
use leadline_domain::merge::{Change, overlay};
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::{Op, Row};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// Lays one edit over a row. `None` is a record that is not there.
pub(crate) fn lay(row: Option<Row>, edit: &Edit) -> Option<Row> {
    match (&edit.op, row) {
        (Op::Create { values }, None) => Some(made(edit, values)),
        (Op::Update { changes }, Some(mut row)) => {
            overlay(row.entity, &mut row.values, changes);
            row.updated_at = edit.at;
            row.updated_by = edit.by;
            row.root = root_of(row.entity, row.id, &row.values);
            Some(row)
        }
        (_, row) => row,
    }
}

/// The row a create makes before the server has seen it.
fn made(edit: &Edit, given: &[(String, Value)]) -> Row {
    let mut values = vec![Value::Null; edit.entity.fields().len()];
    for (name, value) in given {
        if let Some(at) = edit.entity.position(name) {
            values[at] = value.clone();
        }
    }
    Row {
        entity: edit.entity,
        id: edit.record,
        root: root_of(edit.entity, edit.record, &values),
        scope: edit.scope,
        version: 0,
        enter: 0,
        created_at: edit.at,
        created_by: edit.by,
        updated_at: edit.at,
        updated_by: edit.by,
        values,
    }
}

/// The client a record hangs on, or the record itself.
pub(crate) fn root_of(entity: Entity, id: Uuid, values: &[Value]) -> Uuid {
    let client = entity.position("client_id").and_then(|at| values.get(at)).and_then(Value::as_id);
    client.unwrap_or(id)
}

/// Whether edits say that something is put away; the last word counts.
fn put_away<'a>(edits: impl Iterator<Item = &'a Edit>) -> bool {
    edits.fold(false, |hidden, edit| match edit.op {
        Op::Delete { .. } => true,
        Op::Restore => false,
        _ => hidden,
    })
}

fn active(edits: &[Edit]) -> impl Iterator<Item = &Edit> {
    edits.iter().filter(|edit| edit.state != State::Refused)
}

/// Whether waiting edits put the client away, with what hangs on it.
pub(crate) fn client_put_away(file: &Connection, client: Uuid) -> Result<bool, CacheFault> {
    let mut ask = file.prepare_cached(
        "SELECT op FROM outbox WHERE record = ?1 AND entity = ?2 AND op IN (2, 3) AND state <> 4 ORDER BY place DESC LIMIT 1",
    )?;
    let last: Option<i64> = ask.query_row(params![client, Entity::Client.class()], |row| row.get(0)).optional()?;
    Ok(last == Some(2))
}

/// How a record with these edits is marked.
pub(crate) fn mark_of(file: &Connection, entity: Entity, record: Uuid, edits: &[Edit]) -> Result<SyncMark, CacheFault> {
    let mut ask = file.prepare_cached("SELECT 1 FROM conflicts WHERE record = ?1 AND entity = ?2")?;
    Ok(if ask.exists(params![record, entity.class()])? {
        SyncMark::Conflict
    } else if edits.iter().any(|edit| edit.state == State::Refused) {
        SyncMark::Refused
    } else {
        mark_of_waiting(edits)
    })
}

/// How something with these edits is marked if nobody objects to them.
pub(crate) fn mark_of_waiting(edits: &[Edit]) -> SyncMark {
    if edits.iter().all(|edit| edit.state == State::Kept) { SyncMark::Synced } else { SyncMark::Waiting }
}

/// The server's row of a record, as far as it is held: `seen` is the row in its table.
fn truth(file: &Connection, entity: Entity, record: Uuid, seen: Option<&Visible>) -> Result<Option<Row>, CacheFault> {
    if let Some(row) = shadow::get(file, entity, record)? {
        return Ok(Some(row));
    }
    // A row without a shadow is either the server's own or only here.
    Ok(seen.filter(|seen| seen.row.version > 0).map(|seen| seen.row.clone()))
}

/// What should be seen of a record.
pub(crate) fn expected(
    file: &Connection,
    entity: Entity,
    record: Uuid,
    seen: Option<&Visible>,
    edits: &[Edit],
) -> Result<Option<Visible>, CacheFault> {
    let truth = truth(file, entity, record, seen)?;
    let Some(row) = active(edits).fold(truth, lay) else { return Ok(None) };
    let by_client = entity.is_child_of_client() && row.root != record && client_put_away(file, row.root)?;
    let hidden = by_client || put_away(active(edits));
    let mark = mark_of(file, entity, record, edits)?;
    Ok(Some(Visible { row, hidden, mark }))
}

/// Brings what is seen of a record in line with the server's row and the waiting edits.
pub(crate) fn refold(file: &Connection, changes: &mut Changes, entity: Entity, record: Uuid) -> Result<(), CacheFault> {
    let table = table::of(entity);
    let seen = table.load(file, record)?;
    if entity == Entity::LifecycleChange && seen.as_ref().is_none_or(|seen| seen.row.version == 0) {
        // Steps that are only here follow from the client's edits; see `stage`.
        return Ok(());
    }
    let edits = outbox::of_record(file, entity, record)?;
    let new = expected(file, entity, record, seen.as_ref(), &edits)?;
    if table.store(file, seen.as_ref(), new.as_ref())? {
        for visible in [&seen, &new].into_iter().flatten() {
            changes.record(entity, visible.row.root);
        }
    }
    if active(&edits).next().is_none() {
        shadow::drop_one(file, entity, record)?;
    }
    if entity == Entity::Client {
        stage::follow(file, changes, record, new.as_ref(), &edits)?;
    }
    Ok(())
}

/// As [`refold`], and what hangs on a client follows it into hiding and back.
pub(crate) fn refold_family(
    file: &Connection,
    changes: &mut Changes,
    entity: Entity,
    record: Uuid,
) -> Result<(), CacheFault> {
    refold(file, changes, entity, record)?;
    if entity != Entity::Client {
        return Ok(());
    }
    let hidden = client_put_away(file, record)?;
    for child in table::children() {
        let table = child.table();
        let mut follow = file.prepare_cached(&format!(
            "UPDATE {table} SET hidden = ?1 WHERE root = ?2 AND hidden <> ?1
             AND NOT EXISTS (SELECT 1 FROM outbox WHERE record = {table}.id)"
        ))?;
        if follow.execute(params![hidden, record])? > 0 {
            changes.record(child, record);
        }
        // Children with edits of their own have more to say about that.
        let mut ask = file.prepare_cached(&format!(
            "SELECT id FROM {table} WHERE root = ?1 AND EXISTS (SELECT 1 FROM outbox WHERE record = {table}.id)"
        ))?;
        for id in ask.query_map([record], |row| row.get(0))?.collect::<Result<Vec<Uuid>, _>>()? {
            refold(file, changes, child, id)?;
        }
    }
    Ok(())
}

/// Lays a fresh update over what is seen without reading the edits before it, which changes nothing else.
pub(crate) fn lay_update(
    file: &Connection,
    changes: &mut Changes,
    seen: &Visible,
    edit: &Edit,
) -> Result<(), CacheFault> {
    let mut new = seen.clone();
    if new.mark == SyncMark::Synced {
        new.mark = mark_of_waiting(std::slice::from_ref(edit));
    }
    if let Some(row) = lay(Some(new.row), edit) {
        new.row = row;
        table::of(edit.entity).store(file, Some(seen), Some(&new))?;
        changes.record(edit.entity, new.row.root);
        changes.record(edit.entity, seen.row.root);
        if edit.entity == Entity::Client && sets_stage(&edit.op).is_some() {
            let edits = outbox::of_record(file, edit.entity, edit.record)?;
            stage::follow(file, changes, edit.record, Some(&new), &edits)?;
        }
    }
    Ok(())
}

/// The step through the funnel an edit makes.
pub(crate) fn sets_stage(op: &Op) -> Option<&Change> {
    match op {
        Op::Update { changes } => changes.iter().find(|change| change.field == "lifecycle_stage"),
        _ => None,
    }
}
