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
/// The portal's pages come from this very server.
pub fn may_connect(headers: &HeaderMap, config: &Config) -> bool {
    match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => allowed(config).any(|allowed| origin == allowed) || is_from_here(origin, headers),
    }
}

/// Whether a page was loaded from the host that it now asks. A proxy in between passes `Host` on.
fn is_from_here(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let named = |value: &HeaderValue| value.to_str().ok().map(str::to_ascii_lowercase);
    let (Some(origin), Some(host)) = (named(origin), headers.get(header::HOST).and_then(named)) else { return false };
    ["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host.as_str()))
}

fn allowed(config: &Config) -> impl Iterator<Item = &str> {
    DESKTOP.into_iter().chain(config.allowed_origins.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, header, is_from_here};

    #[test]
    fn a_page_of_this_server_is_told_from_one_of_another() {
        let asks = |origin: &str, host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            is_from_here(&origin.parse().unwrap(), &headers)
        };
        assert!(asks("https://sales.example", "Sales.example"));
        assert!(asks("http://127.0.0.1:8420", "127.0.0.1:8420"));
        assert!(!asks("http://127.0.0.1:8421", "127.0.0.1:8420"));
        assert!(!asks("https://sales.example.evil.example", "sales.example"));
        assert!(!asks("null", "sales.example"));
    }
}
