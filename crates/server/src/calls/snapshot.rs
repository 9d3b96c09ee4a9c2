//! A call as one device sees it.

use super::attendee::{Attendee, Party};
use super::store::StoredCall;
use leadline_domain::Millis;
use leadline_domain::call::{CallState, EndReason, Invite, Leg, LegState, Purpose, Side};
use leadline_protocol::call::{CallAsking, CallGroup, CallParty, CallPerson, CallSnapshot, OwnLeg};

/// What of a call is their own: for somebody who was asked in it begins later than for the others, and for somebody who
/// left it is over sooner.
struct Part {
    side: Side,
    state: CallState,
    end_reason: Option<EndReason>,
    started_at: Millis,
    ring_until: Millis,
    answered_at: Option<Millis>,
    active_at: Option<Millis>,
    ended_at: Option<Millis>,
}

impl StoredCall {
    /// The call as this device sees it. Who oversees a call they have no part in sees it from the caller's side.
    pub(crate) fn seen_by(&self, attendee: &Attendee) -> CallSnapshot {
        let (me, leg) = (attendee.party, self.call.leg(attendee.leg_in(self.id)));
        let part = self.part_of(me);
        let (own, other) = (self.named(me), self.opposite(me));
        let stranger = self.side_of(me).is_none();
        let (caller, callee) = match part.side {
            _ if stranger => (self.named(self.caller), self.called()),
            Side::Caller => (own, other),
            Side::Callee | Side::Guest => (other, own),
        };
        let over = part.state == CallState::Ended;
        CallSnapshot {
            id: self.id,
            room_name: self.room_name.clone(),
            media: self.media,
            state: part.state,
            end_reason: part.end_reason,
            side: part.side,
            caller,
            callee,
            group: self.group.as_ref().map(|group| CallGroup { id: group.id, name: group.name.clone() }),
            answered_by: self.has_gone_to_another(me).then(|| self.named(self.callee)),
            people: if over { Vec::new() } else { self.others(me) },
            waits: !over && leg.is_some_and(|leg| leg.is_admitted() && self.call.waits(leg.id)),
            call_waiting: self.call.waiting && part.state == CallState::Ringing,
            next_in_line: self.next_in_line.clone().filter(|_| part.side == Side::Callee && !over),
            asked_by: self.asked_by(me),
            asking: leg.and_then(|leg| self.asking(leg)),
            client_id: self.client_id,
            leg: leg.map(|leg| OwnLeg { id: leg.id, state: leg.state, stopped: leg.stopped, holds: leg.holds }),
            started_at: part.started_at,
            ring_until: part.ring_until,
            answered_at: part.answered_at,
            active_at: part.active_at,
            ended_at: part.ended_at,
            seq: self.call.seq,
        }
    }

    fn part_of(&self, me: Party) -> Part {
        let call = &self.call;
        let rings_here = call.state == CallState::Ringing && me != self.caller;
        let whole = Part {
            side: self.side_of(me).unwrap_or(Side::Caller),
            state: call.state,
            end_reason: call.end_reason,
            started_at: if rings_here { call.rings_since() } else { call.started_at },
            ring_until: call.ring_until,
            answered_at: call.answered_at,
            active_at: call.active_at,
            ended_at: call.ended_at,
        };
        if let Some(invite) = self.invite_of(me) {
            return self.part_of_guest(invite);
        }
        if self.is_left_to_others(me) {
            return self.part_of_who_did_not_take_it(me, whole);
        }
        let left = call.legs.iter().filter(|leg| self.party_of(leg) == me).filter_map(|leg| leg.left_at).max();
        match left.filter(|at| !self.guests.is_empty() && !self.is_here(me) && Some(*at) != call.ended_at) {
            Some(at) => {
                Part { state: CallState::Ended, end_reason: Some(EndReason::Completed), ended_at: Some(at), ..whole }
            }
            None => whole,
        }
    }

