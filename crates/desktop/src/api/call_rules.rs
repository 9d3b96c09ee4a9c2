//! What an organisation decides about calls.

use super::api;
use leadline_domain::call::CallOutcome;
use leadline_protocol::video_session::CallSettings;

api! {
    /// Commands `call_rules` and, for administrators, `call_rules_set`: what holds for everybody of the organisation.
    pub struct CallRules {
        /// How long a call rings, 15 to 90 seconds.
        pub ring_seconds: u32,
        /// Whether a second call to somebody who talks waits for them; otherwise its caller is told that they are busy.
        pub call_waiting: bool,
        /// How a call may have gone, in the order of the keys 1 to 9; at least one.
        pub outcomes: Vec<CallOutcome>,
    }
}

impl From<CallSettings> for CallRules {
    fn from(CallSettings { ring_seconds, outcomes, call_waiting }: CallSettings) -> Self {
        Self { ring_seconds, call_waiting, outcomes }
    }
}

impl From<CallRules> for CallSettings {
    fn from(CallRules { ring_seconds, call_waiting, outcomes }: CallRules) -> Self {
        Self { ring_seconds, outcomes, call_waiting }
    }
}
