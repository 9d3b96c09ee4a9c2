//! The phone of whoever is signed in: hears the server, asks it, and tells the windows.

use super::hold_told::Untold;
use super::line::{Line, Lines, Sound, Ticket, Wish};
use super::ring::Ring;
use super::shown::Now;
use super::switchboard::Switchboard;
use super::{facts, hold_told, line_kept};
use crate::api::{Calls, DesktopEvent, QuietHours};
use crate::beside;
use crate::events::Events;
use crate::tokens::Tokens;
use crate::workplace::Workplace;
use leadline_domain::call::LegState;
use leadline_protocol::{Code, Problem};
use leadline_sync::{Link, Told};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// The longest time between two looks at the clock while something ends by time. A timer alone would not do: it stands
/// still while the computer sleeps, and a ring must not be heard after waking up.
const TICK: Duration = Duration::from_millis(500);
/// Before a question whose answer was lost is asked again. Every one carries an id, so that it has its effect once.
const PAUSES: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(2)];

/// The phone.
pub struct Phone {
    pub(super) workplace: Arc<Workplace>,
    pub(super) tokens: Arc<Tokens>,
    pub(super) lines: Arc<dyn Lines>,
    events: Events,
    board: Mutex<Switchboard>,
    told: Mutex<Option<Calls>>,
    ring: Ring,
    /// When it rings without being heard.
    quiet: Mutex<Option<QuietHours>>,
    /// The call this device should be in the room of.
    pub(super) talks: watch::Sender<Option<Uuid>>,
    /// What the server does not know of holding.
    pub(super) untold: watch::Sender<Option<Untold>>,
    pub(super) tickets: Mutex<HashMap<Uuid, Ticket>>,
    pub(super) line: Mutex<Option<(Uuid, Arc<dyn Line>)>>,
    changed: Notify,
    background: Mutex<JoinSet<()>>,
}

/// A phone that is attended to until this is dropped.
pub struct Attended {
    /// The phone.
    pub phone: Arc<Phone>,
    _hearing: AbortOnDropHandle<()>,
    _line: AbortOnDropHandle<()>,
    _hold: AbortOnDropHandle<()>,
}

impl Phone {
    /// Plugs it in, unless the person works without a server. Must be called inside a tokio runtime.
    pub fn attend(
        workplace: Arc<Workplace>,
        lines: Arc<dyn Lines>,
        events: Events,
        quiet: Option<QuietHours>,
    ) -> Option<Attended> {
        let tokens = workplace.tokens().ok()?.clone();
        let phone = Arc::new(Self {
            workplace,
            tokens,
            lines,
            events,
            board: Mutex::default(),
            told: Mutex::default(),
            ring: Ring::default(),
            quiet: Mutex::new(quiet),
            talks: watch::Sender::new(None),
            untold: watch::Sender::new(None),
            tickets: Mutex::default(),
            line: Mutex::default(),
            changed: Notify::new(),
            background: Mutex::default(),
        });
        let hearing = AbortOnDropHandle::new(tokio::spawn(hear(phone.clone())));
        let line = AbortOnDropHandle::new(tokio::spawn(line_kept::keep(phone.clone())));
        let hold = AbortOnDropHandle::new(tokio::spawn(hold_told::keep(phone.clone())));
        Some(Attended { phone, _hearing: hearing, _line: line, _hold: hold })
    }

    /// The whole state.
    pub fn state(&self) -> Calls {
        self.board().shown(self.now())
    }

    /// Whether anything is known of a call since the app started.
    pub fn knows(&self, call: Uuid) -> bool {
        self.board().knows(call)
    }

    /// Rings without being heard in these hours from now on.
    pub fn be_quiet(&self, hours: Option<QuietHours>) {
        *self.quiet.lock().unwrap_or_else(PoisonError::into_inner) = hours;
        self.tell();
    }

