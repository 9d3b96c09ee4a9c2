use crate::party::new_room;
use crate::tone::{PITCH, tone};
use leadline_livekit_rtc::fake::{Delays, FakeServer};
use leadline_livekit_rtc::{
    BLOCK_SAMPLES, Disturbance, Identity, JoinSpec, Joined, LeaveReason, MicrophoneOptions, RoomEvent, Rtc, RtcError,
    Token, VideoFrame, VideoOptions,
};
use leadline_testkit::{RoomRight, room_token};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const SECRET: &str = "a-secret-of-more-than-32-letters-here";

fn server() -> FakeServer {
    FakeServer::new("key", SECRET, || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

fn spec(room: &str, identity: &str, right: RoomRight) -> JoinSpec {
    JoinSpec::new("ws://fake", Token(room_token("key", SECRET, room, identity, right)))
}

async fn join(server: &FakeServer, room: &str, identity: &str) -> Joined {
    server.rtc().join(spec(room, identity, RoomRight::TakePart)).await.expect("joining works")
}

/// What has been told so far.
fn told(joined: &mut Joined) -> Vec<RoomEvent> {
    std::iter::from_fn(|| joined.events.try_recv().ok()).collect()
}

#[tokio::test]
async fn sound_and_pictures_reach_the_others_of_a_fake_room() {
    let (server, room) = (server(), new_room());
    let agent = join(&server, &room, "agent").await;
    let microphone = agent.room.publish_microphone(MicrophoneOptions::default()).await.expect("publishing works");
    let mut customer = join(&server, &room, "customer").await;
    assert!(told(&mut customer).iter().any(|event| matches!(event, RoomEvent::TrackAvailable(_))));

    let mut ears = customer.room.listen(&microphone.track()).expect("the track can be heard");
    let mut block = [0; BLOCK_SAMPLES];
    tone(0, PITCH, &mut block);
    let mut heard = [1; BLOCK_SAMPLES];
    microphone.send(&block).expect("a block is taken");
    assert!(ears.read_all(&mut heard).await);
    assert_eq!(heard, block);
    microphone.set_muted(true).expect("muting works");
    microphone.send(&block).expect("a block is taken");
    assert!(ears.read_all(&mut heard).await);
    assert_eq!(heard, [0; BLOCK_SAMPLES]);

    let camera = agent.room.publish_video(VideoOptions::camera()).await.expect("publishing works");
    let mut eyes = customer.room.watch(&camera.track()).expect("the track can be seen");
    camera.send(&VideoFrame::filled(4, 4, [1, 2, 3], Duration::ZERO).expect("it fits")).expect("a frame is taken");
    assert_eq!(eyes.next().await.map(|frame| frame.width()), Some(4));

    agent.room.leave().await;
    assert!(!ears.read_all(&mut heard).await, "the track has ended");
    assert!(
        told(&mut customer)
            .contains(&RoomEvent::PeerLeft { peer: Identity("agent".to_owned()), reason: LeaveReason::Own })
    );
    assert!(microphone.send(&block).is_err());
}

#[tokio::test]
async fn a_fake_server_reads_tokens_like_a_real_one() {
    let (server, room) = (server(), new_room());
    let expired = server.rtc().join(spec(&room, "agent", RoomRight::Expired)).await.err();
    assert!(matches!(expired, Some(RtcError::TokenRefused(_))), "{expired:?}");
    let other = room_token("key", "another-secret-of-more-than-32-letters", &room, "agent", RoomRight::TakePart);
    let forged = server.rtc().join(JoinSpec::new("ws://fake", Token(other))).await.err();
    assert!(matches!(forged, Some(RtcError::TokenRefused(_))), "{forged:?}");
    let listener = server.rtc().join(spec(&room, "listener", RoomRight::ListenOnly)).await.expect("joining is allowed");
    let refused = listener.room.publish_microphone(MicrophoneOptions::default()).await.err();
    assert!(matches!(refused, Some(RtcError::NotAllowed(_))), "{refused:?}");
    server.set_away(true);
    let away = server.rtc().join(spec(&room, "agent", RoomRight::TakePart)).await.err();
    assert!(matches!(away, Some(RtcError::Unreachable(_))), "{away:?}");
}

#[tokio::test]
async fn a_fake_full_reconnect_keeps_mute_under_another_id() {
    let (server, room) = (server(), new_room());
    let mut agent = join(&server, &room, "agent").await;
    let mut customer = join(&server, &room, "customer").await;
    let muted = MicrophoneOptions { muted: true, ..MicrophoneOptions::default() };
    let microphone = agent.room.publish_microphone(muted).await.expect("publishing works");
    let before = microphone.track();
    agent.room.disturb(Disturbance::FullReconnect).await.expect("it can be cut");
    assert_ne!(microphone.track(), before);
    assert!(microphone.is_muted());
    let seen = told(&mut agent);
    assert!(seen.ends_with(&[RoomEvent::Reconnecting, RoomEvent::Reconnected]), "{seen:?}");
    let again = told(&mut customer).into_iter().rev().find_map(|event| match event {
        RoomEvent::TrackAvailable(track) => Some((track.id, track.muted)),
        _ => None,
    });
    assert_eq!(again, Some((microphone.track(), true)));
}

#[tokio::test]
async fn the_same_identity_elsewhere_ends_the_first_in_a_fake_room_too() {
    let (server, room) = (server(), new_room());
    let mut first = join(&server, &room, "agent").await;
    let second = join(&server, &room, "agent").await;
    assert_eq!(told(&mut first).last(), Some(&RoomEvent::Left(LeaveReason::JoinedElsewhere)));
    drop(first);
    assert_eq!(server.people(&room), [Identity("agent".to_owned())], "the second stays when the first is dropped");
    second.room.leave().await;
    assert!(server.people(&room).is_empty());
}

#[tokio::test(start_paused = true)]
async fn joining_takes_as_long_as_it_is_told_to() {
    let (server, room) = (server(), new_room());
    server.set_delays(Delays { join: Duration::from_secs(3), ..Delays::default() });
    let start = tokio::time::Instant::now();
    let _agent = join(&server, &room, "agent").await;
    assert_eq!(start.elapsed(), Duration::from_secs(3));
}
