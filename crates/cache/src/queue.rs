//! The sync centre's lists and counts.

use crate::outbox::{self, Edit, State, entity_of};
use crate::rows::{EditOp, EditState, QueuedEdit};
use crate::{Cache, CacheFault, Counts};
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::Op;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// Longest list of edits.
const LISTED: i64 = 500;

impl Cache {
    /// Refused and blocked edits first, then waiting ones in order, then the latest sent ones; at most 500.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn queue(&self) -> Result<Vec<QueuedEdit>, CacheFault> {
        self.read(|file| {
            let mut edits = outbox::pick(file, "state IN (3, 4) ORDER BY state DESC, place LIMIT ?1", [LISTED])?;
            edits.extend(outbox::pick(file, "state IN (0, 1) ORDER BY place LIMIT ?1", [LISTED - edits.len() as i64])?);
            let mut listed = edits.into_iter().map(|edit| listed(file, edit)).collect::<Result<Vec<_>, _>>()?;
            let room = LISTED - listed.len() as i64;
            listed.extend(sent(file, room)?);
            Ok(listed)
        })
    }

    /// How much waits.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self) -> Result<Counts, CacheFault> {
        let counted = self.read(|file| {
            let count = |sql: &str| file.prepare_cached(sql)?.query_row([], |row| row.get(0));
            Ok(Counts {
                waiting: count("SELECT count(*) FROM outbox WHERE state IN (0, 1, 3)")?,
                oldest_waiting_at: file
                    .prepare_cached("SELECT min(at) FROM outbox WHERE state IN (0, 1, 3)")?
                    .query_row([], |row| row.get(0))?,
                refused: count("SELECT count(*) FROM outbox WHERE state = 4")?,
                conflicts: count("SELECT count(*) FROM conflicts")?,
                bytes: 0,
            })
        })?;
        let sizes = self.inner.place.files().map(|file| std::fs::metadata(file).map_or(0, |data| data.len()));
        Ok(Counts { bytes: sizes.iter().sum(), ..counted })
    }
}

fn listed(file: &Connection, edit: Edit) -> Result<QueuedEdit, CacheFault> {
    let title = title(file, &edit)?;
    let state = match edit.state {
        State::Waiting | State::Kept => EditState::Waiting,
        State::Sent => EditState::Sending,
        State::Confirmed => EditState::Sent,
        State::Blocked => EditState::Blocked,
        State::Refused => EditState::Refused,
    };
    let op = match edit.op {
        Op::Create { .. } => EditOp::Create,
        Op::Update { .. } | Op::Nothing => EditOp::Update,
        Op::Delete { .. } => EditOp::Delete,
        Op::Restore => EditOp::Restore,
    };
    Ok(QueuedEdit {
        id: edit.id,
        entity: edit.entity,
        record: edit.record,
        client_id: seen_client(file, &edit)?,
        title,
        op,
        fields: fields_of(edit.op),
        at: edit.at,
        state,
        problem: edit.problem,
        done_at: None,
    })
}

/// What the edited record is called now, or in the edit that makes it; empty if it has no name.
pub(crate) fn title(file: &Connection, edit: &Edit) -> Result<String, CacheFault> {
    let (title, _) = titles(file, edit.entity, edit.record, edit.root)?;
    Ok(if title.is_empty() { own_name(&edit.op) } else { title })
}

/// The client an edit belongs to, where there is one to look at.
fn seen_client(file: &Connection, edit: &Edit) -> Result<Option<Uuid>, CacheFault> {
    let Some(client) = client_of(edit.entity, edit.root, edit.record) else { return Ok(None) };
    let mut ask = file.prepare_cached("SELECT id FROM clients WHERE id = ?1 AND hidden = 0")?;
    Ok(ask.query_row([client], |row| row.get(0)).optional()?)
}

fn fields_of(op: Op) -> Vec<(String, Value)> {
    match op {
        Op::Create { values } => values,
        Op::Update { changes } => changes.into_iter().map(|change| (change.field, change.now)).collect(),
        Op::Delete { .. } | Op::Restore | Op::Nothing => Vec::new(),
    }
}

/// The edits the server took last, newest first.
pub(crate) fn sent(file: &Connection, room: i64) -> Result<Vec<QueuedEdit>, CacheFault> {
    let mut ask = file.prepare_cached(
        "SELECT id, entity, record, root, body, at, done_at, title FROM sent ORDER BY done_at DESC, at DESC LIMIT ?1",
    )?;
    let mut rows = ask.query([room])?;
    let mut edits = Vec::new();
    while let Some(row) = rows.next()? {
        let body: Vec<u8> = row.get(4)?;
        let edit = Edit {
            place: 0,
            id: row.get(0)?,
            seq: None,
            entity: entity_of(row.get(1)?)?,
            record: row.get(2)?,
            root: row.get(3)?,
            scope: Uuid::nil(),
            op: rmp_serde::from_slice(&body)?,
            at: row.get(5)?,
            by: Uuid::nil(),
            state: State::Confirmed,
            problem: None,
            set_aside: false,
        };
        let mut edit = QueuedEdit { done_at: row.get(6)?, ..listed(file, edit)? };
        if edit.title.is_empty() {
            edit.title = row.get(7)?;
        }
        edits.push(edit);
    }
    Ok(edits)
}

/// The client a record belongs to, if it belongs to one.
pub(crate) fn client_of(entity: Entity, root: Uuid, record: Uuid) -> Option<Uuid> {
    (entity == Entity::Client || (entity.is_child_of_client() && root != record)).then_some(root)
}

/// The client's name and company, or the record's own name; empty if neither is here.
pub(crate) fn titles(
    file: &Connection,
    entity: Entity,
    record: Uuid,
    root: Uuid,
) -> Result<(String, Option<String>), CacheFault> {
    if client_of(entity, root, record).is_some() {
        let mut ask = file.prepare_cached("SELECT name, company_name FROM clients WHERE id = ?1")?;
        let found = ask.query_row([root], |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))).optional()?;
        return Ok(found.map_or((String::new(), None), |(name, company)| (name.unwrap_or_default(), company)));
    }
    let column = if entity.position("name").is_some() { "name" } else { "subject" };
    if entity.position(column).is_none() {
        return Ok((String::new(), None));
    }
    let mut ask = file.prepare_cached(&format!("SELECT {column} FROM {} WHERE id = ?1", entity.table()))?;
    let name: Option<Option<String>> = ask.query_row([record], |row| row.get(0)).optional()?;
    Ok((name.flatten().unwrap_or_default(), None))
}

/// The name an edit itself carries: a refused new client is in no table.
fn own_name(op: &Op) -> String {
    let Op::Create { values } = op else { return String::new() };
    let named = values.iter().find(|(field, _)| field == "name" || field == "subject");
    named.and_then(|(_, value)| value.as_text()).unwrap_or_default().to_owned()
}
