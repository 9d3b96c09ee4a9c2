//! Whether the realtime socket lives. A connection that breaks without a word is noticed by a ping that stays
//! unanswered.

use super::Beat;
use super::backoff::Backoff;

/// A socket on which nothing was heard for this long is pinged.
const QUIET_MS: u64 = 25_000;
/// A ping or a connection attempt unanswered for this long means that the socket is dead.
const ANSWER_MS: u64 = 10_000;

#[derive(Clone, Copy, Debug)]
enum Stage {
    Down,
    Opening { since: u64 },
    Open { heard: u64, pinged: Option<u64> },
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SocketWatch {
    stage: Stage,
    backoff: Backoff,
    pings: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SocketNeed {
    Nothing,
    Open,
    Ping { n: u64 },
    Close,
}

impl Default for SocketWatch {
    fn default() -> Self {
        Self { stage: Stage::Down, backoff: Backoff::default(), pings: 0 }
    }
}

impl SocketWatch {
    pub(super) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    pub(super) fn opened(&mut self, at: u64) {
        self.stage = Stage::Open { heard: at, pinged: None };
    }

    /// Something was heard on the socket. Only that proves that it works, so only that ends the backoff.
    pub(super) fn heard(&mut self, at: u64) {
        if self.is_open() {
            self.stage = Stage::Open { heard: at, pinged: None };
            self.backoff.succeeded();
        }
    }

    pub(super) fn closed(&mut self, beat: Beat) {
        if !matches!(self.stage, Stage::Down) {
            self.stage = Stage::Down;
            self.backoff.failed(beat);
        }
    }

    pub(super) fn hurry(&mut self) {
        self.backoff.hurry();
    }

    /// What the socket needs now. It is only opened while the server answers other requests.
    pub(super) fn need(&mut self, beat: Beat, online: bool) -> SocketNeed {
        match self.stage {
            Stage::Down if online && self.backoff.until().is_none_or(|until| beat.at >= until) => {
                self.stage = Stage::Opening { since: beat.at };
                SocketNeed::Open
            }
            Stage::Opening { since } if beat.at >= since + ANSWER_MS => self.give_up(beat),
            Stage::Open { pinged: Some(pinged), .. } if beat.at >= pinged + ANSWER_MS => self.give_up(beat),
            Stage::Open { heard, pinged: None } if beat.at >= heard + QUIET_MS => {
                self.pings += 1;
                self.stage = Stage::Open { heard, pinged: Some(beat.at) };
                SocketNeed::Ping { n: self.pings }
            }
            _ => SocketNeed::Nothing,
        }
    }

    fn give_up(&mut self, beat: Beat) -> SocketNeed {
        self.closed(beat);
        SocketNeed::Close
    }

    pub(super) fn wake_at(&self, online: bool) -> Option<u64> {
        match self.stage {
            Stage::Down if online => self.backoff.until(),
            Stage::Down => None,
            Stage::Opening { since } => Some(since + ANSWER_MS),
            Stage::Open { pinged: Some(pinged), .. } => Some(pinged + ANSWER_MS),
            Stage::Open { heard, pinged: None } => Some(heard + QUIET_MS),
        }
    }
}
