//! Video sessions agreed for a time, in the original interface's words, and what an organisation decides about calls.

use crate::call::{CallQuality, CallSnapshot};
use leadline_domain::Millis;
use leadline_domain::call::{CallOutcome, PartyKind, SessionState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VideoSession {
    /// The session.
    pub id: Uuid,
    /// The client it is about.
    pub lead_id: Uuid,
    /// The colleague who agreed it.
    pub host_id: Uuid,
    /// Who is expected.
    pub participant_id: Uuid,
    /// Whether that is a colleague or a customer.
    pub participant_type: PartyKind,
    /// Where it stands.
    pub status: SessionState,
    /// When the two want to meet.
    pub scheduled_at: Millis,
    /// The call they met in last, once there was one.
    pub call_id: Option<Uuid>,
    /// Its room.
    pub room_name: Option<String>,
    /// When both were first in the room.
    pub started_at: Option<Millis>,
    /// When that call ended.
    pub ended_at: Option<Millis>,
    /// How long both were connected, in seconds.
    pub duration: Option<i64>,
    /// The meeting in the host's day; none for one that began at once.
    pub activity_id: Option<Uuid>,
}

/// Agrees a session, or begins one now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewVideoSession {
    /// Chosen by the host, so that a wish whose answer was lost can be sent again.
    #[serde(default)]
    pub session_id: Option<Uuid>,
    /// The client it is about.
    pub lead_id: Uuid,
    /// Who is expected, at most one; the client's portal customer if nobody is named.
    #[serde(default)]
    pub participant_ids: Vec<Uuid>,
    /// When; now if not said.
    #[serde(default)]
    pub scheduled_at: Option<Millis>,
}

/// What is done to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionAction {
    /// Comes into the room, whoever is first; the other side's devices ring.
    Start,
    /// The same.
    Join,
    /// Hangs up.
    Leave,
    /// Hangs up; of two people, one who leaves ends it.
    End,
    /// Says that it will not happen.
    Cancel,
}

/// Does something to a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionChange {
    /// The session.
    pub call_id: Uuid,
    /// What.
    pub action: SessionAction,
    /// How good the line is, when leaving.
    #[serde(default)]
    pub quality: Option<CallQuality>,
}

/// A session, with what this device needs to come into its room if it just came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VideoSessionAnswer {
    /// The session.
    pub call: VideoSession,
    /// Its room.
    pub room_name: Option<String>,
    /// Good for this device and this room, for two minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Where the media server is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The call they meet in, as this device sees it, if it just came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live: Option<CallSnapshot>,
}

/// Sessions of a client, the latest first; or those somebody takes part in that are to come, the next first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VideoSessions {
    /// At most 50.
    pub calls: Vec<VideoSession>,
}

/// What an organisation decides about calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CallSettings {
    /// How long a call rings, 15 to 90 seconds.
    pub ring_seconds: u32,
    /// How a call may have gone, in the order of the keys 1 to 9.
    pub outcomes: Vec<CallOutcome>,
    /// Whether a second call to a colleague who talks waits for them; otherwise its caller is told that they are busy.
    #[serde(default = "waits_unless_said")]
    pub call_waiting: bool,
}

const fn waits_unless_said() -> bool {
    true
}

/// What a customer leaves when nobody is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeaveMessage {
    /// Chosen by the browser, so that a message whose answer was lost can be sent again.
    #[serde(default)]
    pub message_id: Option<Uuid>,
    /// The message, at most 4,000 characters.
    pub text: String,
}
