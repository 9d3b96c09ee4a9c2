//! What this device knows of its calls: the server's newest word on each, what the person did here, and the line.
//!
//! Nothing here has a clock, a network or a sound. A word of the server counts if it is newer than the one before, so
//! frames that are lost, doubled or late lead to the same state as the last one alone.

use super::line::{LineState, Wish};
use crate::api::{CallOther, CallerFacts};
use leadline_domain::Millis;
use leadline_domain::call::{CallState, LegState, Media, Side};
use leadline_protocol::Problem;
use leadline_protocol::call::{CallSnapshot, PresenceOf};
use leadline_protocol::video_session::CallSettings;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long an ended call is remembered, in milliseconds, so that a late word does not bring it back.
const REMEMBERED_MS: Millis = 600_000;

/// What this device knows of its calls.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Switchboard {
    pub(super) calls: BTreeMap<Uuid, Known>,
    pub(super) presence: Option<PresenceOf>,
    /// Why this computer cannot take part in calls, as found out when it last tried.
    pub(super) line_fault: Option<Problem>,
    /// Why the server cannot let anybody call.
    pub(super) server_fault: Option<Problem>,
    /// What the organisation decided, once that was heard.
    pub(super) settings: Option<CallSettings>,
    /// The person is heard only while they hold a key.
    pub(super) push_to_talk: bool,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// The server's newest word; none yet for a call that was just dialled.
    pub(super) said: Option<CallSnapshot>,
    pub(super) dialled: Option<Dialled>,
    pub(super) deed: Deed,
    pub(super) wish: Wish,
    pub(super) line: Option<LineState>,
    /// Why there is no line although there should be one.
    pub(super) line_fault: Option<Problem>,
    /// The line was away for so long that the call was given up here.
    pub(super) lost: bool,
    pub(super) facts: Option<CallerFacts>,
    pub(super) silent: bool,
    /// The server was asked to begin or to give the call to this device and has not answered.
    pub(super) asked: bool,
    /// Written down, skipped or put away.
    pub(super) done: bool,
    /// The call the person turned to while they talked in this one.
    pub(super) aside_for: Option<Uuid>,
}

/// A call made here.
#[derive(Clone, Debug, PartialEq)]
pub struct Dialled {
    /// Who is called, as far as is known here.
    pub other: CallOther,
    /// The client it is about.
    pub client_id: Option<Uuid>,
    /// What both sides send.
    pub media: Media,
    /// When, by the server's clock.
    pub at: Millis,
    /// The person is in another call, so there was nothing to begin.
    pub busy: bool,
}

/// What the person did with a call here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Deed {
    #[default]
    None,
    /// Answered; the server decides whether they were first.
    Answered,
    Declined,
    /// Hung up, by the server's clock.
    HungUp(Millis),
}

impl Switchboard {
    /// The organisation decided so.
    pub fn settled(&mut self, settings: CallSettings) {
        self.settings = Some(settings);
    }

    /// The server says how a call stands. Whether that was news.
    pub fn said(&mut self, call: CallSnapshot) -> bool {
        let wish = self.first_wish();
        let known = self.calls.entry(call.id).or_insert_with(|| Known { wish, ..Known::default() });
        let news = known.said.as_ref().is_none_or(|said| said.seq < call.seq);
        if news {
            // Handed over to nobody, it comes back to this device: another ring, whatever was done with the last.
            if known.ended() && call.state != CallState::Ended {
                let (facts, dialled) = (known.facts.take(), known.dialled.take());
                *known = Known { facts, dialled, wish, ..Known::default() };
            }
            known.said = Some(call);
        }
        news
    }

    /// Whether anything is known of a call.
    pub fn knows(&self, call: Uuid) -> bool {
        self.calls.contains_key(&call)
    }

    /// The server says how this person is shown.
    pub fn shown_as(&mut self, presence: PresenceOf) {
        self.presence = Some(presence);
    }

    /// Whether this computer is able to take part in calls.
    pub fn ready(&mut self, ready: Result<(), Problem>) {
        self.line_fault = ready.err();
    }

    /// Why the server cannot let anybody call, if so.
    pub fn set_server_fault(&mut self, fault: Option<Problem>) {
        self.server_fault = fault;
    }

    /// The person calls somebody.
    pub fn dial(&mut self, call: Uuid, dialled: Dialled, camera: bool) {
        let wish = Wish { camera, ..self.first_wish() };
        self.calls.insert(call, Known { dialled: Some(dialled), wish, asked: true, ..Known::default() });
    }

    /// The server would not begin the call because the person is in another one.
    pub fn engaged(&mut self, call: Uuid) {
        if let Some(dialled) = self.calls.get_mut(&call).and_then(|known| known.dialled.as_mut()) {
            dialled.busy = true;
        }
    }

    /// The call did not begin at all.
    pub fn forget(&mut self, call: Uuid) {
        self.calls.remove(&call);
    }

    /// The person answers.
    pub fn answer(&mut self, call: Uuid, camera: bool) {
        self.turn_to(call);
        if let Some(known) = self.calls.get_mut(&call) {
            if known.deed != Deed::Answered {
                known.wish.muted = self.push_to_talk;
            }
            known.deed = Deed::Answered;
            known.asked = true;
            known.wish.camera = camera;
        }
    }

