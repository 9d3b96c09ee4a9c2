//! What the person is told of as it comes up, once on this computer.

use crate::desk::*;
use leadline_cache::rows::NoticeKind;
use leadline_cache::{Cache, Intent, IntentOp, News};
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::Row;
use tempfile::TempDir;
use uuid::Uuid;

const CLIENT: Uuid = Uuid::from_u128(0xc11e57);
const TASK: Uuid = Uuid::from_u128(0x7a5c);
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A task a colleague made a month ago.
fn task(id: Uuid, due_at: i64, more: &[(&str, Value)]) -> Row {
    let mut values = vec![
        ("kind", "task".into()),
        ("subject", "Send the offer".into()),
        ("client_id", CLIENT.into()),
        ("assignee_id", ME.into()),
        ("status", "open".into()),
        ("due_at", Value::Int(due_at)),
    ];
    values.extend_from_slice(more);
    Row { created_at: NOW - 30 * DAY, ..row(Entity::Activity, id, CLIENT, 1, &values) }
}

fn missed_call(id: u128, at: i64, more: &[(&str, Value)]) -> Row {
    let mut values = vec![("kind", "missed_call".into()), ("title", "Mali".into()), ("about_id", CLIENT.into())];
    values.extend_from_slice(more);
    Row { created_at: at, ..row(Entity::Notification, Uuid::from_u128(id), Uuid::from_u128(id), 1, &values) }
}

fn told(cache: &Cache, now: i64) -> News {
    cache.news(ME, now, 0).unwrap()
}

fn ids(news: &News) -> Vec<Uuid> {
    news.rows.iter().map(|row| row.id).collect()
}

/// A desk at which news have been asked for at `NOW`.
fn begun() -> Desk {
    let desk = Desk::in_memory();
    desk.write(&[create_client(CLIENT, "Anong")]);
    assert_eq!(told(&desk.cache, NOW), News::default());
    desk
}

#[test]
fn a_task_that_becomes_due_is_told_once_when_it_does() {
    let desk = begun();
    desk.pull(|page| page.rows.push(task(TASK, NOW + MINUTE, &[])));
    let before = told(&desk.cache, NOW);
    assert_eq!((before.rows.len(), before.next), (0, Some(NOW + MINUTE)));
    let due = told(&desk.cache, NOW + MINUTE);
    let row = &due.rows[0];
    assert_eq!((row.id, row.kind, row.at, row.seen), (TASK, NoticeKind::TaskDue, NOW + MINUTE, false));
    assert_eq!((row.title.as_str(), row.client_name.as_deref()), ("Send the offer", Some("Anong")));
    assert_eq!(due.next, None);
    assert_eq!(told(&desk.cache, NOW + 2 * MINUTE), News::default());
}

#[test]
fn only_open_tasks_of_ones_own_that_are_here_are_told_of() {
    for (what, (field, value), expected) in [
        ("one's own", ("assignee_id", Value::from(ME)), true),
        ("a colleague's", ("assignee_id", BEN.into()), false),
        ("done", ("status", "done".into()), false),
        ("without a time", ("due_at", Value::Null), false),
        ("a meeting", ("kind", "meeting".into()), true),
    ] {
        let desk = begun();
        desk.pull(|page| page.rows.push(task(TASK, NOW + MINUTE, &[(field, value)])));
        assert_eq!(!told(&desk.cache, NOW + MINUTE).rows.is_empty(), expected, "{what}");
    }
    let desk = begun();
    desk.pull(|page| page.rows.push(task(TASK, NOW + MINUTE, &[])));
    desk.write(&[delete(Entity::Activity, TASK)]);
    assert_eq!(told(&desk.cache, NOW + MINUTE), News::default(), "put away");
}

#[test]
fn what_was_due_before_the_app_came_to_this_computer_is_no_news() {
    let desk = Desk::in_memory();
    desk.pull(|page| {
        page.rows.extend([task(TASK, NOW - MINUTE, &[]), task(Uuid::from_u128(2), NOW + MINUTE, &[])]);
    });
    assert_eq!(told(&desk.cache, NOW), News { rows: vec![], next: Some(NOW + MINUTE) });
    assert_eq!(ids(&told(&desk.cache, NOW + MINUTE)), [Uuid::from_u128(2)]);
}

#[test]
fn while_a_first_sync_goes_on_there_is_no_news_and_then_there_is() {
    let desk = begun();
    desk.pull(|page| {
        page.rows.push(task(TASK, NOW + MINUTE, &[]));
        (page.more, page.remaining) = (true, 5);
    });
    assert!(told(&desk.cache, NOW + MINUTE).rows.is_empty());
    desk.pull(|_| {});
    assert_eq!(ids(&told(&desk.cache, NOW + MINUTE)), [TASK]);
}

