//! The closed word lists of a call.

use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What both sides send.
    Media { /// Voice only.
        Audio = "audio", /// Voice and picture.
        Video = "video" }
}
words! {
    /// Which way a call went, as the colleague sees it whose call it is.
    CallDirection { /// The other side called.
        Incoming = "incoming", /// The colleague called.
        Outgoing = "outgoing" }
}
words! {
    /// The end of the line a leg belongs to.
    Side { /// Started the call.
        Caller = "caller", /// Is called.
        Callee = "callee", /// Was asked in later.
        Guest = "guest" }
}
words! {
    /// Why somebody is asked into a call that goes on.
    Purpose { /// To talk with all of them.
        Join = "join", /// To be asked first whether they take it over, while the others wait.
        Consult = "consult", /// To take it over from one who leaves at once.
        Transfer = "transfer", /// To take it back, because nobody took it over.
        Return = "return" }
}
words! {
    /// Where a call stands.
    CallState { /// Devices of the called side are asked to ring.
        Ringing = "ringing", /// Answered; the sides are coming into the room.
        Connecting = "connecting", /// Both sides have met in the room.
        Active = "active", /// Over.
        Ended = "ended" }
}
words! {
    /// Why a call is over.
    EndReason { /// Somebody answered, and one of them hung up.
        Completed = "completed", /// The called side did not want it.
        Declined = "declined", /// Nobody answered in time.
        Missed = "missed", /// The caller gave up first.
        Cancelled = "cancelled", /// The called side is in another call.
        Busy = "busy", /// No device of the called side said that the ring reached it.
        Unreachable = "unreachable", /// Answered, but the sides never met in the room.
        ConnectFailed = "connect_failed", /// One side was lost and did not come back.
        Dropped = "dropped", /// A newer call between the same two took its place.
        Superseded = "superseded", /// Somebody who may ended it for them.
        AdminEnded = "admin_ended" }
}
words! {
    /// What one device is doing in a call.
    LegState { /// Is asked to ring.
        Offered = "offered", /// Has been told.
        Delivered = "delivered", /// Shows the ring.
        Alerting = "alerting", /// May come into the room.
        Accepted = "accepted", /// Is in the room.
        Joined = "joined", /// Was in the room and may come back.
        Away = "away", /// Is in the call but out of the room, because its person talks in another call.
        Parked = "parked", /// Was in the call, which is over for it.
        Left = "left", /// Will not take part.
        Stopped = "stopped" }
}
words! {
    /// Why a device stopped ringing.
    StopReason { /// Another device of the same side answered.
        AnsweredElsewhere = "answered_elsewhere", /// The person declined on this device.
        Declined = "declined", /// The person declined on another device.
        DeclinedElsewhere = "declined_elsewhere", /// The caller gave up.
        Cancelled = "cancelled", /// Nobody answered in time.
        Timeout = "timeout", /// The call ended for another reason.
        Ended = "ended" }
}
words! {
    /// How a call went, as the person says who was in it; in the order of the keys 1 to 9.
    CallOutcome { /// Wants an offer.
        WantsQuote = "wants_quote", /// A meeting was agreed.
        MeetingSet = "meeting_set", /// Wants to be called again.
        CallBack = "call_back", /// Somebody else has to agree.
        NeedsApproval = "needs_approval", /// Bought.
        Won = "won", /// Does not want it.
        NotInterested = "not_interested", /// Somebody else than expected.
        WrongPerson = "wrong_person", /// They could not hear each other well.
        BadLine = "bad_line", /// Does not want to be called.
        DoNotCall = "do_not_call" }
}
words! {
    /// How good a line is.
    LineQuality { /// Nothing is noticed.
        Good = "good", /// Words are lost now and then.
        Fair = "fair", /// Talking is hard.
        Poor = "poor" }
}
words! {
    /// Where a video session stands that was agreed for a time.
    SessionState { /// Waits for the two to meet.
        Scheduled = "scheduled", /// One has come, or both.
        Active = "active", /// They met.
        Completed = "completed", /// Will not happen.
        Cancelled = "cancelled" }
}

impl LineQuality {
    const GOOD_MOS: f32 = 3.8;
    const FAIR_MOS: f32 = 3.0;

    /// The word for an opinion score of 1 to 5.
    pub fn of_mos(mos: f32) -> Self {
        if mos >= Self::GOOD_MOS {
            Self::Good
        } else if mos >= Self::FAIR_MOS {
            Self::Fair
        } else {
            Self::Poor
        }
    }
}

impl LegState {
    /// Whether a device of this state may be in the room.
    pub const fn is_admitted(self) -> bool {
        matches!(self, Self::Accepted | Self::Joined | Self::Away)
    }
}

impl EndReason {
    /// Whether a call that nobody answered and that ended so was missed by the called side: it did not say that it
    /// does not want it.
    pub const fn is_missed(self) -> bool {
        matches!(self, Self::Missed | Self::Unreachable | Self::Busy | Self::Cancelled)
    }
}

/// Who takes part in a call: a colleague or a customer in a web page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PartyKind {
    /// Somebody of the organisation.
    CrmUser,
    /// A customer, signed in to the portal.
    PortalCustomer,
}

impl PartyKind {
    /// The word this value is stored and sent as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CrmUser => "CRM_USER",
            Self::PortalCustomer => "PORTAL_CUSTOMER",
        }
    }

    /// Reads a stored word back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::CrmUser, Self::PortalCustomer].into_iter().find(|kind| kind.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::LineQuality::{self, Fair, Good, Poor};

    #[test]
    fn an_opinion_score_has_a_word() {
        for (mos, word) in [(5.0, Good), (3.8, Good), (3.7, Fair), (3.0, Fair), (2.9, Poor), (1.0, Poor)] {
            assert_eq!(LineQuality::of_mos(mos), word, "{mos}");
        }
    }
}
