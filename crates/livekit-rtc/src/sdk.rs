//! The same seam on the `livekit` crate, linked at build time, for those whose machine can fetch its libwebrtc.

mod publishing;
mod room;
mod stats;

use crate::problem::RtcError;
use crate::room::{AudioProcessing, JoinSpec, Joined, ProcessingOptions, Relay, Rtc};
use crate::sound::{SAMPLE_RATE, check_block};
use async_trait::async_trait;
use livekit::prelude::{Room, RoomError, RoomOptions};
use livekit::webrtc::native::apm::AudioProcessingModule;
use livekit::webrtc::peer_connection_factory::IceTransportsType;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Joins rooms with the `livekit` crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct SdkRtc;

#[async_trait]
impl Rtc for SdkRtc {
    async fn join(&self, spec: JoinSpec) -> Result<Joined, RtcError> {
        // On a task of its own, so that it is finished and undone properly if nobody waits any more.
        let joining = tokio::spawn(async move {
            let mut options = RoomOptions::default();
            options.dynacast = true;
            options.join_retries = 1;
            options.connect_timeout = spec.patience;
            options.rtc_config.ice_transport_type = match spec.relay {
                Relay::WhenNeeded => IceTransportsType::All,
                Relay::Always => IceTransportsType::Relay,
            };
            let joined = Room::connect(&spec.url, &spec.token.0, options).await;
            // The server repeats a token it refuses, and errors end up in logs.
            let (room, events) =
                joined.map_err(|cause| joining_refused(cause.to_string().replace(&spec.token.0, "(token)")))?;
            Ok(room::enter(room, events))
        });
        joining.await.unwrap_or(Err(RtcError::Gone))
    }

    fn audio_processing(&self, options: ProcessingOptions) -> Result<Box<dyn AudioProcessing>, RtcError> {
        let ProcessingOptions { echo_cancellation, noise_suppression, gain_control, high_pass } = options;
        let module = AudioProcessingModule::new(echo_cancellation, gain_control, high_pass, noise_suppression);
        Ok(Box::new(SdkProcessing(Mutex::new(module))))
    }
}

struct SdkProcessing(Mutex<AudioProcessingModule>);

impl AudioProcessing for SdkProcessing {
    fn process(&self, block: &mut [i16]) -> Result<(), RtcError> {
        check_block(block)?;
        held(&self.0)
            .process_stream(block, SAMPLE_RATE as i32, 1)
            .map_err(|cause| rejected("audio processing", cause.message))
    }

    fn process_reverse(&self, block: &mut [i16]) -> Result<(), RtcError> {
        check_block(block)?;
        let done = held(&self.0).process_reverse_stream(block, SAMPLE_RATE as i32, 1);
        done.map_err(|cause| rejected("audio processing", cause.message))
    }

    fn set_delay(&self, delay: Duration) -> Result<(), RtcError> {
        let milliseconds = delay.as_millis().try_into().unwrap_or(i32::MAX);
        held(&self.0).set_stream_delay_ms(milliseconds).map_err(|cause| rejected("a delay", cause.message))
    }
}

fn joining_refused(words: String) -> RtcError {
    if words.contains("401") || words.contains("403") {
        RtcError::TokenRefused(words)
    } else {
        RtcError::Unreachable(words)
    }
}

fn failed(what: &'static str) -> impl Fn(RoomError) -> RtcError {
    move |cause| match cause {
        RoomError::AlreadyClosed => RtcError::Gone,
        other => rejected(what, other.to_string()),
    }
}

fn rejected(what: &'static str, detail: String) -> RtcError {
    RtcError::Rejected { what, detail }
}

/// Nothing that panics runs under these locks, so a poisoned one still guards a sound value.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
