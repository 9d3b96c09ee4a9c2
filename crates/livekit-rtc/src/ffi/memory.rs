//! Sound and pictures as addresses: lending ours to the library for the length of a call, and taking its own.

#![allow(unsafe_code, reason = "media cross the border as addresses and lengths")]

use crate::ffi::handle::{AudioFrameHandle, AudioSourceHandle, ProcessingHandle, VideoFrameHandle, VideoSourceHandle};
use crate::ffi::loader::Library;
use crate::ffi::proto::video_buffer_info::ComponentInfo;
use crate::ffi::proto::{
    ApmProcessReverseStreamRequest, ApmProcessStreamRequest, AudioFrameBufferInfo, CaptureAudioFrameRequest,
    CaptureVideoFrameRequest, OwnedAudioFrameBuffer, VideoBufferInfo, VideoBufferType, VideoFrameReceived,
    VideoRotation, ffi_request, ffi_response,
};
use crate::problem::RtcError;
use crate::sound::SAMPLE_RATE;
use crate::video::{Plane, Rotation, VideoFrame};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;

impl Library {
    /// Gives mono samples to a source; `number` comes back with the library's verdict on them.
    pub(crate) fn send_sound(&self, source: &AudioSourceHandle, samples: &[i16], number: u64) -> Result<(), RtcError> {
        let request = CaptureAudioFrameRequest {
            source_handle: source.id(),
            buffer: AudioFrameBufferInfo {
                data_ptr: samples.as_ptr().expose_provenance() as u64,
                num_channels: 1,
                sample_rate: SAMPLE_RATE,
                samples_per_channel: length(samples.len())?,
            },
            request_async_id: Some(number),
        };
        // SAFETY: the samples are borrowed for the call, and the library copies them before it returns.
        unsafe { self.call(ffi_request::Message::CaptureAudioFrame(request)) }.map(drop)
    }

    /// Gives a picture to a source.
    pub(crate) fn send_picture(&self, source: &VideoSourceHandle, frame: &VideoFrame) -> Result<(), RtcError> {
        let components = frame.planes().iter().map(component).collect::<Result<Vec<_>, _>>()?;
        let request = CaptureVideoFrameRequest {
            source_handle: source.id(),
            buffer: VideoBufferInfo {
                r#type: VideoBufferType::I420.into(),
                width: frame.width(),
                height: frame.height(),
                data_ptr: components.first().map_or(0, |plane| plane.data_ptr),
                stride: None,
                components,
            },
            timestamp_us: frame.timestamp().as_micros().try_into().unwrap_or(i64::MAX),
            rotation: rotation_to_library(frame.rotation()).into(),
            metadata: None,
        };
        // SAFETY: a `VideoFrame` holds all the bytes its size and strides say, it is borrowed for the call, and the
        // library copies them before it returns.
        unsafe { self.call(ffi_request::Message::CaptureVideoFrame(request)) }.map(drop)
    }

    /// Cleans a microphone's block in place.
    pub(crate) fn process(&self, processing: &ProcessingHandle, block: &mut [i16]) -> Result<(), RtcError> {
        let request = ApmProcessStreamRequest {
            apm_handle: processing.id(),
            data_ptr: block.as_mut_ptr().expose_provenance() as u64,
            size: length(size_of_val(block))?,
            sample_rate: SAMPLE_RATE,
            num_channels: 1,
        };
        // SAFETY: the block is borrowed mutably for the call, and `size` is its length in bytes.
        match unsafe { self.call(ffi_request::Message::ApmProcessStream(request)) }? {
            Some(ffi_response::Message::ApmProcessStream(answer)) => processed(answer.error),
            _ => processed(Some("no answer".to_owned())),
        }
    }

    /// Shows the processing what the loudspeaker plays next.
    pub(crate) fn process_reverse(&self, processing: &ProcessingHandle, block: &mut [i16]) -> Result<(), RtcError> {
        let request = ApmProcessReverseStreamRequest {
            apm_handle: processing.id(),
            data_ptr: block.as_mut_ptr().expose_provenance() as u64,
            size: length(size_of_val(block))?,
            sample_rate: SAMPLE_RATE,
            num_channels: 1,
        };
        // SAFETY: the block is borrowed mutably for the call, and `size` is its length in bytes.
        match unsafe { self.call(ffi_request::Message::ApmProcessReverseStream(request)) }? {
            Some(ffi_response::Message::ApmProcessReverseStream(answer)) => processed(answer.error),
            _ => processed(Some("no answer".to_owned())),
        }
    }
}

