//! The heart of the desktop app: what the UI can ask and be told.
//!
//! It must never know of windows or of a window toolkit: the shell and the browser host hand requests to
//! [`Desktop::call`] and pass [`Events`] on, nothing else.

mod alone;
pub mod api;
mod bulk;
mod call_history;
pub mod calls;
pub mod commands;
mod computer;
mod diagnostics;
mod dispatch;
pub mod doctor;
mod events;
mod forms;
mod import;
mod installation;
mod jobs;
mod last_contact;
pub mod links;
pub mod log_files;
mod masking;
mod news;
mod phone_program;
mod portal_link;
mod private_files;
mod problem;
mod rights;
mod secrets;
mod server_address;
mod server_link;
mod server_lookup;
mod session;
mod sound_check;
mod spare_memory;
mod start;
mod surroundings;
mod sync_status;
mod tokens;
mod undo;
pub mod updates;
mod watching;
mod workplace;

pub use computer::{Bare, Computer, NotificationService};
pub use events::Events;
pub use leadline_protocol::{Code, Problem};
pub use phone_program::{NoPhoneProgram, PhoneProgram, TelLink};
pub use secrets::{KeyFile, Keyring, Secrets, SecretsFault};
pub use surroundings::Surroundings;

use api::{CallPhase, Calls, LinkFault};
use calls::{Attended, Lines, Phone, Pictures};
use installation::Installation;
use sound_check::SoundChecking;
use spare_memory::SpareMemory;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio_util::task::AbortOnDropHandle;
use updates::{Updater, Updating};
use watching::Watching;
use workplace::Workplace;

/// How long the end of the app waits for its data to open first. A question of the keyring may stand for ever.
const OPENING: Duration = Duration::from_secs(3);

/// What the desktop is made from.
pub struct Parts {
    /// Where everything local is kept; made if it is not there.
    pub data_dir: PathBuf,
    /// The app's version.
    pub version: String,
    /// This computer's name, as the person recognises it in the list of devices.
    pub device_name: String,
    /// "linux", "windows" or "macos".
    pub platform: String,
    /// Offered as the server address before the first sign-in.
    pub default_server: Option<String>,
    /// Time, ids and randomness.
    pub surroundings: Surroundings,
    /// The first choice for secrets.
    pub keyring: Arc<dyn Secrets>,
    /// The second choice, used only after the person agreed.
    pub key_file: Arc<dyn Secrets>,
    /// Sound and picture.
    pub lines: Arc<dyn Lines>,
    /// What calls telephone numbers.
    pub phone_program: Arc<dyn PhoneProgram>,
    /// The tray, starting at sign-in, the end of the app.
    pub computer: Arc<dyn Computer>,
    /// What brings newer versions of the app.
    pub updater: Arc<dyn Updater>,
}

/// Everything behind the windows.
pub struct Desktop {
    parts: Parts,
    installation: Installation,
    events: Events,
    /// Whose data is open; nobody's while signed out.
    workplace: RwLock<Option<Arc<Workplace>>>,
    /// The tasks that watch the open workplace.
    watching: Mutex<Option<Watching>>,
    /// The phone of whoever is signed in.
    attended: Mutex<Option<Attended>>,
    /// What was handed over and not opened yet.
    waiting_link: Mutex<Option<Result<links::Link, LinkFault>>>,
    /// The microphone that is heard before a call.
    sound_check: Mutex<Option<SoundChecking>>,
    /// Where windows look at the pictures of calls.
    pictures: Pictures,
    /// A ring that is tried.
    ring_once: Mutex<Option<AbortOnDropHandle<()>>>,
    /// Where newer versions stand.
    updating: Updating,
    /// Signing in and out happen one after the other.
    signing: tokio::sync::Mutex<()>,
    /// What large work leaves.
    spare_memory: SpareMemory,
    /// Held from reading where a session stands until that is told.
    telling_session: Mutex<()>,
    /// Found out when it is first needed, and anew when a person asks: trying a keyring is slow.
    keyring_works: Mutex<Option<bool>>,
    /// What keeps the local data from being opened.
    start_fault: RwLock<Option<Problem>>,
    set_aside: RwLock<Option<String>>,
    started: OnceCell<()>,
}

