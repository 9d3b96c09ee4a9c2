//! The people of a call: the two it is between, those who are called together, and those who were asked in later.

use super::attendee::Party;
use super::store::StoredCall;
use leadline_domain::call::{CallState, Invite, Leg, Side};
use uuid::Uuid;

/// A device that is or was to take part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Device {
    /// The device; of a customer, the portal session.
    pub id: Uuid,
    /// Whose it is.
    pub party: Party,
}

/// People who are called together.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The group.
    pub id: Uuid,
    /// What customers see.
    pub name: String,
    /// Those of it at whose the call rings.
    pub members: Vec<Member>,
}

/// One of several who are called together.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Who.
    pub party: Party,
    /// What they are called.
    pub name: String,
}

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
        let guests = self.guests.iter().map(|guest| guest.party);
        let mut people = vec![self.caller, self.callee];
        for party in self.members().iter().map(|member| member.party).chain(guests) {
            if !people.contains(&party) {
                people.push(party);
            }
        }
        people
    }

    /// Whoever of its people has this id.
    pub fn person(&self, id: Uuid) -> Option<Party> {
        self.people().into_iter().find(|party| party.id == id)
    }

    /// Those who are called together; nobody in a call to one.
    pub fn members(&self) -> &[Member] {
        self.group.as_ref().map_or(&[], |group| &group.members)
    }

    /// One of several who has answered is the called side.
    pub fn give_to_who_answered(&mut self) {
        let answered = self.call.answered_leg.and_then(|leg| self.devices.get(&leg));
        if let (Some(_), Some(device)) = (&self.group, answered) {
            self.callee = device.party;
            self.callee_name = self.name_of(device.party).to_owned();
        }
    }

    fn is_member(&self, party: Party) -> bool {
        self.members().iter().any(|member| member.party == party)
    }

    /// Whether they take part, and are not only one of those at whose it rings or rang.
    pub fn takes_part(&self, party: Party) -> bool {
        let stands_for_all = self.group.is_some() && self.call.answered_at.is_none();
        party == self.caller
            || (party == self.callee && !stands_for_all)
            || self.guests.iter().any(|guest| guest.party == party)
    }

    /// Whether they were called and did not take it, with others who may.
    pub fn has_passed(&self, party: Party) -> bool {
        let passed = |leg: &&Leg| leg.side == Side::Callee && leg.left_at.is_some() && leg.stopped.is_some();
        self.is_member(party) && self.call.legs.iter().filter(passed).any(|leg| self.party_of(leg) == party)
    }

    /// Whether somebody else of those who were called with them has the call.
    pub fn has_gone_to_another(&self, party: Party) -> bool {
        let answered = self.call.answered_at.is_some();
        answered && self.is_member(party) && !self.takes_part(party) && !self.has_passed(party)
    }

    /// Whether they were called with others, and it is theirs alone now whether and by whom it is taken.
    pub fn is_left_to_others(&self, party: Party) -> bool {
        self.invite_of(party).is_none() && (self.has_passed(party) || self.has_gone_to_another(party))
    }

    /// Whose device a leg is.
    pub fn party_of(&self, leg: &Leg) -> Party {
        self.devices
            .get(&leg.id)
            .map_or(if leg.side == Side::Caller { self.caller } else { self.callee }, |device| device.party)
    }

    /// The devices of somebody at which it rings.
    pub fn ringing_at(&self, party: Party) -> Vec<Uuid> {
        let own = self.call.legs.iter().filter(|leg| leg.is_ringing() && self.party_of(leg) == party);
        own.map(|leg| leg.id).collect()
    }

    /// What somebody of the call is called.
    pub fn name_of(&self, party: Party) -> &str {
        match party {
            party if party == self.caller => &self.caller_name,
            party if party == self.callee => &self.callee_name,
            party => {
                let member = self.members().iter().find(|member| member.party == party).map(|member| &member.name);
                let guest = || self.guests.iter().find(|guest| guest.party == party).map(|guest| &guest.name);
                member.or_else(guest).map_or("", String::as_str)
            }
        }
    }

    /// The side a party is on.
    pub fn side_of(&self, party: Party) -> Option<Side> {
        let own = [(self.caller, Side::Caller), (self.callee, Side::Callee)];
        let guest = || self.guests.iter().any(|guest| guest.party == party).then_some(Side::Guest);
        let member = || self.is_member(party).then_some(Side::Callee);
        own.into_iter().find(|(of, _)| *of == party).map(|(_, side)| side).or_else(guest).or_else(member)
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

    /// Whether they have put the others on hold.
    pub fn holds(&self, party: Party) -> bool {
        self.call.legs.iter().any(|leg| leg.holds && self.party_of(leg) == party)
    }

    /// Whether it rings at theirs without taking their line: beside another call, or for others as well.
    pub fn waits_for(&self, party: Party) -> bool {
        let beside = self.call.waiting && party == self.callee;
        let one_of_several = self.is_member(party) && !self.has_passed(party);
        self.call.state == CallState::Ringing && (beside || one_of_several)
    }

    /// Whether it waits or rings while their line is in another call.
    pub fn is_beside(&self, party: Party) -> bool {
        self.waits_for(party) || (self.is_parked(party) && !self.holds_the_line(party))
    }

    /// Whether the call takes their line, so that they can be in no other one.
    pub fn holds_the_line(&self, party: Party) -> bool {
        let own = party == self.caller || party == self.callee;
        match self.call.state {
            CallState::Ended => false,
            CallState::Ringing => own && !self.is_member(party) && !self.waits_for(party),
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