    /// What is to be heard: of a call in quiet hours nothing, the window shows it.
    fn heard(&self, wanted: Option<Sound>) -> Option<Sound> {
        let quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, ahead) = (self.workplace.now(), self.workplace.utc_offset_minutes());
        let is_quiet = quiet.as_ref().is_some_and(|hours| hours.hold(now, ahead));
        wanted.filter(|sound| *sound != Sound::Incoming || !is_quiet)
    }

    /// A person can see what rings.
    pub fn rings_are_shown(&self) {
        self.acknowledge(LegState::Alerting);
    }

    /// The person switches something of a call.
    pub fn switch(&self, call: Uuid, change: impl FnOnce(&mut Wish)) -> Calls {
        let wish = self.change(|board| {
            board.switch(call, change);
            board.wish(call)
        });
        if let Some((line, wish)) = self.line_of(call).zip(wish) {
            line_kept::apply(line.as_ref(), wish);
        }
        self.state()
    }

    /// The line of a call, if it is up.
    pub fn line_of(&self, call: Uuid) -> Option<Arc<dyn Line>> {
        let line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.as_ref().filter(|(of, _)| *of == call).map(|(_, line)| line.clone())
    }

    /// Changes what is known, and tells the windows if that is seen.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Switchboard) -> T) -> T {
        let changed = change(&mut self.board());
        self.tell();
        self.changed.notify_one();
        changed
    }

    pub(super) fn board(&self) -> MutexGuard<'_, Switchboard> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Now {
        let clock_off = self.workplace.clock_off_ms();
        Now { server: self.workplace.now().saturating_add(clock_off), clock_off }
    }

    /// Asks the server, and again if it cannot be reached.
    pub(super) async fn ask<T, A: Future<Output = Result<T, Problem>>>(
        &self,
        question: impl Fn(String) -> A,
    ) -> Result<T, Problem> {
        let mut pauses = PAUSES.iter();
        loop {
            let answer = self.tokens.ask(&question).await;
            let unreached = matches!(&answer, Err(fault) if matches!(fault.code, Code::Offline | Code::Unavailable));
            match pauses.next().filter(|_| unreached) {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return answer,
            }
        }
    }

    /// Runs work nobody waits for, as long as the phone is plugged in.
    pub(super) fn in_background(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut background = self.background.lock().unwrap_or_else(PoisonError::into_inner);
        while background.try_join_next().is_some() {}
        background.spawn(work);
    }

    /// Tells the windows what they do not know yet, in the order in which it came to be so.
    fn tell(&self) {
        let now = self.now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, sound, talks, untold) = {
            let board = self.board();
            (board.shown(now), board.sound(now.server), board.talks(), board.untold_hold())
        };
        self.ring.set(self.lines.as_ref(), self.heard(sound));
        self.talks.send_if_modified(|known| std::mem::replace(known, talks) != talks);
        self.untold.send_if_modified(|known| std::mem::replace(known, untold) != untold);
        if told.as_ref() != Some(&state) {
            *told = Some(state.clone());
            self.events.tell(DesktopEvent::Calls { state: Box::new(state) });
        }
    }

    /// Says of rings that have not got so far that they have reached this device.
    fn acknowledge(&self, state: LegState) {
        let rings = self.board().unacknowledged(state, self.now().server);
        for call in rings {
            if let Some(sync) = self.workplace.sync() {
                sync.ring(call, state == LegState::Alerting);
            }
        }
    }

    /// What is known of the clients of calls that are new.
    async fn look_up_facts(&self) {
        let wanted = self.board().without_facts();
        for (call, client) in wanted {
            let workplace = self.workplace.clone();
            match beside(move || facts::of(&workplace, client)).await {
                Ok(Ok(facts)) => self.change(|board| board.facts(call, facts)),
                Ok(Err(problem)) | Err(problem) => tracing::debug!(code = ?problem.code, "nothing is known here"),
            }
        }
    }

    async fn take_in(self: &Arc<Self>, told: Told) {
        let me = self.workplace.signed_in().account.profile_id;
        let (opened, now) = (told.opened, self.now().server);
        self.change(|board| {
            board.tidy(now);
            for call in told.calls.into_values() {
                board.said(call);
            }
            told.presence.into_values().filter(|shown| shown.profile_id == me).for_each(|own| board.shown_as(own));
        });
        self.acknowledge(LegState::Delivered);
        if !self.state().ringing.is_empty() {
            // What takes a moment the first time is done before somebody answers.
            let phone = self.clone();
            self.in_background(async move { drop(phone.get_ready().await) });
        }
        if opened {
            self.look_again();
            let phone = self.clone();
            self.in_background(async move {
                if let Err(problem) = phone.ask_settings().await {
                    tracing::debug!(code = ?problem.code, "what is known of calls stays as it was");
                }
            });
        }
        self.look_up_facts().await;
    }

    /// What ended while the socket was away was not told.
    fn look_again(self: &Arc<Self>) {
        let known = self.board().not_over();
        for call in known {
            let phone = self.clone();
            self.in_background(async move { phone.look(call).await });
        }
    }

    /// Asks how a call stands.
    pub(super) async fn look(self: &Arc<Self>, call: Uuid) {
        let link = self.tokens.link();
        match self.ask(|access| async move { link.call(&access, call).await }).await {
            Ok(said) => {
                self.change(|board| board.said(said));
                if self.board().hung_up(call) {
                    self.end_at_server(call);
                }
            }
            Err(problem) => tracing::warn!(code = ?problem.code, "how a call stands cannot be asked"),
        }
    }

    /// Whether the server can be reached is also whether anybody can call.
    fn consider(&self, link: Link) {
        let offline = matches!(link, Link::Offline | Link::SignInAgain | Link::UpgradeRequired);
        let fault = offline.then(|| Code::Offline.into());
        self.change(|board| board.set_server_fault(fault));
    }

    /// Gets the line ready, or says to the windows and to whoever asks why it cannot be.
    pub(super) async fn get_ready(&self) -> Result<(), Problem> {
        let ready = self.lines.ready().await;
        self.change(|board| board.ready(ready.clone()));
        ready
    }

    /// Until something may be shown differently because time has passed.
    async fn rest(&self) {
        let now = self.now().server;
        let next = self.board().next_change(now);
        let left = next.map(|at| Duration::from_millis(at.saturating_sub(now).max(0).unsigned_abs()));
        match left {
            Some(left) => tokio::select! {
                () = tokio::time::sleep(left.min(TICK)) => {}
                () = self.changed.notified() => {}
            },
            None => self.changed.notified().await,
        }
    }
}

async fn hear(phone: Arc<Phone>) {
    phone.recall_settings().await;
    let Some((news, mut sync)) = phone.workplace.sync().map(|sync| (sync.news(), sync.state())) else { return };
    let mut followed = None;
    loop {
        let link = sync.borrow_and_update().link;
        if followed.replace(link) != Some(link) {
            phone.consider(link);
        }
        tokio::select! {
            told = news.taken() => phone.take_in(told).await,
            () = phone.rest() => phone.tell(),
            changed = sync.changed() => if changed.is_err() { return },
        }
    }
}
