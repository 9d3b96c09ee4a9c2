//! One person at one device, and the pages a server would send.

use leadline_cache::{Author, Cache, Intent, IntentOp, Owner, Place, Written};
use leadline_domain::check::new_record;
use leadline_domain::filter::{Filter, Viewpoint};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::{Gone, Outcome, Page, Push, PushResult, Pushed, Row, Since};
use std::cell::Cell;
use tempfile::TempDir;
use uuid::Uuid;

pub const ORG: Uuid = Uuid::from_u128(0x0a);
pub const ME: Uuid = Uuid::from_u128(0x0e);
pub const BEN: Uuid = Uuid::from_u128(0x0b);
pub const EPOCH: Uuid = Uuid::from_u128(0xe0);
pub const NOW: i64 = 1_750_000_000_000;

pub struct Desk {
    pub cache: Cache,
    next: Cell<u128>,
    pub now: Cell<i64>,
    _folder: Option<TempDir>,
}

pub fn place_in(folder: &TempDir, key: Option<[u8; 32]>) -> Place {
    Place { file: folder.path().join("cache.db"), key }
}

/// How many clients are held and not put away.
pub fn clients_in(cache: &Cache) -> usize {
    let everybody = Filter::All { parts: Vec::new() };
    cache.count(&everybody, Viewpoint { me: ME, today: NOW }).unwrap() as usize
}

pub fn owner() -> Owner {
    Owner { org: ORG, me: ME, client_id: Uuid::from_u128(0xc11e) }
}

impl Desk {
    pub fn in_memory() -> Self {
        Self::at(Place::memory(), None)
    }

    pub fn encrypted() -> Self {
        let folder = TempDir::new().unwrap();
        Self::at(place_in(&folder, Some([7; 32])), Some(folder))
    }

    pub fn at(place: Place, folder: Option<TempDir>) -> Self {
        let cache = Cache::open(&place, NOW).unwrap().cache;
        cache.claim(&owner()).unwrap();
        Self { cache, next: Cell::new(1 << 64), now: Cell::new(NOW), _folder: folder }
    }

    /// As after a start of the app.
    pub fn opened_again(self) -> Self {
        let Self { cache, next, now, _folder } = self;
        drop(cache);
        let folder = _folder.expect("only what lies in a file can be opened again");
        let place = place_in(&folder, Some([7; 32]));
        Self { next, now, ..Self::at(place, Some(folder)) }
    }

    pub fn id(&self) -> Uuid {
        self.next.set(self.next.get() + 1);
        Uuid::from_u128(self.next.get())
    }

    /// Goes on with ids no other run of this test has used.
    pub fn skip_ids(&self, by: u128) {
        self.next.set(self.next.get() + (by << 16));
    }

    pub fn author(&self) -> Author {
        self.now.set(self.now.get() + 1000);
        Author { org: ORG, me: ME, now: self.now.get() }
    }

    pub fn write(&self, intents: &[Intent]) -> Written {
        let written = self.cache.write(intents, &self.author(), &mut || self.id()).unwrap();
        self.cache.verify_fold().unwrap();
        written
    }

    pub fn undo(&self, token: Option<Uuid>) -> Result<Written, leadline_cache::CacheFault> {
        let written = self.cache.undo(token, &self.author(), &mut || self.id());
        self.cache.verify_fold().unwrap();
        written
    }

    /// Pulls once, as if the server answered with this.
    pub fn pull(&self, fill: impl FnOnce(&mut Page)) -> leadline_cache::Applied {
        let asked = self.cache.pull_request(1000).unwrap();
        let mut page = empty_page(&asked.since);
        fill(&mut page);
        let applied = self.cache.apply_page(&page, &asked, self.now.get()).unwrap();
        self.cache.verify_fold().unwrap();
        applied
    }

