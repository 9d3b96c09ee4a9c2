//! The server's rows of records that have waiting edits; clean records cost nothing.

use crate::CacheFault;
use crate::outbox::encode;
use crate::table::Visible;
use leadline_domain::Entity;
use leadline_protocol::sync::Row;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

pub(crate) fn get(file: &Connection, entity: Entity, id: Uuid) -> Result<Option<Row>, CacheFault> {
    let mut ask = file.prepare_cached("SELECT row FROM shadow WHERE id = ?1 AND entity = ?2")?;
    let row: Option<Vec<u8>> = ask.query_row(params![id, entity.class()], |row| row.get(0)).optional()?;
    Ok(row.map(|row| rmp_serde::from_slice(&row)).transpose()?)
}

/// Keeps the server's row, unless a newer one is held (R2).
pub(crate) fn put(file: &Connection, row: &Row) -> Result<bool, CacheFault> {
    let mut store = file.prepare_cached(
        "INSERT INTO shadow (entity, id, root, scope, version, row) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id, entity) DO UPDATE SET root = excluded.root, scope = excluded.scope,
             version = excluded.version, row = excluded.row
         WHERE excluded.version >= shadow.version",
    )?;
    let stored = store.execute(params![row.entity.class(), row.id, row.root, row.scope, row.version, encode(row)?])?;
    Ok(stored > 0)
}

/// Keeps the server's row of a record before the first edit is laid over it.
pub(crate) fn keep(file: &Connection, seen: &Visible) -> Result<(), CacheFault> {
    if seen.row.version > 0 && get(file, seen.row.entity, seen.row.id)?.is_none() {
        put(file, &seen.row)?;
    }
    Ok(())
}

pub(crate) fn drop_one(file: &Connection, entity: Entity, id: Uuid) -> Result<(), CacheFault> {
    file.prepare_cached("DELETE FROM shadow WHERE id = ?1 AND entity = ?2")?.execute(params![id, entity.class()])?;
    Ok(())
}
