//! What is known of calls without a network: what they were, which were missed, who can be called.

use crate::desk::{BEN, Desk, ME, create_client, row, set};
use leadline_cache::rows::{CallOfActivity, SyncMark, TimelineQuery, TimelineWhat};
use leadline_domain::call::{CallDirection, CallOutcome, EndReason, LineQuality, Media};
use leadline_domain::{Entity, Value};
use leadline_protocol::sync::Row;
use leadline_protocol::video_session::CallSettings;
use uuid::Uuid;

const CLIENT: Uuid = Uuid::from_u128(0xc11e57);

/// A call of the server's that ended at `done_at`.
fn call(id: u128, done_at: i64, named: &[(&str, Value)]) -> Row {
    let mut values = vec![
        ("kind", "call".into()),
        ("subject", "Mali".into()),
        ("client_id", CLIENT.into()),
        ("assignee_id", ME.into()),
        ("status", "done".into()),
        ("done_at", Value::Int(done_at)),
        ("call_id", Uuid::from_u128(id + 1000).into()),
    ];
    values.extend_from_slice(named);
    row(Entity::Activity, Uuid::from_u128(id), CLIENT, 1, &values)
}

#[test]
fn a_call_tells_what_it_was_without_a_network_and_its_outcome_shows_at_once() {
    let desk = Desk::in_memory();
    desk.write(&[create_client(CLIENT, "Mali")]);
    let talked: &[(&str, Value)] = &[
        ("call_direction", "outgoing".into()),
        ("call_media", "video".into()),
        ("call_seconds", Value::Int(61)),
        ("call_end", "completed".into()),
        ("call_quality", "fair".into()),
    ];
    let missed: &[(&str, Value)] =
        &[("call_direction", "incoming".into()), ("call_seconds", Value::Int(0)), ("call_end", "cancelled".into())];
    desk.pull(|page| page.rows.extend([call(1, 7_000, talked), call(2, 9_000, missed)]));
    desk.write(&[set(Entity::Activity, Uuid::from_u128(1), "call_outcome", "won")]);
    let calls = desk.cache.calls_that_were(Some(CLIENT), None, 9).unwrap();
    let told: Vec<_> = calls.iter().map(|row| row.call.clone().unwrap()).collect();
    assert_eq!(told.iter().map(|call| call.id.as_u128()).collect::<Vec<_>>(), [1002, 1001], "newest first");
    assert!(told[0].missed && told[0].direction == CallDirection::Incoming);
    let expected = CallOfActivity {
        id: Uuid::from_u128(1001),
        direction: CallDirection::Outgoing,
        media: Media::Video,
        seconds: 61,
        end: Some(EndReason::Completed),
        missed: false,
        outcome: Some(CallOutcome::Won),
        quality: Some(LineQuality::Fair),
    };
    assert_eq!((&told[1], &calls[1].sync), (&expected, &SyncMark::Waiting));
    let older = desk.cache.calls_that_were(None, Some(Uuid::from_u128(1002)), 9).unwrap();
    assert_eq!(older.iter().map(|row| row.id.as_u128()).collect::<Vec<_>>(), [1]);
    let refused = [set(Entity::Activity, Uuid::from_u128(1), "call_seconds", Value::Int(9))];
    assert!(desk.cache.write(&refused, &desk.author(), &mut || desk.id()).is_err(), "only the server says how long");
    let query = TimelineQuery { client_id: CLIENT, kinds: vec!["call".to_owned()], before: None, limit: 9 };
    let items = desk.cache.timeline(&query).unwrap().items;
    let shown: Vec<_> = items
        .iter()
        .filter_map(|item| match &item.what {
            TimelineWhat::Activity { activity } => activity.call.as_ref().map(|call| (call.missed, call.seconds)),
            _ => None,
        })
        .collect();
    assert_eq!(shown, [(true, 0), (false, 61)]);
}

#[test]
fn what_the_person_was_told_of_counts_until_they_have_seen_it() {
    let desk = Desk::in_memory();
    desk.write(&[create_client(CLIENT, "Mali")]);
    let told = |id: u128, about: Uuid| {
        let values = [
            ("kind", "missed_call".into()),
            ("title", "Mali".into()),
            ("about_id", about.into()),
            ("call_id", CLIENT.into()),
        ];
        Row { created_at: id as i64, ..row(Entity::Notification, Uuid::from_u128(id), Uuid::from_u128(id), 1, &values) }
    };
    desk.pull(|page| page.rows.extend([told(1, CLIENT), told(2, BEN)]));
    let all = desk.cache.notifications().unwrap();
    assert_eq!(all.unread, 2);
    let shown: Vec<_> = all.rows.iter().map(|row| (row.id.as_u128(), row.client_id, row.callable, row.seen)).collect();
    assert_eq!(
        shown,
        [(2, None, false, false), (1, Some(CLIENT), false, false)],
        "a client that is not here is not named"
    );
    desk.write(&[set(Entity::Notification, Uuid::from_u128(1), "read_at", Value::Int(5))]);
    let all = desk.cache.notifications().unwrap();
    assert_eq!((all.unread, all.rows[1].seen), (1, true));
    desk.cache.verify_fold().unwrap();
}

#[test]
fn the_card_says_whether_the_client_can_be_called_in_the_portal() {
    let desk = Desk::in_memory();
    let values = [
        ("kind", "person".into()),
        ("name", "Mali".into()),
        ("client_type", "lead".into()),
        ("lifecycle_stage", "lead".into()),
        ("portal_access", true.into()),
    ];
    desk.write(&[create_client(BEN, "Ben")]);
    desk.pull(|page| page.rows.push(row(Entity::Client, CLIENT, CLIENT, 1, &values)));
    let access = |id| desk.cache.client_card(id, ME, leadline_domain::Role::Agent).unwrap().portal_access;
    assert_eq!((access(CLIENT), access(BEN)), (true, false));
}

#[test]
fn what_the_organisation_decided_about_calls_is_known_without_a_network() {
    let desk = Desk::in_memory();
    assert_eq!(desk.cache.call_settings().unwrap(), None);
    let decided =
        CallSettings { ring_seconds: 20, outcomes: vec![CallOutcome::Won, CallOutcome::CallBack], call_waiting: false };
    desk.cache.keep_call_settings(&decided).unwrap();
    assert_eq!(desk.cache.call_settings().unwrap(), Some(decided));
}
