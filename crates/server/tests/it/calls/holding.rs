//! Somebody in a call puts the others on hold, who see it.

use super::office::{Device, Office, call_frame, customer};
use leadline_domain::Role;
use leadline_domain::call::{CallState, LegState};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

async fn holds(who: &Device, call: &Value, on: bool) -> (u16, Value) {
    let path = format!("/api/voip/calls/{}/hold", call["callId"].as_str().unwrap());
    who.ask(Method::POST, &path, json!({"on": on})).await
}

/// An agent who talks with a customer.
async fn talking() -> (Office, Value) {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    office.talk(&call).await;
    (office, call)
}

/// Whether the customer sees the agent hold.
async fn seen(office: &Office, call: &Value) -> bool {
    office.customer.sees(call).await.people[0].parked
}

#[tokio::test]
async fn the_other_side_sees_it_at_once_until_the_person_goes_on() {
    let (office, call) = talking().await;
    let (mut portal, _) = office.customer.connects(&office.server).await;
    let before = office.desk.sees(&call).await;
    for (on, seq) in [(true, 1), (false, 2)] {
        let (status, answer) = holds(&office.desk, &call, on).await;
        assert_eq!((status, &answer["call"]["leg"]["holds"]), (200, &json!(on)), "{answer}");
        let told = call_frame(&mut portal).await;
        assert_eq!((told.people[0].here, told.people[0].parked, told.seq), (true, on, before.seq + seq));
        assert_eq!(told.state, CallState::Active);
        let (status, again) = holds(&office.desk, &call, on).await;
        assert_eq!((status, &again["call"]["seq"]), (200, &json!(told.seq)), "twice is once");
    }
    assert_eq!(office.activities().await, Vec::<Value>::new(), "nothing is written of it");
    let after = office.desk.sees(&call).await;
    assert_eq!(after, leadline_protocol::call::CallSnapshot { seq: before.seq + 2, ..before });
}

#[tokio::test]
async fn a_portal_that_is_opened_anew_and_a_device_that_was_away_find_it_as_it_was() {
    let (office, call) = talking().await;
    assert_eq!(holds(&office.desk, &call, true).await.0, 200);
    let (_portal, replayed) = office.customer.connects(&office.server).await;
    assert!(replayed[0].people[0].parked);
    let further = office.server.another_process().await;
    let elsewhere = Device::with(&further, office.customer.token.clone(), office.customer.id);
    assert!(elsewhere.sees(&call).await.people[0].parked, "every process knows it, also one that has just started");
    let leg = office.desk.sees(&call).await.leg.unwrap().id;
    for event in ["participant_left", "participant_joined"] {
        assert_eq!(office.room_says(event, &call, leg).await, 204);
        assert!(seen(&office, &call).await, "{event}");
        assert!(office.desk.sees(&call).await.leg.unwrap().holds, "{event}");
    }
    assert_eq!(office.desk.does("end", &call).await.0, 200);
    let left = office.desk.sees(&call).await.leg.unwrap();
    assert_eq!((left.state, left.holds), (LegState::Left, false));
    let (status, over) = holds(&office.desk, &call, true).await;
    assert_eq!((status, &over["code"]), (409, &json!("call_over")));
}

#[tokio::test]
async fn a_call_that_waits_for_another_one_is_come_back_to_without_the_hold_of_before() {
    let (office, call) = talking().await;
    let (_, second) = customer(&office.server, &office.desk, "Prasert Boonmee").await;
    assert_eq!(holds(&office.desk, &call, true).await.0, 200);
    let other = second.calls(office.desk.id).await;
    assert_eq!(office.desk.does("accept", &other).await.0, 200);
    assert!(seen(&office, &call).await, "it waits");
    let (status, refused) = holds(&office.desk, &call, true).await;
    assert_eq!((status, &refused["code"]), (409, &json!("call_not_now")));
    assert_eq!(second.does("end", &other).await.0, 200);
    assert_eq!(office.desk.does("resume", &call).await.0, 200);
    assert!(!seen(&office, &call).await);
}

#[tokio::test]
async fn only_the_device_that_talks_holds_for_its_person_and_no_customer_does() {
    let (office, call) = talking().await;
    assert_eq!(holds(&office.customer, &call, true).await.0, 401, "a customer has no such door");
    let (status, elsewhere) = holds(&office.phone, &call, true).await;
    assert_eq!((status, &elsewhere["code"]), (409, &json!("answered_elsewhere")));
    assert!(!seen(&office, &call).await);
    assert_eq!(holds(&office.desk, &call, true).await.0, 200);
    assert_eq!(holds(&office.phone, &call, false).await.0, 409);

    let stranger = Device::of(&office.server, &office.server.new_organisation().await);
    let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
    let manager = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Manager).await);
    for (who, status) in [(&stranger, 404), (&colleague, 404), (&manager, 403)] {
        assert_eq!(holds(who, &call, false).await.0, status);
    }
    let none = json!({"callId": Uuid::now_v7()});
    assert_eq!(holds(&office.desk, &none, true).await.0, 404);
    assert!(seen(&office, &call).await, "nobody else has ended it");
}

#[tokio::test]
async fn before_the_device_is_in_the_room_there_is_nothing_to_hold() {
    let office = Office::open().await;
    let call = office.customer.calls(office.desk.id).await;
    assert_eq!(holds(&office.desk, &call, true).await.0, 409, "it rings");
    assert_eq!(office.desk.does("accept", &call).await.0, 200);
    let (status, refused) = holds(&office.desk, &call, true).await;
    assert_eq!((status, &refused["code"]), (409, &json!("call_not_now")));
    assert_eq!(office.customer.sees(&call).await.state, CallState::Connecting);
}

#[tokio::test]
async fn of_three_each_is_seen_to_hold_for_themselves() {
    let (office, call) = talking().await;
    let colleague = Device::of(&office.server, &office.server.colleague(&office.admin, Role::Agent).await);
    let (mut hears, _) = colleague.connects(&office.server).await;
    let path = format!("/api/voip/calls/{}/invite", call["callId"].as_str().unwrap());
    let wish = json!({"calleeSupabaseId": colleague.id, "purpose": "join"});
    assert_eq!(office.desk.ask(Method::POST, &path, wish).await.0, 200);
    assert_eq!(colleague.does("accept", &call).await.0, 200);
    let leg = colleague.sees(&call).await.leg.unwrap().id;
    office.media.enters(call["roomName"].as_str().unwrap(), leg);
    assert_eq!(office.room_says("participant_joined", &call, leg).await, 204);
    assert_eq!(holds(&office.desk, &call, true).await.0, 200);
    let told = loop {
        let told = call_frame(&mut hears).await;
        if told.people.iter().any(|person| person.parked) {
            break told;
        }
    };
    let holding: Vec<Uuid> = told.people.iter().filter(|person| person.parked).map(|person| person.who.id).collect();
    assert_eq!((holding, told.leg.unwrap().holds), (vec![office.desk.id], false));
    assert_eq!(holds(&colleague, &call, false).await.0, 200, "theirs alone");
    let customer = office.customer.sees(&call).await;
    let parked: Vec<bool> = customer.people.iter().map(|person| person.parked).collect();
    assert_eq!(parked, [true, false]);
}
