//! Asking further people into a call that goes on, and handing it over to them.

use super::decide::{Step, stopped_by};
use super::{Call, CallState, EndReason, Happening, Leg, LegState, Patience, Purpose, Refusal, Side, StopReason};
use crate::Millis;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most people in a call at a time.
pub const MOST_IN_A_CALL: usize = 6;

/// One person who was asked into a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Chosen by whoever asks; the same id again is the same invite.
    pub id: Uuid,
    /// Why they were asked; one who hangs up instead of waiting turns a consultation into a transfer.
    pub purpose: Purpose,
    /// The leg that asked, or for [`Purpose::Return`] the one that is rung back.
    pub by: Uuid,
    /// When.
    pub asked_at: Millis,
    /// When it stops ringing.
    pub ring_until: Millis,
    /// When a leg of theirs accepted.
    pub answered_at: Option<Millis>,
    /// That leg.
    pub answered_leg: Option<Uuid>,
    /// When they were no longer asked, or left.
    pub over_at: Option<Millis>,
    /// Why.
    pub outcome: Option<EndReason>,
}

impl Invite {
    /// Whether it rings.
    pub fn rings(&self) -> bool {
        self.over_at.is_none() && self.answered_leg.is_none()
    }

    /// Whether somebody has answered and is in the call.
    pub fn is_taken(&self) -> bool {
        self.over_at.is_none() && self.answered_leg.is_some()
    }

    /// Whether the one who asked speaks with the one they asked, while the others wait.
    pub(super) fn keeps_waiting(&self) -> bool {
        self.purpose == Purpose::Consult && self.is_taken()
    }
}

impl Call {
    /// The invite with this id.
    pub fn invite(&self, id: Uuid) -> Option<&Invite> {
        self.invites.iter().find(|invite| invite.id == id)
    }

    /// Whether this leg neither hears nor is heard while two others consult.
    pub fn waits(&self, leg: Uuid) -> bool {
        let consulting = self.invites.iter().find(|invite| invite.keeps_waiting());
        consulting.is_some_and(|invite| invite.by != leg && invite.answered_leg != Some(leg))
    }

    /// The transfer nobody took over, if somebody is left alone by it: whose leg it was is to be rung back.
    pub fn wants_back(&self) -> Option<&Invite> {
        let alone = self.state == CallState::Active && self.admitted_legs() == 1;
        let last = self.invites.last().filter(|_| alone)?;
        let came_to_nothing = !matches!(last.outcome, None | Some(EndReason::Completed | EndReason::Dropped));
        (last.purpose == Purpose::Transfer && came_to_nothing && !self.is_admitted(last.by)).then_some(last)
    }

    /// Whether this leg has left but may be rung back, so that its person is not free for another call.
    pub fn may_be_wanted_back(&self, leg: Uuid) -> bool {
        let transfer = self.invites.last().filter(|invite| invite.purpose == Purpose::Transfer && invite.by == leg);
        let open = transfer.is_some_and(|invite| {
            let here =
                invite.answered_leg.and_then(|leg| self.leg(leg)).is_some_and(|leg| leg.state != LegState::Accepted);
            invite.over_at.is_none() && !here
        });
        self.state == CallState::Active && (open || self.wants_back().is_some_and(|invite| invite.by == leg))
    }

    /// Whether this leg was in the call before and is asked to take it back.
    pub(super) fn is_rung_back(&self, leg: &Leg) -> bool {
        leg.invite.and_then(|id| self.invite(id)).is_some_and(|invite| invite.purpose == Purpose::Return)
    }

    fn admitted_legs(&self) -> usize {
        self.legs.iter().filter(|leg| leg.is_admitted()).count()
    }

    fn is_admitted(&self, leg: Uuid) -> bool {
        self.leg(leg).is_some_and(Leg::is_admitted)
    }

    fn reached_nobody_of(&self, invite: Uuid) -> bool {
        let mut legs = self.legs.iter().filter(|leg| leg.invite == Some(invite));
        !legs.any(|leg| !matches!(leg.state, LegState::Offered | LegState::Stopped))
    }

    fn next_tick_of(&self, invite: &Invite, patience: &Patience) -> Option<Millis> {
        if invite.over_at.is_some() {
            return None;
        }
        match (invite.answered_at, invite.answered_leg.and_then(|leg| self.leg(leg))) {
            (Some(answered), Some(leg)) if leg.state == LegState::Accepted => Some(answered + patience.connecting),
            (Some(_), _) => None,
            (None, _) if self.reached_nobody_of(invite.id) => {
                Some(invite.ring_until.min(invite.asked_at + patience.delivery))
            }
            (None, _) => Some(invite.ring_until),
        }
    }

    pub(super) fn next_tick_while_active(&self, patience: &Patience) -> Option<Millis> {
        let away = self.legs.iter().filter_map(|leg| leg.counts_as_lost_at(patience));
        let asked = self.invites.iter().filter_map(|invite| self.next_tick_of(invite, patience));
        let alone = self.wants_back().and_then(|invite| invite.over_at).map(|at| at + patience.delivery);
        away.chain(asked).chain(alone).min()
    }
}

