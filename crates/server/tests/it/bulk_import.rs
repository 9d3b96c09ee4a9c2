//! Clients from a CSV file.

use leadline_domain::Role;
use leadline_server::Failure;
use leadline_server::bulk_import::{BulkImport, ImportFault, Imported};
use leadline_testkit::{Api, TestServer};
use sqlx::Connection;

const FILE: &str = "ชื่อ,โทรศัพท์,อีเมล\n\
    สมชาย ใจดี,081 555 0142,somchai@rice.example\n\
    Anong Saelim,๐๘๑-๕๕๕-๐๑๔๓,\n\
    Somchai again,0815550142,\n\
    Broken Phone,12,\n";

async fn import(server: &TestServer, by: &Api, owner: Option<&Api>) -> Result<Imported, ImportFault> {
    let import = BulkImport {
        database: &server.app().database,
        clock: server.clock(),
        by: &by.session().me.email,
        owner: owner.map(|owner| owner.session().me.email.as_str()),
        utc_offset_minutes: 420,
    };
    import.run(FILE.as_bytes()).await
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
async fn who_may_not_make_clients_brings_none_in() {
    let server = TestServer::start().await;
    let (admin, stranger) = (server.new_organisation().await, server.new_organisation().await);
    let viewer = server.colleague(&admin, Role::Viewer).await;
    let refused = import(&server, &viewer, None).await;
    assert!(matches!(refused, Err(ImportFault::Failure(Failure::Refused(_)))), "{refused:?}");
    let elsewhere = import(&server, &admin, Some(&stranger)).await;
    assert!(matches!(elsewhere, Err(ImportFault::Nobody(_))), "{elsewhere:?}");
}
