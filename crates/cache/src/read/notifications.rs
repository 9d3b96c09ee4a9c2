//! What the person is told of, and which of it they have seen.

use super::column::{self, Columns};
use crate::rows::{NotificationRow, Notifications};
use crate::{Cache, CacheFault};
use leadline_domain::words::NotificationKind;

/// The latest that are listed.
const MOST: u32 = 100;

impl Cache {
    /// The latest the person was told of, newest first, and how many of all they have not seen.
    pub fn notifications(&self) -> Result<Notifications, CacheFault> {
        self.read(|from| {
            let sql = "SELECT told.id, told.kind, told.title, told.call_id, told.created_at, told.read_at, told.mark, \
                    clients.id AS client_id, clients.portal_access AS callable \
                FROM notifications AS told \
                LEFT JOIN clients ON clients.id = told.about_id AND clients.hidden = 0 \
                WHERE told.hidden = 0 ORDER BY told.created_at DESC, told.id LIMIT ?1";
            let rows = column::all(from, sql, [MOST], read)?;
            let sql = "SELECT count(*) FROM notifications WHERE hidden = 0 AND read_at IS NULL";
            let unread = from.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
            Ok(Notifications { rows, unread })
        })
    }
}

fn read(row: &Columns<'_>) -> Result<NotificationRow, CacheFault> {
    Ok(NotificationRow {
        id: row.id("id")?,
        kind: row.word("kind", NotificationKind::MissedCall)?,
        title: row.text("title")?,
        client_id: row.maybe_id("client_id")?,
        callable: row.flag("callable")?,
        call_id: row.maybe_id("call_id")?,
        at: row.get("created_at")?,
        seen: row.get::<Option<i64>>("read_at")?.is_some(),
        sync: row.mark()?,
    })
}
