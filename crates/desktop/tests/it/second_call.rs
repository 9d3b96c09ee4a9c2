//! A second customer calls while the desk talks with the first, in real rooms.

use super::installed::code;
use super::switchboard::{Customer, Office};
use leadline_livekit_rtc::Joined;
use leadline_protocol::Code;
use serde_json::{Value, json};
use uuid::Uuid;

/// The desk talks with a customer, and a second one calls.
struct Talk {
    office: Office,
    first: Value,
    second: Customer,
    call: Value,
    _customers: [Joined; 2],
}

impl Talk {
    async fn begin() -> Self {
        let mut office = Office::open().await;
        let second = office.another_customer("Prasert Boonmee").await;
        let first = office.is_called().await;
        office.work.app.ask("call_accept", accept(&first)).await;
        let customer = office.customer_enters(&first).await;
        office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
        office.server_looks().await;
        let call = second.calls(office.work.me).await;
        let caller = office.customer_enters(&call).await;
        office.work.app.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call["callId"]).await;
        Self { office, first, second, call, _customers: [customer, caller] }
    }

    /// Until the desk talks in this call, and the server has seen it.
    async fn talks_in(&mut self, call: &Value) -> Value {
        let id = call["callId"].clone();
        let talks = |calls: &Value| {
            calls["current"]["id"] == id
                && calls["current"]["phase"] == "active"
                && !calls["current"]["reconnecting"].as_bool().unwrap()
        };
        let calls = self.office.work.app.until("calls", json!({}), talks).await;
        self.office.server_looks().await;
        calls
    }
}

fn accept(call: &Value) -> Value {
    json!({ "call_id": call["callId"], "media": "audio" })
}

fn id(call: &Value) -> Value {
    json!({ "call_id": call["callId"] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_call_is_passed_on_to_a_colleague_while_the_first_goes_on() {
    let talk = Talk::begin().await;
    let refused = talk.office.work.app.refused("call_pass_on", id(&talk.call)).await;
    assert_eq!(code(&refused), Code::CallNotNow, "nobody is next in line");
    let (mut other, _computer, colleague) = talk.office.colleagues_desk().await;
    let members = [json!(talk.office.work.me), json!(colleague)];
    let groups = json!({ "groups": [{ "id": Uuid::now_v7(), "name": "Sales", "members": members }] });
    talk.office.work.app.ask("ring_groups_set", groups).await;
    let passed = talk.office.work.app.ask("call_pass_on", id(&talk.call)).await;
    assert_eq!((&passed["ringing"], &passed["current"]["id"]), (&json!([]), &talk.first["callId"]), "{passed}");
    let rings = other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == talk.call["callId"]).await;
    assert_eq!((&rings["ringing"][0]["group"], &rings["ringing"][0]["next_in_line"]), (&json!("Sales"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_waits_while_the_second_is_talked_in_and_is_come_back_to() {
    let mut talk = Talk::begin().await;
    let (first, call) = (talk.first.clone(), talk.call.clone());
    let answered = talk.office.work.app.ask("call_accept", accept(&call)).await;
    assert_eq!((&answered["current"]["id"], &answered["waiting"][0]["id"]), (&call["callId"], &first["callId"]));
    talk.talks_in(&call).await;
    let waits = talk.office.customer.sees(&first["callId"]).await;
    assert_eq!((&waits["state"], &waits["people"][0]["parked"]), (&json!("active"), &json!(true)));

    let back = talk.office.work.app.ask("call_resume", id(&first)).await;
    assert_eq!((&back["current"]["id"], &back["waiting"][0]["id"]), (&first["callId"], &call["callId"]));
    talk.talks_in(&first).await;
    assert_eq!(talk.office.customer.sees(&first["callId"]).await["people"][0]["parked"], false);

    talk.second.does("end", &call["callId"]).await;
    let calls = talk.office.work.app.until("calls", json!({}), |calls| calls["waiting"] == json!([])).await;
    assert_eq!(calls["current"]["id"], first["callId"], "the one that is talked in goes on");
    let over = talk.office.work.app.ask("call_hang_up", id(&first)).await;
    assert_eq!(over["current"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_second_call_the_first_still_waits_and_can_be_ended_or_come_back_to() {
    let mut talk = Talk::begin().await;
    let (first, call) = (talk.first.clone(), talk.call.clone());
    talk.office.work.app.ask("call_accept", accept(&call)).await;
    talk.talks_in(&call).await;
    let over = talk.office.work.app.ask("call_hang_up", id(&call)).await;
    assert_eq!((&over["current"], &over["waiting"][0]["id"]), (&Value::Null, &first["callId"]));
    talk.office.work.app.ask("call_resume", id(&first)).await;
    talk.talks_in(&first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_consults_stays_in_the_first_and_the_second_rings_on() {
    let mut talk = Talk::begin().await;
    let (_other, _computer, colleague) = talk.office.colleagues_desk().await;
    let (first, call) = (talk.first.clone(), talk.call.clone());
    let app = &mut talk.office.work.app;
    let invite = json!({ "call_id": first["callId"], "party_id": colleague, "purpose": "consult" });
    app.ask("call_invite", invite).await;
    assert_eq!(code(&app.refused("call_accept", accept(&call)).await), Code::CallNotNow);
    let calls = app.ask("calls", json!({})).await;
    assert_eq!((&calls["current"]["id"], &calls["ringing"][0]["id"]), (&first["callId"], &call["callId"]));
    assert_eq!(calls["waiting"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_administrator_decides_about_calls_holds_for_everybody_at_once() {
    let mut office = Office::open().await;
    let (colleague, _computer, _) = office.colleagues_desk().await;
    let app = &mut office.work.app;
    let usual = app.ask("call_rules", json!({})).await;
    assert_eq!((&usual["ring_seconds"], &usual["call_waiting"]), (&json!(45), &json!(true)));
    let mut rules = usual.clone();
    rules["ring_seconds"] = json!(5);
    assert_eq!(code(&app.refused("call_rules_set", rules.clone()).await), Code::Invalid);
    rules["ring_seconds"] = json!(20);
    rules["call_waiting"] = json!(false);
    assert_eq!(code(&colleague.refused("call_rules_set", rules.clone()).await), Code::Forbidden);
    assert_eq!(app.ask("call_rules_set", rules.clone()).await, rules);
    assert_eq!(colleague.ask("call_rules", json!({})).await, rules);

    let first = office.is_called().await;
    office.work.app.ask("call_accept", accept(&first)).await;
    let _customer = office.customer_enters(&first).await;
    let second = office.another_customer("Prasert Boonmee").await;
    let wish = json!({ "calleeSupabaseId": office.work.me, "media": "audio" });
    let (status, busy) = second.post("/api/voip/start-call", wish).await;
    assert_eq!((status.as_u16(), &busy["code"]), (409, &json!("busy")));
}
