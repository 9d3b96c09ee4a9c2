//! What becomes of the edits devices push.

use crate::firm::{Device, Firm, client, packed, set};
use leadline_domain::check::FieldFault;
use leadline_domain::{Entity, Role, Value, scope};
use leadline_protocol::sync::{Op, Outcome, Pushed};
use leadline_protocol::{Code, codec};
use uuid::Uuid;

fn rejected(outcome: &Outcome) -> Code {
    match outcome {
        Outcome::Rejected { problem } => problem.code,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

#[tokio::test]
async fn a_deletion_after_somebody_elses_edit_is_a_conflict() {
    let firm = Firm::open().await;
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let mut admin = Device::of(&firm.hire(Role::Admin).await);
    let id = manager.make_client(&firm, "Contested", None).await;
    admin.pull(&firm).await;
    let seen = admin.rows[&(Entity::Client, id)].version;
    manager.edit(&firm, Entity::Client, id, set("name", "Contested", "Renamed")).await;
    let outcome = admin.edit(&firm, Entity::Client, id, Op::Delete { seen }).await;
    assert!(matches!(outcome, Outcome::Conflict { by, .. } if by == manager.actor.user_id), "{outcome:?}");
    admin.pull(&firm).await;
    let seen = admin.rows[&(Entity::Client, id)].version;
    assert_eq!(admin.edit(&firm, Entity::Client, id, Op::Delete { seen }).await, Outcome::Applied);
}

#[tokio::test]
async fn a_deletion_after_its_client_was_only_moved_is_none() {
    let firm = Firm::open().await;
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let mut admin = Device::of(&firm.hire(Role::Admin).await);
    let ben = firm.hire(Role::Agent).await.user_id;
    let id = manager.make_client(&firm, "Moved", Some(Some(manager.actor.user_id))).await;
    let (moved, edited) = (manager.make_note(&firm, id, "as it was").await, manager.make_note(&firm, id, "old").await);
    admin.pull(&firm).await;
    let seen = |device: &Device, note| Op::Delete { seen: device.rows[&(Entity::Note, note)].version };
    manager.edit(&firm, Entity::Note, edited, set("body", "old", "new")).await;
    manager.edit(&firm, Entity::Client, id, set("owner_id", manager.actor.user_id, ben)).await;
    let outcome = admin.edit(&firm, Entity::Note, edited, seen(&admin, edited)).await;
    assert!(matches!(outcome, Outcome::Conflict { .. }), "{outcome:?}");
    assert_eq!(admin.edit(&firm, Entity::Note, moved, seen(&admin, moved)).await, Outcome::Applied);
}

#[tokio::test]
async fn a_guarded_field_changed_meanwhile_comes_back_as_a_conflict_and_the_rest_is_written() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let id = ann.make_client(&firm, "Anong", None).await;
    manager.edit(&firm, Entity::Client, id, set("lifecycle_stage", "lead", "customer")).await;
    let Op::Update { mut changes } = set("lifecycle_stage", "lead", "mql") else { unreachable!() };
    let Op::Update { changes: others } = set("source", Value::Null, "fair") else { unreachable!() };
    changes.extend(others);
    let outcome = ann.edit(&firm, Entity::Client, id, Op::Update { changes }).await;
    let Outcome::Conflict { fields, by, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!((fields[0].theirs.clone(), by), ("customer".into(), manager.actor.user_id));
    ann.pull(&firm).await;
    assert_eq!(ann.value(Entity::Client, id, "source"), "fair".into());
    assert_eq!(ann.value(Entity::Client, id, "lifecycle_stage"), "customer".into());
}

#[tokio::test]
async fn a_step_through_the_funnel_is_kept_under_an_id_the_device_knows() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let id = ann.make_client(&firm, "Anong", None).await;
    let mutation = ann.mutation(Entity::Client, id, set("lifecycle_stage", "lead", "mql"));
    let step = Uuid::new_v5(&mutation.id, b"stage");
    firm.push(&ann.actor, &ann.packet(vec![mutation])).await;
    ann.pull(&firm).await;
    let values = &ann.rows[&(Entity::LifecycleChange, step)].values;
    assert_eq!(values[..3], [id.into(), "lead".into(), "mql".into()]);
}

#[tokio::test]
async fn the_same_push_twice_is_done_once_and_answered_twice() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let id = Uuid::now_v7();
    let make = ann.mutation(Entity::Client, id, Op::Create { values: client("Once", None) });
    let wrong = ann.mutation(Entity::Client, Uuid::now_v7(), Op::Create { values: client("", None) });
    let packet = ann.packet(vec![make, wrong]);
    let first = firm.push(&ann.actor, &packet).await;
    let second = firm.push(&ann.actor, &packet).await;
    assert_eq!(first, second);
    assert_eq!(first.results[0].outcome, Outcome::Applied);
    let Outcome::Rejected { problem } = &first.results[1].outcome else { panic!("{first:?}") };
    assert_eq!((problem.code, problem.fields[0].fault), (Code::Invalid, FieldFault::Required));
    // The same edits under a new client id, as after a restored server: found by their own ids.
    let mut again = Device::of(&ann.actor);
    again.seq = 2;
    let third = firm.push(&again.actor, &again.packet(packet.mutations.clone())).await;
    assert_eq!(third.results, first.results);
    assert_eq!(third.version, first.version);
    ann.pull(&firm).await;
    assert_eq!(ann.rows.keys().filter(|(entity, _)| *entity == Entity::Client).count(), 1);
}

