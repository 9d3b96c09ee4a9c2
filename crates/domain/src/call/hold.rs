//! Putting the others on hold.

use super::decide::Step;
use super::{Happening, Leg, LegState, Refusal};
use uuid::Uuid;

impl Leg {
    /// Whether its person can hold: in the room, or for a moment without the network.
    pub(super) fn may_hold(&self) -> bool {
        matches!(self.state, LegState::Joined | LegState::Away)
    }
}

impl Step<'_> {
    pub(super) fn hold(&mut self, id: Uuid, on: bool) -> Result<(), Refusal> {
        let ended = self.call.end_reason;
        let leg = self.call.legs.iter_mut().find(|leg| leg.id == id).ok_or(Refusal::NotALeg)?;
        if !leg.may_hold() {
            let not_in_it = if leg.is_admitted() { Refusal::NotNow } else { Refusal::NotALeg };
            return Err(ended.map_or(not_in_it, Refusal::Ended));
        }
        if leg.holds != on {
            leg.holds = on;
            self.happenings.push(Happening::Holds(id, on));
        }
        Ok(())
    }
}
