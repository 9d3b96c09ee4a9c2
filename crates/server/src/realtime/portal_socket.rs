//! The socket of a customer's browser: their calls and how agents are shown, nothing of the records.

use super::socket::{End, HEARD_WITHIN, hear, say, tell};
use crate::app::App;
use crate::calls::line::Line;
use crate::portal;
use axum::extract::ws::WebSocket;
use leadline_protocol::Code;
use leadline_protocol::realtime::{FromDevice, FromServer};
use tokio::time::{Instant, sleep_until};

/// Serves a browser until it ends.
pub(super) async fn converse(app: &App, socket: &mut WebSocket, token: &str) -> Result<(), End> {
    let who = portal::attendee_of(app, token).await?;
    say(socket, &FromServer::Welcome { version: 0, now: app.clock.now() }).await?;
    let mut line = Line::open(app, &who).await?;
    let outcome = stay(app, socket, &mut line).await;
    line.close(app).await?;
    outcome
}

async fn stay(app: &App, socket: &mut WebSocket, line: &mut Line) -> Result<(), End> {
    for frame in line.replay(app).await? {
        say(socket, &frame).await?;
    }
    let mut heard_at = Instant::now();
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return Err(Code::Unavailable.into()),
            word = line.next() => tell(app, socket, line, word).await?,
            () = sleep_until(heard_at + HEARD_WITHIN) => return Err(End::Gone),
            frame = hear(socket) => {
                let frame = frame?;
                heard_at = Instant::now();
                match frame {
                    FromDevice::Ping { n } => say(socket, &FromServer::Pong { n }).await?,
                    FromDevice::Ring { call, shown } => line.ring(app, call, shown).await?,
                    FromDevice::Hello { .. } | FromDevice::Token { .. } => return Err(Code::BadRequest.into()),
                }
            }
        }
    }
}
