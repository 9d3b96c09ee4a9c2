//! What works on a computer, as the doctor sees it.

use super::at_work::{AtWork, at_work};
use super::installed::{App, Computer};
use super::switchboard::{now, server_with_livekit};
use async_trait::async_trait;
use leadline_desktop::api::{Cameras, RingSettings, Screen, SoundChoice, SoundDevices};
use leadline_desktop::calls::Unplugged;
use leadline_desktop::calls::line::{Line, Lines, Playing, Sound, SoundCheck, Ticket, Wish};
use leadline_desktop::updates::NoUpdater;
use leadline_desktop::{Bare, KeyFile, NoPhoneProgram, Parts, Secrets, SecretsFault, Surroundings, doctor};
use leadline_protocol::Problem;
use leadline_server::Clock;
use leadline_server::config::Config;
use leadline_testkit::TestServer;
use serde_json::{Value, json};
use std::future::pending;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

async fn look(app: &App) -> Value {
    app.ask("doctor", json!({})).await
}

/// One line of the report, as verdict, finding and the problem's code.
fn line(report: &Value, check: &str) -> Value {
    let checks = report["checks"].as_array().unwrap();
    checks
        .iter()
        .find(|checked| checked["check"] == check)
        .map_or(Value::Null, |checked| json!([checked["verdict"], checked["finding"], checked["problem"]["code"]]))
}

fn figure(report: &Value, check: &str) -> i64 {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|checked| checked["check"] == check).unwrap()["figure"].as_i64().unwrap()
}

