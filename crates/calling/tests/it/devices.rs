//! Devices that come, go, refuse and are tried before a call.

use crate::office::{Office, ROOM, eventually, hears_tone, until};
use crate::tone::Heard;
use leadline_calling::{CallingFault, Ring, RingSound, RingTone, SoundChoice};

fn chosen(input: &str) -> SoundChoice {
    SoundChoice { input: Some(input.to_owned()), ..SoundChoice::default() }
}

#[tokio::test]
async fn a_call_without_a_microphone_goes_on_and_says_so_until_there_is_one() {
    let office = Office::new();
    office.plug_loudspeaker("loudspeaker", 48_000);
    let mut customer = office.customer().await;
    let _humming = customer.hums(660.0).await;
    let call = office.call().await;
    let mut state = call.state();
    until(&mut state, |state| state.sound_fault == Some(CallingFault::NoMicrophone)).await;
    office.loudspeaker_plays("loudspeaker", |heard| heard.is_tone(660.0)).await;

    office.plug_microphone("microphone", 48_000, 440.0);
    until(&mut state, |state| state.sound_fault.is_none()).await;
    hears_tone(&mut customer.hears().await, 440.0).await;
    call.leave().await;
}

#[tokio::test]
async fn a_headset_taken_out_in_a_call_is_replaced_and_used_again_when_it_is_back() {
    let office = Office::usual();
    office.plug_microphone("headset", 48_000, 880.0);
    office.calling.choose(chosen("headset"));
    let mut customer = office.customer().await;
    let call = office.call().await;
    let mut ears = customer.hears().await;
    hears_tone(&mut ears, 880.0).await;

    office.sound.unplug("headset");
    hears_tone(&mut ears, 440.0).await;
    office.sound.plug_microphone("headset", 48_000);
    hears_tone(&mut ears, 880.0).await;
    assert_eq!(call.state().borrow().sound_fault, None);
    call.leave().await;
}

#[tokio::test]
async fn without_a_choice_the_system_is_followed_and_a_choice_counts_at_once() {
    let office = Office::usual();
    office.plug_microphone("headset", 48_000, 880.0);
    let mut customer = office.customer().await;
    let call = office.call().await;
    let mut ears = customer.hears().await;
    hears_tone(&mut ears, 440.0).await;
    office.sound.prefer("headset");
    hears_tone(&mut ears, 880.0).await;
    office.calling.choose(chosen("microphone"));
    hears_tone(&mut ears, 440.0).await;

    let devices = office.calling.devices().await.expect("devices are listed");
    assert_eq!(devices.chosen, chosen("microphone"));
    let defaults: Vec<_> = devices.inputs.iter().filter(|device| device.is_default).map(|device| &device.id).collect();
    assert_eq!(defaults, ["headset"]);
    call.leave().await;
}

#[tokio::test]
async fn a_microphone_that_the_system_refuses_is_named_and_works_once_it_is_allowed() {
    let office = Office::usual();
    let refused = CallingFault::MicrophoneRefused("not allowed".to_owned());
    office.sound.refuse("microphone", Some(refused.clone()));
    let mut customer = office.customer().await;
    let call = office.call().await;
    let mut state = call.state();
    until(&mut state, |state| state.sound_fault == Some(refused.clone())).await;
    office.sound.refuse("microphone", None);
    until(&mut state, |state| state.sound_fault.is_none()).await;
    hears_tone(&mut customer.hears().await, 440.0).await;
    call.leave().await;
}

#[tokio::test]
async fn a_device_is_tried_before_a_call_and_closed_again() {
    let office = Office::new();
    assert_eq!(office.calling.try_microphone().await, Err(CallingFault::NoMicrophone));
    assert_eq!(office.calling.try_loudspeaker().await, Err(CallingFault::NoLoudspeaker));
    office.plug_microphone("microphone", 48_000, 440.0);
    office.plug_loudspeaker("loudspeaker", 48_000);
    let held = CallingFault::DeviceInUse("another program".to_owned());
    for device in ["microphone", "loudspeaker"] {
        office.sound.refuse(device, Some(held.clone()));
    }
    assert_eq!(office.calling.try_microphone().await, Err(held.clone()));
    assert_eq!(office.calling.try_loudspeaker().await, Err(held));
    for device in ["microphone", "loudspeaker"] {
        office.sound.refuse(device, None);
    }
    assert_eq!(office.calling.try_microphone().await, Ok(()));
    assert_eq!(office.calling.try_loudspeaker().await, Ok(()));
    eventually(|| !office.sound.is_open("microphone") && !office.sound.is_open("loudspeaker")).await;
    office.loudspeaker_plays("loudspeaker", Heard::is_silence).await;
}

