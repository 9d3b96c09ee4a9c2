//! Things planned and done.

use super::records::{create, delete, update};
use crate::Desktop;
use crate::api::{
    ActivityList, ById, CompleteRequest, CreateRequest, Edited, Fields, MyDay, MyDayQuery, SnoozeRequest, UpdateRequest,
};
use crate::problem;
use crate::workplace::Workplace;
use leadline_domain::{ActivityStatus, Entity, Millis, Value};
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
            let mut values = vec![("due_at", Value::Int(request.until))];
            values.extend(reminder_moved(work, &request)?.map(|moment| ("remind_at", moment.into())));
            let fields = Fields { values: values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() };
            update(work, Entity::Activity, UpdateRequest { id: request.id, fields })
        })
        .await
    }

    pub(crate) async fn activity_delete(self: &Arc<Self>, request: ById) -> Result<Edited, Problem> {
        self.at_work(move |work| delete(work, Entity::Activity, request)).await
    }
}

/// The reminder that an activity has, as long before its new time as it was before the old one, or none where that has
/// passed; nothing for an activity without a reminder.
fn reminder_moved(work: &Workplace, request: &SnoozeRequest) -> Result<Option<Option<Millis>>, Problem> {
    let activity = work.cache().activity(request.id).map_err(problem::of_cache)?;
    let Some((due_at, remind_at)) = activity.and_then(|activity| Some((activity.due_at, activity.remind_at?))) else {
        return Ok(None);
    };
    let moved = due_at.map(|due_at| request.until.saturating_sub(due_at.saturating_sub(remind_at)));
    Ok(Some(moved.filter(|moment| *moment > work.now())))
}
