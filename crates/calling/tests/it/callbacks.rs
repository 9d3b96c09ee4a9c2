//! What runs in a sound card's callback may not allocate: the system's allocator may make it wait.

use crate::office::{Office, eventually};
use assert_no_alloc::{AllocDisabler, assert_no_alloc};
use leadline_calling::SimulatedSound;
use leadline_calling::{Calling, RingSound};
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

#[tokio::test]
async fn callbacks_never_allocate() {
    let office = Office::new();
    let sound = SimulatedSound::new();
    sound.plug_microphone("microphone", 48_000);
    sound.plug_loudspeaker("loudspeaker", 48_000);
    let calling = Calling::new(Arc::new(office.server.rtc()), Arc::new(sound.clone()));
    let call = calling.join(office.ticket("agent"), Default::default()).await.expect("joining works");
    let _ringing = calling.ring(RingSound::Dialling);
    eventually(|| sound.is_open("microphone") && sound.is_open("loudspeaker")).await;
    let (spoken, mut heard) = ([0.5; 240], [0.0; 240]);
    let mut played = false;
    // Long enough for the rings to run full and empty, which is when something could go another way.
    for _ in 0..2_000 {
        assert_no_alloc(|| {
            sound.speak("microphone", &spoken);
            sound.hear("loudspeaker", &mut heard);
        });
        played |= heard.iter().any(|sample| *sample != 0.0);
    }
    eventually(|| {
        assert_no_alloc(|| sound.hear("loudspeaker", &mut heard));
        played |= heard.iter().any(|sample| *sample != 0.0);
        played
    })
    .await;
    call.leave().await;
}