#[tokio::test]
async fn devices_of_any_rate_keep_the_pitch() {
    let office = Office::new();
    office.plug_microphone("telephone", 16_000, 440.0);
    office.plug_loudspeaker("disc", 44_100);
    let mut customer = office.customer().await;
    let _humming = customer.hums(660.0).await;
    let call = office.call().await;
    hears_tone(&mut customer.hears().await, 440.0).await;
    // Measured as if it were of 48,000 samples a second.
    office.loudspeaker_plays("disc", |heard| heard.is_tone(660.0 * 48_000.0 / 44_100.0)).await;
    call.leave().await;
}

#[tokio::test]
async fn devices_are_open_while_they_are_used_and_no_longer() {
    let office = Office::usual();
    assert!(!office.sound.is_open("microphone") && !office.sound.is_open("loudspeaker"));
    let ringing = office.calling.ring(RingSound::Incoming(Ring::default()));
    eventually(|| office.sound.is_open("loudspeaker")).await;
    assert!(!office.sound.is_open("microphone"), "nobody is listened to while it rings");
    drop(ringing);
    eventually(|| !office.sound.is_open("loudspeaker")).await;

    let call = office.call().await;
    eventually(|| office.sound.is_open("microphone") && office.sound.is_open("loudspeaker")).await;
    call.leave().await;
    assert!(!office.sound.is_open("microphone") && !office.sound.is_open("loudspeaker"));
    let dropped = office.call().await;
    eventually(|| office.sound.is_open("microphone")).await;
    drop(dropped);
    eventually(|| !office.sound.is_open("microphone") && !office.sound.is_open("loudspeaker")).await;
    eventually(|| office.server.people(ROOM).is_empty()).await;
}

#[tokio::test]
async fn ring_sounds_are_heard_until_they_are_dropped() {
    let office = Office::usual();
    for sound in [RingSound::Incoming(Ring::default()), RingSound::Dialling, RingSound::Busy, RingSound::HungUp] {
        let ringing = office.calling.ring(sound);
        office.loudspeaker_plays("loudspeaker", |heard| heard.level > 300.0).await;
        drop(ringing);
        eventually(|| !office.sound.is_open("loudspeaker")).await;
        office.loudspeaker_plays("loudspeaker", Heard::is_silence).await;
    }
}

#[tokio::test]
async fn a_ring_is_heard_on_its_own_device_and_the_other_end_on_the_loudspeaker() {
    let office = Office::usual();
    office.plug_loudspeaker("desk", 48_000);
    let ringer = Some("desk".to_owned());
    office.calling.choose(SoundChoice { ringer, ..SoundChoice::default() });
    let ringing = office.calling.ring(RingSound::Incoming(Ring::default()));
    eventually(|| office.sound.is_open("desk")).await;
    assert!(!office.sound.is_open("loudspeaker"));
    office.loudspeaker_plays("desk", |heard| heard.level > 300.0).await;
    // It moves while it rings, and back to the loudspeaker if it is taken out.
    office.calling.choose(SoundChoice::default());
    eventually(|| office.sound.is_open("loudspeaker") && !office.sound.is_open("desk")).await;
    drop(ringing);
    let ringing = office.calling.ring(RingSound::Dialling);
    eventually(|| office.sound.is_open("loudspeaker")).await;
    assert!(!office.sound.is_open("desk"));
    drop(ringing);
}

#[tokio::test]
async fn every_ring_tone_is_heard_and_the_volume_counts_down_to_silence() {
    let office = Office::usual();
    for tone in [RingTone::Chimes, RingTone::Bell, RingTone::Marimba, RingTone::Signal] {
        let loud = office.calling.ring(RingSound::Incoming(Ring { tone, volume: 100 }));
        office.loudspeaker_plays("loudspeaker", |heard| heard.level > 300.0).await;
        drop(loud);
        eventually(|| !office.sound.is_open("loudspeaker")).await;
    }
    let silent = office.calling.ring(RingSound::Incoming(Ring { volume: 0, ..Ring::default() }));
    eventually(|| office.sound.is_open("loudspeaker")).await;
    for _ in 0..8 {
        office.loudspeaker_plays("loudspeaker", Heard::is_silence).await;
    }
    drop(silent);
}

#[tokio::test]
async fn before_a_call_one_sees_the_microphone_and_hears_it() {
    let office = Office::usual();
    let mut meter = office.calling.meter().await.expect("there is a microphone");
    let mut level = meter.level();
    level.wait_for(|level| *level > 0.5).await.expect("the microphone is heard");
    meter.loop_back(true);
    office.loudspeaker_plays("loudspeaker", |heard| heard.is_tone(440.0)).await;
    meter.loop_back(false);
    eventually(|| !office.sound.is_open("loudspeaker")).await;
    assert!(office.sound.is_open("microphone"));
    drop(meter);
    eventually(|| !office.sound.is_open("microphone")).await;
}

#[tokio::test]
async fn without_a_microphone_there_is_nothing_to_try() {
    let office = Office::new();
    assert_eq!(office.calling.meter().await.err(), Some(CallingFault::NoMicrophone));
}
