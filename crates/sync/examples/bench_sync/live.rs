//! D6: from another agent's change to the caches of sixteen devices that look, beside a bare WebSocket echo over as
//! many connections.

use crate::{Desk, Outcome, Times, tell};
use futures_util::{SinkExt, StreamExt};
use leadline_cache::Cache;
use leadline_domain::Role;
use leadline_testkit::{Api, TestServer};
use serde_json::{Value, json};
use std::time::Instant;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast::error::RecvError;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

const CONNECTIONS: usize = 16;
const CHANGES: usize = 300;
/// The size of the frame that wakes a device, in bytes.
const FRAME: usize = 120;

/// Measures D6.
pub(crate) async fn measure() -> Outcome<()> {
    let reference = echo().await?.told();
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let folder = tempfile::tempdir()?;
    let mut desks = Vec::new();
    for number in 0..CONNECTIONS {
        let person = server.colleague(&admin, Role::Manager).await;
        desks.push(Desk::open(&person, &server.url(), &folder.path().join(format!("{number}.db"))).await?);
    }
    let [asked, answered] = changes(&admin, &desks).await?;
    for (what, ms) in [("request sent to every cache", asked), ("request answered to every cache", answered)] {
        tell(&json!({ "goal": "D6", "what": what, "devices": CONNECTIONS, "ms": ms.told(),
            "reference": "bare WebSocket echo", "reference_ms": reference }))?;
    }
    Ok(())
}

/// Renames a client over and over; for each device the time since the request was sent, and since it was answered. A
/// change that was there before its answer counts as zero.
async fn changes(writer: &Api, desks: &[Desk]) -> Outcome<[Times; 2]> {
    let made = json!({ "kind": "person", "name": "Anong", "client_type": "lead", "lifecycle_stage": "lead" });
    let made: Value = writer.post("/api/clients", &made).await.read();
    let id: Uuid = made["id"].as_str().unwrap_or_default().parse()?;
    let (mut since_asked, mut since_answered) = (Times::default(), Times::default());
    for number in 0..=CHANGES {
        let company = format!("Company {number}");
        let seen: Vec<_> =
            desks.iter().map(|desk| tokio::spawn(sees(desk.cache.clone(), id, company.clone()))).collect();
        let asked = Instant::now();
        writer.patch(&format!("/api/clients/{id}"), &json!({ "company_name": company })).await.succeeded();
        let answered = Instant::now();
        for seen in seen {
            let seen = seen.await??;
            // The first one warms everything up.
            if number > 0 {
                since_asked.0.push((seen - asked).as_secs_f64() * 1000.0);
                since_answered.0.push(seen.saturating_duration_since(answered).as_secs_f64() * 1000.0);
            }
        }
    }
    Ok([since_asked, since_answered])
}

async fn sees(cache: Cache, client: Uuid, company: String) -> Outcome<Instant> {
    let mut news = cache.watch();
    loop {
        let card = cache.client_card(client, Uuid::nil(), Role::Manager);
        if card.is_ok_and(|card| card.row.company_name.as_deref() == Some(&company)) {
            return Ok(Instant::now());
        }
        if matches!(news.recv().await, Err(RecvError::Closed)) {
            return Err("the cache was closed".into());
        }
    }
}

/// What the machine needs for a frame there and back, over as many connections at once.
async fn echo() -> Outcome<Times> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(send_back(socket));
        }
    });
    let mut sockets = Vec::new();
    for _ in 0..CONNECTIONS {
        sockets.push(tokio_tungstenite::connect_async(format!("ws://{address}")).await?.0);
    }
    let mut times = Times::default();
    for _ in 0..CHANGES {
        let begun = Instant::now();
        for socket in &mut sockets {
            socket.send(Message::binary(vec![0; FRAME])).await?;
        }
        for socket in &mut sockets {
            socket.next().await.ok_or("the echo ended")??;
            times.note(begun);
        }
    }
    Ok(times)
}

async fn send_back(socket: TcpStream) -> Outcome<()> {
    let mut socket = tokio_tungstenite::accept_async(socket).await?;
    while let Some(message) = socket.next().await {
        socket.send(message?).await?;
    }
    Ok(())
}
