//! Keypad tones as every telephone system understands them: two pitches for a key (ITU-T Q.23).

use crate::mixer::Source;
use leadline_livekit_rtc::{BLOCK_SAMPLES, SAMPLE_RATE};
use std::f32::consts::TAU;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

const ROWS: [f32; 4] = [697.0, 770.0, 852.0, 941.0];
const COLUMNS: [f32; 4] = [1209.0, 1336.0, 1477.0, 1633.0];
const KEYS: [[char; 4]; 4] = [['1', '2', '3', 'A'], ['4', '5', '6', 'B'], ['7', '8', '9', 'C'], ['*', '0', '#', 'D']];
/// How long a tone lasts, in blocks: 120 ms, more than the 70 ms that every receiver needs.
const TONE_BLOCKS: usize = 12;
/// Silence after it, in blocks.
const PAUSE_BLOCKS: usize = 8;
/// Of each of the two pitches, full scale being one.
const LOUDNESS: f32 = 0.25;
/// Keys that may wait to be sounded.
const WAITING_KEYS: usize = 32;

/// The pitches of a key, in Hz; none for what is not on a keypad.
pub(crate) fn pitches(key: char) -> Option<(f32, f32)> {
    let key = key.to_ascii_uppercase();
    let row = KEYS.iter().position(|row| row.contains(&key))?;
    let column = KEYS[row].iter().position(|known| *known == key)?;
    Some((ROWS[row], COLUMNS[column]))
}

/// Where keys are pressed, and what sounds them one after the other.
pub(crate) fn keypad() -> (SyncSender<char>, KeyTones) {
    let (sender, keys) = sync_channel(WAITING_KEYS);
    (sender, KeyTones { keys, sounding: None, blocks: 0 })
}

/// Sounds the keys that were pressed.
pub(crate) struct KeyTones {
    keys: Receiver<char>,
    sounding: Option<(f32, f32)>,
    blocks: usize,
}

impl KeyTones {
    /// Adds the tone that sounds now to what is said.
    pub fn add_to(&mut self, block: &mut [i16; BLOCK_SAMPLES]) {
        let Some((start, pitches)) = self.advance() else { return };
        for (at, sample) in block.iter_mut().enumerate() {
            let added = tone(pitches, start + at) * f32::from(i16::MAX);
            *sample = (f32::from(*sample) + added).clamp(-32768.0, 32767.0) as i16;
        }
    }

    /// The place in the tone where this block starts, and its pitches.
    fn advance(&mut self) -> Option<(usize, (f32, f32))> {
        if self.sounding.is_none() {
            self.sounding = pitches(self.keys.try_recv().ok()?);
            self.blocks = 0;
        }
        let sounding = self.sounding?;
        let start = self.blocks;
        self.blocks += 1;
        if self.blocks == TONE_BLOCKS + PAUSE_BLOCKS {
            self.sounding = None;
        }
        (start < TONE_BLOCKS).then_some((start * BLOCK_SAMPLES, sounding))
    }
}

impl Source for KeyTones {
    fn add_to(&mut self, mix: &mut [f32; BLOCK_SAMPLES]) {
        let Some((start, pitches)) = self.advance() else { return };
        for (at, out) in mix.iter_mut().enumerate() {
            *out += tone(pitches, start + at);
        }
    }
}

fn tone((low, high): (f32, f32), at: usize) -> f32 {
    let time = at as f32 / SAMPLE_RATE as f32;
    // Without a soft start and end it would click.
    let end = TONE_BLOCKS * BLOCK_SAMPLES;
    let edge = at.min(end - at).min(BLOCK_SAMPLES / 2) as f32 / (BLOCK_SAMPLES / 2) as f32;
    edge * LOUDNESS * ((TAU * low * time).sin() + (TAU * high * time).sin())
}
