//! A joined room of the fake server.

use crate::event::{LeaveReason, RoomEvent, TrackSource};
use crate::fake::FakeServer;
use crate::fake::member::{Member, Track};
use crate::problem::RtcError;
use crate::room::{Disturbance, Identity, Microphone, MicrophoneOptions, Room, TrackId, VideoOptions, VideoSender};
use crate::sound::{AudioReceiver, audio_channel, check_block};
use crate::stats::SessionStats;
use crate::video::{VideoFrame, VideoReceiver, video_channel};
use async_trait::async_trait;

pub(super) struct FakeRoom {
    place: Place,
}

/// One stay of one identity in one room.
#[derive(Clone)]
struct Place {
    server: FakeServer,
    room: String,
    identity: Identity,
    entry: u64,
}

impl FakeRoom {
    pub(super) fn new(server: FakeServer, room: String, identity: Identity, entry: u64) -> Self {
        Self { place: Place { server, room, identity, entry } }
    }
}

impl Place {
    /// Does something as this member, unless the stay is over.
    fn with<T>(&self, work: impl FnOnce(&mut Member) -> Result<T, RtcError>) -> Result<T, RtcError> {
        let mut state = self.server.state();
        match state.member(&self.room, &self.identity) {
            Some(member) if member.entry == self.entry => work(member),
            _ => Err(RtcError::Gone),
        }
    }

    fn is_over(&self) -> bool {
        self.with(|_| Ok(())).is_err()
    }

    fn tell_others(&self, event: &RoomEvent) {
        self.server.state().others(&self.room, &self.identity).for_each(|other| other.tell(event.clone()));
    }

    fn publish(&self, source: TrackSource, muted: bool) -> Result<FakeTrack, RtcError> {
        self.with(|member| member.right.check(source))?;
        let mut state = self.server.state();
        let number = state.number();
        let track = Track::new(number, source, muted);
        state.others(&self.room, &self.identity).for_each(|other| other.offer(&self.identity, &track));
        drop(state);
        self.with(|member| {
            member.tracks.push(track);
            Ok(())
        })?;
        Ok(FakeTrack { place: self.clone(), number })
    }

    /// Does something with somebody else's track.
    fn receive<T>(&self, id: &TrackId, work: impl FnOnce(&mut Track) -> T) -> Result<T, RtcError> {
        if self.is_over() {
            return Err(RtcError::Gone);
        }
        let mut state = self.server.state();
        let mut tracks = state.others(&self.room, &self.identity).flat_map(|other| &mut other.tracks);
        tracks.find(|track| track.id == *id).map(work).ok_or(RtcError::Gone)
    }

    /// What a full reconnect does: everything that was published goes on under other ids.
    fn renew_tracks(&self) -> Result<(), RtcError> {
        let former = self.with(|member| Ok(std::mem::take(&mut member.tracks)))?;
        for track in former {
            self.tell_others(&RoomEvent::TrackGone { peer: self.identity.clone(), track: track.id });
            let mut state = self.server.state();
            let again = TrackId(format!("track-{}", state.number()));
            let renewed = Track { id: again, ..Track::new(track.number, track.source, track.muted) };
            state.others(&self.room, &self.identity).for_each(|other| other.offer(&self.identity, &renewed));
            drop(state);
            self.with(|member| {
                member.tracks.push(renewed);
                Ok(())
            })?;
        }
        Ok(())
    }
}

#[async_trait]
impl Room for FakeRoom {
    fn identity(&self) -> &Identity {
        &self.place.identity
    }

    async fn publish_microphone(&self, options: MicrophoneOptions) -> Result<Box<dyn Microphone>, RtcError> {
        tokio::time::sleep(self.place.server.delay(|delays| delays.publish)).await;
        Ok(Box::new(self.place.publish(TrackSource::Microphone, options.muted)?))
    }

    async fn publish_video(&self, options: VideoOptions) -> Result<Box<dyn VideoSender>, RtcError> {
        tokio::time::sleep(self.place.server.delay(|delays| delays.publish)).await;
        Ok(Box::new(self.place.publish(options.source, false)?))
    }

