//! Sending edits, and everything that can become of them.

use crate::desk::*;
use leadline_cache::rows::{EditState, SyncMark};
use leadline_cache::{CacheFault, Intent, IntentOp};
use leadline_domain::merge::FieldConflict;
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::{Op, Outcome, PushResult, Pushed};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

fn refused(code: Code) -> Outcome {
    Outcome::Rejected { problem: Problem::new(code) }
}

fn states(desk: &Desk) -> Vec<EditState> {
    desk.cache.queue().unwrap().into_iter().map(|edit| edit.state).collect()
}

fn conflict(field: &str, base: &str, mine: &str, theirs: &str) -> Outcome {
    let field = FieldConflict { field: field.into(), base: base.into(), mine: mine.into(), theirs: theirs.into() };
    Outcome::Conflict { fields: vec![field], by: BEN, at: NOW }
}

fn with_client(name: &str) -> (Desk, Uuid) {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, name)]);
    (desk, id)
}

#[test]
fn r10_numbers_have_no_gaps_whatever_is_given_up_before_sending() {
    let desk = Desk::encrypted();
    let ids: Vec<Uuid> = (0..5).map(|_| desk.id()).collect();
    for id in &ids {
        desk.write(&[create_client(*id, "Anong")]);
    }
    let second = desk.cache.queue().unwrap()[1].id;
    desk.cache.discard(second).unwrap();
    let first = desk.cache.push_batch(2).unwrap().unwrap();
    assert_eq!(first.mutations.iter().map(|m| (m.seq, m.record)).collect::<Vec<_>>(), [(1, ids[0]), (2, ids[2])]);
    let all = desk.cache.push_batch(10).unwrap().unwrap();
    assert_eq!(all.mutations.iter().map(|m| m.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn a_shorter_answer_leaves_the_rest_to_be_sent_again() {
    let desk = Desk::in_memory();
    for _ in 0..3 {
        desk.write(&[create_client(desk.id(), "Anong")]);
    }
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    let results = vec![PushResult { seq: 1, outcome: Outcome::Applied }];
    let pushed = Pushed { epoch: EPOCH, version: 1, results, now: NOW };
    desk.cache.push_results(&push, &pushed, NOW).unwrap();
    desk.cache.push_results(&push, &pushed, NOW).unwrap();
    assert_eq!(desk.cache.push_batch(10).unwrap().unwrap().mutations, push.mutations[1..]);
}

#[test]
fn an_edit_given_up_on_its_way_is_sent_as_nothing_once() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    desk.write(&[set(Entity::Client, id, "company_name", "Harbourside")]);
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    desk.cache.discard(push.mutations[0].id).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("Anong".into()));
    let again = desk.push(|_| Outcome::Applied).unwrap();
    assert_eq!(again.mutations[0].op, Op::Nothing);
    assert_eq!((again.mutations[0].seq, again.mutations[0].id), (1, push.mutations[0].id));
    assert_eq!(again.mutations[1], push.mutations[1]);
    assert!(desk.cache.push_batch(10).unwrap().is_none());
}

#[test]
fn giving_up_an_edit_puts_later_ones_on_what_it_stood_on() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    desk.write(&[set(Entity::Client, id, "name", "Ploy")]);
    desk.cache.discard(desk.cache.queue().unwrap()[0].id).unwrap();
    desk.cache.verify_fold().unwrap();
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    let Op::Update { changes } = &push.mutations[0].op else { panic!() };
    assert_eq!((&changes[0].was, &changes[0].now), (&"Anong".into(), &"Ploy".into()));
}

