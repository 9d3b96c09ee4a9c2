//! Taking back edits of this session, as edits of their own.

use crate::lanes::Lane;
use crate::outbox::encode;
use crate::table;
use crate::write::Pen;
use crate::{Author, Cache, CacheFault, Intent, IntentOp, Written};
use leadline_domain::merge::Change;
use leadline_domain::{Entity, Value};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many edits can be taken back. A large import is one for every 500 rows.
const KEPT: i64 = 500;

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
    file.prepare_cached("DELETE FROM undo WHERE place <= (SELECT max(place) FROM undo) - ?1")?.execute([KEPT])?;
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
}

fn find(file: &Connection, token: Option<Uuid>) -> Result<Option<(i64, Vec<Step>)>, CacheFault> {
    let mut ask = file
        .prepare_cached("SELECT place, steps FROM undo WHERE ?1 IS NULL OR token = ?1 ORDER BY place DESC LIMIT 1")?;
    let found: Option<(i64, Vec<u8>)> = ask.query_row([token], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found.map(|(place, steps)| Ok((place, rmp_serde::from_slice(&steps)?))).transpose()
}

fn take_back(pen: &mut Pen<'_>, step: &Step) -> Result<(), CacheFault> {
    let seen = table::of(step.entity).load(pen.file, step.record)?;
    let op = match (&step.what, seen) {
        (What::PutAway, _) => IntentOp::Restore,
        (_, None) => return Err(CacheFault::UndoTooLate),
        (What::BroughtBack, Some(_)) => IntentOp::Delete,
        (What::Made { values }, Some(seen)) => {
            if seen.hidden || seen.row.values.get(..values.len()) != Some(values.as_slice()) {
                return Err(CacheFault::UndoTooLate);
            }
            IntentOp::Delete
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
            return pen.change(&seen, changes.iter().map(back).collect());
        }
    };
    pen.write_one(&Intent { entity: step.entity, record: step.record, op })
}
