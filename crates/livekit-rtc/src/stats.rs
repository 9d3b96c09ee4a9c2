//! What was sent and received, as sums since joining. Two of them, a second apart, give the quality of that second.

use crate::room::TrackId;
use std::time::Duration;

/// A room's traffic since joining.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionStats {
    /// To the server and back, as last measured.
    pub round_trip: Option<Duration>,
    /// Bits per second that the network seems to bear in our direction.
    pub outgoing_bitrate: Option<f64>,
    /// Packets of the network that arrived, answers to pings included, whatever they carried; nothing where that is not
    /// counted.
    pub arrived: Option<u64>,
    /// What is heard, track by track.
    pub audio: Vec<InboundAudio>,
    /// What is seen, track by track.
    pub video: Vec<InboundVideo>,
    /// What is sent, stream by stream.
    pub outbound: Vec<Outbound>,
}

/// What arrived of one voice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InboundAudio {
    /// The track.
    pub track: Option<TrackId>,
    /// Packets that arrived.
    pub packets: u64,
    /// Packets that never did.
    pub packets_lost: u64,
    /// Unsteadiness of their arrival.
    pub jitter: Duration,
    /// Samples played, invented ones included.
    pub samples: u64,
    /// Samples invented because nothing had arrived in time.
    pub concealed_samples: u64,
    /// Sum over all samples of the time they waited.
    pub waited: Duration,
    /// Samples that the sum is over.
    pub waited_samples: u64,
}

impl InboundAudio {
    /// The share of samples invented since `earlier`, 0 to 1.
    pub fn concealed_since(&self, earlier: &Self) -> f64 {
        let concealed = self.concealed_samples.saturating_sub(earlier.concealed_samples);
        share(concealed, self.samples.saturating_sub(earlier.samples))
    }

    /// The share of packets lost since `earlier`, 0 to 1.
    pub fn lost_since(&self, earlier: &Self) -> f64 {
        let lost = self.packets_lost.saturating_sub(earlier.packets_lost);
        share(lost, lost + self.packets.saturating_sub(earlier.packets))
    }

    /// How long samples waited on average since `earlier` to even out the network.
    pub fn waited_since(&self, earlier: &Self) -> Duration {
        let samples = self.waited_samples.saturating_sub(earlier.waited_samples);
        let waited = self.waited.saturating_sub(earlier.waited);
        if samples == 0 { Duration::ZERO } else { waited.div_f64(samples as f64) }
    }
}

/// What arrived of one picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InboundVideo {
    /// The track.
    pub track: Option<TrackId>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Frames decoded.
    pub frames: u64,
    /// Frames decoded and not delivered.
    pub frames_dropped: u64,
    /// Packets that arrived.
    pub packets: u64,
    /// Packets that never did.
    pub packets_lost: u64,
    /// Time the picture stood still though it should not have.
    pub frozen: Duration,
}

/// What was sent of one stream; a track in several sizes has several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbound {
    /// Whether it is sound.
    pub is_sound: bool,
    /// Packets sent.
    pub packets: u64,
    /// Bytes sent, without headers.
    pub bytes: u64,
    /// The share of packets the receiver has missed lately, 0 to 1.
    pub lost: Option<f64>,
    /// To the receiver and back.
    pub round_trip: Option<Duration>,
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
