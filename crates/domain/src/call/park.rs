//! Letting a call wait while its person talks in another one.

use super::decide::Step;
use super::{Invite, Leg, LegState, Patience, Refusal};
use crate::Millis;
use uuid::Uuid;

impl Leg {
    /// When it counts as lost, if it does not come back to the room.
    pub(super) fn counts_as_lost_at(&self, patience: &Patience) -> Option<Millis> {
        let patience = if self.state == LegState::Parked { patience.parked } else { patience.away };
        self.away_since.map(|since| since + patience)
    }
}

impl Step<'_> {
    /// Whoever asks somebody in, or is being consulted, finishes that first: the others would be left alone meanwhile.
    pub(super) fn park(&mut self, id: Uuid) -> Result<(), Refusal> {
        let state = self.call.leg(id).ok_or(Refusal::NotALeg)?.state;
        self.must_be_active()?;
        let takes_part = |asked: &Invite| {
            let consults = asked.keeps_waiting() && (asked.by == id || asked.answered_leg == Some(id));
            consults || (asked.rings() && asked.by == id)
        };
        match state {
            LegState::Parked => Ok(()),
            LegState::Joined | LegState::Away if !self.call.invites.iter().any(takes_part) => {
                self.set(id, LegState::Parked);
                Ok(())
            }
            LegState::Accepted | LegState::Joined | LegState::Away => Err(Refusal::NotNow),
            _ => Err(Refusal::NotALeg),
        }
    }

    /// It has as long to be in the room again as one that lost its network.
    pub(super) fn resume(&mut self, id: Uuid) -> Result<(), Refusal> {
        let state = self.call.leg(id).ok_or(Refusal::NotALeg)?.state;
        self.must_be_active()?;
        match state {
            LegState::Parked => {
                self.set(id, LegState::Away);
                Ok(())
            }
            state if state.is_admitted() => Ok(()),
            _ => Err(Refusal::NotALeg),
        }
    }
}
