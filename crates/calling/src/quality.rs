//! How good the line is: what was sent and received in a second, as one number that listeners would give it.

use crate::state::Quality;
use leadline_livekit_rtc::{InboundAudio, SessionStats};
use std::time::Duration;

/// What a voice waits besides network and jitter buffer: a packet of 20 ms, and sound cards.
const OWN_DELAY_MS: f64 = 40.0;
/// ITU-T G.107's transmission rating with nothing wrong at all.
const BEST_RATING: f64 = 93.2;
/// How much a codec loses by random packet loss, ITU-T G.113's scale: Opus with its own repair is near the best there.
const LOSS_ROBUSTNESS: f64 = 20.0;

/// The quality of the time between two statistics; nothing before anything has been sent or received.
pub(crate) fn between(earlier: &SessionStats, now: &SessionStats) -> Option<Quality> {
    let heard = now.audio.iter().map(|track| (track, former(earlier, track)));
    let received: Vec<_> = heard.filter(|(track, before)| track.packets > before.packets).collect();
    let sent = now.outbound.iter().filter(|stream| stream.is_sound);
    let sent_round_trip = sent.clone().filter_map(|stream| stream.round_trip).max();
    let round_trip = now.round_trip.or(sent_round_trip);
    if received.is_empty() && round_trip.is_none() {
        return None;
    }
    let lost_here = received.iter().map(|(track, before)| track.lost_since(before)).fold(0.0, f64::max);
    let lost_there = sent.filter_map(|stream| stream.lost).fold(0.0, f64::max);
    let jitter = received.iter().map(|(track, _)| track.jitter).max().unwrap_or_default();
    let waited = received.iter().map(|(track, before)| track.waited_since(before)).max().unwrap_or_default();
    let round_trip = round_trip.unwrap_or_default();
    let loss = lost_here.max(lost_there).clamp(0.0, 1.0);
    let delay = milliseconds(round_trip) / 2.0 + milliseconds(waited) + OWN_DELAY_MS;
    Some(Quality {
        mos: opinion(delay, loss) as f32,
        jitter_ms: milliseconds(jitter) as f32,
        loss_pct: (loss * 100.0) as f32,
        rtt_ms: milliseconds(round_trip) as f32,
    })
}

/// The mean opinion score of ITU-T G.107's E-model, with its terms for delay (in the simplification of Cole and
/// Rosenbluth, 2001) and for loss, and its Annex B for the step from rating to opinion. `loss` is 0 to 1.
fn opinion(delay_ms: f64, loss: f64) -> f64 {
    let delayed = 0.024 * delay_ms + 0.11 * (delay_ms - 177.3).max(0.0);
    let percent = loss * 100.0;
    let lossy = 95.0 * percent / (percent + LOSS_ROBUSTNESS);
    let rating = (BEST_RATING - delayed - lossy).clamp(0.0, 100.0);
    (1.0 + 0.035 * rating + 7e-6 * rating * (rating - 60.0) * (100.0 - rating)).clamp(1.0, 4.5)
}

fn former(earlier: &SessionStats, track: &InboundAudio) -> InboundAudio {
    earlier.audio.iter().find(|before| before.track == track.track).cloned().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::{between, opinion};
    use leadline_livekit_rtc::{InboundAudio, Outbound, SessionStats};
    use std::time::Duration;

    #[test]
    fn delay_and_loss_lower_the_opinion_as_the_model_says() {
        // 93.2 - 0.024 * 50 = 92.0, which Annex B turns into 4.38.
        assert!((opinion(50.0, 0.0) - 4.38).abs() < 0.01, "{}", opinion(50.0, 0.0));
        assert!(opinion(50.0, 0.0) > opinion(250.0, 0.0));
        assert!(opinion(50.0, 0.01) > 3.9 && opinion(50.0, 0.05) < 3.8, "{}", opinion(50.0, 0.05));
        assert!(opinion(400.0, 0.15) < 2.0, "{}", opinion(400.0, 0.15));
        assert!(opinion(5000.0, 1.0) >= 1.0);
    }

    #[test]
    fn the_worse_direction_counts_and_only_the_last_second() {
        let voice = |packets, packets_lost| InboundAudio { packets, packets_lost, ..InboundAudio::default() };
        let earlier = SessionStats { audio: vec![voice(100, 100)], ..SessionStats::default() };
        let mut now = SessionStats {
            audio: vec![voice(150, 100)],
            round_trip: Some(Duration::from_millis(80)),
            ..SessionStats::default()
        };
        let quality = between(&earlier, &now).expect("there is traffic");
        assert_eq!((quality.loss_pct, quality.rtt_ms), (0.0, 80.0));

        now.outbound = vec![Outbound { is_sound: true, lost: Some(0.1), ..Outbound::default() }];
        let worse = between(&earlier, &now).expect("there is traffic");
        assert!((worse.loss_pct - 10.0).abs() < 1e-3 && worse.mos < quality.mos);
    }

    #[test]
    fn nothing_is_said_about_a_line_without_traffic() {
        assert_eq!(between(&SessionStats::default(), &SessionStats::default()), None);
    }
}
