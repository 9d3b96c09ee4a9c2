//! The real server: HTTP for push and pull, a WebSocket for the pokes.

use crate::link::{LinkFault, RealtimeSocket, ServerLink};
use futures_util::{SinkExt, StreamExt};
use leadline_protocol::realtime::{FromDevice, FromServer, MAX_FRAME_BYTES};
use leadline_protocol::sync::{Page, Pull, Push, Pushed};
use leadline_protocol::{Code, Problem, codec};
use reqwest::{Response, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use url::Url;

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
const SEND_WITHIN: Duration = Duration::from_secs(5);
/// A refusal is a few fields; anything longer is not one of ours.
const MAX_PROBLEM_BYTES: usize = 64 * 1024;

/// A Leadline server at an address.
#[derive(Clone, Debug)]
pub struct HttpLink {
    http: reqwest::Client,
    push: Url,
    pull: Url,
    realtime: Url,
}

impl HttpLink {
    /// A link to the server at `base`; nothing is sent yet. `agent` names this app and its version.
    ///
    /// # Errors
    /// [`LinkFault::NotLeadline`] if `base` is not an `http` or `https` address.
    pub fn new(base: &Url, agent: &str) -> Result<Self, LinkFault> {
        let http = reqwest::Client::builder()
            .user_agent(agent)
            .connect_timeout(CONNECT_WITHIN)
            .timeout(ANSWER_WITHIN)
            .tcp_nodelay(true)
            .build()
            .map_err(|_| LinkFault::Offline)?;
        let address = |path: &str| base.join(path).map_err(|_| LinkFault::NotLeadline);
        let mut realtime = address("/v1/realtime")?;
        let scheme = match realtime.scheme() {
            "https" => "wss",
            "http" => "ws",
            _ => return Err(LinkFault::NotLeadline),
        };
        realtime.set_scheme(scheme).map_err(|()| LinkFault::NotLeadline)?;
        Ok(Self { http, push: address("/v1/sync/push")?, pull: address("/v1/sync/pull")?, realtime })
    }

    async fn exchange<Q, A>(&self, address: &Url, token: &str, question: &Q) -> Result<A, LinkFault>
    where
        Q: Serialize + Sync,
        A: DeserializeOwned + Send + 'static,
    {
        let request = self
            .http
            .post(address.clone())
            .bearer_auth(token)
            .header(header::CONTENT_TYPE, codec::CONTENT_TYPE)
            .header(header::ACCEPT, codec::CONTENT_TYPE)
            .body(codec::pack(question));
        let answer = request.send().await.map_err(fault_of)?;
        if !answer.status().is_success() {
            return Err(refusal(answer).await);
        }
        let body = read_at_most(answer, codec::MAX_BYTES).await?;
        // A page of thousands of rows takes milliseconds to unpack, too long for a thread that serves others.
        let unpacked = tokio::task::spawn_blocking(move || codec::unpack(&body)).await;
        match unpacked {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) | Err(_) => Err(LinkFault::NotLeadline),
        }
    }
}

impl ServerLink for HttpLink {
    type Socket = HttpSocket;

    async fn push(&self, token: &str, push: &Push) -> Result<Pushed, LinkFault> {
        self.exchange(&self.push, token, push).await
    }

    async fn pull(&self, token: &str, pull: &Pull) -> Result<Page, LinkFault> {
        self.exchange(&self.pull, token, pull).await
    }

    async fn open_socket(&self) -> Result<HttpSocket, LinkFault> {
        let limits =
            WebSocketConfig::default().max_message_size(Some(MAX_FRAME_BYTES)).max_frame_size(Some(MAX_FRAME_BYTES));
        let connecting = connect_async_with_config(self.realtime.as_str(), Some(limits), true);
        match tokio::time::timeout(CONNECT_WITHIN, connecting).await {
            Ok(Ok((stream, _))) => Ok(HttpSocket { stream }),
            Ok(Err(_)) => Err(LinkFault::Offline),
            Err(_) => Err(LinkFault::Timeout),
        }
    }
}

/// The WebSocket of an [`HttpLink`].
#[derive(Debug)]
pub struct HttpSocket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl RealtimeSocket for HttpSocket {
    async fn send(&mut self, frame: FromDevice) -> Result<(), LinkFault> {
        let text = serde_json::to_string(&frame).map_err(|_| LinkFault::Offline)?;
        let sending = self.stream.send(Message::text(text));
        match tokio::time::timeout(SEND_WITHIN, sending).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(LinkFault::Offline),
        }
    }

    async fn next(&mut self) -> Result<FromServer, LinkFault> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    // A frame of a newer server is passed over; pulls carry what matters.
                    if let Ok(frame) = serde_json::from_str(&text) {
                        return Ok(frame);
                    }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(LinkFault::Offline),
                Some(Ok(_)) => {}
            }
        }
    }
}

async fn read_at_most(mut answer: Response, most: usize) -> Result<Vec<u8>, LinkFault> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(fault_of)? {
        if body.len() + piece.len() > most {
            return Err(LinkFault::NotLeadline);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

async fn refusal(answer: Response) -> LinkFault {
    let status = answer.status();
    let wait = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let body = read_at_most(answer, MAX_PROBLEM_BYTES).await.unwrap_or_default();
    let mut problem = match (serde_json::from_slice::<Problem>(&body), code_of(status)) {
        (Ok(problem), _) => problem,
        (Err(_), Some(code)) => code.into(),
        (Err(_), None) => return LinkFault::NotLeadline,
    };
    problem.retry_after_ms = problem.retry_after_ms.or_else(|| wait.map(|seconds| seconds.saturating_mul(1_000)));
    problem.into()
}

/// What a status means when its body says nothing, as from a proxy on the way.
fn code_of(status: StatusCode) -> Option<Code> {
    Some(match status {
        StatusCode::UNAUTHORIZED => Code::TokenExpired,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        StatusCode::UPGRADE_REQUIRED => Code::UpgradeRequired,
        StatusCode::TOO_MANY_REQUESTS => Code::RateLimited,
        StatusCode::INTERNAL_SERVER_ERROR => Code::Internal,
        status if status.is_server_error() => Code::Unavailable,
        _ => return None,
    })
}

fn fault_of(fault: reqwest::Error) -> LinkFault {
    if fault.is_timeout() && !fault.is_connect() {
        return LinkFault::Timeout;
    }
    let mut cause: Option<&dyn Error> = Some(&fault);
    while let Some(one) = cause {
        let text = one.to_string();
        if text.contains("not yet valid") || text.contains("certificate has expired") {
            return LinkFault::ClockWrong;
        }
        cause = one.source();
    }
    LinkFault::Offline
}
