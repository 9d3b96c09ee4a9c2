//! What devices pull, against a real PostgreSQL.

use crate::firm::{Device, Firm, client, packed, set};
use leadline_domain::{Entity, Role, Value};
use leadline_protocol::Code;
use leadline_protocol::codec;
use leadline_protocol::sync::{Op, Outcome, Page};
use uuid::Uuid;

fn rejected(outcome: &Outcome) -> Code {
    match outcome {
        Outcome::Rejected { problem } => problem.code,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

#[tokio::test]
async fn what_one_agent_makes_they_and_their_manager_hold_and_another_agent_does_not() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut ben = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let own = ann.make_client(&firm, "สมชาย ใจดี", None).await;
    let note = ann.make_note(&firm, own, "โทรกลับพรุ่งนี้").await;
    let pooled = ann.make_client(&firm, "Nobody's", Some(None)).await;
    for device in [&mut ann, &mut ben, &mut manager] {
        device.pull(&firm).await;
    }
    assert_eq!(ann.value(Entity::Client, own, "owner_id"), Value::Id(ann.actor.user_id));
    assert_eq!(ann.value(Entity::Note, note, "body"), "โทรกลับพรุ่งนี้".into());
    let held = |device: &Device| {
        [(Entity::Client, own), (Entity::Note, note), (Entity::Client, pooled)].map(|(e, id)| device.holds(e, id))
    };
    assert_eq!(held(&ann), [true, true, true]);
    assert_eq!(held(&ben), [false, false, true]);
    assert_eq!(held(&manager), [true, true, true]);
}

#[tokio::test]
async fn a_client_given_to_somebody_else_moves_with_everything_on_it() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut ben = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let moved = ann.make_client(&firm, "Moved", None).await;
    let note = ann.make_note(&firm, moved, "one").await;
    let dropped = ann.make_note(&firm, moved, "two").await;
    ann.pull(&firm).await;
    ben.pull(&firm).await;
    assert_eq!(ann.edit(&firm, Entity::Note, dropped, Op::Delete { seen: i64::MAX }).await, Outcome::Applied);
    let (from, to) = (ann.actor.user_id, ben.actor.user_id);
    assert_eq!(rejected(&ann.edit(&firm, Entity::Client, moved, set("owner_id", from, to)).await), Code::Forbidden);
    assert_eq!(manager.edit(&firm, Entity::Client, moved, set("owner_id", from, to)).await, Outcome::Applied);
    for device in [&mut ann, &mut ben, &mut manager] {
        device.pull(&firm).await;
    }
    assert!(!ann.holds(Entity::Client, moved) && !ann.holds(Entity::Note, note) && !ann.holds(Entity::Note, dropped));
    assert!(ben.holds(Entity::Client, moved) && ben.holds(Entity::Note, note) && !ben.holds(Entity::Note, dropped));
    assert_eq!(manager.rows[&(Entity::Note, note)].scope, to);
    // And back again, after which the first agent holds it as before.
    assert_eq!(manager.edit(&firm, Entity::Client, moved, set("owner_id", to, from)).await, Outcome::Applied);
    ann.pull(&firm).await;
    ben.pull(&firm).await;
    assert!(ann.holds(Entity::Client, moved) && ann.holds(Entity::Note, note));
    assert!(!ben.holds(Entity::Client, moved) && !ben.holds(Entity::Note, note));
}

