//! What the sync centre shows of the exchange with the server.

use crate::clock::ClockOffset;
use leadline_domain::Millis;
use leadline_protocol::Problem;

/// Whether the server answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// It has not been asked yet.
    #[default]
    Connecting,
    /// It does.
    Online,
    /// It does not; tries again by itself.
    Offline,
    /// It wants a new sign-in.
    SignInAgain,
    /// This app is too old for it.
    UpgradeRequired,
    /// It had the local data erased.
    Wiped,
}

/// The whole state, published after every change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// Whether the server answers.
    pub link: Link,
    /// Last time everything was exchanged, by this computer's clock.
    pub synced_at: Option<Millis>,
    /// When it tries again, by this computer's clock, if the last try failed.
    pub next_try_at: Option<Millis>,
    /// How long the last answer took, in milliseconds.
    pub answer_ms: Option<u64>,
    /// The clocks' difference.
    pub clock: ClockOffset,
    /// Why the last try failed.
    pub problem: Option<Problem>,
}
