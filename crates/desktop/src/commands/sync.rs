//! The sync centre.

use crate::api::{
    Conflicts, Done, EditId, Edited, History, Nothing, Queue, Resolve, Storage, StorageChecked, SyncStatus,
};
use crate::{Desktop, problem, sync_status};
use leadline_protocol::{Code, Problem};
use std::sync::Arc;

/// How long the queue still lists what was sent: an hour.
const SENT_LISTED: i64 = 3_600_000;

impl Desktop {
    pub(crate) async fn sync_status(self: &Arc<Self>, _: Nothing) -> Result<SyncStatus, Problem> {
        self.at_work(sync_status::of).await
    }

    pub(crate) async fn sync_now(self: &Arc<Self>, _: Nothing) -> Result<Done, Problem> {
        self.workplace()?.sync().ok_or(Code::NoServer)?.sync_now();
        Ok(Done {})
    }

    pub(crate) async fn sync_queue(self: &Arc<Self>, _: Nothing) -> Result<Queue, Problem> {
        self.at_work(|work| {
            let since = work.now() - SENT_LISTED;
            let mut edits = work.cache().queue().map_err(problem::of_cache)?;
            edits.retain(|edit| edit.done_at.is_none_or(|done| done >= since));
            Ok(Queue { edits })
        })
        .await
    }

    pub(crate) async fn sync_history(self: &Arc<Self>, _: Nothing) -> Result<History, Problem> {
        self.at_work(|work| work.cache().history().map_err(problem::of_cache)).await
    }

    pub(crate) async fn storage(self: &Arc<Self>, _: Nothing) -> Result<Storage, Problem> {
        self.at_work(|work| work.cache().storage().map_err(problem::of_cache)).await
    }

    pub(crate) async fn storage_check(self: &Arc<Self>, _: Nothing) -> Result<StorageChecked, Problem> {
        let sound = self.at_work(|work| work.cache().check().map_err(problem::of_cache)).await?;
        if !sound {
            self.rebuild(&self.workplace()?).await?;
        }
        Ok(StorageChecked { sound })
    }

    pub(crate) async fn edit_retry(self: &Arc<Self>, request: EditId) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().retry(request.id).map_err(problem::of_cache)?;
            work.committed();
            Ok(Done {})
        })
        .await
    }

    pub(crate) async fn edit_discard(self: &Arc<Self>, request: EditId) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().discard(request.id).map_err(problem::of_cache)?;
            work.committed();
            Ok(Done {})
        })
        .await
    }

    pub(crate) async fn conflicts(self: &Arc<Self>, _: Nothing) -> Result<Conflicts, Problem> {
        self.at_work(|work| Ok(Conflicts { conflicts: work.cache().conflicts().map_err(problem::of_cache)? })).await
    }

    pub(crate) async fn conflict_resolve(self: &Arc<Self>, request: Resolve) -> Result<Edited, Problem> {
        self.at_work(move |work| {
            let (author, mut new_id) = (work.author(), || work.new_id());
            let written = work.cache().resolve_conflict(request.id, &request.mine, &author, &mut new_id);
            work.committed();
            Ok(work.edited(request.id, written.map_err(problem::of_cache)?))
        })
        .await
    }
}