#[tokio::test]
async fn a_copied_cache_file_and_a_gap_are_told_to_number_anew() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    ann.make_client(&firm, "One", None).await;
    let mut copy = Device { seq: 0, ..Device::of(&ann.actor) };
    copy.client_id = ann.client_id;
    let other = copy.mutation(Entity::Client, Uuid::now_v7(), Op::Create { values: client("Two", None) });
    let forked = firm.push(&copy.actor, &copy.packet(vec![other])).await;
    assert_eq!(forked.results[0].outcome, Outcome::Forked);
    copy.seq = 7;
    assert_eq!(copy.edit(&firm, Entity::Client, Uuid::now_v7(), Op::Restore).await, Outcome::Forked);
    // Somebody else's client id is nobody's to use.
    let mut stranger = Device::of(&firm.hire(Role::Agent).await);
    stranger.client_id = ann.client_id;
    stranger.seq = 1;
    assert_eq!(stranger.edit(&firm, Entity::Client, Uuid::now_v7(), Op::Restore).await, Outcome::Forked);
}

#[tokio::test]
async fn what_the_role_or_the_owner_forbids_is_refused_with_a_code_and_keeps_its_number() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let mut ben = Device::of(&firm.hire(Role::Agent).await);
    let mut viewer = Device::of(&firm.hire(Role::Viewer).await);
    let bens = ben.make_client(&firm, "Ben's", None).await;
    let vip = vec![("name".to_owned(), "VIP".into()), ("colour".to_owned(), "sky".into())];
    let tag = Uuid::now_v7();
    assert_eq!(ann.edit(&firm, Entity::Tag, tag, Op::Create { values: vip.clone() }).await, Outcome::Applied);
    let on_bens = vec![("client_id".to_owned(), bens.into()), ("body".to_owned(), "x".into())];
    let refused = [
        (ann.edit(&firm, Entity::Client, bens, set("name", "Ben's", "Ann's")).await, Code::NotFound),
        (ann.edit(&firm, Entity::Client, bens, Op::Delete { seen: 99 }).await, Code::NotFound),
        (ann.edit(&firm, Entity::Note, Uuid::now_v7(), Op::Create { values: on_bens.clone() }).await, Code::NotFound),
        (ann.edit(&firm, Entity::Tag, tag, set("name", "VIP", "Anybody")).await, Code::Forbidden),
        (ann.edit(&firm, Entity::Tag, tag, Op::Delete { seen: 99 }).await, Code::Forbidden),
        (viewer.edit(&firm, Entity::Tag, Uuid::now_v7(), Op::Create { values: vip }).await, Code::Forbidden),
        (ann.edit(&firm, Entity::Profile, ann.actor.user_id, set("role", "agent", "admin")).await, Code::Forbidden),
        (ann.edit(&firm, Entity::Client, Uuid::now_v7(), set("name", "", "x")).await, Code::NotFound),
        (viewer.edit(&firm, Entity::Client, bens, set("name", "Ben's", "x")).await, Code::Forbidden),
        (viewer.edit(&firm, Entity::Note, Uuid::now_v7(), Op::Create { values: on_bens }).await, Code::Forbidden),
        (ben.edit(&firm, Entity::Client, bens, Op::Create { values: client("Again", None) }).await, Code::Conflict),
    ];
    for (at, (outcome, code)) in refused.iter().enumerate() {
        assert_eq!(rejected(outcome), *code, "case {at}");
    }
    // After every refusal the next edit goes through, and nothing was done by half.
    ann.make_client(&firm, "Mine", None).await;
    let owner = Some(Some(ben.actor.user_id));
    let forced = ann.make_client(&firm, "For Ben", owner).await;
    ben.pull(&firm).await;
    ann.pull(&firm).await;
    assert_eq!(ann.value(Entity::Client, forced, "owner_id"), Value::Id(ann.actor.user_id));
    assert_eq!(ben.value(Entity::Client, bens, "name"), "Ben's".into());
}

