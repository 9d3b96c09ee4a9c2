//! One client with what hangs on it, and what is needed to work with many.

use crate::api::{
    self, BrokenEditSettle, BrokenEdits, BulkEdited, BulkRequest, ById, ClientCard, Directory, Done, Draft, DraftFound,
    DraftKey, DuplicateQuery, Duplicates, Edited, JobHandle, Nothing, Timeline, TimelineQuery,
};
use crate::{Desktop, bulk, problem};
use leadline_cache::BrokenEdit;
use leadline_domain::{email, phone};
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn directory(self: &Arc<Self>, _: Nothing) -> Result<Directory, Problem> {
        self.at_work(|work| work.cache().directory().map_err(problem::of_cache)).await
    }

    pub(crate) async fn client_get(self: &Arc<Self>, request: ById) -> Result<ClientCard, Problem> {
        self.at_work(move |work| {
            let account = work.signed_in().account;
            work.cache().client_card(request.id, account.profile_id, account.role).map_err(problem::of_cache)
        })
        .await
    }

    pub(crate) async fn timeline(self: &Arc<Self>, request: TimelineQuery) -> Result<Timeline, Problem> {
        self.at_work(move |work| work.cache().timeline(&request).map_err(problem::of_cache)).await
    }

    pub(crate) async fn duplicates_find(self: &Arc<Self>, request: DuplicateQuery) -> Result<Duplicates, Problem> {
        self.at_work(move |work| {
            let country = work.signed_in().account.country;
            let phone = request.phone.and_then(|typed| phone::to_e164(&typed, &country));
            let email = request.email.and_then(|typed| email::normalise(&typed));
            let found = work.cache().duplicates(phone.as_deref(), email.as_deref(), request.except);
            Ok(Duplicates { clients: found.map_err(problem::of_cache)? })
        })
        .await
    }

    pub(crate) async fn clients_bulk(self: &Arc<Self>, request: BulkRequest) -> Result<BulkEdited, Problem> {
        let events = self.events().clone();
        self.at_work(move |work| {
            let mut job = work.jobs().begin(work.new_id(), "bulk", &events)?;
            let edited = bulk::run(work, request, &mut job);
            job.ended(edited)
        })
        .await
    }

    pub(crate) async fn job_stop(self: &Arc<Self>, request: JobHandle) -> Result<Done, Problem> {
        self.workplace()?.jobs().stop(request.id)?;
        Ok(Done {})
    }

    pub(crate) async fn broken_edits(self: &Arc<Self>, _: Nothing) -> Result<BrokenEdits, Problem> {
        let shown = |BrokenEdit { edit, done, .. }| api::BrokenEdit {
            id: edit.id,
            kind: edit.kind,
            source: edit.source,
            begun_at: edit.begun_at,
            done,
            total: edit.total,
        };
        Ok(BrokenEdits { edits: self.workplace()?.broken_edits().into_iter().map(shown).collect() })
    }

    pub(crate) async fn broken_edit_settle(self: &Arc<Self>, request: BrokenEditSettle) -> Result<Edited, Problem> {
        self.at_work(move |work| work.settle_broken_edit(request.id, request.take_back)).await
    }

    pub(crate) async fn draft_save(self: &Arc<Self>, request: Draft) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().draft_save(&request.key, &request.body, work.author().now).map_err(problem::of_cache)?;
            Ok(Done {})
        })
        .await
    }

    pub(crate) async fn draft_get(self: &Arc<Self>, request: DraftKey) -> Result<DraftFound, Problem> {
        self.at_work(move |work| {
            let (body, at) = work.cache().draft(&request.key).map_err(problem::of_cache)?.unzip();
            Ok(DraftFound { body, at })
        })
        .await
    }

    pub(crate) async fn draft_drop(self: &Arc<Self>, request: DraftKey) -> Result<Done, Problem> {
        self.at_work(move |work| {
            work.cache().draft_drop(&request.key).map_err(problem::of_cache)?;
            Ok(Done {})
        })
        .await
    }
}
