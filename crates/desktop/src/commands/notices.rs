//! The notification centre, and what of it pops up.

use crate::api::{DesktopEvent, Done, Nothing, NoticeSettings, NoticeTry, Notices, NoticesSeen, NotificationsSeen};
use crate::{Desktop, problem};
use leadline_domain::Entity;
use leadline_protocol::Problem;
use std::sync::Arc;
use uuid::Uuid;

impl Desktop {
    pub(crate) async fn notices(self: &Arc<Self>, _: Nothing) -> Result<Notices, Problem> {
        self.at_work(|work| {
            let me = work.signed_in().account.profile_id;
            work.cache().notices(me).map_err(problem::of_cache)
        })
        .await
    }

    pub(crate) async fn notices_seen(self: &Arc<Self>, request: NoticesSeen) -> Result<Done, Problem> {
        let missed = self.at_work(move |work| {
            let (calls, tasks): (Vec<Uuid>, Option<Vec<Uuid>>) = match request.ids {
                None => (work.cache().missed_not_seen().map_err(problem::of_cache)?, None),
                Some(ids) => {
                    let (mut calls, mut tasks) = (Vec::new(), Vec::new());
                    for id in ids {
                        let is_call = work.values(Entity::Notification, id)?.is_some();
                        if is_call { calls.push(id) } else { tasks.push(id) }
                    }
                    (calls, Some(tasks))
                }
            };
            work.cache().see_due(tasks.as_deref(), work.now()).map_err(problem::of_cache)?;
            Ok(calls)
        });
        self.notifications_seen(NotificationsSeen { ids: missed.await? }).await
    }

    pub(crate) async fn notice_try(self: &Arc<Self>, _: Nothing) -> Result<NoticeTry, Problem> {
        let service = self.parts.computer.notifications().await;
        if service.is_some() {
            self.events.tell(DesktopEvent::NoticeTried {});
        }
        Ok(NoticeTry { shown_by: service.map(|service| service.name) })
    }

    pub(crate) async fn notice_settings(self: &Arc<Self>, _: Nothing) -> Result<NoticeSettings, Problem> {
        Ok(self.installation.get().notices)
    }

    pub(crate) async fn notice_choose(self: &Arc<Self>, request: NoticeSettings) -> Result<NoticeSettings, Problem> {
        let faults = request.faults();
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        self.remember(|remembered| remembered.notices = request.clone())?;
        Ok(request)
    }
}
