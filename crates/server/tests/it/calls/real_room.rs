//! A call over a real media server: what this server asks of it and signs for it is what LiveKit takes.

use super::office::{Device, customer};
use leadline_domain::Role;
use leadline_server::Clock;
use leadline_server::calls::rooms;
use leadline_testkit::{LiveKitServer, TestServer};

#[tokio::test]
async fn a_development_server_brings_its_own_livekit_and_takes_it_along() {
    let server = TestServer::start_at(Clock::system(), |config| config.calls.no_livekit = false).await;
    let app = server.app().clone();
    let own = app.calls.livekit.as_ref().expect("setup has built one");
    while own.open_room("a room", app.clock.now()).await.is_err() {
        tokio::task::yield_now().await;
    }
    server.stop().await;
    assert!(own.open_room("a room", app.clock.now()).await.is_err(), "it has ended with the server");
}

#[tokio::test]
async fn livekit_opens_the_room_takes_both_tokens_and_closes_it_at_the_end() {
    let livekit = LiveKitServer::shared().await;
    let server = TestServer::start_at(Clock::system(), |config| {
        config.calls.livekit_url = Some(livekit.url());
        config.calls.livekit_key = Some(livekit.key().to_owned());
        config.calls.livekit_secret = Some(livekit.secret().to_owned());
    })
    .await;
    let admin = server.new_organisation().await;
    let desk = Device::of(&server, &server.colleague(&admin, Role::Agent).await);
    let (_, customer) = customer(&server, &desk, "Mali").await;
    let call = customer.calls(desk.id).await;
    let (status, ticket) = desk.does("accept", &call).await;
    assert_eq!((status, &ticket["url"]), (200, &livekit.url().into()), "{ticket}");
    let address = livekit.url().replace("ws:", "http:");
    let takes = async |token: &str| {
        let answer = reqwest::get(format!("{address}/rtc/validate?access_token={token}")).await.unwrap();
        answer.status().as_u16()
    };
    for token in [&call["callerToken"], &ticket["token"]] {
        assert_eq!(takes(token.as_str().unwrap()).await, 200);
    }
    assert_eq!(takes("nonsense").await, 401);
    let app = server.app();
    let (media, room) = (app.calls.livekit.as_ref().unwrap(), call["roomName"].as_str().unwrap());
    assert!(media.participants(room, app.clock.now()).await.unwrap().is_empty());
    customer.does("end", &call).await;
    rooms::close(app, &mut [room.to_owned()].into()).await.unwrap();
    media.close_room(room, app.clock.now()).await.expect("a room that is gone is closed");
}
