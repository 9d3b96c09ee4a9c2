//! The realtime socket.

use crate::app::App;
use crate::failure::{Failure, Served};
use crate::http::origins;
use crate::realtime;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use leadline_protocol::realtime::MAX_FRAME_BYTES;
use leadline_protocol::{Code, Problem};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The library's own buffers take 135 KiB a socket; frames here are a few dozen bytes, and only the first one, which
/// carries a token, is read in two parts.
const READ_BUFFER_BYTES: usize = 512;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(realtime_socket))
}

/// A WebSocket that says when there is something to pull. The first frame carries the access token; frames are in the
/// protocol's description of realtime.
#[utoipa::path(get, path = "/v1/realtime", tag = "sync", security(()), responses(
    (status = 101, description = "The socket is open"),
    (status = 400, description = "`bad_request`: not a WebSocket", body = Problem),
    (status = 403, description = "`forbidden`: a web page of another origin", body = Problem),
))]
async fn realtime_socket(
    State(app): State<App>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Served<Response> {
    let upgrade = upgrade.map_err(|_| Failure::from(Code::BadRequest))?;
    if !origins::may_connect(&headers, &app.config) {
        return Err(Code::Forbidden.into());
    }
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(MAX_FRAME_BYTES)
        .max_frame_size(MAX_FRAME_BYTES);
    let socket = app.clone();
    let tracked = app.tasks.token();
    Ok(upgrade.on_upgrade(async move |connection| {
        realtime::serve(socket, connection).await;
        drop(tracked);
    }))
}
