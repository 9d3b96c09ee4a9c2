//! One call between an agent and a customer or another agent, as a state machine without clock, store or network.
//!
//! ```text
//! call:  ringing ──accept──▶ connecting ──both joined──▶ active ──hang up, away too long──▶ ended
//!           └── cancel · decline · timeout · busy · unreachable ──▶ ended ◀── hang up, nobody joined ──┘
//! leg:   offered ─▶ delivered ─▶ alerting ─▶ accepted ─▶ joined ⇄ away ─▶ left
//!           └────────────┴───────────┴──▶ stopped(why)      └▶ parked ─┘
//! ```
//!
//! Into a call that is active further people are asked by an [`Invite`]: to join it, to be consulted while the others
//! wait, or to take it over. One who hands a call over and is not relieved is rung back. The call goes on for as long as
//! two are in it, or one who waits to be taken over. One who answers another call meanwhile is parked: in the call, but
//! out of its room until they come back to it. One who holds stays in the room and neither hears nor is heard; that is a
//! mark on their leg, which goes when it leaves the room for good, and the call goes on as before.
//!
//! A leg is one device of one side. Whatever happens is a [`Command`]; [`Call::decide`] says what follows or why it
//! cannot be. A call that ended stays as it ended; at most one leg of a side ever answers; every leg of an ended call
//! is stopped or has left. The server writes what is decided and the events in one transaction, holding the call's
//! row.

mod decide;
mod hold;
mod invite;
mod park;
mod presence;
mod words;

#[cfg(test)]
mod hold_tests;
#[cfg(test)]
mod invite_tests;
#[cfg(test)]
mod park_tests;
#[cfg(test)]
mod tests;

pub use invite::{Invite, MOST_IN_A_CALL};
pub use presence::{Chosen, Presence};
pub use words::{
    CallDirection, CallOutcome, CallState, EndReason, LegState, LineQuality, Media, PartyKind, Purpose, SessionState,
    Side, StopReason,
};

use crate::Millis;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long each stage may take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// From the start until nobody has answered. An organisation sets 15 to 90 s.
    pub ring: Millis,
    /// From the start until some device must have said that the ring reached it.
    pub delivery: Millis,
    /// From the answer until both sides must have joined the room.
    pub connecting: Millis,
    /// How long a side may be away from the room before the call counts as dropped.
    pub away: Millis,
    /// How long somebody may let a call wait while they talk in another one.
    pub parked: Millis,
}

impl Patience {
    /// How many seconds an organisation may let a call ring.
    pub const RING_SECONDS: std::ops::RangeInclusive<u32> = 15..=90;
}

impl Default for Patience {
    fn default() -> Self {
        Self { ring: 45_000, delivery: 5_000, connecting: 15_000, away: 30_000, parked: 900_000 }
    }
}

/// One device of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Its id; also its identity in the room, so that no two legs ever push each other out.
    pub id: Uuid,
    /// Which side it belongs to.
    pub side: Side,
    /// The invite it belongs to, if it was asked in later; a side's own leg that is rung back belongs to one as well.
    pub invite: Option<Uuid>,
    /// What it is doing.
    pub state: LegState,
    /// Why it was stopped, once it was.
    pub stopped: Option<StopReason>,
    /// When it went away from the room or was parked, while it is.
    pub away_since: Option<Millis>,
    /// When it left the call, or passed.
    pub left_at: Option<Millis>,
    /// Whether its person has put the others on hold.
    pub holds: bool,
}

impl Leg {
    /// A device that is to ring, or the device that calls.
    pub fn new(id: Uuid, side: Side) -> Self {
        let state = if side == Side::Caller { LegState::Accepted } else { LegState::Offered };
        Self { id, side, invite: None, state, stopped: None, away_since: None, left_at: None, holds: false }
    }

    /// Whether it rings or is about to.
    pub fn is_ringing(&self) -> bool {
        matches!(self.state, LegState::Offered | LegState::Delivered | LegState::Alerting)
    }

