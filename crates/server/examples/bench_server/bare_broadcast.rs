//! The reference of S4: the same frames to as many sockets, with nothing stored, checked or ordered.

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use leadline_protocol::realtime::FromServer;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::broadcast;

/// A running one.
pub struct Bare {
    /// Where it answers.
    pub address: SocketAddr,
    versions: broadcast::Sender<i64>,
    last: AtomicI64,
}

impl Bare {
    /// Sends the next version to every socket.
    pub fn next(&self) -> i64 {
        let version = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        // Without a socket there is nobody to tell.
        let _ = self.versions.send(version);
        version
    }
}

/// Serves in this process.
pub async fn serve() -> std::io::Result<Bare> {
    let (versions, _) = broadcast::channel(64);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let routes = Router::new().route("/v1/realtime", get(socket)).with_state(versions.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(Bare { address, versions, last: AtomicI64::new(0) })
}

async fn socket(State(versions): State<broadcast::Sender<i64>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.read_buffer_size(2048).write_buffer_size(0).on_upgrade(async move |mut socket| {
        let mut news = versions.subscribe();
        while let Ok(version) = news.recv().await {
            let frame = serde_json::to_string(&FromServer::Poke { version }).expect("a frame is plain JSON");
            if socket.send(Message::text(frame)).await.is_err() {
                return;
            }
        }
    })
}
