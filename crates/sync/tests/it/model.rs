//! The server's rules in memory: one version per organisation, the compacted log, scopes, and each edit once.

mod edit;
mod log;
mod pull;
mod push;

use crate::mutants::Mutant;
use leadline_domain::words::ProfileStatus;
use leadline_domain::{Entity, Millis, Role, Value, scope};
use leadline_protocol::sync::{Mutation, Outcome, Row, Since};
use log::Log;
pub use push::POISON;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is in the server's database. Cloning it is a backup.
#[derive(Clone)]
struct Data {
    version: i64,
    /// Tombstones up to here are gone.
    floor: i64,
    people: BTreeMap<Uuid, Role>,
    records: BTreeMap<(Entity, Uuid), Record>,
    log: Log,
    devices: BTreeMap<Uuid, DeviceLog>,
    /// What became of every edit, and the version that wrote it.
    edits: BTreeMap<Uuid, (Outcome, i64)>,
    /// How often an edit was carried out.
    carried_out: BTreeMap<Uuid, u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub root: Uuid,
    pub scope: Uuid,
    pub version: i64,
    pub enter: i64,
    /// The last change of the record itself, and not only of the client it hangs on.
    pub edited: i64,
    pub created_at: Millis,
    pub created_by: Uuid,
    pub updated_at: Millis,
    pub updated_by: Uuid,
    pub values: Vec<Value>,
    /// The version that put it away.
    pub deleted: Option<i64>,
}

#[derive(Clone, Default)]
struct DeviceLog {
    last_seq: i64,
    done: BTreeMap<i64, Uuid>,
}

impl Record {
    fn row(&self, entity: Entity, id: Uuid) -> Row {
        Row {
            entity,
            id,
            root: self.root,
            scope: self.scope,
            version: self.version,
            enter: self.enter,
            created_at: self.created_at,
            created_by: self.created_by,
            updated_at: self.updated_at,
            updated_by: self.updated_by,
            values: self.values.clone(),
        }
    }
}

pub struct Server {
    pub org: Uuid,
    epoch: Uuid,
    data: Data,
    pub mutant: Option<Mutant>,
    /// Edits the restored backup did not have.
    pub lost_by_restore: Vec<Uuid>,
}

/// The change under way: its version, its author and its time.
#[derive(Clone, Copy)]
struct Writing {
    version: i64,
    by: Uuid,
    at: Millis,
}

/// A copy to restore from.
pub struct Backup(Data);

impl Server {
    pub fn new(org: Uuid, epoch: Uuid, mutant: Option<Mutant>) -> Self {
        let data = Data {
            version: 0,
            floor: 0,
            people: BTreeMap::new(),
            records: BTreeMap::new(),
            log: Log::default(),
            devices: BTreeMap::new(),
            edits: BTreeMap::new(),
            carried_out: BTreeMap::new(),
        };
        Self { org, epoch, data, mutant, lost_by_restore: Vec::new() }
    }