#[test]
fn what_became_due_while_the_computer_was_off_is_told_together_unless_it_is_a_week_old() {
    let desk = begun();
    let due = [NOW + MINUTE, NOW + DAY, NOW + 9 * DAY - 1];
    desk.pull(|page| {
        page.rows.extend((1..).zip(due).map(|(id, at)| task(Uuid::from_u128(id), at, &[])));
    });
    assert_eq!(ids(&told(&desk.cache, NOW + 9 * DAY)), [3].map(Uuid::from_u128));
    let desk = begun();
    desk.pull(|page| {
        page.rows.extend((1..).zip(due).map(|(id, at)| task(Uuid::from_u128(id), at, &[])));
    });
    assert_eq!(ids(&told(&desk.cache, NOW + 2 * DAY)), [2, 1].map(Uuid::from_u128), "newest first");
}

#[test]
fn a_task_that_is_moved_comes_up_again_and_one_that_is_reopened_does_not() {
    let desk = begun();
    desk.pull(|page| page.rows.push(task(TASK, NOW + MINUTE, &[])));
    desk.write(&[set(Entity::Activity, TASK, "due_at", Value::Int(NOW + 3 * MINUTE))]);
    assert_eq!(told(&desk.cache, NOW + MINUTE), News { rows: vec![], next: Some(NOW + 3 * MINUTE) });
    assert_eq!(ids(&told(&desk.cache, NOW + 3 * MINUTE)), [TASK]);
    desk.write(&[set(Entity::Activity, TASK, "status", "done")]);
    assert!(desk.cache.notices(ME).unwrap().rows.is_empty(), "what is done is not listed");
    desk.write(&[set(Entity::Activity, TASK, "status", "open")]);
    assert!(told(&desk.cache, NOW + 4 * MINUTE).rows.is_empty());
    desk.write(&[set(Entity::Activity, TASK, "due_at", Value::Int(NOW + 5 * MINUTE))]);
    assert!(desk.cache.notices(ME).unwrap().rows.is_empty(), "what is moved waits for its new time");
    assert_eq!(ids(&told(&desk.cache, NOW + 5 * MINUTE)), [TASK]);
    desk.write(&[set(Entity::Activity, TASK, "assignee_id", BEN)]);
    assert_eq!(desk.cache.notices(ME).unwrap().unseen, 0, "somebody else's now");
}

#[test]
fn what_came_late_is_told_and_the_call_back_of_a_missed_call_is_not() {
    for (created_at, expected) in [(NOW + 2 * MINUTE, true), (NOW + MINUTE, false)] {
        let desk = begun();
        desk.pull(|page| page.rows.push(Row { created_at, ..task(TASK, NOW + MINUTE, &[]) }));
        assert_eq!(!told(&desk.cache, NOW + 3 * MINUTE).rows.is_empty(), expected);
    }
}

#[test]
fn a_missed_call_is_told_once_unless_it_was_seen_elsewhere_or_is_a_week_old() {
    let desk = begun();
    desk.pull(|page| {
        page.rows.extend([
            missed_call(1, NOW - MINUTE, &[]),
            missed_call(2, NOW, &[]),
            missed_call(3, NOW, &[("read_at", Value::Int(NOW))]),
            missed_call(4, NOW - 8 * DAY, &[]),
        ]);
    });
    let news = told(&desk.cache, NOW);
    assert_eq!(ids(&news), [2, 1].map(Uuid::from_u128));
    assert_eq!((news.rows[0].kind, news.rows[0].client_id), (NoticeKind::MissedCall, Some(CLIENT)));
    assert!(told(&desk.cache, NOW + MINUTE).rows.is_empty());
    let all = desk.cache.notices(ME).unwrap();
    assert_eq!((all.rows.len(), all.unseen), (4, 3), "the centre keeps them all");
}

#[test]
fn what_was_told_and_seen_is_known_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, Some([7; 32]));
    let other = Uuid::from_u128(2);
    {
        let desk = Desk::at(place.clone(), None);
        told(&desk.cache, NOW);
        desk.pull(|page| page.rows.extend([task(TASK, NOW + MINUTE, &[]), task(other, NOW + MINUTE, &[])]));
        assert_eq!(told(&desk.cache, NOW + MINUTE).rows.len(), 2);
        desk.cache.see_due(Some(&[TASK]), NOW + MINUTE).unwrap();
        desk.cache.close();
    }
    let cache = Cache::open(&place, NOW + 2 * MINUTE).unwrap().cache;
    assert!(told(&cache, NOW + 2 * MINUTE).rows.is_empty());
    let seen = |cache: &Cache| {
        let all = cache.notices(ME).unwrap();
        (all.rows.iter().filter(|row| row.seen).map(|row| row.id).collect::<Vec<_>>(), all.unseen)
    };
    assert_eq!(seen(&cache), (vec![TASK], 1));
    cache.see_due(None, NOW + 3 * MINUTE).unwrap();
    assert_eq!(seen(&cache).1, 0);
}

