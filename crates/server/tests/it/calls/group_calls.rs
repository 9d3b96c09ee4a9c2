//! A call to several colleagues: it rings at all of theirs, and whoever answers first has it.

use super::office::{Device, Office, call_frame, customer};
use crate::realtime::Socket;
use leadline_domain::Role;
use leadline_domain::call::{CallState, EndReason, LegState, Side, StopReason};
use leadline_protocol::call::CallSnapshot;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// A customer, their agent and a colleague, who are called together.
pub struct Sales {
    pub office: Office,
    pub colleague: Device,
    pub group: Uuid,
}

impl Sales {
    /// The colleague comes first in the group; the customer is the desk's.
    pub async fn open() -> Self {
        let office = Office::open().await;
        let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
        let group = Uuid::now_v7();
        let sales = Self { office, colleague, group };
        sales.are(&[sales.colleague.id, sales.office.desk.id]).await;
        sales
    }

    pub async fn are(&self, members: &[Uuid]) {
        let wish = json!({ "groups": [{ "id": self.group, "name": "ฝ่ายขาย", "members": members }] });
        let admin = Device::of(&self.office.server, &self.office.admin);
        assert_eq!(admin.ask(Method::PUT, "/api/voip/groups", wish).await.0, 200);
    }

    /// One more colleague, the last in the group.
    pub async fn and_a_third(&self) -> Device {
        let office = &self.office;
        let third = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
        self.are(&[self.colleague.id, office.desk.id, third.id]).await;
        third
    }

    pub async fn try_call(&self, who: &Device) -> (u16, Value) {
        who.starts(json!({ "groupId": self.group })).await
    }

    pub async fn are_called(&self) -> Value {
        let (status, call) = self.try_call(&self.office.customer).await;
        assert_eq!(status, 201, "{call}");
        call
    }

    pub async fn connected(&self, who: &Device) -> Socket {
        who.connects(&self.office.server).await.0
    }

    pub async fn enters(&self, who: &Device, call: &Value) {
        let leg = who.sees(call).await.leg.unwrap().id;
        self.office.media.enters(call["roomName"].as_str().unwrap(), leg);
        assert_eq!(self.office.room_says("participant_joined", call, leg).await, 204);
    }
}

pub fn stopped(call: &CallSnapshot) -> Option<StopReason> {
    call.leg.as_ref().and_then(|leg| leg.stopped)
}

#[tokio::test]
async fn it_rings_at_everybodys_and_whoever_answers_first_is_whom_the_caller_talks_to() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let (mut at_desk, mut at_colleague) = (sales.connected(&office.desk).await, sales.connected(colleague).await);
    let call = sales.are_called().await;
    assert_eq!(call["call"]["callee"]["name"], "ฝ่ายขาย", "nobody in particular");
    assert_eq!(call["call"]["people"], json!([]));
    for socket in [&mut at_desk, &mut at_colleague] {
        let rung = call_frame(socket).await;
        assert_eq!(
            (rung.state, rung.side, rung.caller.name.as_str()),
            (CallState::Ringing, Side::Callee, "Mali Saelim")
        );
        assert_eq!((rung.group.unwrap().name.as_str(), rung.call_waiting, rung.people.len()), ("ฝ่ายขาย", false, 1));
    }
    let (status, ticket) = colleague.does("accept", &call).await;
    assert_eq!((status, &ticket["roomName"]), (200, &call["roomName"]));
    let gone = call_frame(&mut at_desk).await;
    assert_eq!((gone.state, stopped(&gone)), (CallState::Ended, Some(StopReason::AnsweredElsewhere)));
    assert_eq!((gone.answered_by.unwrap().id, gone.active_at), (colleague.id, None));
    let (status, late) = office.desk.does("accept", &call).await;
    assert_eq!((status, &late["code"]), (409, &json!("answered_elsewhere")));
    for who in [&office.customer, colleague] {
        sales.enters(who, &call).await;
    }
    let talks = office.customer.sees(&call).await;
    assert_eq!((talks.state, talks.callee.id, talks.people.len()), (CallState::Active, colleague.id, 1));
    office.passes(5_000).await;
    assert_eq!(colleague.does("end", &call).await.0, 200);

    for who in [&office.customer, &office.desk, colleague] {
        let record = &who.get("/api/voip/history").await[0];
        assert_eq!((&record["toUserId"], &record["status"]), (&json!(colleague.id), &json!("COMPLETED")));
        assert_eq!(record["group"]["name"], "ฝ่ายขาย");
    }
    let activity = &office.activities().await[0];
    assert_eq!((&activity["assignee_id"], &activity["call_seconds"]), (&json!(colleague.id), &json!(5)));
    assert!(office.notifications().await.is_empty());
}

#[tokio::test]
async fn a_call_nobody_takes_is_missed_by_the_clients_owner_and_seen_by_all() {
    let sales = Sales::open().await;
    let office = &sales.office;
    let _sockets = (sales.connected(&office.desk).await, sales.connected(&sales.colleague).await);
    let call = sales.are_called().await;
    assert_eq!(office.desk.does("ring", &call).await.0, 200);
    office.passes(45_000).await;
    let over = office.customer.sees(&call).await;
    assert_eq!((over.end_reason, over.callee.name.as_str()), (Some(EndReason::Missed), "ฝ่ายขาย"));
    let told = office.notifications().await;
    assert_eq!((told.len(), told[0].created_by, told[0].kind.as_str()), (1, office.desk.id, "missed_call"));
    for who in [&office.desk, &sales.colleague] {
        assert_eq!(who.get("/api/voip/history").await[0]["status"], "MISSED");
    }
}

