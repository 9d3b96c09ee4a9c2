//! Who else is in a call, and what they send.

use crate::in_call::Picture;
use crate::state::Other;
use leadline_livekit_rtc::{Identity, RemoteTrack, RoomEvent, TrackId, TrackSource};

/// Who else is in a call, in the order they came.
#[derive(Default)]
pub(crate) struct Others {
    people: Vec<Other>,
    tracks: Vec<RemoteTrack>,
}

impl Others {
    /// Takes part of an event that is about others; whether anything changed.
    pub fn see(&mut self, event: RoomEvent) -> bool {
        match event {
            RoomEvent::PeerJoined(peer) => {
                self.people.retain(|other| other.identity != peer.identity.0);
                self.people.push(Other {
                    identity: peer.identity.0,
                    name: peer.name,
                    muted: true,
                    camera: false,
                    screen: false,
                    speaking: false,
                });
            }
            RoomEvent::PeerLeft { peer, .. } => {
                self.people.retain(|other| other.identity != peer.0);
                self.tracks.retain(|track| track.peer != peer);
            }
            RoomEvent::TrackAvailable(track) => {
                self.tracks.retain(|known| known.id != track.id);
                self.tracks.push(track);
            }
            RoomEvent::TrackGone { track, .. } => self.tracks.retain(|known| known.id != track),
            RoomEvent::TrackMuted { track, muted, .. } => {
                self.tracks.iter_mut().filter(|known| known.id == track).for_each(|known| known.muted = muted);
            }
            RoomEvent::Speaking(speakers) => {
                for other in &mut self.people {
                    other.speaking = speakers.iter().any(|speaker| speaker.0 == other.identity);
                }
            }
            _ => return false,
        }
        true
    }

    pub fn list(&self) -> Vec<Other> {
        let with_tracks = self.people.iter().map(|other| {
            let sends = |source| self.live(&other.identity, source).is_some();
            Other {
                muted: !sends(TrackSource::Microphone),
                camera: sends(TrackSource::Camera),
                screen: sends(TrackSource::Screen),
                ..other.clone()
            }
        });
        with_tracks.collect()
    }

    /// The track that carries somebody's picture now.
    pub fn track(&self, identity: &str, picture: Picture) -> Option<TrackId> {
        let source = match picture {
            Picture::Camera => TrackSource::Camera,
            Picture::Screen => TrackSource::Screen,
        };
        self.live(identity, source).map(|track| track.id.clone())
    }

    fn live(&self, identity: &str, source: TrackSource) -> Option<&RemoteTrack> {
        let peer = Identity(identity.to_owned());
        self.tracks.iter().rev().find(|track| track.peer == peer && track.source == source && !track.muted)
    }
}
