//! A call as one device sees it.

use super::attendee::{Attendee, Party};
use super::store::StoredCall;
use leadline_domain::call::Side;
use leadline_protocol::call::{CallParty, CallSnapshot, OwnLeg};

impl StoredCall {
    /// The call as this device sees it. Who oversees a call they have no part in sees it from the caller's side.
    pub(crate) fn seen_by(&self, attendee: &Attendee) -> CallSnapshot {
        let call = &self.call;
        let leg = call.leg(attendee.leg_in(self.id));
        CallSnapshot {
            id: self.id,
            room_name: self.room_name.clone(),
            media: self.media,
            state: call.state,
            end_reason: call.end_reason,
            side: self.side_of(attendee.party).unwrap_or(Side::Caller),
            caller: named(self.caller, &self.caller_name),
            callee: named(self.callee, &self.callee_name),
            client_id: self.client_id,
            leg: leg.map(|leg| OwnLeg { id: leg.id, state: leg.state, stopped: leg.stopped }),
            started_at: call.started_at,
            ring_until: call.ring_until,
            answered_at: call.answered_at,
            active_at: call.active_at,
            ended_at: call.ended_at,
            seq: call.seq,
        }
    }
}

fn named(party: Party, name: &str) -> CallParty {
    CallParty { kind: party.kind, id: party.id, name: name.to_owned() }
}
