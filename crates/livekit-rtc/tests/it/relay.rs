use crate::party::{Member, PATIENCE, in_company, new_room, rtc};
use crate::tone::{Hum, hear_until, is_the_hum};
use leadline_livekit_rtc::{JoinSpec, Microphone, Relay, RoomEvent, Rtc, RtcError, Token};
use leadline_testkit::{LiveKitServer, RoomRight};
use std::sync::Arc;
use std::time::Duration;

fn through_the_relay(server: &LiveKitServer, room: &str, identity: &str) -> JoinSpec {
    let token = Token(server.token(room, identity, RoomRight::TakePart));
    JoinSpec { relay: Relay::Always, patience: PATIENCE, ..JoinSpec::new(server.url(), token) }
}

async fn join(spec: JoinSpec) -> Result<Member, RtcError> {
    rtc().join(spec).await.map(|joined| Member { room: joined.room, events: joined.events })
}

#[tokio::test]
async fn a_call_goes_through_the_servers_relay_where_nothing_else_is_let_through() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::start_with_relay().await, new_room());
    let agent = join(through_the_relay(&server, &room, "agent")).await.expect("joining works");
    let mut customer = join(through_the_relay(&server, &room, "customer")).await.expect("joining works");
    let microphone: Arc<dyn Microphone> = agent.microphone().await.into();
    let hum = Hum::into(microphone);
    let mut ears = customer.hears().await;
    hear_until(&mut ears, is_the_hum).await;
    drop(hum);
    agent.leave().await;
    customer.leave().await;
}

#[tokio::test]
async fn without_a_relay_nothing_gets_through_where_only_a_relay_would() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let spec = JoinSpec { patience: Duration::from_secs(2), ..through_the_relay(server, &room, "agent") };
    let heard_of = match join(spec).await {
        Err(refused) => {
            return assert!(matches!(refused, RtcError::Unreachable(_) | RtcError::TimedOut(_)), "{refused:?}");
        }
        Ok(mut agent) => {
            agent.until(|event| matches!(event, RoomEvent::Reconnecting | RoomEvent::Left(_)).then_some(event)).await
        }
    };
    assert!(matches!(heard_of, RoomEvent::Reconnecting | RoomEvent::Left(_)), "{heard_of:?}");
}
