//! Calls, as devices and the portal ask for them and are told of them.
//!
//! A device is always told the whole call as it sees it. The number of the last event says which of two is newer, so a
//! frame that is lost, late or doubled does no harm. The token for the room travels only in the answers to starting and
//! accepting, to the very device that did it.

use crate::Code;
use leadline_domain::Millis;
use leadline_domain::call::{
    CallState, EndReason, LegState, LineQuality, Media, PartyKind, Presence, Purpose, Side, StopReason,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! message {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind),* }
    };
}

message! {
    /// One end of the line.
    CallParty {
        /// Colleague or customer.
        kind: PartyKind,
        /// The profile or the portal customer.
        id: Uuid,
        /// What they are called.
        name: String,
    }
}
message! {
    /// Several colleagues who are called together, as they were called then.
    CallGroup {
        /// Which.
        id: Uuid,
        /// What customers see.
        name: String,
    }
}
message! {
    /// The asking device's part in a call.
    OwnLeg {
        /// Its id, also its identity in the room.
        id: Uuid,
        /// What it is doing.
        state: LegState,
        /// Why it stopped ringing, once it did.
        stopped: Option<StopReason>,
        /// Whether its person has put the others on hold, as the server knows it.
        #[serde(default)]
        holds: bool,
    }
}
message! {
    /// Somebody else in a call, or rung for it.
    CallPerson {
        /// Who.
        who: CallParty,
        /// In the call; otherwise it rings at theirs.
        here: bool,
        /// They have put the others on hold, or talk in another call for a while; this one waits for them.
        #[serde(default)]
        parked: bool,
    }
}
message! {
    /// Whom this device asked in last.
    CallAsking {
        /// The invite.
        id: Uuid,
        /// Who.
        who: CallParty,
        /// Why.
        purpose: Purpose,
        /// Whether they have answered.
        answered: bool,
        /// Why they are no longer asked or there, once they are not.
        outcome: Option<EndReason>,
        /// Since when.
        over_at: Option<Millis>,
    }
}
message! {
    /// A call as one device sees it. For somebody who is asked in it rings and begins as a call to them, and for
    /// somebody who left it is over, whatever the others go on with.
    CallSnapshot {
        /// The call.
        id: Uuid,
        /// Its room at the media server.
        room_name: String,
        /// What both sides send.
        media: Media,
        /// Where it stands.
        state: CallState,
        /// Why it is over, once it is.
        end_reason: Option<EndReason>,
        /// The side that is asking.
        side: Side,
        /// Who started it; of the two the one who is not asking is whom they talk to now.
        caller: CallParty,
        /// Who is called; for a caller of several, all of them until one has answered.
        callee: CallParty,
        /// The several who were called.
        #[serde(default)]
        group: Option<CallGroup>,
        /// Who of the several has answered, for the others of them.
        #[serde(default)]
        answered_by: Option<CallParty>,
        /// Everybody else who is in it, or rung for it.
        #[serde(default)]
        people: Vec<CallPerson>,
        /// The others consult; until they are done this one neither hears nor is heard.
        #[serde(default)]
        waits: bool,
        /// The one who is called talks in another call, and sees that this one waits.
        #[serde(default)]
        call_waiting: bool,
        /// What the group is called whose others may take the ring from this one.
        #[serde(default)]
        next_in_line: Option<String>,
        /// Who asks this one in, while it rings for that reason, and why.
        #[serde(default)]
        asked_by: Option<CallParty>,
        /// Whom this device asked in last.
        #[serde(default)]
        asking: Option<CallAsking>,
        /// The client it is about.
        client_id: Option<Uuid>,
        /// This device's part, if it has one.
        leg: Option<OwnLeg>,
        /// When it was started.
        started_at: Millis,
        /// When it stops ringing.
        ring_until: Millis,
        /// When it was answered.
        answered_at: Option<Millis>,
        /// When both sides were first in the room.
        active_at: Option<Millis>,
        /// When it ended.
        ended_at: Option<Millis>,
        /// Number of its last event; the larger of two snapshots counts.
        seq: u32,
    }
}
message! {
    /// Starts a call.
    StartCall {
        /// Chosen by the caller, so that a start whose answer was lost can be sent again.
        call_id: Option<Uuid>,
        /// The colleague or portal customer to call; the name is the original interface's.
        callee_supabase_id: Option<Uuid>,
        /// Or the colleagues who are to be called together.
        group_id: Option<Uuid>,
        /// Or the client whose portal customer is to be called.
        lead_id: Option<Uuid>,
        /// What the caller wants to be shown as, if they are a customer.
        caller_name: Option<String>,
        /// Audio unless said otherwise.
        media: Option<Media>,
    }
}
message! {
    /// A call that rings, with what the caller needs to come into its room. The called side's token is never here: only
    /// the device that answers gets one.
    CallStarted {
        /// The call.
        call_id: Uuid,
        /// Its room.
        room_name: String,
        /// The caller's token.
        caller_token: String,
        /// Where the media server is.
        url: String,
        /// The call.
        call: CallSnapshot,
    }
}
message! {
    /// What a device does in a call.
    CallCommand {
        /// Chosen by the device, so that a command whose answer was lost can be sent again.
        command_id: Option<Uuid>,
    }
}
message! {
    /// Puts the others in a call on hold, or goes on with them.
    HoldCall {
        /// Chosen by the device, so that a wish whose answer was lost can be sent again.
        command_id: Option<Uuid>,
        /// Whether this device holds from now on.
        on: bool,
    }
}
message! {
    /// A ring has reached a device.
    RingReached {
        /// Chosen by the device.
        command_id: Option<Uuid>,
        /// Whether a person can see it.
        shown: bool,
    }
}
message! {
    /// Asks somebody into a call that goes on.
    InviteToCall {
        /// Chosen by the device, so that a wish whose answer was lost can be sent again.
        invite_id: Option<Uuid>,
        /// The colleague, or a portal customer of the same client.
        callee_supabase_id: Uuid,
        /// `join` to talk with all, `consult` to be asked whether they take it over, `transfer` to take it over at once.
        purpose: Purpose,
    }
}
message! {
    /// The call after a command.
    CallChanged {
        /// The call.
        call: CallSnapshot,
    }
}
message! {
    /// What a device that is in a call needs to come into its room.
    RoomTicket {
        /// The room.
        room_name: String,
        /// Good for this device and this room, for two minutes.
        token: String,
        /// Where the media server is.
        url: String,
        /// The call.
        call: CallSnapshot,
    }
}
message! {
    /// Why a command came to nothing, and what the call has become.
    CallRefused {
        /// `answered_elsewhere`, `call_over` or `busy`.
        code: Code,
        /// The call.
        call: CallSnapshot,
    }
}
message! {
    /// Somebody who can be called.
    CallableAgent {
        /// Their profile; the name is the original interface's.
        supabase_user_id: Uuid,
        /// First part of the name.
        first_name: String,
        /// The rest of the name.
        last_name: String,
        /// Their address; customers are not told it.
        email: Option<String>,
        /// Their role's word.
        role: String,
        /// Whether they can be called.
        presence: Presence,
        /// A call to them waits while they talk.
        #[serde(default)]
        call_waiting: bool,
    }
}
message! {
    /// A call in the history.
    CallRecord {
        /// The call.
        id: Uuid,
        /// Who started it.
        from_user_id: Uuid,
        /// Who was called.
        to_user_id: Uuid,
        /// The several who were called; whoever answered is whom it was with.
        #[serde(default)]
        group: Option<CallGroup>,
        /// Which kind started it.
        from_user_type: PartyKind,
        /// Which kind was called.
        to_user_type: PartyKind,
        /// Its room.
        room_name: String,
        /// When it was started.
        started_at: Millis,
        /// When it ended.
        ended_at: Option<Millis>,
        /// How long both sides were connected, in seconds.
        duration: Option<i64>,
        /// RINGING, ACTIVE, COMPLETED, MISSED, DECLINED, CANCELLED or FAILED.
        status: String,
        /// What both sides sent.
        media: Media,
        /// Why it ended, in more detail than the status.
        end_reason: Option<EndReason>,
        /// The client it was about.
        client_id: Option<Uuid>,
        /// How good the line was for whoever had the worst; nothing if nobody measured it.
        #[serde(default)]
        quality: Option<LineQuality>,
    }
}

