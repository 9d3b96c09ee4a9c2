//! The socket as the runner holds it: opening, open, or not there.

use super::exchanges::Exchanges;
use crate::engine::Event;
use crate::link::{LinkFault, RealtimeSocket, ServerLink};
use leadline_domain::Millis;
use leadline_protocol::PROTOCOL;
use leadline_protocol::realtime::FromDevice;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use tokio::time::Instant;
use uuid::Uuid;

type Opening<S> = Pin<Box<dyn Future<Output = Result<(S, Said, u64), LinkFault>> + Send>>;

/// When the hello was said, by this computer's clock and on one that never goes back.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) at: Millis,
    pub(super) moment: Instant,
}

enum Stage<S> {
    Down,
    /// A frame could not be sent; the engine has not been told yet.
    Broken,
    Opening(Opening<S>),
    Open(S),
}

pub(super) struct Realtime<L: ServerLink> {
    stage: Stage<L::Socket>,
    said: Option<Said>,
}

impl<L: ServerLink> Realtime<L> {
    pub(super) fn new() -> Self {
        Self { stage: Stage::Down, said: None }
    }

    pub(super) fn open(&mut self, exchanges: Arc<Exchanges<L>>, version: i64) {
        self.stage = Stage::Opening(Box::pin(async move {
            let token = exchanges.credentials.access_token().await?;
            let mut socket = exchanges.link.open_socket().await?;
            let left_ms = u64::try_from(token.left.as_millis()).unwrap_or(u64::MAX);
            let said = Said { at: (exchanges.now)(), moment: Instant::now() };
            socket.send(FromDevice::Hello { token: token.text, protocol: PROTOCOL, version }).await?;
            Ok((socket, said, left_ms))
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

    /// Says that a ring has reached this device. Without a socket nothing is said: the ring comes again with the next.
    pub(super) async fn ring(&mut self, call: Uuid, shown: bool) {
        self.send(FromDevice::Ring { call, shown }).await;
    }

    /// When the hello of this socket was said, once: for the welcome that answers it.
    pub(super) fn take_said(&mut self) -> Option<Said> {
        self.said.take()
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
            Ok((socket, said, token_left_ms)) => {
                self.stage = Stage::Open(socket);
                self.said = Some(said);
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
