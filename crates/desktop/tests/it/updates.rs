//! Newer versions of the app, from a feed that the test writes.

use super::installed::{App, Computer, NOW, code};
use super::switchboard::{Office, server_with_livekit};
use async_trait::async_trait;
use leadline_desktop::api::{KeptBy, NewVersion, UpdateChannel, UpdateFault};
use leadline_desktop::updates::{Progress, Updater};
use leadline_protocol::Code;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;

/// A feed, what lies on the disk, and a system that installs: all of them do as the test says, and write down what was
/// asked of them.
struct Shop {
    offered: Mutex<Result<Option<&'static str>, UpdateFault>>,
    /// What an earlier start fetched.
    kept: Mutex<Option<&'static str>>,
    fetched: Mutex<Result<(), UpdateFault>>,
    installed: Mutex<Result<(), UpdateFault>>,
    /// A download and an installation each take one to come to their end.
    hands: Semaphore,
    asked: Mutex<Vec<String>>,
}

impl Shop {
    fn offering(version: Option<&'static str>) -> Arc<Self> {
        Arc::new(Self {
            offered: Mutex::new(Ok(version)),
            kept: Mutex::default(),
            fetched: Mutex::new(Ok(())),
            installed: Mutex::new(Ok(())),
            hands: Semaphore::new(0),
            asked: Mutex::default(),
        })
    }

    fn lend_a_hand(&self) {
        self.hands.add_permits(1);
    }

    fn note(&self, what: impl Into<String>) {
        self.asked.lock().unwrap().push(what.into());
    }

    fn was_asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    /// A computer that gets its versions here, with the app running.
    async fn visited(self: &Arc<Self>) -> (App, Computer) {
        let computer = Computer::new().with_updater(self.clone());
        (visit(&computer).await, computer)
    }
}

fn version(version: &str) -> NewVersion {
    NewVersion { version: version.to_owned(), notes: Some("Calls to several".to_owned()) }
}

/// The app on this computer, once it knows who keeps it up to date.
async fn visit(computer: &Computer) -> App {
    let mut app = computer.start().await;
    app.desktop.keep_up_to_date();
    app.until("updates", json!({}), |now| !now["kept_by"].is_null()).await;
    app
}

#[async_trait]
impl Updater for Shop {
    async fn kept_by(&self) -> KeptBy {
        KeptBy::Leadline
    }
    async fn kept(&self) -> Option<NewVersion> {
        self.kept.lock().unwrap().map(version)
    }
    async fn look(&self, channel: UpdateChannel) -> Result<Option<NewVersion>, UpdateFault> {
        self.note(format!("look {channel:?}"));
        Ok((*self.offered.lock().unwrap())?.map(version))
    }
    async fn fetch(&self, progress: Progress) -> Result<(), UpdateFault> {
        self.note("fetch");
        progress(600_000, Some(1_000_000));
        self.hands.acquire().await.unwrap().forget();
        *self.fetched.lock().unwrap()
    }
    async fn forget(&self) {
        self.note("forget");
    }
    async fn install(&self) -> Result<(), UpdateFault> {
        self.note("install");
        self.hands.acquire().await.unwrap().forget();
        *self.installed.lock().unwrap()
    }
    fn restart(&self) {
        self.note("restart");
    }
}

fn new(version: &str) -> Value {
    json!({ "version": version, "notes": "Calls to several" })
}

async fn stage(app: &mut App, is_it: impl Fn(&Value) -> bool) -> Value {
    app.until("updates", json!({}), |now| is_it(&now["stage"])).await
}

async fn ready(app: &mut App) -> Value {
    stage(app, |stage| !stage["ready"].is_null()).await
}

fn by_hand(channel: &str) -> Value {
    json!({ "channel": channel, "by_itself": false })
}

#[tokio::test]
async fn a_copy_of_the_package_manager_says_so_and_does_nothing() {
    let app = visit(&Computer::new()).await;
    let now = app.ask("updates", json!({})).await;
    assert_eq!((&now["kept_by"], &now["stage"]), (&json!("system"), &json!({ "none": {} })));
    for wish in ["updates_look", "updates_fetch", "updates_install"] {
        assert_eq!(code(&app.refused(wish, json!({})).await), Code::Forbidden, "{wish}");
    }
}

