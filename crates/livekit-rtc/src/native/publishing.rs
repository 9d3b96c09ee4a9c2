//! What we send.

use crate::event::TrackSource;
use crate::ffi::handle::{AudioSourceHandle, PublicationHandle, TrackHandle, VideoSourceHandle};
use crate::ffi::loader::Library;
use crate::ffi::proto;
use crate::ffi::proto::{
    AudioEncoding, AudioSourceType, CreateAudioTrackRequest, CreateVideoTrackRequest, LocalTrackMuteRequest,
    NewAudioSourceRequest, NewVideoSourceRequest, PublishTrackRequest, TrackPublishOptions, UnpublishTrackRequest,
    VideoCodec, VideoEncoding, VideoSourceResolution, VideoSourceType, ffi_event, publish_track_callback,
};
use crate::native::membership::{Membership, PATIENCE, held};
use crate::native::{present, unexpected};
use crate::problem::RtcError;
use crate::room::{Microphone, MicrophoneOptions, TrackId, VideoOptions, VideoSender};
use crate::sound::{SAMPLE_RATE, check_block};
use crate::video::VideoFrame;
use async_trait::async_trait;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};

/// A track of ours. Dropping it ends it for the others.
pub(super) struct Published {
    library: &'static Library,
    membership: Weak<Membership>,
    track: TrackHandle,
    /// Its announcement and the id it goes by; both change when the connection is built anew.
    announced: Mutex<(PublicationHandle, TrackId)>,
    muted: AtomicBool,
    ended: AtomicBool,
}

impl Published {
    pub(super) fn republished(&self, publication: PublicationHandle, id: TrackId) {
        let former = std::mem::replace(&mut *held(&self.announced), (publication, id));
        drop(former);
    }

    /// Says again whether it is muted.
    pub(super) fn renew_mute(&self) -> Result<(), RtcError> {
        mute(self.library, &self.track, self.muted.load(Ordering::SeqCst))
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        mute(self.library, &self.track, muted)?;
        self.muted.store(muted, Ordering::SeqCst);
        Ok(())
    }

    fn is_muted(&self) -> bool {
        self.muted.load(Ordering::SeqCst)
    }

    pub(super) fn id(&self) -> TrackId {
        held(&self.announced).1.clone()
    }

    async fn unpublish(&self) -> Result<(), RtcError> {
        self.ended.store(true, Ordering::SeqCst);
        let membership = self.membership.upgrade().ok_or(RtcError::Gone)?;
        let answer = self.library.router().expect();
        self.library.ask(self.ending(&membership, Some(answer.id)))?;
        match answer.within(PATIENCE, "ending a track").await? {
            ffi_event::Message::UnpublishTrack(outcome) => {
                outcome.error.map_or(Ok(()), |detail| Err(RtcError::Rejected { what: "ending a track", detail }))
            }
            _ => Err(unexpected("ending a track")),
        }
    }

    fn ending(&self, membership: &Membership, id: Option<u64>) -> UnpublishTrackRequest {
        UnpublishTrackRequest {
            local_participant_handle: membership.local_id(),
            track_sid: self.id().0,
            stop_on_unpublish: true,
            request_async_id: id,
        }
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        // In a room that has been left, everything has ended already.
        if !self.ended.load(Ordering::SeqCst)
            && let Some(membership) = self.membership.upgrade()
        {
            let _ = self.library.ask(self.ending(&membership, None));
        }
    }
}

fn mute(library: &Library, track: &TrackHandle, mute: bool) -> Result<(), RtcError> {
    library.ask(LocalTrackMuteRequest { track_handle: track.id(), mute }).map(drop)
}

pub(super) async fn microphone(
    membership: &Arc<Membership>,
    options: MicrophoneOptions,
) -> Result<Box<dyn Microphone>, RtcError> {
    let library = membership.library;
    let answer = library.ask(NewAudioSourceRequest {
        r#type: AudioSourceType::AudioSourceNative.into(),
        sample_rate: Some(SAMPLE_RATE),
        num_channels: Some(1),
        // No queue: blocks go to the encoder at once.
        queue_size_ms: Some(0),
        ..Default::default()
    })?;
    let source = AudioSourceHandle::own(answer.source.handle);
    let request = CreateAudioTrackRequest { name: "microphone".to_owned(), source_handle: source.id() };
    let track = TrackHandle::own(library.ask(request)?.track.handle);
    let publishing = TrackPublishOptions {
        audio_encoding: Some(AudioEncoding { max_bitrate: options.bitrate.into() }),
        dtx: Some(options.pause_in_silence),
        red: Some(options.redundant),
        source: Some(proto::TrackSource::SourceMicrophone.into()),
        ..Default::default()
    };
    let published = publish(membership, track, publishing, options.muted).await?;
    let (number, refused) = library.router().count_refused();
    Ok(Box::new(NativeMicrophone { published, source, number, refused }))
}

