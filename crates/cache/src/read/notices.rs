//! The notification centre: calls that were missed, tasks that became due, and those one wanted to be reminded of.

use super::column::{self, Columns};
use crate::rows::{NoticeKind, NoticeRow, Notices};
use crate::{Cache, CacheFault};
use leadline_domain::{ActivityKind, Millis};
use rusqlite::{Connection, named_params};
use uuid::Uuid;

/// The latest that are listed.
const MOST: u32 = 100;

const MISSED: &str = "SELECT calls.id AS id, 'missed_call' AS what, calls.title AS title, NULL AS kind, clients.id AS client_id, \
        clients.name AS client_name, calls.created_at AS at, NULL AS due_at, calls.read_at IS NOT NULL AS seen \
    FROM notifications AS calls \
    LEFT JOIN clients ON clients.id = calls.about_id AND clients.hidden = 0 \
    WHERE calls.hidden = 0 AND calls.kind = 'missed_call'";

/// Open tasks of `:me` by the moment `$at`, and what was told of them then.
macro_rules! tasks {
    ($what:literal, $at:literal) => {
        concat!(
            "SELECT tasks.id AS id, '",
            $what,
            "' AS what, tasks.subject AS title, tasks.kind AS kind, clients.id AS client_id, \
                clients.name AS client_name, ",
            $at,
            " AS at, tasks.due_at AS due_at, told.seen_at IS NOT NULL AS seen \
            FROM activities AS tasks \
            LEFT JOIN told ON told.id = tasks.id AND told.at = ",
            $at,
            " LEFT JOIN clients ON clients.id = tasks.client_id AND clients.hidden = 0 \
            WHERE tasks.hidden = 0 AND tasks.assignee_id = :me AND tasks.status = 'open'"
        )
    };
}
const DUE: &str = tasks!("task_due", "tasks.due_at");
const REMINDED: &str = tasks!("reminder", "tasks.remind_at");
/// A task one was told is due needs no reminder any more.
const NOT_YET_DUE: &str = "NOT EXISTS (SELECT 1 FROM told AS due WHERE due.id = tasks.id AND due.at = tasks.due_at)";

impl Cache {
    /// What the person `me` was told of and still stands, newest first, and how many of all they have not seen. A task
    /// that is done, moved or somebody else's now stands no more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notices(&self, me: Uuid) -> Result<Notices, CacheFault> {
        let standing = format!(
            "{MISSED} UNION ALL {DUE} AND told.at IS NOT NULL \
             UNION ALL {REMINDED} AND told.at IS NOT NULL AND {NOT_YET_DUE}"
        );
        self.read(|from| {
            let sql = format!("{standing} ORDER BY at DESC, id LIMIT :most");
            let rows = column::all(from, &sql, named_params! { ":me": me.as_bytes(), ":most": MOST }, read)?;
            let sql = format!("SELECT count(*) FROM ({standing}) WHERE seen = 0");
            let with = named_params! { ":me": me.as_bytes() };
            let unseen = from.prepare_cached(&sql)?.query_row(with, |row| row.get(0))?;
            Ok(Notices { rows, unseen })
        })
    }

    /// The notifications of missed calls the person has not seen.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn missed_not_seen(&self) -> Result<Vec<Uuid>, CacheFault> {
        let sql = format!("{MISSED} AND calls.read_at IS NULL");
        self.read(|from| column::all(from, &sql, [], |row| row.id("id")))
    }
}

/// Calls missed after `from` that nobody was told of here and nobody has seen.
pub(crate) fn missed_not_told(file: &Connection, from: Millis) -> Result<Vec<NoticeRow>, CacheFault> {
    let sql = format!(
        "{MISSED} AND calls.read_at IS NULL AND calls.created_at > :from \
         AND NOT EXISTS (SELECT 1 FROM told WHERE told.id = calls.id) ORDER BY at DESC, calls.id"
    );
    column::all(file, &sql, named_params! { ":from": from }, read)
}

/// Tasks of `me` that became due after `from` and not after `now`, and nobody was told of here. The call back that comes
/// with a missed call is due in the moment it is made, and the call is told of.
pub(crate) fn tasks_not_told(
    file: &Connection,
    me: Uuid,
    from: Millis,
    now: Millis,
) -> Result<Vec<NoticeRow>, CacheFault> {
    not_told(file, DUE, "tasks.due_at", "tasks.due_at <> tasks.created_at", (me, from, now))
}

/// Reminders of `me` that came after `from` and not after `now`, of tasks that are not due yet, and nobody was told of
/// here.
pub(crate) fn reminders_not_told(
    file: &Connection,
    me: Uuid,
    from: Millis,
    now: Millis,
) -> Result<Vec<NoticeRow>, CacheFault> {
    not_told(file, REMINDED, "tasks.remind_at", "coalesce(tasks.due_at > :now, TRUE)", (me, from, now))
}

fn not_told(
    file: &Connection,
    tasks: &str,
    at: &str,
    condition: &str,
    (me, from, now): (Uuid, Millis, Millis),
) -> Result<Vec<NoticeRow>, CacheFault> {
    let sql = format!(
        "{tasks} AND told.at IS NULL AND {at} > :from AND {at} <= :now AND {condition} ORDER BY at DESC, tasks.id"
    );
    let with = named_params! { ":me": me.as_bytes(), ":from": from, ":now": now };
    column::all(file, &sql, with, read)
}

/// When the next task of `me` becomes due or is to be reminded of.
pub(crate) fn next_news(file: &Connection, me: Uuid, now: Millis) -> Result<Option<Millis>, CacheFault> {
    let sql = "SELECT min(at) FROM ( \
        SELECT min(due_at) AS at FROM activities \
        WHERE hidden = 0 AND assignee_id = ?1 AND status = 'open' AND due_at > ?2 \
        UNION ALL SELECT min(remind_at) FROM activities \
        WHERE hidden = 0 AND assignee_id = ?1 AND status = 'open' AND remind_at > ?2)";
    Ok(file.prepare_cached(sql)?.query_row((me.as_bytes(), now), |row| row.get(0))?)
}

fn read(row: &Columns<'_>) -> Result<NoticeRow, CacheFault> {
    let kind = match row.text("what")?.as_str() {
        "task_due" => NoticeKind::TaskDue,
        "reminder" => NoticeKind::Reminder,
        _ => NoticeKind::MissedCall,
    };
    Ok(NoticeRow {
        id: row.id("id")?,
        kind,
        title: row.text("title")?,
        activity_kind: match kind {
            NoticeKind::MissedCall => None,
            NoticeKind::TaskDue | NoticeKind::Reminder => Some(row.word("kind", ActivityKind::Task)?),
        },
        client_id: row.maybe_id("client_id")?,
        client_name: row.get("client_name")?,
        at: row.get("at")?,
        due_at: row.get("due_at")?,
        seen: row.flag("seen")?,
    })
}
