//! Calls that wait while another one is talked in.

use super::switchboard::{Known, Switchboard};
use leadline_domain::call::LegState;
use uuid::Uuid;

impl Switchboard {
    /// The person answers a call or comes back to one: what they talk in meanwhile is left at once, before the server
    /// has heard of it, so that nobody there hears the other call.
    pub(super) fn turn_to(&mut self, call: Uuid) {
        for (id, known) in &mut self.calls {
            if *id == call {
                known.aside_for = None;
            } else if known.talks() {
                known.aside_for = Some(call);
                known.line = None;
            }
        }
    }

    /// The person comes back to a call that waits, to talk in it.
    pub fn come_back(&mut self, call: Uuid) {
        self.turn_to(call);
        if let Some(known) = self.calls.get_mut(&call) {
            known.asked = true;
            known.line = None;
            known.wish.muted |= self.push_to_talk;
            known.wish.held = false;
        }
    }

    /// Whether a call waits: by the server's word, or because the person has just turned to another one.
    pub(super) fn is_aside(&self, known: &Known) -> bool {
        let other = known.aside_for.and_then(|other| self.calls.get(&other));
        (known.is_parked() && !known.asked) || other.is_some_and(|other| other.asked || other.talks())
    }

    /// The calls this device is in, whether they wait or are talked in.
    pub fn is_in(&self) -> Vec<Uuid> {
        let own = self.calls.iter().filter(|(_, known)| known.talks() || known.is_parked());
        own.map(|(id, _)| *id).collect()
    }
}

impl Known {
    /// Whether it waits by the server's word.
    pub(super) fn is_parked(&self) -> bool {
        self.leg() == Some(LegState::Parked) && !self.ended() && !self.is_hung_up()
    }
}