    /// Whether it is in the call.
    pub fn is_admitted(&self) -> bool {
        self.state.is_admitted() || self.state == LegState::Parked
    }
}

/// The whole call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Where it stands.
    pub state: CallState,
    /// When it was started, by the server's clock.
    pub started_at: Millis,
    /// When it stops ringing.
    pub ring_until: Millis,
    /// When a leg accepted.
    pub answered_at: Option<Millis>,
    /// When both sides were first in the room; the call's duration counts from here.
    pub active_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// The leg of the called side that answered.
    pub answered_leg: Option<Uuid>,
    /// Whether the called side is in another call while this one rings, and sees that it waits.
    pub waiting: bool,
    /// When those it began to ring at gave it to others; their time to answer counts from here.
    pub passed_on_at: Option<Millis>,
    /// The caller's leg and every device that was asked to ring.
    pub legs: Vec<Leg>,
    /// Who was asked in later, in this order.
    pub invites: Vec<Invite>,
    /// Number of the last event; devices apply events in this order and ask for the whole call when one is missing.
    pub seq: u32,
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Another device of the called side appears while it rings.
    Offer(Uuid),
    /// A device says that the ring reached it.
    Delivered(Uuid),
    /// A device shows the ring to a person.
    Alerting(Uuid),
    /// A person answers on this device.
    Accept(Uuid),
    /// A person declines on this device, which speaks for all devices of the side.
    Decline(Uuid),
    /// One of several people who are called together does not take it: this device of theirs stops, the others' go on.
    /// When it rings at nobody's any more the call is declined at once: the caller should hear soon that nobody is free,
    /// and not wait for those who have no device there or whose line was taken when it began.
    Pass {
        /// Their device.
        leg: Uuid,
        /// Whether they pressed it on another device.
        elsewhere: bool,
    },
    /// A person gives the ring to others, at whose devices it rings already; on this one it stops.
    PassOn(Uuid),
    /// The called side turns to another call while this one rings.
    Wait,
    /// The caller gives up before an answer.
    Cancel,
    /// Somebody in the call hangs up.
    HangUp(Uuid),
    /// The room saw this leg come in.
    Joined(Uuid),
    /// The room saw this leg go.
    Gone(Uuid),
    /// The caller's device can no longer be reached while it rings.
    CallerLost,
    /// The called side is in another call.
    Busy,
    /// A newer call between the same two takes this one's place.
    Supersede,
    /// Somebody in the call, or the call itself when it is to be taken back, asks a further person in.
    Invite {
        /// Chosen by whoever asks.
        id: Uuid,
        /// The leg that asks; for [`Purpose::Return`] the leg that is rung back.
        by: Uuid,
        /// Why.
        purpose: Purpose,
    },
    /// A device of the person who is asked in.
    OfferTo {
        /// The invite.
        invite: Uuid,
        /// The device.
        leg: Uuid,
    },
    /// A leg takes back what it asked for, or ends the consulting.
    Withdraw {
        /// The leg that asked.
        by: Uuid,
    },
    /// A leg leaves the call to the one it has consulted.
    HandOver {
        /// The leg that asked.
        by: Uuid,
    },
    /// A leg brings the ones who wait and the one it has consulted together.
    Together {
        /// The leg that asked.
        by: Uuid,
    },
    /// A leg's person talks in another call for a while.
    Park(Uuid),
    /// They come back to this one.
    Resume(Uuid),
    /// A leg's person puts the others on hold, or goes on.
    Hold {
        /// Their leg.
        leg: Uuid,
        /// Whether they hold from now on.
        on: bool,
    },
    /// Time has passed.
    Tick,
}