/// Shows the samples of a received block to `taker`, then gives the block back.
pub(super) fn copy_sound(frame: OwnedAudioFrameBuffer, taker: impl FnOnce(&[i16])) {
    let handle = AudioFrameHandle::own(frame.handle);
    let samples = frame.info.samples_per_channel as usize * frame.info.num_channels as usize;
    let address = std::ptr::with_exposed_provenance::<i16>(frame.info.data_ptr as usize);
    if samples > 0 && !address.is_null() {
        // SAFETY: the library keeps so many samples there until the handle is dropped, after the taker returned.
        taker(unsafe { std::slice::from_raw_parts(address, samples) });
    }
    drop(handle);
}

/// A received picture, still in the library's memory.
pub(super) fn picture(received: VideoFrameReceived) -> Result<VideoFrame, RtcError> {
    let handle = Arc::new(VideoFrameHandle::own(received.buffer.handle));
    let VideoBufferInfo { width, height, components, .. } = received.buffer.info;
    let unfit = || RtcError::FrameShape { width, height };
    let planes: Vec<Plane> = components.iter().map(|component| plane(component, &handle)).collect();
    let planes: [Plane; 3] = planes.try_into().map_err(|_| unfit())?;
    let timestamp = Duration::from_micros(received.timestamp_us.try_into().unwrap_or(0));
    let frame = VideoFrame::new(width, height, planes, timestamp)?;
    Ok(frame.turned(rotation_from_library(received.rotation)))
}

/// Bytes the library keeps as long as the handle lives.
struct LibraryBytes {
    address: *const u8,
    length: usize,
    _handle: Arc<VideoFrameHandle>,
}

// SAFETY: nobody writes to a frame that has been handed over, and its memory belongs to no thread.
unsafe impl Send for LibraryBytes {}

impl AsRef<[u8]> for LibraryBytes {
    fn as_ref(&self) -> &[u8] {
        if self.address.is_null() {
            return &[];
        }
        // SAFETY: the library keeps these bytes until the handle, which lives in `self`, is dropped.
        unsafe { std::slice::from_raw_parts(self.address, self.length) }
    }
}

fn plane(component: &ComponentInfo, handle: &Arc<VideoFrameHandle>) -> Plane {
    let owner = LibraryBytes {
        address: std::ptr::with_exposed_provenance(component.data_ptr as usize),
        length: component.size as usize,
        _handle: handle.clone(),
    };
    Plane { bytes: Bytes::from_owner(owner), stride: component.stride as usize }
}

fn component(plane: &Plane) -> Result<ComponentInfo, RtcError> {
    Ok(ComponentInfo {
        data_ptr: plane.bytes.as_ptr().expose_provenance() as u64,
        stride: length(plane.stride)?,
        size: length(plane.bytes.len())?,
    })
}

fn length(length: usize) -> Result<u32, RtcError> {
    length.try_into().map_err(|_| RtcError::Rejected { what: "media", detail: format!("{length} is too long") })
}

fn processed(error: Option<String>) -> Result<(), RtcError> {
    error.map_or(Ok(()), |detail| Err(RtcError::Rejected { what: "audio processing", detail }))
}

fn rotation_to_library(rotation: Rotation) -> VideoRotation {
    match rotation {
        Rotation::Upright => VideoRotation::VideoRotation0,
        Rotation::Quarter => VideoRotation::VideoRotation90,
        Rotation::Half => VideoRotation::VideoRotation180,
        Rotation::ThreeQuarters => VideoRotation::VideoRotation270,
    }
}

fn rotation_from_library(rotation: i32) -> Rotation {
    match VideoRotation::try_from(rotation) {
        Ok(VideoRotation::VideoRotation90) => Rotation::Quarter,
        Ok(VideoRotation::VideoRotation180) => Rotation::Half,
        Ok(VideoRotation::VideoRotation270) => Rotation::ThreeQuarters,
        Ok(VideoRotation::VideoRotation0) | Err(_) => Rotation::Upright,
    }
}
