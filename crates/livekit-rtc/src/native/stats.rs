//! Statistics, out of the many that WebRTC keeps.

use crate::ffi::proto::{GetSessionStatsRequest, ffi_event, get_session_stats_callback, rtc_stats};
use crate::native::membership::{Membership, PATIENCE};
use crate::native::{present, unexpected};
use crate::problem::RtcError;
use crate::room::TrackId;
use crate::stats::{InboundAudio, InboundVideo, Outbound, SessionStats};
use std::collections::HashMap;
use std::time::Duration;

pub(super) async fn ask(membership: &Membership) -> Result<SessionStats, RtcError> {
    let library = membership.library;
    let answer = library.router().expect();
    library.ask(GetSessionStatsRequest { room_handle: membership.room_id(), request_async_id: Some(answer.id) })?;
    let ffi_event::Message::GetSessionStats(outcome) = answer.within(PATIENCE, "statistics").await? else {
        return Err(unexpected("statistics"));
    };
    match present(outcome.message, "statistics")? {
        get_session_stats_callback::Message::Error(detail) => Err(RtcError::Rejected { what: "statistics", detail }),
        // One connection may carry both directions, so neither list says which it is.
        get_session_stats_callback::Message::Result(all) => {
            Ok(session(all.publisher_stats.into_iter().chain(all.subscriber_stats).filter_map(|entry| entry.stats)))
        }
    }
}

fn session(all: impl Iterator<Item = rtc_stats::Stats>) -> SessionStats {
    let mut session = SessionStats::default();
    let mut outbound: HashMap<String, Outbound> = HashMap::new();
    let mut reports = Vec::new();
    for entry in all {
        match entry {
            rtc_stats::Stats::InboundRtp(inbound) if inbound.stream.kind == "audio" => {
                session.audio.push(audio(inbound))
            }
            rtc_stats::Stats::InboundRtp(inbound) => session.video.push(video(inbound)),
            rtc_stats::Stats::OutboundRtp(sent) => {
                outbound.insert(sent.rtc.id.clone(), sent_stream(&sent));
            }
            rtc_stats::Stats::RemoteInboundRtp(report) => reports.push(report.remote_inbound),
            rtc_stats::Stats::CandidatePair(pair) if pair.candidate_pair.nominated => {
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

fn audio(from: rtc_stats::InboundRtp) -> InboundAudio {
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

fn video(from: rtc_stats::InboundRtp) -> InboundVideo {
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

fn sent_stream(from: &rtc_stats::OutboundRtp) -> Outbound {
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
