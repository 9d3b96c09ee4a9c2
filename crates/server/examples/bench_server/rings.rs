//! C1: how soon a call rings on every device of whoever is called, beside a bare broadcast to as many sockets. The rooms
//! are a real LiveKit's, the devices are in this process; what a device does before it is seen is not in it.

use crate::sockets::{bare_deliveries, listen, open};
use crate::{Times, tell};
use leadline_domain::Role;
use leadline_domain::call::CallState;
use leadline_protocol::auth::Session;
use leadline_protocol::call::CallStarted;
use leadline_protocol::realtime::FromServer;
use leadline_server::Clock;
use leadline_testkit::{LiveKitServer, TestServer, new_device};
use serde_json::json;
use std::time::Instant;
use tokio::sync::mpsc;
use uuid::Uuid;

/// What somebody may be signed in on at a time.
const DEVICES: usize = 4;
const CALLS: usize = 100;

pub async fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let livekit = LiveKitServer::shared().await;
    let server = TestServer::start_at(Clock::system(), |config| {
        config.calls.livekit_url = Some(livekit.url());
        config.calls.livekit_key = Some(livekit.key().to_owned());
        config.calls.livekit_secret = Some(livekit.secret().to_owned());
        config.limits.calls_per_minute = 1_000_000;
        config.limits.requests_per_minute = 1_000_000;
    })
    .await;
    let caller = server.new_organisation().await;
    let called = server.colleague(&caller, Role::Agent).await;
    let (heard, mut rings) = mpsc::unbounded_channel();
    let url = server.url();
    let host = url.trim_start_matches("http://");
    for _ in 0..DEVICES {
        let session: Session = server.sign_in(&called.session().me.email, new_device("desk")).await.read();
        let socket = open(host, Some(&session.access_token)).await.map_err(|fault| fault.to_string())?;
        tokio::spawn(listen(socket, ring_of, heard.clone()));
    }
    let mut ours = Times::default();
    for _ in 0..CALLS {
        let call_id = Uuid::now_v7();
        let begun = Instant::now();
        let wish = json!({ "callId": call_id, "calleeSupabaseId": called.session().me.profile_id });
        let started: CallStarted = caller.post("/api/voip/start-call", &wish).await.read();
        let mut reached = 0;
        while reached < DEVICES {
            let (ringing, at) = rings.recv().await.ok_or("every line was lost")?;
            if ringing == started.call_id {
                reached += 1;
                ours.0.push(at - begun);
            }
        }
        caller.post(&format!("/api/voip/calls/{call_id}/cancel"), &json!({})).await.succeeded();
    }
    server.stop().await;
    let mut theirs = bare_deliveries(DEVICES).await?.times;
    tell(&json!({
        "goal": "C1", "devices": DEVICES, "calls": CALLS, "p50_ms": ours.percentile(50), "p95_ms": ours.percentile(95),
        "goal_p95_ms": 300, "reference": "bare broadcast, nothing stored", "reference_p50_ms": theirs.percentile(50),
        "reference_p95_ms": theirs.percentile(95),
    }))?;
    Ok(())
}

/// The call that begins to ring.
fn ring_of(frame: FromServer) -> Option<Uuid> {
    match frame {
        FromServer::Call { call } if call.state == CallState::Ringing => Some(call.id),
        _ => None,
    }
}
