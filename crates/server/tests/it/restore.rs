//! A backup, a catastrophe, a restored server, and what devices make of it.

use crate::commands::{Program, connect, count};
use crate::firm::{Device, Firm, packed};
use leadline_domain::{Entity, Role};
use leadline_protocol::codec;
use leadline_protocol::sync::{Mutation, Op, Outcome, Page, Pull, Push, Pushed};
use leadline_server::rights::tables;
use leadline_testkit::empty_database;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

/// What is in every table, but for what a restore changes.
pub async fn contents(db: &mut PgConnection) -> Vec<(String, i64, Option<String>)> {
    let mut contents = Vec::new();
    for table in tables().chain(["_sqlx_migrations"]) {
        let row = if table == "org_sync" { "(org_id, version, min_version)" } else { "t" };
        let rows = if table == "audit_log" { "where action <> 'backup.restored'" } else { "" };
        let sql = format!(
            "select '{table}', count(*), md5(string_agg({row}::text, ',' order by {row}::text)) from {table} t {rows}"
        );
        contents.push(sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut *db).await.unwrap());
    }
    contents
}

async fn pull(firm: &Firm, device: &Device, question: &Pull) -> Page {
    let answer = firm.post(&device.actor, "/v1/sync/pull", codec::CONTENT_TYPE, packed(question)).await;
    codec::unpack(&answer.bytes().await.unwrap()).unwrap()
}

async fn push(firm: &Firm, device: &Device, push: &Push) -> Pushed {
    let answer = firm.post(&device.actor, "/v1/sync/push", codec::CONTENT_TYPE, packed(push)).await;
    codec::unpack(&answer.bytes().await.unwrap()).unwrap()
}

fn creation(device: &mut Device, name: &str) -> (Uuid, Push) {
    let id = Uuid::now_v7();
    let mutation = device.mutation(Entity::Client, id, Op::Create { values: crate::firm::client(name, None) });
    (id, device.packet(vec![mutation]))
}

#[tokio::test]
async fn a_restored_server_starts_devices_over_and_takes_again_what_it_had_acknowledged_and_lost() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let kept = ann.make_client(&firm, "Before the backup", None).await;
    ann.pull(&firm).await;
    let old = Program::on(&firm.server.database_url());
    let folder = old.data.path().join("backup");
    std::fs::copy(firm.server.data().join("access-token.key"), old.data.path().join("access-token.key")).unwrap();
    old.run(&["backup", folder.to_str().unwrap()]).await.unwrap();
    let backed_up = contents(&mut firm.server.administrator().await).await;

    // Acknowledged after the backup, and not yet seen in a pull: the device still has it in its outbox.
    let (lost, acknowledged) = creation(&mut ann, "After the backup");
    assert_eq!(push(&firm, &ann, &acknowledged).await.results[0].outcome, Outcome::Applied);

    let new = Program::on(&empty_database().await);
    new.run(&["restore", folder.to_str().unwrap()]).await.unwrap();
    let url = new.database.clone().unwrap();
    assert_eq!(contents(&mut connect(&url).await).await, backed_up);
    let firm = firm.restored(&url, new.data).await;

    let page = pull(&firm, &ann, &ann.question()).await;
    assert!(Some(page.epoch) != ann.epoch && page.more && page.rows.is_empty() && !page.reset.is_empty());
    let stopped = push(&firm, &ann, &acknowledged).await;
    assert!(stopped.results.is_empty() && stopped.epoch == page.epoch, "{stopped:?}");
    // The device clears its copy, takes a new identity and sends again what it has not seen arrive (R11).
    let mut again = Device { epoch: Some(page.epoch), ..Device::of(&ann.actor) };
    let renumbered = acknowledged.mutations.into_iter().zip(1..).map(|(mutation, seq)| Mutation { seq, ..mutation });
    let resent = again.packet(renumbered.collect());
    assert_eq!(push(&firm, &again, &resent).await.results[0].outcome, Outcome::Applied);
    assert_eq!(push(&firm, &again, &resent).await.results[0].outcome, Outcome::Applied);
    let page = pull(&firm, &again, &again.question()).await;
    again.apply(&page);
    assert!(!page.more && again.holds(Entity::Client, kept) && again.holds(Entity::Client, lost));
    assert_eq!(count(&mut connect(&url).await, "clients").await, 2);
}

/// Who was told of what in their audit log, by whoever runs the server.
async fn noted(db: &mut PgConnection) -> Vec<(Uuid, String)> {
    let sql = "select org_id, action from audit_log where action like 'backup.%' and actor_id is null order by id";
    sqlx::query_as(sql).fetch_all(db).await.unwrap()
}

#[tokio::test]
async fn every_organisation_finds_in_its_log_that_it_was_copied_and_brought_back() {
    let firm = Firm::open().await;
    let other = Uuid::now_v7();
    firm.found(other).await;
    let program = Program::on(&firm.server.database_url());
    let folder = program.data.path().join("backup");
    let mut without_programs = program.command(&["backup", program.data.path().join("none").to_str().unwrap()]);
    let failed = without_programs.env("LEADLINE_PG_BIN", "/nowhere").output().await.unwrap();
    assert!(!failed.status.success());
    program.run(&["backup", folder.to_str().unwrap()]).await.unwrap();
    let lines = |action: &str| [(firm.org, action.to_owned()), (other, action.to_owned())];
    let sorted = |mut noted: Vec<(Uuid, String)>| {
        noted.sort_by_key(|(org, _)| *org);
        noted
    };
    let here = noted(&mut firm.server.administrator().await).await;
    assert_eq!(sorted(here[..2].to_vec()), lines("backup.begun"), "that none came of it changes nothing");
    assert_eq!((here.len(), sorted(here[2..].to_vec())), (4, lines("backup.begun").to_vec()));
    let new = Program::on(&empty_database().await);
    new.run(&["restore", folder.to_str().unwrap()]).await.unwrap();
    let there = noted(&mut connect(new.database.as_ref().unwrap()).await).await;
    assert_eq!((&there[..4], sorted(there[4..].to_vec())), (&here[..], lines("backup.restored").to_vec()));
}

#[tokio::test]
async fn a_backup_is_not_restored_over_people_and_a_folder_without_one_is_refused() {
    let firm = Firm::open().await;
    let program = Program::on(&firm.server.database_url());
    let folder = program.data.path().join("backup");
    let words = |command| [command, folder.to_str().unwrap()];
    assert!(program.run(&words("restore")).await.unwrap_err().contains("holds no backup"));
    program.run(&words("backup")).await.unwrap();
    assert!(program.run(&words("backup")).await.unwrap_err().contains("is not empty"));
    assert!(program.run(&words("restore")).await.unwrap_err().contains("the database is not empty"));
    assert_eq!(count(&mut firm.server.administrator().await, "organizations").await, 1);
}

#[tokio::test]
async fn an_own_cluster_is_backed_up_and_comes_back_in_another_folder() {
    let old = Program { database: None, data: tempfile::tempdir().unwrap() };
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup");
    old.run(&["seed", "--leads", "20"]).await.unwrap();
    old.run(&["backup", backup.to_str().unwrap()]).await.unwrap();
    let new = Program { database: None, data: tempfile::tempdir().unwrap() };
    assert!(new.run(&["restore", backup.to_str().unwrap()]).await.unwrap().contains("of 1 organisations"));
    assert!(new.run(&["seed", "--leads", "20"]).await.unwrap().contains("is there already"));
}
