//! Whose data is open: one folder per server, organisation and person, so that two people on one computer never meet
//! each other's clients.

mod exchange;
mod long_edits;
mod names;
mod writing;

pub use long_edits::Going;

use crate::Parts;
use crate::import::Imports;
use crate::installation::SignedIn;
use crate::jobs::Jobs;
use crate::secrets::Secrets;
use crate::surroundings::Surroundings;
use crate::tokens::Tokens;
use crate::undo::UndoHistory;
use crate::{private_files, problem, server_address};
use exchange::Exchange;
use leadline_cache::{Author, Cache, HandedOver, Owner, Place};
use leadline_domain::{Entity, Value};
use leadline_protocol::auth::Session;
use leadline_protocol::{Code, Problem};
use leadline_sync::{SyncRunner, SyncState};
use long_edits::BrokenEdits;
use names::Names;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch;
use uuid::Uuid;

/// Whose data is open, and what belongs to it. Most calls block.
pub struct Workplace {
    signed_in: RwLock<SignedIn>,
    names: Names,
    secrets: Arc<dyn Secrets>,
    surroundings: Surroundings,
    cache: Cache,
    /// Nothing for somebody who works on this computer alone.
    exchange: Option<Exchange>,
    undo: Mutex<UndoHistory>,
    broken: BrokenEdits,
    jobs: Jobs,
    imports: Imports,
}

/// An opened workplace.
pub struct Opened {
    /// The workplace.
    pub workplace: Arc<Workplace>,
    /// Where a file went that could not be used.
    pub set_aside: Option<PathBuf>,
}

/// Why a workplace is opened.
pub enum Occasion {
    /// The app starts. A key that is not found may be in a keyring that is still locked, so none is made.
    Start,
    /// Somebody signed in. If there is no key yet, one is made; data of a lost key is set aside.
    SignIn(Box<Session>),
    /// Somebody begins to work on this computer alone.
    Alone,
}

impl Workplace {
    /// Opens the data of `signed_in` and starts to sync. Must be called inside a tokio runtime.
    pub fn open(
        parts: &Parts,
        secrets: Arc<dyn Secrets>,
        signed_in: SignedIn,
        occasion: &Occasion,
    ) -> Result<Opened, Problem> {
        let surroundings = parts.surroundings;
        let server = signed_in.account.server.as_deref().map(server_address::parse).transpose()?;
        let names = Names::of(&parts.data_dir, server.as_ref(), &signed_in);
        let key = key(secrets.as_ref(), &names.cache_key, surroundings, occasion)?;
        private_files::make_folder(&names.folder).map_err(|fault| problem::of_disk(&fault))?;
        let place = Place { file: names.folder.join("cache.db"), key: Some(key) };
        let opened = Cache::open(&place, (surroundings.now)()).map_err(problem::of_cache)?;
        let cache = opened.cache;
        let session = if let Occasion::SignIn(session) = occasion { Some(session.as_ref()) } else { None };
        let exchange = match server {
            Some(server) => {
                cache.claim(&owner(&signed_in, surroundings)).map_err(problem::of_cache)?;
                Some(Exchange::start(parts, secrets.clone(), server, &names, &cache, session)?)
            }
            None => {
                introduce(&cache, &signed_in, surroundings)?;
                None
            }
        };
        let broken = BrokenEdits::of_earlier_runs(&cache)?;
        let workplace = Self {
            signed_in: RwLock::new(signed_in),
            names,
            secrets,
            surroundings,
            cache,
            exchange,
            undo: Mutex::default(),
            broken,
            jobs: Jobs::default(),
            imports: Imports::default(),
        };
        Ok(Opened { workplace: Arc::new(workplace), set_aside: opened.set_aside })
    }