#[test]
fn a_refused_edit_falls_back_keeps_its_text_and_holds_up_its_client_only() {
    let (desk, id) = with_client("Anong");
    let other = desk.id();
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    let first = desk.cache.push_batch(10).unwrap().unwrap();
    desk.write(&[create_note(desk.id(), id, "behind it"), create_client(other, "Other")]);
    let results = vec![PushResult { seq: 1, outcome: refused(Code::Forbidden) }];
    desk.cache.push_results(&first, &Pushed { epoch: EPOCH, version: 1, results, now: NOW }, NOW).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("Anong".into()));
    let queue = desk.cache.queue().unwrap();
    assert_eq!(queue[0].problem, Some(Problem::new(Code::Forbidden)));
    assert_eq!(queue[0].fields, [("name".into(), "Pim".into())]);
    assert_eq!(states(&desk), [EditState::Refused, EditState::Blocked, EditState::Waiting]);
    assert_eq!(desk.cache.push_batch(10).unwrap().unwrap().mutations[0].record, other);
    let counts = desk.cache.counts().unwrap();
    assert_eq!((counts.refused, counts.waiting), (1, 2));
}

#[test]
fn a_refused_edit_tried_again_is_a_new_edit_and_frees_what_waits_behind_it() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    let first = desk.push(|_| refused(Code::Forbidden)).unwrap();
    let refused_id = first.mutations[0].id;
    desk.cache.retry(refused_id).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("Pim".into()));
    let again = desk.cache.push_batch(10).unwrap().unwrap();
    assert_eq!(again.mutations[0].seq, 2);
    assert_ne!(again.mutations[0].id, refused_id, "the server remembers that it refused the old one");
    assert!(matches!(desk.cache.retry(refused_id), Err(CacheFault::Unknown(_))));
}

#[test]
fn a_refused_create_holds_up_everything_on_it_and_takes_it_along_when_given_up() {
    let desk = Desk::in_memory();
    let (client, note) = (desk.id(), desk.id());
    desk.write(&[create_client(client, "Anong")]);
    desk.push(|_| refused(Code::Invalid));
    assert_eq!(desk.shown(Entity::Client, client, "name"), None);
    desk.write(&[create_note(note, client, "written later")]);
    assert_eq!(states(&desk), [EditState::Refused, EditState::Blocked]);
    let queue = desk.cache.queue().unwrap();
    assert_eq!(queue[0].title, "Anong", "its name is readable though it is in no list");
    desk.cache.discard(queue[0].id).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!((states(&desk).len(), desk.shown(Entity::Note, note, "body")), (0, None));
}

#[test]
fn bringing_back_a_record_whose_making_was_refused_goes_on_with_the_making() {
    let (desk, client) = with_client("Anong");
    let note = desk.id();
    desk.write(&[create_note(note, client, "body")]);
    let making = desk.push(|_| refused(Code::NotFound)).unwrap().mutations[0].id;
    desk.write(&[restore(Entity::Note, note)]);
    assert_eq!(states(&desk), [EditState::Refused, EditState::Blocked]);
    desk.cache.retry(making).unwrap();
    assert_eq!(states(&desk), [EditState::Waiting, EditState::Waiting]);
}

#[test]
fn a_correction_of_a_refused_edit_flows() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "phone", "+66815550142")]);
    desk.push(|_| refused(Code::Invalid));
    desk.write(&[set(Entity::Client, id, "phone", "+66815550143")]);
    assert_eq!(states(&desk), [EditState::Refused, EditState::Waiting]);
}

#[test]
fn a_poison_edit_is_set_aside_and_its_number_is_sent_as_nothing() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "name", "Poison")]);
    let push = desk.cache.push_batch(1).unwrap().unwrap();
    let other = desk.id();
    desk.write(&[create_client(other, "Other")]);
    desk.cache.quarantine(push.mutations[0].id, &Problem::new(Code::Internal)).unwrap();
    desk.cache.verify_fold().unwrap();
    let next = desk.push(|_| Outcome::Applied).unwrap();
    assert_eq!(
        next.mutations.iter().map(|m| (m.seq, m.op == Op::Nothing)).collect::<Vec<_>>(),
        [(1, true), (2, false)]
    );
    assert_eq!(states(&desk), [EditState::Refused, EditState::Sent]);
    desk.cache.retry(push.mutations[0].id).unwrap();
    assert_eq!(desk.cache.push_batch(10).unwrap().unwrap().mutations[0].seq, 3);
}

