//! What pages and lists show of records made by edits and by the server.

use crate::desk::{BEN, Desk, ME, ORG, client_row, create_client, create_note, delete, note_row, row, set};
use leadline_cache::rows::{MyDayQuery, SavedView, SyncMark, Timeline, TimelineQuery, TimelineWhat};
use leadline_cache::{CacheFault, Intent, IntentOp};
use leadline_domain::filter::{Filter, Sort};
use leadline_domain::{Entity, LifecycleStage, Role, Value};
use leadline_protocol::sync::Outcome;
use std::collections::BTreeSet;
use uuid::Uuid;

const CLIENT: Uuid = Uuid::from_u128(0xc11e57);
const DAY: i64 = 86_400_000;

fn create(entity: Entity, id: u128, values: &[(&str, Value)]) -> Intent {
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect();
    Intent { entity, record: Uuid::from_u128(id), op: IntentOp::Create { values } }
}

fn activity(id: u128, kind: &str, status: &str, due: Option<i64>, done: Option<i64>) -> Intent {
    let values = [
        ("kind", kind.into()),
        ("subject", format!("{kind} {id:x}").into()),
        ("client_id", CLIENT.into()),
        ("assignee_id", ME.into()),
        ("status", status.into()),
        ("due_at", due.into()),
        ("done_at", done.into()),
    ];
    create(Entity::Activity, id, &values)
}

fn timeline(desk: &Desk, kinds: &[&str], before: Option<(i64, Uuid)>, limit: u32) -> Timeline {
    let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    desk.cache.timeline(&TimelineQuery { client_id: CLIENT, kinds, before, limit }).unwrap()
}

#[test]
fn a_card_shows_the_client_and_what_hangs_on_it() {
    let desk = Desk::encrypted();
    desk.write(&[
        create_client(CLIENT, "สมชัย ใจดี"),
        set(Entity::Client, CLIENT, "owner_id", ME),
        set(Entity::Client, CLIENT, "custom", "{\"size\":7}"),
        create(Entity::Contact, 1, &[("client_id", CLIENT.into()), ("name", "Second".into())]),
        create(
            Entity::Contact,
            2,
            &[("client_id", CLIENT.into()), ("name", "Main".into()), ("is_primary", true.into())],
        ),
        activity(3, "call", "open", Some(20), None),
        activity(4, "call", "open", Some(10), None),
        activity(5, "task", "done", Some(1), Some(2)),
        create_note(Uuid::from_u128(6), CLIENT, "one"),
    ]);
    desk.write(&[delete(Entity::Note, Uuid::from_u128(6)), create_note(Uuid::from_u128(7), CLIENT, "two")]);
    let card = desk.cache.client_card(CLIENT, ME, Role::Agent).unwrap();
    assert_eq!((card.row.name.as_str(), card.row.sync, card.editable), ("สมชัย ใจดี", SyncMark::Waiting, true));
    assert_eq!(card.custom, serde_json::json!({ "size": 7 }));
    assert_eq!(card.contacts.iter().map(|contact| contact.name.as_str()).collect::<Vec<_>>(), ["Main", "Second"]);
    assert_eq!(card.next_step.map(|step| step.id), Some(Uuid::from_u128(4)));
    let counts = card.counts;
    assert_eq!((counts.open_activities, counts.activities, counts.notes), (2, 3, 1));
    assert!(!desk.cache.client_card(CLIENT, BEN, Role::Agent).unwrap().editable, "somebody else's");
    assert!(desk.cache.client_card(CLIENT, BEN, Role::Manager).unwrap().editable);
    desk.write(&[delete(Entity::Client, CLIENT)]);
    assert!(matches!(desk.cache.client_card(CLIENT, ME, Role::Admin), Err(CacheFault::NotFound(..))));
}

#[test]
fn a_card_shows_what_is_to_be_decided() {
    let desk = Desk::in_memory();
    desk.pull(|page| page.rows.push(client_row(CLIENT, 5, "x")));
    desk.write(&[set(Entity::Client, CLIENT, "lifecycle_stage", "sql")]);
    let conflict = leadline_domain::merge::FieldConflict {
        field: "lifecycle_stage".into(),
        base: "lead".into(),
        mine: "sql".into(),
        theirs: "customer".into(),
    };
    desk.push(|_| Outcome::Conflict { fields: vec![conflict.clone()], by: BEN, at: 1 });
    let card = desk.cache.client_card(CLIENT, ME, Role::Agent).unwrap();
    assert_eq!((card.conflicts, card.row.sync), (vec![conflict], SyncMark::Conflict));
}

