//! Files that are damaged, foreign, too new, full or shared, and what survives of them.

use crate::desk::*;
use leadline_cache::{Cache, CacheFault, Opened, Place};
use leadline_domain::Entity;
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

const KEY: Option<[u8; 32]> = Some([7; 32]);

/// A file with pulled clients, one waiting edit and a draft, closed again.
fn used(folder: &TempDir, key: Option<[u8; 32]>) -> (Place, Uuid) {
    let place = place_in(folder, key);
    let desk = Desk::at(place.clone(), None);
    let rows: Vec<_> = (0..500).map(|_| client_row(desk.id(), 5, &"Somebody ".repeat(20))).collect();
    desk.pull(|page| page.rows = rows);
    let id = desk.id();
    desk.write(&[create_client(id, "Waiting")]);
    desk.cache.draft_save("client:new", "half a name", NOW).unwrap();
    desk.cache.close();
    (place, id)
}

fn reopen(place: &Place) -> Opened {
    let opened = Cache::open(place, NOW).unwrap();
    opened.cache.claim(&owner()).unwrap();
    opened.cache.verify_fold().unwrap();
    opened
}

fn scribble(file: &Path, from: usize, to: usize) {
    let mut bytes = fs::read(file).unwrap();
    let to = to.min(bytes.len());
    bytes[from..to].fill(0xa5);
    fs::write(file, bytes).unwrap();
}

#[test]
fn everything_is_there_after_closing_and_nothing_readable_in_the_encrypted_file() {
    for key in [KEY, None] {
        let folder = TempDir::new().unwrap();
        let (place, id) = used(&folder, key);
        let bytes = fs::read(&place.file).unwrap();
        let readable = bytes.windows(8).any(|window| window == b"Somebody");
        assert_eq!(readable, key.is_none());
        let Opened { cache, set_aside, .. } = reopen(&place);
        assert_eq!(set_aside, None);
        assert!(cache.peek(Entity::Client, id).unwrap().is_some());
        assert_eq!(clients_in(&cache), 501);
        assert!(cache.check().unwrap());
    }
}

#[test]
fn a_closed_cache_says_so() {
    let folder = TempDir::new().unwrap();
    let cache = Cache::open(&place_in(&folder, KEY), NOW).unwrap().cache;
    let other = cache.clone();
    cache.close();
    cache.close();
    assert!(matches!(other.queue(), Err(CacheFault::Closed)));
    assert!(matches!(other.draft_save("a", "b", NOW), Err(CacheFault::Closed)));
}

#[test]
fn another_person_does_not_get_in() {
    let desk = Desk::encrypted();
    let stranger = leadline_cache::Owner { me: BEN, ..owner() };
    assert!(matches!(desk.cache.claim(&stranger), Err(CacheFault::OtherOwner)));
    let again = leadline_cache::Owner { client_id: Uuid::from_u128(9), ..owner() };
    desk.cache.claim(&again).unwrap();
    assert_eq!(desk.cache.owner().unwrap(), Some(owner()), "the file keeps the id it has");
}

#[test]
fn a_file_under_another_key_or_of_another_program_is_set_aside_untouched() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, KEY);
    used(&folder, KEY);
    let wrong = Place { key: Some([8; 32]), ..place.clone() };
    let before = fs::read(&place.file).unwrap();
    let opened = reopen(&wrong);
    let aside = opened.set_aside.unwrap();
    assert!(aside.to_string_lossy().ends_with(".damaged-2025-06-15T150640Z"), "{aside:?}");
    assert_eq!(fs::read(aside).unwrap(), before);
    assert_eq!((opened.rescued, clients_in(&opened.cache)), (0, 0));

    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, None);
    Connection::open(&place.file).unwrap().execute_batch("CREATE TABLE recipes (name)").unwrap();
    let aside = reopen(&place).set_aside.unwrap();
    Connection::open(aside).unwrap().execute("INSERT INTO recipes VALUES ('soup')", []).unwrap();

    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, KEY);
    fs::write(&place.file, "This is not a database, whatever its name says. ".repeat(200)).unwrap();
    assert!(reopen(&place).set_aside.is_some());
}

