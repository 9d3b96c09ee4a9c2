//! One device: its cache, its engine, its wrong clock.

use super::{Happening, World};
use crate::dice::Dice;
use crate::mutants::Mutant;
use leadline_cache::{Author, Cache, Owner, Place};
use leadline_domain::Entity;
use leadline_protocol::Code;
use leadline_sync::{Beat, ClockOffset, Effect, Engine, Event, exchange};
use tempfile::TempDir;
use uuid::Uuid;

pub struct Device {
    pub person: Uuid,
    pub cache: Cache,
    pub engine: Engine,
    /// Grows with every crash: what was under way belongs to an earlier life.
    pub life: u32,
    /// The exchange the engine waits for.
    pub awaited: Option<u64>,
    /// The first edit and the length of the push it waits for.
    pub awaited_push: Option<(Uuid, usize)>,
    /// Whether the app is running and has told its engine so.
    pub running: bool,
    /// Whether the outbox was found empty, which the engine has not been told yet.
    pub finds_nothing: bool,
    /// Whether a page is on its way, or applied without the engine having been told yet.
    pub pulls: bool,
    /// The newest version the server told this device of after it last asked for changes, if it holds an older one.
    pub told: Option<i64>,
    pub socket: Option<u64>,
    pub last_frame_at: u64,
    /// When the engine is woken next.
    wakes_at: Option<u64>,
    pub clock: ClockOffset,
    pub clock_measured: bool,
    /// How far this computer's clock is wrong, in milliseconds.
    pub skew: i64,
    pub cut_off_until: u64,
    pub rounds: u32,
    /// An administrator wants the data of this device erased.
    pub to_wipe: bool,
    /// Its data was erased.
    pub wiped: bool,
    /// A copy of its file, made by a backup program.
    pub backup: Option<Cache>,
    /// Records this device has seen or made.
    pub known: Vec<(Entity, Uuid)>,
    owner: Owner,
    place: Place,
    _folder: Option<TempDir>,
}

impl Device {
    pub fn new(org: Uuid, person: Uuid, dice: &mut Dice, on_disk: bool) -> Self {
        let folder = on_disk.then(|| tempfile::tempdir().expect("a scratch folder"));
        let place = match &folder {
            Some(folder) => Place { file: folder.path().join("cache.db"), key: None },
            None => Place::memory(),
        };
        let cache = Cache::open(&place, 0).expect("a fresh cache opens").cache;
        let owner = Owner { org, me: person, client_id: dice.id() };
        cache.claim(&owner).expect("a fresh cache has no owner");
        let two_days = 2 * 86_400_000;
        let skew = if dice.chance(50) { 0 } else { dice.between(0, 2 * two_days) as i64 - two_days as i64 };
        Self {
            person,
            cache,
            engine: Engine::default(),
            life: 0,
            awaited: None,
            awaited_push: None,
            running: false,
            finds_nothing: false,
            pulls: false,
            told: None,
            socket: None,
            last_frame_at: 0,
            wakes_at: None,
            clock: ClockOffset::default(),
            clock_measured: false,
            skew,
            cut_off_until: 0,
            rounds: 0,
            to_wipe: false,
            wiped: false,
            backup: None,
            known: Vec::new(),
            owner,
            place,
            _folder: folder,
        }
    }

    pub fn has_file(&self) -> bool {
        self.place.file.exists()
    }

    pub fn version(&self) -> i64 {
        exchange::version_of(&self.cache).expect("the cache answers")
    }

    /// A computer onto which the file of this one was copied.
    pub fn with_copied_file(&self) -> Self {
        Self {
            person: self.person,
            cache: self.copied_file(),
            engine: Engine::default(),
            life: 0,
            awaited: None,
            awaited_push: None,
            running: false,
            finds_nothing: false,
            pulls: false,
            told: None,
            socket: None,
            last_frame_at: 0,
            wakes_at: None,
            clock: ClockOffset::default(),
            clock_measured: false,
            skew: self.skew,
            cut_off_until: 0,
            rounds: 0,
            to_wipe: self.to_wipe,
            wiped: false,
            backup: None,
            known: self.known.clone(),
            owner: self.owner,
            place: Place::memory(),
            _folder: None,
        }
    }

    pub fn copied_file(&self) -> Cache {
        self.cache.twin().expect("a sound file can be copied")
    }

    /// The file is replaced by an older copy of it, while the app is not running.
    pub fn take_copy(&mut self, copy: Cache, now: i64) {
        self.place = Place::memory();
        self._folder = None;
        self.cache = copy;
        self.die(now);
    }

