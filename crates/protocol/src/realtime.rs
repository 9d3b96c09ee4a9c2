//! Frames of `GET /v1/realtime`. Correctness never depends on them: a lost frame costs at most the time until the
//! next pull.

use crate::call::{CallSnapshot, PresenceOf};
use crate::problem::Code;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest frame either side accepts, in bytes.
pub const MAX_FRAME_BYTES: usize = 64 * 1024;

/// From device to server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "t")]
pub enum FromDevice {
    /// The first frame; the token is never in the address.
    Hello {
        /// An access token.
        token: String,
        /// [`crate::PROTOCOL`].
        protocol: u32,
        /// The organisation version the device has reached; a poke follows at once if the server is further.
        version: i64,
    },
    /// A fresh access token before the old one ends, so that the socket stays.
    Token {
        /// An access token of the same session.
        token: String,
    },
    /// Still here.
    Ping {
        /// Echoed in the pong.
        n: u64,
    },
    /// The ring of a call has reached this device.
    Ring {
        /// The call.
        call: Uuid,
        /// Whether a person can see it.
        shown: bool,
    },
}

/// From server to device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "t")]
pub enum FromServer {
    /// The hello was accepted.
    Welcome {
        /// The organisation's version now.
        version: i64,
        /// Server time in milliseconds since the epoch.
        now: i64,
    },
    /// There is something new for this organisation: pull.
    Poke {
        /// The organisation's version now.
        version: i64,
    },
    /// Answer to a ping.
    Pong {
        /// The number of the ping.
        n: u64,
    },
    /// A call of this person rings or has changed. After the welcome, every call that is not over comes again.
    Call {
        /// The call as this device sees it.
        call: Box<CallSnapshot>,
    },
    /// A colleague is shown differently.
    Presence {
        /// Who, and how.
        #[serde(flatten)]
        of: PresenceOf,
    },
    /// The socket ends, and why.
    Bye {
        /// `session_ended`, `wipe_required`, `token_expired`, `unavailable` (the server restarts) or `rate_limited`.
        code: Code,
    },
}