#[test]
fn an_edit_set_aside_that_the_server_had_carried_out_is_recognised_when_it_is_tried_again() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    let lost = desk.cache.push_batch(10).unwrap().unwrap().mutations[0].clone();
    desk.cache.quarantine(lost.id, &Problem::new(Code::Internal)).unwrap();
    // The server knows another edit under this number: the one it carried out before it could answer.
    let nothing = desk.push(|_| Outcome::Forked).unwrap();
    assert_eq!((nothing.mutations[0].seq, nothing.mutations[0].op.clone()), (lost.seq, Op::Nothing));
    assert_ne!(nothing.mutations[0].id, lost.id, "the edit's own id stays unused until it is tried again");
    assert_eq!(states(&desk), [EditState::Refused]);
    desk.cache.retry(lost.id).unwrap();
    let again = desk.cache.push_batch(10).unwrap().unwrap();
    assert_ne!(again.client_id, nothing.client_id);
    assert_eq!((again.mutations[0].id, again.mutations[0].op.clone()), (lost.id, lost.op));
    desk.push(|_| refused(Code::Forbidden));
    desk.cache.retry(lost.id).unwrap();
    assert_ne!(desk.cache.push_batch(10).unwrap().unwrap().mutations[0].id, lost.id, "now the server has refused it");
}

#[test]
fn r10_a_copied_file_takes_a_new_id_and_sends_everything_again_under_the_same_edit_ids() {
    let desk = Desk::in_memory();
    for _ in 0..3 {
        desk.write(&[create_client(desk.id(), "Anong")]);
    }
    let first = desk.push(|m| if m.seq == 1 { Outcome::Applied } else { Outcome::Forked }).unwrap();
    let again = desk.cache.push_batch(10).unwrap().unwrap();
    assert_ne!(again.client_id, first.client_id);
    let ids = |push: &leadline_protocol::sync::Push| push.mutations.iter().map(|m| (m.seq, m.id)).collect::<Vec<_>>();
    assert_eq!(ids(&again), ids(&first));
    let late = Pushed {
        epoch: EPOCH,
        version: 1,
        results: vec![PushResult { seq: 2, outcome: refused(Code::Forbidden) }],
        now: NOW,
    };
    desk.cache.push_results(&first, &late, NOW).unwrap();
    assert_eq!(desk.cache.counts().unwrap().refused, 0, "a result for the old id means nothing now");
}

#[test]
fn a_conflict_shows_theirs_once_pulled_and_keeps_both_for_a_person() {
    let (desk, id) = with_client("Anong");
    desk.write(&[both(id)]);
    desk.push(|_| conflict("lifecycle_stage", "lead", "mql", "customer"));
    let theirs = |version, acked| {
        desk.pull(|page| {
            let mut row = client_row(id, version, "Pim");
            row.values[Entity::Client.position("lifecycle_stage").unwrap()] = "customer".into();
            page.rows = vec![row];
            page.acked_seq = acked;
        });
    };
    theirs(7, Some(1));
    assert_eq!(desk.shown(Entity::Client, id, "lifecycle_stage"), Some("customer".into()));
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("Pim".into()), "the other field was written");
    let conflicts = desk.cache.conflicts().unwrap();
    assert_eq!((conflicts.len(), conflicts[0].theirs_by, conflicts[0].title.as_str()), (1, BEN, "Pim"));
    assert_eq!(conflicts[0].fields, desk.cache.conflict_fields(Entity::Client, id).unwrap());
    assert_eq!(mark(&desk, id), SyncMark::Conflict);

    let mine = ["lifecycle_stage".to_owned()];
    desk.cache.resolve_conflict(conflicts[0].id, &mine, &desk.author(), &mut || desk.id()).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!(desk.shown(Entity::Client, id, "lifecycle_stage"), Some("mql".into()));
    assert_eq!(mark(&desk, id), SyncMark::Waiting);
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    let Op::Update { changes } = &push.mutations[0].op else { panic!() };
    assert_eq!((&changes[0].was, &changes[0].now), (&"customer".into(), &"mql".into()));
    let again = desk.cache.resolve_conflict(conflicts[0].id, &mine, &desk.author(), &mut || desk.id());
    assert!(matches!(again, Err(CacheFault::Unknown(_))));
}

