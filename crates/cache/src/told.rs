//! What the person is told of, once on this computer: tasks that become due, reminders of them and calls that were missed.

use crate::changes::Changes;
use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::read::{missed_not_told, next_news, reminders_not_told, tasks_not_told};
use crate::rows::NoticeRow;
use crate::{Cache, CacheFault};
use leadline_domain::{Entity, Millis};
use rusqlite::{Connection, params};
use uuid::Uuid;

const DAY: Millis = 24 * 60 * 60 * 1_000;
/// What came up longer ago is no news any more, wherever it has been meanwhile.
const NEWS: Millis = 7 * DAY;
/// How long it is known what was told; longer than it could be news again.
const KNOWN: Millis = 30 * DAY;

/// What there is to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What the person is told of now and never again here, newest first.
    pub rows: Vec<NoticeRow>,
    /// When the next task becomes due or is to be reminded of.
    pub next: Option<Millis>,
}

impl Cache {
    /// What the person `me` is to be told of at `now`, by this computer's clock, from which the server's is `clock_off`
    /// milliseconds ahead. It counts as told when this returns. Tasks that were due before this was asked for the first
    /// time are none of it, and while a first sync brings everything there is no news.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn news(&self, me: Uuid, now: Millis, clock_off: Millis) -> Result<News, CacheFault> {
        let anything = self.read(|file| {
            let begun = meta::get::<Millis>(file, Key::ToldFrom)?.is_some();
            Ok(!begun || !not_told(file, me, now, clock_off)?.is_empty())
        })?;
        let rows = if anything {
            self.commit(Lane::Edit, |file, changes| {
                if meta::get::<Millis>(file, Key::ToldFrom)?.is_none() {
                    meta::put(file, Key::ToldFrom, now)?;
                }
                let rows = not_told(file, me, now, clock_off)?;
                for row in &rows {
                    file.prepare_cached("INSERT OR IGNORE INTO told VALUES (?1, ?2, NULL)")?
                        .execute(params![row.id.as_bytes(), row.at])?;
                    changes.record(Entity::Notification, row.id);
                }
                file.prepare_cached("DELETE FROM told WHERE at < ?1")?.execute([now - KNOWN])?;
                Ok(rows)
            })?
            .0
        } else {
            Vec::new()
        };
        Ok(News { rows, next: self.read(|file| next_news(file, me, now))? })
    }

    /// The person has seen these due tasks, or all of them.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn see_due(&self, tasks: Option<&[Uuid]>, now: Millis) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, changes| match tasks {
            None => see(file, changes, None, now),
            Some(tasks) => tasks.iter().try_for_each(|task| see(file, changes, Some(*task), now)),
        })?;
        Ok(())
    }
}

fn see(file: &Connection, changes: &mut Changes, task: Option<Uuid>, now: Millis) -> Result<(), CacheFault> {
    let sql = "UPDATE told SET seen_at = ?2 WHERE seen_at IS NULL AND (?1 IS NULL OR id = ?1)";
    if file.prepare_cached(sql)?.execute((task.map(Uuid::into_bytes), now))? > 0 {
        changes.record(Entity::Notification, task.unwrap_or_default());
    }
    Ok(())
}

fn not_told(file: &Connection, me: Uuid, now: Millis, clock_off: Millis) -> Result<Vec<NoticeRow>, CacheFault> {
    if meta::get::<i64>(file, Key::Remaining)?.is_some_and(|rows| rows > 0) {
        return Ok(Vec::new());
    }
    let begun = meta::get::<Millis>(file, Key::ToldFrom)?.unwrap_or(now);
    let from = begun.max(now - NEWS);
    let mut rows = tasks_not_told(file, me, from, now)?;
    rows.extend(reminders_not_told(file, me, from, now)?);
    rows.extend(missed_not_told(file, now + clock_off - NEWS)?);
    Ok(rows)
}
