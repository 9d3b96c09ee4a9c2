//! What the engine is told, and when.

use crate::link::LinkFault;
use leadline_protocol::Problem;
use leadline_protocol::realtime::FromServer;
use uuid::Uuid;

/// When an event happens, and the dice for the wait it may cause.
#[derive(Clone, Copy, Debug)]
pub struct Beat {
    /// Milliseconds on a clock that never goes back; where it starts does not matter.
    pub at: u64,
    /// Evenly spread over all of `u32`.
    pub dice: u32,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The app started, or a person signed in again.
    Started {
        /// How far the cache is.
        version: i64,
    },
    /// Edits were committed to the outbox.
    Committed,
    /// The window came to the front.
    Focused,
    /// The person asked to sync now.
    Asked,
    /// The time of [`Engine::wake_at`](super::Engine::wake_at) has come.
    Woke,
    /// The outbox holds nothing to push.
    NothingToPush,
    /// A push was answered and its results are in the cache.
    Pushed {
        /// Whether the server settled at least one edit, or the cache has renumbered.
        moved: bool,
        /// The organisation's version after it.
        version: i64,
    },
    /// A push was not answered, or refused as a whole.
    PushFailed {
        /// Its first edit.
        head: Uuid,
        /// How many edits it held.
        sent: usize,
        /// Why.
        fault: LinkFault,
    },
    /// A page was applied, or thrown away because the cursors had moved.
    Pulled {
        /// Whether another page waits.
        more: bool,
        /// How far the cache is now.
        version: i64,
    },
    /// A pull showed that the server was restored: the cache pulls everything anew and pushes what may have got lost.
    StartedOver,
    /// A pull failed.
    PullFailed {
        /// Why.
        fault: LinkFault,
    },
    /// There is a fresh access token.
    Refreshed {
        /// How long it lasts, in milliseconds.
        left_ms: u64,
    },
    /// There is no fresh access token.
    RefreshFailed {
        /// Why.
        fault: LinkFault,
    },
    /// The edit was set aside.
    Quarantined,
    /// The cache was erased.
    Wiped,
    /// The local data cannot be read or written at the moment.
    CacheFailed {
        /// Why.
        problem: Problem,
    },
    /// The socket is connected and the hello is on its way.
    SocketOpened {
        /// How long the token in the hello lasts, in milliseconds.
        token_left_ms: u64,
    },
    /// A frame came.
    SocketHeard(FromServer),
    /// The socket could not be opened, or broke.
    SocketClosed,
}

impl Event {
    /// For logs: what an event holds may be somebody's.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Committed => "committed",
            Self::Focused => "focused",
            Self::Asked => "asked",
            Self::Woke => "woke",
            Self::NothingToPush => "nothing to push",
            Self::Pushed { .. } => "pushed",
            Self::PushFailed { .. } => "push failed",
            Self::Pulled { .. } => "pulled",
            Self::StartedOver => "started over",
            Self::PullFailed { .. } => "pull failed",
            Self::Refreshed { .. } => "refreshed",
            Self::RefreshFailed { .. } => "refresh failed",
            Self::Quarantined => "quarantined",
            Self::Wiped => "wiped",
            Self::CacheFailed { .. } => "cache failed",
            Self::SocketOpened { .. } => "socket opened",
            Self::SocketHeard(_) => "socket heard",
            Self::SocketClosed => "socket closed",
        }
    }
}
