//! Asking colleagues into a call: to join it, to be consulted, to take it over, and back when nobody does.

use super::media_server::claims_of;
use super::office::{Device, Office, call_frame, customer};
use crate::realtime::Socket;
use leadline_domain::Role;
use leadline_domain::call::{CallState, EndReason, Purpose};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// A customer and an agent who talk, and a colleague at a desk of their own.
struct Talk {
    office: Office,
    call: Value,
    colleague: Device,
    socket: Socket,
    _desk: Socket,
}

impl Talk {
    async fn begin() -> Self {
        let office = Office::open().await;
        let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
        let (socket, _) = colleague.connects(&office.server).await;
        let (desk, _) = office.desk.connects(&office.server).await;
        let call = office.customer.calls(office.desk.id).await;
        office.talk(&call).await;
        Self { office, call, colleague, socket, _desk: desk }
    }

    async fn asks(&self, whom: &Device, purpose: &str) -> (u16, Value) {
        let path = format!("/api/voip/calls/{}/invite", self.call["callId"].as_str().unwrap());
        let wish = json!({"calleeSupabaseId": whom.id, "purpose": purpose});
        self.office.desk.ask(Method::POST, &path, wish).await
    }

    /// The colleague is asked, answers and comes into the room.
    async fn brings_in(&mut self, purpose: &str) {
        let (status, asked) = self.asks(&self.colleague, purpose).await;
        assert_eq!(status, 200, "{asked}");
        // What came of an earlier time may still be on its way.
        let rung = loop {
            let told = call_frame(&mut self.socket).await;
            if told.state == CallState::Ringing {
                break told;
            }
        };
        assert_eq!(rung.caller.name, "Mali Saelim");
        let (status, ticket) = self.colleague.does("accept", &self.call).await;
        assert_eq!((status, &ticket["roomName"]), (200, &self.call["roomName"]), "{ticket}");
        self.enters(&self.colleague).await;
    }

    async fn enters(&self, who: &Device) {
        let leg = who.sees(&self.call).await.leg.unwrap().id;
        self.office.media.enters(self.call["roomName"].as_str().unwrap(), leg);
        assert_eq!(self.office.room_says("participant_joined", &self.call, leg).await, 204);
    }

    async fn state(&self, who: &Device) -> (CallState, Option<EndReason>) {
        let call = who.sees(&self.call).await;
        (call.state, call.end_reason)
    }

    /// Whom the customer is told they talk to.
    async fn talks_to(&self) -> Uuid {
        self.office.customer.sees(&self.call).await.callee.id
    }

    async fn done_activities(&self) -> Vec<Value> {
        let mut all = self.office.activities().await;
        all.retain(|activity| activity["kind"] == "call" && activity["status"] == "done");
        all
    }
}

#[tokio::test]
async fn a_colleague_who_is_added_talks_with_both_and_everybody_is_noted_with_their_own_time() {
    let mut talk = Talk::begin().await;
    talk.brings_in("join").await;
    let seen = talk.office.customer.sees(&talk.call).await;
    assert_eq!((seen.people.len(), seen.waits), (2, false));
    talk.office.server.clock().advance(30_000);
    assert_eq!(talk.colleague.does("end", &talk.call).await.0, 200);
    assert_eq!(talk.state(&talk.colleague).await, (CallState::Ended, Some(EndReason::Completed)));
    assert_eq!(talk.state(&talk.office.desk).await, (CallState::Active, None), "the two go on");
    talk.office.server.clock().advance(30_000);
    assert_eq!(talk.office.desk.does("end", &talk.call).await.0, 200);
    assert_eq!(talk.done_activities().await.len(), 1);
    let mut db = talk.office.server.administrator().await;
    let sql = "select p.party_id, p.left_at - p.joined_at from call_participants p where p.call_id = $1 and not live";
    let id: Uuid = talk.call["callId"].as_str().unwrap().parse().unwrap();
    let people: Vec<(Uuid, i64)> = sqlx::query_as(sql).bind(id).fetch_all(&mut db).await.unwrap();
    let of = |device: &Device| people.iter().find(|(party, _)| *party == device.id).map(|(_, talked)| *talked);
    assert_eq!((of(&talk.colleague), of(&talk.office.desk)), (Some(30_000), Some(60_000)), "{people:?}");
}

