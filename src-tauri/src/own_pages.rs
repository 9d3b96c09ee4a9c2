//! Windows show the pages of the app and nothing else: a link in a note or a mail must not turn one into a browser with
//! the app's rights.

use tauri::Url;

/// Whether a window may go there.
pub fn are(url: &Url) -> bool {
    let development = cfg!(debug_assertions) && !cfg!(feature = "custom-protocol");
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // As Windows has it.
        "http" | "https" => {
            url.host_str() == Some("tauri.localhost") || (development && url.host_str() == Some("localhost"))
        }
        "about" => url.path() == "blank",
        _ => false,
    };
    if !own {
        tracing::warn!(scheme = url.scheme(), "a window was kept from leaving the app");
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_app_are_shown_and_everything_else_is_not() {
        let shown = |url: &str| are(&Url::parse(url).unwrap());
        for own in ["tauri://localhost/index.html#/leads", "http://tauri.localhost/ring.html", "about:blank"] {
            assert!(shown(own), "{own}");
        }
        for other in [
            "https://example.com/",
            "http://tauri.localhost.example.com/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "tel:+66815550142",
            "mailto:mali@example.com",
        ] {
            assert!(!shown(other), "{other}");
        }
    }
}
