//! Asking a colleague into a call and leaving it to them, between two desks and a customer in a real room.

use super::installed::{App, Computer, code};
use super::switchboard::Office;
use leadline_livekit_rtc::Joined;
use leadline_protocol::Code;
use serde_json::{Value, json};
use uuid::Uuid;

/// The desk talks with the customer, and a colleague is at a desk of their own.
struct Talk {
    office: Office,
    call: Value,
    other: App,
    colleague: Uuid,
    _customer: Joined,
    _computer: Computer,
}

impl Talk {
    async fn begin() -> Self {
        let mut office = Office::open().await;
        let (other, computer, colleague) = office.colleagues_desk().await;
        let call = office.is_called().await;
        office.work.app.ask("call_accept", json!({ "call_id": call["callId"], "media": "audio" })).await;
        let customer = office.customer_enters(&call).await;
        office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
        office.server_looks().await;
        office.work.app.until("calls", json!({}), |calls| calls["current"]["active_at"].is_i64()).await;
        Self { office, call, other, colleague, _customer: customer, _computer: computer }
    }

    fn id(&self) -> Value {
        json!({ "call_id": self.call["callId"] })
    }

    fn invite(&self, purpose: &str) -> Value {
        json!({ "call_id": self.call["callId"], "party_id": self.colleague, "purpose": purpose })
    }

    /// The colleague answers and is in the room.
    async fn is_answered(&mut self) {
        let call = self.call["callId"].clone();
        self.other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call).await;
        self.other.ask("call_accept", json!({ "call_id": call, "media": "audio" })).await;
        self.other.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
        self.office.server_looks().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_asked_first_and_the_call_is_left_to_them() {
    let mut talk = Talk::begin().await;
    let (id, invite) = (talk.id(), talk.invite("consult"));
    let asked = talk.office.work.app.ask("call_invite", invite).await;
    assert_eq!(
        (&asked["current"]["asking"]["purpose"], &asked["current"]["asking"]["answered"]),
        (&json!("consult"), &json!(false))
    );
    talk.is_answered().await;
    let app = &mut talk.office.work.app;
    app.until("calls", json!({}), |calls| calls["current"]["asking"]["answered"] == true).await;
    assert_eq!(talk.office.customer.sees(&talk.call["callId"]).await["waits"], true);
    let left = app.ask("call_hand_over", id).await;
    assert_eq!((&left["current"], &left["wrap_up"]["call"]["id"]), (&Value::Null, &talk.call["callId"]));
    let has = talk
        .other
        .until("calls", json!({}), |calls| calls["current"]["people"].as_array().is_some_and(|all| all.len() == 1))
        .await;
    assert_eq!(has["current"]["other"]["name"], "Mali Saelim");
    let customer = talk.office.customer.sees(&talk.call["callId"]).await;
    assert_eq!((&customer["waits"], &customer["callee"]["id"]), (&json!(false), &json!(talk.colleague)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_handed_over_to_nobody_rings_here_again_and_goes_on() {
    let mut talk = Talk::begin().await;
    let invite = talk.invite("transfer");
    let left = talk.office.work.app.ask("call_invite", invite).await;
    assert_eq!((&left["current"], &left["wrap_up"]["call"]["id"]), (&Value::Null, &talk.call["callId"]));
    let call = talk.call["callId"].clone();
    talk.office.work.app.ask("wrap_up_skip", talk.id()).await;
    talk.other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call).await;
    talk.other.ask("call_decline", talk.id()).await;
    let app = &mut talk.office.work.app;
    app.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call).await;
    let back = app.ask("call_accept", json!({ "call_id": call, "media": "audio" })).await;
    assert_eq!(back["current"]["id"], call);
    app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    assert_eq!(talk.office.customer.sees(&call).await["state"], "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_on_another_call_is_not_asked_and_the_call_goes_on() {
    let mut talk = Talk::begin().await;
    let third = talk.office.colleagues_desk().await;
    talk.other.ask("call_start", json!({ "client_id": null, "profile_id": third.2, "media": "audio" })).await;
    let invite = talk.invite("join");
    let app = &mut talk.office.work.app;
    assert_eq!(code(&app.refused("call_invite", invite).await), Code::Busy);
    assert_eq!(app.ask("calls", json!({})).await["current"]["id"], talk.call["callId"]);
}
