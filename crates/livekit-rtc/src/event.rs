//! What happens in a room.

use crate::room::{Identity, Token, TrackId};
use serde::{Deserialize, Serialize};

/// What happens in a room, in order. [`RoomEvent::Left`] is the last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RoomEvent {
    /// Somebody is here; also told for everybody who was here before us.
    PeerJoined(Peer),
    /// Somebody left.
    PeerLeft {
        /// Who.
        peer: Identity,
        /// Why.
        reason: LeaveReason,
    },
    /// A peer's track can be heard or seen from now on.
    TrackAvailable(RemoteTrack),
    /// A peer's track ended.
    TrackGone {
        /// Whose.
        peer: Identity,
        /// Which.
        track: TrackId,
    },
    /// A peer muted or unmuted a track.
    TrackMuted {
        /// Whose.
        peer: Identity,
        /// Which.
        track: TrackId,
        /// What it is now.
        muted: bool,
    },
    /// Somebody receives a track of ours.
    Received {
        /// Which.
        track: TrackId,
    },
    /// Who speaks now, loudest first; may contain ourselves.
    Speaking(Vec<Identity>),
    /// How good somebody's connection is, by the server's judgement; may be about ourselves.
    Quality {
        /// Whose.
        peer: Identity,
        /// How good.
        quality: Quality,
    },
    /// The connection broke and is being mended. Nothing is heard or seen meanwhile.
    Reconnecting,
    /// The connection is back, with everything that was published and muted as before.
    Reconnected,
    /// A fresh token, good for joining again for a while.
    TokenRefreshed(Token),
    /// We are out. Nothing follows.
    Left(LeaveReason),
}

impl RoomEvent {
    /// For logs: what an event holds may be somebody's name or token.
    pub fn name(&self) -> &'static str {
        match self {
            Self::PeerJoined(_) => "peer joined",
            Self::PeerLeft { .. } => "peer left",
            Self::TrackAvailable(_) => "track available",
            Self::TrackGone { .. } => "track gone",
            Self::TrackMuted { .. } => "track muted",
            Self::Received { .. } => "received",
            Self::Speaking(_) => "speaking",
            Self::Quality { .. } => "quality",
            Self::Reconnecting => "reconnecting",
            Self::Reconnected => "reconnected",
            Self::TokenRefreshed(_) => "token refreshed",
            Self::Left(_) => "left",
        }
    }
}

/// Somebody in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Unique in the room.
    pub identity: Identity,
    /// For people to read; may be empty.
    pub name: String,
}

/// Something a peer sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteTrack {
    /// Names the track in this room. A peer who reconnects fully sends the same thing under another one.
    pub id: TrackId,
    /// Whose it is.
    pub peer: Identity,
    /// What it is.
    pub source: TrackSource,
    /// Whether it starts silent or dark.
    pub muted: bool,
}

/// What a track carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackSource {
    /// A voice.
    Microphone,
    /// A face.
    Camera,
    /// A screen or window.
    Screen,
    /// The sound that belongs to a shared screen.
    ScreenSound,
}

impl TrackSource {
    /// Whether it is heard rather than seen.
    pub fn is_sound(self) -> bool {
        matches!(self, Self::Microphone | Self::ScreenSound)
    }
}

/// How good a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Nothing arrives.
    Lost,
    /// Words are missing.
    Poor,
    /// Understandable throughout.
    Good,
    /// As if in the room.
    Excellent,
}

/// Why somebody is not in the room any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveReason {
    /// They left by themselves.
    Own,
    /// The same identity joined from elsewhere.
    JoinedElsewhere,
    /// Somebody with the right to do so put them out.
    Removed,
    /// The room was closed.
    RoomClosed,
    /// The server stopped.
    ServerStopped,
    /// The connection broke and could not be mended.
    ConnectionLost,
    /// The person called did not answer or was not there.
    Unavailable,
    /// The person called declined.
    Declined,
    /// The native library broke down.
    BrokenDown,
    /// Nothing of the above.
    Unknown,
}
