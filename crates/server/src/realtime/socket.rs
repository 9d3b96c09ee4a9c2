//! One device's socket, from its hello to its end.
//!
//! A socket mostly waits. What it does now and then is boxed, so that an idle one holds no room for it.

use super::versions::version_of;
use crate::actor::Actor;
use crate::app::App;
use crate::auth::access_token::Claims;
use crate::auth::ended_sessions::Ended;
use crate::calls::Attendee;
use crate::calls::line::Line;
use crate::calls::news::Word;
use crate::failure::{Failure, Served};
use crate::portal;
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use leadline_protocol::realtime::{FromDevice, FromServer, MAX_FRAME_BYTES};
use leadline_protocol::{Code, MIN_PROTOCOL};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, sleep_until, timeout};

const HELLO_WITHIN: Duration = Duration::from_secs(5);
/// A device that does not take a frame within this time has gone.
const TAKEN_WITHIN: Duration = Duration::from_secs(10);
/// Devices ping well within this time.
pub(super) const HEARD_WITHIN: Duration = Duration::from_secs(120);
/// Frames a device may send in one window.
const FRAMES: u32 = 60;
const WINDOW: Duration = Duration::from_secs(10);

/// Why a socket ends.
pub(super) enum End {
    /// The other side went, or does not take frames any more.
    Gone,
    /// It is told why.
    Bye(Code),
}

impl From<Failure> for End {
    fn from(fault: Failure) -> Self {
        Self::Bye(fault.problem().code)
    }
}

impl From<Code> for End {
    fn from(code: Code) -> Self {
        Self::Bye(code)
    }
}

/// Serves a socket until it ends.
pub async fn serve(app: App, mut socket: WebSocket) {
    metrics::gauge!("leadline_sockets").increment(1);
    if let Err(End::Bye(code)) = converse(&app, &mut socket).await {
        say_bye(&mut socket, code).await;
    }
    metrics::gauge!("leadline_sockets").decrement(1);
}

async fn converse(app: &App, socket: &mut WebSocket) -> Result<(), End> {
    let first = timeout(HELLO_WITHIN, hear(socket)).await.map_err(|_| Code::Unauthenticated)??;
    let FromDevice::Hello { token, protocol, version } = first else { return Err(Code::Unauthenticated.into()) };
    if protocol < MIN_PROTOCOL {
        return Err(Code::UpgradeRequired.into());
    }
    if portal::is_portal_token(&token) {
        return Box::pin(super::portal_socket::converse(app, socket, &token)).await;
    }
    let mut device = Listening::begin(app, &token)?;
    // Held as long as the socket, the token would be a good part of what an idle one costs.
    drop(token);
    let now_at = Box::pin(version_of(&app.database, device.actor.org_id)).await?;
    app.versions.reached(device.actor.org_id, now_at);
    device.versions.mark_unchanged();
    say(socket, &FromServer::Welcome { version: now_at, now: app.clock.now() }).await?;
    device.told = now_at;
    if now_at > version {
        say(socket, &FromServer::Poke { version: now_at }).await?;
    }
    let mut line = Box::pin(Line::open(app, &Attendee::agent(&device.actor))).await?;
    let outcome = device.stay(app, socket, &mut line).await;
    Box::pin(line.close(app)).await?;
    outcome
}

/// A device that said hello.
struct Listening {
    actor: Actor,
    claims: Claims,
    versions: watch::Receiver<i64>,
    ended: broadcast::Receiver<Ended>,
    /// The version it was told last.
    told: i64,
    heard_at: Instant,
    window: (Instant, u32),
}

impl Listening {
    fn begin(app: &App, token: &str) -> Result<Self, End> {
        // Followed before the token is checked, so that an end in between is not missed.
        let ended = app.ended_sessions.news();
        let (actor, claims) = recognised(app, token)?;
        let now = Instant::now();
        let versions = app.versions.follow(actor.org_id);
        Ok(Self { actor, claims, versions, ended, told: 0, heard_at: now, window: (now, 0) })
    }

    async fn stay(&mut self, app: &App, socket: &mut WebSocket, line: &mut Line) -> Result<(), End> {
        for frame in Box::pin(line.replay(app)).await? {
            say(socket, &frame).await?;
        }
        loop {
            self.step(app, socket, line).await?;
        }
    }

