//! One room's task: turns the library's events into ours and keeps what they hand over.

use crate::event::{LeaveReason, Peer, Quality, RemoteTrack, RoomEvent, TrackSource};
use crate::ffi::handle::{ParticipantHandle, PublicationHandle, TrackHandle};
use crate::ffi::proto;
use crate::ffi::proto::{ConnectionQuality, DisconnectReason, TrackKind, connect_callback, room_event};
use crate::ffi::unused;
use crate::native::membership::Membership;
use crate::room::{Identity, Token, TrackId};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc;

pub(super) struct Translation {
    membership: Arc<Membership>,
    events: mpsc::UnboundedSender<RoomEvent>,
    peers: HashMap<Identity, ParticipantHandle>,
    announced: HashMap<TrackId, Announced>,
    heard_of: HashMap<TrackId, Identity>,
    left: bool,
}

/// What somebody sends.
struct Announced {
    by: Identity,
    source: TrackSource,
    _handle: PublicationHandle,
}

impl Translation {
    pub(super) fn new(membership: Arc<Membership>, events: mpsc::UnboundedSender<RoomEvent>) -> Self {
        let (peers, announced, heard_of) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { membership, events, peers, announced, heard_of, left: false }
    }

    /// Those who were here before us.
    pub(super) fn meet(&mut self, peers: Vec<connect_callback::ParticipantWithTracks>) {
        for peer in peers {
            let identity = peer.participant.info.identity.clone();
            self.peer_joined(peer.participant);
            peer.publications.into_iter().for_each(|publication| self.announce(&identity, publication));
        }
    }

    /// Runs until the room is closed or the library breaks down.
    pub(super) async fn run(mut self, mut raw: mpsc::UnboundedReceiver<room_event::Message>) {
        while let Some(message) = raw.recv().await {
            if matches!(message, room_event::Message::Eos(_)) {
                break;
            }
            self.translate(message);
        }
        let broken = self.membership.library.router().check_alive().is_err();
        self.leave(if broken { LeaveReason::BrokenDown } else { LeaveReason::Own });
    }

    fn translate(&mut self, message: room_event::Message) {
        use room_event::Message;
        match message {
            Message::ParticipantConnected(event) => self.peer_joined(event.info),
            Message::ParticipantDisconnected(event) => self.peer_left(event),
            Message::TrackPublished(event) => self.announce(&event.participant_identity, event.publication),
            Message::TrackUnpublished(event) => self.unannounce(event),
            Message::TrackSubscribed(event) => self.track_available(event),
            Message::TrackUnsubscribed(event) => self.track_gone(&TrackId(event.track_sid)),
            Message::TrackMuted(event) => self.muted(event.participant_identity, event.track_sid, true),
            Message::TrackUnmuted(event) => self.muted(event.participant_identity, event.track_sid, false),
            Message::LocalTrackSubscribed(event) => self.tell(RoomEvent::Received { track: TrackId(event.track_sid) }),
            Message::LocalTrackRepublished(event) => self.republished(event),
            Message::ActiveSpeakersChanged(event) => {
                self.tell(RoomEvent::Speaking(event.participant_identities.into_iter().map(Identity).collect()));
            }
            Message::ConnectionQualityChanged(event) => self.quality(event),
            Message::Reconnecting(_) => self.tell(RoomEvent::Reconnecting),
            Message::Reconnected(_) => self.reconnected(),
            Message::TokenRefreshed(event) => self.tell(RoomEvent::TokenRefreshed(Token(event.token))),
            Message::ParticipantPermissionChanged(event) => {
                if Identity(event.participant_identity) == *self.membership.identity() {
                    self.membership.permit(event.permission);
                }
            }
            Message::Disconnected(event) => self.leave(reason(event.reason)),
            other => unused(other),
        }
    }

    fn peer_joined(&mut self, peer: proto::OwnedParticipant) {
        let identity = Identity(peer.info.identity);
        let known = self.peers.insert(identity.clone(), ParticipantHandle::own(peer.handle)).is_some();
        // After our own connection was built anew everybody is announced again.
        if !known {
            self.tell(RoomEvent::PeerJoined(Peer { identity, name: peer.info.name }));
        }
    }

    fn peer_left(&mut self, event: proto::ParticipantDisconnected) {
        let peer = Identity(event.participant_identity);
        let theirs = self.heard_of.iter().filter(|(_, owner)| **owner == peer);
        let tracks: Vec<TrackId> = theirs.map(|(track, _)| track.clone()).collect();
        tracks.iter().for_each(|track| self.track_gone(track));
        self.peers.remove(&peer);
        self.announced.retain(|_, announced| announced.by != peer);
        self.membership.others_send(self.announced.len());
        self.tell(RoomEvent::PeerLeft { peer, reason: reason(event.disconnect_reason) });
    }

    fn announce(&mut self, by: &str, publication: proto::OwnedTrackPublication) {
        let announced = Announced {
            by: Identity(by.to_owned()),
            source: source(publication.info.source, publication.info.kind),
            _handle: PublicationHandle::own(publication.handle),
        };
        self.announced.insert(TrackId(publication.info.sid), announced);
        self.membership.others_send(self.announced.len());
    }