#[tokio::test]
async fn a_computer_with_nothing_on_it_is_told_what_to_fix_and_what_to_know() {
    let app = Computer::without_keyring().start().await;
    let report = look(&app).await;
    for (check, expected) in [
        ("call_library", json!(["to_fix", "fails", "call_library_missing"])),
        ("microphone", json!(["to_fix", "fails", "call_library_missing"])),
        ("camera", json!(["to_know", "fails", "no_camera"])),
        ("server", json!(["to_know", "no_server", null])),
        ("clock", Value::Null),
        ("live_connection", Value::Null),
        ("keyring", json!(["to_fix", "fails", "keyring_unavailable"])),
        ("folder", json!(["fine", "works", null])),
        ("local_data", Value::Null),
        ("logs", json!(["fine", "works", null])),
        ("notifications", json!(["to_know", "no_notifications", null])),
        ("tray", json!(["to_know", "no_panel", null])),
    ] {
        assert_eq!(line(&report, check), expected, "{check}");
    }
    assert!(figure(&report, "folder") > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_work_server_clock_keyring_and_data_are_looked_at_anew_each_time() {
    let AtWork { mut app, computer, server, .. } = at_work().await;
    app.until("sync_status", json!({}), |status| status["link"] == "online").await;
    let report = look(&app).await;
    for check in ["server", "live_connection", "clock", "keyring", "folder", "local_data"] {
        assert_eq!(line(&report, check), json!(["fine", "works", null]), "{check}");
    }
    assert_eq!(line(&report, "rooms"), json!(["to_fix", "fails", "calls_unavailable"]), "this server has none");
    assert!(figure(&report, "local_data") > 0);
    computer.lock_keyring(true);
    server.stop().await;
    app.ask("sync_now", json!({})).await;
    app.until("sync_status", json!({}), |status| status["link"] == "offline").await;
    let report = look(&app).await;
    assert_eq!(line(&report, "keyring"), json!(["to_fix", "locked", null]));
    assert_eq!(line(&report, "server"), json!(["to_fix", "fails", "offline"]));
    assert_eq!(line(&report, "live_connection"), json!(["to_fix", "fails", "offline"]));
    assert_eq!(line(&report, "clock"), Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_to_where_calls_take_place_is_looked_at_apart_from_the_server() {
    let nothing_there = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let elsewhere = move |config: &mut Config| {
        config.calls.livekit_url = Some(format!("ws://{nothing_there}"));
        config.calls.livekit_key = Some("key".to_owned());
        config.calls.livekit_secret = Some("a-secret-of-more-than-32-letters-here".to_owned());
    };
    for (server, expected) in [
        (server_with_livekit().await, json!(["fine", "works", null])),
        (
            TestServer::start_at(Clock::standing_at(now()), elsewhere).await,
            json!(["to_fix", "fails", "room_unreachable"]),
        ),
    ] {
        let admin = server.new_organisation().await;
        let mut app = Computer::with_clock(now).start().await;
        app.sign_in(&server, &admin).await;
        app.ready().await;
        let report = look(&app).await;
        assert_eq!(line(&report, "rooms"), expected);
        assert_eq!(line(&report, "server"), json!(["fine", "works", null]));
    }
}

#[tokio::test]
async fn a_key_in_a_file_that_was_agreed_to_is_no_fault() {
    let app = Computer::without_keyring().start().await;
    app.ask("keyring_consent", json!({ "agreed": true })).await;
    assert_eq!(line(&look(&app).await, "keyring"), json!(["to_know", "in_file", null]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_off_by_minutes_is_told_and_nothing_to_fix() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let mut app = Computer::with_clock(|| super::installed::NOW + 300_000).start().await;
    app.sign_in(&server, &admin).await;
    app.ready().await;
    let report = look(&app).await;
    assert_eq!(line(&report, "clock"), json!(["to_know", "off", null]));
    assert!((-310_000..=-290_000).contains(&figure(&report, "clock")));
}

/// Parts of a computer that runs no app.
fn parts(computer: &Computer, lines: Arc<dyn Lines>, keyring: Arc<dyn Secrets>) -> Parts {
    Parts {
        data_dir: computer.path("data"),
        version: "0.1.0".to_owned(),
        device_name: "test-laptop".to_owned(),
        platform: "linux".to_owned(),
        default_server: None,
        surroundings: Surroundings::of_this_computer(),
        keyring,
        key_file: Arc::new(KeyFile::new(computer.path("data/keys.json"))),
        lines,
        phone_program: Arc::new(NoPhoneProgram),
        computer: Arc::new(Bare),
        updater: Arc::new(NoUpdater),
    }
}

#[tokio::test]
async fn without_the_app_nothing_is_made_by_looking_and_the_chosen_language_is_known() {
    let computer = Computer::new();
    let fresh = parts(&computer, Arc::new(Unplugged), Arc::new(KeyFile::new(computer.path("keyring"))));
    let examined = doctor::examine(&fresh).await;
    assert!(examined.language.is_none());
    assert!(!computer.path("data").exists());
    let app = computer.start().await;
    let mut settings = app.ask("session", json!({})).await["settings"].clone();
    settings["language"] = json!("th");
    app.ask("settings_set", settings).await;
    let before = computer.files();
    let examined = doctor::examine(&fresh).await;
    assert_eq!(json!(examined.language), json!("th"));
    assert_eq!(computer.files(), before);
}

/// Sound and picture of a system that answers nothing.
struct Hanging;

#[async_trait]
impl Lines for Hanging {
    async fn join(&self, _: Ticket, _: Wish) -> Result<Arc<dyn Line>, Problem> {
        pending().await
    }
    async fn ready(&self) -> Result<(), Problem> {
        pending().await
    }
    fn sound(&self, _: Sound) -> Playing {
        Box::new(())
    }
    async fn devices(&self) -> SoundDevices {
        pending().await
    }
    fn choose(&self, _: &SoundChoice) {}
    fn ring_as(&self, _: &RingSettings) {}
    async fn try_microphone(&self) -> Result<(), Problem> {
        pending().await
    }
    async fn try_speaker(&self) -> Result<(), Problem> {
        pending().await
    }
    async fn cameras(&self) -> Cameras {
        pending().await
    }
    fn choose_camera(&self, _: Option<String>) {}
    async fn screens(&self) -> Result<Vec<Screen>, Problem> {
        pending().await
    }
    async fn test(&self) -> Result<SoundCheck, Problem> {
        pending().await
    }
}

/// A keyring that answers nothing until the test is over.
struct HangingKeyring(Mutex<Receiver<()>>);

impl Secrets for HangingKeyring {
    fn works(&self) -> bool {
        self.0.lock().unwrap().recv().is_ok()
    }
    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, SecretsFault> {
        Ok(None)
    }
    fn set(&self, _: &str, _: &[u8]) -> Result<(), SecretsFault> {
        Ok(())
    }
    fn remove(&self, _: &str) -> Result<(), SecretsFault> {
        Ok(())
    }
}

#[tokio::test]
async fn what_never_answers_is_given_up_and_the_rest_is_told() {
    let computer = Computer::new();
    let (_until_the_end, ended) = channel();
    let hanging = parts(&computer, Arc::new(Hanging), Arc::new(HangingKeyring(Mutex::new(ended))));
    let report = json!(doctor::examine(&hanging).await.report);
    for check in ["call_library", "microphone", "speaker", "keyring"] {
        assert_eq!(line(&report, check), json!(["to_fix", "timed_out", null]), "{check}");
    }
    assert_eq!(line(&report, "camera"), json!(["to_know", "timed_out", null]));
    assert_eq!(line(&report, "folder"), json!(["fine", "works", null]));
}
