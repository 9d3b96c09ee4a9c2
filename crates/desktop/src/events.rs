//! Telling the UI what happened. Changes of records are gathered for one frame (16 ms) before they are told.

use crate::api::DesktopEvent;
use leadline_domain::Entity;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

/// A listener that falls further behind than this misses events, and sees it by the gap in the revisions.
const QUEUE: usize = 1024;
/// One frame of a 60 Hz screen.
const FRAME: Duration = Duration::from_millis(16);
/// More clients than this in one frame are told as "many".
const MOST_CLIENTS: usize = 500;

/// Where events are put in and listened to.
#[derive(Clone)]
pub struct Events {
    out: broadcast::Sender<DesktopEvent>,
    gathering: Arc<Gathering>,
}

#[derive(Default)]
struct Gathering {
    changes: Mutex<Changes>,
    some: Notify,
}

#[derive(Default)]
struct Changes {
    revision: u32,
    entities: BTreeSet<Entity>,
    clients: BTreeSet<Uuid>,
    many: bool,
}

impl Events {
    /// Nobody listens yet.
    pub fn new() -> Self {
        Self { out: broadcast::Sender::new(QUEUE), gathering: Arc::default() }
    }

    /// Everything told from now on.
    pub fn listen(&self) -> broadcast::Receiver<DesktopEvent> {
        self.out.subscribe()
    }

    /// Tells at once. That nobody listens is fine: whoever comes later asks for the state.
    pub fn tell(&self, event: DesktopEvent) {
        let _ = self.out.send(event);
    }

    /// Records changed. `clients` empty means many.
    pub fn changed(&self, entities: impl IntoIterator<Item = Entity>, clients: &[Uuid]) {
        let mut changes = self.gathering.changes.lock().unwrap_or_else(PoisonError::into_inner);
        changes.entities.extend(entities);
        changes.many |= clients.is_empty() || changes.clients.len() + clients.len() > MOST_CLIENTS;
        if changes.many {
            changes.clients.clear();
        } else {
            changes.clients.extend(clients);
        }
        self.gathering.some.notify_one();
    }

    /// Tells gathered changes frame by frame, for as long as this future is polled. `before_telling` runs first.
    pub async fn tell_changes(&self, mut before_telling: impl AsyncFnMut()) {
        loop {
            self.gathering.some.notified().await;
            tokio::time::sleep(FRAME).await;
            let Some(event) = self.take_changes() else { continue };
            self.tell(event);
            before_telling().await;
        }
    }

    fn take_changes(&self) -> Option<DesktopEvent> {
        let mut changes = self.gathering.changes.lock().unwrap_or_else(PoisonError::into_inner);
        if changes.entities.is_empty() {
            return None;
        }
        let revision = changes.revision.wrapping_add(1);
        let gathered = std::mem::replace(&mut *changes, Changes { revision, ..Changes::default() });
        Some(DesktopEvent::Changed {
            revision,
            entities: gathered.entities.into_iter().collect(),
            clients: gathered.clients.into_iter().collect(),
        })
    }
}

impl Default for Events {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_one_frame_are_one_event_and_revisions_have_no_gap() {
        let events = Events::new();
        let [anong, somchai] = [1, 2].map(Uuid::from_u128);
        events.changed([Entity::Client], &[somchai]);
        events.changed([Entity::Note, Entity::Client], &[anong]);
        let first = events.take_changes().unwrap();
        let expected = DesktopEvent::Changed {
            revision: 1,
            entities: vec![Entity::Client, Entity::Note],
            clients: vec![anong, somchai],
        };
        assert_eq!(first, expected);
        assert_eq!(events.take_changes(), None);
        events.changed([Entity::Client], &[anong]);
        events.changed([Entity::Client], &[]);
        events.changed([Entity::Client], &[somchai]);
        let many = DesktopEvent::Changed { revision: 2, entities: vec![Entity::Client], clients: vec![] };
        assert_eq!(events.take_changes().unwrap(), many);
    }
}
