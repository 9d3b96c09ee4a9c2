//! What surrounds every request: an id that stands in the log and in every refusal, a time limit, and a count.

use crate::failure::Failure;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, header::HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leadline_protocol::Code;
use std::time::{Duration, Instant};
use tracing::Instrument;
use uuid::Uuid;

const LIMIT: Duration = Duration::from_secs(30);
const ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static ID: Uuid;
}

/// The id of the request being served.
pub fn id() -> Option<Uuid> {
    ID.try_with(|id| *id).ok()
}

/// Serves a request under a new id.
pub async fn surround(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Uuid::now_v7();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %id, %method, path);
    let served = async {
        match tokio::time::timeout(LIMIT, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Failure::from(Code::Unavailable).into_response(),
        }
    };
    let mut response = ID.scope(id, served.instrument(span)).await;
    let id = HeaderValue::from_str(&id.to_string()).expect("an id is plain ASCII");
    response.headers_mut().insert(ID_HEADER, id);
    let labels = [("method", method.to_string()), ("path", path), ("status", response.status().as_u16().to_string())];
    metrics::counter!("leadline_requests_total", &labels).increment(1);
    metrics::histogram!("leadline_request_seconds", &labels[..2]).record(started.elapsed().as_secs_f64());
    response
}
