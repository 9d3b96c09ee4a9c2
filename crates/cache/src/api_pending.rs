use crate::rows::{ConflictRow, QueuedEdit};
use crate::*;
use leadline_domain::Millis;
use leadline_protocol::Problem;
use leadline_protocol::sync::{Page, Pull, Push, Pushed};
use uuid::Uuid;
#[allow(missing_docs, unused_variables, clippy::todo)]
impl Cache {
    pub fn claim(&self, owner: &Owner) -> Result<(), CacheFault> { todo!() }
    pub fn write(&self, intents: &[Intent], at: &Author, new_id: &mut dyn FnMut() -> Uuid) -> Result<Written, CacheFault> { todo!() }
    /// Same, and drops the draft the edit came from in the same transaction.
    pub fn write_draft(&self, draft: &str, intents: &[Intent], at: &Author, new_id: &mut dyn FnMut() -> Uuid) -> Result<Written, CacheFault> { todo!() }
    pub fn undo(&self, token: Option<Uuid>, at: &Author, new_id: &mut dyn FnMut() -> Uuid) -> Result<Written, CacheFault> { todo!() }
    pub fn draft_save(&self, key: &str, body: &str, now: Millis) -> Result<(), CacheFault> { todo!() }
    pub fn draft(&self, key: &str) -> Result<Option<(String, Millis)>, CacheFault> { todo!() }
    pub fn draft_drop(&self, key: &str) -> Result<(), CacheFault> { todo!() }
    pub fn pull_request(&self, max_rows: u32) -> Result<Pull, CacheFault> { todo!() }
    pub fn apply_page(&self, page: &Page, asked: &Pull, now: Millis) -> Result<Applied, CacheFault> { todo!() }
    /// The next edits to send; None when nothing waits. Marks them sent; the same ones come again until results arrive.
    pub fn push_batch(&self, max: usize) -> Result<Option<Push>, CacheFault> { todo!() }
    pub fn push_results(&self, push: &Push, pushed: &Pushed, now: Millis) -> Result<ChangeSet, CacheFault> { todo!() }
    /// Sets a poison edit aside as refused; its number is sent as "nothing".
    pub fn quarantine(&self, mutation: Uuid, problem: &Problem) -> Result<ChangeSet, CacheFault> { todo!() }
    pub fn retry(&self, mutation: Uuid) -> Result<ChangeSet, CacheFault> { todo!() }
    pub fn discard(&self, mutation: Uuid) -> Result<ChangeSet, CacheFault> { todo!() }
    pub fn resolve_conflict(&self, id: Uuid, mine: &[String], at: &Author, new_id: &mut dyn FnMut() -> Uuid) -> Result<Written, CacheFault> { todo!() }
    pub fn queue(&self) -> Result<Vec<QueuedEdit>, CacheFault> { todo!() }
    pub fn conflicts(&self) -> Result<Vec<ConflictRow>, CacheFault> { todo!() }
    pub fn counts(&self) -> Result<Counts, CacheFault> { todo!() }
    pub fn verify_fold(&self) -> Result<(), String> { todo!() }
    /// Closes the cache and deletes its files.
    pub fn wipe(&self) -> Result<(), CacheFault> { todo!() }
    /// Sets the file aside, makes a fresh one and keeps the waiting edits. Returns where the old one went.
    pub fn rebuild(&self, now: Millis) -> Result<std::path::PathBuf, CacheFault> { todo!() }
    /// Whether the whole file is sound (slow on large files).
    pub fn check(&self) -> Result<bool, CacheFault> { todo!() }
}
