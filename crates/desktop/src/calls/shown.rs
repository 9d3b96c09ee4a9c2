//! The switchboard as the windows show it.

use super::line::{Connection, Picture, Seen, Sound};
use super::switchboard::{Deed, Dialled, Known, Switchboard};
use crate::api::{
    CallAsking, CallOther, CallPerson, CallPhase, CallPicture, CallView, Calls, MyPresence, PictureKind, WrapUp,
};
use leadline_domain::Millis;
use leadline_domain::call::{
    CallOutcome, CallState, EndReason, LegState, LineQuality, Patience, Purpose, Side, StopReason,
};
use leadline_protocol::call::{self as protocol, CallParty, CallSnapshot};
use uuid::Uuid;

/// How long a call that another device took is shown, in milliseconds.
const ELSEWHERE_MS: Millis = 4_000;
/// How long it is said why a call came to nothing, in milliseconds.
const CAME_TO_NOTHING_MS: Millis = 6_000;
/// How long after its end that of a call is heard, in milliseconds: the sound itself, and the way of the word here.
const HUNG_UP_MS: Millis = 2_000;

/// When it is.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// By the server's clock.
    pub server: Millis,
    /// Server time minus this computer's.
    pub clock_off: Millis,
}

/// Where a call is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Ringing,
    Current,
    Waiting,
    Elsewhere,
    WrapUp,
    Nowhere,
}

impl Switchboard {
    /// The whole state.
    pub fn shown(&self, now: Now) -> Calls {
        let at = |place: Place| {
            let mut found: Vec<(Uuid, &Known)> = self.calls.iter().map(|(id, known)| (*id, known)).collect();
            found.retain(|(_, known)| self.place_of(known, now.server) == place);
            found.sort_by_key(|(id, known)| (!known.over(), known.started_at(), *id));
            found.into_iter().filter_map(|(id, known)| known.view(id, now, self.ring_ms())).collect::<Vec<_>>()
        };
        Calls {
            ringing: at(Place::Ringing),
            current: at(Place::Current).pop(),
            waiting: at(Place::Waiting),
            elsewhere: at(Place::Elsewhere).pop(),
            wrap_up: at(Place::WrapUp).pop().map(|call| wrap_up(call, self.outcomes())),
            presence: self.presence.as_ref().map(|shown| MyPresence {
                presence: shown.presence,
                until: shown.until.map(|until| until - now.clock_off),
            }),
            fault: self.line_fault.clone().or_else(|| self.server_fault.clone()),
            push_to_talk: self.push_to_talk,
        }
    }

    fn place_of(&self, known: &Known, now: Millis) -> Place {
        match known.place(now) {
            Place::Current if self.is_aside(known) => Place::Waiting,
            place => place,
        }
    }

    /// How a call may have gone, in the order of the keys 1 to 9.
    fn outcomes(&self) -> Vec<CallOutcome> {
        let decided = self.settings.as_ref().map(|settings| settings.outcomes.clone());
        decided.filter(|outcomes| !outcomes.is_empty()).unwrap_or_else(|| CallOutcome::ALL.to_vec())
    }

    /// How long a call rings of which the server has not said it yet.
    fn ring_ms(&self) -> Millis {
        self.settings.as_ref().map_or(Patience::default().ring, |settings| Millis::from(settings.ring_seconds) * 1000)
    }

    /// When something is shown differently although nothing happens, by the server's clock.
    pub fn next_change(&self, now: Millis) -> Option<Millis> {
        let changes = self.calls.values().filter_map(|known| match known.place(now) {
            Place::Ringing => known.said.as_ref().map(|said| said.ring_until),
            Place::Current => known.came_to_nothing_at().or(known.asked_in_vain_at()).map(|at| at + CAME_TO_NOTHING_MS),
            Place::Elsewhere => known.settled_at().map(|at| at + ELSEWHERE_MS),
            Place::WrapUp => known.was_hung_up_at().map(|at| at + HUNG_UP_MS),
            Place::Waiting | Place::Nowhere => None,
        });
        changes.filter(|at| *at > now).min()
    }

    /// What is to be heard.
    pub fn sound(&self, now: Millis) -> Option<Sound> {
        let in_place = |place: Place| self.calls.values().filter(move |known| self.place_of(known, now) == place);
        match in_place(Place::Current).map(Known::phase).max_by_key(|phase| *phase != CallPhase::Ended) {
            Some(CallPhase::Dialling) => Some(Sound::Dialling),
            Some(CallPhase::Ended) if in_place(Place::Current).any(Known::is_busy) => Some(Sound::Busy),
            // Whoever talks is told of a second call by the window alone.
            Some(CallPhase::Connecting | CallPhase::Active) => None,
            _ if in_place(Place::Ringing).any(|known| !known.silent) => Some(Sound::Incoming),
            _ => in_place(Place::WrapUp).any(|known| known.is_just_hung_up(now)).then_some(Sound::HungUp),
        }
    }
}

