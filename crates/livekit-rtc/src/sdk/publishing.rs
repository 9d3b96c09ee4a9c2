//! What we send.

use crate::event::TrackSource;
use crate::problem::RtcError;
use crate::room::{Microphone, MicrophoneOptions, TrackId, VideoOptions, VideoSender};
use crate::sdk::{failed, rejected};
use crate::sound::{BLOCK_SAMPLES, SAMPLE_RATE, check_block};
use crate::video::{Plane, Rotation, VideoFrame};
use async_trait::async_trait;
use futures_util::FutureExt;
use livekit::options::{AudioEncoding, TrackPublishOptions, VideoCodec, VideoEncoding};
use livekit::prelude as sdk;
use livekit::webrtc::audio_frame::AudioFrame;
use livekit::webrtc::audio_source::native::NativeAudioSource;
use livekit::webrtc::audio_source::{AudioSourceOptions, RtcAudioSource};
use livekit::webrtc::video_frame::{I420Buffer, VideoFrame as SdkFrame, VideoRotation};
use livekit::webrtc::video_source::native::NativeVideoSource;
use livekit::webrtc::video_source::{RtcVideoSource, VideoResolution};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A track of ours; the crate keeps it muted and published through reconnects.
struct Published {
    room: Arc<sdk::Room>,
    publication: sdk::LocalTrackPublication,
}

impl Published {
    fn id(&self) -> TrackId {
        TrackId(self.publication.sid().to_string())
    }

    fn set_muted(&self, muted: bool) {
        if muted { self.publication.mute() } else { self.publication.unmute() }
    }

    async fn unpublish(&self) -> Result<(), RtcError> {
        let sid = self.publication.sid();
        self.room.local_participant().unpublish_track(&sid).await.map(drop).map_err(failed("ending a track"))
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        let (room, sid) = (self.room.clone(), self.publication.sid());
        let is_published = room.local_participant().track_publications().contains_key(&sid);
        if let Some(runtime) = tokio::runtime::Handle::try_current().ok().filter(|_| is_published) {
            runtime.spawn(async move { drop(room.local_participant().unpublish_track(&sid).await) });
        }
    }
}

pub(super) async fn microphone(
    room: &Arc<sdk::Room>,
    options: MicrophoneOptions,
) -> Result<Box<dyn Microphone>, RtcError> {
    // No queue: blocks go to the encoder at once.
    let source = NativeAudioSource::new(AudioSourceOptions::default(), SAMPLE_RATE, 1, 0);
    let track = sdk::LocalAudioTrack::create_audio_track("microphone", RtcAudioSource::Native(source.clone()));
    if options.muted {
        track.mute();
    }
    let publishing = TrackPublishOptions {
        audio_encoding: Some(AudioEncoding { max_bitrate: options.bitrate.into() }),
        dtx: options.pause_in_silence,
        red: options.redundant,
        source: sdk::TrackSource::Microphone,
        ..Default::default()
    };
    let published = publish(room, sdk::LocalTrack::Audio(track), publishing).await?;
    Ok(Box::new(SdkMicrophone { published, source, refused: AtomicU64::new(0) }))
}

pub(super) async fn video(room: &Arc<sdk::Room>, options: VideoOptions) -> Result<Box<dyn VideoSender>, RtcError> {
    let is_screen = options.source == TrackSource::Screen;
    let resolution = VideoResolution { width: options.width, height: options.height };
    let source = NativeVideoSource::new(resolution, is_screen);
    let (name, kind) =
        if is_screen { ("screen", sdk::TrackSource::Screenshare) } else { ("camera", sdk::TrackSource::Camera) };
    let track = sdk::LocalVideoTrack::create_video_track(name, RtcVideoSource::Native(source.clone()));
    let publishing = TrackPublishOptions {
        video_encoding: Some(VideoEncoding {
            max_bitrate: options.bitrate.into(),
            max_framerate: options.frames_per_second.into(),
        }),
        video_codec: VideoCodec::VP8,
        simulcast: options.several_sizes,
        source: kind,
        ..Default::default()
    };
    let published = publish(room, sdk::LocalTrack::Video(track), publishing).await?;
    Ok(Box::new(SdkVideo { published, source }))
}

