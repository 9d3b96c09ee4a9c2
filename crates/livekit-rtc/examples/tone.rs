//! Joins a room and plays a tone for ten seconds: `tone ws://HOST:7880 TOKEN`.

#![allow(clippy::print_stdout, reason = "a command-line program speaks on the terminal")]

use leadline_livekit_rtc::{
    BLOCK_SAMPLES, JoinSpec, LibraryFile, MicrophoneOptions, NativeRtc, Rtc, SAMPLE_RATE, Token,
};
use std::f64::consts::TAU;
use std::time::Duration;

/// Hz.
const PITCH: f64 = 440.0;
const BLOCKS: usize = 1000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(url), Some(token)) = (words.next(), words.next()) else {
        return Err("tone URL TOKEN".into());
    };
    let rtc = tokio::task::spawn_blocking(|| NativeRtc::load(&LibraryFile::Usual)).await??;
    let mut joined = rtc.join(JoinSpec::new(url, Token(token))).await?;
    println!("Joined as {}", joined.room.identity());
    let microphone = joined.room.publish_microphone(MicrophoneOptions::default()).await?;

    let mut block = tokio::time::interval(Duration::from_millis(10));
    for number in 0..BLOCKS {
        block.tick().await;
        microphone.send(&tone(number))?;
        while let Ok(event) = joined.events.try_recv() {
            println!("{event:?}");
        }
    }
    microphone.unpublish().await?;
    joined.room.leave().await;
    Ok(())
}

fn tone(block: usize) -> Vec<i16> {
    let samples = block * BLOCK_SAMPLES..(block + 1) * BLOCK_SAMPLES;
    samples.map(|at| (8000.0 * (TAU * PITCH * at as f64 / f64::from(SAMPLE_RATE)).sin()) as i16).collect()
}
