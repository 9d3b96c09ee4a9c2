//! Being in a room, and one task that turns its events into ours.

use crate::event::{LeaveReason, Peer, Quality, RemoteTrack, RoomEvent, TrackSource};
use crate::problem::RtcError;
use crate::room::{
    Disturbance, Identity, Joined, Microphone, MicrophoneOptions, Room, Token, TrackId, VideoOptions, VideoSender,
};
use crate::sdk::{failed, held, publishing, rejected, stats};
use crate::sound::{AudioReceiver, SAMPLE_RATE, audio_channel};
use crate::stats::SessionStats;
use crate::video::{Plane, VideoFrame, VideoReceiver, video_channel};
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt;
use livekit::SimulateScenario;
use livekit::participant::DisconnectReason;
use livekit::prelude as sdk;
use livekit::webrtc::audio_stream::native::NativeAudioStream;
use livekit::webrtc::video_frame::BoxVideoFrame;
use livekit::webrtc::video_stream::native::NativeVideoStream;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

type Tracks = Arc<Mutex<HashMap<TrackId, sdk::RemoteTrack>>>;

struct SdkRoom {
    identity: Identity,
    room: Arc<sdk::Room>,
    tracks: Tracks,
}

/// Ends a task when the receiver that it feeds is dropped.
struct Feeding(AbortHandle);

impl Drop for Feeding {
    fn drop(&mut self) {
        self.0.abort();
    }
}

pub(super) fn enter(room: sdk::Room, mut raw: mpsc::UnboundedReceiver<sdk::RoomEvent>) -> Joined {
    let (sender, events) = mpsc::unbounded_channel();
    let tracks = Tracks::default();
    let identity = Identity(room.local_participant().identity().to_string());
    let known = tracks.clone();
    tokio::spawn(async move {
        while let Some(event) = raw.recv().await {
            for told in translate(event, &known) {
                let over = matches!(told, RoomEvent::Left(_));
                // Whoever joined may not care about events.
                let _ = sender.send(told);
                if over {
                    return;
                }
            }
        }
        let _ = sender.send(RoomEvent::Left(LeaveReason::Own));
    });
    Joined { room: Box::new(SdkRoom { identity, room: Arc::new(room), tracks }), events }
}

fn translate(event: sdk::RoomEvent, tracks: &Tracks) -> Vec<RoomEvent> {
    let one = match event {
        sdk::RoomEvent::Connected { participants_with_tracks } => {
            return participants_with_tracks.iter().map(|(person, _)| RoomEvent::PeerJoined(peer(person))).collect();
        }
        sdk::RoomEvent::ParticipantConnected(person) => RoomEvent::PeerJoined(peer(&person)),
        sdk::RoomEvent::ParticipantDisconnected(person) => RoomEvent::PeerLeft {
            peer: Identity(person.identity().to_string()),
            reason: reason(person.disconnect_reason()),
        },
        sdk::RoomEvent::TrackSubscribed { track, publication, participant } => {
            let id = TrackId(publication.sid().to_string());
            let muted = publication.is_muted();
            let is_video = matches!(track, sdk::RemoteTrack::Video(_));
            held(tracks).insert(id.clone(), track);
            let peer = Identity(participant.identity().to_string());
            RoomEvent::TrackAvailable(RemoteTrack { id, peer, source: source(publication.source(), is_video), muted })
        }
        sdk::RoomEvent::TrackUnsubscribed { publication, participant, .. } => {
            let track = TrackId(publication.sid().to_string());
            held(tracks).remove(&track);
            RoomEvent::TrackGone { peer: Identity(participant.identity().to_string()), track }
        }
        sdk::RoomEvent::TrackMuted { participant: sdk::Participant::Remote(person), publication } => {
            muted(&person, publication.sid().to_string(), true)
        }
        sdk::RoomEvent::TrackUnmuted { participant: sdk::Participant::Remote(person), publication } => {
            muted(&person, publication.sid().to_string(), false)
        }
        sdk::RoomEvent::LocalTrackSubscribed { track } => {
            RoomEvent::Received { track: TrackId(track.sid().to_string()) }
        }
        sdk::RoomEvent::ActiveSpeakersChanged { speakers } => {
            RoomEvent::Speaking(speakers.iter().map(|person| Identity(person.identity().to_string())).collect())
        }
        sdk::RoomEvent::ConnectionQualityChanged { quality, participant } => RoomEvent::Quality {
            peer: Identity(participant.identity().to_string()),
            quality: match quality {
                sdk::ConnectionQuality::Excellent => Quality::Excellent,
                sdk::ConnectionQuality::Good => Quality::Good,
                sdk::ConnectionQuality::Poor => Quality::Poor,
                sdk::ConnectionQuality::Lost => Quality::Lost,
            },
        },
        sdk::RoomEvent::Reconnecting => RoomEvent::Reconnecting,
        sdk::RoomEvent::Reconnected => RoomEvent::Reconnected,
        sdk::RoomEvent::TokenRefreshed { token } => RoomEvent::TokenRefreshed(Token(token)),
        sdk::RoomEvent::Disconnected { reason: why } => RoomEvent::Left(reason(why.into())),
        _ => return Vec::new(),
    };
    vec![one]
}

#[async_trait]
impl Room for SdkRoom {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    async fn publish_microphone(&self, options: MicrophoneOptions) -> Result<Box<dyn Microphone>, RtcError> {
        publishing::microphone(&self.room, options).await
    }

