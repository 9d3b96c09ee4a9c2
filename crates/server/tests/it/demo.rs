//! The invented organisation.

use leadline_domain::entity::Guard;
use leadline_domain::{Entity, Value, check, phone};
use leadline_protocol::auth::{Members, Session, SignIn};
use leadline_server::demo::{Demo, PASSWORD, colleagues, org_id};
use leadline_server::{Access, Scope, records};
use leadline_testkit::{TestServer, new_device};
use std::collections::HashSet;

async fn stored(server: &TestServer, entity: Entity) -> Vec<Vec<Value>> {
    let read = server.app().database.run(Scope::System { org_id: org_id() }, Access::Read, |tx| {
        Box::pin(async move {
            let sql = format!("select id from {} where org_id = $1 order by id", entity.table());
            let ids: Vec<uuid::Uuid> =
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(org_id()).fetch_all(&mut **tx).await?;
            records::by_ids(tx, entity, org_id(), &ids).await
        })
    });
    read.await.unwrap().into_iter().map(|record| record.values).collect()
}

#[tokio::test]
async fn the_same_seed_makes_the_same_organisation_once_and_a_larger_one_adds_to_it() {
    let server = TestServer::start().await;
    let demo = Demo { clients: 700, seed: 1, at: server.clock().now() };
    let made = demo.make(&server.app().database, |_| {}).await.unwrap();
    assert_eq!(made.clients, 700);
    assert!(made.other_records > 1_000, "{made:?}");
    let again = demo.make(&server.app().database, |_| {}).await.unwrap();
    assert_eq!((again.clients, again.other_records), (0, 0));
    let more = Demo { clients: 900, ..demo }.make(&server.app().database, |_| {}).await.unwrap();
    assert_eq!(more.clients, 200);
}

#[tokio::test]
async fn everything_invented_could_have_been_typed_by_a_person() {
    let server = TestServer::start().await;
    let demo = Demo { clients: 400, seed: 7, at: server.clock().now() };
    demo.make(&server.app().database, |_| {}).await.unwrap();
    for entity in [Entity::Tag, Entity::Client, Entity::Contact, Entity::Activity, Entity::Note, Entity::Tagging] {
        let rows = stored(&server, entity).await;
        assert!(!rows.is_empty(), "{entity:?}");
        for row in rows {
            let typed = entity.fields().iter().zip(row.clone()).filter(|(field, _)| field.guard != Guard::ServerOnly);
            let named: Vec<_> = typed.map(|(field, value)| (field.name.to_owned(), value)).collect();
            let made = check::new_record(entity, &named).expect("what is invented is right");
            for (at, field) in entity.fields().iter().enumerate().filter(|(_, field)| field.guard != Guard::ServerOnly)
            {
                assert_eq!(made[at], row[at], "{entity:?} {}", field.name);
            }
        }
    }
    let clients = stored(&server, Entity::Client).await;
    let at = Entity::Client.position("phone").unwrap();
    let phones: HashSet<&str> = clients.iter().filter_map(|client| client[at].as_text()).collect();
    assert_eq!(phones.len(), clients.len(), "two clients have one number");
    for number in phones {
        assert_eq!(phone::to_e164(number, "TH").as_deref(), Some(number));
    }
}

#[tokio::test]
async fn a_day_at_the_invented_desk_has_a_few_late_things_some_for_today_and_the_rest_ahead() {
    let server = TestServer::start().await;
    let now = server.clock().now();
    Demo { clients: 6_000, seed: 1, at: now }.make(&server.app().database, |_| {}).await.unwrap();
    let agent = colleagues().into_iter().find(|colleague| colleague.email.starts_with("naphat")).unwrap();
    let at = |field: &str| Entity::Activity.position(field).unwrap();
    let open = stored(&server, Entity::Activity).await.into_iter().filter(|activity| {
        activity[at("status")] == "open".into() && activity[at("assignee_id")] == Value::Id(agent.id)
    });
    let due: Vec<i64> = open.filter_map(|activity| activity[at("due_at")].as_int()).collect();
    let (day, hour) = (24 * 60 * 60 * 1000, 60 * 60 * 1000);
    // The test's morning is nine o'clock in Bangkok.
    let evening = now + 15 * hour;
    let count = |from: i64, to: i64| due.iter().filter(|due| (from..to).contains(*due)).count();
    assert_eq!(count(0, now - 4 * day), 0, "nothing is older than three days");
    assert!((2..=12).contains(&count(0, now)), "{} late", count(0, now));
    assert!((6..=24).contains(&count(now, evening)), "{} today", count(now, evening));
    assert!(count(evening, i64::MAX) > 100);
}

#[tokio::test]
async fn every_colleague_can_sign_in_and_sees_the_team() {
    let server = TestServer::start().await;
    Demo { clients: 1, seed: 1, at: server.clock().now() }.make(&server.app().database, |_| {}).await.unwrap();
    for colleague in colleagues() {
        let email = colleague.email.to_owned();
        let request = SignIn { email, password: PASSWORD.to_owned(), device: new_device("laptop") };
        let session: Session = server.api().post("/api/auth/login", &request).await.read();
        assert_eq!((session.me.role, session.me.org_name.as_str()), (colleague.role, "Tawan Works"));
        let members: Members = server.api().signed_in(session).get("/api/team/members").await.read();
        assert_eq!(members.members.len(), colleagues().len());
    }
}
