//! The reference of S4: the same frames to as many sockets, with nothing stored, checked or ordered.

use crate::process::say_address;
use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::{get, post};
use leadline_protocol::realtime::FromServer;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::broadcast;

/// The word that makes this program such a server.
pub const BARE: &str = "broadcast-bare";

#[derive(Debug)]
struct Bare {
    versions: broadcast::Sender<i64>,
    last: AtomicI64,
}

/// Serves until nobody is at the other end of the standard input any more.
pub async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let bare = Arc::new(Bare { versions: broadcast::channel(64).0, last: AtomicI64::new(0) });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let ready = get(async || "ready");
    let routes = Router::new().route("/v1/realtime", get(socket)).route("/next", post(next)).route("/readyz", ready);
    let serving = tokio::spawn(async move { axum::serve(listener, routes.with_state(bare)).await });
    say_address(&format!("http://{address}"))?;
    crate::process::until_left_alone().await?;
    serving.abort();
    Ok(())
}

/// Sends the next version to every socket.
async fn next(State(bare): State<Arc<Bare>>) -> String {
    let version = bare.last.fetch_add(1, Ordering::Relaxed) + 1;
    // Without a socket there is nobody to tell.
    let _ = bare.versions.send(version);
    version.to_string()
}

async fn socket(State(bare): State<Arc<Bare>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.read_buffer_size(2048).write_buffer_size(0).on_upgrade(async move |mut socket| {
        let mut news = bare.versions.subscribe();
        while let Ok(version) = news.recv().await {
            let frame = serde_json::to_string(&FromServer::Poke { version }).expect("a frame is plain JSON");
            if socket.send(Message::text(frame)).await.is_err() {
                return;
            }
        }
    })
}