impl Desktop {
    /// A desktop that has nothing open yet; [`Desktop::ready`] opens it, so that a window can come up meanwhile.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            installation: Installation::at(parts.data_dir.join(installation::FILE)),
            pictures: Pictures::new(parts.surroundings.new_key),
            parts,
            events: Events::new(),
            workplace: RwLock::new(None),
            watching: Mutex::new(None),
            attended: Mutex::new(None),
            waiting_link: Mutex::default(),
            sound_check: Mutex::new(None),
            ring_once: Mutex::new(None),
            updating: Updating::default(),
            signing: tokio::sync::Mutex::new(()),
            spare_memory: SpareMemory::default(),
            telling_session: Mutex::new(()),
            keyring_works: Mutex::default(),
            start_fault: RwLock::new(None),
            set_aside: RwLock::new(None),
            started: OnceCell::new(),
        })
    }

    /// Opens the local data and the last session, once; every command waits for it. Needs no network. What keeps it
    /// from being opened is in the session's state, where the person reads it and can try again.
    pub async fn ready(self: &Arc<Self>) {
        self.started.get_or_init(|| self.start()).await;
    }

    /// Where the UI listens.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The app ends: what is open is closed. Everything acknowledged is on disk already.
    pub async fn close(self: &Arc<Self>) {
        // Libraries are taken down with the process, which must not be in the middle of opening something with them.
        if tokio::time::timeout(OPENING, self.ready()).await.is_err() {
            tracing::warn!("the app ends while its data is being opened");
        }
        let _after_signing = self.signing.lock().await;
        let Some(workplace) = self.workplace_if_open() else { return };
        if let Err(problem) = self.remember_sync(&workplace) {
            tracing::warn!(code = ?problem.code, "the time of the last sync is not kept");
        }
        if let Ok(phone) = self.phone() {
            phone.close().await;
        }
        self.set_workplace(None);
        // A task that still holds the workplace must not keep the file open behind the next start's back.
        if beside(move || workplace.cache().close()).await.is_err() {
            tracing::warn!("the local data is not closed in order");
        }
    }

    /// Whose data is open.
    fn workplace(&self) -> Result<Arc<Workplace>, Problem> {
        self.workplace_if_open().ok_or_else(|| Code::Unauthenticated.into())
    }

    /// Runs blocking work on the open workplace, beside the event loop.
    async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Workplace) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let workplace = self.workplace()?;
        let working = workplace.clone();
        let answer = beside(move || work(&working)).await?;
        if answer.as_ref().is_err_and(|problem| problem.code == Code::CacheDamaged) {
            self.rebuild(&workplace).await?;
        }
        answer
    }

    /// The phone of whoever is signed in.
    fn phone(&self) -> Result<Arc<Phone>, Problem> {
        let attended = self.attended.lock().unwrap_or_else(PoisonError::into_inner);
        let attended = attended.as_ref().map(|attended| attended.phone.clone());
        attended.ok_or_else(|| if self.is_alone() { Code::NoServer } else { Code::Unauthenticated }.into())
    }

    /// A window that a person sees shows what rings.
    pub fn rings_are_shown(&self) {
        if let Ok(phone) = self.phone() {
            phone.rings_are_shown();
        }
    }

    /// Whether somebody is being talked to, or dialled.
    pub fn is_on_a_call(&self) -> bool {
        let going_on = |calls: Calls| calls.current.is_some_and(|call| call.phase != CallPhase::Ended);
        self.phone().is_ok_and(|phone| going_on(phone.state()))
    }

    /// Whether the person works on this computer without a server.
    fn is_alone(&self) -> bool {
        self.workplace_if_open().is_some_and(|workplace| workplace.is_alone())
    }

    /// Whether a call rings, goes on or waits here.
    pub(crate) fn line_is_in_use(&self) -> bool {
        self.is_on_a_call()
            || self
                .phone()
                .map(|phone| phone.state())
                .is_ok_and(|calls| !(calls.ringing.is_empty() && calls.waiting.is_empty()))
    }

    fn workplace_if_open(&self) -> Option<Arc<Workplace>> {
        self.workplace.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Runs work that blocks on disk or keyring beside the event loop.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|fault| {
        tracing::error!(%fault, "work that blocks ended badly");
        Problem::new(Code::Internal)
    })
}
