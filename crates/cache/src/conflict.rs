//! Records two people edited differently.

use crate::fold::refold;
use crate::lanes::Lane;
use crate::outbox::{Edit, encode, entity_of};
use crate::rows::ConflictRow;
use crate::table::{self, Visible};
use crate::undo;
use crate::write::Pen;
use crate::{Author, Cache, CacheFault, Written, queue};
use leadline_domain::merge::{Change, FieldConflict};
use leadline_domain::{Entity, Millis};
use leadline_protocol::sync::Op;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// Opens a conflict about the fields of an edit, or adds them to the open one of the same record.
pub(crate) fn open(
    file: &Connection,
    edit: &Edit,
    fields: &[FieldConflict],
    by: Uuid,
    at: Millis,
) -> Result<(), CacheFault> {
    let class = edit.entity.class();
    let mut ask = file.prepare_cached("SELECT id, fields FROM conflicts WHERE record = ?1 AND entity = ?2")?;
    let held: Option<(Uuid, Vec<u8>)> =
        ask.query_row(params![edit.record, class], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (id, mut merged): (Uuid, Vec<FieldConflict>) = match held {
        Some((id, fields)) => (id, rmp_serde::from_slice(&fields)?),
        None => (edit.id, Vec::new()),
    };
    for field in fields {
        match merged.iter_mut().find(|open| open.field == field.field) {
            // Both still started from the same base.
            Some(open) => {
                open.mine = field.mine.clone();
                open.theirs = field.theirs.clone();
            }
            None => merged.push(field.clone()),
        }
    }
    let mut store = file.prepare_cached("INSERT OR REPLACE INTO conflicts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    store.execute(params![id, class, edit.record, edit.root, encode(&merged)?, edit.at, by, at])?;
    Ok(())
}

/// Takes the fields in conflict out of an edit: theirs stands until a person decides.
pub(crate) fn strip(edit: &mut Edit, fields: &[FieldConflict]) {
    let in_conflict = |name: &str| fields.iter().any(|field| field.field == name);
    match &mut edit.op {
        Op::Update { changes } => changes.retain(|change| !in_conflict(&change.field)),
        Op::Create { values } => values.retain(|(name, _)| !in_conflict(name)),
        Op::Delete { .. } | Op::Restore | Op::Nothing => {}
    }
}

struct Held {
    entity: Entity,
    record: Uuid,
    fields: Vec<FieldConflict>,
}

fn held(file: &Connection, id: Uuid) -> Result<Held, CacheFault> {
    let mut ask = file.prepare_cached("SELECT entity, record, fields FROM conflicts WHERE id = ?1")?;
    let row: Option<(i16, Uuid, Vec<u8>)> =
        ask.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let (class, record, fields) = row.ok_or(CacheFault::Unknown(id))?;
    Ok(Held { entity: entity_of(class)?, record, fields: rmp_serde::from_slice(&fields)? })
}

impl Cache {
    /// Settles a conflict: for the fields in `mine` my value is written again, as an edit that has seen theirs; for
    /// all others theirs stays.
    ///
    /// # Errors
    /// [`CacheFault::Unknown`] if it is settled already.
    pub fn resolve_conflict(
        &self,
        id: Uuid,
        mine: &[String],
        at: &Author,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Written, CacheFault> {
        let (mut written, changed) = self.commit(Lane::Edit, |file, changes| {
            let conflict = held(file, id)?;
            file.execute("DELETE FROM conflicts WHERE id = ?1", [id])?;
            refold(file, changes, conflict.entity, conflict.record)?;
            let seen = table::of(conflict.entity).load(file, conflict.record)?;
            let mut pen = Pen { file, changes, at, new_id, steps: Vec::new() };
            if let Some(seen) = seen {
                keep_mine(&mut pen, &seen, &conflict.fields, mine)?;
            }
            let (count, steps) = (pen.count(), pen.steps);
            let undo = if steps.is_empty() { None } else { Some(undo::keep(file, new_id(), &steps)?) };
            Ok(Written { count, undo, ..Written::default() })
        })?;
        written.changed = changed;
        Ok(written)
    }

    /// Records two people edited differently, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflicts(&self) -> Result<Vec<ConflictRow>, CacheFault> {
        self.read(|file| {
            let mut ask = file.prepare_cached(
                "SELECT id, entity, record, root, fields, mine_at, theirs_by, theirs_at FROM conflicts ORDER BY mine_at, id",
            )?;
            let mut rows = ask.query([])?;
            let mut conflicts = Vec::new();
            while let Some(row) = rows.next()? {
                let (entity, record, root) = (entity_of(row.get(1)?)?, row.get(2)?, row.get(3)?);
                let fields: Vec<u8> = row.get(4)?;
                let (title, subtitle) = queue::titles(file, entity, record, root)?;
                conflicts.push(ConflictRow {
                    id: row.get(0)?,
                    entity,
                    record,
                    client_id: queue::client_of(entity, root, record),
                    title,
                    subtitle,
                    fields: rmp_serde::from_slice(&fields)?,
                    mine_at: row.get(5)?,
                    theirs_by: row.get(6)?,
                    theirs_at: row.get(7)?,
                });
            }
            Ok(conflicts)
        })
    }

    /// The fields of a record that wait for a person's decision.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflict_fields(&self, entity: Entity, record: Uuid) -> Result<Vec<FieldConflict>, CacheFault> {
        self.read(|file| {
            let mut ask = file.prepare_cached("SELECT fields FROM conflicts WHERE record = ?1 AND entity = ?2")?;
            let fields: Option<Vec<u8>> =
                ask.query_row(params![record, entity.class()], |row| row.get(0)).optional()?;
            fields.map_or(Ok(Vec::new()), |fields| Ok(rmp_serde::from_slice(&fields)?))
        })
    }
}

fn keep_mine(pen: &mut Pen<'_>, seen: &Visible, fields: &[FieldConflict], mine: &[String]) -> Result<(), CacheFault> {
    let chosen = fields.iter().filter(|field| mine.contains(&field.field));
    // The author has seen theirs, so that is what the edit starts from, whether or not a page has brought it yet.
    let changes: Vec<Change> = chosen
        .map(|field| Change { field: field.field.clone(), was: field.theirs.clone(), now: field.mine.clone() })
        .collect();
    if changes.is_empty() { Ok(()) } else { pen.change(seen, changes) }
}
