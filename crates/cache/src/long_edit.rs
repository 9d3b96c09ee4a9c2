//! Edits of many transactions. The file knows of each from its beginning to its end, so that one that was killed is found
//! at the next start, told, and taken back as one.

use crate::lanes::Lane;
use crate::write::Beside;
use crate::{Author, Cache, CacheFault, Intent, Written};
use leadline_domain::Millis;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// What is about to be done in many transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongEdit {
    /// Its id, never used before.
    pub id: Uuid,
    /// What kind of work it is, in the caller's words.
    pub kind: String,
    /// The file it comes from, if it comes from one.
    pub source: Option<String>,
    /// How much there is to do, in rows or records.
    pub total: u32,
    /// When it began.
    pub begun_at: Millis,
}

/// A long edit that did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenEdit {
    /// What it was.
    pub edit: LongEdit,
    /// How much of it was done.
    pub done: u32,
    /// The tokens that take its transactions back, in their order, without those that were taken back already.
    pub undo: Vec<Uuid>,
}

impl Cache {
    /// Says that a long edit begins.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn long_edit_begin(&self, edit: &LongEdit) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, _| {
            file.prepare_cached("INSERT INTO long_edits VALUES (?1, ?2, ?3, ?4, 0, ?5)")?.execute(params![
                edit.id,
                edit.kind,
                edit.source,
                edit.total,
                edit.begun_at
            ])?;
            Ok(())
        })?;
        Ok(())
    }

    /// As [`Cache::write`], as a part of the long edit `id`, of which so much is `done` with it.
    ///
    /// # Errors
    /// As [`Cache::write`].
    pub fn long_edit_write(
        &self,
        id: Uuid,
        done: u32,
        intents: &[Intent],
        at: &Author,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Written, CacheFault> {
        self.write_beside(Beside::PartOf { id, done }, intents, at, new_id)
    }

    /// Says that a long edit came to its end, or that nobody has to be told of it any more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn long_edit_end(&self, id: Uuid) -> Result<(), CacheFault> {
        self.commit(Lane::Edit, |file, _| {
            file.prepare_cached("DELETE FROM long_edits WHERE id = ?1")?.execute([id])?;
            file.prepare_cached("DELETE FROM long_edit_parts WHERE long_edit = ?1")?.execute([id])?;
            Ok(())
        })?;
        Ok(())
    }

    /// The long edits that did not come to their end, the oldest first: they go on, or were killed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn long_edits(&self) -> Result<Vec<BrokenEdit>, CacheFault> {
        self.read(|file| {
            let mut ask = file.prepare_cached(
                "SELECT id, kind, source, total, begun_at, done FROM long_edits ORDER BY begun_at, id",
            )?;
            let found = ask.query_map([], |row| {
                let edit = LongEdit {
                    id: row.get(0)?,
                    kind: row.get(1)?,
                    source: row.get(2)?,
                    total: row.get(3)?,
                    begun_at: row.get(4)?,
                };
                Ok(BrokenEdit { edit, done: row.get(5)?, undo: Vec::new() })
            })?;
            let mut broken: Vec<BrokenEdit> = found.collect::<Result<_, _>>()?;
            for one in &mut broken {
                one.undo = parts_of(file, one.edit.id)?;
            }
            Ok(broken)
        })
    }
}

fn parts_of(file: &Connection, id: Uuid) -> Result<Vec<Uuid>, CacheFault> {
    let mut ask = file.prepare_cached(
        "SELECT part.token FROM long_edit_parts part JOIN undo USING (token) WHERE part.long_edit = ?1 ORDER BY part.place",
    )?;
    let found = ask.query_map([id], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Notes in the transaction of a part how far it comes and what takes it back.
pub(crate) fn note_part(file: &Connection, id: Uuid, done: u32, undo: Option<Uuid>) -> Result<(), CacheFault> {
    file.prepare_cached("UPDATE long_edits SET done = ?2 WHERE id = ?1")?.execute(params![id, done])?;
    if let Some(token) = undo {
        file.prepare_cached("INSERT INTO long_edit_parts (long_edit, token) VALUES (?1, ?2)")?
            .execute(params![id, token])?;
    }
    Ok(())
}
