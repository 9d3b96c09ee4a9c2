//! The portal itself: the pages customers open in a browser, built in `ui/` and carried inside this program. A server
//! built for development reads them from there instead, so that a change shows at the next reload.

use crate::app::App;
use crate::failure::Served;
use crate::http::body::Path;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Redirect, Response};
use leadline_protocol::{Code, Problem};
use std::borrow::Cow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const PAGE: &str = "portal.html";
/// Every file but the page has its content's hash in its name.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_EACH_TIME: &str = "no-cache";
/// Only the portal's own pages may use the microphone and the camera.
const DEVICES: (HeaderName, &str) =
    (HeaderName::from_static("permissions-policy"), "microphone=(self), camera=(self), display-capture=()");

/// The pages of a released server, by name.
const CARRIED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/portal_files.rs"));

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(portal_without_slash)).routes(routes!(portal_page)).routes(routes!(portal_file))
}

/// The pages' address is `/portal/`.
#[utoipa::path(get, path = "/portal", tag = "portal", security(()), responses((status = 308)))]
async fn portal_without_slash() -> Redirect {
    Redirect::permanent("/portal/")
}

/// The customers' page. An invitation opens `/portal/#/in/CODE`: what stands behind the `#` stays in the browser.
#[utoipa::path(get, path = "/portal/", tag = "portal", security(()), responses(
    (status = 200, content_type = "text/html"),
    (status = 404, description = "`not_found`: built without the portal", body = Problem),
))]
async fn portal_page(State(app): State<App>) -> Served<Response> {
    let policy = policy(app.calls.livekit.as_ref().map(|livekit| livekit.url.as_str()));
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], file(PAGE, ASK_EACH_TIME)?).into_response())
}

/// What the page loads. An address without an ending is one of the page's own.
#[utoipa::path(get, path = "/portal/{file}", tag = "portal", security(()), params(("file" = String, Path)), responses(
    (status = 200),
    (status = 404, description = "`not_found`", body = Problem),
))]
async fn portal_file(State(app): State<App>, Path(name): Path<String>) -> Served<Response> {
    if name == PAGE || !name.contains('.') { portal_page(State(app)).await } else { file(&name, FOR_GOOD) }
}

fn file(name: &str, kept: &'static str) -> Served<Response> {
    let content = content(name).ok_or(Code::NotFound)?;
    let headers = [(header::CONTENT_TYPE, kind(name)), (header::CACHE_CONTROL, kept), DEVICES];
    Ok((headers, content).into_response())
}

fn content(name: &str) -> Option<Cow<'static, [u8]>> {
    let carried = CARRIED.iter().find(|(carried, _)| *carried == name);
    carried.map(|(_, content)| Cow::Borrowed(*content)).or_else(|| built(name).map(Cow::Owned))
}

#[cfg(debug_assertions)]
fn built(name: &str) -> Option<Vec<u8>> {
    let pages = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/dist-portal"));
    if name.contains(['/', '\\']) { None } else { std::fs::read(pages.join(name)).ok() }
}

#[cfg(not(debug_assertions))]
fn built(_name: &str) -> Option<Vec<u8>> {
    None
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// What the page may do: its own files, this server, and the media server.
fn policy(livekit: Option<&str>) -> String {
    let media = livekit.map_or_else(String::new, |url| {
        let url = url.trim_end_matches('/');
        // The client asks over HTTP why a socket was refused. LiveKit's cloud answers from a host per region.
        let asks = url.replacen("ws", "http", 1);
        let regions =
            if url.ends_with(".livekit.cloud") { " https://*.livekit.cloud wss://*.livekit.cloud" } else { "" };
        format!(" {url} {asks}{regions}")
    });
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
         media-src 'self' blob:; connect-src 'self'{media}; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::{file, policy};

    #[test]
    fn the_page_may_reach_the_media_server_and_nothing_else() {
        let connects = |livekit| {
            let policy = policy(livekit);
            policy.split("; ").find_map(|rule| rule.strip_prefix("connect-src ")).unwrap().to_owned()
        };
        assert_eq!(connects(None), "'self'");
        assert_eq!(connects(Some("ws://127.0.0.1:7880")), "'self' ws://127.0.0.1:7880 http://127.0.0.1:7880");
        assert_eq!(
            connects(Some("wss://firm.livekit.cloud/")),
            "'self' wss://firm.livekit.cloud https://firm.livekit.cloud https://*.livekit.cloud wss://*.livekit.cloud"
        );
    }

    #[test]
    fn nothing_outside_of_the_portal_is_handed_out() {
        for name in ["../package.json", "..%2fpackage.json", "/etc/passwd", "../../Cargo.toml"] {
            assert!(file(name, "").is_err(), "{name}");
        }
    }
}