    /// Pushes everything, and the server answers each edit with `judge`.
    pub fn push(&self, mut judge: impl FnMut(&leadline_protocol::sync::Mutation) -> Outcome) -> Option<Push> {
        let push = self.cache.push_batch(200).unwrap()?;
        let results = push.mutations.iter().map(|m| PushResult { seq: m.seq, outcome: judge(m) }).collect();
        let pushed = Pushed { epoch: EPOCH, version: 1, results, now: NOW };
        self.cache.push_results(&push, &pushed, self.now.get()).unwrap();
        self.cache.verify_fold().unwrap();
        Some(push)
    }

    /// The client's name as lists show it, and its mark; `None` if it is not shown.
    pub fn shown(&self, entity: Entity, id: Uuid, field: &str) -> Option<Value> {
        self.cache
            .peek(entity, id)
            .unwrap()
            .filter(|(_, hidden)| !hidden)
            .map(|(row, _)| row.values[entity.position(field).unwrap()].clone())
    }
}

pub fn empty_page(since: &[Since]) -> Page {
    Page {
        epoch: EPOCH,
        asked: since.to_vec(),
        revoked: vec![],
        reset: vec![],
        floor: 0,
        rows: vec![],
        gone: vec![],
        cursors: since.to_vec(),
        more: false,
        acked_seq: None,
        remaining: 0,
        now: NOW,
    }
}

pub fn gone(entity: Entity, id: Uuid, version: i64) -> Gone {
    Gone { entity, id, version }
}

pub fn since(scope: Uuid, version: i64) -> Since {
    Since { scope, version }
}

/// A row as the server sends it.
pub fn row(entity: Entity, id: Uuid, root: Uuid, version: i64, values: &[(&str, Value)]) -> Row {
    let mut all = vec![Value::Null; entity.fields().len()];
    for (name, value) in values {
        all[entity.position(name).unwrap()] = value.clone();
    }
    Row {
        entity,
        id,
        root,
        scope: scope::owned_by(ME),
        version,
        enter: if entity == Entity::Client { 1 } else { 0 },
        created_at: NOW,
        created_by: BEN,
        updated_at: NOW,
        updated_by: BEN,
        values: all,
    }
}

pub fn client_values(name: &str) -> Vec<(String, Value)> {
    [("kind", "person"), ("name", name), ("client_type", "lead"), ("lifecycle_stage", "lead")]
        .map(|(field, value)| (field.to_owned(), Value::from(value)))
        .to_vec()
}

pub fn client_row(id: Uuid, version: i64, name: &str) -> Row {
    let mut row = row(Entity::Client, id, id, version, &[("owner_id", ME.into())]);
    let given = new_record(Entity::Client, &client_values(name)).unwrap();
    for (slot, value) in row.values.iter_mut().zip(given) {
        if !value.is_null() {
            *slot = value;
        }
    }
    row
}

pub fn note_row(id: Uuid, client: Uuid, version: i64, body: &str) -> Row {
    row(Entity::Note, id, client, version, &[("client_id", client.into()), ("body", body.into())])
}

pub fn create_client(id: Uuid, name: &str) -> Intent {
    Intent { entity: Entity::Client, record: id, op: IntentOp::Create { values: client_values(name) } }
}

pub fn create_note(id: Uuid, client: Uuid, body: &str) -> Intent {
    let values = vec![("client_id".into(), client.into()), ("body".into(), body.into())];
    Intent { entity: Entity::Note, record: id, op: IntentOp::Create { values } }
}

pub fn set(entity: Entity, id: Uuid, field: &str, value: impl Into<Value>) -> Intent {
    Intent { entity, record: id, op: IntentOp::Update { values: vec![(field.into(), value.into())] } }
}

pub fn delete(entity: Entity, id: Uuid) -> Intent {
    Intent { entity, record: id, op: IntentOp::Delete }
}

pub fn restore(entity: Entity, id: Uuid) -> Intent {
    Intent { entity, record: id, op: IntentOp::Restore }
}
