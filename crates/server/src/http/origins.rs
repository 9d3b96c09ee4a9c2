//! Web pages that may call the server.

use crate::config::Config;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use tower_http::cors::CorsLayer;

/// Where the desktop app's own pages come from, on the three systems.
const DESKTOP: [&str; 3] = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];

/// Cross-origin requests of the desktop app and of configured pages.
pub fn cors(config: &Config) -> CorsLayer {
    let origins = allowed(config).filter_map(|origin| origin.parse::<HeaderValue>().ok());
    CorsLayer::new()
        .allow_origin(origins.collect::<Vec<_>>())
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
}

/// Whether a socket may be opened. Browsers do not apply their rules to sockets, but name the page; programs name none.
pub fn may_connect(headers: &HeaderMap, config: &Config) -> bool {
    match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => allowed(config).any(|allowed| origin == allowed),
    }
}

fn allowed(config: &Config) -> impl Iterator<Item = &str> {
    DESKTOP.into_iter().chain(config.allowed_origins.iter().map(String::as_str))
}