#[tokio::test]
async fn a_client_put_away_takes_its_notes_along_and_brings_them_back() {
    let firm = Firm::open().await;
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let gone = manager.make_client(&firm, "Gone", None).await;
    let kept = manager.make_note(&firm, gone, "kept").await;
    let dropped = manager.make_note(&firm, gone, "dropped").await;
    manager.edit(&firm, Entity::Note, dropped, Op::Delete { seen: i64::MAX }).await;
    manager.pull(&firm).await;
    assert_eq!(manager.edit(&firm, Entity::Client, gone, Op::Delete { seen: i64::MAX }).await, Outcome::Applied);
    let mut fresh = Device::of(&manager.actor);
    for device in [&mut manager, &mut fresh] {
        device.pull(&firm).await;
        assert!(!device.holds(Entity::Client, gone) && !device.holds(Entity::Note, kept));
    }
    let edit = manager.edit(&firm, Entity::Note, kept, set("body", "kept", "x")).await;
    assert_eq!(rejected(&edit), Code::Deleted);
    let values = vec![("client_id".to_owned(), gone.into()), ("body".to_owned(), "late".into())];
    let late = manager.edit(&firm, Entity::Note, Uuid::now_v7(), Op::Create { values }).await;
    assert_eq!(rejected(&late), Code::Deleted);
    assert_eq!(manager.edit(&firm, Entity::Client, gone, Op::Restore).await, Outcome::Applied);
    for device in [&mut manager, &mut fresh] {
        device.pull(&firm).await;
        assert!(device.holds(Entity::Client, gone) && device.holds(Entity::Note, kept));
        assert!(!device.holds(Entity::Note, dropped));
    }
}

#[tokio::test]
async fn small_pages_end_on_version_boundaries_and_carry_the_same_rows_as_one_large_page() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    for batch in 0..6 {
        let mutations: Vec<_> = (0..7)
            .map(|n| {
                let owner = if n % 2 == 0 { None } else { Some(None) };
                let values = client(&format!("Client {batch} {n}"), owner);
                ann.mutation(Entity::Client, Uuid::now_v7(), Op::Create { values })
            })
            .collect();
        firm.push(&ann.actor, &ann.packet(mutations)).await;
    }
    manager.pull(&firm).await;
    for page_rows in [1, 3, 5, 10] {
        let mut small = Device::of(&manager.actor);
        small.page_rows = page_rows;
        let mut pages = 0;
        loop {
            let page = small.pull_page(&firm).await;
            pages += 1;
            assert_eq!(page.acked_seq.is_some(), !page.more);
            assert_eq!(page.remaining == 0, !page.more);
            assert!(pages < 100);
            if !page.more {
                break;
            }
        }
        assert!(pages > 4, "{page_rows} rows a page made {pages} pages");
        assert_eq!(small.rows, manager.rows);
    }
    // One's own records come before everybody else's.
    let mut own = Device::of(&ann.actor);
    own.page_rows = 5;
    let mut first_own = None;
    let mut last_own = None;
    for at in 0.. {
        let page: Page = own.pull_page(&firm).await;
        for row in page.rows.iter().filter(|row| row.entity == Entity::Client) {
            let place = if row.scope == ann.actor.user_id { &mut last_own } else { &mut first_own };
            if place.is_none() || row.scope == ann.actor.user_id {
                *place = Some(at);
            }
        }
        if !page.more {
            break;
        }
    }
    assert!(last_own.unwrap() <= first_own.unwrap());
}

#[tokio::test]
async fn another_epoch_starts_everything_over_and_a_passed_floor_refills_what_is_older() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let id = ann.make_client(&firm, "Kept", None).await;
    ann.pull(&firm).await;
    let mut administrator = firm.server.administrator().await;
    sqlx::query("update org_sync set version = version + 5, min_version = version + 5")
        .execute(&mut administrator)
        .await
        .unwrap();
    let page = ann.pull_page(&firm).await;
    assert_eq!((page.reset.len(), page.floor), (ann.since.len(), ann.floor));
    assert!(ann.holds(Entity::Client, id), "the refill brought it back");
    assert!(ann.pull_page(&firm).await.reset.is_empty());
    sqlx::query("update org_sync set epoch = gen_random_uuid()").execute(&mut administrator).await.unwrap();
    let page = ann.pull_page(&firm).await;
    assert!(page.more && page.rows.is_empty() && !page.reset.is_empty());
    let push = ann.packet(vec![]);
    assert!(
        firm.push(&ann.actor, &leadline_protocol::sync::Push { epoch: Some(Uuid::nil()), ..push })
            .await
            .results
            .is_empty()
    );
    ann.pull(&firm).await;
    assert!(ann.holds(Entity::Client, id));
}

#[tokio::test]
async fn a_scope_no_longer_granted_is_revoked() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let id = ann.make_client(&firm, "Ann's", None).await;
    manager.pull(&firm).await;
    assert!(manager.holds(Entity::Client, id));
    manager.actor.role = Role::Agent;
    let page = manager.pull_page(&firm).await;
    assert!(page.revoked.contains(&ann.actor.user_id));
    assert!(!manager.holds(Entity::Client, id));
}

