//! Steps through the funnel that follow from waiting edits: on the timeline at once, under the id the server will give
//! them, so that the server's row takes their place.

use crate::CacheFault;
use crate::changes::Changes;
use crate::fold::{client_put_away, mark_of_waiting, sets_stage};
use crate::outbox::{Edit, State};
use crate::table::{self, Visible};
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::Row;
use rusqlite::Connection;
use uuid::Uuid;

/// The id of the step an edit makes: the same on the device and on the server.
pub fn step_id(mutation: Uuid) -> Uuid {
    Uuid::new_v5(&mutation, b"stage")
}

/// The steps that should stand beside a client with these edits.
pub(crate) fn expected(client: Option<&Visible>, edits: &[Edit]) -> Vec<Row> {
    let Some(client) = client else { return Vec::new() };
    let waiting = edits.iter().filter(|edit| edit.state != State::Refused);
    waiting
        .filter_map(|edit| {
            let change = sets_stage(&edit.op)?;
            Some(Row {
                entity: Entity::LifecycleChange,
                id: step_id(edit.id),
                root: client.row.id,
                scope: client.row.scope,
                version: 0,
                enter: 0,
                created_at: edit.at,
                created_by: edit.by,
                updated_at: edit.at,
                updated_by: edit.by,
                values: vec![Value::Id(client.row.id), change.was.clone(), change.now.clone(), Value::Int(edit.at)],
            })
        })
        .collect()
}

/// Brings the steps that are only here in line with the client's edits.
pub(crate) fn follow(
    file: &Connection,
    changes: &mut Changes,
    client: Uuid,
    seen: Option<&Visible>,
    edits: &[Edit],
) -> Result<(), CacheFault> {
    let wanted = expected(seen, edits);
    let mut ask = file.prepare_cached("SELECT id FROM client_lifecycle_history WHERE root = ?1 AND version = 0")?;
    let held = ask.query_map([client], |row| row.get(0))?.collect::<Result<Vec<Uuid>, _>>()?;
    if wanted.is_empty() && held.is_empty() {
        return Ok(());
    }
    let table = table::of(Entity::LifecycleChange);
    let hidden = client_put_away(file, client)?;
    for id in held.iter().filter(|id| !wanted.iter().any(|row| row.id == **id)) {
        let old = table.load(file, *id)?;
        table.store(file, old.as_ref(), None)?;
        changes.record(Entity::LifecycleChange, client);
    }
    for row in wanted {
        let old = table.load(file, row.id)?;
        if old.as_ref().is_some_and(|old| old.row.version > 0) {
            continue;
        }
        let new = Visible { row, hidden, mark: mark_of_waiting(edits) };
        if table.store(file, old.as_ref(), Some(&new))? {
            changes.record(Entity::LifecycleChange, client);
        }
    }
    Ok(())
}
