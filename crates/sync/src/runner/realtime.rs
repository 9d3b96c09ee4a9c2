//! The socket as the runner holds it: opening, open, or not there.

use super::exchanges::Exchanges;
use crate::engine::Event;
use crate::link::{LinkFault, RealtimeSocket, ServerLink};
use leadline_protocol::PROTOCOL;
use leadline_protocol::realtime::FromDevice;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Opening<S> = Pin<Box<dyn Future<Output = Result<(S, u64), LinkFault>> + Send>>;

enum Stage<S> {
    Down,
    /// A frame could not be sent; the engine has not been told yet.
    Broken,
    Opening(Opening<S>),
    Open(S),
}

pub(super) struct Realtime<L: ServerLink> {
    stage: Stage<L::Socket>,
}

impl<L: ServerLink> Realtime<L> {
    pub(super) fn new() -> Self {
        Self { stage: Stage::Down }
    }

    pub(super) fn open(&mut self, exchanges: Arc<Exchanges<L>>, version: i64) {
        self.stage = Stage::Opening(Box::pin(async move {
            let token = exchanges.credentials.access_token().await?;
            let mut socket = exchanges.link.open_socket().await?;
            let left_ms = u64::try_from(token.left.as_millis()).unwrap_or(u64::MAX);
            socket.send(FromDevice::Hello { token: token.text, protocol: PROTOCOL, version }).await?;
            Ok((socket, left_ms))
        }));
    }

    pub(super) fn close(&mut self) {
        self.stage = Stage::Down;
    }

    pub(super) async fn ping(&mut self, n: u64) {
        self.send(FromDevice::Ping { n }).await;
    }

    pub(super) async fn token(&mut self, exchanges: &Exchanges<L>) {
        match exchanges.credentials.access_token().await {
            Ok(token) => self.send(FromDevice::Token { token: token.text }).await,
            Err(_) => self.stage = Stage::Broken,
        }
    }

    async fn send(&mut self, frame: FromDevice) {
        if let Stage::Open(socket) = &mut self.stage
            && socket.send(frame).await.is_err()
        {
            self.stage = Stage::Broken;
        }
    }

    /// The next thing that happens on the socket; may be dropped while waiting.
    pub(super) async fn next(&mut self) -> Event {
        let opened = match &mut self.stage {
            Stage::Down => std::future::pending().await,
            Stage::Broken => Err(LinkFault::Offline),
            Stage::Opening(opening) => opening.await,
            Stage::Open(socket) => match socket.next().await {
                Ok(frame) => return Event::SocketHeard(frame),
                Err(fault) => Err(fault),
            },
        };
        match opened {
            Ok((socket, token_left_ms)) => {
                self.stage = Stage::Open(socket);
                Event::SocketOpened { token_left_ms }
            }
            Err(fault) => {
                tracing::debug!(%fault, "the realtime socket is down");
                self.stage = Stage::Down;
                Event::SocketClosed
            }
        }
    }
}
