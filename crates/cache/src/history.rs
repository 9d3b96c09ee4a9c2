//! What went through the exchange lately, from the file's own record.

use crate::meta::{self, Key};
use crate::rows::{History, ReceivedChange};
use crate::{Cache, CacheFault, queue};
use rusqlite::Connection;
use uuid::Uuid;

/// Longest list of each.
const LISTED: i64 = 200;
/// How many of the latest changes are looked through for other people's.
const LOOKED_THROUGH: i64 = 5_000;

impl Cache {
    /// The latest edits the server took from here, and the latest clients that other people or other devices changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self) -> Result<History, CacheFault> {
        self.read(|file| Ok(History { sent: queue::sent(file, LISTED)?, received: received(file)? }))
    }
}

fn received(file: &Connection) -> Result<Vec<ReceivedChange>, CacheFault> {
    let me: Option<Uuid> = meta::get(file, Key::Me)?;
    let mut ask = file.prepare_cached(
        "SELECT id, name, company_name, updated_by, updated_at FROM (
             SELECT id, name, company_name, updated_by, updated_at FROM clients
             WHERE hidden = 0 ORDER BY updated_at DESC LIMIT ?1)
         WHERE updated_by IS NOT ?2 LIMIT ?3",
    )?;
    let rows = ask.query_map((LOOKED_THROUGH, me, LISTED), |row| {
        Ok(ReceivedChange {
            client_id: row.get(0)?,
            title: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            subtitle: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
