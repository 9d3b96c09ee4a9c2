//! Sending edits and hearing what became of them.

use crate::changes::Changes;
use crate::fold::{refold, refold_family};
use crate::lanes::Lane;
use crate::meta::{self, Key};
use crate::outbox::{self, Edit, State, encode, moves_family};
use crate::{Cache, CacheFault, ChangeSet, conflict, queue, refused, renumber};
use leadline_domain::Millis;
use leadline_protocol::sync::{MAX_PUSH_MUTATIONS, Mutation, Op, Outcome, Push, Pushed};
use leadline_protocol::{Code, PROTOCOL, Problem};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Most bytes of edits in one push; one edit is always sent.
const MAX_PUSH_BYTES: usize = 1024 * 1024;
/// How long an edit that reached the server stays in the history: 30 days.
const SENT_KEPT: Millis = 30 * 86_400_000;
/// How many of them stay, so that a large import does not fill the file twice.
const SENT_MOST: i64 = 2_000;

impl Cache {
    /// The next edits to send, oldest first, at most `max`; `None` when nothing waits. Until their results are heard
    /// the same ones come again, under the same numbers.
    ///
    /// # Errors
    /// [`CacheFault::Unclaimed`] before [`Cache::claim`].
    pub fn push_batch(&self, max: usize) -> Result<Option<Push>, CacheFault> {
        let anything = self.read(|file| {
            let ask = "SELECT 1 FROM outbox WHERE state IN (0, 1) UNION ALL SELECT 1 FROM owed LIMIT 1";
            Ok(file.prepare_cached(ask)?.exists([])?)
        })?;
        if !anything {
            return Ok(None);
        }
        let (push, _) = self.commit(Lane::Edit, |file, _| {
            let mutations = number(file, max.clamp(1, MAX_PUSH_MUTATIONS))?;
            let (client_id, epoch) = (meta::client_id(file)?, meta::get(file, Key::Epoch)?);
            Ok(Push { protocol: PROTOCOL, client_id, epoch, mutations })
        })?;
        Ok(Some(push).filter(|push| !push.mutations.is_empty()))
    }

    /// Takes over what became of a push. Results of an earlier identity of this file are passed over: its edits are
    /// sent again.
    ///
    /// # Errors
    /// When the file cannot be written; the same push can then be sent again.
    pub fn push_results(&self, push: &Push, pushed: &Pushed, now: Millis) -> Result<ChangeSet, CacheFault> {
        let ((), changed) = self.commit(Lane::Edit, |file, changes| {
            if push.client_id != meta::client_id(file)? {
                return Ok(());
            }
            let epoch: Option<Uuid> = meta::get(file, Key::Epoch)?;
            if epoch.is_some_and(|held| held != pushed.epoch) {
                return renumber::start_over(file, changes, pushed.epoch);
            }
            for result in &pushed.results {
                let Some(sent) = push.mutations.iter().find(|mutation| mutation.seq == result.seq) else { continue };
                if result.outcome == Outcome::Forked {
                    return renumber::renumber(file, sent.id.as_bytes());
                }
                hear(file, changes, sent, &result.outcome, now)?;
            }
            forget_sent(file, now)
        })?;
        Ok(changed)
    }
}

/// The edits that were sent before in their order, then waiting ones with new numbers.
fn number(file: &Connection, max: usize) -> Result<Vec<Mutation>, CacheFault> {
    let limit = i64::try_from(max).unwrap_or(i64::MAX);
    let mut mutations: Vec<Mutation> =
        outbox::pick(file, "state = 1 ORDER BY seq LIMIT ?1", [limit])?.into_iter().filter_map(sent_again).collect();
    mutations.extend(owed(file)?);
    mutations.sort_unstable_by_key(|mutation| mutation.seq);
    mutations.truncate(max);
    let mut bytes = 0;
    if let Some(fits) = over_size(&mutations, &mut bytes)? {
        mutations.truncate(fits);
        return Ok(mutations);
    }
    let mut next: i64 = meta::get(file, Key::NextSeq)?.unwrap_or(1);
    let room = i64::try_from(max - mutations.len()).unwrap_or(0);
    for mut edit in outbox::pick(file, "state = 0 ORDER BY place LIMIT ?1", [room])? {
        bytes += encode(&edit.op)?.len();
        if bytes > MAX_PUSH_BYTES && !mutations.is_empty() {
            break;
        }
        edit.seq = Some(next);
        edit.state = State::Sent;
        outbox::rewrite(file, &edit)?;
        mutations.extend(sent_again(edit));
        next += 1;
    }
    meta::put(file, Key::NextSeq, next)?;
    Ok(mutations)
}