#[tokio::test]
async fn ringing_takes_nobodys_line() {
    let sales = Sales::open().await;
    let office = &sales.office;
    let mut at_desk = sales.connected(&office.desk).await;
    let call = sales.are_called().await;
    call_frame(&mut at_desk).await;
    let (_, other) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
    let direct = other.calls(office.desk.id).await;
    assert_eq!(direct["call"]["callWaiting"], false, "the desk is free");
    assert_eq!(office.desk.does("accept", &direct).await.0, 200);
    for who in [&other, &office.desk] {
        sales.enters(who, &direct).await;
    }
    assert_eq!(office.desk.sees(&call).await.state, CallState::Ringing, "beside the one that is talked in");
    assert_eq!(office.desk.does("accept", &call).await.0, 200);
    assert_eq!(office.desk.sees(&direct).await.leg.unwrap().state, LegState::Parked);
    assert_eq!(office.customer.sees(&call).await.callee.id, office.desk.id);
}

#[tokio::test]
async fn whoever_wants_quiet_or_talks_where_nothing_waits_is_left_out() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let quiet = json!({ "presence": "do_not_disturb", "until": null });
    assert_eq!(office.desk.ask(Method::PUT, "/api/voip/presence", quiet).await.0, 200);
    let _sockets = (sales.connected(&office.desk).await, sales.connected(colleague).await);
    let call = sales.are_called().await;
    assert_eq!(
        office
            .desk
            .ask(Method::GET, &format!("/api/voip/calls/{}", call["callId"].as_str().unwrap()), json!({}))
            .await
            .0,
        404
    );
    assert_eq!(colleague.does("accept", &call).await.0, 200);
    for who in [&office.customer, colleague] {
        sales.enters(who, &call).await;
    }
    let (client, other) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
    let (status, waits) = sales.try_call(&other).await;
    assert_eq!(status, 201, "who talks hears of it");
    assert_eq!(other.does("cancel", &waits).await.0, 200);
    office.lets_no_call_wait().await;
    let (status, refused) = sales.try_call(&other).await;
    assert_eq!((status, &refused["code"], &refused["call"]["callee"]["name"]), (409, &json!("busy"), &json!("ฝ่ายขาย")));
    let told = office.notifications().await;
    assert_eq!(
        told.last().map(|told| (told.created_by, told.about_id)),
        Some((office.desk.id, Some(client))),
        "its owner"
    );
}

#[tokio::test]
async fn a_device_that_comes_while_it_rings_rings_and_the_same_start_is_the_same_call() {
    let sales = Sales::open().await;
    let office = &sales.office;
    let wish = json!({ "groupId": sales.group, "callId": Uuid::now_v7() });
    let (status, call) = office.customer.starts(wish.clone()).await;
    assert_eq!(status, 201);
    let (_socket, replayed) = office.phone.connects(&office.server).await;
    assert_eq!(replayed.iter().map(|call| call.state).collect::<Vec<_>>(), [CallState::Ringing]);
    let (status, again) = office.customer.starts(wish).await;
    assert_eq!((status, &again["callId"]), (201, &call["callId"]));
    let newer = sales.are_called().await;
    assert_eq!(office.customer.sees(&call).await.end_reason, Some(EndReason::Superseded), "the page was opened anew");
    assert_eq!(office.phone.does("accept", &newer).await.0, 200);
}

#[tokio::test]
async fn who_called_the_customer_meanwhile_is_met_in_that_call() {
    let sales = Sales::open().await;
    let office = &sales.office;
    let outgoing = office.desk.calls(office.customer.id).await;
    let (status, met) = sales.try_call(&office.customer).await;
    assert_eq!((status, &met["callId"]), (201, &outgoing["callId"]));
}

#[tokio::test]
async fn one_of_the_group_hands_the_call_over_to_another() {
    let sales = Sales::open().await;
    let (office, colleague) = (&sales.office, &sales.colleague);
    let _at_desk = sales.connected(&office.desk).await;
    let call = sales.are_called().await;
    assert_eq!(colleague.does("accept", &call).await.0, 200);
    for who in [&office.customer, colleague] {
        sales.enters(who, &call).await;
    }
    let path = format!("/api/voip/calls/{}/invite", call["callId"].as_str().unwrap());
    let wish = json!({ "calleeSupabaseId": office.desk.id, "purpose": "transfer" });
    let (status, asked) = colleague.ask(Method::POST, &path, wish).await;
    assert_eq!(status, 200, "{asked}");
    assert_eq!(office.desk.sees(&call).await.state, CallState::Ringing, "again, whatever became of the first ring");
    assert_eq!(office.desk.does("accept", &call).await.0, 200);
    sales.enters(&office.desk, &call).await;
    assert_eq!(office.customer.sees(&call).await.callee.id, office.desk.id);
}

#[tokio::test]
async fn a_group_that_is_not_there_or_has_nobody_else_cannot_be_called() {
    let sales = Sales::open().await;
    let office = &sales.office;
    let (status, unknown) = office.customer.starts(json!({ "groupId": Uuid::now_v7() })).await;
    assert_eq!((status, &unknown["code"]), (404, &json!("not_found")));
    let (status, rung) = sales.try_call(&office.desk).await;
    assert_eq!((status, &rung["call"]["callee"]["name"]), (201, &json!("ฝ่ายขาย")));
    assert_eq!(office.desk.sees(&rung).await.side, Side::Caller);
    assert_eq!(office.desk.does("cancel", &rung).await.0, 200);
    sales.are(&[office.desk.id]).await;
    let (status, alone) = sales.try_call(&office.desk).await;
    assert_eq!((status, &alone["code"]), (404, &json!("not_found")));
}
