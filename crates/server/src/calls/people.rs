//! The people of a call: the two it is between, and those who were asked in later.

use super::attendee::Party;
use super::store::StoredCall;
use leadline_domain::call::{CallState, Invite, Leg, Side};
use uuid::Uuid;

/// Somebody who was asked in.
#[derive(Clone, Debug)]
pub(crate) struct Guest {
    /// By this invite.
    pub invite: Uuid,
    /// Who.
    pub party: Party,
    /// What they are called.
    pub name: String,
}

/// A call that has changed, for whoever is to be told.
#[derive(Debug)]
pub(crate) struct Changed {
    /// The call.
    pub call: Uuid,
    /// Its people.
    pub people: Vec<Party>,
    /// Its room.
    pub room_name: String,
    /// Legs in the room of a call with more than two people, and whether they wait while others consult.
    pub in_room: Vec<(Uuid, bool)>,
}

impl StoredCall {
    /// What is told of a change.
    pub fn changed(&self) -> Changed {
        let in_room = self.call.legs.iter().filter(|leg| leg.state.is_admitted() && !self.guests.is_empty());
        Changed {
            call: self.id,
            people: self.people(),
            room_name: self.room_name.clone(),
            in_room: in_room.map(|leg| (leg.id, self.call.waits(leg.id))).collect(),
        }
    }

    /// Everybody who is or was meant to take part, once.
    pub fn people(&self) -> Vec<Party> {
        let mut people = vec![self.caller, self.callee];
        for guest in &self.guests {
            if !people.contains(&guest.party) {
                people.push(guest.party);
            }
        }
        people
    }

    /// Whose device a leg is.
    pub fn party_of(&self, leg: &Leg) -> Party {
        let guest = self.guests.iter().find(|guest| leg.side == Side::Guest && leg.invite == Some(guest.invite));
        guest.map_or(if leg.side == Side::Caller { self.caller } else { self.callee }, |guest| guest.party)
    }

    /// What somebody of the call is called.
    pub fn name_of(&self, party: Party) -> &str {
        match party {
            party if party == self.caller => &self.caller_name,
            party if party == self.callee => &self.callee_name,
            party => self.guests.iter().find(|guest| guest.party == party).map_or("", |guest| &guest.name),
        }
    }

    /// The side a party is on.
    pub fn side_of(&self, party: Party) -> Option<Side> {
        let own = [(self.caller, Side::Caller), (self.callee, Side::Callee)];
        let guest = || self.guests.iter().any(|guest| guest.party == party).then_some(Side::Guest);
        own.into_iter().find(|(of, _)| *of == party).map(|(_, side)| side).or_else(guest)
    }

    /// How somebody was asked in last.
    pub fn invite_of(&self, party: Party) -> Option<&Invite> {
        let last = self.guests.iter().rev().find(|guest| guest.party == party)?;
        self.call.invite(last.invite)
    }

    /// Whether a device of theirs is in the call, if only parked.
    pub fn is_here(&self, party: Party) -> bool {
        self.call.legs.iter().any(|leg| leg.is_admitted() && self.party_of(leg) == party)
    }

    /// Whether a device of theirs may be in the room.
    pub fn talks(&self, party: Party) -> bool {
        self.call.legs.iter().any(|leg| leg.state.is_admitted() && self.party_of(leg) == party)
    }

    /// Whether they are in it but talk in another call.
    pub fn is_parked(&self, party: Party) -> bool {
        self.is_here(party) && !self.talks(party)
    }

    /// Whether it rings at theirs beside the call that has their line.
    pub fn waits_for(&self, party: Party) -> bool {
        self.waiting && self.call.state == CallState::Ringing && party == self.callee
    }

    /// Whether it waits or rings while their line is in another call.
    pub fn is_beside(&self, party: Party) -> bool {
        self.waits_for(party) || (self.is_parked(party) && !self.holds_the_line(party))
    }

    /// Whether the call takes their line, so that they can be in no other one.
    pub fn holds_the_line(&self, party: Party) -> bool {
        let own = self.side_of(party).is_some_and(|side| side != Side::Guest);
        match self.call.state {
            CallState::Ended => false,
            CallState::Ringing => own && !self.waits_for(party),
            CallState::Connecting => own,
            CallState::Active => {
                let wanted = |leg: &&Leg| self.call.may_be_wanted_back(leg.id);
                let asked = self.invite_of(party).is_some_and(Invite::rings);
                asked
                    || self.talks(party)
                    || self.call.legs.iter().filter(wanted).any(|leg| self.party_of(leg) == party)
            }
        }
    }
}
