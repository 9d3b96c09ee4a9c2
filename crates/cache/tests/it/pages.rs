//! One test for every rule of pulling.

use crate::desk::*;
use leadline_cache::CacheFault;
use leadline_cache::rows::EditState;
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::{Outcome, Page, Row};
use uuid::Uuid;

fn name(desk: &Desk, id: Uuid) -> Option<Value> {
    desk.shown(Entity::Client, id, "name")
}

#[test]
fn rows_tombstones_and_cursors_move_together() {
    let desk = Desk::encrypted();
    let (stays, goes) = (desk.id(), desk.id());
    let applied = desk.pull(|page| {
        page.rows = vec![client_row(stays, 5, "Stays"), client_row(goes, 6, "Goes")];
        page.cursors = vec![since(ME, 6)];
        page.floor = 3;
        page.more = true;
    });
    assert_eq!((applied.rows, applied.more), (2, true));
    desk.pull(|page| {
        page.gone = vec![gone(Entity::Client, goes, 7)];
        page.cursors = vec![since(ME, 7)];
        page.floor = 3;
    });
    assert_eq!((name(&desk, stays), name(&desk, goes)), (Some("Stays".into()), None));
    let asked = desk.cache.pull_request(10).unwrap();
    assert_eq!((asked.since, asked.floor, asked.epoch), (vec![since(ME, 7)], 3, Some(EPOCH)));
}

#[test]
fn r2_neither_an_older_row_nor_an_older_tombstone_touches_a_newer_row() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, "New")]);
    desk.pull(|page| page.rows = vec![client_row(id, 4, "Old")]);
    assert_eq!(name(&desk, id), Some("New".into()));
    desk.pull(|page| page.gone = vec![gone(Entity::Client, id, 5)]);
    assert_eq!(name(&desk, id), Some("New".into()));
    desk.pull(|page| page.rows = vec![client_row(id, 5, "Same version")]);
    assert_eq!(name(&desk, id), Some("Same version".into()));
}

#[test]
fn r3_a_client_that_goes_takes_older_children_along() {
    let desk = Desk::in_memory();
    let [client, old, new] = [(); 3].map(|()| desk.id());
    desk.pull(|page| {
        page.rows = vec![client_row(client, 5, "Anong"), note_row(old, client, 6, "a"), note_row(new, client, 9, "b")];
    });
    desk.pull(|page| page.gone = vec![gone(Entity::Client, client, 8)]);
    let notes = [old, new].map(|id| desk.shown(Entity::Note, id, "body").is_some());
    assert_eq!((name(&desk, client), notes), (None, [false, true]));
}

#[test]
fn r4_entering_a_scope_replaces_the_whole_family() {
    let desk = Desk::in_memory();
    let [client, stale, back] = [(); 3].map(|()| desk.id());
    desk.pull(|page| {
        page.rows = vec![client_row(client, 5, "Anong"), note_row(stale, client, 6, "deleted unseen")];
    });
    let returned = |version| Row { enter: 90, ..client_row(client, version, "Anong") };
    desk.pull(|page| page.rows = vec![returned(90), note_row(back, client, 90, "kept")]);
    let notes = || [stale, back].map(|id| desk.shown(Entity::Note, id, "body").is_some());
    assert_eq!(notes(), [false, true]);
    desk.pull(|page| page.rows = vec![returned(95)]);
    assert_eq!(notes(), [false, true], "an ordinary change leaves the family alone");
}

#[test]
fn r4_holds_for_orphans_of_a_client_that_was_never_seen() {
    let desk = Desk::in_memory();
    let (client, orphan) = (desk.id(), desk.id());
    desk.pull(|page| page.rows = vec![note_row(orphan, client, 50, "came before its client")]);
    desk.pull(|page| page.rows = vec![Row { enter: 103, ..client_row(client, 500, "Anong") }]);
    assert_eq!(desk.shown(Entity::Note, orphan, "body"), None);
}

#[test]
fn r6_an_edit_leaves_the_outbox_only_with_the_page_that_contains_it() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, "Anong")]);
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    desk.push(|_| Outcome::Applied);
    desk.pull(|page| {
        page.rows = vec![client_row(id, 6, "Somebody's earlier edit")];
        page.more = true;
    });
    assert_eq!(name(&desk, id), Some("Pim".into()), "no flicker before the head");
    desk.pull(|page| {
        page.rows = vec![client_row(id, 8, "Overwritten since")];
        page.acked_seq = Some(1);
    });
    assert_eq!(name(&desk, id), Some("Overwritten since".into()));
    assert_eq!(desk.cache.queue().unwrap()[0].state, EditState::Sent);
    assert!(desk.cache.push_batch(10).unwrap().is_none());
}