impl Step<'_> {
    pub(super) fn invite(&mut self, id: Uuid, by: Uuid, purpose: Purpose) -> Result<(), Refusal> {
        if self.call.invite(id).is_some() {
            return Ok(());
        }
        self.must_be_active()?;
        let leg = self.call.leg(by).ok_or(Refusal::NotALeg)?;
        let (admitted, joined) = (leg.is_admitted(), leg.state == LegState::Joined);
        if purpose == Purpose::Return {
            self.call.wants_back().filter(|invite| invite.by == by).ok_or(Refusal::NotNow)?;
        } else if !admitted {
            return Err(Refusal::NotALeg);
        } else if !joined
            || !(2..MOST_IN_A_CALL).contains(&self.call.admitted_legs())
            || self.call.invites.iter().any(|invite| invite.rings() || invite.keeps_waiting())
        {
            return Err(Refusal::NotNow);
        }
        let (asked_at, ring_until) = (self.now, self.now + self.patience.ring);
        let (answered_at, answered_leg, over_at, outcome) = (None, None, None, None);
        let invite = Invite { id, purpose, by, asked_at, ring_until, answered_at, answered_leg, over_at, outcome };
        self.call.invites.push(invite);
        self.happenings.push(Happening::Invited(id, purpose));
        if purpose == Purpose::Transfer {
            self.leave(by, EndReason::Completed);
        }
        Ok(())
    }

    pub(super) fn offer_to(&mut self, invite: Uuid, id: Uuid) -> Result<(), Refusal> {
        if !self.call.invite(invite).ok_or(Refusal::NotNow)?.rings() {
            return Err(Refusal::NotNow);
        }
        match self.call.legs.iter_mut().find(|leg| leg.id == id) {
            Some(leg) if leg.invite == Some(invite) => return Ok(()),
            Some(leg) if leg.is_admitted() => return Err(Refusal::AlreadyAnswered),
            Some(leg) => {
                leg.invite = Some(invite);
                leg.stopped = None;
            }
            None => self.call.legs.push(Leg { invite: Some(invite), ..Leg::new(id, Side::Guest) }),
        }
        self.set(id, LegState::Offered);
        Ok(())
    }

    pub(super) fn accept_invite(&mut self, id: Uuid, invite: Uuid) -> Result<(), Refusal> {
        let asked = *self.call.invite(invite).ok_or(Refusal::NotNow)?;
        if asked.answered_leg == Some(id) && asked.over_at.is_none() {
            return Ok(());
        }
        if asked.is_taken() {
            return Err(Refusal::AnsweredElsewhere);
        }
        if let Some(outcome) = asked.outcome {
            return Err(Refusal::Ended(outcome));
        }
        if self.now >= asked.ring_until {
            return Err(Refusal::Ended(EndReason::Missed));
        }
        let now = self.now;
        self.change(invite, |asked| (asked.answered_at, asked.answered_leg) = (Some(now), Some(id)));
        self.set(id, LegState::Accepted);
        self.happenings.push(Happening::Taken(invite));
        self.stop_legs(|leg| leg.invite == Some(invite), |_| StopReason::AnsweredElsewhere);
        Ok(())
    }

    pub(super) fn decline_invite(&mut self, id: Uuid, invite: Uuid) -> Result<(), Refusal> {
        let asked = *self.call.invite(invite).ok_or(Refusal::NotNow)?;
        if self.call.leg(id).is_some_and(|leg| leg.stopped == Some(StopReason::Declined)) {
            return Ok(());
        }
        match asked.outcome {
            Some(outcome) => return Err(Refusal::Ended(outcome)),
            None if asked.is_taken() => return Err(Refusal::AlreadyAnswered),
            None => {}
        }
        let why = |leg| if leg == id { StopReason::Declined } else { StopReason::DeclinedElsewhere };
        self.stop_legs(|leg| leg.invite == Some(invite), why);
        self.give_up(invite, EndReason::Declined);
        Ok(())
    }

    pub(super) fn withdraw(&mut self, by: Uuid) -> Result<(), Refusal> {
        self.must_be_active()?;
        let open = |invite: &&Invite| invite.by == by && (invite.rings() || invite.keeps_waiting());
        let Some(open) = self.call.invites.iter().find(open).copied() else {
            // Taken back already, or they were faster: both are seen in the call.
            return if self.call.is_admitted(by) { Ok(()) } else { Err(Refusal::NotALeg) };
        };
        if !self.call.is_admitted(by) {
            return Err(Refusal::NotALeg);
        }
        match open.answered_leg {
            Some(guest) => self.leave(guest, EndReason::Cancelled),
            None => self.give_up(open.id, EndReason::Cancelled),
        }
        Ok(())
    }

    pub(super) fn hand_over(&mut self, by: Uuid) -> Result<(), Refusal> {
        let leg = self.call.leg(by).ok_or(Refusal::NotALeg)?;
        let last = self.call.invites.iter().rev().find(|invite| invite.by == by).copied();
        if leg.state == LegState::Left && last.is_some_and(|invite| invite.answered_leg.is_some()) {
            return Ok(());
        }
        self.must_be_active()?;
        let consulted = last.filter(Invite::keeps_waiting).and_then(|invite| invite.answered_leg);
        let consulted = consulted.ok_or(Refusal::NotNow)?;
        if self.call.leg(consulted).is_none_or(|leg| leg.state != LegState::Joined) {
            return Err(Refusal::NotNow);
        }
        self.leave(by, EndReason::Completed);
        Ok(())
    }

    pub(super) fn together(&mut self, by: Uuid) -> Result<(), Refusal> {
        self.must_be_active()?;
        if !self.call.is_admitted(by) {
            return Err(Refusal::NotALeg);
        }
        let taken = |invite: &&Invite| invite.by == by && invite.is_taken();
        let taken = self.call.invites.iter().rev().find(taken).copied().ok_or(Refusal::NotNow)?;
        self.mean(&taken, Purpose::Join);
        Ok(())
    }

    /// A leg is out of the call. What follows depends on who is left.
    pub(super) fn leave(&mut self, id: Uuid, reason: EndReason) {
        self.set(id, LegState::Left);
        let own = |invite: &&Invite| invite.answered_leg == Some(id) && invite.over_at.is_none();
        if let Some(own) = self.call.invites.iter().find(own).map(|invite| invite.id) {
            self.over(own, reason);
        }
        // Whoever consults and hangs up leaves the call to the one they asked.
        let asked =
            |invite: &&Invite| invite.by == id && invite.over_at.is_none() && invite.purpose == Purpose::Consult;
        if let Some(asked) = self.call.invites.iter().find(asked).copied() {
            self.mean(&asked, Purpose::Transfer);
        }
        // One who never came, or is sent away again, calls nothing off that others talked in.
        self.settle(if reason == EndReason::Cancelled { EndReason::Completed } else { reason });
    }

    fn settle(&mut self, reason: EndReason) {
        if self.call.state != CallState::Active || self.call.admitted_legs() >= 2 {
            return;
        }
        let comes = |invite: &Invite| invite.rings() && matches!(invite.purpose, Purpose::Transfer | Purpose::Return);
        let waits = self.call.admitted_legs() == 1;
        if !waits || !(self.call.invites.iter().any(comes) || self.call.wants_back().is_some()) {
            self.end(reason);
        }
    }

    /// What is asked for comes to nothing.
    fn give_up(&mut self, invite: Uuid, outcome: EndReason) {
        self.stop_legs(|leg| leg.invite == Some(invite), |_| stopped_by(outcome));
        self.over(invite, outcome);
        self.settle(outcome);
    }

    fn over(&mut self, invite: Uuid, outcome: EndReason) {
        let now = self.now;
        self.change(invite, |asked| (asked.over_at, asked.outcome) = (Some(now), Some(outcome)));
        self.happenings.push(Happening::InviteOver(invite, outcome));
        // Nobody is left alone by it, now or later.
        let transfer = self.call.invite(invite).copied().filter(|asked| asked.purpose == Purpose::Transfer);
        if let Some(transfer) = transfer.filter(|_| self.call.admitted_legs() >= 2) {
            self.mean(&transfer, Purpose::Join);
        }
    }

    fn mean(&mut self, invite: &Invite, purpose: Purpose) {
        if invite.purpose != purpose {
            self.change(invite.id, |asked| asked.purpose = purpose);
            self.happenings.push(Happening::Meant(invite.id, purpose));
        }
    }

    fn change(&mut self, id: Uuid, change: impl FnOnce(&mut Invite)) {
        if let Some(invite) = self.call.invites.iter_mut().find(|invite| invite.id == id) {
            change(invite);
        }
    }

    /// With the call everything that was asked for in it is over.
    pub(super) fn end_invites(&mut self, reason: EndReason) {
        let open: Vec<Uuid> =
            self.call.invites.iter().filter(|invite| invite.over_at.is_none()).map(|invite| invite.id).collect();
        for invite in open {
            self.over(invite, reason);
        }
    }

    /// The first of what is due.
    pub(super) fn tick_while_active(&mut self) {
        let (now, patience) = (self.now, self.patience);
        let due = |invite: &&Invite| self.call.next_tick_of(invite, patience).is_some_and(|at| at <= now);
        if let Some(invite) = self.call.invites.iter().find(due).copied() {
            match invite.answered_leg {
                Some(guest) => self.leave(guest, EndReason::ConnectFailed),
                None if now < invite.ring_until => self.give_up(invite.id, EndReason::Unreachable),
                None => self.give_up(invite.id, EndReason::Missed),
            }
            return;
        }
        let away = |leg: &&Leg| leg.counts_as_lost_at(patience).is_some_and(|at| at <= now);
        match self.call.legs.iter().find(away).map(|leg| leg.id) {
            Some(leg) => self.leave(leg, EndReason::Dropped),
            None => self.end(EndReason::Missed),
        }
    }

    pub(super) fn must_be_active(&self) -> Result<(), Refusal> {
        match (self.call.state, self.call.end_reason) {
            (CallState::Active, _) => Ok(()),
            (CallState::Ended, Some(reason)) => Err(Refusal::Ended(reason)),
            _ => Err(Refusal::NotNow),
        }
    }
}
