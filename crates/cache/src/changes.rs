//! What a transaction changed, told to whoever watches after it is committed.

use leadline_domain::Entity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Above this many clients a change set says "many" instead of naming them.
pub const MOST_NAMED_CLIENTS: usize = 500;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// Which kinds of records.
    pub entities: Vec<Entity>,
    /// Which clients, themselves or by what hangs on them; at most [`MOST_NAMED_CLIENTS`].
    pub clients: Vec<Uuid>,
    /// Any number of clients, more than are named.
    pub many: bool,
}

impl ChangeSet {
    /// Anything may have changed.
    pub fn everything() -> Self {
        Self { entities: Entity::ALL.to_vec(), clients: Vec::new(), many: true }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

/// Collects what a transaction changes.
#[derive(Default)]
pub(crate) struct Changes {
    entities: BTreeSet<Entity>,
    clients: BTreeSet<Uuid>,
    many: bool,
}

impl Changes {
    /// A record that hangs on `root` (itself, if on nothing) changed.
    pub(crate) fn record(&mut self, entity: Entity, root: Uuid) {
        self.entities.insert(entity);
        if !self.many && (entity == Entity::Client || entity.is_child_of_client()) {
            self.clients.insert(root);
            if self.clients.len() > MOST_NAMED_CLIENTS {
                self.clients.clear();
                self.many = true;
            }
        }
    }

    pub(crate) fn everything(&mut self) {
        self.entities.extend(Entity::ALL);
        self.clients.clear();
        self.many = true;
    }

    pub(crate) fn done(self) -> ChangeSet {
        ChangeSet {
            entities: self.entities.into_iter().collect(),
            clients: self.clients.into_iter().collect(),
            many: self.many,
        }
    }
}
