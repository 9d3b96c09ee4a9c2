use crate::party::{Member, in_company, new_room};
use crate::tone::{Hum, hear, hear_until, is_silence, is_the_hum};
use leadline_livekit_rtc::{Disturbance, LeaveReason, Microphone, RoomEvent, TrackSource};
use leadline_testkit::LiveKitServer;
use std::sync::Arc;

#[tokio::test]
async fn a_lost_signal_comes_back_and_stays_muted() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let microphone: Arc<dyn Microphone> = agent.microphone().await.into();
    let hum = Hum::into(microphone.clone());
    let mut ears = customer.hears().await;
    hear_until(&mut ears, is_the_hum).await;
    microphone.set_muted(true).expect("muting works");
    hear_until(&mut ears, is_silence).await;

    agent.room.disturb(Disturbance::SignalLost).await.expect("the signal can be cut");
    agent.sees(RoomEvent::Reconnecting).await;
    agent.sees(RoomEvent::Reconnected).await;
    assert!(microphone.is_muted());
    assert!(is_silence(hear(&mut ears).await), "muted means muted, after a reconnect too");
    microphone.set_muted(false).expect("unmuting works");
    hear_until(&mut ears, is_the_hum).await;
    drop(hum);
}

#[tokio::test]
async fn a_connection_built_anew_stays_muted() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let microphone: Arc<dyn Microphone> = agent.microphone().await.into();
    let hum = Hum::into(microphone.clone());
    let mut ears = customer.hears().await;
    hear_until(&mut ears, is_the_hum).await;
    microphone.set_muted(true).expect("muting works");
    let before = microphone.track();

    agent.room.disturb(Disturbance::FullReconnect).await.expect("everything can be cut");
    agent.sees(RoomEvent::Reconnecting).await;
    agent.sees(RoomEvent::Reconnected).await;
    let again = customer.track(TrackSource::Microphone).await;
    assert_ne!(again.id, before, "the track is another one for the others");
    assert_eq!(again.id, microphone.track());
    let mut ears = customer.room.listen(&again.id).expect("the new track can be heard");
    assert!(is_silence(hear(&mut ears).await), "muted means muted, after a reconnect too");
    microphone.set_muted(false).expect("unmuting works");
    hear_until(&mut ears, is_the_hum).await;
    drop(hum);
}

#[tokio::test]
async fn being_sent_away_by_the_server_is_survived_or_told() {
    let _company = in_company().await;
    let mut agent = Member::join(LiveKitServer::shared().await, &new_room(), "agent").await;
    agent.room.disturb(Disturbance::ServerLeaves).await.expect("the server can be asked");
    agent
        .until(|event| {
            matches!(event, RoomEvent::Reconnected | RoomEvent::Left(LeaveReason::ServerStopped)).then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_server_that_is_gone_is_told_as_a_lost_connection() {
    let _company = in_company().await;
    let server = LiveKitServer::start().await;
    let mut agent = Member::join(&server, &new_room(), "agent").await;
    server.kill();
    agent.sees(RoomEvent::Reconnecting).await;
}
