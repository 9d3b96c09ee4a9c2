//! What follows from a command.

use super::{Call, CallState, Command, EndReason, Happening, LegState, Patience, Refusal, Side, StopReason};
use crate::Millis;
use uuid::Uuid;

impl Call {
    /// Carries a command out, or says why it cannot be. A command that has had its effect already changes nothing and
    /// is no refusal, so that it may come twice.
    ///
    /// # Errors
    /// A [`Refusal`]; the call is then as it was.
    pub fn decide(&mut self, command: Command, now: Millis, patience: &Patience) -> Result<Vec<Happening>, Refusal> {
        let mut next = self.clone();
        let mut step = Step { call: &mut next, now, patience, happenings: Vec::new() };
        step.run(command)?;
        let happenings = step.happenings;
        next.seq += u32::try_from(happenings.len()).unwrap_or(u32::MAX);
        *self = next;
        Ok(happenings)
    }
}

pub(super) struct Step<'a> {
    pub(super) call: &'a mut Call,
    pub(super) now: Millis,
    pub(super) patience: &'a Patience,
    pub(super) happenings: Vec<Happening>,
}

impl Step<'_> {
    fn run(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            Command::Offer(leg) => self.offer(leg),
            Command::Invite { id, by, purpose } => self.invite(id, by, purpose),
            Command::OfferTo { invite, leg } => self.offer_to(invite, leg),
            Command::Withdraw { by } => self.withdraw(by),
            Command::HandOver { by } => self.hand_over(by),
            Command::Together { by } => self.together(by),
            Command::Delivered(leg) => self.rings(leg, LegState::Delivered),
            Command::Alerting(leg) => self.rings(leg, LegState::Alerting),
            Command::Accept(leg) => self.accept(leg),
            Command::Decline(leg) => self.decline(leg),
            Command::Pass { leg, elsewhere } => self.pass(leg, elsewhere),
            Command::PassOn(leg) => self.pass_on(leg),
            Command::Wait => self.wait(),
            Command::Cancel => self.cancel(),
            Command::HangUp(leg) => self.hang_up(leg),
            Command::Joined(leg) => self.joined(leg),
            Command::Gone(leg) => self.gone(leg),
            Command::CallerLost => self.caller_lost(),
            Command::Busy => {
                self.must_ring()?;
                self.end(EndReason::Busy);
                Ok(())
            }
            Command::Park(leg) => self.park(leg),
            Command::Resume(leg) => self.resume(leg),
            Command::Hold { leg, on } => self.hold(leg, on),
            Command::Supersede => {
                if self.call.state != CallState::Ended {
                    self.end(EndReason::Superseded);
                }
                Ok(())
            }
            Command::Tick => {
                self.tick();
                Ok(())
            }
        }
    }

    fn offer(&mut self, id: Uuid) -> Result<(), Refusal> {
        self.must_ring()?;
        if self.call.leg(id).is_none() {
            self.call.legs.push(super::Leg::new(id, Side::Callee));
            self.happenings.push(Happening::Leg(id, LegState::Offered));
        }
        Ok(())
    }

    /// A ringing leg gets further; one that is further already stays.
    fn rings(&mut self, id: Uuid, state: LegState) -> Result<(), Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if leg.is_ringing() && leg.state < state {
            self.set(id, state);
        }
        Ok(())
    }

    fn accept(&mut self, id: Uuid) -> Result<(), Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if let Some(invite) = leg.invite {
            return self.accept_invite(id, invite);
        }
        if leg.side == Side::Caller {
            return Err(Refusal::NotALeg);
        }
        if self.call.answered_leg == Some(id) && self.call.state != CallState::Ended {
            return Ok(());
        }
        self.must_ring().map_err(|refusal| match refusal {
            Refusal::AlreadyAnswered => Refusal::AnsweredElsewhere,
            other => other,
        })?;
        if self.call.leg(id).is_some_and(|leg| leg.stopped.is_some()) {
            // One of several who has passed, on whatever device, is no longer called.
            return Err(Refusal::Ended(EndReason::Declined));
        }
        if self.now >= self.call.ring_until {
            // The timer is a moment late; the ring is over all the same.
            return Err(Refusal::Ended(EndReason::Missed));
        }
        self.call.state = CallState::Connecting;
        self.call.answered_at = Some(self.now);
        self.call.answered_leg = Some(id);
        self.set(id, LegState::Accepted);
        self.happenings.push(Happening::Answered(id));
        self.stop_ringing(|_| StopReason::AnsweredElsewhere);
        self.connect_if_both_are_here();
        Ok(())
    }

    fn decline(&mut self, id: Uuid) -> Result<(), Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if let Some(invite) = leg.invite {
            return self.decline_invite(id, invite);
        }
        if leg.side == Side::Caller {
            return Err(Refusal::NotALeg);
        }
        if leg.stopped == Some(StopReason::Declined) {
            return Ok(());
        }
        self.must_ring()?;
        self.stop_ringing(|leg| if leg == id { StopReason::Declined } else { StopReason::DeclinedElsewhere });
        self.end(EndReason::Declined);
        Ok(())
    }

    /// When nobody is left to take it, the called side has declined.
    fn pass(&mut self, id: Uuid, elsewhere: bool) -> Result<(), Refusal> {
        let leg = self.called(id)?;
        let why = if elsewhere { StopReason::DeclinedElsewhere } else { StopReason::Declined };
        if leg.stopped == Some(why) {
            return Ok(());
        }
        let rings = leg.is_ringing();
        self.must_ring()?;
        if !rings {
            return Ok(());
        }
        self.rings_no_more(id, why);
        if !self.call.legs.iter().any(|leg| leg.side == Side::Callee && leg.is_ringing()) {
            self.end(EndReason::Declined);
        }
        Ok(())
    }

    /// The others have as long to answer as if it had begun with them.
    fn pass_on(&mut self, id: Uuid) -> Result<(), Refusal> {
        let leg = self.called(id)?;
        if leg.stopped == Some(StopReason::Declined) {
            return Ok(());
        }
        let rings = leg.is_ringing();
        self.must_ring()?;
        let others = |leg: &super::Leg| leg.side == Side::Callee && leg.is_ringing() && leg.id != id;
        if !rings || !self.call.legs.iter().any(others) {
            return Err(Refusal::NotNow);
        }
        self.call.passed_on_at = Some(self.now);
        self.call.ring_until = self.now + self.patience.ring;
        self.call.waiting = false;
        self.happenings.push(Happening::PassedOn(id));
        self.rings_no_more(id, StopReason::Declined);
        Ok(())
    }

    /// A device of the side that was called first.
    fn called(&self, id: Uuid) -> Result<&super::Leg, Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if leg.side == Side::Callee && leg.invite.is_none() { Ok(leg) } else { Err(Refusal::NotALeg) }
    }

    /// Its person does not take the call, which goes on without them.
    fn rings_no_more(&mut self, id: Uuid, why: StopReason) {
        self.stop_legs(|leg| leg.id == id, |_| why);
        if let Some(leg) = self.call.legs.iter_mut().find(|leg| leg.id == id) {
            leg.left_at = Some(self.now);
        }
    }

    fn wait(&mut self) -> Result<(), Refusal> {
        self.must_ring()?;
        if !self.call.waiting {
            self.call.waiting = true;
            self.happenings.push(Happening::Waits);
        }
        Ok(())
    }

    fn cancel(&mut self) -> Result<(), Refusal> {
        if self.call.end_reason == Some(EndReason::Cancelled) {
            return Ok(());
        }
        self.must_ring()?;
        self.end(EndReason::Cancelled);
        Ok(())
    }

    /// Before the answer a caller's hanging up is a cancel and a callee's a decline. After it nobody has called off or
    /// missed anything, whoever hangs up: the sides may hear each other before the room has told that they are in it.
    fn hang_up(&mut self, id: Uuid) -> Result<(), Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if leg.is_ringing() && leg.invite.is_some() {
            return self.decline(id);
        }
        match (self.call.state, leg.side) {
            (CallState::Ended, _) => Ok(()),
            // Out of a call that goes on already.
            (_, _) if leg.state == LegState::Left => Ok(()),
            (CallState::Ringing, Side::Caller) => self.cancel(),
            (CallState::Ringing, Side::Callee | Side::Guest) => self.decline(id),
            (CallState::Connecting | CallState::Active, _) if !leg.is_admitted() => Err(Refusal::AnsweredElsewhere),
            (CallState::Connecting, _) => {
                self.end(EndReason::Completed);
                Ok(())
            }
            (CallState::Active, _) => {
                let came = leg.state != LegState::Accepted || self.call.is_rung_back(leg);
                self.leave(id, if came { EndReason::Completed } else { EndReason::Cancelled });
                Ok(())
            }
        }
    }

    /// What the room saw may come late, twice and out of order; it never fails.
    fn joined(&mut self, id: Uuid) -> Result<(), Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if matches!(leg.state, LegState::Accepted | LegState::Away) {
            self.set(id, LegState::Joined);
            self.connect_if_both_are_here();
        }
        Ok(())
    }

    fn gone(&mut self, id: Uuid) -> Result<(), Refusal> {
        let leg = self.call.leg(id).ok_or(Refusal::NotALeg)?;
        if leg.state == LegState::Joined {
            self.set(id, LegState::Away);
        }
        Ok(())
    }

    fn caller_lost(&mut self) -> Result<(), Refusal> {
        if self.call.state == CallState::Ringing {
            self.end(EndReason::Cancelled);
        }
        Ok(())
    }

    fn tick(&mut self) {
        while self.call.next_tick(self.patience).is_some_and(|at| at <= self.now) {
            match self.call.state {
                CallState::Ringing if self.now < self.call.ring_until => self.end(EndReason::Unreachable),
                CallState::Ringing => self.end(EndReason::Missed),
                CallState::Connecting => self.end(EndReason::ConnectFailed),
                CallState::Active => self.tick_while_active(),
                CallState::Ended => return,
            }
        }
    }

    pub(super) fn must_ring(&self) -> Result<(), Refusal> {
        match (self.call.state, self.call.end_reason) {
            (CallState::Ringing, _) => Ok(()),
            (CallState::Ended, Some(reason)) => Err(Refusal::Ended(reason)),
            _ => Err(Refusal::AlreadyAnswered),
        }
    }

    fn connect_if_both_are_here(&mut self) {
        let here = |side| self.call.legs.iter().any(|leg| leg.side == side && leg.state == LegState::Joined);
        if self.call.state == CallState::Connecting && here(Side::Caller) && here(Side::Callee) {
            self.call.state = CallState::Active;
            self.call.active_at = Some(self.now);
            self.happenings.push(Happening::Connected);
        }
    }

    pub(super) fn set(&mut self, id: Uuid, state: LegState) {
        if let Some(leg) = self.call.legs.iter_mut().find(|leg| leg.id == id) {
            leg.state = state;
            leg.away_since = matches!(state, LegState::Away | LegState::Parked).then_some(self.now);
            leg.left_at = (state == LegState::Left).then_some(self.now);
            leg.holds &= leg.may_hold();
            self.happenings.push(Happening::Leg(id, state));
        }
    }

    fn stop_ringing(&mut self, why: impl Fn(Uuid) -> StopReason) {
        self.stop_legs(|_| true, why);
    }

    pub(super) fn stop_legs(&mut self, which: impl Fn(&super::Leg) -> bool, why: impl Fn(Uuid) -> StopReason) {
        for leg in self.call.legs.iter_mut().filter(|leg| leg.is_ringing() && which(leg)) {
            let reason = why(leg.id);
            leg.state = LegState::Stopped;
            leg.stopped = Some(reason);
            self.happenings.push(Happening::Stopped(leg.id, reason));
        }
    }

    pub(super) fn end(&mut self, reason: EndReason) {
        self.stop_ringing(|_| stopped_by(reason));
        self.end_invites(reason);
        let admitted: Vec<Uuid> = self.call.legs.iter().filter(|leg| leg.is_admitted()).map(|leg| leg.id).collect();
        for leg in admitted {
            self.set(leg, LegState::Left);
        }
        self.call.state = CallState::Ended;
        self.call.ended_at = Some(self.now);
        self.call.end_reason = Some(reason);
        self.happenings.push(Happening::Ended(reason));
    }
}

/// What a device that rings is told when this ends what it rings for.
pub(super) fn stopped_by(reason: EndReason) -> StopReason {
    match reason {
        EndReason::Cancelled => StopReason::Cancelled,
        EndReason::Missed | EndReason::Unreachable => StopReason::Timeout,
        _ => StopReason::Ended,
    }
}