    /// The process dies: what was in memory is gone, what was committed is not.
    pub fn die(&mut self, now: i64) {
        self.life += 1;
        self.engine = Engine::default();
        self.awaited = None;
        (self.running, self.finds_nothing, self.pulls, self.told) = (false, false, false, None);
        self.socket = None;
        self.wakes_at = None;
        if self._folder.is_some() {
            // The handle goes before the file is opened again, as with a process.
            self.cache = Cache::open(&Place::memory(), now).expect("a stand-in opens").cache;
            let opened = Cache::open(&self.place, now).expect("a sound file opens");
            assert_eq!(opened.set_aside, None, "a sound file is not set aside");
            self.cache = opened.cache;
        }
        self.cache.claim(&self.owner).expect("the owner is the same");
    }
}

impl World {
    pub(super) fn start(&mut self, device: usize, at: u64) {
        let life = self.devices[device].life;
        let version = self.devices[device].version();
        self.put(at, Happening::Tell { device, life, event: Event::Started { version } });
    }

    /// What the device's own clock shows.
    pub(super) fn wall(&self, device: usize) -> i64 {
        self.clock() + self.devices[device].skew
    }

    pub(super) fn author(&self, device: usize) -> Author {
        let held = &self.devices[device];
        Author { org: self.org, me: held.person, now: held.clock.correct(self.wall(device)) }
    }

    pub(super) fn tell(&mut self, device: usize, event: Event) {
        let beat = Beat { at: self.now, dice: self.dice.u32() };
        self.see_told(device, &event);
        for effect in self.devices[device].engine.step(beat, event) {
            self.perform(device, effect);
        }
        self.check_nothing_forgotten(device);
        let held = &mut self.devices[device];
        if let Some(at) = held.engine.wake_at()
            && held.wakes_at.is_none_or(|planned| at < planned || planned <= self.now)
        {
            held.wakes_at = Some(at);
            let life = held.life;
            self.put(at, Happening::Tell { device, life, event: Event::Woke });
        }
    }

    /// Somebody committed edits. They do not wait for an exchange to end before they do.
    pub(super) fn committed(&mut self, device: usize) {
        let forgotten =
            self.devices[device].finds_nothing && self.mutant == Some(Mutant::CommitForgottenWhileFindingNothing);
        if !forgotten {
            self.tell(device, Event::Committed);
        }
    }

    /// Tells the engine a moment later what an exchange came to; meanwhile people go on and the server is heard.
    pub(super) fn answer_later(&mut self, device: usize, event: Event) {
        let life = self.devices[device].life;
        let longest = if self.stormy && self.dice.chance(15) { 1_500 } else { 4 };
        let at = self.now + self.dice.between(1, longest);
        if self.stormy && self.dice.chance(5) {
            let meanwhile = self.dice.between(self.now, at);
            self.put(meanwhile, Happening::Act { device });
        }
        self.put(at, Happening::Tell { device, life, event });
    }

    fn see_told(&mut self, device: usize, event: &Event) {
        let held = &mut self.devices[device];
        match event {
            Event::Started { .. } => held.running = true,
            Event::NothingToPush => held.finds_nothing = false,
            Event::Pulled { version, .. } => {
                held.pulls = false;
                held.told = held.told.filter(|told| told > version);
            }
            Event::StartedOver | Event::PullFailed { .. } => held.pulls = false,
            _ => {}
        }
    }

    fn perform(&mut self, device: usize, effect: Effect) {
        let life = self.devices[device].life;
        let soon = self.now + 1;
        match effect {
            Effect::Push { most } => self.send_push(device, most),
            Effect::Pull { .. } => self.send_pull(device),
            Effect::Refresh => {
                let event = Event::Refreshed { left_ms: 900_000 };
                self.put(soon, Happening::Tell { device, life, event });
            }
            Effect::Quarantine { edit } => {
                self.say(&format!("{device} sets an edit aside"));
                let event = exchange::set_aside(&self.devices[device].cache, edit, &Code::Internal.into());
                self.check_fold(device);
                self.put(soon, Happening::Tell { device, life, event });
            }
            Effect::Wipe => self.wipe(device),
            Effect::OpenSocket { version } => self.open_socket(device, version),
            Effect::SendPing { n } => self.send_ping(device, n),
            Effect::SendToken => {}
            Effect::CloseSocket => self.devices[device].socket = None,
        }
    }
}
