//! The real core behind a loopback port, so that the UI can be developed in a browser.
//!
//! `cargo run -p leadline-desktop --example browser_host -- --port 4010 --data /tmp/leadline`, then
//! `POST /call/COMMAND` with the request as JSON, and `GET /events` as a WebSocket.

#![allow(clippy::print_stdout, reason = "its report is for a terminal")]

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use leadline_desktop::calls::Unplugged;
use leadline_desktop::updates::NoUpdater;
use leadline_desktop::{Bare, Desktop, KeyFile, Keyring, NoPhoneProgram, Parts, Surroundings};
use leadline_protocol::{Code, Problem};
use serde_json::Value;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (port, data_dir) = arguments()?;
    let desktop = Desktop::new(Parts {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        device_name: "browser".to_owned(),
        platform: std::env::consts::OS.to_owned(),
        default_server: std::env::var("LEADLINE_SERVER").ok(),
        surroundings: Surroundings::of_this_computer(),
        keyring: Arc::new(Keyring::default()),
        key_file: Arc::new(KeyFile::new(data_dir.join("keys.json"))),
        lines: Arc::new(Unplugged),
        phone_program: Arc::new(NoPhoneProgram),
        computer: Arc::new(Bare),
        updater: Arc::new(NoUpdater),
        data_dir,
    });
    desktop.ready().await;
    // Any page may be open in the developer's browser; only pages served from this computer may talk to the core.
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(|origin, _| from_here(origin.as_bytes())))
        .allow_methods(AllowMethods::any())
        .allow_headers(AllowHeaders::any());
    let app = Router::new()
        .route("/call/{command}", post(call))
        .route("/events", get(events))
        .layer(cors)
        .with_state(desktop);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    eprintln!("Leadline's core listens on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

fn arguments() -> Result<(u16, PathBuf), String> {
    let usage = "usage: browser_host --port PORT --data FOLDER";
    let (mut port, mut data) = (None, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or(usage)?;
        match word.as_str() {
            "--port" => port = Some(value.parse().map_err(|_| usage)?),
            "--data" => data = Some(PathBuf::from(value)),
            _ => return Err(usage.to_owned()),
        }
    }
    Ok((port.ok_or(usage)?, data.ok_or(usage)?))
}

async fn call(
    State(desktop): State<Arc<Desktop>>,
    Path(command): Path<String>,
    Json(request): Json<Value>,
) -> Response {
    match desktop.call(&command, request).await {
        Ok(answer) => Json(answer).into_response(),
        Err(problem) => (status(&problem), Json(problem)).into_response(),
    }
}

fn status(problem: &Problem) -> StatusCode {
    match problem.code {
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::Conflict => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// WebSockets are not held back by CORS, so the page's origin is looked at here.
async fn events(State(desktop): State<Arc<Desktop>>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    match headers.get(header::ORIGIN) {
        Some(origin) if !from_here(origin.as_bytes()) => StatusCode::FORBIDDEN.into_response(),
        _ => upgrade.on_upgrade(move |socket| tell(socket, desktop)),
    }
}

async fn tell(mut socket: WebSocket, desktop: Arc<Desktop>) {
    let mut events = desktop.events().listen();
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Ok(event) => {
                    let text = serde_json::to_string(&event).expect("events are always JSON");
                    if socket.send(Message::Text(text.into())).await.is_err() { return }
                }
                // The gap in the revisions tells the page to ask for everything again.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            said = socket.recv() => if !matches!(said, Some(Ok(_))) { return },
        }
    }
}

fn from_here(origin: &[u8]) -> bool {
    let host = std::str::from_utf8(origin).ok().and_then(|origin| origin.strip_prefix("http://"));
    host.is_some_and(|host| {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        ["localhost", "127.0.0.1"].contains(&name)
    })
}
