//! The address of a server as people type it.

use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_protocol::Problem;
use url::{Host, Url};

/// Reads an address: `https://` is added if no scheme is given (`http://` on this computer), path and query are
/// dropped. A password never travels unencrypted over a network, so `http://` is refused elsewhere.
pub fn parse(typed: &str) -> Result<Url, Problem> {
    read(typed.trim()).ok_or_else(|| {
        Problem::invalid(vec![FieldProblem { field: "server".to_owned(), fault: FieldFault::WrongKind }])
    })
}

fn read(typed: &str) -> Option<Url> {
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&with_scheme).ok()?;
    let here = is_this_computer(&url);
    if !typed.contains("://") && here {
        // Parsed anew rather than changed: a port that is the default of one scheme is not that of the other.
        url = Url::parse(&format!("http://{typed}")).ok()?;
    }
    let safe = url.scheme() == "https" || (url.scheme() == "http" && here);
    let plain = url.username().is_empty() && url.password().is_none();
    if !safe || !plain || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_path("/");
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_typed() {
        for (typed, expected) in [
            ("crm.siam.example", Some("https://crm.siam.example/")),
            ("  crm.siam.example:8443/login?x=1#y ", Some("https://crm.siam.example:8443/")),
            ("HTTPS://CRM.Siam.Example", Some("https://crm.siam.example/")),
            ("localhost:4000", Some("http://localhost:4000/")),
            ("127.0.0.1:80", Some("http://127.0.0.1/")),
            ("[::1]:4000", Some("http://[::1]:4000/")),
            ("https://localhost:4000", Some("https://localhost:4000/")),
            ("http://crm.siam.example", None),
            ("ftp://crm.siam.example", None),
            ("https://somebody:secret@crm.siam.example", None),
            ("", None),
            ("not an address", None),
        ] {
            assert_eq!(parse(typed).ok().map(String::from).as_deref(), expected, "{typed:?}");
        }
    }
}
