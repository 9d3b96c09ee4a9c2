use crate::party::{Member, in_company, new_room};
use crate::tone::{Hum, hear_until, is_silence, is_the_hum};
use leadline_livekit_rtc::{Microphone, RoomEvent, TrackSource};
use leadline_testkit::LiveKitServer;
use std::sync::Arc;

#[tokio::test]
async fn a_tone_arrives_with_its_pitch_and_level() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let microphone: Arc<dyn Microphone> = agent.microphone().await.into();
    let hum = Hum::into(microphone.clone());

    let mut ears = customer.hears().await;
    hear_until(&mut ears, is_the_hum).await;
    assert_eq!(microphone.refused_blocks(), 0);

    drop(hum);
    agent.leave().await;
    customer.leave().await;
}

#[tokio::test]
async fn muting_gives_silence_and_unmuting_the_voice() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let microphone: Arc<dyn Microphone> = agent.microphone().await.into();
    let hum = Hum::into(microphone.clone());
    let track = customer.track(TrackSource::Microphone).await;
    let mut ears = customer.room.listen(&track.id).expect("the track can be heard");
    hear_until(&mut ears, is_the_hum).await;

    microphone.set_muted(true).expect("muting works");
    let muted = |muted| RoomEvent::TrackMuted { peer: track.peer.clone(), track: track.id.clone(), muted };
    customer.sees(muted(true)).await;
    hear_until(&mut ears, is_silence).await;

    microphone.set_muted(false).expect("unmuting works");
    customer.sees(muted(false)).await;
    hear_until(&mut ears, is_the_hum).await;
    drop(hum);
}

#[tokio::test]
async fn a_microphone_can_start_muted() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let options = leadline_livekit_rtc::MicrophoneOptions { muted: true, ..Default::default() };
    let microphone: Arc<dyn Microphone> =
        agent.room.publish_microphone(options).await.expect("publishing works").into();
    let hum = Hum::into(microphone.clone());

    let track = customer.track(TrackSource::Microphone).await;
    assert!(track.muted && microphone.is_muted());
    let mut ears = customer.room.listen(&track.id).expect("the track can be heard");
    microphone.set_muted(false).expect("unmuting works");
    hear_until(&mut ears, is_the_hum).await;
    drop(hum);
}

#[tokio::test]
async fn an_ended_microphone_ends_for_the_others() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let microphone = agent.microphone().await;
    let track = customer.track(TrackSource::Microphone).await;
    microphone.unpublish().await.expect("ending works");
    customer.sees(RoomEvent::TrackGone { peer: agent.identity(), track: track.id.clone() }).await;
    assert!(customer.room.listen(&track.id).is_err());
}

#[tokio::test]
async fn the_statistics_count_what_travels() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let microphone: Arc<dyn Microphone> = agent.microphone().await.into();
    let hum = Hum::into(microphone);
    let mut ears = customer.hears().await;
    hear_until(&mut ears, is_the_hum).await;

    let received = customer.room.stats().await.expect("statistics come");
    let voice = received.audio.first().expect("one voice is heard");
    assert!(voice.packets > 10 && voice.samples > 4800, "{voice:?}");
    let sent = agent.room.stats().await.expect("statistics come");
    assert!(sent.outbound.iter().any(|stream| stream.is_sound && stream.packets > 10), "{sent:?}");
    drop(hum);
}
