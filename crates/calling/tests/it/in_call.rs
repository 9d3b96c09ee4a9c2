//! What one can do in a call and what one is told of it.

use crate::office::{Office, ROOM, agent, hears_tone, until};
use crate::tone::{Heard, hear_until, power};
use leadline_calling::{CallingFault, Connection, Over, Picture, Ticket, Whose, Wish};
use leadline_livekit_rtc::{InboundAudio, LeaveReason, SessionStats, VideoFrame, VideoOptions};
use std::time::Duration;

#[tokio::test]
async fn others_are_told_with_what_they_send() {
    let office = Office::usual();
    let customer = office.customer().await;
    let call = office.call().await;
    let mut state = call.state();
    until(&mut state, |state| state.others.iter().any(|other| other.identity == "customer" && other.muted)).await;
    let humming = customer.hums(660.0).await;
    until(&mut state, |state| state.others.iter().any(|other| !other.muted)).await;
    drop(humming);
    until(&mut state, |state| state.others.iter().any(|other| other.muted)).await;
    customer.room.leave().await;
    until(&mut state, |state| state.others.is_empty()).await;
    call.leave().await;
}

#[tokio::test]
async fn a_call_can_be_entered_muted() {
    let office = Office::usual();
    let mut customer = office.customer().await;
    let wish = Wish { muted: true, camera: false };
    let call = office.calling.join(office.ticket("agent"), wish).await.expect("joining works");
    assert!(call.state().borrow().muted);
    let mut ears = customer.hears().await;
    hear_until(&mut ears, Heard::is_silence).await;
    call.mute(false);
    hears_tone(&mut ears, 440.0).await;
    call.leave().await;
}

#[tokio::test]
async fn on_hold_neither_side_hears_the_other() {
    let office = Office::usual();
    let mut customer = office.customer().await;
    let _humming = customer.hums(660.0).await;
    let call = office.call().await;
    let mut ears = customer.hears().await;
    hears_tone(&mut ears, 440.0).await;
    office.loudspeaker_plays("loudspeaker", |heard| heard.is_tone(660.0)).await;

    call.hold(true);
    hear_until(&mut ears, Heard::is_silence).await;
    office.loudspeaker_plays("loudspeaker", Heard::is_silence).await;
    let mut state = call.state();
    until(&mut state, |state| state.held && !state.muted).await;

    call.hold(false);
    hears_tone(&mut ears, 440.0).await;
    office.loudspeaker_plays("loudspeaker", |heard| heard.is_tone(660.0)).await;
    call.leave().await;
}

#[tokio::test]
async fn a_key_is_heard_by_the_others_and_here() {
    let office = Office::new();
    office.plug_microphone("microphone", 48_000, 0.0);
    office.plug_loudspeaker("loudspeaker", 48_000);
    let mut customer = office.customer().await;
    let call = office.call().await;
    let mut ears = customer.hears().await;
    let is_five = |samples: &[i16]| {
        let sum: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        // Both pitches of the key, and little else.
        let share = |pitch| 2.0 * power(samples, pitch) / (samples.len() as f64 * sum.max(1.0));
        share(770.0) > 0.25 && share(1336.0) > 0.25
    };
    call.tone('x');
    call.tone('5');
    let mut heard = Vec::new();
    while !heard.windows(4800).step_by(480).any(is_five) {
        let mut block = [0; 480];
        assert!(ears.read_all(&mut block).await, "the call lasts");
        heard.extend(block);
    }
    call.tone('5');
    office.loudspeaker_until("loudspeaker", is_five).await;
    call.leave().await;
}

#[tokio::test]
async fn a_broken_connection_is_told_and_stays_muted_when_it_is_back() {
    let office = Office::usual();
    let mut customer = office.customer().await;
    let call = office.call().await;
    let mut ears = customer.hears().await;
    call.mute(true);
    let mut state = call.state();
    until(&mut state, |state| state.muted).await;
    office.server.cut(ROOM, &agent());
    until(&mut state, |state| state.connection == Connection::Reconnecting).await;
    office.server.mend(ROOM, &agent());
    until(&mut state, |state| state.connection == Connection::Joined).await;
    assert!(state.borrow().muted);
    hear_until(&mut ears, Heard::is_silence).await;
    call.mute(false);
    hears_tone(&mut ears, 440.0).await;
    call.leave().await;
}

#[tokio::test]
async fn the_line_is_judged_once_a_second() {
    let office = Office::usual();
    let _customer = office.customer().await;
    let call = office.call().await;
    let mut state = call.state();
    let voice = |packets, packets_lost| SessionStats {
        audio: vec![InboundAudio { packets, packets_lost, jitter: Duration::from_millis(12), ..Default::default() }],
        round_trip: Some(Duration::from_millis(60)),
        ..SessionStats::default()
    };
    office.server.set_stats(ROOM, &agent(), voice(50, 0));
    until(&mut state, |state| state.quality.is_some_and(|quality| quality.mos > 4.2 && quality.rtt_ms == 60.0)).await;
    office.server.set_stats(ROOM, &agent(), voice(90, 10));
    until(&mut state, |state| state.quality.is_some_and(|quality| quality.loss_pct == 20.0 && quality.mos < 3.0)).await;
    call.leave().await;
}

#[tokio::test]
async fn whatever_ends_a_call_is_told_and_closes_the_devices() {
    for (reason, over) in [
        (LeaveReason::RoomClosed, Over::Ended),
        (LeaveReason::Removed, Over::Ended),
        (LeaveReason::JoinedElsewhere, Over::JoinedElsewhere),
        (LeaveReason::ConnectionLost, Over::ConnectionLost),
    ] {
        let office = Office::usual();
        let call = office.call().await;
        let mut state = call.state();
        office.server.put_out(ROOM, &agent(), reason);
        until(&mut state, |state| state.connection == Connection::Over(over)).await;
        assert!(!office.sound.is_open("microphone") && !office.sound.is_open("loudspeaker"));
        call.leave().await;
    }
}

#[tokio::test]
async fn a_room_that_cannot_be_entered_says_why() {
    let office = Office::usual();
    let forged = Ticket { token: "forged".to_owned(), ..office.ticket("agent") };
    let refused = office.calling.join(forged, Wish::default()).await;
    assert!(matches!(refused, Err(CallingFault::RoomRefused(_))), "{refused:?}");
    office.server.set_away(true);
    let unreachable = office.calling.join(office.ticket("agent"), Wish::default()).await;
    assert!(matches!(unreachable, Err(CallingFault::RoomUnreachable(_))), "{unreachable:?}");
    assert!(!office.sound.is_open("microphone"));
}

#[tokio::test]
async fn a_picture_that_somebody_sends_can_be_seen() {
    let office = Office::usual();
    let customer = office.customer().await;
    let call = office.call().await;
    assert!(call.picture(Whose::Of("customer".to_owned()), Picture::Camera).await.is_none());
    let camera = customer.room.publish_video(VideoOptions::camera()).await.expect("publishing works");
    let mut state = call.state();
    until(&mut state, |state| state.others.iter().any(|other| other.camera && !other.screen)).await;
    let mut picture = call.picture(Whose::Of("customer".to_owned()), Picture::Camera).await.expect("it is sent");
    let frame = VideoFrame::filled(320, 180, [80, 90, 240], Duration::ZERO).expect("the frame is whole");
    camera.send(&frame).expect("the frame is taken");
    let seen = picture.next().await.expect("the track lasts");
    assert_eq!((seen.width(), seen.planes()[2].bytes[0]), (320, 240));
    call.leave().await;
}