fn wrap_up(call: CallView, outcomes: Vec<CallOutcome>) -> WrapUp {
    let length = call.active_at.zip(call.ended_at).map_or(0, |(from, until)| (until - from).max(0) / 1000);
    WrapUp { call, seconds: u32::try_from(length).unwrap_or(u32::MAX), outcomes }
}

impl Known {
    fn place(&self, now: Millis) -> Place {
        if self.done {
            return Place::Nowhere;
        }
        if self.waits_for_words() {
            return Place::WrapUp;
        }
        match self.deed {
            Deed::HungUp(_) => shown_for(self.no_line_since(), CAME_TO_NOTHING_MS, Place::Current, now),
            Deed::None if self.rings(now) => Place::Ringing,
            Deed::Answered if self.rings(now) => Place::Current,
            _ if self.talks() || self.is_parked() => Place::Current,
            _ if self.said.is_none() && self.dialled.is_some() => self.dialling(now),
            _ if self.was_taken_elsewhere() => shown_for(self.settled_at(), ELSEWHERE_MS, Place::Elsewhere, now),
            _ => shown_for(self.came_to_nothing_at(), CAME_TO_NOTHING_MS, Place::Current, now),
        }
    }

    fn dialling(&self, now: Millis) -> Place {
        match self.came_to_nothing_at() {
            Some(at) => shown_for(Some(at), CAME_TO_NOTHING_MS, Place::Current, now),
            None => Place::Current,
        }
    }

    /// Another device decided it, or this one came a moment too late.
    fn was_taken_elsewhere(&self) -> bool {
        let elsewhere = [StopReason::AnsweredElsewhere, StopReason::DeclinedElsewhere];
        self.stopped().is_some_and(|why| self.deed == Deed::Answered || elsewhere.contains(&why))
    }

    /// When this device stopped ringing.
    fn settled_at(&self) -> Option<Millis> {
        let said = self.said.as_ref()?;
        said.answered_at.or(said.ended_at)
    }

    /// When a call from or to here came to nothing: it ended before anybody talked, or there was no line to talk on.
    fn came_to_nothing_at(&self) -> Option<Millis> {
        if let Some(at) = self.no_line_since() {
            return Some(at);
        }
        let Some(said) = &self.said else {
            return self.dialled.as_ref().filter(|dialled| dialled.busy).map(|dialled| dialled.at);
        };
        let was_here = self.leg() == Some(LegState::Left) && said.active_at.is_none();
        said.ended_at.filter(|_| was_here)
    }

    fn asked_in_vain_at(&self) -> Option<Millis> {
        self.said.as_ref()?.asking.as_ref()?.over_at
    }

    /// When the other side ended a call that was talked in here.
    fn was_hung_up_at(&self) -> Option<Millis> {
        let said = self.said.as_ref().filter(|_| self.ended() && !self.is_hung_up())?;
        // Whoever hands a call over ends it here as well, without hanging up.
        let handed_over =
            said.asking.as_ref().is_some_and(|asked| asked.purpose == Purpose::Transfer && asked.over_at.is_none());
        said.ended_at.filter(|_| !handed_over)
    }

    fn is_just_hung_up(&self, now: Millis) -> bool {
        self.was_hung_up_at().is_some_and(|at| now < at + HUNG_UP_MS)
    }

    /// When the call was given up because there was no line.
    fn no_line_since(&self) -> Option<Millis> {
        let Deed::HungUp(at) = self.deed else { return None };
        (self.lost || self.line_fault.is_some()).then_some(at)
    }

    fn stopped(&self) -> Option<StopReason> {
        self.said.as_ref()?.leg.as_ref()?.stopped
    }

    fn over(&self) -> bool {
        self.phase() == CallPhase::Ended
    }

    fn is_busy(&self) -> bool {
        self.end_reason() == Some(EndReason::Busy)
    }

    fn end_reason(&self) -> Option<EndReason> {
        match &self.said {
            Some(said) if said.end_reason.is_none() && self.lost => {
                Some(if said.active_at.is_some() { EndReason::Dropped } else { EndReason::ConnectFailed })
            }
            Some(said) => said.end_reason,
            None => self.dialled.as_ref().filter(|dialled| dialled.busy).map(|_| EndReason::Busy),
        }
    }

    fn started_at(&self) -> Millis {
        let dialled = self.dialled.as_ref().map(|dialled| dialled.at);
        self.said.as_ref().map(|said| said.started_at).or(dialled).unwrap_or_default()
    }

    fn phase(&self) -> CallPhase {
        if self.ended() || self.is_hung_up() || self.end_reason().is_some() {
            return CallPhase::Ended;
        }
        let Some(said) = &self.said else { return CallPhase::Dialling };
        // The room knows sooner than the server that both sides have met.
        let met = self.line.as_ref().is_some_and(|line| line.other.is_some());
        match said.state {
            CallState::Ringing if said.side == Side::Caller => CallPhase::Dialling,
            CallState::Ringing if self.deed == Deed::Answered => CallPhase::Connecting,
            CallState::Ringing => CallPhase::Ringing,
            CallState::Connecting if !met => CallPhase::Connecting,
            CallState::Connecting | CallState::Active => CallPhase::Active,
            CallState::Ended => CallPhase::Ended,
        }
    }

