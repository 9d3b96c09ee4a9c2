//! A first sync of many pages: indexes that are made afterwards, lists meanwhile, and how far it is.

use crate::desk::*;
use leadline_cache::{Arrival, Cache, Place};
use leadline_domain::filter::{Filter, Sort, Viewpoint};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::Row;
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

const PAGE: u128 = 400;

/// Clients whose names, times and phones come in another order than their ids.
fn rows(page: u128) -> Vec<Row> {
    let row = |nth: u128| {
        let mixed = nth * 7_919 % 10_007;
        let mut row = client_row(Uuid::from_u128(nth + 1), 1 + page as i64, &format!("Client {mixed:05}"));
        row.created_at = NOW + mixed as i64;
        row.values[Entity::Client.position("phone").unwrap()] = format!("+668{mixed:08}").into();
        row
    };
    (page * PAGE..(page + 1) * PAGE).map(row).collect()
}

fn pull(desk: &Desk, page: u128, of: u128) {
    desk.pull(|answer| {
        answer.rows = rows(page);
        answer.cursors = vec![since(scope::owned_by(ME), 1 + page as i64)];
        answer.remaining = u64::try_from((of - page - 1) * PAGE).unwrap();
        answer.more = answer.remaining > 0;
    });
}

fn waiting(place: &Place) -> i64 {
    let file = Connection::open(&place.file).unwrap();
    file.query_row("SELECT count(*) FROM late_indexes", [], |row| row.get(0)).unwrap()
}

/// The ids of the whole list in this order.
fn listed(cache: &Cache, field: &str, descending: bool) -> Vec<Uuid> {
    let sort = Sort { field: field.into(), descending };
    let view = cache.open_view(&Filter::everything(), &sort, Viewpoint { me: ME, today: 0 }).unwrap();
    let window = |offset| cache.view_rows(view.view, offset, 200).unwrap().rows.into_iter().map(|row| row.id);
    let ids = (0..view.total).step_by(200).flat_map(window).collect();
    cache.close_view(view.view);
    ids
}

fn in_order(rows: &[Row], key: impl Fn(&Row) -> Value, descending: bool) -> Vec<Uuid> {
    let mut sorted: Vec<_> = rows.iter().map(|row| (key(row), row.id)).collect();
    sorted.sort_by(|(a, ida), (b, idb)| if descending { b.cmp(a) } else { a.cmp(b) }.then(ida.cmp(idb)));
    sorted.into_iter().map(|(_, id)| id).collect()
}

fn assert_lists(cache: &Cache, rows: &[Row]) {
    let name = |row: &Row| row.values[Entity::Client.position("name").unwrap()].clone();
    for descending in [false, true] {
        assert_eq!(listed(cache, "name", descending), in_order(rows, name, descending));
        let made = |row: &Row| Value::Int(row.created_at);
        assert_eq!(listed(cache, "created_at", descending), in_order(rows, made, descending));
    }
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(listed(cache, "next_follow_up_at", false), ids);
    assert_eq!(clients_in(cache), rows.len());
}

#[test]
fn lists_are_right_while_indexes_wait_and_after_a_kill_at_every_step_of_making_them() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, None);
    let mut desk = Desk::at(place.clone(), None);
    let mut held = Vec::new();
    for page in 0..3 {
        pull(&desk, page, 3);
        held.extend(rows(page));
        assert!(waiting(&place) > 0);
        assert_lists(&desk.cache, &held);
        while page < 2 && desk.cache.index_more(500).unwrap() {}
        // A dropped handle leaves the file as a killed process would: nothing is finished on the way out.
        desk = Desk::at(place.clone(), None);
    }
    while waiting(&place) > 0 {
        let before = waiting(&place);
        assert!(desk.cache.index_more(500).unwrap());
        assert_eq!(waiting(&place), before - 1);
        desk = Desk::at(place.clone(), None);
        desk.cache.verify_fold().unwrap();
        assert_lists(&desk.cache, &held);
    }
    while desk.cache.index_more(500).unwrap() {}
    assert!(desk.cache.check().unwrap());
    assert_eq!(desk.cache.search("client 07919", 5).unwrap().len(), 1);
}

