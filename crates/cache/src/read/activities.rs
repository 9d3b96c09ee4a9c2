//! Things planned and done: of one client, and of a person's day.

use super::column::{self, Columns};
use crate::rows::{ActivityRow, CallOfActivity, MyDay, MyDayQuery};
use crate::{Cache, CacheFault};
use leadline_domain::call::{CallDirection, EndReason, Media};
use leadline_domain::{ActivityKind, ActivityStatus};
use rusqlite::{Connection, Params};
use uuid::Uuid;

const DAY: i64 = 86_400_000;
/// Most overdue activities that are shown.
const MOST_OVERDUE: u32 = 500;
/// Most activities in each other part of a day.
const MOST: u32 = 1_000;

const COLUMNS: &str = "activities.id, activities.kind, activities.subject, activities.body, activities.client_id, \
    activities.assignee_id, activities.status, activities.priority, activities.due_at, activities.remind_at, \
    activities.done_at, activities.created_at, activities.mark, activities.call_id, activities.call_direction, activities.call_media, \
    activities.call_seconds, activities.call_end, activities.call_outcome, activities.call_quality, clients.name AS client_name";
const OF_CLIENTS: &str = "activities LEFT JOIN clients ON clients.id = activities.client_id";

pub(super) fn read(row: &Columns<'_>) -> Result<ActivityRow, CacheFault> {
    Ok(ActivityRow {
        id: row.id("id")?,
        kind: row.word("kind", ActivityKind::Task)?,
        subject: row.text("subject")?,
        body: row.get("body")?,
        client_id: row.maybe_id("client_id")?,
        client_name: row.get("client_name")?,
        assignee_id: row.id("assignee_id")?,
        status: row.word("status", ActivityStatus::Open)?,
        priority: row.maybe_word("priority")?,
        due_at: row.get("due_at")?,
        remind_at: row.get("remind_at")?,
        done_at: row.get("done_at")?,
        created_at: row.get("created_at")?,
        call: call_of(row)?,
        sync: row.mark()?,
    })
}

fn call_of(row: &Columns<'_>) -> Result<Option<CallOfActivity>, CacheFault> {
    let Some((id, direction)) = row.maybe_id("call_id")?.zip(row.maybe_word("call_direction")?) else {
        return Ok(None);
    };
    let seconds = row.get::<Option<u32>>("call_seconds")?.unwrap_or(0);
    let end: Option<EndReason> = row.maybe_word("call_end")?;
    let unanswered = seconds == 0 && end.is_some_and(EndReason::is_missed);
    Ok(Some(CallOfActivity {
        id,
        direction,
        media: row.word("call_media", Media::Audio)?,
        seconds,
        end,
        missed: unanswered && direction == CallDirection::Incoming,
        outcome: row.maybe_word("call_outcome")?,
        quality: row.maybe_word("call_quality")?,
    }))
}

/// Activities that meet `condition`, in the order it ends with.
pub(super) fn list(from: &Connection, condition: &str, with: impl Params) -> Result<Vec<ActivityRow>, CacheFault> {
    let sql = format!("SELECT {COLUMNS} FROM {OF_CLIENTS} WHERE activities.hidden = 0 AND {condition}");
    column::all(from, &sql, with, read)
}

/// The next thing to do for a client.
pub(super) fn next_open(from: &Connection, client: Uuid) -> Result<Option<ActivityRow>, CacheFault> {
    let condition = "activities.root = ?1 AND activities.status = 'open' \
        ORDER BY activities.due_at IS NULL, activities.due_at, activities.created_at, activities.id LIMIT 1";
    Ok(list(from, condition, [client.as_bytes()])?.pop())
}

impl Cache {
    /// All activities of a client: open ones first by due time, then the others, newest first.
    pub fn activities_of(&self, client: Uuid) -> Result<Vec<ActivityRow>, CacheFault> {
        let condition = "activities.root = ?1 \
            ORDER BY activities.status <> 'open', \
            CASE WHEN activities.status = 'open' THEN activities.due_at IS NULL END, \
            CASE WHEN activities.status = 'open' THEN activities.due_at END, \
            coalesce(activities.done_at, activities.updated_at) DESC, activities.id";
        self.read(|from| list(from, condition, [client.as_bytes()]))
    }

    /// One activity.
    pub fn activity(&self, id: Uuid) -> Result<Option<ActivityRow>, CacheFault> {
        self.read(|from| Ok(list(from, "activities.id = ?1", [id.as_bytes()])?.pop()))
    }

    /// Calls that were, newest first: of one client or of all that are here, older than the given one.
    pub fn calls_that_were(
        &self,
        client: Option<Uuid>,
        before: Option<Uuid>,
        most: u32,
    ) -> Result<Vec<ActivityRow>, CacheFault> {
        let condition = "activities.call_id IS NOT NULL AND activities.done_at IS NOT NULL \
            AND (?1 IS NULL OR activities.root = ?1) \
            AND (?2 IS NULL OR (activities.done_at, activities.id) < \
                (SELECT done_at, id FROM activities WHERE call_id = ?2 AND done_at IS NOT NULL)) \
            ORDER BY activities.done_at DESC, activities.id DESC LIMIT ?3";
        let bytes = |id: Option<Uuid>| id.map(Uuid::into_bytes);
        self.read(|from| list(from, condition, (bytes(client), bytes(before), most)))
    }

    /// What asks for the attention of the person `me`.
    pub fn my_day(&self, me: Uuid, day: &MyDayQuery) -> Result<MyDay, CacheFault> {
        let tomorrow = day.today + DAY;
        self.read(|from| {
            let due = |after: i64, before: i64, most: u32| {
                list(
                    from,
                    "activities.assignee_id = ?1 AND activities.status = 'open' \
                     AND activities.due_at >= ?2 AND activities.due_at < ?3 \
                     ORDER BY activities.due_at, activities.id LIMIT ?4",
                    (me.as_bytes(), after, before, most),
                )
            };
            Ok(MyDay {
                overdue: due(i64::MIN, day.now, MOST_OVERDUE)?,
                today: due(day.now, tomorrow, MOST)?,
                upcoming: due(tomorrow.max(day.now), tomorrow + 7 * DAY, MOST)?,
                someday: list(
                    from,
                    "activities.assignee_id = ?1 AND activities.status = 'open' AND activities.due_at IS NULL \
                     ORDER BY activities.created_at DESC, activities.id LIMIT ?2",
                    (me.as_bytes(), MOST),
                )?,
                done: list(
                    from,
                    "activities.assignee_id = ?1 AND activities.status = 'done' \
                     AND activities.done_at >= ?2 AND activities.done_at < ?3 \
                     ORDER BY activities.done_at DESC, activities.id LIMIT ?4",
                    (me.as_bytes(), day.today, tomorrow, MOST),
                )?,
            })
        })
    }
}
