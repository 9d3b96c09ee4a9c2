//! Links that other programs handed over.

use crate::api::{DesktopEvent, LinkFault, LinkTaken, Nothing, OpenedLink};
use crate::links::{self, Link};
use crate::workplace::Workplace;
use crate::{Desktop, problem};
use leadline_domain::{Entity, Value, phone};
use leadline_protocol::Problem;
use std::sync::{Arc, MutexGuard, PoisonError};
use uuid::Uuid;

impl Desktop {
    /// Another program hands a link over. It waits until a window of somebody who is signed in takes it; a newer one
    /// takes its place.
    pub fn open_link(&self, text: &str) {
        let link = links::read(text);
        // Whom it is about is nobody's business who reads the log.
        tracing::info!(fault = ?link.as_ref().err(), "a link was handed over");
        *self.link_in_waiting() = Some(link);
        self.events.tell(DesktopEvent::LinkWaits {});
    }

    pub(crate) async fn link_take(self: &Arc<Self>, _: Nothing) -> Result<LinkTaken, Problem> {
        if self.workplace_if_open().is_none() {
            return Ok(LinkTaken { link: None });
        }
        // Bound first, so that the lock is not held while the link is followed.
        let waiting = self.link_in_waiting().take();
        let link = match waiting {
            None => None,
            Some(Err(fault)) => Some(OpenedLink::Refused { fault }),
            Some(Ok(link)) => Some(self.follow_link(link).await?),
        };
        Ok(LinkTaken { link })
    }

    /// A link that cannot be followed now waits on, unless a newer one came meanwhile.
    async fn follow_link(self: &Arc<Self>, link: Link) -> Result<OpenedLink, Problem> {
        let followed = link.clone();
        let opened = self.at_work(move |work| leads_to(work, followed)).await;
        if opened.is_err() {
            self.link_in_waiting().get_or_insert(Ok(link));
        }
        opened
    }

    fn link_in_waiting(&self) -> MutexGuard<'_, Option<Result<Link, LinkFault>>> {
        self.waiting_link.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn leads_to(work: &Workplace, link: Link) -> Result<OpenedLink, Problem> {
    match link {
        Link::Calls => Ok(OpenedLink::Calls {}),
        Link::Activities => Ok(OpenedLink::Activities { activity: None }),
        Link::Record(entity, record) => {
            let Some(values) = work.values(entity, record)? else { return Ok(OpenedLink::NotHere {}) };
            let activity = (entity == Entity::Activity).then_some(record);
            Ok(match (page_of(work, entity, record, &values)?, activity) {
                (Some(id), activity) => OpenedLink::Client { id, activity },
                // Not everything that is to be done is about a client.
                (None, Some(_)) => OpenedLink::Activities { activity },
                (None, None) => OpenedLink::NotHere {},
            })
        }
        Link::Number(dialled) => {
            let e164 = phone::to_e164(&dialled, &work.signed_in().account.country);
            let clients = work.cache().duplicates(e164.as_deref(), None, None).map_err(problem::of_cache)?;
            Ok(OpenedLink::Number { callable: e164.is_some(), number: e164.unwrap_or(dialled), clients })
        }
    }
}

/// The client whose page shows the record; nothing if there is none here.
fn page_of(work: &Workplace, entity: Entity, record: Uuid, values: &[Value]) -> Result<Option<Uuid>, Problem> {
    if entity == Entity::Client {
        return Ok(Some(record));
    }
    let client = entity.position("client_id").and_then(|at| values.get(at)).and_then(Value::as_id);
    match client {
        Some(client) => Ok(work.values(Entity::Client, client)?.map(|_| client)),
        None => Ok(None),
    }
}