#[test]
fn whoever_watches_is_told_that_the_centre_changed_and_only_then() {
    let desk = begun();
    let values = [
        ("kind", "task".into()),
        ("subject", "Send the offer".into()),
        ("assignee_id", ME.into()),
        ("status", "open".into()),
        ("due_at", Value::Int(NOW + 5 * MINUTE)),
    ];
    let values = values.map(|(name, value): (&str, Value)| (name.to_owned(), value)).to_vec();
    desk.write(&[Intent { entity: Entity::Activity, record: TASK, op: IntentOp::Create { values } }]);
    let mut watch = desk.cache.watch();
    told(&desk.cache, NOW);
    assert!(watch.try_recv().is_err());
    told(&desk.cache, NOW + 5 * MINUTE);
    assert_eq!(watch.try_recv().unwrap().entities, [Entity::Notification]);
    desk.cache.see_due(None, NOW + 5 * MINUTE).unwrap();
    assert_eq!(watch.try_recv().unwrap().entities, [Entity::Notification]);
    desk.cache.see_due(None, NOW + 6 * MINUTE).unwrap();
    assert!(watch.try_recv().is_err());
}

#[test]
fn one_is_reminded_once_before_a_task_is_due_and_told_again_when_it_is() {
    let desk = begun();
    let reminded = ("remind_at", Value::Int(NOW + MINUTE));
    desk.pull(|page| page.rows.push(task(TASK, NOW + 15 * MINUTE, &[reminded])));
    assert_eq!(told(&desk.cache, NOW), News { rows: vec![], next: Some(NOW + MINUTE) });
    let news = told(&desk.cache, NOW + MINUTE);
    let row = &news.rows[0];
    assert_eq!((row.id, row.kind, row.at), (TASK, NoticeKind::Reminder, NOW + MINUTE));
    assert_eq!((row.due_at, news.next), (Some(NOW + 15 * MINUTE), Some(NOW + 15 * MINUTE)));
    assert!(told(&desk.cache, NOW + 2 * MINUTE).rows.is_empty(), "once");
    assert_eq!(desk.cache.notices(ME).unwrap().unseen, 1);
    desk.cache.see_due(Some(&[TASK]), NOW + 2 * MINUTE).unwrap();
    let kinds = |news: News| news.rows.iter().map(|row| row.kind).collect::<Vec<_>>();
    assert_eq!(kinds(told(&desk.cache, NOW + 15 * MINUTE)), [NoticeKind::TaskDue]);
    let centre = desk.cache.notices(ME).unwrap();
    let stands: Vec<_> = centre.rows.iter().map(|row| (row.kind, row.seen)).collect();
    assert_eq!(stands, [(NoticeKind::TaskDue, false)], "what is due needs no reminder any more");
}

#[test]
fn a_reminder_comes_only_before_its_open_task_is_due_and_only_to_whoever_does_it() {
    let at = |minutes: i64| Value::Int(NOW + minutes * MINUTE);
    for (what, due_at, mut more, expected) in [
        ("one's own", at(15), vec![("remind_at", at(1))], vec![NoticeKind::Reminder]),
        ("without a due time", Value::Null, vec![("remind_at", at(1))], vec![NoticeKind::Reminder]),
        ("slept past both", at(2), vec![("remind_at", at(1))], vec![NoticeKind::TaskDue]),
        ("at its due time", at(5), vec![("remind_at", at(5))], vec![NoticeKind::TaskDue]),
        ("before the app came here", at(15), vec![("remind_at", at(-1))], vec![]),
        ("done", at(15), vec![("remind_at", at(1)), ("status", "done".into())], vec![]),
        ("a colleague's", at(15), vec![("remind_at", at(1)), ("assignee_id", BEN.into())], vec![]),
    ] {
        let desk = begun();
        more.push(("due_at", due_at));
        desk.pull(|page| page.rows.push(task(TASK, 0, &more)));
        let kinds: Vec<_> = told(&desk.cache, NOW + 5 * MINUTE).rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, expected, "{what}");
    }
}