#[tokio::test]
async fn the_same_tag_put_on_by_two_devices_is_one_tagging() {
    let firm = Firm::open().await;
    let mut manager = Device::of(&firm.hire(Role::Manager).await);
    let mut admin = Device::of(&firm.hire(Role::Admin).await);
    let on = manager.make_client(&firm, "Tagged", None).await;
    let tag = Uuid::now_v7();
    let values = vec![("name".to_owned(), "VIP".into()), ("colour".to_owned(), "sky".into())];
    assert_eq!(manager.edit(&firm, Entity::Tag, tag, Op::Create { values }).await, Outcome::Applied);
    let id = scope::tagging_id(on, tag);
    let values = vec![("client_id".to_owned(), on.into()), ("tag_id".to_owned(), tag.into())];
    let make = Op::Create { values: values.clone() };
    assert_eq!(manager.edit(&firm, Entity::Tagging, id, make.clone()).await, Outcome::Applied);
    assert_eq!(admin.edit(&firm, Entity::Tagging, id, make.clone()).await, Outcome::Applied);
    assert_eq!(admin.edit(&firm, Entity::Tagging, id, Op::Delete { seen: i64::MAX }).await, Outcome::Applied);
    assert_eq!(manager.edit(&firm, Entity::Tagging, id, make).await, Outcome::Applied);
    let other = manager.edit(&firm, Entity::Tagging, Uuid::now_v7(), Op::Create { values }).await;
    assert_eq!(rejected(&other), Code::Invalid);
    manager.pull(&firm).await;
    assert!(manager.holds(Entity::Tagging, id));
}

#[tokio::test]
async fn what_no_field_can_hold_is_refused_by_name_and_the_other_edits_of_the_push_are_done() {
    let firm = Firm::open().await;
    let mut ann = Device::of(&firm.hire(Role::Agent).await);
    let on = ann.make_client(&firm, "Anong", None).await;
    let note =
        |body: &str| Op::Create { values: vec![("client_id".to_owned(), on.into()), ("body".to_owned(), body.into())] };
    let long = "x".repeat(10 * 1024 * 1024);
    let wrong = [
        (Entity::Client, on, set("name", "Anong", long), "name", FieldFault::TooLong),
        (Entity::Client, on, set("name", "Anong", "An\0ong"), "name", FieldFault::ControlCharacters),
        (Entity::Note, Uuid::now_v7(), note("red \u{1b}[31m"), "body", FieldFault::ControlCharacters),
        (
            Entity::Client,
            Uuid::now_v7(),
            Op::Create { values: client("a\u{7f}b", None) },
            "name",
            FieldFault::ControlCharacters,
        ),
    ];
    let mut mutations = vec![ann.mutation(Entity::Note, Uuid::now_v7(), note("before"))];
    for (entity, record, op, ..) in &wrong {
        mutations.push(ann.mutation(*entity, *record, op.clone()));
    }
    mutations.push(ann.mutation(Entity::Client, on, set("source", Value::Null, "fair")));
    let body = packed(&ann.packet(mutations));
    let answer = firm.post(&ann.actor, "/v1/sync/push", codec::CONTENT_TYPE, body).await;
    assert_eq!(answer.status().as_u16(), 200);
    let pushed: Pushed = codec::unpack(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((&pushed.results[0].outcome, &pushed.results[5].outcome), (&Outcome::Applied, &Outcome::Applied));
    for (result, (.., field, fault)) in pushed.results[1..5].iter().zip(&wrong) {
        let Outcome::Rejected { problem } = &result.outcome else { panic!("{:?}", result.outcome) };
        assert_eq!(problem.code, Code::Invalid);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].fault), (*field, *fault));
    }
    ann.pull(&firm).await;
    assert_eq!(ann.value(Entity::Client, on, "name"), "Anong".into());
    assert_eq!(ann.value(Entity::Client, on, "source"), "fair".into());
    assert_eq!(ann.rows.keys().filter(|(entity, _)| *entity == Entity::Note).count(), 1);
}
