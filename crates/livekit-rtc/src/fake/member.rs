//! Somebody in a room of the fake server.

use crate::event::{Peer, RemoteTrack, RoomEvent, TrackSource};
use crate::fake::token::Right;
use crate::room::{Identity, TrackId};
use crate::sound::AudioFeed;
use crate::stats::SessionStats;
use crate::video::{VideoFeed, VideoFrame};
use tokio::sync::mpsc;

pub(super) struct Member {
    /// Tells this stay in the room from a later one of the same identity.
    pub entry: u64,
    pub right: Right,
    pub connected: bool,
    pub tracks: Vec<Track>,
    pub stats: SessionStats,
    events: mpsc::UnboundedSender<RoomEvent>,
}

pub(super) struct Track {
    /// Stays the same when the id changes.
    pub number: u64,
    pub id: TrackId,
    pub source: TrackSource,
    pub muted: bool,
    pub listeners: Vec<AudioFeed>,
    pub watchers: Vec<VideoFeed>,
}

impl Member {
    pub(super) fn new(entry: u64, right: Right, events: mpsc::UnboundedSender<RoomEvent>) -> Self {
        let (tracks, stats) = Default::default();
        Self { entry, right, connected: true, tracks, stats, events }
    }

    pub(super) fn tell(&self, event: RoomEvent) {
        // Whoever joined may not care about events.
        let _ = self.events.send(event);
    }

    pub(super) fn peer(&self, identity: &Identity) -> Peer {
        Peer { identity: identity.clone(), name: self.right.name.clone() }
    }

    /// Sees somebody who was here before.
    pub(super) fn meet(&self, identity: &Identity, other: &Member) {
        self.tell(RoomEvent::PeerJoined(other.peer(identity)));
        other.tracks.iter().for_each(|track| self.offer(identity, track));
    }

    /// Is told of a track, if the token allows to receive any.
    pub(super) fn offer(&self, peer: &Identity, track: &Track) {
        if self.right.can_subscribe {
            let (id, peer) = (track.id.clone(), peer.clone());
            self.tell(RoomEvent::TrackAvailable(RemoteTrack { id, peer, source: track.source, muted: track.muted }));
        }
    }

    pub(super) fn track(&mut self, number: u64) -> Option<&mut Track> {
        self.tracks.iter_mut().find(|track| track.number == number)
    }
}

impl Track {
    pub(super) fn new(number: u64, source: TrackSource, muted: bool) -> Self {
        let (listeners, watchers) = Default::default();
        Self { number, id: TrackId(format!("track-{number}")), source, muted, listeners, watchers }
    }

    /// Sends a block to everybody who listens; a muted one as silence, as a real server's receivers hear it.
    pub(super) fn sound(&mut self, block: &[i16]) {
        let silence = vec![0; if self.muted { block.len() } else { 0 }];
        let heard = if self.muted { &silence } else { block };
        self.listeners.retain(|feed| !feed.is_abandoned());
        self.listeners.iter_mut().for_each(|feed| feed.push(heard));
    }

    pub(super) fn picture(&mut self, frame: &VideoFrame) {
        self.watchers.retain(|feed| !feed.is_closed());
        if !self.muted {
            self.watchers.iter().for_each(|feed| drop(feed.send_replace(Some(frame.clone()))));
        }
    }
}