/// A guarded field and a free one.
fn both(id: Uuid) -> Intent {
    let values = vec![("lifecycle_stage".into(), "mql".into()), ("name".into(), "Pim".into())];
    Intent { entity: Entity::Client, record: id, op: IntentOp::Update { values } }
}

fn mark(desk: &Desk, id: Uuid) -> SyncMark {
    desk.cache.client_card(id, ME, leadline_domain::Role::Agent).unwrap().row.sync
}

#[test]
fn conflicts_of_one_record_are_one_and_taking_theirs_needs_no_edit() {
    let (desk, id) = with_client("Anong");
    desk.write(&[set(Entity::Client, id, "lifecycle_stage", "mql")]);
    desk.write(&[set(Entity::Client, id, "lifecycle_stage", "sql")]);
    desk.write(&[set(Entity::Client, id, "lead_quality", "hot")]);
    let mut judged = [
        conflict("lifecycle_stage", "lead", "mql", "customer"),
        conflict("lifecycle_stage", "mql", "sql", "evangelist"),
        conflict("lead_quality", "cold", "hot", "warm"),
    ]
    .into_iter();
    desk.push(|_| judged.next().unwrap());
    let conflicts = desk.cache.conflicts().unwrap();
    assert_eq!(conflicts.len(), 1);
    let stage = &conflicts[0].fields[0];
    let seen = [&stage.base, &stage.mine, &stage.theirs];
    assert_eq!(seen, [&Value::from("lead"), &"sql".into(), &"evangelist".into()]);
    assert_eq!(conflicts[0].fields.len(), 2);
    let written = desk.cache.resolve_conflict(conflicts[0].id, &[], &desk.author(), &mut || desk.id()).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!((written.count, written.undo), (0, None));
    assert!(desk.cache.push_batch(10).unwrap().is_none());
    assert_eq!(desk.cache.counts().unwrap().conflicts, 0);
}

#[test]
fn a_delete_that_met_a_newer_edit_waits_for_a_person_and_starts_from_it_when_tried_again() {
    let (desk, id) = with_client("Anong");
    desk.write(&[delete(Entity::Client, id)]);
    let push = desk.push(|_| Outcome::Conflict { fields: vec![], by: BEN, at: NOW }).unwrap();
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("Anong".into()));
    desk.pull(|page| page.rows = vec![client_row(id, 9, "Newer")]);
    desk.cache.retry(push.mutations[0].id).unwrap();
    desk.cache.verify_fold().unwrap();
    assert_eq!(desk.cache.push_batch(10).unwrap().unwrap().mutations[0].op, Op::Delete { seen: 9 });
    assert_eq!(desk.shown(Entity::Client, id, "name"), None);
}

#[test]
fn putting_away_what_is_gone_already_needs_nobody() {
    let (desk, id) = with_client("Anong");
    desk.write(&[delete(Entity::Client, id)]);
    desk.push(|_| refused(Code::Deleted));
    assert_eq!(states(&desk), [EditState::Sent]);
}

#[test]
fn large_edits_are_spread_over_pushes() {
    let desk = Desk::in_memory();
    let client = desk.id();
    desk.write(&[create_client(client, "Anong")]);
    let body = "x".repeat(20_000);
    let notes: Vec<_> = (0..100).map(|_| create_note(desk.id(), client, &body)).collect();
    desk.write(&notes);
    let push = desk.cache.push_batch(200).unwrap().unwrap();
    assert!((40..60).contains(&push.mutations.len()), "{}", push.mutations.len());
    assert_eq!(desk.cache.push_batch(200).unwrap().unwrap(), push);
}
