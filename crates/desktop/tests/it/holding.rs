//! A desk puts a call on hold, and whoever else is in it sees so, through the real server and real rooms.

use super::cable::Cable;
use super::switchboard::{Office, server_with_livekit};
use leadline_livekit_rtc::Joined;
use leadline_testkit::TEST_PASSWORD;
use serde_json::{Value, json};
use std::time::Duration;

/// The desk talks with the customer, as the server knows.
async fn talks(office: &mut Office) -> (Value, Joined) {
    let call = office.is_called().await;
    office.work.app.ask("call_accept", json!({ "call_id": call["callId"], "media": "audio" })).await;
    let customer = office.customer_enters(&call).await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    office.server_looks().await;
    office.work.app.until("calls", json!({}), |calls| calls["current"]["active_at"].is_i64()).await;
    (call["callId"].clone(), customer)
}

/// Puts on hold or goes on, which is so here at once.
async fn holds(office: &Office, call: &Value, on: bool) {
    office.work.app.ask("call_hold", json!({ "call_id": call, "on": on })).await;
    let line = |calls: &Value| calls["current"]["held"] == on;
    tokio::time::timeout(Duration::from_millis(500), async {
        while !line(&office.work.app.ask("calls", json!({})).await) {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it needs no server");
}

/// Waits until the customer sees the desk hold, or go on.
async fn customer_sees(office: &Office, call: &Value, on: bool) {
    let seen = async {
        while office.customer.sees(call).await["people"][0]["parked"] != on {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), seen).await.expect("the customer is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customer_sees_that_they_are_on_hold_until_the_desk_goes_on() {
    let mut office = Office::open().await;
    let (call, _customer) = talks(&mut office).await;
    for on in [true, false] {
        holds(&office, &call, on).await;
        customer_sees(&office, &call, on).await;
    }
    // Of several wishes at once the last one holds.
    for on in [true, false, true, false, true] {
        office.work.app.ask("call_hold", json!({ "call_id": call, "on": on })).await;
    }
    customer_sees(&office, &call, true).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    customer_sees(&office, &call, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_switched_while_the_server_was_away_is_told_when_it_is_back() {
    let server = server_with_livekit().await;
    let cable = Cable::to(&server).await;
    let mut office = Office::open_at(server).await;
    let email = office.work.admin.session().me.email.clone();
    office.work.app.try_sign_in(&cable.address, &email, TEST_PASSWORD).await.unwrap();
    office.work.app.ready().await;
    let (call, _customer) = talks(&mut office).await;
    cable.pull();
    holds(&office, &call, true).await;
    // Longer than a question is asked again.
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(office.customer.sees(&call).await["people"][0]["parked"], false);
    cable.plug();
    customer_sees(&office, &call, true).await;
    cable.pull();
    holds(&office, &call, false).await;
    cable.plug();
    customer_sees(&office, &call, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_in_the_call_sees_who_holds() {
    let mut office = Office::open().await;
    let (mut other, _computer, colleague) = office.colleagues_desk().await;
    let (call, _customer) = talks(&mut office).await;
    let invite = json!({ "call_id": call, "party_id": colleague, "purpose": "join" });
    office.work.app.ask("call_invite", invite).await;
    other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call).await;
    other.ask("call_accept", json!({ "call_id": call, "media": "audio" })).await;
    other.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    office.server_looks().await;
    let (me, sees) = (json!(office.work.me), |calls: &Value, me: &Value| {
        let people = calls["current"]["people"].as_array().cloned().unwrap_or_default();
        let holding = people.into_iter().filter(|person| person["on_hold"] == true);
        holding.map(|person| person["who"]["id"] == *me).collect::<Vec<_>>()
    });
    holds(&office, &call, true).await;
    let seen = other.until("calls", json!({}), |calls| sees(calls, &me) == [true]).await;
    assert_eq!(seen["current"]["on_hold"], false, "the customer is there");
    // With the customer gone, nobody hears the colleague any more.
    office.customer.does("end", &call).await;
    other.until("calls", json!({}), |calls| calls["current"]["on_hold"] == true).await;
    holds(&office, &call, false).await;
    other.until("calls", json!({}), |calls| calls["current"]["on_hold"] == false).await;
}