#[test]
fn r6_an_ack_does_not_swallow_an_edit_whose_result_was_never_heard() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, "Anong")]);
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    let lost = desk.cache.push_batch(10).unwrap().unwrap();
    desk.pull(|page| page.acked_seq = Some(1));
    let again = desk.cache.push_batch(10).unwrap().unwrap();
    assert_eq!(lost, again, "the same edit under the same number");
    assert_eq!(name(&desk, id), Some("Pim".into()));
}

#[test]
fn r7_a_revoked_scope_is_erased_with_its_cursor_and_pending_creates_stay() {
    let desk = Desk::encrypted();
    let [mine, bens, edited, local] = [(); 4].map(|()| desk.id());
    let in_bens = |row: Row| Row { scope: scope::owned_by(BEN), ..row };
    desk.pull(|page| {
        page.rows = vec![
            client_row(mine, 5, "Mine"),
            in_bens(client_row(bens, 6, "Bens")),
            in_bens(client_row(edited, 7, "Edited")),
        ];
        page.cursors = vec![since(BEN, 7), since(ME, 7)];
    });
    desk.write(&[set(Entity::Client, edited, "name", "Edited here"), create_note(local, bens, "text")]);
    desk.pull(|page| {
        page.revoked = vec![BEN];
        page.cursors = vec![since(ME, 8)];
    });
    assert_eq!([mine, bens, edited].map(|id| name(&desk, id).is_some()), [true, false, false]);
    assert_eq!(desk.shown(Entity::Note, local, "body"), Some("text".into()), "not refused yet");
    assert_eq!(desk.cache.pull_request(10).unwrap().since, [since(ME, 8)]);
    assert_eq!(desk.cache.counts().unwrap().waiting, 2);
}

#[test]
fn r8_a_reset_scope_is_refilled_by_the_same_page() {
    let desk = Desk::in_memory();
    let (stale, fresh) = (desk.id(), desk.id());
    desk.pull(|page| {
        page.rows = vec![client_row(stale, 5, "Deleted long ago"), client_row(fresh, 6, "Fresh")];
        page.cursors = vec![since(ME, 6)];
    });
    desk.pull(|page| {
        page.reset = vec![ME];
        page.rows = vec![client_row(fresh, 6, "Fresh")];
        page.cursors = vec![since(ME, 6)];
        page.floor = 100;
    });
    assert_eq!((name(&desk, stale), name(&desk, fresh)), (None, Some("Fresh".into())));
    assert_eq!(desk.cache.pull_request(10).unwrap().floor, 100);
}

#[test]
fn r9_an_answer_to_an_older_question_changes_nothing() {
    let desk = Desk::in_memory();
    let id = desk.id();
    let asked = desk.cache.pull_request(10).unwrap();
    desk.pull(|page| {
        page.rows = vec![client_row(id, 5, "Now")];
        page.cursors = vec![since(ME, 5)];
    });
    let mut late = empty_page(&asked.since);
    late.gone = vec![gone(Entity::Client, id, 9)];
    late.cursors = vec![since(ME, 9)];
    let applied = desk.cache.apply_page(&late, &asked, NOW).unwrap();
    assert_eq!((applied.rows, applied.more, applied.changed.is_empty()), (0, true, true));
    assert_eq!(name(&desk, id), Some("Now".into()));
    assert_eq!(desk.cache.pull_request(10).unwrap().since, [since(ME, 5)]);
}

#[test]
fn a_row_without_a_version_is_no_row_of_the_server_and_its_page_changes_nothing() {
    let desk = Desk::in_memory();
    let (sound, unversioned) = (desk.id(), desk.id());
    let asked = desk.cache.pull_request(10).unwrap();
    let rows = vec![client_row(sound, 5, "Sound"), client_row(unversioned, 0, "Of a device")];
    let page = Page { rows, ..empty_page(&asked.since) };
    let refused = desk.cache.apply_page(&page, &asked, NOW).unwrap_err();
    assert!(matches!(refused, CacheFault::Unversioned(Entity::Client, id) if id == unversioned), "{refused}");
    assert_eq!((name(&desk, sound), desk.cache.pull_request(10).unwrap()), (None, asked));
}