    fn unannounce(&mut self, event: proto::TrackUnpublished) {
        let track = TrackId(event.publication_sid);
        self.track_gone(&track);
        self.announced.remove(&track);
        self.membership.others_send(self.announced.len());
    }

    fn track_available(&mut self, event: proto::TrackSubscribed) {
        let (info, peer) = (event.track.info, Identity(event.participant_identity));
        let id = TrackId(info.sid);
        let announced = self.announced.get(&id).map(|announced| announced.source);
        let source = announced.unwrap_or_else(|| source(proto::TrackSource::SourceUnknown.into(), info.kind));
        self.membership.add_track(id.clone(), TrackHandle::own(event.track.handle));
        self.heard_of.insert(id.clone(), peer.clone());
        self.tell(RoomEvent::TrackAvailable(RemoteTrack { id, peer, source, muted: info.muted }));
    }

    fn track_gone(&mut self, track: &TrackId) {
        if self.membership.remove_track(track)
            && let Some(peer) = self.heard_of.remove(track)
        {
            self.tell(RoomEvent::TrackGone { peer, track: track.clone() });
        }
    }

    /// Our own mutes are known to whoever made them.
    fn muted(&self, peer: String, track: String, muted: bool) {
        let peer = Identity(peer);
        if self.peers.contains_key(&peer) {
            self.tell(RoomEvent::TrackMuted { peer, track: TrackId(track), muted });
        }
    }

    fn republished(&self, event: proto::LocalTrackRepublished) {
        let previous = TrackId(event.previous_sid);
        let publication = PublicationHandle::own(proto::FfiOwnedHandle { id: event.publication_handle });
        if let Some(published) = self.membership.published().into_iter().find(|published| published.id() == previous) {
            published.republished(publication, TrackId(event.info.sid));
        }
    }

    /// A connection built anew may have forgotten what was muted.
    fn reconnected(&self) {
        for published in self.membership.published() {
            if let Err(cause) = published.renew_mute() {
                tracing::error!(%cause, "a track cannot be muted again after a reconnect");
            }
        }
        self.tell(RoomEvent::Reconnected);
    }

    fn quality(&self, event: proto::ConnectionQualityChanged) {
        let quality = match ConnectionQuality::try_from(event.quality) {
            Ok(ConnectionQuality::QualityLost) => Quality::Lost,
            Ok(ConnectionQuality::QualityPoor) => Quality::Poor,
            Ok(ConnectionQuality::QualityGood) => Quality::Good,
            Ok(ConnectionQuality::QualityExcellent) => Quality::Excellent,
            Err(_) => return,
        };
        self.tell(RoomEvent::Quality { peer: Identity(event.participant_identity), quality });
    }

    fn leave(&mut self, reason: LeaveReason) {
        // Nobody who still sends is heard of any more.
        self.membership.others_send(0);
        if !std::mem::replace(&mut self.left, true) {
            self.tell(RoomEvent::Left(reason));
        }
    }

    fn tell(&self, event: RoomEvent) {
        // Whoever joined may not care about events; the room works all the same.
        let _ = self.events.send(event);
    }
}

fn source(source: i32, kind: i32) -> TrackSource {
    match proto::TrackSource::try_from(source) {
        Ok(proto::TrackSource::SourceCamera) => TrackSource::Camera,
        Ok(proto::TrackSource::SourceMicrophone) => TrackSource::Microphone,
        Ok(proto::TrackSource::SourceScreenshare) => TrackSource::Screen,
        Ok(proto::TrackSource::SourceScreenshareAudio) => TrackSource::ScreenSound,
        Ok(proto::TrackSource::SourceUnknown) | Err(_) if kind == i32::from(TrackKind::KindVideo) => {
            TrackSource::Camera
        }
        Ok(proto::TrackSource::SourceUnknown) | Err(_) => TrackSource::Microphone,
    }
}

fn reason(reason: i32) -> LeaveReason {
    match DisconnectReason::try_from(reason) {
        Ok(DisconnectReason::ClientInitiated) => LeaveReason::Own,
        Ok(DisconnectReason::DuplicateIdentity) => LeaveReason::JoinedElsewhere,
        Ok(DisconnectReason::ParticipantRemoved) => LeaveReason::Removed,
        Ok(DisconnectReason::RoomDeleted | DisconnectReason::RoomClosed) => LeaveReason::RoomClosed,
        Ok(DisconnectReason::ServerShutdown | DisconnectReason::Migration) => LeaveReason::ServerStopped,
        Ok(
            DisconnectReason::SignalClose
            | DisconnectReason::ConnectionTimeout
            | DisconnectReason::MediaFailure
            | DisconnectReason::JoinFailure
            | DisconnectReason::StateMismatch,
        ) => LeaveReason::ConnectionLost,
        Ok(DisconnectReason::UserUnavailable) => LeaveReason::Unavailable,
        Ok(DisconnectReason::UserRejected) => LeaveReason::Declined,
        Ok(DisconnectReason::UnknownReason | DisconnectReason::SipTrunkFailure | DisconnectReason::AgentError)
        | Err(_) => LeaveReason::Unknown,
    }
}
