use crate::memory::at_rest;
use crate::party::{Member, alone, new_room, rtc};
use crate::tone::{Hum, hear_until, is_the_hum};
use leadline_livekit_rtc::{JoinSpec, Microphone, RoomEvent, Rtc, Token, VideoOptions, live_handles};
use leadline_testkit::{LiveKitServer, RoomRight};
use std::sync::Arc;

/// Calls after which buffers and threads that are made once are there.
const SETTLED_AFTER: u32 = 20;

#[tokio::test]
async fn calls_left_in_any_order_leave_no_handle_behind() {
    let _alone = alone().await;
    let server = LiveKitServer::shared().await;
    let room = new_room();
    for call in 0..21 {
        let mut agent = Member::join(server, &room, "agent").await;
        let customer = Member::join(server, &room, "customer").await;
        let microphone: Arc<dyn Microphone> = customer.microphone().await.into();
        let camera = customer.room.publish_video(VideoOptions::camera()).await.expect("publishing works");
        let hum = Hum::into(microphone.clone());
        let mut ears = agent.hears().await;
        if call % 10 == 0 {
            hear_until(&mut ears, is_the_hum).await;
        }
        drop(hum);
        // In every order: tracks before the room, the room before its tracks, and a room that is only dropped.
        match call % 3 {
            0 => {
                drop((microphone, camera));
                customer.leave().await;
                drop(ears);
                agent.leave().await;
            }
            1 => {
                agent.leave().await;
                customer.leave().await;
                drop((ears, microphone, camera));
            }
            _ => {
                customer.leave().await;
                agent.leave().await;
            }
        }
    }
    assert_eq!(live_handles(), []);
}

#[tokio::test]
async fn fifty_calls_leave_neither_handles_nor_memory_behind() {
    let _alone = alone().await;
    let server = LiveKitServer::shared().await;
    let mut settled = 0.0;
    for call in 0..SETTLED_AFTER + 50 {
        if call == SETTLED_AFTER {
            settled = at_rest().await;
        }
        let room = new_room();
        let mut agent = Member::join(server, &room, "agent").await;
        let mut customer = Member::join(server, &room, "customer").await;
        let (agents, customers) = (agent.microphone().await, customer.microphone().await);
        let ears = (agent.hears().await, customer.hears().await);
        drop((agents, ears));
        let hangs_up = tokio::spawn(async move {
            customer.until(|event| matches!(event, RoomEvent::TrackGone { .. }).then_some(())).await;
            drop(customers);
            customer.leave().await;
        });
        agent.leave().await;
        hangs_up.await.expect("the customer sees it");
    }
    let growth = at_rest().await - settled;
    // Sessions that stayed would be half a megabyte each; what the allocator keeps does not grow with the calls.
    assert!(growth < 10.0, "{growth} MB stayed of 50 calls");
    assert_eq!(live_handles(), []);
}

#[tokio::test]
async fn a_room_that_is_only_dropped_is_left() {
    let _alone = alone().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let customer = Member::join(server, &room, "customer").await;
    agent.meets("customer").await;
    drop(customer.room);
    let mut events = customer.events;
    while events.recv().await.is_some() {}
    agent.until(|event| matches!(event, RoomEvent::PeerLeft { .. }).then_some(())).await;
    agent.leave().await;
    assert_eq!(live_handles(), []);
}

#[tokio::test]
async fn joining_that_nobody_waits_for_is_undone() {
    let _alone = alone().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let mut agent = Member::join(server, &room, "agent").await;
    let token = Token(server.token(&room, "hasty", RoomRight::TakePart));
    let rtc = rtc();
    let joining = tokio::spawn(async move { rtc.join(JoinSpec::new(server.url(), token)).await });
    tokio::task::yield_now().await;
    joining.abort();
    // Whether the join got through at all is a race; what must hold is that nobody is left in the room.
    let _ = joining.await;
    let other = Member::join(server, &room, "other").await;
    agent.meets("other").await;
    other.leave().await;
    agent.leave().await;
}