#[test]
fn r11_a_restored_server_is_pulled_anew_and_gets_every_unconfirmed_edit_again() {
    let desk = Desk::encrypted();
    let [known, new, both] = [(); 3].map(|()| desk.id());
    desk.pull(|page| {
        page.rows = vec![client_row(known, 50, "Known"), client_row(both, 51, "Both")];
        page.cursors = vec![since(ME, 51)];
    });
    desk.write(&[create_client(new, "New")]);
    desk.push(|_| Outcome::Applied);
    desk.write(&[set(Entity::Client, both, "name", "Edited")]);
    let before = desk.cache.pull_request(10).unwrap();
    let restored = Uuid::from_u128(0xe1);
    let applied = desk.pull(|page| page.epoch = restored);
    assert!(applied.more && applied.changed.many);
    let asked = desk.cache.pull_request(10).unwrap();
    assert_eq!((asked.since, asked.epoch), (vec![], Some(restored)));
    assert_ne!(asked.client_id, before.client_id);
    assert_eq!([known, new, both].map(|id| name(&desk, id).is_some()), [false, true, false]);
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    assert_eq!(push.mutations.iter().map(|m| (m.seq, m.record)).collect::<Vec<_>>(), [(1, new), (2, both)]);
    desk.pull(|page| {
        page.epoch = restored;
        page.rows = vec![client_row(both, 3, "Both")];
    });
    assert_eq!(name(&desk, both), Some("Edited".into()), "the edit lies on the row again");
}

#[test]
fn a_row_lies_under_a_waiting_edit_and_shows_through_in_other_fields() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, "Anong")]);
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    desk.pull(|page| {
        let mut row = client_row(id, 6, "Anong");
        row.values[Entity::Client.position("company_name").unwrap()] = "Harbourside".into();
        page.rows = vec![row];
    });
    assert_eq!(name(&desk, id), Some("Pim".into()));
    assert_eq!(desk.shown(Entity::Client, id, "company_name"), Some("Harbourside".into()));
}

#[test]
fn a_child_pulled_under_a_client_that_is_put_away_stays_out_of_sight() {
    let desk = Desk::in_memory();
    let (client, note) = (desk.id(), desk.id());
    desk.pull(|page| page.rows = vec![client_row(client, 5, "Anong")]);
    desk.write(&[delete(Entity::Client, client)]);
    desk.pull(|page| page.rows = vec![note_row(note, client, 6, "a")]);
    assert_eq!(desk.shown(Entity::Note, note, "body"), None);
    desk.write(&[restore(Entity::Client, client)]);
    assert_eq!(desk.shown(Entity::Note, note, "body"), Some("a".into()));
}

#[test]
fn values_of_a_newer_server_are_kept_and_wrong_ones_become_nothing() {
    let desk = Desk::encrypted();
    let id = desk.id();
    let known = Entity::Note.fields().len();
    desk.pull(|page| {
        let mut row = note_row(id, desk.id(), 5, "a");
        row.values[Entity::Note.position("pinned").unwrap()] = "not a flag".into();
        row.values.extend([Value::Int(7), "from the future".into()]);
        page.rows = vec![row];
    });
    let (row, _) = desk.cache.peek(Entity::Note, id).unwrap().unwrap();
    assert_eq!(row.values[Entity::Note.position("pinned").unwrap()], Value::Null);
    assert_eq!(row.values[known..], [Value::Int(7), "from the future".into()]);
    desk.write(&[set(Entity::Note, id, "body", "b")]);
    let (row, _) = desk.cache.peek(Entity::Note, id).unwrap().unwrap();
    assert_eq!(row.values[known..], [Value::Int(7), "from the future".into()]);
}

#[test]
fn a_step_of_the_server_takes_the_place_of_the_one_made_here() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, "Anong")]);
    desk.write(&[set(Entity::Client, id, "lifecycle_stage", "mql")]);
    let push = desk.push(|_| Outcome::Applied).unwrap();
    let step = leadline_cache::step_id(push.mutations[0].id);
    desk.pull(|page| {
        let values = [("client_id", id.into()), ("to_stage", "mql".into()), ("at", Value::Int(NOW + 5))];
        let mut changed = client_row(id, 6, "Anong");
        changed.values[Entity::Client.position("lifecycle_stage").unwrap()] = "mql".into();
        page.rows = vec![changed, row(Entity::LifecycleChange, step, id, 6, &values)];
        page.acked_seq = Some(1);
    });
    let (row, hidden) = desk.cache.peek(Entity::LifecycleChange, step).unwrap().unwrap();
    assert_eq!((row.version, hidden), (6, false));
}

#[test]
fn watchers_hear_of_every_commit_and_of_nothing_else() {
    let desk = Desk::in_memory();
    let mut watch = desk.cache.watch();
    let id = desk.id();
    desk.pull(|page| page.rows = vec![client_row(id, 5, "Anong")]);
    desk.pull(|_| {});
    desk.write(&[set(Entity::Client, id, "name", "Pim")]);
    let heard: Vec<_> = std::iter::from_fn(|| watch.try_recv().ok()).collect();
    assert_eq!(heard.len(), 2);
    assert!(heard.iter().all(|change| change.clients == [id] && change.entities == [Entity::Client] && !change.many));
}
