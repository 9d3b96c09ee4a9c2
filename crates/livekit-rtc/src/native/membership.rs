//! Being in a room.

use crate::ffi::handle::{AudioStreamHandle, ParticipantHandle, RoomHandle, TrackHandle, VideoStreamHandle};
use crate::ffi::loader::Library;
use crate::ffi::proto::{
    AudioStreamType, DisconnectReason, DisconnectRequest, NewAudioStreamRequest, NewVideoStreamRequest,
    OwnedParticipant, ParticipantPermission, SimulateScenarioKind, SimulateScenarioRequest, TrackSource,
    VideoBufferType, VideoStreamType, ffi_event,
};
use crate::native::publishing::{self, Published};
use crate::native::{stats, unexpected};
use crate::problem::RtcError;
use crate::room::{Disturbance, Identity, Microphone, MicrophoneOptions, Room, TrackId, VideoOptions, VideoSender};
use crate::sound::{AudioReceiver, SAMPLE_RATE, audio_channel};
use crate::stats::SessionStats;
use crate::video::{VideoReceiver, video_channel};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long the library may take for something that only asks the server once.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// How long leaving may take; after that the server notices by itself.
const LEAVE_WITHIN: Duration = Duration::from_secs(3);
/// How long those who hang up as well get to stop sending before we go. The library keeps what it knows of everybody who
/// still sends then, half a megabyte a call (livekit/rust-sdks#1378).
const OTHERS_STOP_WITHIN: Duration = Duration::from_millis(500);
/// Blocks of 10 ms that may wait in the library if our thread is late.
const WAITING_BLOCKS: u32 = 10;

/// What a room's task and its tracks share.
pub(super) struct Membership {
    pub(super) library: &'static Library,
    identity: Identity,
    room: RoomHandle,
    local: ParticipantHandle,
    tracks: Mutex<HashMap<TrackId, TrackHandle>>,
    published: Mutex<Vec<Weak<Published>>>,
    permission: Mutex<Option<ParticipantPermission>>,
    /// How many tracks others send.
    others_send: watch::Sender<usize>,
}

impl Membership {
    pub(super) fn new(library: &'static Library, room: RoomHandle, us: OwnedParticipant) -> Self {
        Self {
            library,
            identity: Identity(us.info.identity),
            room,
            local: ParticipantHandle::own(us.handle),
            tracks: Mutex::default(),
            published: Mutex::default(),
            permission: Mutex::new(us.info.permission),
            others_send: watch::Sender::new(0),
        }
    }

    pub(super) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(super) fn permit(&self, permission: Option<ParticipantPermission>) {
        *held(&self.permission) = permission;
    }

    /// Whether we may send this. The server does not answer those who may not, so asking it would only time out.
    pub(super) fn check_permitted(&self, source: TrackSource) -> Result<(), RtcError> {
        let permission = held(&self.permission);
        let Some(permission) = &*permission else { return Ok(()) };
        let sources = &permission.can_publish_sources;
        if permission.can_publish && (sources.is_empty() || sources.contains(&source.into())) {
            Ok(())
        } else {
            Err(RtcError::NotAllowed("the token does not allow to publish this".to_owned()))
        }
    }

    pub(super) fn others_send(&self, tracks: usize) {
        self.others_send.send_replace(tracks);
    }

    /// Waits a moment for the others to stop sending.
    async fn others_stop(&self) {
        let mut sent = self.others_send.subscribe();
        // Whoever goes on talking without us does not keep us here.
        let _ = tokio::time::timeout(OTHERS_STOP_WITHIN, sent.wait_for(|tracks| *tracks == 0)).await;
    }

    pub(super) fn room_id(&self) -> u64 {
        self.room.id()
    }

    pub(super) fn local_id(&self) -> u64 {
        self.local.id()
    }

    pub(super) fn add_track(&self, id: TrackId, track: TrackHandle) {
        held(&self.tracks).insert(id, track);
    }

    /// Whether it was there.
    pub(super) fn remove_track(&self, id: &TrackId) -> bool {
        held(&self.tracks).remove(id).is_some()
    }

    pub(super) fn remember(&self, published: &Arc<Published>) {
        let mut all = held(&self.published);
        all.retain(|known| known.strong_count() > 0);
        all.push(Arc::downgrade(published));
    }

    /// Everything that is being sent.
    pub(super) fn published(&self) -> Vec<Arc<Published>> {
        held(&self.published).iter().filter_map(Weak::upgrade).collect()
    }

    fn ask_to_leave(&self, id: Option<u64>) -> Result<(), RtcError> {
        let request = DisconnectRequest {
            room_handle: self.room.id(),
            request_async_id: id,
            reason: Some(DisconnectReason::ClientInitiated.into()),
        };
        self.library.ask(request).map(drop)
    }
}

/// A joined room.
pub(super) struct NativeRoom {
    membership: Arc<Membership>,
    /// Ends when the room does; nothing once we wait for that.
    task: Option<JoinHandle<()>>,
}

