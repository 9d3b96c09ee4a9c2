//! Rooms in memory, for the tests of whoever uses this crate: real tokens, settable delays, faults on demand.
//!
//! What a [`FakeServer`] does to people in its rooms is what a LiveKit server would; media arrive at once and unchanged.

mod member;
mod room;
mod token;

use crate::event::{LeaveReason, Quality, RoomEvent};
use crate::problem::RtcError;
use crate::room::{AudioProcessing, Identity, JoinSpec, Joined, ProcessingOptions, Rtc};
use crate::sound::check_block;
use crate::stats::SessionStats;
use async_trait::async_trait;
use member::Member;
use room::FakeRoom;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;

/// Seconds since 1970, for tokens.
type Now = dyn Fn() -> u64 + Send + Sync;

/// A LiveKit server in memory. Clones are the same server.
#[derive(Clone)]
pub struct FakeServer {
    inner: Arc<Inner>,
}

struct Inner {
    key: String,
    secret: String,
    now: Box<Now>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    rooms: HashMap<String, HashMap<Identity, Member>>,
    delays: Delays,
    away: bool,
    next: u64,
}

/// How long things take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    /// Joining.
    pub join: Duration,
    /// Publishing.
    pub publish: Duration,
    /// Leaving.
    pub leave: Duration,
    /// Mending a connection.
    pub reconnect: Duration,
}

impl FakeServer {
    /// A server without rooms that takes tokens signed with `secret` in the name of `key`, at the time `now` tells.
    pub fn new(key: &str, secret: &str, now: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        let (key, secret) = (key.to_owned(), secret.to_owned());
        Self { inner: Arc::new(Inner { key, secret, now: Box::new(now), state: Mutex::default() }) }
    }

    /// What joins its rooms.
    pub fn rtc(&self) -> FakeRtc {
        FakeRtc { server: self.clone() }
    }

    /// Makes things take time from now on.
    pub fn set_delays(&self, delays: Delays) {
        self.state().delays = delays;
    }

    /// Whether nobody answers at the server's address.
    pub fn set_away(&self, away: bool) {
        self.state().away = away;
    }

    /// Who is in a room, in order.
    pub fn people(&self, room: &str) -> Vec<Identity> {
        let state = self.state();
        let mut people: Vec<_> = state.rooms.get(room).into_iter().flat_map(HashMap::keys).cloned().collect();
        people.sort();
        people
    }

    /// Puts somebody out of a room; they are told `reason`.
    pub fn put_out(&self, room: &str, identity: &Identity, reason: LeaveReason) {
        self.state().leave(room, identity, reason);
    }

    /// Closes a room.
    pub fn close_room(&self, room: &str) {
        let members = self.state().rooms.remove(room).unwrap_or_default();
        members.into_values().for_each(|member| member.tell(RoomEvent::Left(LeaveReason::RoomClosed)));
    }

    /// Breaks somebody's connection until it is mended: what they send reaches nobody, what others send not them.
    pub fn cut(&self, room: &str, identity: &Identity) {
        if let Some(member) = self.state().member(room, identity) {
            member.connected = false;
            member.tell(RoomEvent::Reconnecting);
        }
    }

    /// Mends what [`FakeServer::cut`] broke.
    pub fn mend(&self, room: &str, identity: &Identity) {
        if let Some(member) = self.state().member(room, identity) {
            member.connected = true;
            member.tell(RoomEvent::Reconnected);
        }
    }

    /// Judges somebody's connection; everybody in the room is told.
    pub fn set_quality(&self, room: &str, identity: &Identity, quality: Quality) {
        let state = self.state();
        for member in state.rooms.get(room).into_iter().flat_map(HashMap::values) {
            member.tell(RoomEvent::Quality { peer: identity.clone(), quality });
        }
    }

    /// What somebody's statistics say from now on.
    pub fn set_stats(&self, room: &str, identity: &Identity, stats: SessionStats) {
        if let Some(member) = self.state().member(room, identity) {
            member.stats = stats;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn delay(&self, which: impl Fn(&Delays) -> Duration) -> Duration {
        which(&self.state().delays)
    }
}

impl fmt::Debug for FakeServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FakeServer({} rooms)", self.state().rooms.len())
    }
}

impl State {
    fn member(&mut self, room: &str, identity: &Identity) -> Option<&mut Member> {
        self.rooms.get_mut(room)?.get_mut(identity)
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Everybody in the room but `identity`.
    fn others<'a>(&'a mut self, room: &str, identity: &'a Identity) -> impl Iterator<Item = &'a mut Member> {
        let members = self.rooms.get_mut(room).into_iter().flat_map(HashMap::iter_mut);
        members.filter(move |(other, _)| *other != identity).map(|(_, member)| member)
    }

    fn leave(&mut self, room: &str, identity: &Identity, reason: LeaveReason) {
        let Some(member) = self.rooms.get_mut(room).and_then(|members| members.remove(identity)) else { return };
        for other in self.others(room, identity) {
            for track in &member.tracks {
                other.tell(RoomEvent::TrackGone { peer: identity.clone(), track: track.id.clone() });
            }
            other.tell(RoomEvent::PeerLeft { peer: identity.clone(), reason });
        }
        member.tell(RoomEvent::Left(reason));
    }
}

/// Joins the rooms of a [`FakeServer`].
#[derive(Clone, Debug)]
pub struct FakeRtc {
    server: FakeServer,
}

#[async_trait]
impl Rtc for FakeRtc {
    async fn join(&self, spec: JoinSpec) -> Result<Joined, RtcError> {
        tokio::time::sleep(self.server.delay(|delays| delays.join)).await;
        let inner = &self.server.inner;
        let mut state = self.server.state();
        if state.away {
            return Err(RtcError::Unreachable("the fake server is away".to_owned()));
        }
        let right = token::read(&spec.token, &inner.key, &inner.secret, (inner.now)())?;
        state.leave(&right.room, &right.identity, LeaveReason::JoinedElsewhere);
        let (sender, events) = mpsc::unbounded_channel();
        let entry = state.number();
        let newcomer = Member::new(entry, right.clone(), sender);
        for (identity, member) in state.rooms.entry(right.room.clone()).or_default() {
            newcomer.meet(identity, member);
            member.tell(RoomEvent::PeerJoined(newcomer.peer(&right.identity)));
        }
        state.rooms.entry(right.room.clone()).or_default().insert(right.identity.clone(), newcomer);
        drop(state);
        let room = FakeRoom::new(self.server.clone(), right.room, right.identity, entry);
        Ok(Joined { room: Box::new(room), events })
    }

    fn audio_processing(&self, _options: ProcessingOptions) -> Result<Box<dyn AudioProcessing>, RtcError> {
        Ok(Box::new(NoProcessing))
    }
}

/// Leaves every block as it is.
struct NoProcessing;

impl AudioProcessing for NoProcessing {
    fn process(&self, block: &mut [i16]) -> Result<(), RtcError> {
        check_block(block)
    }

    fn process_reverse(&self, block: &mut [i16]) -> Result<(), RtcError> {
        check_block(block)
    }

    fn set_delay(&self, _delay: Duration) -> Result<(), RtcError> {
        Ok(())
    }
}
