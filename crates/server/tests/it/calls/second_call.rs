//! A second call to somebody who talks: it rings beside the first, which waits while the second is talked in.

use super::media_server::claims_of;
use super::office::{Device, Office, call_frame, customer};
use leadline_domain::Role;
use leadline_domain::call::{CallState, EndReason, LegState, Presence};
use leadline_server::calls::rooms;
use serde_json::{Value, json};
use uuid::Uuid;

/// An agent who talks with a customer, and a second customer.
struct Talk {
    office: Office,
    first: Value,
    second: Device,
}

impl Talk {
    async fn begin() -> Self {
        let office = Office::open().await;
        let first = office.customer.calls(office.desk.id).await;
        office.talk(&first).await;
        let (_, second) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
        Self { office, first, second }
    }

    async fn leg_state(&self, who: &Device, call: &Value) -> LegState {
        who.sees(call).await.leg.unwrap().state
    }

    /// The second customer calls, the desk answers, and both come into the room.
    async fn answers_the_second(&self) -> Value {
        let call = self.second.calls(self.office.desk.id).await;
        assert_eq!(self.office.desk.does("accept", &call).await.0, 200);
        for who in [&self.second, &self.office.desk] {
            self.enters(who, &call).await;
        }
        call
    }

    async fn enters(&self, who: &Device, call: &Value) {
        let leg = who.sees(call).await.leg.unwrap().id;
        self.office.media.enters(call["roomName"].as_str().unwrap(), leg);
        assert_eq!(self.office.room_says("participant_joined", call, leg).await, 204);
    }
}

#[tokio::test]
async fn it_rings_beside_the_first_and_whoever_answers_lets_the_first_wait() {
    let talk = Talk::begin().await;
    let (mut desk, _) = talk.office.desk.connects(&talk.office.server).await;
    let agents = talk.second.get("/api/voip/agents/available").await;
    assert_eq!((&agents[0]["presence"], &agents[0]["callWaiting"]), (&json!("on_call"), &json!(true)));
    let call = talk.second.calls(talk.office.desk.id).await;
    assert_eq!(call["call"]["callWaiting"], true, "the caller is told");
    let rung = call_frame(&mut desk).await;
    assert_eq!(
        (rung.state, rung.call_waiting, rung.caller.name.as_str()),
        (CallState::Ringing, true, "Prasert Boonmee")
    );
    assert_eq!(
        talk.leg_state(&talk.office.desk, &talk.first).await,
        LegState::Joined,
        "nothing happens to the first yet"
    );

    let (status, ticket) = talk.office.desk.does("accept", &call).await;
    assert_eq!((status, &ticket["roomName"]), (200, &call["roomName"]));
    let waits = call_frame(&mut desk).await;
    assert_eq!(
        (waits.id.to_string(), waits.leg.unwrap().state),
        (talk.first["callId"].as_str().unwrap().to_owned(), LegState::Parked)
    );
    let customer = talk.office.customer.sees(&talk.first).await;
    assert_eq!((customer.state, customer.people[0].here, customer.people[0].parked), (CallState::Active, true, true));
    assert_eq!(talk.office.desk.does("token", &talk.first).await.0, 403, "not in both rooms");
    for who in [&talk.second, &talk.office.desk] {
        talk.enters(who, &call).await;
    }
    // The room sees that the device has gone; that is no lost call.
    let first_leg = talk.office.desk.sees(&talk.first).await.leg.unwrap().id;
    assert_eq!(talk.office.room_says("participant_left", &talk.first, first_leg).await, 204);
    talk.office.passes(60_000).await;
    assert_eq!(talk.office.customer.sees(&talk.first).await.state, CallState::Active);

    let (status, back) = talk.office.desk.does("resume", &talk.first).await;
    assert_eq!((status, &back["roomName"]), (200, &talk.first["roomName"]));
    assert_eq!(claims_of(back["token"].as_str().unwrap())["sub"], first_leg.to_string());
    assert_eq!(talk.leg_state(&talk.office.desk, &call).await, LegState::Parked, "now the second waits");
    talk.enters(&talk.office.desk, &talk.first).await;
    assert!(!talk.office.customer.sees(&talk.first).await.people[0].parked);
    assert_eq!(talk.second.does("end", &call).await.0, 200);
    assert_eq!(talk.office.desk.does("end", &talk.first).await.0, 200);
    let ended = talk.office.desk.sees(&call).await;
    assert_eq!((ended.state, ended.end_reason), (CallState::Ended, Some(EndReason::Completed)));
    let history = talk.office.desk.get("/api/voip/history").await;
    assert!(history.as_array().unwrap().iter().all(|record| record["status"] == "COMPLETED"), "{history}");
}

#[tokio::test]
async fn a_second_call_that_is_declined_or_not_answered_leaves_the_first_alone() {
    let talk = Talk::begin().await;
    let (_desk, _) = talk.office.desk.connects(&talk.office.server).await;
    let call = talk.second.calls(talk.office.desk.id).await;
    assert_eq!(talk.office.desk.does("decline", &call).await.0, 200);
    let call = talk.second.calls(talk.office.desk.id).await;
    assert_eq!(talk.office.desk.does("ring", &call).await.0, 200);
    talk.office.passes(45_000).await;
    assert_eq!(talk.second.sees(&call).await.end_reason, Some(EndReason::Missed));
    // Answered a moment too late, it takes nobody's line.
    assert_eq!(talk.office.desk.does("accept", &call).await.1["code"], "call_over");
    assert_eq!(talk.leg_state(&talk.office.desk, &talk.first).await, LegState::Joined);
    assert_eq!(talk.office.notifications().await.len(), 1, "the missed one is told of");
}

