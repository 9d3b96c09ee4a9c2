//! WebRTC's audio processing, as the library has it.

use crate::ffi::handle::ProcessingHandle;
use crate::ffi::loader::Library;
use crate::ffi::proto::{ApmSetStreamDelayRequest, NewApmRequest};
use crate::problem::RtcError;
use crate::room::{AudioProcessing, ProcessingOptions};
use crate::sound::check_block;
use std::time::Duration;

pub(super) struct NativeProcessing {
    library: &'static Library,
    processing: ProcessingHandle,
}

impl NativeProcessing {
    pub(super) fn new(library: &'static Library, options: ProcessingOptions) -> Result<Self, RtcError> {
        let answer = library.ask(NewApmRequest {
            echo_canceller_enabled: options.echo_cancellation,
            gain_controller_enabled: options.gain_control,
            high_pass_filter_enabled: options.high_pass,
            noise_suppression_enabled: options.noise_suppression,
        })?;
        Ok(Self { library, processing: ProcessingHandle::own(answer.apm.handle) })
    }
}

impl AudioProcessing for NativeProcessing {
    fn process(&self, block: &mut [i16]) -> Result<(), RtcError> {
        check_block(block)?;
        self.library.process(&self.processing, block)
    }

    fn process_reverse(&self, block: &mut [i16]) -> Result<(), RtcError> {
        check_block(block)?;
        self.library.process_reverse(&self.processing, block)
    }

    fn set_delay(&self, delay: Duration) -> Result<(), RtcError> {
        let delay_ms = delay.as_millis().try_into().unwrap_or(i32::MAX);
        let answer = self.library.ask(ApmSetStreamDelayRequest { apm_handle: self.processing.id(), delay_ms })?;
        answer.error.map_or(Ok(()), |detail| Err(RtcError::Rejected { what: "a delay", detail }))
    }
}