#[tokio::test]
async fn everybody_finds_in_their_history_how_good_the_line_was_for_whoever_had_the_worst() {
    let mut talk = Talk::begin().await;
    talk.brings_in("join").await;
    let found = async |talk: &Talk| {
        let mut found = Vec::new();
        for who in [&talk.office.desk, &talk.office.customer, &talk.colleague] {
            let history = who.get("/api/voip/history").await;
            assert_eq!(history.as_array().map(Vec::len), Some(1), "{history}");
            found.push(history[0]["quality"].clone());
        }
        found
    };
    assert_eq!(found(&talk).await, vec![Value::Null; 3], "nobody has measured it");
    let path = format!("/api/voip/calls/{}/quality", talk.call["callId"].as_str().unwrap());
    for (who, measured, word) in [
        (&talk.office.desk, json!({"jitterMs": 8.0}), Value::Null),
        (&talk.office.desk, json!({"mos": 4.2}), json!("good")),
        (&talk.office.customer, json!({"mos": 3.2}), json!("fair")),
        (&talk.colleague, json!({"mos": 1.5}), json!("poor")),
    ] {
        assert_eq!(who.ask(Method::POST, &path, measured).await.0, 204);
        assert_eq!(found(&talk).await, vec![word; 3]);
    }
    assert_eq!(talk.office.desk.does("end", &talk.call).await.0, 200);
    assert_eq!(talk.office.customer.does("end", &talk.call).await.0, 200);
    assert_eq!(talk.done_activities().await[0]["call_quality"], "poor", "the activity says the same");
}

#[tokio::test]
async fn a_blind_transfer_frees_the_desk_and_the_customer_is_told_whom_they_talk_to() {
    let mut talk = Talk::begin().await;
    assert_eq!(talk.asks(&talk.colleague, "transfer").await.0, 200);
    assert_eq!(talk.state(&talk.office.desk).await, (CallState::Ended, Some(EndReason::Completed)));
    let waits = talk.office.customer.sees(&talk.call).await;
    assert_eq!((waits.state, waits.people.len(), waits.people[0].here), (CallState::Active, 1, false));
    let rung = call_frame(&mut talk.socket).await;
    assert!(rung.asked_by.is_some(), "{rung:?}");
    assert_eq!(talk.colleague.does("accept", &talk.call).await.0, 200);
    talk.enters(&talk.colleague).await;
    assert_eq!(talk.talks_to().await, talk.colleague.id);
    assert_eq!(
        talk.office.desk.does("token", &talk.call).await.0,
        403,
        "whoever left does not come back by themselves"
    );
    talk.office.server.clock().advance(30_000);
    assert_eq!(talk.colleague.does("end", &talk.call).await.0, 200);
    let done = talk.done_activities().await;
    assert_eq!((done.len(), &done[0]["assignee_id"]), (1, &json!(talk.colleague.id)), "whoever talked last");
}

#[tokio::test]
async fn a_transfer_nobody_takes_rings_back_and_whoever_answers_goes_on_with_the_same_call() {
    let mut talk = Talk::begin().await;
    assert_eq!(talk.asks(&talk.colleague, "transfer").await.0, 200);
    call_frame(&mut talk.socket).await;
    assert_eq!(talk.colleague.does("ring", &talk.call).await.0, 200);
    let busy = talk.office.phone.starts(json!({"calleeSupabaseId": talk.colleague.id})).await;
    assert_eq!((busy.0, &busy.1["code"]), (409, &json!("busy")), "not free before it is taken");
    talk.office.passes(45_000).await;
    assert_eq!(talk.state(&talk.colleague).await, (CallState::Ended, Some(EndReason::Missed)));
    assert_eq!(talk.state(&talk.office.desk).await, (CallState::Ringing, None), "it rings at the desk again");
    let (status, ticket) = talk.office.desk.does("accept", &talk.call).await;
    assert_eq!((status, &ticket["roomName"]), (200, &talk.call["roomName"]));
    talk.enters(&talk.office.desk).await;
    assert_eq!(talk.state(&talk.office.desk).await, (CallState::Active, None));
    assert_eq!(talk.office.customer.does("end", &talk.call).await.0, 200);
    assert_eq!(talk.done_activities().await.len(), 1);
}

#[tokio::test]
async fn a_customer_nobody_comes_back_to_leaves_a_reminder_to_call_them() {
    let talk = Talk::begin().await;
    assert_eq!(talk.asks(&talk.colleague, "transfer").await.0, 200);
    assert_eq!(talk.colleague.does("decline", &talk.call).await.0, 200);
    assert_eq!(talk.office.desk.does("ring", &talk.call).await.0, 200);
    talk.office.passes(46_000).await;
    assert_eq!(talk.state(&talk.office.customer).await, (CallState::Ended, Some(EndReason::Missed)));
    assert_eq!(talk.done_activities().await.len(), 1);
    assert!(talk.office.activities().await.iter().any(|activity| activity["status"] == "open"));
}

