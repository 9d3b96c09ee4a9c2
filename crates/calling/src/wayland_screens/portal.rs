//! Asks the desktop to ask the person, through xdg-desktop-portal.

use crate::picture::PictureFault;
use futures_util::StreamExt;
use std::collections::HashMap;
use std::os::fd::OwnedFd;
use tokio_util::sync::CancellationToken;
use zbus::Connection;
use zbus::proxy::CacheProperties;
use zbus::zvariant::{self, ObjectPath, OwnedObjectPath, OwnedValue, Value};

/// A whole screen or one window.
const SOURCES: u32 = 1 | 2;
/// The pointer is part of the picture.
const POINTER_DRAWN: u32 = 2;
/// How the portal tells that the person chose something, or nothing.
const CHOSEN: u32 = 0;
const DECLINED: u32 = 1;

type Options<'a> = HashMap<&'a str, Value<'a>>;
type Details = HashMap<String, OwnedValue>;

#[zbus::proxy(
    interface = "org.freedesktop.portal.ScreenCast",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop"
)]
trait ScreenCast {
    fn create_session(&self, options: Options<'_>) -> zbus::Result<OwnedObjectPath>;
    fn select_sources(&self, session: &ObjectPath<'_>, options: Options<'_>) -> zbus::Result<OwnedObjectPath>;
    fn start(&self, session: &ObjectPath<'_>, parent: &str, options: Options<'_>) -> zbus::Result<OwnedObjectPath>;
    fn open_pipe_wire_remote(&self, session: &ObjectPath<'_>, options: Options<'_>) -> zbus::Result<zvariant::OwnedFd>;
    #[zbus(property)]
    fn available_source_types(&self) -> zbus::Result<u32>;
    #[zbus(property)]
    fn available_cursor_modes(&self) -> zbus::Result<u32>;
}

#[zbus::proxy(interface = "org.freedesktop.portal.Request", default_service = "org.freedesktop.portal.Desktop")]
trait Request {
    #[zbus(signal)]
    fn response(&self, code: u32, details: Details) -> zbus::Result<()>;
}

#[zbus::proxy(interface = "org.freedesktop.portal.Session", default_service = "org.freedesktop.portal.Desktop")]
trait Session {
    fn close(&self) -> zbus::Result<()>;
    #[zbus(signal)]
    fn closed(&self, details: Details) -> zbus::Result<()>;
}

/// What the person chose to show.
pub(super) struct Chosen {
    /// Where its pictures come from.
    pub node: u32,
    /// The PipeWire on which the node is.
    pub remote: OwnedFd,
    /// The desktop cancels this when the person has it stop; cancelled here, the desktop stops.
    pub over: CancellationToken,
}

/// Returns when the person has chosen.
pub(super) async fn ask() -> Result<Chosen, PictureFault> {
    let bus = Connection::session().await?;
    let portal = ScreenCastProxy::builder(&bus).cache_properties(CacheProperties::No).build().await?;
    // The first question also starts a portal that does not run yet, so that its answers are not missed.
    let sources = portal.available_source_types().await? & SOURCES;
    if sources == 0 {
        return Err(PictureFault::Refused("the desktop shows nothing through its portal".to_owned()));
    }
    let pointer = portal.available_cursor_modes().await.unwrap_or_default() & POINTER_DRAWN;

    let question = Question::prepare(&bus, "leadline_session").await?;
    portal.create_session(question.options([("session_handle_token", "leadline".into())])).await?;
    let mut session = question.answer().await?;
    let session: String = detail(&mut session, "session_handle")?;
    let session = ObjectPath::try_from(session).map_err(PictureFault::failed)?;
    let over = follow(&bus, &session).await?;
    // Given up at any later step, the session ends with it.
    let guard = over.clone().drop_guard();

    let question = Question::prepare(&bus, "leadline_sources").await?;
    let mut options = question.options([("types", sources.into()), ("multiple", false.into())]);
    if pointer != 0 {
        options.insert("cursor_mode", pointer.into());
    }
    portal.select_sources(&session, options).await?;
    question.answer().await?;

    let question = Question::prepare(&bus, "leadline_start").await?;
    portal.start(&session, "", question.options([])).await?;
    let mut started = question.answer().await?;
    let streams: Vec<(u32, Details)> = detail(&mut started, "streams")?;
    let (node, _) = streams.into_iter().next().ok_or(PictureFault::Declined)?;
    let remote = portal.open_pipe_wire_remote(&session, HashMap::new()).await?;
    Ok(Chosen { node, remote: remote.into(), over: guard.disarm() })
}

/// Something the portal is asked. Its answer is a signal, which is listened for before the portal can send it.
struct Question {
    token: &'static str,
    answers: ResponseStream,
}

impl Question {
    async fn prepare(bus: &Connection, token: &'static str) -> zbus::Result<Self> {
        let we = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_")).unwrap_or_default();
        let path = format!("/org/freedesktop/portal/desktop/request/{we}/{token}");
        let request = RequestProxy::builder(bus).path(path)?.cache_properties(CacheProperties::No).build().await?;
        Ok(Self { token, answers: request.receive_response().await? })
    }

    fn options<const N: usize>(&self, more: [(&'static str, Value<'static>); N]) -> Options<'static> {
        let mut options = HashMap::from(more);
        options.insert("handle_token", self.token.into());
        options
    }

    async fn answer(mut self) -> Result<Details, PictureFault> {
        let answer = self.answers.next().await.ok_or(PictureFault::Gone)?;
        let answer = answer.args()?;
        match answer.code {
            CHOSEN => Ok(answer.details),
            DECLINED => Err(PictureFault::Declined),
            other => Err(PictureFault::Failed(format!("the portal answers {other} to {}", self.token))),
        }
    }
}

fn detail<T: TryFrom<OwnedValue, Error: std::fmt::Display>>(
    details: &mut Details,
    name: &str,
) -> Result<T, PictureFault> {
    let value = details.remove(name).ok_or_else(|| PictureFault::Failed(format!("the portal gives no {name}")))?;
    T::try_from(value).map_err(PictureFault::failed)
}

/// Ties the session to a token: each ends with the other.
async fn follow(bus: &Connection, session: &ObjectPath<'_>) -> zbus::Result<CancellationToken> {
    let path = session.to_owned();
    let session = SessionProxy::builder(bus).path(path)?.cache_properties(CacheProperties::No).build().await?;
    let mut closed = session.receive_closed().await?;
    let over = CancellationToken::new();
    let ends = over.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = closed.next() => ends.cancel(),
            () = ends.cancelled() => {
                if let Err(cause) = session.close().await {
                    tracing::debug!(%cause, "the desktop had closed it");
                }
            }
        }
    });
    Ok(over)
}

/// Without a portal, or one that can share screens, nothing can be shown.
impl From<zbus::Error> for PictureFault {
    fn from(fault: zbus::Error) -> Self {
        Self::Refused(fault.to_string())
    }
}
