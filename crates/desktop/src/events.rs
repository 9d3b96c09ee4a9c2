//! Telling the UI what happened.

use crate::api::DesktopEvent;
use leadline_cache::{ChangeSet, MOST_NAMED_CLIENTS};
use leadline_domain::Entity;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::broadcast;
use uuid::Uuid;

/// A listener that falls further behind than this misses events, and sees it by the gap in the revisions.
const QUEUE: usize = 1024;

/// Where events are put in and listened to.
#[derive(Clone, Debug)]
pub struct Events {
    out: broadcast::Sender<DesktopEvent>,
    revision: Arc<AtomicU32>,
}

impl Events {
    pub(crate) fn new() -> Self {
        Self { out: broadcast::Sender::new(QUEUE), revision: Arc::default() }
    }

    /// Everything told from now on.
    pub fn listen(&self) -> broadcast::Receiver<DesktopEvent> {
        self.out.subscribe()
    }

    /// That nobody listens is fine: whoever comes later asks for the state.
    pub(crate) fn tell(&self, event: DesktopEvent) {
        let _ = self.out.send(event);
    }

    /// Records changed.
    pub(crate) fn tell_changed(&self, changes: ChangeSet) {
        let revision = self.revision.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let clients = if changes.many { Vec::new() } else { changes.clients };
        self.tell(DesktopEvent::Changed { revision, entities: changes.entities, clients });
    }
}

/// Changes of one frame, joined.
#[derive(Default)]
pub(crate) struct Gathered {
    entities: BTreeSet<Entity>,
    clients: BTreeSet<Uuid>,
    many: bool,
}

impl Gathered {
    pub(crate) fn add(&mut self, changes: ChangeSet) {
        self.entities.extend(changes.entities);
        self.clients.extend(changes.clients);
        self.many |= changes.many || self.clients.len() > MOST_NAMED_CLIENTS;
        if self.many {
            self.clients.clear();
        }
    }

    pub(crate) fn joined(self) -> ChangeSet {
        ChangeSet {
            entities: self.entities.into_iter().collect(),
            clients: self.clients.into_iter().collect(),
            many: self.many,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(entity: Entity, clients: &[Uuid]) -> ChangeSet {
        ChangeSet { entities: vec![entity], clients: clients.to_vec(), many: clients.len() > MOST_NAMED_CLIENTS }
    }

    #[test]
    fn changes_of_one_frame_are_joined_and_too_many_clients_are_many() {
        let [anong, somchai] = [1, 2].map(Uuid::from_u128);
        let mut gathered = Gathered::default();
        gathered.add(changes(Entity::Note, &[somchai]));
        gathered.add(changes(Entity::Client, &[anong, somchai]));
        let joined = gathered.joined();
        assert_eq!((joined.entities, joined.clients), (vec![Entity::Client, Entity::Note], vec![anong, somchai]));
        let mut gathered = Gathered::default();
        for client in 0..=MOST_NAMED_CLIENTS as u128 {
            gathered.add(changes(Entity::Client, &[Uuid::from_u128(client)]));
        }
        gathered.add(changes(Entity::Client, &[anong]));
        let joined = gathered.joined();
        assert!(joined.many && joined.clients.is_empty());
    }

    #[test]
    fn revisions_have_no_gap() {
        let events = Events::new();
        let mut listening = events.listen();
        for expected in 1..=3 {
            events.tell_changed(changes(Entity::Client, &[]));
            let Ok(DesktopEvent::Changed { revision, .. }) = listening.try_recv() else { panic!("not told") };
            assert_eq!(revision, expected);
        }
    }
}