/// How good the line is, as a device measures it. Numbers outside what is possible are brought inside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CallQuality {
    /// Estimated opinion score, 1 to 5.
    pub mos: Option<f32>,
    /// Jitter in milliseconds.
    pub jitter_ms: Option<f32>,
    /// Lost packets in per cent.
    pub loss_pct: Option<f32>,
    /// Round trip in milliseconds.
    pub rtt_ms: Option<f32>,
}

/// What an agent chooses to be shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PresenceChoice {
    /// `available`, `busy`, `break`, `meeting` or `do_not_disturb`.
    pub presence: Presence,
    /// When it ends by itself.
    pub until: Option<Millis>,
}

message! {
    /// How a colleague is shown.
    PresenceOf {
        /// The colleague.
        profile_id: Uuid,
        /// How they are shown.
        presence: Presence,
        /// When their choice ends by itself.
        until: Option<Millis>,
    }
}
message! {
    /// Invites the customer behind a client to the portal.
    InviteCustomer {
        /// The client.
        lead_id: Uuid,
        /// What the customer is called, if not like the client.
        name: Option<String>,
    }
}
message! {
    /// An invitation to the portal. The code is shown once.
    CustomerInvited {
        /// The portal customer.
        customer_id: Uuid,
        /// What the link carries.
        code: String,
        /// Until when it can be used, once.
        expires_at: Millis,
    }
}
message! {
    /// Uses an invitation.
    PortalSignIn {
        /// The code of the link.
        code: String,
    }
}
message! {
    /// A browser that is signed in to the portal.
    PortalSession {
        /// The bearer token of the portal.
        token: String,
        /// Until when.
        expires_at: Millis,
        /// The portal customer.
        customer_id: Uuid,
        /// What they are called.
        name: String,
        /// What the firm is called.
        organization: String,
    }
}