#[tokio::test]
async fn the_line_is_free_when_the_first_ends_and_the_second_rings_on() {
    let talk = Talk::begin().await;
    let call = talk.second.calls(talk.office.desk.id).await;
    assert_eq!(talk.office.customer.does("end", &talk.first).await.0, 200);
    let (_desk, replayed) = talk.office.desk.connects(&talk.office.server).await;
    let rings: Vec<Uuid> = replayed.iter().map(|call| call.id).collect();
    assert_eq!(rings.iter().map(Uuid::to_string).collect::<Vec<_>>(), [call["callId"].as_str().unwrap()]);
    assert_eq!(talk.office.desk.does("accept", &call).await.0, 200);
    let shown = talk.second.get("/api/voip/agents/available").await;
    assert_eq!(shown[0]["presence"], "on_call");
}

#[tokio::test]
async fn of_two_that_ring_the_other_rings_on_when_one_is_answered() {
    let office = Office::open().await;
    let first = office.customer.calls(office.desk.id).await;
    let (_, other) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
    let second = other.calls(office.desk.id).await;
    assert_eq!(office.desk.does("accept", &second).await.0, 200);
    assert_eq!(office.customer.sees(&first).await.state, CallState::Ringing);
    assert!(office.customer.sees(&first).await.call_waiting, "the one who came first is told as well");
    assert_eq!(office.desk.does("end", &second).await.0, 200);
    office.talk(&first).await;
    assert_eq!(office.customer.sees(&first).await.state, CallState::Active);
}

#[tokio::test]
async fn three_wait_and_a_fourth_is_told_that_they_are_busy() {
    let talk = Talk::begin().await;
    talk.second.calls(talk.office.desk.id).await;
    for name in ["Kanda", "Wirat"] {
        let (_, more) = customer(&talk.office.server, &talk.office.desk, name).await;
        more.calls(talk.office.desk.id).await;
    }
    let (_, fourth) = customer(&talk.office.server, &talk.office.desk, "Somsri").await;
    let (status, busy) = fourth.starts(json!({"calleeSupabaseId": talk.office.desk.id})).await;
    assert_eq!((status, &busy["code"]), (409, &json!("busy")));
}

#[tokio::test]
async fn whoever_consults_finishes_that_first_and_nothing_is_lost() {
    let talk = Talk::begin().await;
    let colleague =
        Device::of(&talk.office.server, &talk.office.server.colleague(&talk.office.admin, Role::Agent).await);
    let (_colleague, _) = colleague.connects(&talk.office.server).await;
    let path = format!("/api/voip/calls/{}/invite", talk.first["callId"].as_str().unwrap());
    let wish = json!({"calleeSupabaseId": colleague.id, "purpose": "consult"});
    assert_eq!(talk.office.desk.ask(reqwest::Method::POST, &path, wish).await.0, 200);
    let call = talk.second.calls(talk.office.desk.id).await;
    let (status, refused) = talk.office.desk.does("accept", &call).await;
    assert_eq!((status, &refused["code"]), (409, &json!("call_not_now")));
    assert_eq!(talk.second.sees(&call).await.state, CallState::Ringing, "it rings on");
    assert_eq!(talk.office.desk.does("withdraw", &talk.first).await.0, 200);
    assert_eq!(talk.office.desk.does("accept", &call).await.0, 200);
}

#[tokio::test]
async fn a_call_that_waits_too_long_ends_and_a_device_in_a_room_it_left_is_sent_out() {
    let talk = Talk::begin().await;
    let call = talk.answers_the_second().await;
    let (room, leg) =
        (talk.first["roomName"].as_str().unwrap(), talk.office.desk.sees(&talk.first).await.leg.unwrap().id);
    assert!(talk.office.media.is_in(room, leg), "the device has not gone yet");
    rooms::compare(talk.office.server.app()).await.unwrap();
    assert!(!talk.office.media.is_in(room, leg));
    talk.office.passes(900_000).await;
    assert_eq!(talk.office.customer.sees(&talk.first).await.end_reason, Some(EndReason::Dropped));
    assert_eq!(talk.second.sees(&call).await.state, CallState::Active);
}

#[tokio::test]
async fn only_a_colleague_comes_back_to_a_call_and_only_to_one_of_theirs() {
    let talk = Talk::begin().await;
    talk.answers_the_second().await;
    assert_eq!(talk.office.customer.does("resume", &talk.first).await.0, 401, "a customer has no such door");
    assert_eq!(talk.office.phone.does("resume", &talk.first).await.0, 409, "the device that talked comes back");
    let agents = talk.office.customer.get("/api/voip/agents/available").await;
    assert_eq!(agents[0]["presence"], json!(Presence::OnCall));
}

#[tokio::test]
async fn whoever_still_rings_while_a_later_call_is_answered_is_told_at_once_that_they_wait() {
    let office = Office::open().await;
    let (mut customer_hears, _) = office.customer.connects(&office.server).await;
    let first = office.customer.calls(office.desk.id).await;
    let (_, second) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
    let call = second.calls(office.desk.id).await;
    assert_eq!(office.desk.does("accept", &call).await.0, 200);
    let told = loop {
        let told = call_frame(&mut customer_hears).await;
        if told.call_waiting {
            break told;
        }
    };
    assert_eq!((told.state, told.id.to_string()), (CallState::Ringing, first["callId"].as_str().unwrap().to_owned()));
}
