//! Clients from a CSV file.

use crate::audit::log;
use leadline_domain::Role;
use leadline_server::Failure;
use leadline_server::bulk_import::{BulkImport, ImportFault, Imported};
use leadline_testkit::{Api, TestServer};
use serde_json::json;
use sqlx::Connection;

const FILE: &str = "ชื่อ,โทรศัพท์,อีเมล\n\
    สมชาย ใจดี,081 555 0142,somchai@rice.example\n\
    Anong Saelim,๐๘๑-๕๕๕-๐๑๔๓,\n\
    Somchai again,0815550142,\n\
    Broken Phone,12,\n";

async fn import(server: &TestServer, by: &Api, owner: Option<&Api>) -> Result<Imported, ImportFault> {
    import_file(server, by, owner, FILE.as_bytes()).await
}

async fn import_file(server: &TestServer, by: &Api, owner: Option<&Api>, file: &[u8]) -> Result<Imported, ImportFault> {
    let import = BulkImport {
        database: &server.app().database,
        clock: server.clock(),
        by: &by.session().me.email,
        owner: owner.map(|owner| owner.session().me.email.as_str()),
        utc_offset_minutes: 420,
    };
    import.run(file).await
}

#[tokio::test]
async fn every_new_row_becomes_a_client_once_and_broken_rows_are_named() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let first = import(&server, &admin, Some(&agent)).await.unwrap();
    assert_eq!((first.made, first.known), (2, 1));
    assert_eq!(first.broken.iter().map(|row| row.line).collect::<Vec<_>>(), [5]);
    let again = import(&server, &admin, Some(&agent)).await.unwrap();
    assert_eq!((again.made, again.known), (0, 3));
    let mut administrator = server.administrator().await;
    let phones: Vec<String> = sqlx::query_scalar("select phone from clients where owner_id = $1 order by phone")
        .bind(agent.session().me.profile_id)
        .fetch_all(&mut administrator)
        .await
        .unwrap();
    assert_eq!(phones, ["+66815550142", "+66815550143"]);
    administrator.close().await.unwrap();
}

#[tokio::test]
async fn each_run_leaves_one_line_with_its_counts_in_the_audit_log() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let agent = server.colleague(&admin, Role::Agent).await;
    let (me, theirs) = (admin.session().me.profile_id, agent.session().me.profile_id);
    import(&server, &admin, Some(&agent)).await.unwrap();
    import(&server, &admin, None).await.unwrap();
    import_file(&server, &admin, None, &[0x89, b'P', b'N', b'G', 0, 0, 0, 0]).await.unwrap_err();
    import(&server, &server.colleague(&admin, Role::Viewer).await, None).await.unwrap_err();
    // A row the database fails at, among those of the second transaction.
    let mut db = server.administrator().await;
    let failing = "create function fail() returns trigger language plpgsql as
            $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$;
        create trigger fail before insert on clients for each row when (new.name = 'Row 1500') execute function fail()";
    sqlx::raw_sql(failing).execute(&mut db).await.unwrap();
    let rows: String = (1..2_000).map(|row| format!("Row {row},08{:08}\n", 20_000_000 + row)).collect();
    import_file(&server, &admin, None, format!("name,phone\n{rows}").as_bytes()).await.unwrap_err();
    let lines = log(&admin, "action=clients.imported").await.entries;
    assert!(lines.iter().all(|line| (&line.actor, line.subject_id) == (&None, Some(me))));
    let details: Vec<_> = lines.into_iter().map(|line| line.detail).collect();
    assert_eq!(
        details,
        [
            json!({ "made": 1_000, "known": 0, "broken": 0, "owner_id": null, "whole": false }),
            json!({ "made": 0, "known": 3, "broken": 1, "owner_id": null, "whole": true }),
            json!({ "made": 2, "known": 1, "broken": 1, "owner_id": theirs, "whole": true }),
        ]
    );
    db.close().await.unwrap();
}

#[tokio::test]
async fn who_may_not_make_clients_brings_none_in() {
    let server = TestServer::start().await;
    let (admin, stranger) = (server.new_organisation().await, server.new_organisation().await);
    let viewer = server.colleague(&admin, Role::Viewer).await;
    let refused = import(&server, &viewer, None).await;
    assert!(matches!(refused, Err(ImportFault::Failure(Failure::Refused(_)))), "{refused:?}");
    let elsewhere = import(&server, &admin, Some(&stranger)).await;
    assert!(matches!(elsewhere, Err(ImportFault::Nobody(_))), "{elsewhere:?}");
}

/// Thai as Windows writes it: every letter here has its place 0xD60 lower.
fn windows_874(text: &str) -> Vec<u8> {
    let byte = |c: char| u8::try_from(if c.is_ascii() { u32::from(c) } else { u32::from(c) - 0xd60 });
    text.chars().map(|c| byte(c).expect("the file holds ASCII and Thai")).collect()
}

#[tokio::test]
async fn fifteen_broken_rows_of_five_thousand_are_named_and_the_others_come_in_whatever_encoding_the_file_claims() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let mut file = "ชื่อ,โทรศัพท์,อีเมล\n".to_owned();
    for row in 1..=5_000 {
        let (name, phone, email) = match (row % 333, row / 333 % 3) {
            (0, 0) => ("ก".repeat(201), String::new(), String::new()),
            (0, 1) => (format!("ลูกค้า {row}"), "ไม่มี".to_owned(), String::new()),
            (0, _) => (format!("ลูกค้า {row}"), String::new(), "at home".to_owned()),
            _ => (format!("ลูกค้า {row}"), format!("08{:08}", 10_000_000 + row), String::new()),
        };
        file.push_str(&format!("{name},{phone},{email}\n"));
    }
    let claims_utf_8 = [b"\xef\xbb\xbf".as_slice(), &windows_874(&file)].concat();
    let imported = import_file(&server, &admin, None, &claims_utf_8).await.unwrap();
    assert_eq!((imported.made, imported.known), (4_985, 0));
    let lines: Vec<u32> = imported.broken.iter().map(|row| row.line).collect();
    assert_eq!(lines, (1..=15).map(|nth| nth * 333 + 1).collect::<Vec<_>>());
    for (row, why) in imported.broken.iter().zip(["telephone", "e-mail", "too long"].into_iter().cycle()) {
        assert!(row.why.contains(why), "line {}: {}", row.line, row.why);
    }
    let mut administrator = server.administrator().await;
    let sql = "select count(*) filter (where name like 'ลูกค้า %'), count(*) from clients";
    let (readable, all): (i64, i64) = sqlx::query_as(sql).fetch_one(&mut administrator).await.unwrap();
    assert_eq!((readable, all), (4_985, 4_985));
}
