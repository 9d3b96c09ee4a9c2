//! Working without a server, and taking what was done that way to one.
//!
//! Somebody who works alone writes as everybody does: what they see is their edits laid over nothing. The edits are
//! kept rather than waiting, and wait from the day on which there is a server they can be sent to.

use crate::changes::Changes;
use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::outbox::{self, Edit, State};
use crate::rows::SyncMark;
use crate::table::{self, Visible};
use crate::{Cache, CacheFault, Owner, renumber};
use leadline_domain::words::ProfileStatus;
use leadline_domain::{Entity, Millis, Role, Value, scope};
use leadline_protocol::sync::{Op, Row};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// The version of what no server has told.
const OWN_WORD: i64 = 1;

/// What somebody did alone.
pub struct HandedOver {
    org: Uuid,
    me: Uuid,
    edits: Vec<Edit>,
    /// Key, content and time of every form that is being filled in.
    drafts: Vec<(String, String, Millis)>,
    columns: Option<String>,
}

impl Cache {
    /// As [`Cache::claim`], for somebody called `name` who has no server.
    ///
    /// # Errors
    /// As [`Cache::claim`].
    pub fn claim_alone(&self, owner: &Owner, name: &str, now: Millis) -> Result<(), CacheFault> {
        self.claim(owner)?;
        self.commit(Lane::Edit, |file, changes| {
            meta::put(file, Key::Alone, true)?;
            introduce(file, changes, owner, name, now)
        })?;
        Ok(())
    }

    /// Closes the cache of somebody who works alone, and hands out what they did: no edit comes after that, and every
    /// later call on any handle answers [`CacheFault::Closed`]. The file stays as it is.
    ///
    /// # Errors
    /// When the file cannot be read; it is closed then, too.
    pub fn hand_over(&self) -> Result<HandedOver, CacheFault> {
        self.inner.readers.close();
        let file = self.inner.lanes.close().ok_or(CacheFault::Closed)?;
        let (org, me) = (meta::get(&file, Key::Org)?, meta::get(&file, Key::Me)?);
        let mut ask = file.prepare("SELECT key, body, at FROM drafts")?;
        let drafts = ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(HandedOver {
            org: org.ok_or(CacheFault::Unclaimed)?,
            me: me.ok_or(CacheFault::Unclaimed)?,
            edits: edits_worth_taking(&file)?,
            drafts: drafts.collect::<Result<_, _>>()?,
            columns: meta::get(&file, Key::Columns)?,
        })
    }

    /// Takes in what this cache's person did alone, as if they had done it here: it waits to be sent. Taking the same
    /// in again changes nothing. Returns how many edits there were.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is taken in then.
    pub fn take_in(&self, what: &HandedOver) -> Result<u32, CacheFault> {
        let (count, _) = self.commit(Lane::Edit, |file, changes| {
            let org = meta::get(file, Key::Org)?.ok_or(CacheFault::Unclaimed)?;
            let me = meta::get(file, Key::Me)?.ok_or(CacheFault::Unclaimed)?;
            let newcomer = Newcomer { org: (what.org, org), me: (what.me, me) };
            let mut count = 0;
            for edit in &what.edits {
                if outbox::find(file, edit.id)?.is_none() {
                    outbox::append(file, &newcomer.make_theirs(edit.clone()))?;
                    count += 1;
                }
            }
            for draft in &what.drafts {
                let keep = "INSERT OR IGNORE INTO drafts VALUES (?1, ?2, ?3)";
                file.prepare_cached(keep)?.execute(params![draft.0, draft.1, draft.2])?;
            }
            if let (Some(columns), None) = (&what.columns, meta::get::<String>(file, Key::Columns)?) {
                meta::put(file, Key::Columns, columns)?;
            }
            renumber::refold_all(file, changes)?;
            Ok(count)
        })?;
        Ok(count)
    }
}

/// Lets the person be found among their colleagues, of whom there are none.
fn introduce(
    file: &Connection,
    changes: &mut Changes,
    owner: &Owner,
    name: &str,
    now: Millis,
) -> Result<(), CacheFault> {
    let table = table::of(Entity::Profile);
    let seen = table.load(file, owner.me)?;
    let mut values = vec![Value::Null; Entity::Profile.fields().len()];
    let words =
        [("name", name), ("email", ""), ("role", Role::Manager.word()), ("status", ProfileStatus::Active.word())];
    for (field, word) in words {
        values[Entity::Profile.position(field).expect("profiles have these fields")] = Value::Text(word.to_owned());
    }
    let row = Row {
        entity: Entity::Profile,
        id: owner.me,
        root: owner.me,
        scope: scope::organisation(owner.org),
        version: OWN_WORD,
        enter: OWN_WORD,
        created_at: now,
        created_by: owner.me,
        updated_at: now,
        updated_by: owner.me,
        values,
    };
    if seen.as_ref().is_some_and(|seen| seen.row.values == row.values) {
        return Ok(());
    }
    table.store(file, seen.as_ref(), Some(&Visible { row, hidden: false, mark: SyncMark::Synced }))?;
    changes.record(Entity::Profile, owner.me);
    Ok(())
}

/// The edits of what is still there. What was put away needs no server to know of it, and whether the person may put
/// things away there is another question.
fn edits_worth_taking(file: &Connection) -> Result<Vec<Edit>, CacheFault> {
    let mut edits = Vec::new();
    for edit in outbox::pick(file, "TRUE ORDER BY place", [])? {
        let seen = table::of(edit.entity).load(file, edit.record)?;
        let comes_and_goes = matches!(edit.op, Op::Delete { .. } | Op::Restore | Op::Nothing);
        if !comes_and_goes && seen.is_some_and(|seen| !seen.hidden) {
            edits.push(edit);
        }
    }
    Ok(edits)
}

/// Who the person was alone, and who they are at the server.
struct Newcomer {
    org: (Uuid, Uuid),
    me: (Uuid, Uuid),
}

impl Newcomer {
    fn make_theirs(&self, edit: Edit) -> Edit {
        let op = match edit.op {
            Op::Create { values } => {
                Op::Create { values: values.into_iter().map(|(field, value)| (field, self.value(value))).collect() }
            }
            Op::Update { mut changes } => {
                for change in &mut changes {
                    change.was = self.value(std::mem::take(&mut change.was));
                    change.now = self.value(std::mem::take(&mut change.now));
                }
                Op::Update { changes }
            }
            other => other,
        };
        Edit { op, scope: self.scope(edit.scope), by: self.me.1, state: State::Waiting, ..edit }
    }

    /// People are named by their id, in the filters of saved views within a text.
    fn value(&self, value: Value) -> Value {
        let (before, now) = self.me;
        match value {
            Value::Id(id) if id == before => Value::Id(now),
            Value::Text(text) => Value::Text(text.replace(&before.to_string(), &now.to_string())),
            other => other,
        }
    }

    fn scope(&self, held: Uuid) -> Uuid {
        let scopes = |org, me| [scope::organisation(org), scope::pool(org), scope::owned_by(me), scope::private(me)];
        let (before, now) = (scopes(self.org.0, self.me.0), scopes(self.org.1, self.me.1));
        before.iter().position(|scope| *scope == held).map_or(held, |at| now[at])
    }
}