    /// Of several who were called, for one who has passed or came too late the call is over.
    fn part_of_who_did_not_take_it(&self, me: Party, whole: Part) -> Part {
        let own = self.call.legs.iter().filter(|leg| self.party_of(leg) == me);
        let passed_at = own.filter_map(|leg| leg.left_at).max();
        let end_reason = if passed_at.is_some() { EndReason::Declined } else { EndReason::Completed };
        Part {
            state: CallState::Ended,
            end_reason: Some(end_reason),
            answered_at: whole.answered_at.filter(|_| passed_at.is_none()),
            active_at: None,
            ended_at: passed_at.or(whole.answered_at),
            ..whole
        }
    }

    fn part_of_guest(&self, invite: &Invite) -> Part {
        let leg = invite.answered_leg.and_then(|leg| self.call.leg(leg));
        let state = match leg.map(|leg| leg.state) {
            _ if invite.over_at.is_some() => CallState::Ended,
            None => CallState::Ringing,
            Some(LegState::Accepted) => CallState::Connecting,
            Some(_) => CallState::Active,
        };
        let talked = matches!(invite.outcome, Some(EndReason::Completed | EndReason::Dropped));
        let came = state == CallState::Active || talked;
        Part {
            side: Side::Callee,
            state,
            end_reason: invite.outcome,
            started_at: invite.asked_at,
            ring_until: invite.ring_until,
            answered_at: invite.answered_at,
            active_at: invite.answered_at.filter(|_| came),
            ended_at: invite.over_at,
        }
    }

    /// Whom somebody talks to: who is in the call, the two it began with first; whoever is being rung for it; or whom it
    /// began with.
    fn opposite(&self, me: Party) -> CallParty {
        let others = || self.people().into_iter().filter(|party| *party != me);
        let rung = |party: &Party| self.invite_of(*party).is_some_and(Invite::rings);
        let found = others().find(|party| self.is_here(*party)).or_else(|| others().find(rung));
        match found.filter(|_| self.call.state == CallState::Active) {
            Some(found) => self.named(found),
            None if me == self.caller => self.called(),
            None => self.named(self.caller),
        }
    }

    /// Who is called: of several nobody in particular, until one has answered.
    fn called(&self) -> CallParty {
        match &self.group {
            Some(group) if self.call.answered_at.is_none() => {
                CallParty { kind: self.callee.kind, id: group.id, name: group.name.clone() }
            }
            _ => self.named(self.callee),
        }
    }

    fn others(&self, me: Party) -> Vec<CallPerson> {
        let ringing = self.call.state != CallState::Active;
        let others = self.people().into_iter().filter(|party| *party != me && self.takes_part(*party));
        let seen = others.filter_map(|party| {
            let here = self.is_here(party);
            let rung = ringing || self.invite_of(party).is_some_and(Invite::rings);
            let parked = self.is_parked(party) || self.holds(party);
            (here || rung).then(|| CallPerson { who: self.named(party), here, parked })
        });
        seen.collect()
    }

    fn asked_by(&self, me: Party) -> Option<CallParty> {
        let invite = self.invite_of(me).filter(|invite| invite.rings() && invite.purpose != Purpose::Return)?;
        let by = self.call.leg(invite.by)?;
        Some(self.named(self.party_of(by)))
    }

    fn asking(&self, leg: &Leg) -> Option<CallAsking> {
        let own = |invite: &&Invite| invite.by == leg.id && invite.purpose != Purpose::Return;
        let invite = self.call.invites.iter().rev().find(own)?;
        let guest = self.guests.iter().find(|guest| guest.invite == invite.id)?;
        Some(CallAsking {
            id: invite.id,
            who: self.named(guest.party),
            purpose: invite.purpose,
            answered: invite.answered_leg.is_some(),
            outcome: invite.outcome,
            over_at: invite.over_at,
        })
    }

    fn named(&self, party: Party) -> CallParty {
        CallParty { kind: party.kind, id: party.id, name: self.name_of(party).to_owned() }
    }
}
