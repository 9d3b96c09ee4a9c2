//! Whoever is called gives the ring to colleagues of a group of theirs, and has their line for another call again.

use super::office::{Device, Office, call_frame};
use leadline_domain::Role;
use leadline_domain::call::{CallState, EndReason, LegState, StopReason};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// The desk with a colleague in one group, and somebody who belongs to none.
struct Desk {
    office: Office,
    colleague: Device,
    stranger: Device,
}

impl Desk {
    async fn open() -> Self {
        let office = Office::open().await;
        let [colleague, stranger] = [
            Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await),
            Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await),
        ];
        let groups = json!({ "groups": [
            { "id": Uuid::now_v7(), "name": "Alone", "members": [office.desk.id] },
            { "id": Uuid::now_v7(), "name": "ฝ่ายขาย", "members": [office.desk.id, colleague.id] },
        ] });
        let admin = Device::of(&office.server, &office.admin);
        assert_eq!(admin.ask(Method::PUT, "/api/voip/groups", groups).await.0, 200);
        Self { office, colleague, stranger }
    }

    async fn lines_taken(&self, call: &Value) -> i64 {
        let id: Uuid = call["callId"].as_str().unwrap().parse().unwrap();
        let sql = "select count(*) from call_participants where call_id = $1 and live and party_type = 'CRM_USER'";
        sqlx::query_scalar(sql).bind(id).fetch_one(&mut self.office.server.administrator().await).await.unwrap()
    }
}

#[tokio::test]
async fn it_rings_at_the_colleagues_anew_and_whoever_of_them_answers_has_it() {
    let desk = Desk::open().await;
    let (office, colleague) = (&desk.office, &desk.colleague);
    let (mut at_desk, _) = office.desk.connects(&office.server).await;
    let (mut at_phone, _) = office.phone.connects(&office.server).await;
    let (mut at_colleague, _) = colleague.connects(&office.server).await;
    let _at_stranger = desk.stranger.connects(&office.server).await;
    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(call["call"]["nextInLine"], Value::Null, "the caller is told nothing of it");
    assert_eq!(call_frame(&mut at_desk).await.next_in_line.as_deref(), Some("ฝ่ายขาย"));
    call_frame(&mut at_phone).await;
    assert_eq!(office.desk.does("ring", &call).await.0, 200);
    office.passes(20_000).await;

    let (status, passed) = office.desk.does("pass-on", &call).await;
    assert_eq!(
        (status, &passed["call"]["state"], &passed["call"]["endReason"]),
        (200, &json!("ended"), &json!("declined"))
    );
    assert_eq!(desk.lines_taken(&call).await, 0, "it keeps nobody's line");
    let mut elsewhere = call_frame(&mut at_phone).await;
    while elsewhere.state == CallState::Ringing {
        elsewhere = call_frame(&mut at_phone).await;
    }
    assert_eq!(elsewhere.leg.unwrap().stopped, Some(StopReason::DeclinedElsewhere));
    let rung = call_frame(&mut at_colleague).await;
    assert_eq!(
        (rung.state, rung.group.unwrap().name.as_str(), rung.next_in_line),
        (CallState::Ringing, "ฝ่ายขาย", None)
    );
    assert_eq!(rung.ring_until - rung.started_at, 45_000, "their whole time");
    let waits = office.customer.sees(&call).await;
    assert_eq!((waits.state, waits.callee.name.as_str()), (CallState::Ringing, "ฝ่ายขาย"));
    assert!(waits.started_at < rung.started_at, "the caller has waited all along");
    assert_eq!(desk.stranger.does("accept", &call).await.0, 404);
    assert_eq!(office.desk.does("pass-on", &call).await.0, 200, "once more changes nothing");
    assert_eq!(office.phone.does("accept", &call).await.0, 409);

    assert_eq!(colleague.does("ring", &call).await.0, 200);
    office.passes(30_000).await;
    assert_eq!(colleague.does("accept", &call).await.0, 200, "longer than it would have rung at the first");
    let answered = office.customer.sees(&call).await;
    assert_eq!((answered.state, answered.callee.id), (CallState::Connecting, colleague.id));
    assert_eq!(desk.lines_taken(&call).await, 1);
}

#[tokio::test]
async fn a_second_call_is_passed_on_while_one_talks() {
    let desk = Desk::open().await;
    let (office, colleague) = (&desk.office, &desk.colleague);
    let first = office.customer.calls(office.desk.id).await;
    office.talk(&first).await;
    let _at_colleague = colleague.connects(&office.server).await;
    let (_, second) = super::office::customer(&office.server, &office.desk, "Prasert Boonmee").await;
    let call = second.calls(office.desk.id).await;
    assert_eq!(call["call"]["callWaiting"], true);
    assert_eq!(office.desk.does("pass-on", &call).await.0, 200);
    let waits = second.sees(&call).await;
    assert_eq!((waits.state, waits.call_waiting), (CallState::Ringing, false), "it waits for nobody any more");
    assert_eq!(office.desk.sees(&first).await.leg.unwrap().state, LegState::Joined, "nothing happens to the first");
    assert_eq!(colleague.does("decline", &call).await.0, 200);
    assert_eq!(second.sees(&call).await.end_reason, Some(EndReason::Declined));
}

#[tokio::test]
async fn while_nobody_else_can_be_rung_it_rings_on() {
    let desk = Desk::open().await;
    let (office, colleague) = (&desk.office, &desk.colleague);
    let _at_desk = office.desk.connects(&office.server).await;
    let call = office.customer.calls(office.desk.id).await;
    let refuses = || async {
        let (status, refused) = office.desk.does("pass-on", &call).await;
        assert_eq!(
            (status, &refused["code"], &refused["call"]["state"]),
            (409, &json!("call_not_now"), &json!("ringing"))
        );
        let rings = office.desk.sees(&call).await;
        assert_eq!((rings.state, rings.group), (CallState::Ringing, None));
    };
    refuses().await;
    let _at_colleague = colleague.connects(&office.server).await;
    let quiet = json!({ "presence": "do_not_disturb", "until": null });
    assert_eq!(colleague.ask(Method::PUT, "/api/voip/presence", quiet).await.0, 200);
    refuses().await;
    assert_eq!(office.customer.does("pass-on", &call).await.0, 401, "customers pass nothing on");
    assert_eq!(office.desk.does("accept", &call).await.0, 200);
    let (status, late) = office.desk.does("pass-on", &call).await;
    assert_eq!((status, &late["code"]), (409, &json!("call_not_now")));
    assert_eq!(office.customer.does("end", &call).await.0, 200);
    let (status, over) = office.desk.does("pass-on", &call).await;
    assert_eq!((status, &over["code"]), (409, &json!("call_over")));
}

#[tokio::test]
async fn a_ring_that_nobody_takes_is_missed_by_whoever_was_called_first() {
    let desk = Desk::open().await;
    let office = &desk.office;
    let _at_desk = office.desk.connects(&office.server).await;
    let _at_colleague = desk.colleague.connects(&office.server).await;
    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(office.desk.does("ring", &call).await.0, 200);
    assert_eq!(office.desk.does("pass-on", &call).await.0, 200);
    assert_eq!(desk.colleague.does("ring", &call).await.0, 200);
    office.passes(46_000).await;
    assert_eq!(office.customer.sees(&call).await.end_reason, Some(EndReason::Missed));
    assert_eq!(office.notifications().await.len(), 1, "one is told, so that somebody calls back");
}
