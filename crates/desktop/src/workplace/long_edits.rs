//! Edits of many transactions: kept in the local data while they go on, so that one that was killed is told at the next
//! start and can be taken back.

use super::Workplace;
use crate::api::Edited;
use crate::bulk::IN_ONE_TRANSACTION;
use crate::problem;
use leadline_cache::{BrokenEdit, Cache, Intent, LongEdit, Written};
use leadline_protocol::{Code, Problem};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// What an earlier run began and did not end.
pub struct BrokenEdits(Mutex<Vec<BrokenEdit>>);

impl BrokenEdits {
    /// Finds them; must be asked for before this run begins any. What had done nothing is forgotten.
    pub fn of_earlier_runs(cache: &Cache) -> Result<Self, Problem> {
        let mut broken = cache.long_edits().map_err(problem::of_cache)?;
        for edit in broken.extract_if(.., |edit| edit.undo.is_empty()) {
            cache.long_edit_end(edit.edit.id).map_err(problem::of_cache)?;
        }
        Ok(Self(Mutex::new(broken)))
    }

    fn held(&self) -> MutexGuard<'_, Vec<BrokenEdit>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An edit of many transactions that goes on.
pub struct Going<'a> {
    work: &'a Workplace,
    /// Nothing for what fits into one transaction, which is whole or not there.
    kept: Option<Uuid>,
    undo: Vec<Uuid>,
}

impl Going<'_> {
    /// Writes one transaction, with which so much is `done`.
    pub fn write(&mut self, done: usize, intents: &[Intent]) -> Result<u32, Problem> {
        let Written { count, undo, .. } = match self.kept {
            Some(id) => self.work.write_part(id, u32::try_from(done).unwrap_or(u32::MAX), intents)?,
            None => self.work.write(intents, None)?,
        };
        self.undo.extend(undo);
        Ok(count)
    }

    /// Whether anything was done.
    pub fn did_something(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Comes to its end and returns the token that takes all of it back.
    pub fn end(self) -> Option<Uuid> {
        if let Some(Err(fault)) = self.kept.map(|id| self.work.cache.long_edit_end(id)) {
            tracing::warn!(%fault, "a long edit that ended will be told of as broken off");
        }
        self.work.keep_undo(self.undo)
    }
}

impl Workplace {
    /// Begins `kind` of edit to `total` rows or records, that come from the file `source`.
    pub fn begin_long_edit(&self, kind: &str, source: Option<&str>, total: usize) -> Result<Going<'_>, Problem> {
        let kept = (total > IN_ONE_TRANSACTION).then(|| self.new_id());
        if let Some(id) = kept {
            let (kind, source) = (kind.to_owned(), source.map(str::to_owned));
            let total = u32::try_from(total).unwrap_or(u32::MAX);
            let edit = LongEdit { id, kind, source, total, begun_at: self.now() };
            self.cache.long_edit_begin(&edit).map_err(problem::of_cache)?;
        }
        Ok(Going { work: self, kept, undo: Vec::new() })
    }

    /// What earlier runs began and did not end, the oldest first.
    pub fn broken_edits(&self) -> Vec<BrokenEdit> {
        self.broken.held().clone()
    }

    /// Takes back what was done of a broken edit, or leaves it; it is not told of again.
    pub fn settle_broken_edit(&self, id: Uuid, take_back: bool) -> Result<Edited, Problem> {
        let mut broken = self.broken.held();
        let at = broken.iter().position(|edit| edit.edit.id == id).ok_or(Code::NotFound)?;
        let count = if take_back { self.take_back(&mut broken[at].undo)? } else { 0 };
        self.cache.long_edit_end(id).map_err(problem::of_cache)?;
        broken.remove(at);
        Ok(Edited { id, count, undo: None })
    }
}
