//! The server as the engine sees it, and the sign-in behind it. The desktop gives [`Credentials`];
//! [`crate::HttpLink`] is the real [`ServerLink`].

use leadline_protocol::realtime::{FromDevice, FromServer};
use leadline_protocol::sync::{Page, Pull, Push, Pushed};
use leadline_protocol::{Code, Problem};
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// Why a request has no useful answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// No network, or nobody listens there.
    #[error("the server cannot be reached")]
    Offline,
    /// The request went out and nothing came back in time.
    #[error("the server did not answer in time")]
    Timeout,
    /// Something else than a Leadline server answers.
    #[error("what answers is not a Leadline server")]
    NotLeadline,
    /// The certificate is not valid at this computer's time.
    #[error("the clock of this computer is too wrong to trust the connection")]
    ClockWrong,
    /// The server says why.
    #[error("the server refused: {0}")]
    Refused(#[from] Problem),
}

impl LinkFault {
    /// The fault as the user interface knows it.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Offline | Self::Timeout => Code::Offline.into(),
            Self::NotLeadline => Code::NotLeadline.into(),
            Self::ClockWrong => Code::ClockWrong.into(),
            Self::Refused(problem) => problem.clone(),
        }
    }
}

/// An access token and how long it lasts.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// For `Authorization: Bearer`.
    pub text: String,
    /// Until it ends.
    pub left: Duration,
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessToken({:?} left)", self.left)
    }
}

/// The sign-in, given by the desktop.
#[async_trait::async_trait]
pub trait Credentials: Send + Sync + 'static {
    /// The access token held now, fresh or not.
    async fn access_token(&self) -> Result<AccessToken, LinkFault>;
    /// Exchanges the refresh token for a fresh access token. Must be safe against being dropped half-way: the exchange
    /// replaces the refresh token, so it has to finish and be stored even if nobody waits for the answer.
    async fn refresh(&self) -> Result<AccessToken, LinkFault>;
}

/// The realtime socket.
pub trait RealtimeSocket: Send + 'static {
    /// Sends a frame.
    fn send(&mut self, frame: FromDevice) -> impl Future<Output = Result<(), LinkFault>> + Send;
    /// The next frame; may be dropped and called again without losing one. An error means that the socket is gone.
    fn next(&mut self) -> impl Future<Output = Result<FromServer, LinkFault>> + Send;
}

/// The sync calls of the server.
pub trait ServerLink: Send + Sync + 'static {
    /// The socket it opens.
    type Socket: RealtimeSocket;
    /// `POST /v1/sync/push`.
    fn push(&self, token: &str, push: &Push) -> impl Future<Output = Result<Pushed, LinkFault>> + Send;
    /// `POST /v1/sync/pull`.
    fn pull(&self, token: &str, pull: &Pull) -> impl Future<Output = Result<Page, LinkFault>> + Send;
    /// `GET /v1/realtime`; the caller says hello.
    fn open_socket(&self) -> impl Future<Output = Result<Self::Socket, LinkFault>> + Send;
}