    /// Nothing of a call that neither was dialled nor was spoken of by the server.
    fn view(&self, id: Uuid, now: Now, ring_ms: Millis) -> Option<CallView> {
        let here = |at: Millis| at - now.clock_off;
        let said = self.said.as_ref();
        let dialled = self.dialled.as_ref();
        let line = self.line.as_ref();
        let switched = line.map_or(self.wish, |line| line.switched);
        let hung_up = if let Deed::HungUp(at) = self.deed { Some(at) } else { None };
        let busy_at = dialled.filter(|dialled| dialled.busy && said.is_none()).map(|dialled| dialled.at);
        let media = said.map(|said| said.media).or(dialled.map(|dialled| dialled.media));
        Some(CallView {
            id,
            media: media?,
            incoming: said.is_some_and(|said| said.side == Side::Callee),
            phase: self.phase(),
            other: other(said, dialled)?,
            people: said.map_or_else(Vec::new, |said| said.people.iter().map(person).collect()),
            waits: said.is_some_and(|said| said.waits),
            on_hold: said.is_some_and(lets_wait),
            call_waiting: said.is_some_and(|said| said.call_waiting && said.side == Side::Caller),
            next_in_line: said.and_then(|said| said.next_in_line.clone()),
            group: said.and_then(|said| said.group.as_ref()).map(|group| group.name.clone()),
            answered_by: said.and_then(|said| said.answered_by.as_ref()).map(|by| by.name.clone()),
            asked_by: said.and_then(|said| said.asked_by.as_ref()).map(|by| by.name.clone()),
            asking: said.and_then(|said| said.asking.as_ref()).and_then(|asking| shown_asking(asking, now.server)),
            client_id: self.client_id(),
            facts: self.facts.clone(),
            started_at: here(self.started_at()),
            ring_until: here(said.map_or(self.started_at() + ring_ms, |said| said.ring_until)),
            answered_at: said.and_then(|said| said.answered_at).map(here),
            active_at: said.and_then(|said| said.active_at).map(here),
            ended_at: said.and_then(|said| said.ended_at).or(hung_up).or(busy_at).map(here),
            end_reason: self.end_reason(),
            stopped: self.stopped(),
            silent: self.silent,
            muted: switched.muted,
            held: switched.held,
            camera: switched.camera,
            sharing: line.is_some_and(|line| line.sharing),
            reconnecting: line.is_some_and(|line| line.connection != Connection::Joined),
            other_muted: line.and_then(|line| line.other).is_some_and(|other| other.muted),
            other_camera: line.and_then(|line| line.other).is_some_and(|other| other.camera),
            quality: line.and_then(|line| line.quality).and_then(|measured| measured.mos).map(LineQuality::of_mos),
            sound_fault: self.line_fault.clone().or_else(|| line.and_then(|line| line.sound_fault.clone())),
            pictures: line.map(|line| line.pictures.iter().map(picture).collect()).unwrap_or_default(),
            camera_fault: line.and_then(|line| line.camera_fault.clone()),
            share_fault: line.and_then(|line| line.share_fault.clone()),
        })
    }
}

fn picture(seen: &Seen) -> CallPicture {
    let kind = match seen.picture {
        Picture::Camera => PictureKind::Camera,
        Picture::Screen => PictureKind::Screen,
    };
    CallPicture { of: seen.identity.clone(), name: seen.name.clone(), kind }
}

fn shown_for(since: Option<Millis>, long: Millis, place: Place, now: Millis) -> Place {
    if since.is_some_and(|since| now < since + long) { place } else { Place::Nowhere }
}

fn other(said: Option<&CallSnapshot>, dialled: Option<&Dialled>) -> Option<CallOther> {
    let Some(said) = said else { return dialled.map(|dialled| dialled.other.clone()) };
    Some(named(if said.side == Side::Callee { &said.caller } else { &said.callee }))
}

fn named(party: &CallParty) -> CallOther {
    CallOther { kind: party.kind, id: Some(party.id), name: party.name.clone() }
}

/// Whether everybody else holds, or talks in other calls meanwhile.
fn lets_wait(said: &CallSnapshot) -> bool {
    let mut here = said.people.iter().filter(|person| person.here).peekable();
    here.peek().is_some() && here.all(|person| person.parked)
}

fn person(person: &protocol::CallPerson) -> CallPerson {
    CallPerson { who: named(&person.who), here: person.here, on_hold: person.parked }
}

/// What came of asking somebody in; that they came and left again says nothing.
fn shown_asking(asking: &protocol::CallAsking, now: Millis) -> Option<CallAsking> {
    let open = asking.over_at.is_none() && (!asking.answered || asking.purpose == Purpose::Consult);
    let unlucky = !matches!(asking.outcome, None | Some(EndReason::Completed | EndReason::Cancelled));
    let just_now = asking.over_at.is_some_and(|at| now < at + CAME_TO_NOTHING_MS);
    (open || (unlucky && just_now)).then(|| CallAsking {
        name: asking.who.name.clone(),
        purpose: asking.purpose,
        answered: asking.answered,
        outcome: asking.outcome,
    })
}
