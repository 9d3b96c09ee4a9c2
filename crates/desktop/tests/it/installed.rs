//! The desktop as it is installed on somebody's computer, without a window.

use leadline_desktop::api::DesktopEvent;
use leadline_desktop::calls::{Lines, Unplugged};
use leadline_desktop::updates::{NoUpdater, Updater};
use leadline_desktop::{Bare, Desktop, KeyFile, NoPhoneProgram, Parts, Secrets, SecretsFault, Surroundings};
use leadline_protocol::{Code, Problem};
use leadline_testkit::{Api, TEST_PASSWORD, TestServer};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use tokio::sync::broadcast;
use uuid::Uuid;

/// Where the test server's clock stands as well.
pub const NOW: i64 = 1_795_140_000_000;

/// A computer whose keyring cannot be used.
pub struct NoKeyring;

impl Secrets for NoKeyring {
    fn works(&self) -> bool {
        false
    }
    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, SecretsFault> {
        Err(SecretsFault::Unavailable(None))
    }
    fn set(&self, _: &str, _: &[u8]) -> Result<(), SecretsFault> {
        Err(SecretsFault::Unavailable(None))
    }
    fn remove(&self, _: &str) -> Result<(), SecretsFault> {
        Err(SecretsFault::Unavailable(None))
    }
}

/// A keyring that a person can lock. Another file in the keyring's place: the machine that runs this has none, and the
/// trait is the same.
struct TestKeyring {
    entries: KeyFile,
    locked: Arc<AtomicBool>,
}

impl Secrets for TestKeyring {
    fn works(&self) -> bool {
        !self.locked.load(Ordering::SeqCst)
    }
    fn wants_password(&self) -> bool {
        !self.works()
    }
    /// As the Secret Service does: nothing in a locked keyring is found.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretsFault> {
        if self.works() { self.entries.get(name) } else { Ok(None) }
    }
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretsFault> {
        if self.works() { self.entries.set(name, secret) } else { Err(SecretsFault::Unavailable(None)) }
    }
    fn remove(&self, name: &str) -> Result<(), SecretsFault> {
        if self.works() { self.entries.remove(name) } else { Err(SecretsFault::Unavailable(None)) }
    }
}

/// A computer with a data folder that outlives the app.
pub struct Computer {
    folder: TempDir,
    has_keyring: bool,
    keyring_locked: Arc<AtomicBool>,
    now: fn() -> i64,
    lines: Arc<dyn Lines>,
    around: Arc<dyn leadline_desktop::Computer>,
    updater: Arc<dyn Updater>,
}

impl Computer {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            has_keyring: true,
            keyring_locked: Arc::default(),
            now: || NOW,
            lines: Arc::new(Unplugged),
            around: Arc::new(Bare),
            updater: Arc::new(NoUpdater),
        }
    }

    pub fn without_keyring() -> Self {
        Self { has_keyring: false, ..Self::new() }
    }

    /// A computer whose clock says this.
    pub fn with_clock(now: fn() -> i64) -> Self {
        Self { now, ..Self::new() }
    }

    /// Another computer with the same clock.
    pub fn another(&self) -> Self {
        Self { now: self.now, ..Self::new() }
    }

    /// The same computer with sound and picture.
    pub fn with_lines(self, lines: Arc<dyn Lines>) -> Self {
        Self { lines, ..self }
    }

    /// The same computer with a desktop around the app.
    pub fn with_around(self, around: Arc<dyn leadline_desktop::Computer>) -> Self {
        Self { around, ..self }
    }

    /// The same computer with what brings newer versions.
    pub fn with_updater(self, updater: Arc<dyn Updater>) -> Self {
        Self { updater, ..self }
    }

    /// Locks the keyring, or unlocks it.
    pub fn lock_keyring(&self, locked: bool) {
        self.keyring_locked.store(locked, Ordering::SeqCst);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Every file below the data folder.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path("data")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    }

    /// Starts the app.
    pub async fn start(&self) -> App {
        let keyring: Arc<dyn Secrets> = if self.has_keyring {
            Arc::new(TestKeyring { entries: KeyFile::new(self.path("keyring")), locked: self.keyring_locked.clone() })
        } else {
            Arc::new(NoKeyring)
        };
        let surroundings = Surroundings { now: self.now, ..Surroundings::of_this_computer() };
        let desktop = Desktop::new(Parts {
            data_dir: self.path("data"),
            version: "0.1.0".to_owned(),
            device_name: "test-laptop".to_owned(),
            platform: "linux".to_owned(),
            default_server: None,
            surroundings,
            keyring,
            key_file: Arc::new(KeyFile::new(self.path("data/keys.json"))),
            lines: self.lines.clone(),
            phone_program: Arc::new(NoPhoneProgram),
            computer: self.around.clone(),
            updater: self.updater.clone(),
        });
        desktop.ready().await;
        App { events: desktop.events().listen(), desktop }
    }
}

