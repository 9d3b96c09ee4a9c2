//! Hanging up between the answer and the moment the room has told that both are in it.

use super::office::Office;
use leadline_domain::call::EndReason;
use serde_json::{Value, json};

/// The customer calls by video, the desk answers, and of the two the room has told at most one.
async fn answered(office: &Office, seen_by_the_room: bool) -> Value {
    let (status, call) = office.customer.starts(json!({"calleeSupabaseId": office.desk.id, "media": "video"})).await;
    assert_eq!((status, office.desk.does("accept", &call).await.0), (201, 200));
    if seen_by_the_room {
        let leg = office.customer.sees(&call).await.leg.unwrap().id;
        assert_eq!(office.room_says("participant_joined", &call, leg).await, 204);
    }
    office.server.clock().advance(2_000);
    call
}

#[tokio::test]
async fn whoever_hangs_up_the_call_was_answered_and_nobody_missed_it() {
    let office = Office::open().await;
    let mut nth = 0;
    for who in [&office.customer, &office.desk] {
        for seen_by_the_room in [false, true] {
            nth += 1;
            let call = answered(&office, seen_by_the_room).await;
            let (status, ended) = who.does("end", &call).await;
            assert_eq!((status, &ended["call"]["endReason"]), (200, &json!("completed")));
            for side in [&office.customer, &office.desk] {
                let sees = side.sees(&call).await;
                assert_eq!((sees.end_reason, sees.active_at), (Some(EndReason::Completed), None));
                let record = &side.get("/api/voip/history").await[0];
                assert_eq!((&record["id"], &record["status"]), (&call["callId"], &json!("COMPLETED")));
                assert_eq!((&record["duration"], &record["endReason"]), (&json!(0), &json!("completed")));
            }
            let activities = office.activities().await;
            assert_eq!(activities.len(), nth, "one for each call, and no reminder to call back");
            assert!(activities.iter().all(|activity| activity["call_end"] == "completed"), "{activities:?}");
        }
    }
    assert!(office.notifications().await.is_empty());
    let mut db = office.server.administrator().await;
    for (sql, expected) in [
        ("select count(*) from call_logs where status = 'COMPLETED' and duration = 0", 4),
        ("select count(*) from video_call_sessions where status = 'completed' and duration = 0", 4),
    ] {
        let told: i64 = sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap();
        assert_eq!(told, expected, "{sql}");
    }
}