pub(super) async fn video(
    membership: &Arc<Membership>,
    options: VideoOptions,
) -> Result<Box<dyn VideoSender>, RtcError> {
    let library = membership.library;
    let is_screen = options.source == TrackSource::Screen;
    let answer = library.ask(NewVideoSourceRequest {
        r#type: VideoSourceType::VideoSourceNative.into(),
        resolution: VideoSourceResolution { width: options.width, height: options.height },
        is_screencast: Some(is_screen),
    })?;
    let source = VideoSourceHandle::own(answer.source.handle);
    let (name, kind) = if is_screen {
        ("screen", proto::TrackSource::SourceScreenshare)
    } else {
        ("camera", proto::TrackSource::SourceCamera)
    };
    let request = CreateVideoTrackRequest { name: name.to_owned(), source_handle: source.id() };
    let track = TrackHandle::own(library.ask(request)?.track.handle);
    let publishing = TrackPublishOptions {
        video_encoding: Some(VideoEncoding {
            max_bitrate: options.bitrate.into(),
            max_framerate: options.frames_per_second.into(),
        }),
        video_codec: Some(VideoCodec::Vp8.into()),
        simulcast: Some(options.several_sizes),
        source: Some(kind.into()),
        ..Default::default()
    };
    let published = publish(membership, track, publishing, false).await?;
    Ok(Box::new(NativeVideo { published, source }))
}

async fn publish(
    membership: &Arc<Membership>,
    track: TrackHandle,
    options: TrackPublishOptions,
    muted: bool,
) -> Result<Arc<Published>, RtcError> {
    let library = membership.library;
    membership.check_permitted(options.source())?;
    if muted {
        // Before anybody can hear it.
        mute(library, &track, true)?;
    }
    let answer = library.router().expect();
    library.ask(PublishTrackRequest {
        local_participant_handle: membership.local_id(),
        track_handle: track.id(),
        options,
        request_async_id: Some(answer.id),
    })?;
    let ffi_event::Message::PublishTrack(outcome) = answer.within(PATIENCE, "publishing").await? else {
        return Err(unexpected("publishing"));
    };
    let publication = match present(outcome.message, "publishing")? {
        publish_track_callback::Message::Publication(publication) => publication,
        publish_track_callback::Message::Error(cause) => return Err(refusal(cause)),
    };
    let published = Arc::new(Published {
        library,
        membership: Arc::downgrade(membership),
        track,
        announced: Mutex::new((PublicationHandle::own(publication.handle), TrackId(publication.info.sid))),
        muted: AtomicBool::new(muted),
        ended: AtomicBool::new(false),
    });
    membership.remember(&published);
    Ok(published)
}

/// The library only has words for why publishing failed.
fn refusal(words: String) -> RtcError {
    if words.to_lowercase().contains("permission") {
        RtcError::NotAllowed(words)
    } else {
        RtcError::Rejected { what: "publishing", detail: words }
    }
}

struct NativeMicrophone {
    published: Arc<Published>,
    source: AudioSourceHandle,
    number: u64,
    refused: Arc<AtomicU64>,
}

#[async_trait]
impl Microphone for NativeMicrophone {
    fn track(&self) -> TrackId {
        self.published.id()
    }

    fn send(&self, block: &[i16]) -> Result<(), RtcError> {
        check_block(block)?;
        self.published.library.send_sound(&self.source, block, self.number)
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        self.published.set_muted(muted)
    }

    fn is_muted(&self) -> bool {
        self.published.is_muted()
    }

    fn refused_blocks(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    async fn unpublish(self: Box<Self>) -> Result<(), RtcError> {
        self.published.unpublish().await
    }
}

impl Drop for NativeMicrophone {
    fn drop(&mut self) {
        self.published.library.router().stop_counting(self.number);
    }
}

struct NativeVideo {
    published: Arc<Published>,
    source: VideoSourceHandle,
}

#[async_trait]
impl VideoSender for NativeVideo {
    fn track(&self) -> TrackId {
        self.published.id()
    }

    fn send(&self, frame: &VideoFrame) -> Result<(), RtcError> {
        self.published.library.send_picture(&self.source, frame)
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        self.published.set_muted(muted)
    }

    fn is_muted(&self) -> bool {
        self.published.is_muted()
    }

    async fn unpublish(self: Box<Self>) -> Result<(), RtcError> {
        self.published.unpublish().await
    }
}