#[test]
fn two_files_set_aside_in_the_same_second_are_both_kept() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, KEY);
    let mut kept = Vec::new();
    for noise in ["a", "b"] {
        fs::write(&place.file, noise.repeat(9000)).unwrap();
        let opened = Cache::open(&place, NOW).unwrap();
        kept.push(opened.set_aside.unwrap());
        opened.cache.close();
    }
    assert_ne!(kept[0], kept[1]);
    assert!(fs::read(&kept[0]).unwrap().starts_with(b"a"));
}

#[test]
fn a_newer_file_is_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let (place, _) = used(&folder, None);
    Connection::open(&place.file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&place.file).unwrap();
    let fault = Cache::open(&place, NOW).err().unwrap();
    assert!(matches!(fault, CacheFault::Newer { found: 99, .. }), "{fault}");
    assert_eq!(fs::read(&place.file).unwrap(), before);
}

#[test]
fn a_file_whose_steps_differ_from_ours_is_set_aside_and_its_edits_are_rescued() {
    let folder = TempDir::new().unwrap();
    let (place, id) = used(&folder, None);
    Connection::open(&place.file).unwrap().execute("UPDATE migrations SET checksum = x'00'", []).unwrap();
    let opened = reopen(&place);
    assert!(opened.set_aside.is_some());
    assert_eq!(opened.rescued, 1);
    assert!(opened.cache.peek(Entity::Client, id).unwrap().is_some());
}

#[test]
fn a_rebuilt_cache_keeps_edits_drafts_and_handles_and_asks_for_everything_anew() {
    for key in [KEY, None] {
        let folder = TempDir::new().unwrap();
        let (place, id) = used(&folder, key);
        let cache = reopen(&place).cache;
        let handle = cache.clone();
        let old_id = cache.owner().unwrap().unwrap().client_id;
        let aside = cache.rebuild(NOW).unwrap().unwrap();
        assert!(aside.exists());
        handle.verify_fold().unwrap();
        assert_eq!(clients_in(&handle), 1);
        assert!(handle.peek(Entity::Client, id).unwrap().is_some());
        assert_eq!(handle.draft("client:new").unwrap().unwrap().0, "half a name");
        let asked = handle.pull_request(10).unwrap();
        assert_eq!((asked.epoch, asked.since.len()), (None, 0));
        assert_ne!(asked.client_id, old_id);
        assert_eq!(handle.push_batch(10).unwrap().unwrap().mutations[0].seq, 1);
    }
}

#[test]
fn damage_in_the_middle_is_noticed_and_rebuilding_saves_what_can_be_read() {
    for key in [KEY, None] {
        let folder = TempDir::new().unwrap();
        let (place, _) = used(&folder, key);
        let size = fs::metadata(&place.file).unwrap().len() as usize;
        // The first pages hold the schema; the middle is rows and indexes of clients.
        scribble(&place.file, size / 2, size / 2 + 3 * 4096);
        let opened = Cache::open(&place, NOW).unwrap();
        assert!(!opened.cache.check().unwrap());
        opened.cache.rebuild(NOW).unwrap();
        assert!(opened.cache.check().unwrap());
        opened.cache.verify_fold().unwrap();
        assert_eq!(opened.cache.counts().unwrap().waiting, 1);
    }
}

#[test]
fn any_page_may_be_damaged_without_a_panic_or_a_lost_file() {
    for key in [KEY, None] {
        let folder = TempDir::new().unwrap();
        let (place, _) = used(&folder, key);
        let sound = fs::read(&place.file).unwrap();
        for page in (0..sound.len() / 4096).step_by(19) {
            let folder = TempDir::new().unwrap();
            let place = place_in(&folder, key);
            fs::write(&place.file, &sound).unwrap();
            scribble(&place.file, page * 4096, (page + 1) * 4096);
            let opened = Cache::open(&place, NOW).unwrap();
            let checked = opened.cache.check().unwrap();
            if opened.set_aside.is_none() && !checked {
                opened.cache.rebuild(NOW).unwrap();
            }
            opened.cache.verify_fold().unwrap();
            assert!(opened.cache.check().unwrap());
        }
    }
}

#[test]
fn wiping_leaves_no_file_behind() {
    let folder = TempDir::new().unwrap();
    let (place, _) = used(&folder, KEY);
    let cache = reopen(&place).cache;
    cache.wipe().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(matches!(cache.counts(), Err(CacheFault::Closed)));
}