    fn listen(&self, track: &TrackId) -> Result<AudioReceiver, RtcError> {
        let (feed, receiver) = audio_channel();
        self.place.receive(track, |track| track.listeners.push(feed))?;
        Ok(receiver(Box::new(())))
    }

    fn watch(&self, track: &TrackId) -> Result<VideoReceiver, RtcError> {
        let (feed, receiver) = video_channel();
        self.place.receive(track, |track| track.watchers.push(feed))?;
        Ok(receiver(Box::new(())))
    }

    async fn stats(&self) -> Result<SessionStats, RtcError> {
        self.place.with(|member| Ok(member.stats.clone()))
    }

    async fn disturb(&self, disturbance: Disturbance) -> Result<(), RtcError> {
        let place = &self.place;
        if disturbance == Disturbance::ServerLeaves {
            place.server.put_out(&place.room, &place.identity, LeaveReason::ServerStopped);
            return Ok(());
        }
        place.server.cut(&place.room, &place.identity);
        tokio::time::sleep(place.server.delay(|delays| delays.reconnect)).await;
        if disturbance != Disturbance::SignalLost {
            place.renew_tracks()?;
        }
        place.server.mend(&place.room, &place.identity);
        Ok(())
    }

    async fn leave(self: Box<Self>) {
        tokio::time::sleep(self.place.server.delay(|delays| delays.leave)).await;
    }
}

impl Drop for FakeRoom {
    fn drop(&mut self) {
        if !self.place.is_over() {
            self.place.server.put_out(&self.place.room, &self.place.identity, LeaveReason::Own);
        }
    }
}

/// Something published.
struct FakeTrack {
    place: Place,
    number: u64,
}

impl FakeTrack {
    fn with<T>(&self, work: impl FnOnce(&mut Track) -> T) -> Result<T, RtcError> {
        self.place.with(|member| member.track(self.number).map(work).ok_or(RtcError::Gone))
    }

    /// What a member whose connection is broken sends reaches nobody.
    fn send(&self, work: impl FnOnce(&mut Track)) -> Result<(), RtcError> {
        self.place.with(|member| {
            let connected = member.connected;
            member.track(self.number).filter(|_| connected).map(work);
            Ok(())
        })
    }

    fn id(&self) -> TrackId {
        self.with(|track| track.id.clone()).unwrap_or_else(|_| TrackId(format!("track-{}", self.number)))
    }

    fn mute(&self, muted: bool) -> Result<(), RtcError> {
        let (changed, track) =
            self.with(|track| (std::mem::replace(&mut track.muted, muted) != muted, track.id.clone()))?;
        if changed {
            self.place.tell_others(&RoomEvent::TrackMuted { peer: self.place.identity.clone(), track, muted });
        }
        Ok(())
    }

    fn muted(&self) -> bool {
        self.with(|track| track.muted).unwrap_or(true)
    }
}

impl Drop for FakeTrack {
    fn drop(&mut self) {
        let ended = self.place.with(|member| {
            let at = member.tracks.iter().position(|track| track.number == self.number).ok_or(RtcError::Gone)?;
            Ok(member.tracks.remove(at).id)
        });
        if let Ok(track) = ended {
            self.place.tell_others(&RoomEvent::TrackGone { peer: self.place.identity.clone(), track });
        }
    }
}

#[async_trait]
impl Microphone for FakeTrack {
    fn track(&self) -> TrackId {
        self.id()
    }

    fn send(&self, block: &[i16]) -> Result<(), RtcError> {
        check_block(block)?;
        FakeTrack::send(self, |track| track.sound(block))
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        self.mute(muted)
    }

    fn is_muted(&self) -> bool {
        self.muted()
    }

    fn refused_blocks(&self) -> u64 {
        0
    }

    async fn unpublish(self: Box<Self>) -> Result<(), RtcError> {
        self.with(|_| ())
    }
}

#[async_trait]
impl VideoSender for FakeTrack {
    fn track(&self) -> TrackId {
        self.id()
    }

    fn send(&self, frame: &VideoFrame) -> Result<(), RtcError> {
        FakeTrack::send(self, |track| track.picture(frame))
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        self.mute(muted)
    }

    fn is_muted(&self) -> bool {
        self.muted()
    }

    async fn unpublish(self: Box<Self>) -> Result<(), RtcError> {
        self.with(|_| ())
    }
}
