//! What the person is told of, and that they have seen it.

use crate::api::{Done, Nothing, Notifications, NotificationsSeen};
use crate::{Desktop, problem};
use leadline_cache::{Intent, IntentOp};
use leadline_domain::Entity;
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn notifications(self: &Arc<Self>, _: Nothing) -> Result<Notifications, Problem> {
        self.at_work(|work| work.cache().notifications().map_err(problem::of_cache)).await
    }

    pub(crate) async fn notifications_seen(self: &Arc<Self>, request: NotificationsSeen) -> Result<Done, Problem> {
        self.at_work(move |work| {
            let values = vec![("read_at".to_owned(), work.author().now.into())];
            let seen = |record| Intent {
                entity: Entity::Notification,
                record,
                op: IntentOp::Update { values: values.clone() },
            };
            let intents: Vec<Intent> = request.ids.into_iter().map(seen).collect();
            if !intents.is_empty() {
                work.write(&intents, None)?;
            }
            Ok(Done {})
        })
        .await
    }
}
