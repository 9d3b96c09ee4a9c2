//! What the engine wants done.

use uuid::Uuid;

/// What to do. Every effect but the socket's is answered by exactly one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the oldest edits.
    Push {
        /// At most this many.
        most: usize,
    },
    /// Ask for changes and apply them.
    Pull {
        /// At most this many rows.
        rows: u32,
    },
    /// Get a fresh access token.
    Refresh,
    /// Set this edit aside: the server fails at it again and again.
    Quarantine {
        /// The edit.
        edit: Uuid,
    },
    /// Erase the local data.
    Wipe,
    /// Connect the socket and say hello.
    OpenSocket {
        /// The version to name in the hello.
        version: i64,
    },
    /// Send a ping.
    SendPing {
        /// Its number.
        n: u64,
    },
    /// Send the current access token.
    SendToken,
    /// Drop the socket.
    CloseSocket,
}

/// Why the engine does nothing any more, until [`super::Event::Started`] or, for the last, [`super::Event::Asked`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The server wants a new sign-in.
    SessionEnded,
    /// The local data was erased because the server said so.
    Wiped,
    /// This app is too old for the server.
    UpgradeRequired,
}
