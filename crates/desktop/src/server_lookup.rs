//! Finding a firm's server by the domain of somebody's mail.
//!
//! `https://DOMAIN/.well-known/leadline` (the place is RFC 8615's) holds `{"server": "https://crm.firm.example"}`. Only an
//! address is taken from it, which the person sees before they send a password there.

use crate::server_address;
use reqwest::Client;
use reqwest::redirect::Policy;
use serde::Deserialize;
use std::time::Duration;
use url::{Host, Url};

const PLACE: &str = ".well-known/leadline";
const PATIENCE: Duration = Duration::from_secs(5);
/// An address is short; whatever else a web server answers there is not read to its end.
const MOST_BYTES: usize = 4_096;
const MOST_REDIRECTS: usize = 3;

#[derive(Deserialize)]
struct Place {
    server: String,
}

/// Where the domain of a mail address names its firm's server; nothing for what is no mail address.
pub fn place_of(email: &str) -> Option<Url> {
    let (who, domain) = email.trim().rsplit_once('@')?;
    let mut url = Url::parse(&format!("https://{domain}/")).ok()?;
    let named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
    let bare = url.path() == "/" && url.port().is_none() && url.query().is_none() && url.fragment().is_none();
    if who.is_empty() || !named || !bare || !url.username().is_empty() {
        return None;
    }
    url.set_path(PLACE);
    Some(url)
}

/// The address of the server that is named there, if one is.
pub async fn server_at(place: Url) -> Option<String> {
    match read(place).await {
        Ok(found) => found,
        Err(fault) => {
            tracing::debug!(%fault, "no server is named by a mail's domain");
            None
        }
    }
}

async fn read(place: Url) -> reqwest::Result<Option<String>> {
    let client = Client::builder()
        .timeout(PATIENCE)
        .redirect(Policy::limited(MOST_REDIRECTS))
        .https_only(place.scheme() == "https")
        .build()?;
    let mut response = client.get(place).send().await?.error_for_status()?;
    let mut content = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        content.extend_from_slice(&chunk);
        if content.len() > MOST_BYTES {
            return Ok(None);
        }
    }
    let named = serde_json::from_slice::<Place>(&content).ok();
    Ok(named.and_then(|named| server_address::parse(&named.server).ok()).map(String::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::response::Redirect;
    use axum::routing::get;

    #[test]
    fn only_a_mail_address_with_a_domain_names_a_place() {
        for (email, place) in [
            (" kanya@Tawan.example ", Some("https://tawan.example/.well-known/leadline")),
            ("\"a@b\"@tawan.example", Some("https://tawan.example/.well-known/leadline")),
            ("กัญญา@ตะวัน.example", Some("https://xn--m3ci5b9ag.example/.well-known/leadline")),
            ("kanya", None),
            ("@tawan.example", None),
            ("kanya@localhost", None),
            ("kanya@192.168.1.1", None),
            ("kanya@tawan.example/elsewhere?x=1", None),
            ("kanya@tawan.example:8443", None),
            ("kanya@tawan.example#x", None),
        ] {
            assert_eq!(place_of(email).map(String::from).as_deref(), place, "{email}");
        }
    }

    #[tokio::test]
    async fn an_address_is_taken_from_there_and_nothing_else() {
        let says = |body: &'static str| get(move || async move { body });
        let long =
            Box::leak(format!("{{\"server\":\"crm.example\",\"x\":\"{}\"}}", "y".repeat(MOST_BYTES)).into_boxed_str());
        let app = Router::new()
            .route("/good", says("{\"server\":\"crm.tawan.example\",\"more\":1}"))
            .route("/moved", get(|| async { Redirect::temporary("/good") }))
            .route("/round", get(|| async { Redirect::temporary("/round") }))
            .route("/unsafe", says("{\"server\":\"http://crm.tawan.example\"}"))
            .route("/page", says("<html>not here</html>"))
            .route("/long", says(long));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        for (path, found) in [
            ("good", Some("https://crm.tawan.example/")),
            ("moved", Some("https://crm.tawan.example/")),
            ("round", None),
            ("unsafe", None),
            ("page", None),
            ("long", None),
            ("missing", None),
        ] {
            assert_eq!(server_at(base.join(path).unwrap()).await.as_deref(), found, "{path}");
        }
    }
}