impl NativeRoom {
    pub(super) fn new(membership: Arc<Membership>, task: JoinHandle<()>) -> Self {
        Self { membership, task: Some(task) }
    }
}

#[async_trait]
impl Room for NativeRoom {
    fn identity(&self) -> &Identity {
        &self.membership.identity
    }

    async fn publish_microphone(&self, options: MicrophoneOptions) -> Result<Box<dyn Microphone>, RtcError> {
        publishing::microphone(&self.membership, options).await
    }

    async fn publish_video(&self, options: VideoOptions) -> Result<Box<dyn VideoSender>, RtcError> {
        publishing::video(&self.membership, options).await
    }

    fn listen(&self, track: &TrackId) -> Result<AudioReceiver, RtcError> {
        let library = self.membership.library;
        let tracks = held(&self.membership.tracks);
        let answer = library.ask(NewAudioStreamRequest {
            track_handle: tracks.get(track).ok_or(RtcError::Gone)?.id(),
            r#type: AudioStreamType::AudioStreamNative.into(),
            sample_rate: Some(SAMPLE_RATE),
            num_channels: Some(1),
            queue_size_frames: Some(WAITING_BLOCKS),
            ..Default::default()
        })?;
        let stream = AudioStreamHandle::own(answer.stream.handle);
        let (feed, receiver) = audio_channel();
        library.router().open_sound(stream.id(), feed);
        Ok(receiver(Box::new(SoundStream { library, stream })))
    }

    fn watch(&self, track: &TrackId) -> Result<VideoReceiver, RtcError> {
        let library = self.membership.library;
        let tracks = held(&self.membership.tracks);
        let answer = library.ask(NewVideoStreamRequest {
            track_handle: tracks.get(track).ok_or(RtcError::Gone)?.id(),
            r#type: VideoStreamType::VideoStreamNative.into(),
            format: Some(VideoBufferType::I420.into()),
            normalize_stride: Some(true),
            queue_size_frames: Some(1),
        })?;
        let stream = VideoStreamHandle::own(answer.stream.handle);
        let (feed, receiver) = video_channel();
        library.router().open_picture(stream.id(), feed);
        Ok(receiver(Box::new(PictureStream { library, stream })))
    }

    async fn stats(&self) -> Result<SessionStats, RtcError> {
        stats::ask(&self.membership).await
    }

    async fn disturb(&self, disturbance: Disturbance) -> Result<(), RtcError> {
        let scenario = match disturbance {
            Disturbance::SignalLost => SimulateScenarioKind::SimulateSignalReconnect,
            Disturbance::FullReconnect => SimulateScenarioKind::SimulateFullReconnect,
            Disturbance::NodeLost => SimulateScenarioKind::SimulateNodeFailure,
            Disturbance::ServerLeaves => SimulateScenarioKind::SimulateServerLeave,
        };
        let library = self.membership.library;
        let answer = library.router().expect();
        library.ask(SimulateScenarioRequest {
            room_handle: self.membership.room_id(),
            scenario: scenario.into(),
            request_async_id: Some(answer.id),
        })?;
        match answer.within(PATIENCE, "a disturbance").await? {
            ffi_event::Message::SimulateScenario(outcome) => {
                outcome.error.map_or(Ok(()), |detail| Err(RtcError::Rejected { what: "a disturbance", detail }))
            }
            _ => Err(unexpected("a disturbance")),
        }
    }

    async fn leave(mut self: Box<Self>) {
        let Some(task) = self.task.take() else { return };
        self.membership.others_stop().await;
        let router = self.membership.library.router();
        let answer = router.expect();
        // A room that is closed already refuses, which is as good.
        if self.membership.ask_to_leave(Some(answer.id)).is_ok()
            && let Err(cause) = answer.within(LEAVE_WITHIN, "leaving").await
        {
            tracing::warn!(%cause, "leaving a room");
        }
        router.close_room(self.membership.room_id());
        if task.await.is_err() {
            tracing::error!("the task of a room panicked");
        }
        held(&self.membership.tracks).clear();
    }
}

impl Drop for NativeRoom {
    fn drop(&mut self) {
        if self.task.take().is_some() {
            let _ = self.membership.ask_to_leave(None);
            self.membership.library.router().close_room(self.membership.room_id());
        }
    }
}

/// Ends a stream when its receiver is dropped.
struct SoundStream {
    library: &'static Library,
    stream: AudioStreamHandle,
}

impl Drop for SoundStream {
    fn drop(&mut self) {
        self.library.router().close_sound(self.stream.id());
    }
}

/// Ends a stream when its receiver is dropped.
struct PictureStream {
    library: &'static Library,
    stream: VideoStreamHandle,
}

impl Drop for PictureStream {
    fn drop(&mut self) {
        self.library.router().close_picture(self.stream.id());
    }
}

/// Nothing that panics runs under these locks, so a poisoned one still guards a sound value.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
