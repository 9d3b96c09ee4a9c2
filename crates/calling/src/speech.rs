//! What we say on its way into the room: cleaned of echo, noise and loudness, silent while muted, with keypad tones.
//!
//! A muted microphone stays open, and the system shows that it does: what it hears ends here, as zeros, before anything
//! measures, keeps or sends it. Closing it would cost the first words after it, because a source of PulseAudio that
//! nobody listens to takes 1.1 to 1.7 s from opening to its first sample (measured on a null sink's monitor; a headset
//! on Bluetooth changes its profile besides), and push-to-talk opens it with every sentence. Nothing here tells a person
//! that they speak while muted, for that would have to listen.

use crate::ear::Listener;
use crate::keypad::KeyTones;
use crate::level::Level;
use crate::mixer::Source;
use leadline_livekit_rtc::{AudioProcessing, BLOCK_SAMPLES, Microphone, RtcError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Sends what the microphone hears.
pub(crate) struct Speech {
    pub processing: Arc<dyn AudioProcessing>,
    pub microphone: Arc<dyn Microphone>,
    pub silent: Arc<AtomicBool>,
    pub tones: KeyTones,
    pub level: Arc<Level>,
    pub complained: bool,
}

impl Listener for Speech {
    fn hear(&mut self, mut block: [i16; BLOCK_SAMPLES]) {
        // Muted too, so that it knows the room's echo and noise at the first word after it.
        let processed = self.processing.process(&mut block);
        self.complain(processed);
        if self.silent.load(Ordering::Relaxed) {
            block.fill(0);
        }
        self.level.note(&block);
        self.tones.add_to(&mut block);
        let sent = self.microphone.send(&block);
        self.complain(sent);
    }
}

impl Speech {
    /// Once a call: it comes with every block.
    fn complain(&mut self, done: Result<(), RtcError>) {
        if let Err(cause) = done
            && !std::mem::replace(&mut self.complained, true)
        {
            tracing::warn!(%cause, "a block of speech is not sent");
        }
    }
}

/// Shows the echo canceller what the loudspeaker plays.
pub(crate) struct EchoReference(pub Arc<dyn AudioProcessing>);

impl Source for EchoReference {
    fn add_to(&mut self, _mix: &mut [f32; BLOCK_SAMPLES]) {}

    fn heard(&mut self, mixed: &[i16; BLOCK_SAMPLES]) {
        // A block it does not take costs a little echo; the next one makes up for it.
        let _ = self.0.process_reverse(&mut mixed.clone());
    }
}
