//! What a call looks like from outside.

use crate::fault::CallingFault;
use crate::picture::PictureFault;
use leadline_livekit_rtc::LeaveReason;

/// Where the call is, and the right to take part in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The media server, `ws://` or `wss://`.
    pub url: String,
    /// Signed by Leadline's server for this leg of this call. Never printed.
    pub token: String,
}

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ticket({})", self.url)
    }
}

/// How to enter a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Without being heard.
    pub muted: bool,
    /// With the camera on.
    pub camera: bool,
}

/// A call as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct InCallState {
    /// Whether we are in the room.
    pub connection: Connection,
    /// Whether the others do not hear us by our own wish.
    pub muted: bool,
    /// Whether neither side hears the other by our own wish.
    pub held: bool,
    /// Whether our camera is sent.
    pub camera: bool,
    /// Who else is in the room, in the order they came.
    pub others: Vec<Other>,
    /// How good the line was in the last second; nothing in the first one.
    pub quality: Option<Quality>,
    /// How loud we are, 0 to 1, in steps of a twentieth.
    pub input_level: f32,
    /// How loud what we hear is, 0 to 1, in steps of a twentieth.
    pub output_level: f32,
    /// What is wrong with microphone or loudspeaker while the call goes on.
    pub sound_fault: Option<CallingFault>,
    /// Why the camera is not sent though it is wished.
    pub camera_fault: Option<PictureFault>,
    /// Whether our screen or a window of ours is sent.
    pub sharing: bool,
    /// Why it is not sent though it was chosen.
    pub share_fault: Option<PictureFault>,
}

/// Whether we are in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// We are.
    Joined,
    /// The connection broke and is being mended.
    Reconnecting,
    /// We are out, for good.
    Over(Over),
}

/// Why a call is over for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// We left.
    Left,
    /// The room was closed or we were put out: somebody else ended the call.
    Ended,
    /// The same leg joined from elsewhere.
    JoinedElsewhere,
    /// The connection could not be mended, or the media server stopped.
    ConnectionLost,
    /// The line was broken for longer than anybody waits.
    GivenUp,
    /// The native library broke down; calls work again after a restart of the program.
    BrokenDown,
}

impl From<LeaveReason> for Over {
    fn from(reason: LeaveReason) -> Self {
        match reason {
            LeaveReason::Own => Self::Left,
            LeaveReason::JoinedElsewhere => Self::JoinedElsewhere,
            LeaveReason::Removed | LeaveReason::RoomClosed | LeaveReason::Unavailable | LeaveReason::Declined => {
                Self::Ended
            }
            LeaveReason::ServerStopped | LeaveReason::ConnectionLost | LeaveReason::Unknown => Self::ConnectionLost,
            LeaveReason::BrokenDown => Self::BrokenDown,
        }
    }
}

/// Somebody else in the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// As their ticket says.
    pub identity: String,
    /// For people to read; may be empty.
    pub name: String,
    /// Whether they cannot be heard by their own wish, or have sent no voice yet.
    pub muted: bool,
    /// Whether their camera can be seen.
    pub camera: bool,
    /// Whether their screen can be seen.
    pub screen: bool,
    /// Whether they speak now.
    pub speaking: bool,
}

/// How good the line was in the last second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// An estimate of what listeners would say, 1 (unusable) to 4.5 (as if in the room).
    pub mos: f32,
    /// Unsteadiness of what arrives, in milliseconds.
    pub jitter_ms: f32,
    /// Packets lost in the worse direction, in percent.
    pub loss_pct: f32,
    /// To the media server and back, in milliseconds.
    pub rtt_ms: f32,
}