#[tokio::test]
async fn what_is_found_is_fetched_and_waits_for_the_person_and_then_the_app_starts_anew() {
    let shop = Shop::offering(Some("0.2.0"));
    let (mut app, _computer) = shop.visited().await;
    app.ask("updates_look", json!({})).await;
    let now = stage(&mut app, |stage| stage["downloading"]["received"] == 600_000).await;
    let half = json!({ "new": new("0.2.0"), "received": 600_000, "total": 1_000_000 });
    assert_eq!(now["stage"]["downloading"], half);
    assert!(now["looked_at"].is_i64());
    shop.lend_a_hand();
    assert_eq!(ready(&mut app).await["stage"], json!({ "ready": { "new": new("0.2.0"), "fault": null } }));
    assert_eq!(shop.was_asked(), ["look Stable", "fetch"], "nothing is installed by itself");
    app.ask("updates_install", json!({})).await;
    stage(&mut app, |stage| !stage["installing"].is_null()).await;
    assert_eq!(code(&app.refused("updates_install", json!({})).await), Code::Conflict, "once is enough");
    shop.lend_a_hand();
    stage(&mut app, |stage| !stage["installed"].is_null()).await;
    while !shop.asked.lock().unwrap().contains(&"restart".to_owned()) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn who_wants_to_be_asked_is_asked_before_the_download() {
    let shop = Shop::offering(Some("0.2.0"));
    let (mut app, computer) = shop.visited().await;
    app.ask("updates_set", by_hand("stable")).await;
    app.ask("updates_look", json!({})).await;
    let now = stage(&mut app, |stage| !stage["available"].is_null()).await;
    assert_eq!(now["stage"], json!({ "available": { "new": new("0.2.0") } }));
    assert_eq!(shop.was_asked(), ["look Stable"]);
    shop.lend_a_hand();
    app.ask("updates_fetch", json!({})).await;
    ready(&mut app).await;
    let again = visit(&computer).await;
    assert_eq!(again.ask("updates", json!({})).await["settings"], by_hand("stable"), "the choice outlives the app");
}

#[tokio::test]
async fn another_channel_is_looked_at_once() {
    let shop = Shop::offering(None);
    let (mut app, _computer) = shop.visited().await;
    app.ask("updates_set", by_hand("beta")).await;
    app.until("updates", json!({}), |now| now["looked_at"].is_i64()).await;
    assert_eq!(shop.was_asked(), ["look Beta"]);
}

#[tokio::test]
async fn a_download_of_the_channel_before_is_given_up() {
    let shop = Shop::offering(Some("0.2.0"));
    let (mut app, _computer) = shop.visited().await;
    app.ask("updates_look", json!({})).await;
    stage(&mut app, |stage| !stage["downloading"].is_null()).await;
    *shop.offered.lock().unwrap() = Ok(Some("0.3.0"));
    app.ask("updates_set", by_hand("beta")).await;
    stage(&mut app, |stage| stage["available"]["new"]["version"] == "0.3.0").await;
    assert_eq!(shop.was_asked(), ["look Stable", "fetch", "look Beta"]);
}

#[tokio::test]
async fn what_an_earlier_start_fetched_is_ready_until_the_feed_withdraws_it() {
    let shop = Shop::offering(None);
    *shop.kept.lock().unwrap() = Some("0.2.0");
    let (mut app, _computer) = shop.visited().await;
    ready(&mut app).await;
    let looking = app.ask("updates_look", json!({})).await;
    assert!(!looking["stage"]["ready"].is_null(), "it does not go away under the person's hand");
    stage(&mut app, |stage| !stage["none"].is_null()).await;
    assert_eq!(shop.was_asked(), ["look Stable", "forget"]);
}

#[tokio::test]
async fn whatever_goes_wrong_is_told_and_can_be_tried_again() {
    let shop = Shop::offering(Some("0.2.0"));
    let (mut app, _computer) = shop.visited().await;
    let failed = |fault: &str| json!({ "failed": { "fault": fault } });
    *shop.offered.lock().unwrap() = Err(UpdateFault::FeedAway);
    app.ask("updates_look", json!({})).await;
    stage(&mut app, |stage| *stage == failed("feed_away")).await;
    *shop.offered.lock().unwrap() = Ok(Some("0.2.0"));
    for (fault, name) in [
        (UpdateFault::BadSignature, "bad_signature"),
        (UpdateFault::OtherVersion, "other_version"),
        (UpdateFault::CutOff, "cut_off"),
        (UpdateFault::DiskFull, "disk_full"),
    ] {
        *shop.fetched.lock().unwrap() = Err(fault);
        shop.lend_a_hand();
        app.ask("updates_look", json!({})).await;
        stage(&mut app, |stage| *stage == failed(name)).await;
    }
    *shop.fetched.lock().unwrap() = Ok(());
    shop.lend_a_hand();
    app.ask("updates_look", json!({})).await;
    ready(&mut app).await;
    *shop.installed.lock().unwrap() = Err(UpdateFault::Declined);
    shop.lend_a_hand();
    app.ask("updates_install", json!({})).await;
    let declined = json!({ "ready": { "new": new("0.2.0"), "fault": "declined" } });
    stage(&mut app, |stage| *stage == declined).await;
    *shop.installed.lock().unwrap() = Err(UpdateFault::Lost);
    shop.lend_a_hand();
    app.ask("updates_install", json!({})).await;
    stage(&mut app, |stage| *stage == failed("lost")).await;
    assert!(!shop.was_asked().contains(&"restart".to_owned()));
}

/// A clock that the test turns, in milliseconds.
static CLOCK: AtomicI64 = AtomicI64::new(NOW);

/// Lets so many hours pass, minute by minute, as a computer does that is not asleep.
async fn pass(hours: i64) {
    for _ in 0..hours * 60 {
        CLOCK.fetch_add(60_000, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn by_itself_it_looks_after_the_start_and_once_a_day_unless_it_is_switched_off() {
    let shop = Shop::offering(Some("0.2.0"));
    shop.lend_a_hand();
    let computer = Computer::with_clock(|| CLOCK.load(Ordering::SeqCst)).with_updater(shop.clone());
    let mut app = visit(&computer).await;
    assert_eq!(shop.was_asked(), Vec::<String>::new(), "a start has better things to do");
    pass(1).await;
    ready(&mut app).await;
    assert_eq!(shop.was_asked(), ["look Stable", "fetch"]);
    pass(21).await;
    assert_eq!(shop.was_asked(), Vec::<String>::new());
    pass(5).await;
    assert_eq!(shop.was_asked(), ["look Stable"], "it is here already");
    drop(app);
    let app = visit(&computer).await;
    pass(2).await;
    assert_eq!(shop.was_asked(), Vec::<String>::new(), "a restart is no reason to look again");
    app.ask("updates_set", by_hand("stable")).await;
    pass(72).await;
    assert_eq!(shop.was_asked(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_has_the_line_and_an_update_waits_for_its_end() {
    let shop = Shop::offering(Some("0.2.0"));
    let updater = shop.clone();
    let server = server_with_livekit().await;
    let mut office = Office::open_on(server, |computer| computer.with_updater(updater)).await;
    office.work.app.desktop.keep_up_to_date();
    office.work.app.until("updates", json!({}), |now| !now["kept_by"].is_null()).await;
    office.work.app.ask("updates_look", json!({})).await;
    stage(&mut office.work.app, |stage| !stage["downloading"].is_null()).await;

    let call = office.is_called().await;
    let app = &mut office.work.app;
    stage(app, |stage| !stage["available"].is_null()).await;
    for wish in ["updates_look", "updates_fetch"] {
        assert_eq!(code(&app.refused(wish, json!({})).await), Code::Busy, "{wish} while it rings");
    }
    let call = json!({ "call_id": call["callId"] });
    app.ask("call_decline", call).await;
    shop.lend_a_hand();
    app.ask("updates_fetch", json!({})).await;
    ready(app).await;

    app.ask("updates_install", json!({})).await;
    let second = office.is_called().await;
    shop.lend_a_hand();
    stage(&mut office.work.app, |stage| !stage["installed"].is_null()).await;
    assert!(!shop.was_asked().contains(&"restart".to_owned()), "somebody calls");
    office.work.app.ask("call_decline", json!({ "call_id": second["callId"] })).await;
    while !shop.was_asked().contains(&"restart".to_owned()) {
        tokio::task::yield_now().await;
    }
}