    /// The server answered whether the call begins or is this device's.
    pub fn decided(&mut self, call: Uuid) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.asked = false;
        }
    }

    /// The answer did not reach the server; the call rings again if it still does.
    pub fn unanswered(&mut self, call: Uuid) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.deed = Deed::None;
            known.asked = false;
        }
    }

    /// The person declines.
    pub fn decline(&mut self, call: Uuid) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.deed = Deed::Declined;
        }
    }

    /// The person hangs up, or puts away a call that is over.
    pub fn hang_up(&mut self, call: Uuid, now: Millis) {
        if let Some(known) = self.calls.get_mut(&call) {
            if known.ended() || known.dialled.as_ref().is_some_and(|dialled| dialled.busy) {
                known.done = true;
            } else if !matches!(known.deed, Deed::HungUp(_)) {
                known.deed = Deed::HungUp(now);
            }
        }
    }

    /// The line of a call is gone for good.
    pub fn lose(&mut self, call: Uuid, now: Millis) {
        self.hang_up(call, now);
        if let Some(known) = self.calls.get_mut(&call) {
            known.lost = true;
        }
    }

    /// The person wants quiet.
    pub fn silence(&mut self, call: Uuid) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.silent = true;
        }
    }

    /// The person switches something.
    pub fn switch(&mut self, call: Uuid, change: impl FnOnce(&mut Wish)) {
        if let Some(known) = self.calls.get_mut(&call) {
            change(&mut known.wish);
        }
    }

    /// How the line of a call is.
    pub fn line(&mut self, call: Uuid, line: Result<LineState, Problem>) {
        if let Some(known) = self.calls.get_mut(&call) {
            (known.line, known.line_fault) = match line {
                Ok(line) => (Some(line), None),
                Err(problem) => (None, Some(problem)),
            };
        }
    }

    /// What is known of the client.
    pub fn facts(&mut self, call: Uuid, facts: CallerFacts) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.facts = Some(facts);
        }
    }

    /// What was said is written down, or will not be.
    pub fn wrapped_up(&mut self, call: Uuid) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.done = true;
        }
    }

    /// Forgets calls that ended long ago. One that waits to be written down stays.
    pub fn tidy(&mut self, now: Millis) {
        self.calls.retain(|_, known| {
            let ended = known.said.as_ref().and_then(|said| said.ended_at);
            known.waits_for_words() || ended.is_none_or(|ended| now - ended < REMEMBERED_MS)
        });
    }

    /// What the server has said of a call.
    pub fn snapshot(&self, call: Uuid) -> Option<&CallSnapshot> {
        self.calls.get(&call)?.said.as_ref()
    }

    /// Calls the server has not ended, by its last word.
    pub fn not_over(&self) -> Vec<Uuid> {
        self.calls.iter().filter(|(_, known)| known.said.is_some() && !known.ended()).map(|(id, _)| *id).collect()
    }

    /// Whether the person has hung up and the server does not know yet.
    pub fn hung_up(&self, call: Uuid) -> bool {
        let open = self.calls.get(&call).filter(|known| !known.ended() && !known.lost);
        open.is_some_and(|known| matches!(known.deed, Deed::HungUp(_)))
    }

    /// Rings that no person of this device has been shown, and rings that have not even been acknowledged.
    pub fn unacknowledged(&self, state: LegState, now: Millis) -> Vec<Uuid> {
        let rings = self.calls.iter().filter(|(_, known)| known.rings(now));
        rings.filter(|(_, known)| known.leg().is_none_or(|leg| leg < state)).map(|(id, _)| *id).collect()
    }

    /// The call this device should be in the room of; not before the server has said so itself, with a ticket.
    pub fn talks(&self) -> Option<Uuid> {
        let talks = |known: &Known| known.talks() && !known.asked && !self.is_aside(known);
        self.calls.iter().rev().find(|(_, known)| talks(known)).map(|(id, _)| *id)
    }

    /// What is switched for a call.
    pub fn wish(&self, call: Uuid) -> Option<Wish> {
        self.calls.get(&call).map(|known| known.wish)
    }

    /// The client of a call of which no facts are here yet.
    pub fn without_facts(&self) -> Vec<(Uuid, Uuid)> {
        let clients = self.calls.iter().filter(|(_, known)| known.facts.is_none());
        clients.filter_map(|(id, known)| Some((*id, known.client_id()?))).collect()
    }
}

impl Known {
    pub(super) fn ended(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.state == CallState::Ended)
    }

    pub(super) fn leg(&self) -> Option<LegState> {
        self.said.as_ref()?.leg.as_ref().map(|leg| leg.state)
    }

    pub(super) fn client_id(&self) -> Option<Uuid> {
        let said = self.said.as_ref().and_then(|said| said.client_id);
        said.or_else(|| self.dialled.as_ref().and_then(|dialled| dialled.client_id))
    }

    /// Whether it asks for an answer here.
    pub(super) fn rings(&self, now: Millis) -> bool {
        let Some(said) = &self.said else { return false };
        let asked = matches!(self.leg(), None | Some(LegState::Offered | LegState::Delivered | LegState::Alerting));
        said.state == CallState::Ringing && said.side == Side::Callee && asked && now < said.ring_until
    }

    /// Whether this device called or answered, and nobody has hung up.
    pub(super) fn talks(&self) -> bool {
        self.leg().is_some_and(LegState::is_admitted) && !self.ended() && !self.is_hung_up()
    }

    pub(super) fn is_hung_up(&self) -> bool {
        matches!(self.deed, Deed::HungUp(_))
    }

    /// Whether it is over and somebody talked here.
    pub(super) fn waits_for_words(&self) -> bool {
        let over = self.leg() == Some(LegState::Left) || self.is_hung_up();
        over && !self.done && self.said.as_ref().is_some_and(|said| said.active_at.is_some())
    }
}

#[cfg(test)]
mod tests;
