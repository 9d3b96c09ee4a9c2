//! The sync centre.

use crate::api::{Conflicts, Done, EditId, Edited, Nothing, Queue, Resolve, SyncStatus};
use crate::{Desktop, problem, sync_status};
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn sync_status(self: &Arc<Self>, _: Nothing) -> Result<SyncStatus, Problem> {
        self.at_work(sync_status::of).await
    }

    pub(crate) async fn sync_now(self: &Arc<Self>, _: Nothing) -> Result<Done, Problem> {
        self.workplace()?.sync().sync_now();
        Ok(Done {})
    }

    pub(crate) async fn sync_queue(self: &Arc<Self>, _: Nothing) -> Result<Queue, Problem> {
        self.at_work(|work| Ok(Queue { edits: work.cache().queue().map_err(problem::of_cache)? })).await
    }

    pub(crate) async fn edit_retry(self: &Arc<Self>, request: EditId) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().retry(request.id).map_err(problem::of_cache)?;
            work.sync().committed();
            Ok(Done {})
        })
        .await
    }

    pub(crate) async fn edit_discard(self: &Arc<Self>, request: EditId) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().discard(request.id).map_err(problem::of_cache)?;
            work.sync().committed();
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
            work.sync().committed();
            Ok(work.edited(request.id, written.map_err(problem::of_cache)?))
        })
        .await
    }
}