    async fn publish_video(&self, options: VideoOptions) -> Result<Box<dyn VideoSender>, RtcError> {
        publishing::video(&self.room, options).await
    }

    fn listen(&self, track: &TrackId) -> Result<AudioReceiver, RtcError> {
        let Some(sdk::RemoteTrack::Audio(track)) = held(&self.tracks).get(track).cloned() else {
            return Err(RtcError::Gone);
        };
        let (mut feed, receiver) = audio_channel();
        let mut stream = NativeAudioStream::new(track.rtc_track(), SAMPLE_RATE as i32, 1);
        let task = tokio::spawn(async move {
            while let Some(frame) = stream.next().await {
                feed.push(&frame.data);
            }
        });
        Ok(receiver(Box::new(Feeding(task.abort_handle()))))
    }

    fn watch(&self, track: &TrackId) -> Result<VideoReceiver, RtcError> {
        let Some(sdk::RemoteTrack::Video(track)) = held(&self.tracks).get(track).cloned() else {
            return Err(RtcError::Gone);
        };
        let (feed, receiver) = video_channel();
        let mut stream = NativeVideoStream::new(track.rtc_track());
        let task = tokio::spawn(async move {
            while let Some(frame) = stream.next().await {
                match picture(&frame) {
                    Ok(frame) => drop(feed.send_replace(Some(frame))),
                    Err(cause) => tracing::debug!(%cause, "a frame that cannot be shown"),
                }
            }
        });
        Ok(receiver(Box::new(Feeding(task.abort_handle()))))
    }

    async fn stats(&self) -> Result<SessionStats, RtcError> {
        let all = self.room.get_stats().await.map_err(|cause| rejected("statistics", cause.to_string()))?;
        Ok(stats::session(all.publisher_stats.into_iter().chain(all.subscriber_stats)))
    }

    async fn disturb(&self, disturbance: Disturbance) -> Result<(), RtcError> {
        let scenario = match disturbance {
            Disturbance::SignalLost => SimulateScenario::SignalReconnect,
            Disturbance::FullReconnect => SimulateScenario::FullReconnect,
            Disturbance::NodeLost => SimulateScenario::NodeFailure,
            Disturbance::ServerLeaves => SimulateScenario::ServerLeave,
        };
        self.room.simulate_scenario(scenario).await.map_err(|cause| rejected("a disturbance", cause.to_string()))
    }

    async fn leave(self: Box<Self>) {
        if let Err(cause) = self.room.close().await.map_err(failed("leaving")) {
            tracing::debug!(%cause, "leaving a room");
        }
    }
}

impl Drop for SdkRoom {
    fn drop(&mut self) {
        let room = self.room.clone();
        // Closing a room that is closed already does nothing.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { drop(room.close().await) });
        }
    }
}

fn picture(frame: &BoxVideoFrame) -> Result<VideoFrame, RtcError> {
    let buffer = frame.buffer.to_i420();
    let (width, height) = (frame.buffer.width(), frame.buffer.height());
    let ((y, u, v), (stride_y, stride_u, stride_v)) = (buffer.data(), buffer.strides());
    let plane = |bytes: &[u8], stride: u32| Plane { bytes: Bytes::copy_from_slice(bytes), stride: stride as usize };
    let planes = [plane(y, stride_y), plane(u, stride_u), plane(v, stride_v)];
    let timestamp = Duration::from_micros(frame.timestamp_us.try_into().unwrap_or(0));
    Ok(VideoFrame::new(width, height, planes, timestamp)?.turned(publishing::rotation(frame.rotation)))
}

fn peer(person: &sdk::RemoteParticipant) -> Peer {
    Peer { identity: Identity(person.identity().to_string()), name: person.name() }
}

fn muted(person: &sdk::RemoteParticipant, track: String, muted: bool) -> RoomEvent {
    RoomEvent::TrackMuted { peer: Identity(person.identity().to_string()), track: TrackId(track), muted }
}

fn source(source: sdk::TrackSource, is_video: bool) -> TrackSource {
    match source {
        sdk::TrackSource::Camera => TrackSource::Camera,
        sdk::TrackSource::Microphone => TrackSource::Microphone,
        sdk::TrackSource::Screenshare => TrackSource::Screen,
        sdk::TrackSource::ScreenshareAudio => TrackSource::ScreenSound,
        sdk::TrackSource::Unknown if is_video => TrackSource::Camera,
        sdk::TrackSource::Unknown => TrackSource::Microphone,
    }
}

fn reason(reason: DisconnectReason) -> LeaveReason {
    match reason {
        DisconnectReason::ClientInitiated => LeaveReason::Own,
        DisconnectReason::DuplicateIdentity => LeaveReason::JoinedElsewhere,
        DisconnectReason::ParticipantRemoved => LeaveReason::Removed,
        DisconnectReason::RoomDeleted | DisconnectReason::RoomClosed => LeaveReason::RoomClosed,
        DisconnectReason::ServerShutdown | DisconnectReason::Migration => LeaveReason::ServerStopped,
        DisconnectReason::SignalClose
        | DisconnectReason::ConnectionTimeout
        | DisconnectReason::MediaFailure
        | DisconnectReason::JoinFailure
        | DisconnectReason::StateMismatch => LeaveReason::ConnectionLost,
        DisconnectReason::UserUnavailable => LeaveReason::Unavailable,
        DisconnectReason::UserRejected => LeaveReason::Declined,
        DisconnectReason::UnknownReason | DisconnectReason::SipTrunkFailure | DisconnectReason::AgentError => {
            LeaveReason::Unknown
        }
    }
}