    async fn step(&mut self, app: &App, socket: &mut WebSocket, line: &mut Line) -> Result<(), End> {
        let left_ms = (self.claims.exp * 1000 - app.clock.now()).max(0).unsigned_abs();
        let token_ends = Instant::now() + Duration::from_millis(left_ms);
        tokio::select! {
            () = app.stopping.cancelled() => Err(Code::Unavailable.into()),
            ended = self.ended.recv() => self.consider(app, ended),
            changed = self.versions.changed() => {
                changed.map_err(|_| Code::Unavailable)?;
                self.poke(socket).await
            }
            word = line.next() => Box::pin(tell(app, socket, line, word)).await,
            () = sleep_until(token_ends) => Err(Code::TokenExpired.into()),
            () = sleep_until(self.heard_at + HEARD_WITHIN) => Err(End::Gone),
            frame = hear(socket) => {
                let frame = frame?;
                self.count_frame()?;
                Box::pin(self.answer(app, socket, line, frame)).await
            }
        }
    }

    async fn poke(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        let version = *self.versions.borrow_and_update();
        if version > self.told {
            self.told = version;
            say(socket, &FromServer::Poke { version }).await?;
        }
        Ok(())
    }

    async fn answer(&mut self, app: &App, socket: &mut WebSocket, line: &Line, frame: FromDevice) -> Result<(), End> {
        if self.claims.exp * 1000 <= app.clock.now() && !matches!(frame, FromDevice::Token { .. }) {
            return Err(Code::TokenExpired.into());
        }
        match frame {
            FromDevice::Hello { .. } => Err(Code::BadRequest.into()),
            FromDevice::Ping { n } => say(socket, &FromServer::Pong { n }).await,
            FromDevice::Ring { call, shown } => Ok(line.ring(app, call, shown).await?),
            FromDevice::Token { token } => {
                let (actor, claims) = recognised(app, &token)?;
                if actor.session_id != self.actor.session_id {
                    return Err(Code::Unauthenticated.into());
                }
                (self.actor, self.claims) = (actor, claims);
                Ok(())
            }
        }
    }

    /// Ends the socket if what ended is its session or its token. Too many at once to be heard one by one are looked up.
    fn consider(&self, app: &App, ended: Result<Ended, RecvError>) -> Result<(), End> {
        match ended {
            Ok(Ended::Session { id, .. }) if id != self.claims.sid => Ok(()),
            Ok(Ended::TokensBefore { user_id, .. }) if user_id != self.claims.sub => Ok(()),
            _ => Ok(app.ended_sessions.check(&self.claims)?),
        }
    }

    fn count_frame(&mut self) -> Result<(), End> {
        self.heard_at = Instant::now();
        if self.heard_at - self.window.0 > WINDOW {
            self.window = (self.heard_at, 0);
        }
        self.window.1 += 1;
        if self.window.1 > FRAMES { Err(Code::RateLimited.into()) } else { Ok(()) }
    }
}

fn recognised(app: &App, token: &str) -> Served<(Actor, Claims)> {
    let claims = app.access_tokens.check(token, app.clock.now())?;
    Ok((app.actor_of(token)?, claims))
}

/// Tells a device what its line heard. One that fell too far behind is sent away, and comes back to see all of it.
pub(super) async fn tell(app: &App, socket: &mut WebSocket, line: &mut Line, word: Option<Word>) -> Result<(), End> {
    match line.frame(app, word.ok_or(Code::Unavailable)?).await? {
        Some(frame) => say(socket, &frame).await,
        None => Ok(()),
    }
}

/// The next frame. What is no frame of ours ends the socket.
pub(super) async fn hear(socket: &mut WebSocket) -> Result<FromDevice, End> {
    loop {
        match socket.recv().await {
            Some(Ok(Message::Text(text))) if text.len() <= MAX_FRAME_BYTES => {
                return serde_json::from_str(&text).map_err(|_| Code::BadRequest.into());
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Text(_) | Message::Binary(_))) => return Err(Code::BadRequest.into()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
        }
    }
}

pub(super) async fn say(socket: &mut WebSocket, frame: &FromServer) -> Result<(), End> {
    let text = serde_json::to_string(frame).map_err(|_| Code::Internal)?;
    match timeout(TAKEN_WITHIN, socket.send(Message::Text(text.into()))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}

async fn say_bye(socket: &mut WebSocket, code: Code) {
    let reason = serde_json::to_string(&code).unwrap_or_default();
    let close = match code {
        Code::Unavailable => close_code::RESTART,
        _ => close_code::POLICY,
    };
    if say(socket, &FromServer::Bye { code }).await.is_ok() {
        let frame = CloseFrame { code: close, reason: reason.trim_matches('"').into() };
        // The device may be gone already, which is what is wanted.
        let _ = timeout(TAKEN_WITHIN, socket.send(Message::Close(Some(frame)))).await;
    }
}