    /// Who is signed in.
    pub fn signed_in(&self) -> SignedIn {
        self.signed_in.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The server told something new about the person or the session.
    pub fn set_signed_in(&self, signed_in: SignedIn) {
        *self.signed_in.write().unwrap_or_else(PoisonError::into_inner) = signed_in;
    }

    /// Whether this is the data of the same person at the same server.
    pub fn belongs_to(&self, other: &SignedIn) -> bool {
        let own = self.signed_in();
        (own.account.server, own.org_id, own.account.profile_id)
            == (other.account.server.clone(), other.org_id, other.account.profile_id)
    }

    /// The session's tokens; refused with [`Code::NoServer`] to somebody who works alone.
    pub fn tokens(&self) -> Result<&Arc<Tokens>, Problem> {
        self.exchange.as_ref().map(|exchange| &exchange.tokens).ok_or_else(|| Code::NoServer.into())
    }

    /// Whether the person works on this computer without a server.
    pub fn is_alone(&self) -> bool {
        self.exchange.is_none()
    }

    /// The local data.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// The exchange with the server, if there is one.
    pub fn sync(&self) -> Option<&SyncRunner> {
        self.exchange.as_ref().map(|exchange| &exchange.sync)
    }

    /// The state of sync, now and after every change; nothing for somebody who works alone.
    pub fn sync_state(&self) -> Option<watch::Receiver<SyncState>> {
        self.sync().map(SyncRunner::state)
    }

    /// Edits were committed: they are sent.
    pub fn committed(&self) {
        if let Some(sync) = self.sync() {
            sync.committed();
        }
    }

    /// This computer's time.
    pub fn now(&self) -> i64 {
        (self.surroundings.now)()
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        (self.surroundings.new_id)()
    }

    /// Who edits, and when by the server's clock: as it was at the last exchange, be it in an earlier run.
    pub fn author(&self) -> Author {
        let signed_in = self.signed_in();
        let now = self.now().saturating_add(self.clock_off_ms());
        Author { org: signed_in.org_id, me: signed_in.account.profile_id, now }
    }

    /// Server time minus this computer's, in milliseconds; before the server has answered, as at the last exchange.
    pub fn clock_off_ms(&self) -> i64 {
        let synced = self.sync_state().map(|state| state.borrow().clone()).filter(|state| state.synced_at.is_some());
        synced.map_or_else(|| self.signed_in().clock_off_ms, |state| state.clock.milliseconds())
    }

    /// What a record holds, in stored order; `None` if it is not here or was put away.
    pub fn values(&self, entity: Entity, record: Uuid) -> Result<Option<Vec<Value>>, Problem> {
        let found = self.cache.peek(entity, record).map_err(problem::of_cache)?;
        Ok(found.filter(|(_, put_away)| !put_away).map(|(row, _)| row.values))
    }

    /// Minutes that local time is ahead of UTC.
    pub fn utc_offset_minutes(&self) -> i32 {
        (self.surroundings.utc_offset_minutes)()
    }

    /// The files that are open to import from.
    pub fn imports(&self) -> &Imports {
        &self.imports
    }

    /// Long work that goes on.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// How many edits have not reached the server.
    pub fn unsent(&self) -> Result<u32, Problem> {
        let counts = self.cache.counts().map_err(problem::of_cache)?;
        Ok(counts.waiting + counts.refused + counts.conflicts)
    }

    /// Sets the local data aside if it is damaged and goes on with what can be read of it. Returns where it went.
    pub fn rebuild(&self) -> Result<Option<PathBuf>, Problem> {
        // Several commands can meet the same damage; only the first one finds it still there.
        if self.cache.check().map_err(problem::of_cache)? {
            return Ok(None);
        }
        let aside = self.cache.rebuild((self.surroundings.now)()).map_err(problem::of_cache)?;
        match self.sync() {
            Some(sync) => sync.sync_now(),
            None => introduce(&self.cache, &self.signed_in(), self.surroundings)?,
        }
        Ok(aside)
    }

    /// Closes the data of somebody who works alone, and hands out what they did.
    pub fn hand_over(&self) -> Result<HandedOver, Problem> {
        self.cache.hand_over().map_err(problem::of_cache)
    }

    /// Takes in what the person did alone; it is sent as if they had done it here.
    pub fn take_in(&self, what: &HandedOver) -> Result<u32, Problem> {
        let count = self.cache.take_in(what).map_err(problem::of_cache)?;
        self.committed();
        Ok(count)
    }

    /// Erases the local data and its key.
    pub fn erase(&self) -> Result<(), Problem> {
        remove_key(self.secrets.as_ref(), &self.names);
        self.cache.wipe().map_err(problem::of_cache)?;
        std::fs::remove_dir_all(&self.names.folder).map_err(|fault| problem::of_disk(&fault))
    }
}

fn owner(signed_in: &SignedIn, surroundings: Surroundings) -> Owner {
    Owner { org: signed_in.org_id, me: signed_in.account.profile_id, client_id: (surroundings.new_id)() }
}

/// Lets a cache know somebody who works alone; a server would tell it who they are.
fn introduce(cache: &Cache, alone: &SignedIn, surroundings: Surroundings) -> Result<(), Problem> {
    let now = (surroundings.now)();
    cache.claim_alone(&owner(alone, surroundings), &alone.account.name, now).map_err(problem::of_cache)
}

/// Without its key the file is noise, so the key goes first; without the file a locked keyring keeps what opens nothing.
fn remove_key(secrets: &dyn Secrets, names: &Names) {
    if let Err(fault) = secrets.remove(&names.cache_key) {
        tracing::warn!(%fault, "the key of erased data stays in the keyring");
    }
}

/// Erases what somebody left here who is not at work any more.
pub fn erase_left(data_dir: &Path, secrets: &dyn Secrets, left: &SignedIn) -> Result<(), Problem> {
    let server = left.account.server.as_deref().map(server_address::parse).transpose()?;
    let names = Names::of(data_dir, server.as_ref(), left);
    remove_key(secrets, &names);
    match std::fs::remove_dir_all(&names.folder) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(problem::of_disk(&fault)),
        _ => Ok(()),
    }
}

fn key(
    secrets: &dyn Secrets,
    name: &str,
    surroundings: Surroundings,
    occasion: &Occasion,
) -> Result<[u8; 32], Problem> {
    let kept = secrets.get(name).map_err(|fault| problem::of_secrets(&fault))?;
    match kept.map(<[u8; 32]>::try_from) {
        Some(Ok(key)) => Ok(key),
        None if !matches!(occasion, Occasion::Start) => {
            let key = (surroundings.new_key)();
            secrets.set(name, &key).map_err(|fault| problem::of_secrets(&fault))?;
            Ok(key)
        }
        _ => Err(Code::KeyringUnavailable.into()),
    }
}