async fn publish(
    room: &Arc<sdk::Room>,
    track: sdk::LocalTrack,
    options: TrackPublishOptions,
) -> Result<Published, RtcError> {
    let us = room.local_participant();
    if us.permission().is_some_and(|permission| !permission.can_publish) {
        return Err(RtcError::NotAllowed("the token does not allow to publish".to_owned()));
    }
    let publication = us.publish_track(track, options).await.map_err(failed("publishing"))?;
    Ok(Published { room: room.clone(), publication })
}

struct SdkMicrophone {
    published: Published,
    source: NativeAudioSource,
    refused: AtomicU64,
}

#[async_trait]
impl Microphone for SdkMicrophone {
    fn track(&self) -> TrackId {
        self.published.id()
    }

    fn send(&self, block: &[i16]) -> Result<(), RtcError> {
        check_block(block)?;
        let samples_per_channel = BLOCK_SAMPLES as u32;
        let frame = AudioFrame { data: block.into(), sample_rate: SAMPLE_RATE, num_channels: 1, samples_per_channel };
        // Without a queue there is nothing to wait for.
        if !matches!(self.source.capture_frame(&frame).now_or_never(), Some(Ok(()))) {
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        self.published.set_muted(muted);
        Ok(())
    }

    fn is_muted(&self) -> bool {
        self.published.publication.is_muted()
    }

    fn refused_blocks(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    async fn unpublish(self: Box<Self>) -> Result<(), RtcError> {
        self.published.unpublish().await
    }
}

struct SdkVideo {
    published: Published,
    source: NativeVideoSource,
}

#[async_trait]
impl VideoSender for SdkVideo {
    fn track(&self) -> TrackId {
        self.published.id()
    }

    fn send(&self, frame: &VideoFrame) -> Result<(), RtcError> {
        let mut sent = SdkFrame::new(rotation_to_sdk(frame.rotation()), buffer(frame));
        sent.timestamp_us = frame.timestamp().as_micros().try_into().unwrap_or(i64::MAX);
        let taken = self.source.capture_frame(&sent);
        if taken { Ok(()) } else { Err(rejected("a frame", "the source does not take it".to_owned())) }
    }

    fn set_muted(&self, muted: bool) -> Result<(), RtcError> {
        self.published.set_muted(muted);
        Ok(())
    }

    fn is_muted(&self) -> bool {
        self.published.publication.is_muted()
    }

    async fn unpublish(self: Box<Self>) -> Result<(), RtcError> {
        self.published.unpublish().await
    }
}

fn buffer(frame: &VideoFrame) -> I420Buffer {
    let mut buffer = I420Buffer::new(frame.width(), frame.height());
    let (stride_y, stride_u, stride_v) = buffer.strides();
    let (y, u, v) = buffer.data_mut();
    let [from_y, from_u, from_v] = frame.planes();
    copy_rows(from_y, y, stride_y as usize);
    copy_rows(from_u, u, stride_u as usize);
    copy_rows(from_v, v, stride_v as usize);
    buffer
}

fn copy_rows(from: &Plane, to: &mut [u8], stride: usize) {
    for (source, target) in from.bytes.chunks(from.stride).zip(to.chunks_mut(stride)) {
        let columns = source.len().min(target.len());
        target[..columns].copy_from_slice(&source[..columns]);
    }
}

fn rotation_to_sdk(rotation: Rotation) -> VideoRotation {
    match rotation {
        Rotation::Upright => VideoRotation::VideoRotation0,
        Rotation::Quarter => VideoRotation::VideoRotation90,
        Rotation::Half => VideoRotation::VideoRotation180,
        Rotation::ThreeQuarters => VideoRotation::VideoRotation270,
    }
}

pub(super) fn rotation(rotation: VideoRotation) -> Rotation {
    match rotation {
        VideoRotation::VideoRotation0 => Rotation::Upright,
        VideoRotation::VideoRotation90 => Rotation::Quarter,
        VideoRotation::VideoRotation180 => Rotation::Half,
        VideoRotation::VideoRotation270 => Rotation::ThreeQuarters,
    }
}
