//! Taking back a client that was made by mistake, by an agent, who otherwise puts none away.

use crate::firm::{Device, Firm, set};
use leadline_domain::role::TAKE_BACK_WITHIN_MS;
use leadline_domain::{Entity, Role, Value};
use leadline_protocol::Code;
use leadline_protocol::sync::{Op, Outcome};
use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;

const DELETE: Op = Op::Delete { seen: i64::MAX };

fn is_forbidden(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Rejected { problem } if problem.code == Code::Forbidden)
}

/// Whether the database by itself lets the person put the client away now.
async fn database_allows(firm: &Firm, device: &Device, client: Uuid) -> bool {
    let mut db = firm.server.administrator().await;
    let (org, me, now) = (firm.org, device.actor.user_id, firm.server.clock().now());
    let sql = format!(
        "begin; set local role ll_agent; set local app.org_id = '{org}'; set local app.user_id = '{me}';
         update clients set deleted_at = {now}, updated_by = '{me}' where id = '{client}'"
    );
    match db.execute(AssertSqlSafe(sql)).await {
        Ok(done) => done.rows_affected() > 0,
        Err(fault) => {
            assert_eq!(fault.as_database_error().unwrap().code().as_deref(), Some("42501"), "{fault}");
            false
        }
    }
}

#[tokio::test]
async fn an_agent_takes_back_what_they_made_with_everything_they_hung_on_it_and_brings_it_back() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let (owned, pooled) =
        (ann.make_client(&firm, "Mine", None).await, ann.make_client(&firm, "Pool", Some(None)).await);
    let note = ann.make_note(&firm, owned, "a slip").await;
    assert_eq!(ann.edit(&firm, Entity::Client, owned, set("name", "Mine", "Mine too")).await, Outcome::Applied);
    firm.server.clock().advance(TAKE_BACK_WITHIN_MS);
    for client in [owned, pooled] {
        assert!(database_allows(&firm, &ann, client).await);
        assert_eq!(ann.edit(&firm, Entity::Client, client, DELETE).await, Outcome::Applied);
    }
    manager.pull(&firm).await;
    assert!(!manager.holds(Entity::Client, owned) && !manager.holds(Entity::Note, note));
    assert_eq!(ann.edit(&firm, Entity::Client, owned, Op::Restore).await, Outcome::Applied);
    manager.pull(&firm).await;
    assert!(manager.holds(Entity::Client, owned) && manager.holds(Entity::Note, note));
}

#[tokio::test]
async fn once_it_is_old_or_others_build_on_it_or_it_is_somebody_elses_it_stays() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut ben = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let old = ann.make_client(&firm, "Old", None).await;
    firm.server.clock().advance(TAKE_BACK_WITHIN_MS + 1);
    let mut make = async |name: &str, owner| ann.make_client(&firm, name, owner).await;
    let renamed = make("Renamed", None).await;
    let noted = make("Noted", None).await;
    let handed_on = make("Handed on", None).await;
    let of_ben = ben.make_client(&firm, "Pooled by Ben", Some(None)).await;
    let put_away = make("Put away by the manager", None).await;
    let fine = make("Fine", None).await;
    manager.edit(&firm, Entity::Client, renamed, set("name", "Renamed", "By the manager")).await;
    manager.make_note(&firm, noted, "call first").await;
    let (from, to): (Value, Value) = (ann.actor.user_id.into(), ben.actor.user_id.into());
    manager.edit(&firm, Entity::Client, handed_on, set("owner_id", from, to)).await;
    manager.edit(&firm, Entity::Client, put_away, DELETE).await;
    for client in [old, renamed, noted, of_ben] {
        assert!(!database_allows(&firm, &ann, client).await);
        let outcome = ann.edit(&firm, Entity::Client, client, DELETE).await;
        assert!(is_forbidden(&outcome), "{outcome:?}");
    }
    assert!(!database_allows(&firm, &ann, handed_on).await);
    assert!(matches!(ann.edit(&firm, Entity::Client, handed_on, DELETE).await, Outcome::Rejected { .. }));
    let outcome = ann.edit(&firm, Entity::Client, put_away, Op::Restore).await;
    assert!(is_forbidden(&outcome), "{outcome:?}");
    assert_eq!(ann.edit(&firm, Entity::Client, fine, DELETE).await, Outcome::Applied);
    ben.pull(&firm).await;
    manager.pull(&firm).await;
    for client in [old, renamed, noted, of_ben, handed_on] {
        assert!(manager.holds(Entity::Client, client));
    }
    assert!(!manager.holds(Entity::Client, put_away) && !manager.holds(Entity::Client, fine));
}

#[tokio::test]
async fn without_its_trigger_the_database_would_let_an_agent_put_clients_away() {
    let firm = Firm::open().await;
    let ann = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let pooled = manager.make_client(&firm, "Pooled", Some(None)).await;
    assert!(!database_allows(&firm, &ann, pooled).await);
    firm.server.administrator().await.execute("drop trigger clients_taken_back on clients").await.unwrap();
    assert!(database_allows(&firm, &ann, pooled).await);
}