    fn is(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    pub fn version(&self) -> i64 {
        self.data.version
    }

    pub fn role(&self, person: Uuid) -> Role {
        self.data.people[&person]
    }

    pub fn people(&self) -> Vec<Uuid> {
        self.data.people.keys().copied().collect()
    }

    pub fn granted(&self, person: Uuid) -> Vec<Uuid> {
        scope::granted(self.org, person, self.role(person), &self.people())
    }

    /// Adds a colleague or changes what they may do.
    pub fn put_person(&mut self, person: Uuid, role: Role, at: Millis) {
        let writing = self.begin(person, at);
        self.data.people.insert(person, role);
        let values = vec![
            format!("P{}", person.as_u128() % 1000).into(),
            format!("p{}@example.org", person.as_u128() % 100_000).into(),
            role.word().into(),
            ProfileStatus::Active.word().into(),
            Value::Null,
        ];
        if self.data.records.contains_key(&(Entity::Profile, person)) {
            self.data.records.get_mut(&(Entity::Profile, person)).expect("it is there").values = values;
            self.stamp(writing, Entity::Profile, person);
        } else {
            self.insert(writing, Entity::Profile, person, person, self.org, values);
        }
        self.finish(writing);
    }

    /// One transaction of an import: clients for this owner.
    pub fn import(&mut self, ids: &[Uuid], by: Uuid, owner: Option<Uuid>, at: Millis) {
        let writing = self.begin(by, at);
        for id in ids {
            let mut values = vec![Value::Null; Entity::Client.fields().len()];
            for (name, value) in
                [("kind", "person"), ("name", "Imported"), ("client_type", "lead"), ("lifecycle_stage", "lead")]
            {
                values[Entity::Client.position(name).expect("a field")] = value.into();
            }
            values[Entity::Client.position("owner_id").expect("a field")] = owner.into();
            self.insert(writing, Entity::Client, *id, *id, scope::of_client(self.org, owner), values);
        }
        self.finish(writing);
    }

    /// An administrator edits in a browser.
    pub fn edit_at_the_desk(&mut self, at: Millis, edit: &Mutation) {
        let desk = self.data.people.iter().find(|(_, role)| **role == Role::Admin).map(|(person, _)| *person);
        if let Some(by) = desk {
            let writing = self.begin(by, at);
            // A refusal is as good: the desk looks at what is there now.
            let _ = self.carry_out(writing, edit);
            self.finish(writing);
        }
    }

    /// What hangs on clients: kind, record and client.
    pub fn hanging(&self) -> Vec<(Entity, Uuid, Uuid)> {
        let live = self.data.records.iter().filter(|(_, record)| record.deleted.is_none());
        let written = live.filter(|((entity, id), record)| entity.device_writes() && record.root != *id);
        written.map(|((entity, id), record)| (*entity, *id, record.root)).collect()
    }

    pub fn owner(&self, client: Uuid) -> Option<Uuid> {
        let record = self.data.records.get(&(Entity::Client, client))?;
        record.values[Entity::Client.position("owner_id")?].as_id()
    }

    /// Forgets tombstones up to `age` versions ago (R8).
    pub fn purge(&mut self, age: i64) {
        let floor = (self.data.version - age).max(self.data.floor);
        self.data.log.purge(floor);
        self.data.floor = floor;
    }

    pub fn backup(&self) -> Backup {
        Backup(self.data.clone())
    }

    /// Goes back to a backup (R11).
    pub fn restore(&mut self, backup: &Backup, epoch: Uuid) {
        let known = &backup.0.edits;
        self.lost_by_restore.extend(self.data.edits.keys().filter(|id| !known.contains_key(id)));
        self.data = backup.0.clone();
        if !self.is(Mutant::RestoreKeepsEpoch) {
            self.epoch = epoch;
        }
    }

    /// How often an edit was carried out.
    pub fn carried_out(&self, edit: Uuid) -> u32 {
        self.data.carried_out.get(&edit).copied().unwrap_or(0)
    }

    pub fn outcome(&self, edit: Uuid) -> Option<&Outcome> {
        self.data.edits.get(&edit).map(|(outcome, _)| outcome)
    }

    /// The newest version that wrote an edit of this device up to `seq`.
    pub fn version_of_edits(&self, device: Uuid, seq: i64) -> i64 {
        let Some(log) = self.data.devices.get(&device) else { return 0 };
        let versions =
            log.done.range(..=seq).filter_map(|(_, id)| self.data.edits.get(id)).map(|(_, version)| *version);
        versions.max().unwrap_or(0)
    }

    /// Whether a scope holds something after a cursor and not after a version.
    pub fn has_news(&self, cursor: Since, until: i64) -> bool {
        self.data.log.since(cursor.scope, cursor.version).any(|(version, ..)| version <= until)
    }

    /// What a person may see, as the database would answer.
    pub fn rows_for(&self, person: Uuid) -> BTreeMap<(Entity, Uuid), Row> {
        let granted = self.granted(person);
        let seen = |record: &Record| record.deleted.is_none() && granted.contains(&record.scope);
        let rows = self.data.records.iter().filter(|(_, record)| seen(record));
        rows.map(|((entity, id), record)| ((*entity, *id), record.row(*entity, *id))).collect()
    }

    fn begin(&self, by: Uuid, at: Millis) -> Writing {
        Writing { version: self.data.version + 1, by, at }
    }

    /// Gives the version only to a change that wrote something.
    fn finish(&mut self, writing: Writing) {
        if self.data.log.newest() == writing.version {
            self.data.version = writing.version;
        }
    }

    fn insert(&mut self, writing: Writing, entity: Entity, id: Uuid, root: Uuid, scope: Uuid, values: Vec<Value>) {
        let record = Record {
            root,
            scope,
            version: writing.version,
            enter: if root == id { writing.version } else { 0 },
            edited: writing.version,
            created_at: writing.at,
            created_by: writing.by,
            updated_at: writing.at,
            updated_by: writing.by,
            values,
            deleted: None,
        };
        self.data.log.put(entity, id, scope, writing.version);
        self.data.records.insert((entity, id), record);
    }

    /// Marks a record as written by this change and logs it.
    fn stamp(&mut self, writing: Writing, entity: Entity, id: Uuid) {
        let record = self.data.records.get_mut(&(entity, id)).expect("only what is there is stamped");
        record.version = writing.version;
        record.edited = writing.version;
        record.updated_at = writing.at;
        record.updated_by = writing.by;
        let scope = record.scope;
        self.data.log.put(entity, id, scope, writing.version);
    }

    /// What hangs on a client.
    fn children(&self, root: Uuid) -> Vec<(Entity, Uuid)> {
        let hangs =
            |((entity, _), record): &(&(Entity, Uuid), &Record)| entity.is_child_of_client() && record.root == root;
        self.data.records.iter().filter(hangs).map(|(key, _)| *key).collect()
    }
}
