//! Taking back edits of this session, as edits of their own.

use crate::lanes::Lane;
use crate::outbox::encode;
use crate::table::{self, Visible};
use crate::write::Pen;
use crate::{Author, Cache, CacheFault, Intent, IntentOp, Written};
use leadline_domain::merge::Change;
use leadline_domain::{Entity, Value};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use uuid::Uuid;

/// How many edits can be taken back. An import is one for every 500 rows and may have a million; others come beside it.
const KEPT: i64 = 2_200;
/// What a long edit still needs is not forgotten.
const FORGET: &str = "DELETE FROM undo WHERE place <= (SELECT max(place) FROM undo) - ?1
    AND NOT EXISTS (SELECT 1 FROM long_edit_parts part WHERE part.token = undo.token)";

/// What was done to one record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) entity: Entity,
    pub(crate) record: Uuid,
    pub(crate) what: What,
}

/// What was done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum What {
    Made { values: Vec<Value> },
    Changed { changes: Vec<Change> },
    PutAway,
    BroughtBack,
}

/// Keeps how to take back `steps` and returns the token for it.
pub(crate) fn keep(file: &Connection, token: Uuid, steps: &[Step]) -> Result<Uuid, CacheFault> {
    file.prepare_cached("INSERT INTO undo (token, steps) VALUES (?1, ?2)")?.execute(params![token, encode(&steps)?])?;
    file.prepare_cached(FORGET)?.execute([KEPT])?;
    Ok(token)
}

impl Cache {
    /// Takes back an edit; without a token the latest one. The fields must still hold what the edit set, in every
    /// record it touched: otherwise nothing is done.
    ///
    /// # Errors
    /// [`CacheFault::UndoTooLate`] if something was changed since, or there is nothing to take back.
    pub fn undo(
        &self,
        token: Option<Uuid>,
        at: &Author,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Written, CacheFault> {
        let (count, changed) = self.commit(Lane::Edit, |file, changes| {
            let (place, steps) = find(file, token)?.ok_or(CacheFault::UndoTooLate)?;
            let mut pen = Pen { file, changes, at, new_id, steps: Vec::new() };
            for step in steps.iter().rev() {
                take_back(&mut pen, step)?;
            }
            file.execute("DELETE FROM undo WHERE place = ?1", [place])?;
            Ok(pen.count())
        })?;
        Ok(Written { count, undo: None, changed })
    }

    /// Whether these edits, in their order, could all be taken back now.
    ///
    /// # Errors
    /// [`CacheFault`] if the file cannot be read.
    pub fn can_undo(&self, tokens: &[Uuid]) -> Result<bool, CacheFault> {
        self.read(|from| {
            // What a record holds now was set by the last that touched it.
            let mut touched = HashSet::new();
            for token in tokens.iter().rev() {
                let Some((_, steps)) = find(from, Some(*token))? else { return Ok(false) };
                for step in steps.iter().rev().filter(|step| touched.insert(step.record)) {
                    match way_back(from, step) {
                        Ok(_) => {}
                        Err(CacheFault::UndoTooLate) => return Ok(false),
                        Err(fault) => return Err(fault),
                    }
                }
            }
            Ok(true)
        })
    }
}

fn find(file: &Connection, token: Option<Uuid>) -> Result<Option<(i64, Vec<Step>)>, CacheFault> {
    let mut ask = file
        .prepare_cached("SELECT place, steps FROM undo WHERE ?1 IS NULL OR token = ?1 ORDER BY place DESC LIMIT 1")?;
    let found: Option<(i64, Vec<u8>)> = ask.query_row([token], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found.map(|(place, steps)| Ok((place, rmp_serde::from_slice(&steps)?))).transpose()
}

/// What takes a step back.
enum Back {
    Write(IntentOp),
    Change(Visible, Vec<Change>),
}

/// Refuses if the record does not hold any more what the step set.
fn way_back(file: &Connection, step: &Step) -> Result<Back, CacheFault> {
    let seen = table::of(step.entity).load(file, step.record)?;
    match (&step.what, seen) {
        (What::PutAway, _) => Ok(Back::Write(IntentOp::Restore)),
        (_, None) => Err(CacheFault::UndoTooLate),
        (What::BroughtBack, Some(_)) => Ok(Back::Write(IntentOp::Delete)),
        (What::Made { values }, Some(seen)) => {
            let holds = !seen.hidden && seen.row.values.get(..values.len()) == Some(values.as_slice());
            if holds { Ok(Back::Write(IntentOp::Delete)) } else { Err(CacheFault::UndoTooLate) }
        }
        (What::Changed { changes }, Some(seen)) => {
            let holds = |change: &Change| {
                let at = step.entity.position(&change.field);
                at.and_then(|at| seen.row.values.get(at)) == Some(&change.now)
            };
            if seen.hidden || !changes.iter().all(holds) {
                return Err(CacheFault::UndoTooLate);
            }
            let back = |change: &Change| Change {
                field: change.field.clone(),
                was: change.now.clone(),
                now: change.was.clone(),
            };
            let changes = changes.iter().map(back).collect();
            Ok(Back::Change(seen, changes))
        }
    }
}

fn take_back(pen: &mut Pen<'_>, step: &Step) -> Result<(), CacheFault> {
    match way_back(pen.file, step)? {
        Back::Write(op) => pen.write_one(&Intent { entity: step.entity, record: step.record, op }),
        Back::Change(seen, changes) => pen.change(&seen, changes),
    }
}
