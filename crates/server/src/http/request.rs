//! What surrounds every request: an id that stands in the log and in every refusal, where it comes from, a time limit,
//! and a count.

use super::caller;
use crate::app::App;
use crate::failure::Failure;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header::HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leadline_protocol::Code;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use tracing::Instrument;
use uuid::Uuid;

const LIMIT: Duration = Duration::from_secs(30);
const ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Current;
}

#[derive(Clone, Copy)]
struct Current {
    id: Uuid,
    address: Option<IpAddr>,
}

/// The id of the request being served.
pub fn id() -> Option<Uuid> {
    CURRENT.try_with(|current| current.id).ok()
}

/// Where the request being served comes from.
pub fn address() -> Option<IpAddr> {
    CURRENT.try_with(|current| current.address).ok().flatten()
}

/// Serves a request under a new id.
pub async fn surround(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Uuid::now_v7();
    let address = caller::of(request.extensions(), request.headers(), &app.config.trusted_proxies);
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %id, %method, path);
    let served = async {
        match tokio::time::timeout(LIMIT, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Failure::from(Code::Unavailable).into_response(),
        }
    };
    let mut response = CURRENT.scope(Current { id, address }, served.instrument(span)).await;
    let id = HeaderValue::from_str(&id.to_string()).expect("an id is plain ASCII");
    response.headers_mut().insert(ID_HEADER, id);
    let labels = [("method", method.to_string()), ("path", path), ("status", response.status().as_u16().to_string())];
    metrics::counter!("leadline_requests_total", &labels).increment(1);
    metrics::histogram!("leadline_request_seconds", &labels[..2]).record(started.elapsed().as_secs_f64());
    response
}
