//! The sounds around a call, made here rather than recorded.

use crate::mixer::Source;
use crate::users::Use;
use leadline_livekit_rtc::{BLOCK_SAMPLES, SAMPLE_RATE};
use std::f32::consts::TAU;

/// Which sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RingSound {
    /// Somebody calls, every three seconds or so.
    Incoming(Ring),
    /// It rings at the other end: a low tone of one second, every five.
    Dialling,
    /// The other end is busy: a tone of half a second, again and again.
    Busy,
    /// The call is over: three short tones, once.
    HungUp,
}

/// How it rings when somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ring {
    /// Which sound.
    pub tone: RingTone,
    /// How loud, 0 to 100; at 0 nothing is heard.
    pub volume: u8,
}

impl Default for Ring {
    fn default() -> Self {
        Self { tone: RingTone::Chimes, volume: 100 }
    }
}

/// Which sound it rings with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RingTone {
    /// Three soft chimes that climb.
    #[default]
    Chimes,
    /// The two strokes of an old telephone's bell.
    Bell,
    /// Four dry notes of wood.
    Marimba,
    /// Two short signals that carry through a loud room.
    Signal,
}

/// A sound that plays until this is dropped.
#[must_use]
pub struct Ringing {
    pub(crate) _playing: Use,
}

/// Part of a pattern: from when to when, in milliseconds, which pitches, and how fast they fade, in parts of a second.
struct Note {
    from: u32,
    until: u32,
    pitches: &'static [f32],
    fade: f32,
}

struct Pattern {
    notes: &'static [Note],
    /// In milliseconds; a sound that comes once has none.
    repeats: Option<u32>,
    loudness: f32,
}

const CHIMES: Pattern = Pattern {
    notes: &[
        Note { from: 0, until: 700, pitches: &[659.3, 1318.5], fade: 0.22 },
        Note { from: 180, until: 900, pitches: &[830.6, 1661.2], fade: 0.22 },
        Note { from: 360, until: 1300, pitches: &[987.8, 1975.5], fade: 0.3 },
    ],
    repeats: Some(3000),
    loudness: 0.2,
};
const BELL: Pattern = Pattern {
    notes: &[
        Note { from: 0, until: 400, pitches: &[1066.0, 1420.0, 2132.0], fade: 0.25 },
        Note { from: 400, until: 900, pitches: &[1066.0, 1420.0, 2132.0], fade: 0.3 },
    ],
    repeats: Some(3000),
    loudness: 0.15,
};
const MARIMBA: Pattern = Pattern {
    notes: &[
        Note { from: 0, until: 400, pitches: &[523.3, 2093.0], fade: 0.09 },
        Note { from: 160, until: 560, pitches: &[659.3, 2637.0], fade: 0.09 },
        Note { from: 320, until: 720, pitches: &[784.0, 3136.0], fade: 0.09 },
        Note { from: 640, until: 1200, pitches: &[659.3, 2637.0], fade: 0.12 },
    ],
    repeats: Some(2400),
    loudness: 0.25,
};
const SIGNAL: Pattern = Pattern {
    notes: &[
        Note { from: 0, until: 250, pitches: &[880.0, 1174.7], fade: 0.0 },
        Note { from: 400, until: 650, pitches: &[880.0, 1174.7], fade: 0.0 },
    ],
    repeats: Some(2600),
    loudness: 0.12,
};
/// As Thai and most European exchanges sound.
const DIALLING: Pattern = Pattern {
    notes: &[Note { from: 0, until: 1000, pitches: &[400.0, 425.0], fade: 0.0 }],
    repeats: Some(5000),
    loudness: 0.1,
};
const BUSY: Pattern = Pattern {
    notes: &[Note { from: 0, until: 500, pitches: &[400.0], fade: 0.0 }],
    repeats: Some(1000),
    loudness: 0.15,
};
const HUNG_UP: Pattern = Pattern {
    notes: &[
        Note { from: 0, until: 150, pitches: &[480.0], fade: 0.0 },
        Note { from: 250, until: 400, pitches: &[480.0], fade: 0.0 },
        Note { from: 500, until: 650, pitches: &[480.0], fade: 0.0 },
    ],
    repeats: None,
    loudness: 0.15,
};

impl RingTone {
    fn pattern(self) -> &'static Pattern {
        match self {
            Self::Chimes => &CHIMES,
            Self::Bell => &BELL,
            Self::Marimba => &MARIMBA,
            Self::Signal => &SIGNAL,
        }
    }
}

impl RingSound {
    fn pattern(self) -> &'static Pattern {
        match self {
            Self::Incoming(ring) => ring.tone.pattern(),
            Self::Dialling => &DIALLING,
            Self::Busy => &BUSY,
            Self::HungUp => &HUNG_UP,
        }
    }

    /// How loud it is played, as the pattern takes it. Loudness is heard by its logarithm, so half the way of a slider
    /// is a quarter of the amplitude.
    fn gain(self) -> f32 {
        match self {
            Self::Incoming(ring) => (f32::from(ring.volume.min(100)) / 100.0).powi(2),
            Self::Dialling | Self::Busy | Self::HungUp => 1.0,
        }
    }
}

/// A ring sound as the mixer takes it.
pub(crate) struct RingSource {
    pattern: &'static Pattern,
    loudness: f32,
    at: u32,
}

impl RingSource {
    pub fn new(sound: RingSound) -> Self {
        let pattern = sound.pattern();
        Self { pattern, loudness: pattern.loudness * sound.gain(), at: 0 }
    }
}

impl Source for RingSource {
    fn add_to(&mut self, mix: &mut [f32; BLOCK_SAMPLES]) {
        for out in mix {
            let notes = self.pattern.notes.iter();
            *out += self.loudness * notes.map(|note| note.sample(self.at)).sum::<f32>();
            self.at = self.at.saturating_add(1);
            if self.pattern.repeats.is_some_and(|every| self.at >= samples(every)) {
                self.at = 0;
            }
        }
    }
}

impl Note {
    fn sample(&self, at: u32) -> f32 {
        let (from, until) = (samples(self.from), samples(self.until));
        if !(from..until).contains(&at) {
            return 0.0;
        }
        let time = (at - from) as f32 / SAMPLE_RATE as f32;
        // Without a soft start and end it would click.
        let edge = (at - from).min(until - at).min(samples(5)) as f32 / samples(5) as f32;
        let faded = if self.fade > 0.0 { (-time / self.fade).exp() } else { 1.0 };
        edge * faded * self.pitches.iter().map(|pitch| (TAU * pitch * time).sin()).sum::<f32>()
    }
}

const fn samples(milliseconds: u32) -> u32 {
    milliseconds * (SAMPLE_RATE / 1000)
}
