//! How much of what the server holds for this person has come: counted in the file, so that a restart goes on counting.

use crate::meta::{self, Key};
use crate::{Cache, CacheFault};
use leadline_protocol::sync::Page;
use rusqlite::{Connection, params};
use std::collections::HashMap;
use uuid::Uuid;

/// How far a sync of many pages is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Rows that have come.
    pub rows: u64,
    /// Rows still to come, as the server last estimated.
    pub remaining: u64,
}

impl Cache {
    /// How far the sync is; `None` once everything has come, and before anything has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn arrival(&self) -> Result<Option<Arrival>, CacheFault> {
        self.read(|file| {
            let remaining: i64 = meta::get(file, Key::Remaining)?.unwrap_or(0);
            if remaining == 0 {
                return Ok(None);
            }
            let rows: i64 =
                file.prepare_cached("SELECT coalesce(sum(rows), 0) FROM cursors")?.query_row([], |row| row.get(0))?;
            Ok(Some(Arrival { rows: rows.unsigned_abs(), remaining: remaining.unsigned_abs() }))
        })
    }
}

/// Moves the cursors to where the page ends and counts its rows. Tells whether a sync of many pages ends with it.
pub(crate) fn note(file: &Connection, page: &Page) -> Result<bool, CacheFault> {
    let mut drop = file.prepare_cached("DELETE FROM cursors WHERE scope = ?1")?;
    for scope in page.revoked.iter().chain(&page.reset) {
        drop.execute([scope])?;
    }
    let mut came: HashMap<Uuid, i64> = HashMap::new();
    for row in &page.rows {
        *came.entry(row.scope).or_default() += 1;
    }
    let mut store = file.prepare_cached(
        "INSERT INTO cursors (scope, version, rows) VALUES (?1, ?2, ?3)
         ON CONFLICT (scope) DO UPDATE SET version = excluded.version, rows = rows + excluded.rows",
    )?;
    for cursor in &page.cursors {
        store.execute(params![cursor.scope, cursor.version, came.get(&cursor.scope).copied().unwrap_or(0)])?;
    }
    let remaining = if page.more { i64::try_from(page.remaining.max(1)).unwrap_or(i64::MAX) } else { 0 };
    let before = meta::get::<i64>(file, Key::Remaining)?.unwrap_or(0);
    if before != remaining {
        meta::put(file, Key::Remaining, remaining)?;
    }
    Ok(before > 0 && remaining == 0)
}
