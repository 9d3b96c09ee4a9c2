//! Calls from a customer's browser to an agent's desk and back, through the real server and a real media server.

use super::at_work::at_work;
use super::cable::Cable;
use super::installed::code;
use super::switchboard::{Office, now, server_with_livekit};
use leadline_desktop::api::{DesktopEvent, NoticeKind};
use leadline_desktop::calls::line::Sound;
use leadline_protocol::Code;
use leadline_testkit::TestServer;
use serde_json::{Value, json};
use uuid::Uuid;

fn id_of(call: &Value) -> Value {
    json!({ "call_id": call["callId"] })
}

fn answer(call: &Value) -> Value {
    json!({ "call_id": call["callId"], "media": "audio" })
}

fn nothing_is_left(calls: &Value) -> bool {
    calls["ringing"] == json!([]) && calls["current"].is_null() && calls["wrap_up"].is_null()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_calls_they_talk_and_what_was_said_is_written_down() {
    let mut office = Office::open().await;
    let note = json!({ "values": { "client_id": office.client, "body": "Wants the roof done before the rains" } });
    office.work.app.ask("note_create", json!({ "id": Uuid::now_v7(), "fields": note, "draft": null })).await;
    let call = office.is_called().await;
    office.rooms.sounds(Some(Sound::Incoming)).await;
    let app = &mut office.work.app;
    let rings = app.until("calls", json!({}), |calls| !calls["ringing"][0]["facts"].is_null()).await;
    let ring = &rings["ringing"][0];
    assert_eq!((&ring["other"]["name"], &ring["client_id"]), (&json!("Mali Saelim"), &json!(office.client)));
    assert_eq!(ring["facts"]["last_note"]["text"], "Wants the roof done before the rains");

    let accepted = app.ask("call_accept", answer(&call)).await;
    assert_eq!((&accepted["ringing"], &accepted["current"]["id"]), (&json!([]), &call["callId"]));
    office.rooms.sounds(None).await;
    let _customer = office.customer_enters(&call).await;
    let app = &mut office.work.app;
    app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    let switch = json!({ "call_id": call["callId"], "on": true });
    app.ask("call_mute", switch).await;
    app.until("calls", json!({}), |calls| calls["current"]["muted"] == true).await;
    office.server_looks().await;
    let app = &mut office.work.app;
    app.until("calls", json!({}), |calls| calls["current"]["active_at"].is_i64()).await;

    office.work.server.clock().advance(61_000);
    let over = app.ask("call_hang_up", id_of(&call)).await;
    assert!(over["current"].is_null(), "{over}");
    app.until("calls", json!({}), |calls| calls["wrap_up"]["seconds"] == 61).await;
    let activities = json!({ "id": office.client });
    let written = app.until("activities_of", activities.clone(), |list| list["activities"][0]["kind"] == "call").await;
    let activity = written["activities"][0].clone();
    assert_eq!(activity["status"], "done");

    app.ask("draft_save", json!({ "key": format!("call:{}", call["callId"].as_str().unwrap()), "body": "two" })).await;
    let next = json!({ "subject": "Send the offer", "due_at": now(), "kind": "task" });
    let save = json!({
        "call_id": call["callId"], "outcome": "wants_quote", "note": "Two inverters, not one", "next": next,
    });
    app.ask("wrap_up_save", save.clone()).await;
    assert!(nothing_is_left(&app.ask("calls", json!({})).await));
    let draft = json!({ "key": format!("call:{}", call["callId"].as_str().unwrap()) });
    assert_eq!(app.ask("draft_get", draft).await["body"], Value::Null);
    let list = app
        .until("activities_of", activities, |list| {
            let all = list["activities"].as_array().unwrap();
            all.len() == 2 && all.iter().all(|one| one["sync"] == "synced")
        })
        .await;
    let find = |kind: &str| list["activities"].as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap();
    let told = ["direction", "media", "seconds", "end", "outcome"].map(|what| find("call")["call"][what].clone());
    assert_eq!(told, [json!("incoming"), json!("video"), json!(61), json!("completed"), json!("wants_quote")]);
    assert_eq!(find("task")["subject"], "Send the offer");
    let timeline = json!({ "client_id": office.client, "kinds": ["note"], "before": null, "limit": 5 });
    let notes = app.ask("timeline", timeline).await;
    assert_eq!(notes["items"][0]["what"]["note"]["body"], "Two inverters, not one");
    assert_eq!(code(&app.refused("wrap_up_save", save).await), Code::NotFound, "once is enough");

    let query = json!({ "client_id": office.client, "missed_only": false, "incoming": true, "before": null });
    let history = app.ask("call_history", query).await;
    let row = &history["rows"][0];
    assert_eq!((&row["id"], &row["seconds"], &row["missed"]), (&call["callId"], &json!(61), &json!(false)));
    assert_eq!((&row["outcome"], &history["offline"]), (&json!("wants_quote"), &json!(false)));
    assert_eq!(row["other"]["name"], "Mali Saelim");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_desks_the_first_has_the_call_and_the_other_is_told() {
    let mut office = Office::open().await;
    let (mut other, _computer) = office.another_desk().await;
    let call = office.is_called().await;
    other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call["callId"]).await;
    office.work.app.ask("call_accept", answer(&call)).await;
    // Whoever is a moment late is told what became of it, not that something went wrong.
    let late = other.ask("call_accept", answer(&call)).await;
    assert_eq!((&late["ringing"], &late["elsewhere"]["stopped"]), (&json!([]), &json!("answered_elsewhere")));
    let calls = office.work.app.ask("calls", json!({})).await;
    assert_eq!(calls["current"]["id"], call["callId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_declined_on_one_desk_is_declined_on_all() {
    let mut office = Office::open().await;
    let (mut other, _computer) = office.another_desk().await;
    let call = office.is_called().await;
    other.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call["callId"]).await;
    let declined = office.work.app.ask("call_decline", id_of(&call)).await;
    assert!(nothing_is_left(&declined), "{declined}");
    let told = other.until("calls", json!({}), |calls| calls["ringing"] == json!([])).await;
    assert_eq!(told["elsewhere"]["stopped"], "declined_elsewhere");
    assert_eq!(office.customer.sees(&call["callId"]).await["endReason"], "declined");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ring_nobody_answers_ends_and_is_found_among_the_missed() {
    let mut office = Office::open().await;
    let mut events = office.work.app.desktop.events().listen();
    let call = office.is_called().await;
    office.work.app.desktop.rings_are_shown();
    // The server has heard that the ring reached the desk, so it is missed and not out of reach.
    while office.customer.sees(&call["callId"]).await["seq"] == call["call"]["seq"] {}
    office.work.server.clock().advance(46_000);
    let app = &mut office.work.app;
    app.until("calls", json!({}), nothing_is_left).await;
    office.rooms.sounds(None).await;
    let query = json!({ "client_id": null, "missed_only": true, "incoming": null, "before": null });
    let missed = app.ask("call_history", query).await["rows"][0].clone();
    assert_eq!((&missed["id"], &missed["end_reason"]), (&call["callId"], &json!("missed")));
    app.until("activities_of", json!({ "id": office.client }), |list| {
        list["activities"].as_array().unwrap().iter().any(|one| one["status"] == "open")
    })
    .await;
    let told = app.until("notifications", json!({}), |told| told["unread"] == 1).await["rows"][0].clone();
    assert_eq!((&told["kind"], &told["title"]), (&json!("missed_call"), &json!("Mali Saelim")));
    assert_eq!((&told["client_id"], &told["callable"]), (&json!(office.client), &json!(true)));
    let news = loop {
        if let DesktopEvent::Told { news } = events.recv().await.unwrap() {
            break news;
        }
    };
    assert_eq!((news.kind, json!(news.ids)), (NoticeKind::MissedCall, json!([told["id"]])));
    let centre = app.ask("notices", json!({})).await;
    let kinds: Vec<_> = centre["rows"].as_array().unwrap().iter().map(|row| &row["kind"]).collect();
    assert_eq!(
        (kinds, &centre["unseen"]),
        (vec![&json!("missed_call")], &json!(1)),
        "the call back is not told beside it"
    );
    app.ask("notices_seen", json!({ "ids": null })).await;
    let seen = app.until("notifications", json!({}), |told| told["rows"][0]["sync"] == "synced").await;
    assert_eq!((&seen["unread"], &seen["rows"][0]["seen"]), (&json!(0), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_started_while_it_rings_rings() {
    let mut office = Office::open().await;
    let call = office.is_called().await;
    let mut work = office.work.restart().await;
    work.app.until("calls", json!({}), |calls| calls["ringing"][0]["id"] == call["callId"]).await;
    work.app.ask("call_accept", answer(&call)).await;
    work.app.until("calls", json!({}), |calls| calls["current"]["id"] == call["callId"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_grew_too_old_is_asked_for_anew_and_one_that_is_refused_again_is_said() {
    for (old, comes_in) in [(1, true), (2, false)] {
        let mut office = Office::open().await;
        let call = office.is_called().await;
        office.rooms.age_tickets(old);
        office.work.app.ask("call_accept", answer(&call)).await;
        let _customer = office.customer_enters(&call).await;
        let current = |calls: &Value| calls["current"].clone();
        let app = &mut office.work.app;
        if comes_in {
            app.until("calls", json!({}), |calls| current(calls)["phase"] == "active").await;
        } else {
            app.until("calls", json!({}), |calls| current(calls)["sound_fault"]["code"] == "room_refused").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_given_up_while_the_network_was_away_rings_no_more() {
    let server = server_with_livekit().await;
    let cable = Cable::to(&server).await;
    let mut office = Office::open_at(server).await;
    let app = &mut office.work.app;
    app.try_sign_in(&cable.address, &office.work.admin.session().me.email, leadline_testkit::TEST_PASSWORD)
        .await
        .unwrap();
    app.ready().await;
    let call = office.is_called().await;
    cable.pull();
    office.customer.does("cancel", &call["callId"]).await;
    cable.plug();
    office.work.app.until("calls", json!({}), nothing_is_left).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_calls_the_customer_of_a_client_who_hangs_up() {
    let mut office = Office::open().await;
    let start = json!({ "client_id": office.client, "profile_id": null, "media": "video" });
    let calls = office.work.app.ask("call_start", start).await;
    let current = &calls["current"];
    assert_eq!(
        (&current["phase"], &current["camera"], &current["incoming"]),
        (&json!("dialling"), &json!(true), &json!(false))
    );
    office.rooms.sounds(Some(Sound::Dialling)).await;
    let ticket = office.customer.does("accept", &current["id"]).await;
    let _customer = office.customer_enters(&ticket).await;
    let app = &mut office.work.app;
    app.until("calls", json!({}), |calls| calls["current"]["phase"] == "active").await;
    office.server_looks().await;
    office.customer.does("end", &current["id"]).await;
    let app = &mut office.work.app;
    let over = app.until("calls", json!({}), |calls| !calls["wrap_up"].is_null()).await;
    assert_eq!(over["wrap_up"]["call"]["other"]["name"], "Mali Saelim");
    let skipped = app.ask("wrap_up_skip", json!({ "call_id": current["id"] })).await;
    assert!(nothing_is_left(&skipped));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_the_customer_declines_says_so_to_the_agent() {
    let mut office = Office::open().await;
    let start = json!({ "client_id": office.client, "profile_id": null, "media": "audio" });
    let current = office.work.app.ask("call_start", start).await["current"].clone();
    office.customer.does("decline", &current["id"]).await;
    let app = &mut office.work.app;
    let over = app.until("calls", json!({}), |calls| calls["current"]["phase"] == "ended").await;
    assert_eq!(over["current"]["end_reason"], "declined");
    let put_away = app.ask("call_hang_up", json!({ "call_id": current["id"] })).await;
    assert!(nothing_is_left(&put_away), "{put_away}");
}

#[tokio::test(flavor = "multi_thread")]
async fn colleagues_see_a_choice_of_presence() {
    let mut office = Office::open().await;
    let app = &mut office.work.app;
    app.until("calls", json!({}), |calls| calls["presence"]["presence"] == "available").await;
    let until = now() + 3_600_000;
    let calls = app.ask("presence_set", json!({ "presence": "break", "until": until })).await;
    assert_eq!(calls["presence"]["presence"], "break");
    let (colleague, _desk) = office.work.colleague(leadline_domain::Role::Agent).await;
    let seen = colleague.ask("colleagues", json!({})).await;
    assert_eq!(
        (&seen["colleagues"][0]["presence"], &seen["colleagues"][0]["name"]),
        (&json!("break"), &json!("Anong Saelim"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_call_the_state_says_why_and_the_rest_goes_on() {
    // A computer without the library: a call is heard of, cannot be taken here, and goes on ringing elsewhere.
    let work = at_work().await;
    let client = work.app.new_client("Anong", json!({})).await;
    let start = json!({ "client_id": client, "profile_id": null, "media": "audio" });
    assert_eq!(code(&work.app.refused("call_start", start).await), Code::CallLibraryMissing);
    assert_eq!(work.app.ask("calls", json!({})).await["fault"]["code"], "call_library_missing");

    // A server without a media server.
    let server = TestServer::start_at(leadline_server::Clock::standing_at(now()), |_| {}).await;
    let office = Office::open_at(server).await;
    let start = json!({ "client_id": office.client, "profile_id": null, "media": "audio" });
    let app = &office.work.app;
    assert_eq!(code(&app.refused("call_start", start).await), Code::CallsUnavailable);
    let calls = app.ask("calls", json!({})).await;
    assert_eq!((&calls["fault"]["code"], &calls["current"]), (&json!("calls_unavailable"), &Value::Null));
}
