//! The compacted change log: one entry for each record in each scope it is or was in.

use leadline_domain::Entity;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Put,
    Left,
    Deleted,
}

#[derive(Clone, Default)]
pub struct Log {
    entries: BTreeMap<(Uuid, i16, Uuid), (i64, Entry)>,
    newest: i64,
}

impl Log {
    pub fn newest(&self) -> i64 {
        self.newest
    }

    pub fn put(&mut self, entity: Entity, id: Uuid, scope: Uuid, version: i64) {
        self.note(entity, id, scope, version, Entry::Put);
    }

    pub fn note(&mut self, entity: Entity, id: Uuid, scope: Uuid, version: i64, entry: Entry) {
        self.entries.insert((scope, entity.class(), id), (version, entry));
        self.newest = version;
    }

    pub fn forget(&mut self, entity: Entity, id: Uuid, scope: Uuid) {
        self.entries.remove(&(scope, entity.class(), id));
    }

    pub fn purge(&mut self, floor: i64) {
        self.entries.retain(|_, (version, entry)| *entry == Entry::Put || *version > floor);
    }

    /// Everything in a scope after a version.
    pub fn since(&self, scope: Uuid, after: i64) -> impl Iterator<Item = (i64, Entity, Uuid, Entry)> + '_ {
        let first = (scope, i16::MIN, Uuid::nil());
        let last = (scope, i16::MAX, Uuid::max());
        self.entries.range(first..=last).filter(move |(_, (version, _))| *version > after).map(
            |((_, class, id), (version, entry))| {
                (*version, Entity::from_class(*class).expect("a known class"), *id, *entry)
            },
        )
    }
}
