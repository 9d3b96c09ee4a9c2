//! The edits the server has not confirmed.

use crate::CacheFault;
use leadline_domain::{Entity, Millis};
use leadline_protocol::Problem;
use leadline_protocol::sync::Op;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// Where an edit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Waits to be sent.
    Waiting = 0,
    /// Sent at least once; what became of it is not known.
    Sent = 1,
    /// The server has it, and no page has brought it back yet (R6).
    Confirmed = 2,
    /// Waits for a refused one.
    Blocked = 3,
    /// Refused: a person decides. It no longer counts for what is seen.
    Refused = 4,
    /// Made by somebody who works alone: there is no server it could wait for.
    Kept = 5,
}

impl State {
    fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Sent,
            2 => Self::Confirmed,
            3 => Self::Blocked,
            4 => Self::Refused,
            5 => Self::Kept,
            _ => Self::Waiting,
        }
    }
}

/// An edit in the outbox.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edit {
    /// The order they were made in.
    pub(crate) place: i64,
    pub(crate) id: Uuid,
    /// Given when it is first sent.
    pub(crate) seq: Option<i64>,
    pub(crate) entity: Entity,
    pub(crate) record: Uuid,
    /// The client it hangs on, or itself.
    pub(crate) root: Uuid,
    /// Where a record made by it will be visible.
    pub(crate) scope: Uuid,
    pub(crate) op: Op,
    pub(crate) at: Millis,
    pub(crate) by: Uuid,
    pub(crate) state: State,
    pub(crate) problem: Option<Problem>,
    /// Refused not by the server, which failed at it: it may have been carried out.
    pub(crate) set_aside: bool,
}

/// The stored number of an operation.
pub(crate) const fn op_number(op: &Op) -> i64 {
    match op {
        Op::Create { .. } => 0,
        Op::Update { .. } => 1,
        Op::Delete { .. } => 2,
        Op::Restore => 3,
        Op::Nothing => 4,
    }
}

/// Whether an edit of a client says something about what hangs on it.
pub(crate) const fn moves_family(op: &Op) -> bool {
    matches!(op, Op::Delete { .. } | Op::Restore)
}

pub(crate) fn encode<T: serde::Serialize>(what: &T) -> Result<Vec<u8>, CacheFault> {
    rmp_serde::to_vec_named(what).map_err(|fault| CacheFault::Encoding(fault.to_string()))
}

const COLUMNS: &str = "place, id, seq, entity, record, root, scope, body, at, by, state, problem, set_aside";

fn read(from: &Row<'_>) -> Result<Edit, CacheFault> {
    let class: i16 = from.get(3)?;
    let problem: Option<String> = from.get(11)?;
    Ok(Edit {
        place: from.get(0)?,
        id: from.get(1)?,
        seq: from.get(2)?,
        entity: entity_of(class)?,
        record: from.get(4)?,
        root: from.get(5)?,
        scope: from.get(6)?,
        op: rmp_serde::from_slice(from.get_ref(7)?.as_blob().map_err(rusqlite::Error::from)?)?,
        at: from.get(8)?,
        by: from.get(9)?,
        state: State::from_number(from.get(10)?),
        problem: problem.and_then(|json| serde_json::from_str(&json).ok()),
        set_aside: from.get(12)?,
    })
}

pub(crate) fn entity_of(class: i16) -> Result<Entity, CacheFault> {
    Entity::from_class(class).ok_or_else(|| CacheFault::Encoding(format!("class {class}")))
}

/// The edits a condition on the table picks, in the order they were made.
pub(crate) fn pick(file: &Connection, condition: &str, given: impl rusqlite::Params) -> Result<Vec<Edit>, CacheFault> {
    let mut ask = file.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE {condition}"))?;
    let mut rows = ask.query(given)?;
    let mut edits = Vec::new();
    while let Some(row) = rows.next()? {
        edits.push(read(row)?);
    }
    Ok(edits)
}

/// Every edit of a record, refused ones too.
pub(crate) fn of_record(file: &Connection, entity: Entity, record: Uuid) -> Result<Vec<Edit>, CacheFault> {
    pick(file, "record = ?1 AND entity = ?2 ORDER BY place", params![record, entity.class()])
}

/// One edit by its id.
pub(crate) fn find(file: &Connection, id: Uuid) -> Result<Option<Edit>, CacheFault> {
    Ok(pick(file, "id = ?1", [id])?.pop())
}

/// One edit by its number.
pub(crate) fn numbered(file: &Connection, seq: i64) -> Result<Option<Edit>, CacheFault> {
    Ok(pick(file, "seq = ?1", [seq])?.pop())
}

/// Appends an edit; its place is given by the table.
pub(crate) fn append(file: &Connection, edit: &Edit) -> Result<(), CacheFault> {
    let mut insert = file.prepare_cached(
        "INSERT INTO outbox (id, entity, record, root, scope, op, body, at, by, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let (class, op, body) = (edit.entity.class(), op_number(&edit.op), encode(&edit.op)?);
    insert.execute(params![
        edit.id,
        class,
        edit.record,
        edit.root,
        edit.scope,
        op,
        body,
        edit.at,
        edit.by,
        edit.state as i64
    ])?;
    Ok(())
}

/// Writes back what may change in an edit.
pub(crate) fn rewrite(file: &Connection, edit: &Edit) -> Result<(), CacheFault> {
    let problem = edit.problem.as_ref().map(serde_json::to_string).transpose();
    let problem = problem.map_err(|fault| CacheFault::Encoding(fault.to_string()))?;
    let mut update = file.prepare_cached(
        "UPDATE outbox SET id = ?2, seq = ?3, body = ?4, state = ?5, problem = ?6, set_aside = ?7 WHERE place = ?1",
    )?;
    let (body, state) = (encode(&edit.op)?, edit.state as i64);
    update.execute(params![edit.place, edit.id, edit.seq, body, state, problem, edit.set_aside])?;
    Ok(())
}

pub(crate) fn remove(file: &Connection, place: i64) -> Result<(), CacheFault> {
    file.prepare_cached("DELETE FROM outbox WHERE place = ?1")?.execute([place])?;
    Ok(())
}

/// Keeps the place of an edit in the numbering, if it ever had one, under `id`: the server waits for every number
/// (R10).
pub(crate) fn owe(file: &Connection, edit: &Edit, id: Uuid) -> Result<(), CacheFault> {
    if let Some(seq) = edit.seq {
        file.execute("INSERT OR IGNORE INTO owed (seq, id) VALUES (?1, ?2)", params![seq, id])?;
    }
    Ok(())
}

/// Whether the record is missing on the server because making it was refused: everything about it has to wait.
pub(crate) fn is_refused_in_making(file: &Connection, record: Uuid, root: Uuid) -> Result<bool, CacheFault> {
    let mut ask =
        file.prepare_cached("SELECT 1 FROM outbox WHERE record IN (?1, ?2) AND state = 4 AND op = 0 LIMIT 1")?;
    Ok(ask.query_row([record, root], |_| Ok(())).optional()?.is_some())
}
