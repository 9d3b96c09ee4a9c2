//! Pull and push of devices, as MessagePack with zstd; as JSON for looking at by hand.

use crate::actor::Actor;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use crate::http::body::whole_body;
use crate::sync;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leadline_protocol::codec::{self, CodecFault};
use leadline_protocol::sync::{Page, Pull, Push, Pushed};
use leadline_protocol::{Code, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Largest packed body; [`codec::MAX_BYTES`] is the limit after unpacking.
const BODY_LIMIT: usize = 4 * 1024 * 1024;
const JSON: &str = "application/json";

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(pull)).routes(routes!(push)).layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// What is new since. The body is a `Pull`, the answer a `Page`, in MessagePack with zstd
/// (`application/x-leadline-sync`) or in JSON. The shapes are those of the crate `leadline-protocol`.
#[utoipa::path(
    post, path = "/v1/sync/pull", tag = "sync",
    request_body(content_type = "application/x-leadline-sync", description = "A `Pull`"),
    responses(
        (status = 200, content_type = "application/x-leadline-sync", description = "A `Page`"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 426, body = Problem)
    )
)]
async fn pull(State(app): State<App>, actor: Actor, request: Request) -> Served<Response> {
    let (asked, json): (Pull, bool) = unpack(request, &app).await?;
    let now = app.clock.now();
    let page: Page =
        app.database.run(&actor, Access::Snapshot, |tx| Box::pin(sync::pull(tx, &actor, &asked, now))).await?;
    Ok(answer(&page, json))
}

/// Edits made on a device, at most 200, done exactly once. The body is a `Push`, the answer a `Pushed`.
#[utoipa::path(
    post, path = "/v1/sync/push", tag = "sync",
    request_body(content_type = "application/x-leadline-sync", description = "A `Push`"),
    responses(
        (status = 200, content_type = "application/x-leadline-sync", description = "A `Pushed`"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 413, body = Problem),
        (status = 426, body = Problem)
    )
)]
async fn push(State(app): State<App>, actor: Actor, request: Request) -> Served<Response> {
    let (edits, json): (Push, bool) = unpack(request, &app).await?;
    let now = app.clock.now();
    let pushed: Pushed =
        app.database.run(&actor, Access::Write, |tx| Box::pin(sync::push(tx, &actor, &edits, now))).await?;
    Ok(answer(&pushed, json))
}

async fn unpack<T: DeserializeOwned>(request: Request, app: &App) -> Served<(T, bool)> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let json = kind.split(';').next().is_some_and(|kind| kind.trim() == JSON);
    let body = whole_body(request, app).await?;
    let message = if json {
        serde_json::from_slice(&body).map_err(|_| Code::BadRequest)?
    } else {
        codec::unpack(&body).map_err(|fault| match fault {
            CodecFault::TooLarge => Code::TooLarge,
            CodecFault::Packing(_) | CodecFault::Shape(_) => Code::BadRequest,
        })?
    };
    Ok((message, json))
}

fn answer<T: Serialize>(message: &T, json: bool) -> Response {
    if json {
        return axum::Json(message).into_response();
    }
    // Packed already; the identity keeps it from being packed a second time.
    ([(CONTENT_TYPE, codec::CONTENT_TYPE), (CONTENT_ENCODING, "identity")], codec::pack(message)).into_response()
}
