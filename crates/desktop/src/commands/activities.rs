//! Things planned and done.

use super::records::{create, delete, update};
use crate::Desktop;
use crate::api::{
    ActivityList, ById, CompleteRequest, CreateRequest, Edited, Fields, MyDay, MyDayQuery, SnoozeRequest, UpdateRequest,
};
use crate::problem;
use leadline_domain::{ActivityStatus, Entity, Value};
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn my_day(self: &Arc<Self>, request: MyDayQuery) -> Result<MyDay, Problem> {
        self.at_work(move |work| {
            let me = work.signed_in().account.profile_id;
            work.cache().my_day(me, &request).map_err(problem::of_cache)
        })
        .await
    }

    pub(crate) async fn activities_of(self: &Arc<Self>, request: ById) -> Result<ActivityList, Problem> {
        self.at_work(move |work| {
            let activities = work.cache().activities_of(request.id).map_err(problem::of_cache)?;
            Ok(ActivityList { activities })
        })
        .await
    }

    pub(crate) async fn activity_create(self: &Arc<Self>, request: CreateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| create(work, Entity::Activity, request)).await
    }

    pub(crate) async fn activity_update(self: &Arc<Self>, request: UpdateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| update(work, Entity::Activity, request)).await
    }

    pub(crate) async fn activity_complete(self: &Arc<Self>, request: CompleteRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| {
            let (status, done_at) = if request.done {
                (ActivityStatus::Done, Value::Int(work.author().now))
            } else {
                (ActivityStatus::Open, Value::Null)
            };
            let values = [("status", status.word().into()), ("done_at", done_at)];
            let fields = Fields { values: values.map(|(name, value)| (name.to_owned(), value)).into() };
            update(work, Entity::Activity, UpdateRequest { id: request.id, fields })
        })
        .await
    }

    pub(crate) async fn activity_snooze(self: &Arc<Self>, request: SnoozeRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| {
            let fields = Fields { values: [("due_at".to_owned(), Value::Int(request.until))].into() };
            update(work, Entity::Activity, UpdateRequest { id: request.id, fields })
        })
        .await
    }

    pub(crate) async fn activity_delete(self: &Arc<Self>, request: ById) -> Result<Edited, Problem> {
        self.at_work(move |work| delete(work, Entity::Activity, request)).await
    }
}