#[tokio::test]
async fn over_http_both_forms_are_read_and_noise_is_refused_with_a_code() {
    let firm = Firm::open().await;
    let ann = Device::of(&firm.hire(Role::Agent).await);
    let question = ann.question();
    let answer = firm.post(&ann.actor, "/v1/sync/pull", codec::CONTENT_TYPE, packed(&question)).await;
    assert_eq!(answer.headers()["content-type"], codec::CONTENT_TYPE);
    let page: Page = codec::unpack(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(page.rows.len(), 1);
    let json = serde_json::to_vec(&question).unwrap();
    let answer = firm.post(&ann.actor, "/v1/sync/pull", "application/json; charset=utf-8", json).await;
    assert_eq!(answer.json::<Page>().await.unwrap().rows.len(), 1);
    let old = leadline_protocol::sync::Pull { protocol: 0, ..question };
    let too_many: Vec<_> = {
        let mut device = Device::of(&ann.actor);
        (0..201).map(|_| device.mutation(Entity::Client, Uuid::nil(), Op::Nothing)).collect()
    };
    for (path, body, status) in [
        ("/v1/sync/pull", vec![0, 1, 2], 400),
        ("/v1/sync/push", packed(&"noise"), 400),
        ("/v1/sync/push", zstd::bulk::compress(&vec![0; codec::MAX_BYTES + 10], 3).unwrap(), 413),
        ("/v1/sync/push", vec![0; 5 * 1024 * 1024], 413),
        ("/v1/sync/push", packed(&ann.packet(too_many)), 413),
        ("/v1/sync/pull", packed(&old), 426),
    ] {
        let answer = firm.post(&ann.actor, path, codec::CONTENT_TYPE, body).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(answer.json::<serde_json::Value>().await.unwrap()["code"].is_string());
    }
}

#[tokio::test]
async fn deletions_and_pushes_are_forgotten_after_ninety_days_and_nobody_is_left_with_old_rows() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Manager).await);
    let mut away = Device::of(&ann.actor);
    let on = ann.make_client(&firm, "Kept", None).await;
    let note = ann.make_note(&firm, on, "dropped").await;
    away.pull(&firm).await;
    ann.pull(&firm).await;
    let first = ann.mutation(Entity::Note, note, Op::Delete { seen: i64::MAX });
    let packet = ann.packet(vec![first]);
    firm.push(&ann.actor, &packet).await;
    ann.pull(&firm).await;
    let database = &firm.server.app().database;
    let lines = async || {
        let mut db = firm.server.administrator().await;
        sqlx::query_as::<_, (i64, i64)>(
            "select (select count(*) from sync_log), (select sum(lines)::bigint from sync_scope)",
        )
        .fetch_one(&mut db)
        .await
        .unwrap()
    };
    leadline_server::sync::forget_old(database, firm.server.clock().now()).await.unwrap();
    let (before, counted) = lines().await;
    assert_eq!(before, counted);
    firm.server.clock().advance(91 * 86_400_000);
    leadline_server::sync::forget_old(database, firm.server.clock().now()).await.unwrap();
    assert_eq!(lines().await, (before - 1, before - 1), "the deletion and nothing else is forgotten");
    // Who was away for so long starts over; who was not goes on; a first fill in small pages is not started over again.
    assert!(!away.pull_page(&firm).await.reset.is_empty());
    away.pull(&firm).await;
    assert!(away.holds(Entity::Client, on) && !away.holds(Entity::Note, note));
    assert!(ann.pull_page(&firm).await.reset.is_empty());
    let mut fresh = Device { page_rows: 1, ..Device::of(&ann.actor) };
    loop {
        let page = fresh.pull_page(&firm).await;
        assert!(page.reset.is_empty());
        if !page.more {
            break;
        }
    }
    assert_eq!(fresh.rows, ann.rows);
    // The push is forgotten, its number is not.
    assert_eq!(firm.push(&ann.actor, &packet).await.results[0].outcome, Outcome::Applied);
    assert_eq!(lines().await.0, before - 1);
}
