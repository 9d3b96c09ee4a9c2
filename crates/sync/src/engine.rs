//! What to do next: push, pull, wait, reconnect. Events in, effects out, one exchange with the server at a time.
//!
//! Edits go before changes: what is pushed comes back acknowledged with the pull that follows. The socket only wakes;
//! a poll every minute makes sure that nothing depends on it.

mod backoff;
mod effect;
mod event;
mod socket;
mod suspicion;
#[cfg(test)]
mod tests;

pub use effect::{Effect, Stop};
pub use event::{Beat, Event};

use crate::link::LinkFault;
use backoff::Backoff;
use leadline_protocol::realtime::FromServer;
use leadline_protocol::sync::{MAX_PULL_ROWS, MAX_PUSH_MUTATIONS};
use leadline_protocol::{Code, Problem};
use socket::{SocketNeed, SocketWatch};
use suspicion::{Suspicion, Verdict};
use uuid::Uuid;

/// How often changes are asked for even if nothing pokes, in milliseconds.
pub const POLL_MS: u64 = 60_000;
/// How old the last answer must be for a focused window to ask again, in milliseconds.
const FOCUS_AGE_MS: u64 = 5_000;
/// A token is renewed this long before it ends, in milliseconds.
const TOKEN_MARGIN_MS: u64 = 60_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Push,
    Pull,
    Refresh,
    Quarantine,
    Wipe,
}

/// The state machine.
#[derive(Debug)]
pub struct Engine {
    stopped: Option<Stop>,
    busy: Option<Work>,
    /// What is wanted beyond the exchange at work. An edit committed while the outbox was found empty, and a change
    /// told while a page was read, come after it and are not lost with it.
    push_wanted: bool,
    pull_wanted: bool,
    /// A version told while a page was on its way, which may hold it.
    poked: Option<i64>,
    refresh_wanted: bool,
    /// A request failed with an expired token, and the fresh one has not been tried yet.
    token_untried: bool,
    token_due: Option<u64>,
    backoff: Backoff,
    suspicion: Suspicion,
    socket: SocketWatch,
    poll_at: Option<u64>,
    answered_at: Option<u64>,
    version: i64,
    problem: Option<Problem>,
}

impl Default for Engine {
    fn default() -> Self {
        Self {
            stopped: None,
            busy: None,
            push_wanted: false,
            pull_wanted: false,
            poked: None,
            refresh_wanted: false,
            token_untried: false,
            token_due: None,
            backoff: Backoff::default(),
            suspicion: Suspicion::new(MAX_PUSH_MUTATIONS),
            socket: SocketWatch::default(),
            poll_at: None,
            answered_at: None,
            version: 0,
            problem: None,
        }
    }
}

impl Engine {
    /// Takes in what happened and says what to do about it.
    pub fn step(&mut self, beat: Beat, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.take_in(beat, event, &mut effects);
        self.decide(beat, &mut effects);
        effects
    }

    /// When to send [`Event::Woke`], on the clock of [`Beat::at`]; `None`: something else will happen first.
    pub fn wake_at(&self) -> Option<u64> {
        if self.stopped.is_some() {
            return None;
        }
        let wanted = self.push_wanted || self.pull_wanted || self.refresh_wanted || self.suspicion.needs_proof();
        let exchange = match self.busy {
            Some(_) => None,
            None if wanted => self.backoff.until(),
            None => [self.poll_at, self.token_due].into_iter().flatten().min(),
        };
        [exchange, self.socket.wake_at(self.online())].into_iter().flatten().min()
    }

    /// Why nothing happens any more, if so.
    pub fn stopped(&self) -> Option<Stop> {
        self.stopped
    }

    /// What stands between the last exchange and success.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// When the next try is, if the last one failed.
    pub fn next_try(&self) -> Option<u64> {
        self.problem.as_ref().and_then(|_| self.backoff.until())
    }

    /// Whether the server has answered since the last failure.
    pub fn online(&self) -> bool {
        self.stopped.is_none() && self.problem.is_none() && self.answered_at.is_some()
    }

    /// Whether nothing waits to be exchanged.
    pub fn settled(&self) -> bool {
        self.busy.is_none() && !self.push_wanted && !self.pull_wanted && !self.refresh_wanted
    }