/// How many mutations fit into one push, if not all do.
fn over_size(mutations: &[Mutation], bytes: &mut usize) -> Result<Option<usize>, CacheFault> {
    for (at, mutation) in mutations.iter().enumerate() {
        *bytes += encode(&mutation.op)?.len();
        if *bytes > MAX_PUSH_BYTES && at > 0 {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn sent_again(edit: Edit) -> Option<Mutation> {
    let Edit { id, seq, entity, record, op, at, .. } = edit;
    Some(Mutation { seq: seq?, id, entity, record, op, at })
}

/// Numbers whose edit was set aside or given up, as "nothing".
fn owed(file: &Connection) -> Result<Vec<Mutation>, CacheFault> {
    let mut ask = file.prepare_cached("SELECT seq, id FROM owed ORDER BY seq")?;
    let owed = ask.query_map([], |row| {
        Ok(Mutation {
            seq: row.get(0)?,
            id: row.get(1)?,
            entity: leadline_domain::Entity::Client,
            record: row.get(1)?,
            op: Op::Nothing,
            at: 0,
        })
    })?;
    Ok(owed.collect::<Result<_, _>>()?)
}

fn hear(
    file: &Connection,
    changes: &mut Changes,
    sent: &Mutation,
    outcome: &Outcome,
    now: Millis,
) -> Result<(), CacheFault> {
    let Some(mut edit) = outbox::numbered(file, sent.seq)?.filter(|edit| edit.id == sent.id) else {
        file.execute("DELETE FROM owed WHERE seq = ?1", [sent.seq])?;
        return Ok(());
    };
    if edit.state != State::Sent {
        return Ok(());
    }
    match outcome {
        Outcome::Applied => confirm(file, edit, now),
        Outcome::Rejected { problem } if done_anyway(&edit, problem) => confirm(file, edit, now),
        Outcome::Rejected { problem } => refused::refuse(file, changes, edit, problem),
        Outcome::Conflict { fields, .. } if fields.is_empty() => {
            refused::refuse(file, changes, edit, &Problem::new(Code::Conflict))
        }
        Outcome::Conflict { fields, by, at } => {
            conflict::open(file, &edit, fields, *by, *at)?;
            conflict::strip(&mut edit, fields);
            let (entity, record) = (edit.entity, edit.record);
            confirm(file, edit, now)?;
            refold(file, changes, entity, record)
        }
        // Answered before any single result is looked at.
        Outcome::Forked => Ok(()),
    }
}

/// Putting away what is gone already needs nobody's attention.
fn done_anyway(edit: &Edit, problem: &Problem) -> bool {
    matches!(edit.op, Op::Delete { .. }) && matches!(problem.code, Code::NotFound | Code::Deleted)
}

fn confirm(file: &Connection, mut edit: Edit, now: Millis) -> Result<(), CacheFault> {
    edit.state = State::Confirmed;
    outbox::rewrite(file, &edit)?;
    let mut keep = file.prepare_cached(
        "INSERT OR REPLACE INTO sent (id, entity, record, root, body, at, done_at, title)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let (body, title) = (encode(&edit.op)?, queue::title(file, &edit)?);
    keep.execute(params![edit.id, edit.entity.class(), edit.record, edit.root, body, edit.at, now, title])?;
    Ok(())
}

/// Forgets what reached the server too long ago, or before too many others.
pub(crate) fn forget_sent(file: &Connection, now: Millis) -> Result<(), CacheFault> {
    file.prepare_cached("DELETE FROM sent WHERE done_at < ?1")?.execute([now - SENT_KEPT])?;
    file.prepare_cached(
        "DELETE FROM sent WHERE done_at < (SELECT done_at FROM sent ORDER BY done_at DESC LIMIT 1 OFFSET ?1)",
    )?
    .execute([SENT_MOST])?;
    Ok(())
}

/// Folds what an edit was about, with the family where it concerns it.
pub(crate) fn refold_after(file: &Connection, changes: &mut Changes, edit: &Edit) -> Result<(), CacheFault> {
    if moves_family(&edit.op) {
        refold_family(file, changes, edit.entity, edit.record)
    } else {
        refold(file, changes, edit.entity, edit.record)
    }
}