#[test]
fn indexes_wait_until_the_last_page() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, None);
    let desk = Desk::at(place.clone(), None);
    pull(&desk, 0, 3);
    let put_off = waiting(&place);
    while desk.cache.index_more(500).unwrap() {}
    assert_eq!(waiting(&place), put_off);
    pull(&desk, 1, 3);
    let mut watch = desk.cache.watch();
    desk.pull(|page| page.cursors = vec![since(scope::owned_by(ME), 9)]);
    assert!(watch.try_recv().unwrap().many, "whoever makes the indexes must be woken, even by an empty page");
    while desk.cache.index_more(500).unwrap() {}
    assert_eq!(waiting(&place), 0);
}

#[test]
fn a_cache_that_holds_much_keeps_its_indexes_and_one_that_starts_over_puts_them_off_again() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, None);
    let desk = Desk::at(place.clone(), None);
    for page in 0..3 {
        pull(&desk, page, 3);
    }
    while desk.cache.index_more(500).unwrap() {}
    pull(&desk, 3, 9);
    assert_eq!(waiting(&place), 0, "1,200 clients are held");

    let asked = desk.cache.pull_request(1000).unwrap();
    let mut restored = empty_page(&asked.since);
    restored.epoch = Uuid::from_u128(0xe1);
    assert!(desk.cache.apply_page(&restored, &asked, NOW).unwrap().started_over);
    assert_eq!(desk.cache.arrival().unwrap(), None);
    let asked = desk.cache.pull_request(1000).unwrap();
    let page = leadline_protocol::sync::Page {
        epoch: restored.epoch,
        rows: rows(0),
        more: true,
        remaining: 800,
        ..empty_page(&asked.since)
    };
    desk.cache.apply_page(&page, &asked, NOW).unwrap();
    assert!(waiting(&place) > 0);
    desk.cache.verify_fold().unwrap();
}

#[test]
fn edits_and_duplicates_work_while_indexes_wait() {
    let desk = Desk::encrypted();
    pull(&desk, 0, 3);
    let id = desk.id();
    desk.write(&[create_client(id, "Aaa first"), set(Entity::Client, Uuid::from_u128(5), "name", "Aab second")]);
    assert_eq!(listed(&desk.cache, "name", false)[..2], [id, Uuid::from_u128(5)]);
    pull(&desk, 1, 3);
    assert_eq!(listed(&desk.cache, "name", false)[..2], [id, Uuid::from_u128(5)]);
}

#[test]
fn how_far_the_first_sync_is_outlives_the_app_and_forgets_what_is_taken_away() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, None);
    let desk = Desk::at(place.clone(), None);
    assert_eq!(desk.cache.arrival().unwrap(), None);
    pull(&desk, 0, 3);
    let desk = Desk::at(place.clone(), None);
    assert_eq!(desk.cache.arrival().unwrap(), Some(Arrival { rows: 400, remaining: 800 }));
    pull(&desk, 1, 3);
    assert_eq!(desk.cache.arrival().unwrap(), Some(Arrival { rows: 800, remaining: 400 }));
    let other = Uuid::from_u128(77);
    desk.pull(|page| {
        page.revoked = vec![scope::owned_by(ME)];
        page.rows = vec![Row { scope: other, ..client_row(desk.id(), 4, "Other") }];
        page.cursors = vec![since(other, 4)];
        (page.more, page.remaining) = (true, 7);
    });
    assert_eq!(desk.cache.arrival().unwrap(), Some(Arrival { rows: 1, remaining: 7 }));
    desk.pull(|page| page.cursors = vec![since(other, 5)]);
    assert_eq!(desk.cache.arrival().unwrap(), None);
}
