use crate::party::{Member, alone, in_company, new_room};
use leadline_livekit_rtc::{LeaveReason, RoomEvent};
use leadline_testkit::LiveKitServer;

#[tokio::test]
async fn people_are_seen_coming_and_going() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    agent.meets("customer").await;
    customer.meets("agent").await;
    let peer = customer.identity();
    customer.leave().await;
    agent.sees(RoomEvent::PeerLeft { peer, reason: LeaveReason::Own }).await;
}

#[tokio::test]
async fn leaving_is_the_last_event() {
    let _company = in_company().await;
    let mut agent = Member::join(LiveKitServer::shared().await, &new_room(), "agent").await;
    agent.room.leave().await;
    let mut last = None;
    while let Some(event) = agent.events.recv().await {
        last = Some(event);
    }
    assert_eq!(last, Some(RoomEvent::Left(LeaveReason::Own)));
}

#[tokio::test]
async fn the_same_identity_elsewhere_ends_the_first() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut first = Member::join(server, &room, "agent").await;
    let _second = Member::join(server, &room, "agent").await;
    first.sees(RoomEvent::Left(LeaveReason::JoinedElsewhere)).await;
}

#[tokio::test]
async fn whoever_leaves_waits_for_those_who_hang_up_as_well() {
    // They have half a second for it, which others beside them might take.
    let _alone = alone().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let (agents, customers) = (agent.microphone().await, customer.microphone().await);
    agent.hears().await;
    customer.hears().await;
    let peer = customer.identity();
    drop(agents);
    let hangs_up = tokio::spawn(async move {
        customer.until(|event| matches!(event, RoomEvent::TrackGone { .. }).then_some(())).await;
        drop(customers);
        customer
    });
    agent.room.leave().await;
    let mut seen = Vec::new();
    while let Some(event) = agent.events.recv().await {
        seen.push(event);
    }
    assert!(seen.iter().any(|event| matches!(event, RoomEvent::TrackGone { peer: of, .. } if *of == peer)), "{seen:?}");
    assert_eq!(seen.last(), Some(&RoomEvent::Left(LeaveReason::Own)));
    hangs_up.await.expect("the customer sees it").leave().await;
}

#[tokio::test]
async fn those_who_go_on_talking_keep_nobody_in_the_room() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    let _goes_on = customer.microphone().await;
    agent.hears().await;
    let peer = agent.identity();
    agent.leave().await;
    customer.sees(RoomEvent::PeerLeft { peer, reason: LeaveReason::Own }).await;
}
