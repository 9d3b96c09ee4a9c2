//! The server's own description and figures.

use crate::app::App;
use crate::failure::Served;
use crate::http::caller::Caller;
use crate::http::signed_in::bearer;
use crate::http::{docs, metrics, router};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse};
use leadline_protocol::{Code, Problem};
use subtle::ConstantTimeEq;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(openapi)).routes(routes!(documentation)).routes(routes!(figures))
}

/// This description.
#[utoipa::path(get, path = "/api/openapi.json", tag = "server", security(()),
    responses((status = 200, description = "OpenAPI 3.1")))]
async fn openapi() -> axum::Json<OpenApi> {
    axum::Json(router::openapi())
}

/// This description as a page.
#[utoipa::path(get, path = "/api/docs", tag = "server", security(()), responses((status = 200, content_type = "text/html")))]
async fn documentation() -> impl IntoResponse {
    ([(header::CONTENT_SECURITY_POLICY, docs::POLICY)], Html(docs::page(&router::openapi())))
}

/// Figures for Prometheus: with the configured token, or without one from this machine only.
#[utoipa::path(get, path = "/metrics", tag = "server", responses(
    (status = 200, content_type = "text/plain"), (status = 403, body = Problem)))]
async fn figures(State(app): State<App>, Caller(address): Caller, headers: HeaderMap) -> Served<String> {
    let may = match &app.config.metrics_token {
        Some(token) => bearer(&headers).is_some_and(|given| given.as_bytes().ct_eq(token.as_bytes()).into()),
        None => address.is_loopback(),
    };
    if may { Ok(metrics::render(&app)) } else { Err(Code::Forbidden.into()) }
}
