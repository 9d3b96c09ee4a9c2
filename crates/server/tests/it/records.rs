//! The tables of the records and the one way to write them.

use crate::firm::{Device, Firm, client, set};
use leadline_domain::{Entity, FieldKind, Role};
use leadline_protocol::sync::{Op, Outcome};
use leadline_server::records::{BULK_ROWS, NewRecord, Writing};
use leadline_server::{Access, Scope};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[tokio::test]
async fn every_entity_has_a_table_with_exactly_its_fields() {
    let firm = Firm::open().await;
    let mut db = firm.server.administrator().await;
    let header = [
        ("org_id", "uuid", "NO"),
        ("id", "uuid", "NO"),
        ("root", "uuid", "NO"),
        ("scope", "uuid", "NO"),
        ("version", "bigint", "NO"),
        ("enter", "bigint", "NO"),
        ("edited", "bigint", "NO"),
        ("created_at", "bigint", "NO"),
        ("created_by", "uuid", "NO"),
        ("updated_at", "bigint", "NO"),
        ("updated_by", "uuid", "NO"),
        ("deleted_at", "bigint", "YES"),
    ];
    for entity in Entity::ALL {
        let mut wanted: BTreeMap<&str, (&str, &str)> = header.into_iter().map(|(n, t, o)| (n, (t, o))).collect();
        for field in entity.fields() {
            let kind = match field.kind {
                FieldKind::Bool => "boolean",
                FieldKind::Int { .. } | FieldKind::Time => "bigint",
                FieldKind::Id(_) | FieldKind::Outside => "uuid",
                _ => "text",
            };
            wanted.insert(field.name, (kind, if field.required { "NO" } else { "YES" }));
        }
        if *entity == Entity::Client {
            wanted.extend(["name_key", "company_key", "searchable"].map(|derived| (derived, ("text", "NO"))));
        }
        if entity.is_child_of_client() {
            wanted.insert("deleted_with", ("uuid", "YES"));
        }
        let sql = "select column_name::text, data_type::text, is_nullable::text from information_schema.columns
            where table_schema = 'public' and table_name = $1";
        let rows: Vec<(String, String, String)> =
            sqlx::query_as(sql).bind(entity.table()).fetch_all(&mut db).await.unwrap();
        let found: BTreeMap<&str, (&str, &str)> =
            rows.iter().map(|(name, kind, optional)| (name.as_str(), (kind.as_str(), optional.as_str()))).collect();
        assert_eq!(found, wanted, "{}", entity.table());
    }
}

#[tokio::test]
async fn the_database_holds_the_same_words_and_limits_as_the_fields() {
    let firm = Firm::open().await;
    let mut db = firm.server.administrator().await;
    for entity in Entity::ALL {
        for field in entity.fields() {
            let sql = "select coalesce(string_agg(pg_get_constraintdef(c.oid), ' '), '') from pg_constraint c
                join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
                where c.conrelid = $1::regclass and c.contype = 'c' and a.attname = $2";
            let check: String =
                sqlx::query_scalar(sql).bind(entity.table()).bind(field.name).fetch_one(&mut db).await.unwrap();
            let at = format!("{}.{}: {check}", entity.table(), field.name);
            match field.kind {
                FieldKind::Text { max, .. } => assert!(check.contains(&format!("<= {max})")), "{at}"),
                FieldKind::Int { min, max } => {
                    assert!(check.contains(&format!(">= {min})")) && check.contains(&format!("<= {max})")), "{at}");
                }
                FieldKind::Word(words) => {
                    let found: BTreeSet<&str> = check.split('\'').skip(1).step_by(2).collect();
                    assert_eq!(found, words.iter().copied().collect::<BTreeSet<_>>(), "{at}");
                }
                FieldKind::Email | FieldKind::Phone | FieldKind::Json | FieldKind::Time => {
                    assert!(!check.is_empty(), "{at}")
                }
                FieldKind::Bool | FieldKind::Id(_) | FieldKind::Outside => {}
            }
        }
    }
}

#[tokio::test]
async fn a_commit_that_changed_a_record_without_a_version_is_refused() {
    let firm = Firm::open().await;
    let admin = firm.hire(Role::Admin).await;
    let id = Device::of(&admin).make_client(&firm, "Kept", None).await;
    let database = &firm.server.app().database;
    let mut tx = database.begin(&admin, Access::Write).await.unwrap();
    sqlx::query("update clients set name = 'Lost' where id = $1").bind(id).execute(&mut *tx).await.unwrap();
    let refused = tx.commit().await.unwrap_err();
    assert!(refused.to_string().contains("without a version"), "{refused}");
    // Moving a client stamps what hangs on it; a move that forgets them is refused as well.
    let mut device = Device::of(&admin);
    device.make_note(&firm, id, "a note").await;
    let mut tx = database.begin(Scope::System { org_id: firm.org }, Access::Write).await.unwrap();
    let sql = "with v as (update org_sync set version = version + 1 returning version)
        update clients set owner_id = $1, scope = $1, version = v.version from v
        where id = $2 returning set_config('app.version', clients.version::text, true)";
    sqlx::query(sql).bind(admin.user_id).bind(id).fetch_one(&mut *tx).await.unwrap();
    let refused = tx.commit().await.unwrap_err();
    assert!(refused.to_string().contains("of notes"), "{refused}");
}