/// What followed from a command, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// A leg changed.
    Leg(Uuid, LegState),
    /// A ringing leg must stop.
    Stopped(Uuid, StopReason),
    /// This leg answered; it alone may have a token for the room.
    Answered(Uuid),
    /// The called side is in another call.
    Waits,
    /// This device's person gave the ring to others.
    PassedOn(Uuid),
    /// This leg's person has put the others on hold, or goes on.
    Holds(Uuid, bool),
    /// Both sides are in the room.
    Connected,
    /// Somebody is asked in.
    Invited(Uuid, Purpose),
    /// They have come, or their device may.
    Taken(Uuid),
    /// They are asked for something else than before.
    Meant(Uuid, Purpose),
    /// They are no longer asked, or no longer there.
    InviteOver(Uuid, EndReason),
    /// It is over.
    Ended(EndReason),
}

/// Why a command cannot be carried out. The device shows what the call has become instead of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another device of this side was first.
    #[error("another device answered")]
    AnsweredElsewhere,
    /// The call has ended.
    #[error("the call has ended: {0:?}")]
    Ended(EndReason),
    /// The call has been answered already, so it cannot be cancelled or declined.
    #[error("the call has been answered")]
    AlreadyAnswered,
    /// Somebody else is being asked in, or there is nobody who could be handed over or passed on to.
    #[error("another person is being asked in, or none is there")]
    NotNow,
    /// No leg of this call has this id.
    #[error("this device does not take part in the call")]
    NotALeg,
}

impl Call {
    /// A call that starts to ring on these devices.
    pub fn start(caller_leg: Uuid, devices: &[Uuid], now: Millis, patience: &Patience) -> Self {
        let mut legs = vec![Leg::new(caller_leg, Side::Caller)];
        legs.extend(devices.iter().map(|device| Leg::new(*device, Side::Callee)));
        Self {
            state: CallState::Ringing,
            started_at: now,
            ring_until: now + patience.ring,
            answered_at: None,
            active_at: None,
            ended_at: None,
            end_reason: None,
            answered_leg: None,
            waiting: false,
            passed_on_at: None,
            legs,
            invites: Vec::new(),
            seq: 0,
        }
    }

    /// The leg with this id.
    pub fn leg(&self, id: Uuid) -> Option<&Leg> {
        self.legs.iter().find(|leg| leg.id == id)
    }

    /// The one leg of a side that is in the call.
    pub fn admitted(&self, side: Side) -> Option<&Leg> {
        self.legs.iter().find(|leg| leg.side == side && leg.is_admitted())
    }

    /// When [`Command::Tick`] may change something next; nothing for an ended call.
    pub fn next_tick(&self, patience: &Patience) -> Option<Millis> {
        match self.state {
            CallState::Ringing if self.reached_nobody() => {
                Some(self.ring_until.min(self.relied_on_since() + patience.delivery))
            }
            CallState::Ringing => Some(self.ring_until),
            CallState::Connecting => self.answered_at.map(|at| at + patience.connecting),
            CallState::Active => self.next_tick_while_active(patience),
            CallState::Ended => None,
        }
    }

    /// How long both sides were connected, in milliseconds; nothing before the end, zero if they never were.
    pub fn duration(&self) -> Option<Millis> {
        self.ended_at.map(|ended| self.active_at.map_or(0, |active| (ended - active).max(0)))
    }

    /// When it began to ring where it rings now.
    pub fn rings_since(&self) -> Millis {
        self.passed_on_at.unwrap_or(self.started_at)
    }

    /// Since when only those can answer whom the ring has not reached yet: of several, from when the last passed at whose it
    /// rang. Somebody whose device came a moment before is not given up with them.
    fn relied_on_since(&self) -> Millis {
        let passed = self.legs.iter().filter(|leg| leg.side == Side::Callee).filter_map(|leg| leg.left_at);
        passed.chain([self.rings_since()]).max().unwrap_or(self.started_at)
    }

    fn reached_nobody(&self) -> bool {
        !self
            .legs
            .iter()
            .any(|leg| leg.side == Side::Callee && !matches!(leg.state, LegState::Offered | LegState::Stopped))
    }
}
