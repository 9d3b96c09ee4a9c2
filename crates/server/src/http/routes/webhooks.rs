//! What other servers say by themselves.

use crate::app::App;
use crate::calls;
use crate::failure::Served;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use leadline_protocol::{Code, Problem};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(livekit_event))
}

/// What the media server says happened in a room. Signed by it over exactly these bytes; a word that was heard before
/// changes nothing.
#[utoipa::path(post, path = "/api/webhooks/livekit", tag = "calls", security(()), request_body = String, responses(
    (status = 204),
    (status = 401, description = "`unauthenticated`: not signed by the media server, or too old", body = Problem),
))]
async fn livekit_event(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Served<StatusCode> {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    calls::heard(&app, authorization.ok_or(Code::Unauthenticated)?, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}
