//! What happened with a client, newest first.

use super::activities;
use super::column;
use crate::rows::{ActivityRow, Timeline, TimelineItem, TimelineQuery, TimelineWhat};
use crate::{Cache, CacheFault};
use leadline_domain::{ActivityStatus, LifecycleStage};
use rusqlite::Connection;
use uuid::Uuid;

/// Most items of one answer.
const MOST: u32 = 100;

/// Before this time and id: where the page before ended.
#[derive(Clone, Copy)]
struct Stretch {
    client: Uuid,
    before: (i64, [u8; 16]),
    /// One more than is shown, to know whether older ones follow.
    limit: u32,
}

impl Cache {
    /// A stretch of a client's timeline. Pinned notes stand on top of the first stretch and nowhere else.
    pub fn timeline(&self, query: &TimelineQuery) -> Result<Timeline, CacheFault> {
        let limit = query.limit.clamp(1, MOST);
        let before = query.before.map_or((i64::MAX, [0xff; 16]), |(at, id)| (at, id.into_bytes()));
        let stretch = Stretch { client: query.client_id, before, limit: limit + 1 };
        let wants = |kind: &str| query.kinds.is_empty() || query.kinds.iter().any(|wanted| wanted == kind);
        self.read(|from| {
            let mut flow = Vec::new();
            if wants("note") {
                flow.extend(notes(from, stretch, false)?);
            }
            let kinds: Vec<&str> =
                ["call", "email", "meeting", "task"].into_iter().filter(|kind| wants(kind)).collect();
            if !kinds.is_empty() {
                flow.extend(done_and_planned(from, stretch, &kinds)?);
            }
            if wants("change") {
                flow.extend(stages(from, stretch)?);
                flow.extend(made(from, stretch)?);
            }
            flow.sort_unstable_by_key(|item| std::cmp::Reverse((item.at, item.id)));
            let more = flow.len() > limit as usize;
            flow.truncate(limit as usize);
            if query.before.is_none() && wants("note") {
                let mut items = notes(from, Stretch { limit: MOST, ..stretch }, true)?;
                items.append(&mut flow);
                flow = items;
            }
            Ok(Timeline { items: flow, more })
        })
    }
}

fn notes(from: &Connection, of: Stretch, pinned: bool) -> Result<Vec<TimelineItem>, CacheFault> {
    column::all(
        from,
        "SELECT id, created_at, created_by, body, mark FROM notes \
         WHERE root = ?1 AND hidden = 0 AND coalesce(pinned, 0) = ?2 AND (created_at, id) < (?3, ?4) \
         ORDER BY created_at DESC, id DESC LIMIT ?5",
        (of.client.as_bytes(), pinned, of.before.0, of.before.1, of.limit),
        |row| {
            Ok(TimelineItem {
                id: row.id("id")?,
                at: row.get("created_at")?,
                by: row.maybe_id("created_by")?,
                what: TimelineWhat::Note { body: row.text("body")?, pinned },
                sync: row.mark()?,
            })
        },
    )
}

fn done_and_planned(from: &Connection, of: Stretch, kinds: &[&str]) -> Result<Vec<TimelineItem>, CacheFault> {
    let happened = "CASE activities.status WHEN 'done' THEN coalesce(activities.done_at, activities.updated_at) \
         ELSE activities.created_at END";
    let condition = format!(
        "activities.root = ?1 AND activities.kind IN (SELECT value FROM json_each(?2)) \
         AND ({happened}, activities.id) < (?3, ?4) ORDER BY {happened} DESC, activities.id DESC LIMIT ?5"
    );
    let kinds = serde_json::json!(kinds).to_string();
    let with = (of.client.as_bytes(), kinds, of.before.0, of.before.1, of.limit);
    let activities = activities::list(from, &condition, with)?;
    let makers = makers(from, &activities)?;
    let item = |(activity, (maker, changed)): (ActivityRow, (Uuid, i64))| {
        let done = activity.status == ActivityStatus::Done;
        TimelineItem {
            id: activity.id,
            at: if done { activity.done_at.unwrap_or(changed) } else { activity.created_at },
            by: Some(if done { activity.assignee_id } else { maker }),
            sync: activity.sync.clone(),
            what: TimelineWhat::Activity { activity },
        }
    };
    Ok(activities.into_iter().zip(makers).map(item).collect())
}

/// Who made each activity, and when it was last changed, which lists do not show.
fn makers(from: &Connection, of: &[ActivityRow]) -> Result<Vec<(Uuid, i64)>, CacheFault> {
    let ids: Vec<String> = of.iter().map(|activity| activity.id.simple().to_string()).collect();
    column::all(
        from,
        "SELECT created_by, updated_at FROM json_each(?1) AS wanted \
         CROSS JOIN activities ON activities.id = unhex(wanted.value) ORDER BY wanted.key",
        [serde_json::json!(ids).to_string()],
        |row| Ok((row.id("created_by")?, row.get("updated_at")?)),
    )
}

fn stages(from: &Connection, of: Stretch) -> Result<Vec<TimelineItem>, CacheFault> {
    column::all(
        from,
        "SELECT id, at, created_by, from_stage, to_stage, mark FROM client_lifecycle_history \
         WHERE root = ?1 AND hidden = 0 AND (at, id) < (?2, ?3) ORDER BY at DESC, id DESC LIMIT ?4",
        (of.client.as_bytes(), of.before.0, of.before.1, of.limit),
        |row| {
            Ok(TimelineItem {
                id: row.id("id")?,
                at: row.get("at")?,
                by: row.maybe_id("created_by")?,
                what: TimelineWhat::Stage {
                    from: row.maybe_word("from_stage")?,
                    to: row.word("to_stage", LifecycleStage::Lead)?,
                },
                sync: row.mark()?,
            })
        },
    )
}

fn made(from: &Connection, of: Stretch) -> Result<Vec<TimelineItem>, CacheFault> {
    column::all(
        from,
        "SELECT id, created_at, created_by, mark FROM clients \
         WHERE id = ?1 AND hidden = 0 AND (created_at, id) < (?2, ?3)",
        (of.client.as_bytes(), of.before.0, of.before.1),
        |row| {
            Ok(TimelineItem {
                id: row.id("id")?,
                at: row.get("created_at")?,
                by: row.maybe_id("created_by")?,
                what: TimelineWhat::Created,
                sync: row.mark()?,
            })
        },
    )
}