#[test]
fn a_timeline_page_by_page_is_the_whole_timeline() {
    let desk = Desk::encrypted();
    desk.write(&[create_client(CLIENT, "x")]);
    desk.write(&[set(Entity::Client, CLIENT, "lifecycle_stage", "sql")]);
    for id in 1..=12u128 {
        desk.write(&[
            create_note(Uuid::from_u128(0x100 + id), CLIENT, "n"),
            activity(0x200 + id, "call", "done", None, Some(1_000 + i64::try_from(id % 3).unwrap())),
            activity(0x300 + id, "meeting", "open", Some(5), None),
        ]);
    }
    let pinned = Uuid::from_u128(0x101);
    desk.write(&[set(Entity::Note, pinned, "pinned", true)]);
    let whole = timeline(&desk, &[], None, 100);
    assert_eq!((whole.items.len(), whole.more), (12 * 3 + 2, false));
    assert_eq!(whole.items[0].id, pinned);
    assert!(whole.items[1..].is_sorted_by_key(|item| std::cmp::Reverse((item.at, item.id))));
    let mut paged = Vec::new();
    let mut before = None;
    loop {
        let page = timeline(&desk, &[], before, 5);
        paged.extend(page.items);
        before = paged.last().map(|item| (item.at, item.id));
        if !page.more {
            break;
        }
    }
    assert_eq!(paged, whole.items);
}

#[test]
fn a_timeline_shows_only_the_kinds_asked_for() {
    let desk = Desk::in_memory();
    desk.write(&[
        create_client(CLIENT, "x"),
        create_note(Uuid::from_u128(1), CLIENT, "n"),
        activity(2, "call", "open", None, None),
        activity(3, "email", "done", None, Some(7)),
    ]);
    desk.write(&[set(Entity::Client, CLIENT, "lifecycle_stage", "customer")]);
    let ids =
        |kinds: &[&str]| timeline(&desk, kinds, None, 9).items.iter().map(|item| item.id).collect::<BTreeSet<_>>();
    assert_eq!(ids(&["note"]), BTreeSet::from([Uuid::from_u128(1)]));
    assert_eq!(ids(&["call", "email"]), BTreeSet::from([Uuid::from_u128(2), Uuid::from_u128(3)]));
    let changes = timeline(&desk, &["change"], None, 9).items;
    let step = TimelineWhat::Stage { from: Some(LifecycleStage::Lead), to: LifecycleStage::Customer };
    assert_eq!(changes.iter().map(|item| item.what.clone()).collect::<Vec<_>>(), [step, TimelineWhat::Created]);
    let done = &timeline(&desk, &["email"], None, 9).items[0];
    assert_eq!((done.at, done.by), (7, Some(ME)));
}

#[test]
fn a_day_puts_each_activity_where_it_asks_for_attention() {
    let desk = Desk::in_memory();
    let (today, now) = (10 * DAY, 10 * DAY + 1_000);
    desk.write(&[
        create_client(CLIENT, "สมชัย"),
        activity(1, "call", "open", Some(now - 1), None),
        activity(2, "call", "open", Some(today - 5 * DAY), None),
        activity(3, "call", "open", Some(now), None),
        activity(4, "task", "open", Some(today + DAY), None),
        activity(5, "task", "open", Some(today + 8 * DAY), None),
        activity(6, "task", "open", None, None),
        activity(7, "task", "done", Some(today), Some(today)),
        activity(8, "task", "done", Some(today), Some(today - 1)),
        activity(9, "task", "cancelled", Some(now), None),
    ]);
    let others = row(
        Entity::Activity,
        Uuid::from_u128(10),
        CLIENT,
        1,
        &[("kind", "call".into()), ("subject", "x".into()), ("assignee_id", BEN.into()), ("status", "open".into())],
    );
    desk.pull(|page| page.rows.push(others));
    let day = desk.cache.my_day(ME, &MyDayQuery { today, now }).unwrap();
    let ids = |part: &[leadline_cache::rows::ActivityRow]| part.iter().map(|a| a.id.as_u128()).collect::<Vec<_>>();
    let parts = [ids(&day.overdue), ids(&day.today), ids(&day.upcoming), ids(&day.someday), ids(&day.done)];
    assert_eq!(parts, [vec![2, 1], vec![3], vec![4], vec![6], vec![7]]);
    assert_eq!(day.today[0].client_name.as_deref(), Some("สมชัย"));
    let of_client: Vec<u128> = ids(&desk.cache.activities_of(CLIENT).unwrap());
    assert_eq!(of_client[..6], [2, 1, 3, 4, 5, 6], "open ones first, by due time");
    assert_eq!(of_client.len(), 10);
}

