use crate::party::{in_company, rtc};
use crate::tone::{measure, tone};
use leadline_livekit_rtc::{BLOCK_SAMPLES, ProcessingOptions, Rtc, RtcError};
use std::time::Duration;

#[tokio::test]
async fn the_loudspeakers_sound_is_removed_from_the_microphone() {
    let _company = in_company().await;
    let options = ProcessingOptions { gain_control: false, ..ProcessingOptions::default() };
    let processing = rtc().audio_processing(options).expect("processing can be made");
    processing.set_delay(Duration::from_millis(40)).expect("a delay is taken");
    // Noise, because a steady tone would be removed as noise even without any echo cancellation.
    let mut dice = 1_u32;
    let mut played = vec![0_i16; 600 * BLOCK_SAMPLES];
    for sample in &mut played {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample = ((dice >> 16) as i16) / 8;
    }
    let echo_after = 4;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for block in 0..600 {
        let at = |block: usize| block * BLOCK_SAMPLES..(block + 1) * BLOCK_SAMPLES;
        let mut speaker = played[at(block)].to_vec();
        processing.process_reverse(&mut speaker).expect("a block is taken");
        let mut microphone =
            if block < echo_after { vec![0; BLOCK_SAMPLES] } else { played[at(block - echo_after)].to_vec() };
        microphone.iter_mut().for_each(|sample| *sample /= 2);
        let picked_up = microphone.clone();
        processing.process(&mut microphone).expect("a block is taken");
        if block >= 400 {
            before.extend(picked_up);
            after.extend(microphone);
        }
    }
    let removed = 20.0 * (measure(&before).level / measure(&after).level.max(0.01)).log10();
    assert!(removed > 25.0, "only {removed:.1} dB of the echo are removed");
}

#[tokio::test]
async fn a_block_of_another_length_is_refused() {
    let _company = in_company().await;
    let processing = rtc().audio_processing(ProcessingOptions::default()).expect("processing can be made");
    let mut block = [0; BLOCK_SAMPLES / 2 + 1];
    tone(0, 440.0, &mut block);
    assert!(matches!(processing.process(&mut block), Err(RtcError::Rejected { .. })));
}