#[tokio::test]
async fn rows_inserted_in_bulk_under_a_reserved_version_reach_devices_with_what_hangs_on_them() {
    let firm = Firm::open().await;
    let agent = firm.hire(Role::Agent).await;
    let system = Scope::System { org_id: firm.org };
    let mut tx = firm.server.app().database.begin(system, Access::Write).await.unwrap();
    let mut writing = Writing::new(firm.org, agent.user_id, firm.server.clock().now());
    writing.reserve(&mut tx).await.unwrap();
    let new = |values| NewRecord { id: Uuid::now_v7(), by: agent.user_id, at: 5, values };
    let clients: Vec<NewRecord> = (0..BULK_ROWS)
        .map(|n| {
            let owner = Some(Some(agent.user_id));
            new(leadline_domain::check::new_record(Entity::Client, &client(&format!("Client {n}"), owner)).unwrap())
        })
        .collect();
    let notes = clients.iter().map(|c| new(vec![c.id.into(), "from the old system".into(), false.into()])).collect();
    writing.insert(&mut tx, Entity::Client, clients).await.unwrap();
    writing.insert(&mut tx, Entity::Note, notes).await.unwrap();
    let version = writing.finish(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut device = Device::of(&agent);
    device.pull(&firm).await;
    let of_version = device.rows.values().filter(|row| Some(row.version) == version).count();
    assert_eq!(of_version, 2 * BULK_ROWS);
    // What was inserted so can be edited like everything else.
    let id = *device.rows.keys().find_map(|(entity, id)| (*entity == Entity::Client).then_some(id)).unwrap();
    let name = device.value(Entity::Client, id, "name");
    assert_eq!(device.edit(&firm, Entity::Client, id, set("name", name, "Renamed")).await, Outcome::Applied);
    device.pull(&firm).await;
    assert_eq!(device.value(Entity::Client, id, "name"), "Renamed".into());
}

#[tokio::test]
async fn deletions_and_assignments_stand_in_the_audit_log() {
    let firm = Firm::open().await;
    let manager = firm.hire(Role::Manager).await;
    let mut device = Device::of(&manager);
    let id = device.make_client(&firm, "Audited", None).await;
    device.edit(&firm, Entity::Client, id, set("owner_id", leadline_domain::Value::Null, manager.user_id)).await;
    device.edit(&firm, Entity::Client, id, Op::Delete { seen: i64::MAX }).await;
    device.edit(&firm, Entity::Client, id, Op::Restore).await;
    let mut db = firm.server.administrator().await;
    let sql = "select action from audit_log where subject_id = $1 and actor_id = $2 order by id";
    let actions: Vec<String> = sqlx::query_scalar(sql).bind(id).bind(manager.user_id).fetch_all(&mut db).await.unwrap();
    assert_eq!(actions, ["clients.assigned", "clients.put_away", "clients.brought_back"]);
}

#[tokio::test]
async fn eight_writers_at_once_leave_no_gap_for_a_puller_and_lose_nothing() {
    let firm = Firm::open().await;
    let manager = firm.hire(Role::Manager).await;
    let mut agents = Vec::new();
    for _ in 0..8 {
        agents.push(firm.hire(Role::Agent).await);
    }
    let owners: Vec<Uuid> = agents.iter().map(|agent| agent.user_id).collect();
    let shared = Device::of(&manager).make_client(&firm, "Everybody's", Some(None)).await;
    let write = |agent| {
        let (firm, owners) = (&firm, &owners);
        async move {
            let mut device = Device::of(&agent);
            let mut made = BTreeSet::new();
            for n in 0..12 {
                made.insert(device.make_client(firm, &format!("Client {n}"), None).await);
                made.insert(device.make_note(firm, shared, &format!("Note {n}")).await);
                let mut boss = Device::of(&manager);
                let given = boss.make_client(firm, "Passed on", Some(Some(agent.user_id))).await;
                let to = owners[n % owners.len()];
                assert_eq!(
                    boss.edit(firm, Entity::Client, given, set("owner_id", agent.user_id, to)).await,
                    Outcome::Applied
                );
                made.insert(given);
            }
            made
        }
    };
    let watching = async {
        // Pulls while the others write: what it holds at the end must be what a fresh device gets.
        let mut watcher = Device::of(&manager);
        watcher.page_rows = 7;
        for _ in 0..150 {
            watcher.pull_page(&firm).await;
        }
        watcher
    };
    let (made, mut watcher) = tokio::join!(futures_util::future::join_all(agents.into_iter().map(write)), watching);
    watcher.pull(&firm).await;
    let mut fresh = Device::of(&manager);
    fresh.pull(&firm).await;
    assert_eq!(watcher.rows, fresh.rows);
    let held: BTreeSet<Uuid> = fresh.rows.keys().map(|(_, id)| *id).collect();
    let made: BTreeSet<Uuid> = made.into_iter().flatten().collect();
    assert_eq!(made.len(), 8 * 12 * 3);
    assert!(made.is_subset(&held));
}