/// The running app.
pub struct App {
    pub desktop: Arc<Desktop>,
    events: broadcast::Receiver<DesktopEvent>,
}

impl App {
    /// Asks, and expects an answer.
    #[track_caller]
    pub fn ask(&self, name: &str, request: Value) -> impl Future<Output = Value> {
        let (desktop, name) = (self.desktop.clone(), name.to_owned());
        async move { desktop.call(&name, request).await.unwrap_or_else(|problem| panic!("{name}: {problem:?}")) }
    }

    /// Asks, and expects a refusal.
    pub async fn refused(&self, name: &str, request: Value) -> Problem {
        self.desktop.call(name, request).await.expect_err(name)
    }

    pub async fn sign_in(&self, server: &TestServer, who: &Api) -> Value {
        self.try_sign_in(&server.url(), &who.session().me.email, TEST_PASSWORD).await.unwrap()
    }

    pub async fn try_sign_in(&self, server: &str, email: &str, password: &str) -> Result<Value, Problem> {
        let request = json!({ "server": server, "email": email, "password": password });
        self.desktop.call("sign_in", request).await
    }

    /// Waits until everything the server has is here.
    pub async fn ready(&mut self) {
        self.until("session", json!({}), |state| state["stage"] == "ready").await;
    }

    /// Ends the app as its person does.
    pub async fn end(&self) {
        self.desktop.close().await;
    }

    pub async fn stage(&self) -> String {
        self.ask("session", json!({})).await["stage"].as_str().unwrap().to_owned()
    }

    /// Waits for an event.
    pub async fn told(&mut self, is_it: impl Fn(&DesktopEvent) -> bool) -> DesktopEvent {
        loop {
            let event = self.events.recv().await.unwrap();
            if is_it(&event) {
                return event;
            }
        }
    }

    /// Waits until something asked for is as expected; asks again whenever something was told.
    pub async fn until(&mut self, name: &str, request: Value, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let answer = self.ask(name, request.clone()).await;
            if holds(&answer) {
                return answer;
            }
            self.events.recv().await.unwrap();
        }
    }

    /// Makes a client and returns its id.
    pub async fn new_client(&self, name: &str, more: Value) -> Uuid {
        let id = Uuid::now_v7();
        let mut values = json!({
            "name": name, "kind": "person", "client_type": "lead", "lifecycle_stage": "lead",
        });
        values.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.ask("client_create", json!({ "id": id, "fields": { "values": values }, "draft": null })).await;
        id
    }

    pub async fn client(&self, id: Uuid) -> Value {
        self.ask("client_get", json!({ "id": id })).await
    }
}

pub fn code(problem: &Problem) -> Code {
    problem.code
}

/// A list of everything by name.
pub fn all_by_name() -> Value {
    json!({ "filter": { "op": "all", "parts": [] }, "sort": { "field": "name", "descending": false }, "today": NOW })
}