    fn take_in(&mut self, beat: Beat, event: Event, effects: &mut Vec<Effect>) {
        match event {
            Event::Started { version } => self.start(version),
            Event::Committed => self.push_wanted = true,
            Event::Focused => self.focused(beat.at),
            Event::Asked => self.asked(),
            Event::Woke => self.woke(beat.at),
            Event::NothingToPush => self.busy = None,
            Event::Pushed { moved, version } => self.pushed(beat, moved, version),
            Event::PushFailed { head, sent, fault } => self.push_failed(beat, head, sent, &fault, effects),
            Event::Pulled { more, version } => self.pulled(beat.at, more, version, effects),
            Event::StartedOver => {
                self.push_wanted = true;
                self.pulled(beat.at, true, 0, effects);
            }
            Event::PullFailed { fault } => {
                self.suspicion.server_is_ill();
                self.pull_wanted = true;
                self.failed(beat, &fault, effects);
            }
            Event::Refreshed { left_ms } => self.refreshed(beat.at, left_ms, effects),
            Event::RefreshFailed { fault } => self.failed(beat, &fault, effects),
            Event::Quarantined => self.busy = None,
            Event::Wiped => self.stop(Stop::Wiped, effects),
            Event::CacheFailed { problem } => {
                self.busy = None;
                self.push_wanted = true;
                self.pull_wanted = true;
                self.problem = Some(problem);
                self.backoff.failed(beat);
            }
            Event::SocketOpened { token_left_ms } => {
                self.socket.opened(beat.at);
                self.token_due = Some(token_due(beat.at, token_left_ms));
            }
            Event::SocketHeard(frame) => self.heard(beat, frame, effects),
            Event::SocketClosed => {
                // A broken connection is the first sign that the network is gone; asking tells.
                self.pull_wanted |= self.socket.is_open();
                self.socket.closed(beat);
            }
        }
    }

    fn start(&mut self, version: i64) {
        *self = Self { version, push_wanted: true, pull_wanted: true, ..Self::default() };
    }

    fn focused(&mut self, at: u64) {
        if self.answered_at.is_none_or(|answered| at.saturating_sub(answered) > FOCUS_AGE_MS) {
            self.pull_wanted = true;
            self.backoff.hurry();
            self.socket.hurry();
        }
    }

    fn asked(&mut self) {
        if self.stopped == Some(Stop::UpgradeRequired) {
            self.stopped = None;
        }
        self.push_wanted = true;
        self.pull_wanted = true;
        self.backoff.hurry();
        self.socket.hurry();
    }

    fn woke(&mut self, at: u64) {
        if self.poll_at.is_some_and(|due| at >= due) {
            self.poll_at = None;
            self.pull_wanted = true;
        }
        if self.token_due.is_some_and(|due| at >= due) {
            self.token_due = None;
            self.refresh_wanted = true;
        }
    }

    fn answered(&mut self, at: u64) {
        self.answered_at = Some(at);
        self.backoff.succeeded();
        self.token_untried = false;
        self.problem = None;
    }

    fn pushed(&mut self, beat: Beat, moved: bool, version: i64) {
        self.busy = None;
        self.answered(beat.at);
        self.push_wanted = true;
        self.pull_wanted = true;
        if moved {
            self.suspicion.push_succeeded();
        } else {
            // The server stopped before the first edit: asking again at once would spin.
            self.backoff.failed(beat);
        }
        // A version that went back is a restored server, seen before the pull has told the cache.
        self.version = self.version.min(version);
    }

    fn push_failed(&mut self, beat: Beat, head: Uuid, sent: usize, fault: &LinkFault, effects: &mut Vec<Effect>) {
        self.push_wanted = true;
        match fault {
            LinkFault::Timeout => self.suspicion.push_failed(head, sent),
            LinkFault::Refused(problem) => match problem.code {
                Code::Internal | Code::BadRequest | Code::Invalid => self.suspicion.push_failed(head, sent),
                Code::TooLarge => self.suspicion.too_large(head, sent),
                _ => {}
            },
            LinkFault::Offline | LinkFault::NotLeadline | LinkFault::ClockWrong => {}
        }
        self.failed(beat, fault, effects);
    }

