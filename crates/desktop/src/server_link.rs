//! Signing in and out, the list of devices, and calls: what the server is asked that is not sync.

mod calls;
mod video_sessions;

pub use calls::{Deed, Outcome};

use leadline_protocol::auth::{DeviceInfo, Devices, Hello, Refresh, Session, SignIn};
use leadline_protocol::{Code, PROTOCOL, Problem};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use std::error::Error;
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// A clock further off than this is named as the cause when a connection cannot be trusted. A day off is a wrong date,
/// however long the answer took.
const CLOCK_TOLERANCE_MS: i64 = 20 * 60 * 60 * 1000;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// The calls of one server.
#[derive(Clone)]
pub struct ServerLink {
    http: Client,
    base: Url,
}

impl ServerLink {
    /// A link to the server at `base`; nothing is asked yet.
    pub fn new(base: Url) -> Result<Self, Problem> {
        let http = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|fault| {
                tracing::error!(%fault, "no connection can be made at all");
                Problem::new(Code::Internal)
            })?;
        Ok(Self { http, base })
    }

    /// Whether a Leadline server that this app can talk to answers, before a password is sent.
    pub async fn hello(&self, now: i64) -> Result<Hello, Problem> {
        let hello: Hello = read(self.http.get(self.at("api/hello"))).await?;
        if hello.product != "leadline" {
            return Err(Code::NotLeadline.into());
        }
        if hello.min_protocol > PROTOCOL {
            return Err(Code::UpgradeRequired.into());
        }
        if (hello.now - now).abs() > CLOCK_TOLERANCE_MS {
            return Err(Code::ClockWrong.into());
        }
        Ok(hello)
    }

    /// Whether anything answers where calls take place, whatever it answers.
    pub async fn rooms_answer(&self, rooms: &str) -> Result<(), Problem> {
        let mut address = Url::parse(rooms).map_err(|_| Code::RoomUnreachable)?;
        let scheme = if address.scheme() == "wss" { "https" } else { "http" };
        address.set_scheme(scheme).map_err(|()| Code::RoomUnreachable)?;
        match self.http.get(address).send().await {
            Ok(_) => Ok(()),
            Err(fault) => {
                tracing::info!(fault = %fault.without_url(), "nothing answers where calls take place");
                Err(Code::RoomUnreachable.into())
            }
        }
    }

    /// Signs in with a password.
    pub async fn sign_in(&self, email: &str, password: &str, device: DeviceInfo) -> Result<Session, Problem> {
        let request = SignIn { email: email.to_owned(), password: password.to_owned(), device };
        read(self.http.post(self.at("api/auth/login")).json(&request)).await
    }

    /// Exchanges a refresh token; the old one is void from then on.
    pub async fn refresh(&self, refresh_token: &str) -> Result<Session, Problem> {
        let request = Refresh { refresh_token: refresh_token.to_owned() };
        read(self.http.post(self.at("api/auth/refresh")).json(&request)).await
    }

    /// Ends this device's session. For a device that was told to erase its data, this says that it is done.
    pub async fn sign_out(&self, refresh_token: &str) -> Result<(), Problem> {
        let request = Refresh { refresh_token: refresh_token.to_owned() };
        done(self.http.post(self.at("api/auth/logout")).json(&request)).await
    }

    /// The devices the person is signed in on.
    pub async fn devices(&self, access_token: &str) -> Result<Devices, Problem> {
        read(self.http.get(self.at("api/auth/sessions")).bearer_auth(access_token)).await
    }

    /// Signs a device out, and tells it to erase its data if `wipe`.
    pub async fn revoke(&self, access_token: &str, device: Uuid, wipe: bool) -> Result<(), Problem> {
        let mut address = self.at(&format!("api/auth/sessions/{device}"));
        if wipe {
            address.set_query(Some("wipe=true"));
        }
        done(self.http.delete(address).bearer_auth(access_token)).await
    }

    fn at(&self, path: &str) -> Url {
        self.base.join(path).expect("a fixed path joins any server address")
    }
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Problem> {
    let body = send(request).await?.bytes().await.map_err(|fault| unreachable_because(&fault))?;
    serde_json::from_slice(&body).map_err(|_| Problem::new(Code::NotLeadline))
}

async fn done(request: RequestBuilder) -> Result<(), Problem> {
    send(request).await.map(|_| ())
}

async fn send(request: RequestBuilder) -> Result<Response, Problem> {
    let response = request.send().await.map_err(|fault| unreachable_because(&fault))?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = response.bytes().await.map_err(|fault| unreachable_because(&fault))?;
    Err(problem_of(status, &body))
}

fn problem_of(status: StatusCode, body: &[u8]) -> Problem {
    serde_json::from_slice(body).unwrap_or_else(|_| refused_without_reason(status))
}

/// A proxy or load balancer in front of the server answers without a problem of ours.
fn refused_without_reason(status: StatusCode) -> Problem {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Code::RateLimited.into(),
        status if status.is_server_error() => Code::Unavailable.into(),
        _ => Code::NotLeadline.into(),
    }
}

fn unreachable_because(fault: &reqwest::Error) -> Problem {
    let mut reasons = Vec::new();
    let mut speaks_otherwise = false;
    let mut source = fault.source();
    while let Some(reason) = source {
        reasons.push(reason.to_string().to_lowercase());
        speaks_otherwise |= reason.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse);
        source = reason.source();
    }
    code_for(&reasons.join("; "), speaks_otherwise).into()
}

/// A connection that is closed, reset or silent says nothing about who is at the other end; only an answer does. The
/// TLS libraries of the three systems have no common error codes, only these words.
fn code_for(reasons: &str, speaks_otherwise: bool) -> Code {
    let outside_validity = ["not yet valid", "has expired", "validity period", "errsecnotyetvalid", "certexpired"];
    let cut_off = ["unexpected eof", "connection reset", "connection closed"];
    let tls = ["certificate", "ssl", "tls", "wrong version number"];
    if outside_validity.iter().any(|words| reasons.contains(words)) {
        Code::ClockWrong
    } else if cut_off.iter().any(|words| reasons.contains(words)) {
        Code::Offline
    } else if tls.iter().any(|words| reasons.contains(words)) || speaks_otherwise {
        Code::NotLeadline
    } else {
        Code::Offline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_connection_from_being_made_is_told_apart() {
        for (reasons, speaks_otherwise, code) in [
            ("tcp connect error; connection refused (os error 111)", false, Code::Offline),
            ("dns error; failed to lookup address information", false, Code::Offline),
            ("connection closed before message completed", false, Code::Offline),
            ("error:0a000126:ssl routines::unexpected eof while reading", false, Code::Offline),
            (
                "error:0a000086:ssl routines; certificate verify failed: certificate is not yet valid",
                false,
                Code::ClockWrong,
            ),
            ("certificate verify failed: self-signed certificate", false, Code::NotLeadline),
            ("ssl routines: wrong version number", false, Code::NotLeadline),
            ("invalid http version parsed", true, Code::NotLeadline),
        ] {
            assert_eq!(code_for(reasons, speaks_otherwise), code, "{reasons}");
        }
    }
}