#[tokio::test]
async fn while_two_consult_the_customer_waits_until_it_is_handed_over_or_goes_on() {
    let mut talk = Talk::begin().await;
    talk.brings_in("consult").await;
    assert!(talk.office.customer.sees(&talk.call).await.waits);
    let asking = talk.office.desk.sees(&talk.call).await.asking.unwrap();
    assert_eq!((asking.purpose, asking.answered), (Purpose::Consult, true));
    assert_eq!(talk.office.desk.does("withdraw", &talk.call).await.0, 200);
    assert!(!talk.office.customer.sees(&talk.call).await.waits);
    assert_eq!(talk.state(&talk.colleague).await.0, CallState::Ended);

    talk.brings_in("consult").await;
    assert_eq!(talk.office.desk.does("hand-over", &talk.call).await.0, 200);
    assert_eq!(talk.state(&talk.office.desk).await, (CallState::Ended, Some(EndReason::Completed)));
    let customer = talk.office.customer.sees(&talk.call).await;
    assert_eq!((customer.state, customer.waits, customer.people.len()), (CallState::Active, false, 1));
    assert_eq!(talk.office.customer.does("end", &talk.call).await.0, 200);
    assert_eq!(talk.done_activities().await.len(), 1);
}

#[tokio::test]
async fn a_consultation_nobody_answers_leaves_the_two_where_they_were_and_says_so() {
    let mut talk = Talk::begin().await;
    assert_eq!(talk.asks(&talk.colleague, "consult").await.0, 200);
    call_frame(&mut talk.socket).await;
    assert_eq!(talk.colleague.does("ring", &talk.call).await.0, 200);
    talk.office.passes(45_000).await;
    let desk = talk.office.desk.sees(&talk.call).await;
    assert_eq!((desk.state, desk.asking.unwrap().outcome), (CallState::Active, Some(EndReason::Missed)));
    assert!(!talk.office.customer.sees(&talk.call).await.waits);
}

#[tokio::test]
async fn who_cannot_be_asked_is_said_and_nobody_outside_asks_or_listens() {
    let talk = Talk::begin().await;
    let office = &talk.office;
    let busy = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
    let (_, other_customer) = customer(&office.server, &busy, "Prasert").await;
    let (_socket, _) = other_customer.connects(&office.server).await;
    busy.calls(other_customer.id).await;
    assert_eq!(talk.asks(&busy, "consult").await.1["code"], "busy");
    assert_eq!(talk.asks(&other_customer, "join").await.0, 404, "another client's customer");
    let (status, refused) = talk.asks(&office.customer, "join").await;
    assert_eq!((status, &refused["code"]), (409, &json!("call_not_now")), "in it already");
    assert_eq!(talk.asks(&talk.colleague, "return").await.0, 403);
    let path = format!("/api/voip/calls/{}/invite", talk.call["callId"].as_str().unwrap());
    let wish = json!({"calleeSupabaseId": talk.colleague.id, "purpose": "join"});
    assert_eq!(talk.colleague.ask(Method::POST, &path, wish.clone()).await.0, 404, "not in the call");
    assert_eq!(office.customer.ask(Method::POST, &path, wish.clone()).await.0, 401, "customers ask nobody in");
    assert_eq!(office.phone.ask(Method::POST, &path, wish.clone()).await.0, 409, "not on the device that talks");
    let id = json!(Uuid::now_v7());
    let twice = json!({"inviteId": id, "calleeSupabaseId": talk.colleague.id, "purpose": "join"});
    assert_eq!(office.desk.ask(Method::POST, &path, twice.clone()).await.0, 200);
    let (status, again) = office.desk.ask(Method::POST, &path, twice).await;
    assert_eq!((status, &again["call"]["asking"]["id"]), (200, &id));
    let (status, refused) = office.desk.ask(Method::POST, &path, wish).await;
    assert_eq!((status, &refused["code"]), (409, &json!("call_not_now")), "one at a time");
}

#[tokio::test]
async fn only_the_device_that_answers_for_a_colleague_comes_into_the_room() {
    let mut talk = Talk::begin().await;
    assert_eq!(talk.colleague.ask(Method::GET, &path_of(&talk.call), json!({})).await.0, 404, "not theirs yet");
    talk.brings_in("join").await;
    let (status, ticket) = talk.colleague.does("token", &talk.call).await;
    assert_eq!(status, 200, "{ticket}");
    let leg = talk.colleague.sees(&talk.call).await.leg.unwrap().id;
    assert_eq!(claims_of(ticket["token"].as_str().unwrap())["sub"], json!(leg));
}

fn path_of(call: &Value) -> String {
    format!("/api/voip/calls/{}", call["callId"].as_str().unwrap())
}
