//! What the sync centre tells about the exchange and about the file.

use crate::desk::*;
use leadline_cache::rows::{CopyKind, EditOp, EditState};
use leadline_domain::Entity;
use leadline_protocol::sync::{Outcome, Row};
use tempfile::TempDir;

const DAY: i64 = 86_400_000;

#[test]
fn what_was_sent_stays_in_the_history_newest_first_for_thirty_days() {
    let desk = Desk::in_memory();
    let [first, second] = [desk.id(), desk.id()];
    desk.write(&[create_client(first, "Anong")]);
    desk.push(|_| Outcome::Applied);
    let sent_at = desk.now.get();
    desk.now.set(sent_at + 20 * DAY);
    desk.write(&[create_client(second, "Daniel")]);
    desk.push(|_| Outcome::Applied);
    let sent = desk.cache.history().unwrap().sent;
    assert_eq!(sent.iter().map(|edit| edit.record).collect::<Vec<_>>(), [second, first]);
    assert!(sent.iter().all(|edit| edit.state == EditState::Sent && edit.op == EditOp::Create));
    assert_eq!(sent[1].done_at, Some(sent_at));
    desk.now.set(sent_at + 31 * DAY);
    desk.pull(|_| {});
    assert_eq!(desk.cache.history().unwrap().sent.len(), 1);
}

#[test]
fn what_was_put_away_keeps_its_name_in_the_history_and_leads_nowhere() {
    let desk = Desk::in_memory();
    let client = desk.id();
    desk.write(&[create_client(client, "Anong")]);
    assert_eq!(desk.cache.queue().unwrap()[0].client_id, Some(client));
    desk.push(|_| Outcome::Applied);
    desk.write(&[delete(Entity::Client, client)]);
    assert_eq!(desk.cache.queue().unwrap()[0].client_id, None);
    desk.push(|_| Outcome::Applied);
    desk.pull(|page| {
        page.gone = vec![gone(Entity::Client, client, 9)];
        page.acked_seq = Some(2);
    });
    let sent = desk.cache.history().unwrap().sent;
    let told: Vec<_> = sent.iter().map(|edit| (&edit.op, edit.title.as_str(), edit.client_id)).collect();
    assert_eq!(told, [(&EditOp::Delete, "Anong", None), (&EditOp::Create, "Anong", None)]);
}

#[test]
fn clients_that_somebody_else_changed_are_received_and_own_changes_are_not() {
    let desk = Desk::in_memory();
    let [theirs, mine] = [desk.id(), desk.id()];
    desk.pull(|page| {
        page.rows = vec![
            Row { updated_by: BEN, updated_at: NOW + 5, ..client_row(theirs, 5, "Anong") },
            Row { updated_by: ME, updated_at: NOW + 9, ..client_row(mine, 6, "Daniel") },
        ];
    });
    let received = desk.cache.history().unwrap().received;
    assert_eq!(received.iter().map(|change| change.client_id).collect::<Vec<_>>(), [theirs]);
    assert_eq!((received[0].by, received[0].at, received[0].title.as_str()), (BEN, NOW + 5, "Anong"));
}

#[test]
fn storage_counts_what_the_file_holds_and_names_what_was_set_aside() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(place_in(&folder, Some([7; 32])), None);
    let rows: Vec<_> = (0..3).map(|_| client_row(desk.id(), 5, "Somebody")).collect();
    desk.pull(|page| page.rows = rows);
    desk.cache.draft_save("client:new", "half a name", NOW).unwrap();
    let storage = desk.cache.storage().unwrap();
    let clients = storage.records.iter().find(|kind| kind.entity == Entity::Client).map(|kind| kind.count);
    assert_eq!((clients, storage.searchable, storage.drafts, storage.encrypted), (Some(3), 3, 1, true));
    assert!(storage.bytes > 0 && storage.copies.is_empty());
    desk.cache.rebuild(NOW).unwrap();
    let storage = desk.cache.storage().unwrap();
    assert!(matches!(storage.copies.as_slice(), [copy] if copy.kind == CopyKind::SetAside && copy.bytes > 0));
}

#[test]
fn storage_says_how_far_the_search_has_come() {
    let desk = Desk::encrypted();
    let rows: Vec<_> = (0..300).map(|_| client_row(desk.id(), 5, "Somebody")).collect();
    desk.pull(|page| page.rows = rows);
    assert_eq!(desk.cache.storage().unwrap().searchable, 0);
    while desk.cache.index_more(100).unwrap() {}
    assert_eq!(desk.cache.storage().unwrap().searchable, 300);
}
