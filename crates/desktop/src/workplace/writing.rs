//! Writing to the local data, and taking it back.

use super::Workplace;
use crate::api::Edited;
use crate::problem;
use leadline_cache::{Intent, Written};
use leadline_protocol::{Code, Problem};
use std::sync::PoisonError;
use uuid::Uuid;

impl Workplace {
    /// Writes in one transaction, with the draft it came from dropped in the same one.
    pub fn write(&self, intents: &[Intent], draft: Option<&str>) -> Result<Written, Problem> {
        let (author, mut new_id) = (self.author(), || self.new_id());
        let written = match draft {
            Some(draft) => self.cache.write_draft(draft, intents, &author, &mut new_id),
            None => self.cache.write(intents, &author, &mut new_id),
        };
        self.committed();
        written.map_err(problem::of_cache)
    }

    /// Writes one transaction of the long edit `id`, of which so much is `done` with it.
    pub(super) fn write_part(&self, id: Uuid, done: u32, intents: &[Intent]) -> Result<Written, Problem> {
        let written = self.cache.long_edit_write(id, done, intents, &self.author(), &mut || self.new_id());
        self.committed();
        written.map_err(problem::of_cache)
    }

    /// Writes one edit of `record`, which can be taken back.
    pub fn edit(&self, record: Uuid, intents: &[Intent], draft: Option<&str>) -> Result<Edited, Problem> {
        let written = self.write(intents, draft)?;
        Ok(self.edited(record, written))
    }

    /// The answer to an edit, which can be taken back.
    pub fn edited(&self, record: Uuid, written: Written) -> Edited {
        Edited { id: record, count: written.count, undo: self.keep_undo(written.undo.into_iter().collect()) }
    }

    /// Keeps the undo tokens of one edit and returns the one the UI knows it by.
    pub fn keep_undo(&self, tokens: Vec<Uuid>) -> Option<Uuid> {
        self.undo.lock().unwrap_or_else(PoisonError::into_inner).keep(tokens)
    }

    /// Takes back an edit of this session, or the latest one: all of it, or nothing if something of it was changed
    /// since. What a full disk leaves of a large one can be taken back once there is room again.
    pub fn undo(&self, name: Option<Uuid>) -> Result<Edited, Problem> {
        let taken = self.undo.lock().unwrap_or_else(PoisonError::into_inner).take(name);
        let mut left = taken.ok_or(Code::UndoTooLate)?;
        let (id, count) = (left[0], self.take_back(&mut left));
        if !matches!(&count, Err(problem) if problem.code == Code::UndoTooLate) {
            self.keep_undo(left);
        }
        Ok(Edited { id, count: count?, undo: None })
    }

    /// Takes back these transactions, the last one first, if all of them still can be. What is left after a failure can
    /// be taken back later.
    pub(super) fn take_back(&self, left: &mut Vec<Uuid>) -> Result<u32, Problem> {
        if !self.cache.can_undo(left).map_err(problem::of_cache)? {
            return Err(Code::UndoTooLate.into());
        }
        let author = self.author();
        let mut taken = || {
            let mut count = 0;
            while let Some(token) = left.last() {
                let undone = self.cache.undo(Some(*token), &author, &mut || self.new_id());
                count += undone.map_err(problem::of_cache)?.count;
                left.pop();
            }
            Ok(count)
        };
        let count = taken();
        self.committed();
        count
    }
}
