//! Working without a server, and taking it all to one.

use crate::desk::*;
use leadline_cache::rows::SyncMark;
use leadline_cache::{Author, Cache, CacheFault, Intent, IntentOp, Owner};
use leadline_domain::{Entity, LifecycleStage, Role, Value, scope};
use leadline_protocol::sync::{Mutation, Op, Outcome};
use tempfile::TempDir;
use uuid::Uuid;

const HOME: Owner = Owner { org: Uuid::from_u128(0x40), me: Uuid::from_u128(0x4e), client_id: Uuid::from_u128(0x4c) };

/// Somebody who works alone, in a file.
struct Alone {
    cache: Cache,
    folder: TempDir,
    ids: Desk,
}

impl Alone {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let cache = Self::open(&folder);
        Self { cache, folder, ids: Desk::in_memory() }
    }

    fn open(folder: &TempDir) -> Cache {
        let cache = Cache::open(&place_in(folder, Some([7; 32])), NOW).unwrap().cache;
        cache.claim_alone(&HOME, "มะลิ", NOW).unwrap();
        cache
    }

    fn write(&self, intents: &[Intent]) {
        let at = Author { org: HOME.org, me: HOME.me, now: self.ids.author().now };
        self.cache.write(intents, &at, &mut || self.ids.id()).unwrap();
        self.cache.verify_fold().unwrap();
    }

    fn own_client(&self, name: &str) -> Uuid {
        let id = self.ids.id();
        let mut values = client_values(name);
        values.push(("owner_id".to_owned(), Value::Id(HOME.me)));
        self.write(&[Intent { entity: Entity::Client, record: id, op: IntentOp::Create { values } }]);
        id
    }
}

/// What a push sends, by record.
fn sent(desk: &Desk) -> Vec<Mutation> {
    let mut all = Vec::new();
    desk.push(|mutation| {
        all.push(mutation.clone());
        Outcome::Applied
    });
    all
}

#[test]
fn what_is_done_alone_is_there_after_a_restart_and_waits_for_nobody() {
    let alone = Alone::new();
    let client = alone.own_client("สมชัย");
    alone.write(&[set(Entity::Client, client, "lifecycle_stage", LifecycleStage::Opportunity.word())]);
    let mark = |cache: &Cache| cache.client_card(client, HOME.me, Role::Manager).unwrap().row.sync;
    assert_eq!(mark(&alone.cache), SyncMark::Synced);
    assert_eq!(alone.cache.counts().unwrap().waiting, 0);
    assert!(alone.cache.queue().unwrap().is_empty());
    assert!(alone.cache.push_batch(10).unwrap().is_none());
    alone.cache.close();
    let again = Alone::open(&alone.folder);
    again.verify_fold().unwrap();
    assert_eq!(mark(&again), SyncMark::Synced);
    let names: Vec<String> = again.directory().unwrap().profiles.into_iter().map(|profile| profile.name).collect();
    assert_eq!(names, ["มะลิ"]);
}

#[test]
fn what_was_done_alone_waits_for_the_server_under_the_name_one_has_there() {
    let alone = Alone::new();
    let client = alone.own_client("Anong");
    let gone = alone.own_client("Put away");
    let note = alone.ids.id();
    alone.write(&[create_note(note, client, "เจอกันวันศุกร์"), create_note(alone.ids.id(), gone, "lost")]);
    alone.write(&[set(Entity::Client, client, "name", "Anong S.")]);
    alone.write(&[delete(Entity::Client, gone)]);
    alone.write(&[delete(Entity::Note, note)]);
    alone.write(&[restore(Entity::Note, note)]);
    let view = alone.ids.id();
    let filter = format!(r#"{{"owner":"{}"}}"#, HOME.me);
    let values = vec![("name".to_owned(), "Mine".into()), ("definition".to_owned(), filter.into())];
    alone.write(&[Intent { entity: Entity::SavedView, record: view, op: IntentOp::Create { values } }]);
    alone.cache.draft_save("client:new", "{}", NOW).unwrap();

    let handed_over = alone.cache.hand_over().unwrap();
    assert!(matches!(alone.cache.counts(), Err(CacheFault::Closed)));
    let desk = Desk::encrypted();
    assert_eq!(desk.cache.take_in(&handed_over).unwrap(), 4);
    desk.cache.verify_fold().unwrap();
    assert_eq!(desk.cache.take_in(&handed_over).unwrap(), 0, "taking it in twice changes nothing");
    assert_eq!(desk.shown(Entity::Client, client, "owner_id"), Some(Value::Id(ME)));
    assert_eq!(desk.shown(Entity::Client, gone, "name"), None);
    assert_eq!(desk.cache.client_card(client, ME, Role::Manager).unwrap().row.sync, SyncMark::Waiting);
    assert_eq!(desk.cache.draft("client:new").unwrap(), Some(("{}".to_owned(), NOW)));

    let sent = sent(&desk);
    let records: Vec<Uuid> = sent.iter().map(|mutation| mutation.record).collect();
    assert_eq!(records, [client, note, client, view]);
    let everything = format!("{sent:?}");
    assert!(!everything.contains(&HOME.me.to_string()) && !everything.contains(&HOME.org.to_string()), "{everything}");
    let Op::Create { values } = &sent[3].op else { panic!("{:?}", sent[3]) };
    assert!(values.iter().any(|(_, value)| *value == format!(r#"{{"owner":"{ME}"}}"#).into()), "{values:?}");
}

#[test]
fn what_is_taken_in_stands_in_the_scopes_of_the_person_there() {
    let alone = Alone::new();
    let mine = alone.own_client("Mine");
    let nobodys = alone.ids.id();
    alone.write(&[create_client(nobodys, "Nobody's")]);
    let desk = Desk::encrypted();
    desk.cache.take_in(&alone.cache.hand_over().unwrap()).unwrap();
    let scope_of = |id| desk.cache.peek(Entity::Client, id).unwrap().unwrap().0.scope;
    assert_eq!((scope_of(mine), scope_of(nobodys)), (scope::owned_by(ME), scope::pool(ORG)));
}

#[test]
fn the_file_of_somebody_alone_is_no_file_of_a_server() {
    let alone = Alone::new();
    assert!(matches!(alone.cache.claim(&owner()), Err(CacheFault::OtherOwner)));
}
