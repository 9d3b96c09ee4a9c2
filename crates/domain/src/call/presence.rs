//! Whether an agent can be called, from what they chose and what is so.

use crate::Millis;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What colleagues and customers see of an agent.
    Presence { /// Can be called.
        Available = "available", /// Works on something and would rather not be called.
        Busy = "busy", /// Away from the desk.
        Break = "break", /// In a meeting.
        Meeting = "meeting", /// Rings nowhere.
        DoNotDisturb = "do_not_disturb", /// Rings, or talks to somebody.
        OnCall = "on_call", /// Writes down what was said.
        WrapUp = "wrap_up", /// No device is there.
        Offline = "offline" }
}

/// What an agent chose, and until when; afterwards they are available again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Their choice: one of available, busy, break, meeting and do not disturb.
    pub presence: Presence,
    /// When it ends by itself.
    pub until: Option<Millis>,
    /// Until when they write down what was said in their last call.
    pub wrap_up_until: Option<Millis>,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { presence: Presence::Available, until: None, wrap_up_until: None }
    }
}

impl Presence {
    /// Whether an agent can choose it; the others follow from what is so.
    pub fn can_be_chosen(self) -> bool {
        !matches!(self, Self::OnCall | Self::WrapUp | Self::Offline)
    }

    /// What is shown of an agent with this choice.
    pub fn shown(chosen: &Chosen, has_device: bool, in_call: bool, now: Millis) -> Self {
        let stands = chosen.until.is_none_or(|until| now < until);
        if in_call {
            Self::OnCall
        } else if !has_device {
            Self::Offline
        } else if stands && chosen.presence != Self::Available {
            chosen.presence
        } else if chosen.wrap_up_until.is_some_and(|until| now < until) {
            Self::WrapUp
        } else {
            Self::Available
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chosen, Presence};

    #[test]
    fn what_is_so_comes_before_what_was_chosen_and_a_choice_ends_with_its_time() {
        let rest = Chosen { presence: Presence::Break, until: Some(100), wrap_up_until: Some(200) };
        for (has_device, in_call, now, shown) in [
            (true, false, 50, Presence::Break),
            (true, false, 100, Presence::WrapUp),
            (true, false, 200, Presence::Available),
            (true, true, 50, Presence::OnCall),
            (false, true, 50, Presence::OnCall),
            (false, false, 50, Presence::Offline),
        ] {
            assert_eq!(Presence::shown(&rest, has_device, in_call, now), shown, "at {now}");
        }
        assert_eq!(Presence::shown(&Chosen::default(), true, false, 0), Presence::Available);
    }
}
