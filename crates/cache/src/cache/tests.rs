//! What only shows with a hand on the connection: a full disk, a held file, and who goes first.

use super::*;
use crate::readers::KEPT_BY_THE_FIRST;
use crate::{Author, Intent, IntentOp, Owner};
use leadline_domain::filter::{Filter, Sort, Viewpoint};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::{Page, Row, Since};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

const ME: Uuid = Uuid::from_u128(1);
const AT: Author = Author { org: Uuid::from_u128(2), me: ME, now: 1_750_000_000_000 };

fn open(folder: &TempDir) -> Cache {
    let place = Place { file: folder.path().join("cache.db"), key: Some([7; 32]) };
    let cache = Cache::open(&place, AT.now).unwrap().cache;
    cache.claim(&Owner { org: AT.org, me: ME, client_id: Uuid::from_u128(3) }).unwrap();
    cache
}

fn notes(count: u128) -> Vec<Intent> {
    let note = |n| {
        let values: Vec<(String, Value)> =
            vec![("client_id".into(), ME.into()), ("body".into(), "x".repeat(5000).into())];
        Intent { entity: Entity::Note, record: Uuid::from_u128(1000 + n), op: IntentOp::Create { values } }
    };
    (0..count).map(note).collect()
}

fn write(cache: &Cache, intents: &[Intent]) -> Result<u32, CacheFault> {
    let waiting = u128::from(cache.counts()?.waiting) << 32;
    let mut next = waiting + (1 << 64);
    let mut new_id = || {
        next += 1;
        Uuid::from_u128(next)
    };
    Ok(cache.write(intents, &AT, &mut new_id)?.count)
}

fn page(asked: &[Since], rows: u128) -> Page {
    let row = |n| Row {
        entity: Entity::Note,
        id: Uuid::from_u128(9000 + n),
        root: ME,
        scope: scope::owned_by(ME),
        version: 9,
        enter: 0,
        created_at: 0,
        created_by: ME,
        updated_at: 0,
        updated_by: ME,
        values: vec![ME.into(), "x".repeat(5000).into(), Value::Null],
    };
    Page {
        epoch: Uuid::from_u128(4),
        asked: asked.to_vec(),
        revoked: vec![],
        reset: vec![],
        floor: 0,
        rows: (0..rows).map(row).collect(),
        gone: vec![],
        cursors: vec![Since { scope: ME, version: 9 }],
        more: false,
        acked_seq: None,
        remaining: 0,
        now: 0,
    }
}

#[test]
fn a_full_disk_refuses_edits_and_pages_whole_and_keeps_what_was_there() {
    let folder = TempDir::new().unwrap();
    let cache = open(&folder);
    write(&cache, &notes(3)).unwrap();
    let limit = |pages: i64| {
        let writing = cache.inner.lanes.enter(Lane::Edit).unwrap();
        writing.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    };
    limit(1);
    assert!(matches!(write(&cache, &notes(200)), Err(CacheFault::DiskFull)));
    assert_eq!(cache.counts().unwrap().waiting, 3);
    let asked = cache.pull_request(1000).unwrap();
    let page = page(&asked.since, 500);
    assert!(matches!(cache.apply_page(&page, &asked, AT.now), Err(CacheFault::DiskFull)));
    assert_eq!(cache.pull_request(1000).unwrap(), asked);
    limit(1_000_000);
    assert_eq!(write(&cache, &notes(200)).unwrap(), 197);
    assert_eq!(cache.apply_page(&page, &asked, AT.now).unwrap().rows, 500);
    cache.verify_fold().unwrap();
}

#[test]
fn a_file_held_by_another_process_is_busy_and_nothing_is_half_done() {
    let folder = TempDir::new().unwrap();
    let cache = open(&folder);
    cache.inner.lanes.enter(Lane::Edit).unwrap().busy_timeout(Duration::ZERO).unwrap();
    let other = open_writer(&cache.inner.place, AT.now).unwrap().unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(write(&cache, &notes(2)), Err(CacheFault::Busy)));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(write(&cache, &notes(2)).unwrap(), 2);
}

#[test]
fn a_waiting_edit_goes_before_waiting_pages() {
    let folder = TempDir::new().unwrap();
    let cache = open(&folder);
    let order = std::sync::Mutex::new(Vec::new());
    let held = cache.inner.lanes.enter(Lane::Page).unwrap();
    let enter = |lane: Lane| {
        let writing = cache.inner.lanes.enter(lane).unwrap();
        order.lock().unwrap().push(lane);
        drop(writing);
    };
    std::thread::scope(|scope| {
        for lane in [Lane::Page, Lane::Page, Lane::Edit] {
            let enter = &enter;
            scope.spawn(move || enter(lane));
        }
        while cache.inner.lanes.waiting() < 3 {
            std::thread::yield_now();
        }
        drop(held);
    });
    assert_eq!(order.into_inner().unwrap()[0], Lane::Edit);
}

#[test]
fn an_edit_is_written_through_to_the_disk_and_a_page_is_not() {
    let folder = TempDir::new().unwrap();
    let cache = open(&folder);
    for (lane, level) in [(Lane::Edit, 2), (Lane::Page, 1), (Lane::Edit, 2)] {
        let (set, _) = cache
            .commit(lane, |file, _| Ok(file.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?))
            .unwrap();
        assert_eq!(set, level);
    }
}

#[test]
fn a_cache_at_rest_keeps_neither_lists_nor_pages_and_is_read_again_when_asked() {
    let folder = TempDir::new().unwrap();
    let cache = open(&folder);
    write(&cache, &notes(3)).unwrap();
    let all = Filter::All { parts: Vec::new() };
    let by_age = Sort { field: "created_at".to_owned(), descending: false };
    let list = cache.open_view(&all, &by_age, Viewpoint { me: ME, today: 0 }).unwrap();
    let held = cache.inner.readers.take().unwrap();
    held.pragma_update(None, "cache_size", -77).unwrap();
    cache.rest();
    assert!(matches!(cache.view_rows(list.view, 0, 10), Err(CacheFault::UnknownView(_))));
    drop(held);
    // What was read by somebody meanwhile is not kept either: whoever comes next is the first, with its larger share.
    let kept =
        |reader: &rusqlite::Connection| reader.pragma_query_value(None, "cache_size", |row| row.get::<_, i64>(0));
    assert_eq!(kept(&cache.inner.readers.take().unwrap()).unwrap(), -i64::from(KEPT_BY_THE_FIRST));
    assert_eq!(cache.counts().unwrap().waiting, 3);
}

#[test]
fn of_two_who_close_while_somebody_writes_one_closes_and_neither_waits_for_ever() {
    let folder = TempDir::new().unwrap();
    let cache = open(&folder);
    let lanes = &cache.inner.lanes;
    for _ in 0..200 {
        let held = lanes.enter(Lane::Edit).unwrap();
        let mut closed = std::thread::scope(|scope| {
            let closing = [(); 2].map(|()| scope.spawn(|| lanes.close()));
            std::thread::yield_now();
            drop(held);
            closing.map(|closer| closer.join().unwrap()).into_iter().flatten().collect::<Vec<_>>()
        });
        assert_eq!(closed.len(), 1);
        lanes.reopen(closed.remove(0));
    }
}
