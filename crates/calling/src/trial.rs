//! Opens a device for a moment, to know before a call whether it works.

use crate::ear::Listener;
use crate::fault::CallingFault;
use crate::mixer::Source;
use crate::sound::{Sound, SoundFaults};
use leadline_livekit_rtc::BLOCK_SAMPLES;
use tokio::sync::watch;

/// Waits until the microphone gives sound, or for what keeps it from that.
pub(crate) async fn microphone(sound: &Sound) -> Result<(), CallingFault> {
    let (tell, moves) = watch::channel(false);
    let _using = sound.listen(Box::new(FirstBlock(tell)));
    until(sound, moves, |faults| faults.microphone.clone()).await
}

/// Waits until the loudspeaker takes sound, of which nothing is heard, or for what keeps it from that.
pub(crate) async fn loudspeaker(sound: &Sound) -> Result<(), CallingFault> {
    let (tell, moves) = watch::channel(false);
    let _using = sound.play(Box::new(FirstBlock(tell)));
    until(sound, moves, |faults| faults.loudspeaker.clone()).await
}

async fn until(
    sound: &Sound,
    mut moves: watch::Receiver<bool>,
    fault: impl Fn(&SoundFaults) -> Option<CallingFault>,
) -> Result<(), CallingFault> {
    let mut faults = sound.faults();
    let ended = || CallingFault::DeviceFailed("the sound ended".to_owned());
    // What is told of from here on is told of this use.
    sound.settle().await;
    tokio::select! {
        biased;
        moved = moves.wait_for(|moved| *moved) => {
            moved.map(drop).map_err(|_| ended())
        }
        faults = faults.wait_for(|faults| fault(faults).is_some()) => {
            Err(faults.ok().and_then(|faults| fault(&faults)).unwrap_or_else(ended))
        }
    }
}

/// Tells of the first block that passes.
struct FirstBlock(watch::Sender<bool>);

impl FirstBlock {
    fn passes(&self) {
        self.0.send_if_modified(|passed| !std::mem::replace(passed, true));
    }
}

impl Listener for FirstBlock {
    fn hear(&mut self, _: [i16; BLOCK_SAMPLES]) {
        self.passes();
    }
}

impl Source for FirstBlock {
    fn add_to(&mut self, _: &mut [f32; BLOCK_SAMPLES]) {
        self.passes();
    }
}