    fn pulled(&mut self, at: u64, more: bool, version: i64, effects: &mut Vec<Effect>) {
        self.busy = None;
        self.answered(at);
        self.version = version;
        self.pull_wanted |= more || self.poked.take().is_some_and(|poked| poked != version);
        if !more {
            self.poll_at = Some(at + POLL_MS);
        }
        if let Verdict::Quarantine { edit } = self.suspicion.server_is_well() {
            self.begin(Work::Quarantine, Effect::Quarantine { edit }, effects);
        }
    }

    fn refreshed(&mut self, at: u64, left_ms: u64, effects: &mut Vec<Effect>) {
        self.busy = None;
        self.refresh_wanted = false;
        self.token_due = Some(token_due(at, left_ms));
        if self.socket.is_open() {
            effects.push(Effect::SendToken);
        } else {
            self.socket.hurry();
        }
    }

    fn heard(&mut self, beat: Beat, frame: FromServer, effects: &mut Vec<Effect>) {
        self.socket.heard(beat.at);
        match frame {
            FromServer::Welcome { version, .. } | FromServer::Poke { version } => {
                // Also a smaller one: a restored server has gone back.
                if version != self.version {
                    match self.busy {
                        Some(Work::Pull) => self.poked = Some(version),
                        _ => self.pull_wanted = true,
                    }
                    self.backoff.hurry();
                }
            }
            // Calls and presence are for whoever takes the news; sync has nothing to do.
            FromServer::Pong { .. } | FromServer::Call { .. } | FromServer::Presence { .. } => {}
            FromServer::Bye { code } => {
                self.socket.closed(beat);
                effects.push(Effect::CloseSocket);
                self.told(code, effects);
            }
        }
    }

    /// What a code means wherever it comes from. Returns whether it was settled by that.
    fn told(&mut self, code: Code, effects: &mut Vec<Effect>) -> bool {
        match code {
            Code::SessionEnded => self.stop(Stop::SessionEnded, effects),
            Code::UpgradeRequired => self.stop(Stop::UpgradeRequired, effects),
            Code::WipeRequired => self.begin(Work::Wipe, Effect::Wipe, effects),
            Code::TokenExpired | Code::Unauthenticated if !self.token_untried => {
                self.token_untried = true;
                self.refresh_wanted = true;
            }
            _ => return false,
        }
        true
    }

    fn failed(&mut self, beat: Beat, fault: &LinkFault, effects: &mut Vec<Effect>) {
        self.busy = None;
        let problem = fault.problem();
        if self.told(problem.code, effects) {
            return;
        }
        self.backoff.failed(beat);
        if let Some(wait) = problem.retry_after_ms {
            self.backoff.not_before(beat.at + wait);
        }
        self.problem = Some(problem);
    }

    fn stop(&mut self, why: Stop, effects: &mut Vec<Effect>) {
        let version = if why == Stop::Wiped { 0 } else { self.version };
        *self = Self { stopped: Some(why), version, ..Self::default() };
        effects.push(Effect::CloseSocket);
    }

    fn begin(&mut self, work: Work, effect: Effect, effects: &mut Vec<Effect>) {
        self.busy = Some(work);
        effects.push(effect);
    }

    fn decide(&mut self, beat: Beat, effects: &mut Vec<Effect>) {
        if self.stopped.is_some() {
            return;
        }
        match self.socket.need(beat, self.online()) {
            SocketNeed::Nothing => {}
            SocketNeed::Open => effects.push(Effect::OpenSocket { version: self.version }),
            SocketNeed::Ping { n } => effects.push(Effect::SendPing { n }),
            SocketNeed::Close => {
                effects.push(Effect::CloseSocket);
                self.pull_wanted = true;
            }
        }
        if self.busy.is_some() || self.backoff.until().is_some_and(|until| beat.at < until) {
            return;
        }
        if self.refresh_wanted {
            self.begin(Work::Refresh, Effect::Refresh, effects);
        } else if self.push_wanted && !self.suspicion.needs_proof() {
            self.push_wanted = false;
            self.begin(Work::Push, Effect::Push { most: self.suspicion.batch() }, effects);
        } else if self.pull_wanted || self.suspicion.needs_proof() {
            self.pull_wanted = false;
            self.poked = None;
            self.begin(Work::Pull, Effect::Pull { rows: MAX_PULL_ROWS }, effects);
        }
    }
}

fn token_due(at: u64, left_ms: u64) -> u64 {
    at + left_ms.saturating_sub(TOKEN_MARGIN_MS).max(left_ms / 2)
}
