//! Statistics, out of the many that WebRTC keeps.

use crate::room::TrackId;
use crate::stats::{InboundAudio, InboundVideo, Outbound, SessionStats};
use livekit::webrtc::stats::{InboundRtpStats, OutboundRtpStats, RtcStats};
use std::collections::HashMap;
use std::time::Duration;

pub(super) fn session(all: impl Iterator<Item = RtcStats>) -> SessionStats {
    let mut session = SessionStats::default();
    let mut outbound: HashMap<String, Outbound> = HashMap::new();
    let mut reports = Vec::new();
    for entry in all {
        match entry {
            RtcStats::InboundRtp(inbound) if inbound.stream.kind == "audio" => session.audio.push(audio(inbound)),
            RtcStats::InboundRtp(inbound) => session.video.push(video(inbound)),
            RtcStats::OutboundRtp(sent) => {
                outbound.insert(sent.rtc.id.clone(), sent_stream(&sent));
            }
            RtcStats::RemoteInboundRtp(report) => reports.push(report.remote_inbound),
            RtcStats::CandidatePair(pair) if pair.candidate_pair.nominated => {
                let pair = pair.candidate_pair;
                session.round_trip = positive(pair.current_round_trip_time).map(seconds).or(session.round_trip);
                session.outgoing_bitrate = positive(pair.available_outgoing_bitrate).or(session.outgoing_bitrate);
                let arrived = pair.packets_received + pair.responses_received;
                session.arrived = Some(session.arrived.unwrap_or_default() + arrived);
            }
            _ => {}
        }
    }
    for report in reports {
        if let Some(sent) = outbound.get_mut(&report.local_id) {
            sent.lost = Some(report.fraction_lost);
            sent.round_trip = positive(report.round_trip_time).map(seconds);
        }
    }
    session.outbound = outbound.into_values().collect();
    session
}

fn audio(from: InboundRtpStats) -> InboundAudio {
    InboundAudio {
        track: track(from.inbound.track_identifier),
        packets: from.received.packets_received,
        packets_lost: from.received.packets_lost.try_into().unwrap_or(0),
        jitter: seconds(from.received.jitter),
        samples: from.inbound.total_samples_received,
        concealed_samples: from.inbound.concealed_samples,
        waited: seconds(from.inbound.jitter_buffer_delay),
        waited_samples: from.inbound.jitter_buffer_emitted_count,
    }
}

fn video(from: InboundRtpStats) -> InboundVideo {
    InboundVideo {
        track: track(from.inbound.track_identifier),
        width: from.inbound.frame_width,
        height: from.inbound.frame_height,
        frames: from.inbound.frames_decoded.into(),
        frames_dropped: from.inbound.frames_dropped.into(),
        packets: from.received.packets_received,
        packets_lost: from.received.packets_lost.try_into().unwrap_or(0),
        frozen: seconds(from.inbound.total_freeze_duration),
    }
}

fn sent_stream(from: &OutboundRtpStats) -> Outbound {
    Outbound {
        is_sound: from.stream.kind == "audio",
        packets: from.sent.packets_sent,
        bytes: from.sent.bytes_sent,
        lost: None,
        round_trip: None,
    }
}

fn track(id: String) -> Option<TrackId> {
    (!id.is_empty()).then_some(TrackId(id))
}

fn positive(value: f64) -> Option<f64> {
    (value > 0.0).then_some(value)
}

fn seconds(value: f64) -> Duration {
    Duration::try_from_secs_f64(value).unwrap_or_default()
}
