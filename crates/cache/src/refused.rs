//! Edits the server refused: set aside with their text, for a person to try again or give up.

use crate::changes::Changes;
use crate::lanes::Lane;
use crate::outbox::{self, Edit, State};
use crate::push::refold_after;
use crate::{Cache, CacheFault, ChangeSet, shadow, table};
use leadline_domain::Entity;
use leadline_protocol::Problem;
use leadline_protocol::sync::Op;
use rusqlite::{Connection, params};
use uuid::Uuid;

impl Cache {
    /// Sets an edit aside that the server cannot digest. Its number is sent as "nothing", so that others go on: under
    /// another id, because the edit keeps its own for the day it is tried again. A server that carried it out after all
    /// finds two edits under one number then, and this file takes a new identity (R10).
    ///
    /// # Errors
    /// [`CacheFault::Unknown`] if no such edit waits.
    pub fn quarantine(&self, mutation: Uuid, problem: &Problem) -> Result<ChangeSet, CacheFault> {
        let ((), changed) = self.commit(Lane::Edit, |file, changes| {
            let mut edit = held(file, mutation, &[State::Waiting, State::Sent])?;
            outbox::owe(file, &edit, Uuid::new_v5(&edit.id, b"set aside"))?;
            edit.set_aside = true;
            refuse(file, changes, edit, problem)
        })?;
        Ok(changed)
    }

    /// Sends a refused edit again, as a new one: the server remembers that it refused the old. One that was only set
    /// aside stays the same: a server that carried it out after all recognises it.
    ///
    /// # Errors
    /// [`CacheFault::Unknown`] if no such edit was refused.
    pub fn retry(&self, mutation: Uuid) -> Result<ChangeSet, CacheFault> {
        let ((), changed) = self.commit(Lane::Edit, |file, changes| {
            let mut edit = held(file, mutation, &[State::Refused])?;
            if !std::mem::take(&mut edit.set_aside) {
                edit.id = Uuid::new_v5(&edit.id, b"again");
            }
            edit.problem = None;
            edit.state = if is_behind_refused(file, &edit)? { State::Blocked } else { State::Waiting };
            if let Some(held) = table::of(edit.entity).load(file, edit.record)? {
                shadow::keep(file, &held)?;
                if let Op::Delete { seen } = &mut edit.op {
                    *seen = held.row.version;
                }
            }
            outbox::rewrite(file, &edit)?;
            unblock(file, edit.root)?;
            refold_after(file, changes, &edit)
        })?;
        Ok(changed)
    }

    /// Gives an edit up. With the making of a record goes everything that was waiting on that record.
    ///
    /// # Errors
    /// [`CacheFault::Unknown`] if no such edit waits; what the server confirmed cannot be given up any more.
    pub fn discard(&self, mutation: Uuid) -> Result<ChangeSet, CacheFault> {
        let ((), changed) = self.commit(Lane::Edit, |file, changes| {
            let edit = held(file, mutation, &[State::Waiting, State::Sent, State::Blocked, State::Refused])?;
            let mut dropped = vec![edit];
            if matches!(dropped[0].op, Op::Create { .. }) {
                dropped.extend(dependents(file, &dropped[0])?);
            }
            for edit in &dropped {
                outbox::owe(file, edit, edit.id)?;
                outbox::remove(file, edit.place)?;
                rebase(file, edit)?;
                changes.record(edit.entity, edit.root);
            }
            unblock(file, dropped[0].root)?;
            dropped.iter().try_for_each(|edit| refold_after(file, changes, edit))
        })?;
        Ok(changed)
    }
}

fn held(file: &Connection, mutation: Uuid, states: &[State]) -> Result<Edit, CacheFault> {
    let edit = outbox::find(file, mutation)?.filter(|edit| states.contains(&edit.state));
    edit.ok_or(CacheFault::Unknown(mutation))
}

/// Sets an edit aside. What was queued behind it on the same client was written without knowing, and waits too.
pub(crate) fn refuse(
    file: &Connection,
    changes: &mut Changes,
    mut edit: Edit,
    problem: &Problem,
) -> Result<(), CacheFault> {
    edit.state = State::Refused;
    edit.seq = None;
    edit.problem = Some(problem.clone());
    outbox::rewrite(file, &edit)?;
    let mut block = file.prepare_cached("UPDATE outbox SET state = 3 WHERE root = ?1 AND place > ?2 AND state = 0")?;
    block.execute(params![edit.root, edit.place])?;
    changes.record(edit.entity, edit.root);
    refold_after(file, changes, &edit)
}

fn is_behind_refused(file: &Connection, edit: &Edit) -> Result<bool, CacheFault> {
    let mut ask = file.prepare_cached("SELECT 1 FROM outbox WHERE root = ?1 AND place < ?2 AND state = 4 LIMIT 1")?;
    Ok(ask.exists(params![edit.root, edit.place])?)
}

/// Lets edits of a client go that wait for nothing any more.
fn unblock(file: &Connection, root: Uuid) -> Result<(), CacheFault> {
    let mut free = file.prepare_cached(
        "UPDATE outbox SET state = 0 WHERE root = ?1 AND state = 3 AND NOT EXISTS (
             SELECT 1 FROM outbox AS refused
             WHERE refused.root = ?1 AND refused.state = 4 AND refused.place < outbox.place)",
    )?;
    free.execute([root])?;
    // The bringing back of a record that is not here hangs on no client, and waits for the making of its record.
    let mut free = file.prepare_cached(
        "UPDATE outbox SET state = 0 WHERE root = record AND state = 3 AND NOT EXISTS (
             SELECT 1 FROM outbox AS held WHERE held.place < outbox.place
             AND (held.root = outbox.root AND held.state = 4
                  OR held.record = outbox.record AND held.op = 0 AND held.state IN (3, 4)))",
    )?;
    free.execute([])?;
    Ok(())
}

/// Edits that make no sense without the record `making` makes.
fn dependents(file: &Connection, making: &Edit) -> Result<Vec<Edit>, CacheFault> {
    let whole_family = making.entity == Entity::Client;
    outbox::pick(
        file,
        "(record = ?1 OR (?2 AND root = ?1)) AND place > ?3 AND state <> 2 ORDER BY place",
        params![making.record, whole_family, making.place],
    )
}

/// Later edits of the same fields were made on top of this one; now they stand on what it stood on.
fn rebase(file: &Connection, dropped: &Edit) -> Result<(), CacheFault> {
    let Op::Update { changes: gone } = &dropped.op else { return Ok(()) };
    let mut left: Vec<_> = gone.iter().collect();
    for mut later in outbox::of_record(file, dropped.entity, dropped.record)? {
        let Op::Update { changes } = &mut later.op else { continue };
        if later.place < dropped.place || later.state == State::Confirmed || left.is_empty() {
            continue;
        }
        left.retain(|gone| {
            let next = changes.iter_mut().find(|change| change.field == gone.field);
            next.map(|change| {
                if change.was == gone.now {
                    change.was = gone.was.clone();
                }
            })
            .is_none()
        });
        // What was sent keeps the form it was sent in.
        if later.seq.is_none() {
            outbox::rewrite(file, &later)?;
        }
    }
    Ok(())
}