#[test]
fn duplicates_are_found_by_phone_and_email_of_the_client_and_its_people() {
    let desk = Desk::in_memory();
    let ids: Vec<Uuid> = (1..=5u128).map(Uuid::from_u128).collect();
    desk.write(&ids.iter().map(|id| create_client(*id, "x")).collect::<Vec<_>>());
    let (phone, email) = ("+66815550142", "a@b.example");
    desk.write(&[
        set(Entity::Client, ids[0], "phone", phone),
        set(Entity::Client, ids[1], "phone2", phone),
        set(Entity::Client, ids[2], "email", email),
        create(Entity::Contact, 20, &[("client_id", ids[3].into()), ("name", "c".into()), ("phone", phone.into())]),
    ]);
    let found = |phone, email, except| {
        let rows = desk.cache.duplicates(phone, email, except).unwrap();
        rows.into_iter().map(|row| row.id).collect::<BTreeSet<_>>()
    };
    assert_eq!(found(Some(phone), None, None), BTreeSet::from([ids[0], ids[1], ids[3]]));
    assert_eq!(found(Some(phone), Some(email), Some(ids[0])), BTreeSet::from([ids[1], ids[2], ids[3]]));
    assert_eq!(found(None, None, None), BTreeSet::new());
    desk.write(&[delete(Entity::Client, ids[2])]);
    assert_eq!(found(None, Some(email), None), BTreeSet::new());
}

#[test]
fn the_directory_is_in_the_order_people_expect() {
    let desk = Desk::in_memory();
    let profile = |id: u128, name: &str, status: &str| {
        let fields: &[(&str, Value)] = &[
            ("name", name.into()),
            ("email", "x@y.example".into()),
            ("role", "agent".into()),
            ("status", status.into()),
        ];
        row(Entity::Profile, Uuid::from_u128(id), Uuid::from_u128(id), 1, fields)
    };
    let sourced = |id: u128, source: &str| {
        let mut client = client_row(Uuid::from_u128(id), 1, "x");
        client.values[Entity::Client.position("source").unwrap()] = source.into();
        client
    };
    desk.pull(|page| {
        page.rows.extend([
            profile(1, "เกษม", "active"),
            profile(2, "ขจร", "deactivated"),
            profile(3, "Anong", "active"),
        ]);
        page.rows.extend([sourced(10, "web"), sourced(11, "LINE"), sourced(12, "LINE"), client_row(CLIENT, 1, "x")]);
        page.rows.push(row(Entity::Tag, ORG, ORG, 1, &[("name", "VIP".into()), ("colour", "sky".into())]));
    });
    let directory = desk.cache.directory().unwrap();
    let names: Vec<_> = directory.profiles.iter().map(|profile| (profile.name.as_str(), profile.active)).collect();
    assert_eq!(names, [("Anong", true), ("เกษม", true), ("ขจร", false)]);
    assert_eq!(directory.tags[0].colour, "sky");
    assert_eq!(directory.sources, ["LINE", "web"]);
}

#[test]
fn a_saved_view_comes_back_as_it_was_saved() {
    let desk = Desk::in_memory();
    let view = |id: u128, position| SavedView {
        id: Uuid::from_u128(id),
        name: format!("view {id}"),
        filter: Filter::Text { text: "น้ำ".into() },
        sort: Sort { field: "name".into(), descending: false },
        columns: Vec::new(),
        pinned: true,
        position,
    };
    let views = [view(1, 7), view(2, 3)];
    let save = |view: &SavedView| {
        let op = IntentOp::Create { values: view.values() };
        Intent { entity: Entity::SavedView, record: view.id, op }
    };
    desk.write(&views.each_ref().map(save));
    let [first, second] = views;
    assert_eq!(desk.cache.saved_views().unwrap(), [second, first]);
}

#[test]
fn a_list_and_search_follow_edits_and_pages() {
    let desk = Desk::encrypted();
    let sort = Sort { field: "name".into(), descending: false };
    let at = leadline_domain::filter::Viewpoint { me: ME, today: 0 };
    let opened = desk.cache.open_view(&Filter::everything(), &sort, at).unwrap();
    let many: Vec<_> = (1..=600u128).map(|id| client_row(Uuid::from_u128(id), 1, &format!("ลูกค้า {id:03}"))).collect();
    let applied = desk.pull(|page| page.rows = many);
    assert_eq!(desk.cache.views_after(&applied.changed).unwrap()[0].total, 600);
    let finds = |typed: &str| desk.cache.search(typed, 50).unwrap().len();
    assert_eq!((finds("ลูกค้า 123"), finds("ลูก")), (1, 50));
    assert!(desk.cache.index_more(400).unwrap());
    while desk.cache.index_more(400).unwrap() {}
    assert_eq!((finds("ลูกค้า 123"), finds("ลูก")), (1, 50));
    let written = desk.write(&[create_client(CLIENT, "กบ"), delete(Entity::Client, Uuid::from_u128(123))]);
    assert_eq!(desk.cache.views_after(&written.changed).unwrap()[0].total, 600);
    assert_eq!(desk.cache.view_find(opened.view, CLIENT).unwrap().offset, Some(0));
    assert_eq!((finds("ลูกค้า 123"), finds("กบ")), (0, 1));
    desk.pull(|page| page.rows.push(note_row(Uuid::from_u128(9_999), CLIENT, 2, "n")));
    assert_eq!(desk.cache.search("กบ", 50).unwrap()[0].sync, SyncMark::Waiting);
}
