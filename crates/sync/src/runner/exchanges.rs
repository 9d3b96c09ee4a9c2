//! One exchange at a time with the server, the sign-in or the cache. While a page is applied, the one after it is
//! already on its way: the page names the cursors it leads to, and a page that was asked with other cursors than the
//! cache holds is not used (R9).

use crate::engine::Event;
use crate::exchange;
use crate::link::{AccessToken, Credentials, LinkFault, ServerLink};
use leadline_cache::{Cache, CacheFault};
use leadline_domain::Millis;
use leadline_protocol::Code;
use leadline_protocol::sync::{Page, Pull, Since};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

pub(super) type Working = Pin<Box<dyn Future<Output = Done> + Send>>;

/// What an exchange came to.
pub(super) struct Done {
    pub(super) event: Event,
    pub(super) answer: Option<Answered>,
}

impl From<Event> for Done {
    fn from(event: Event) -> Self {
        Self { event, answer: None }
    }
}

/// What an answer says about the way and the clocks.
#[derive(Clone, Copy)]
pub(super) struct Answered {
    pub(super) server_now: Millis,
    pub(super) sent_at: Millis,
    pub(super) took_ms: u64,
}

type PageAnswer = (Result<Page, LinkFault>, Option<Answered>);

/// A page asked for before the one ahead of it was applied.
struct Ahead {
    asked: Pull,
    page: AbortOnDropHandle<PageAnswer>,
}

pub(super) struct Exchanges<L> {
    pub(super) link: L,
    pub(super) credentials: Arc<dyn Credentials>,
    cache: Cache,
    pub(super) now: fn() -> Millis,
    ahead: Mutex<Option<Ahead>>,
}

impl<L: ServerLink> Exchanges<L> {
    pub(super) fn new(cache: Cache, link: L, credentials: Arc<dyn Credentials>, now: fn() -> Millis) -> Self {
        Self { link, credentials, cache, now, ahead: Mutex::new(None) }
    }

    pub(super) async fn begin(&self) -> Event {
        match self.in_cache(exchange::version_of).await {
            Ok(version) => Event::Started { version },
            Err(fault) => exchange::cache_failed(&fault),
        }
    }

    pub(super) async fn push(self: Arc<Self>, most: usize) -> Done {
        let push = match self.in_cache(move |cache| cache.push_batch(most)).await {
            Ok(Some(push)) => push,
            Ok(None) => return Event::NothingToPush.into(),
            Err(fault) => return exchange::cache_failed(&fault).into(),
        };
        let (sent_at, sent) = ((self.now)(), Instant::now());
        let answer = match self.credentials.access_token().await {
            Ok(AccessToken { text, .. }) => self.link.push(&text, &push).await,
            Err(fault) => Err(fault),
        };
        let answered = answer.as_ref().ok().map(|pushed| answered(pushed.now, sent_at, sent));
        let now = (self.now)();
        let event = self.in_cache(move |cache| Ok(exchange::settle_push(cache, &push, answer, now))).await;
        Done { event: event.unwrap_or_else(|fault| exchange::cache_failed(&fault)), answer: answered }
    }

    pub(super) async fn pull(self: Arc<Self>, rows: u32) -> Done {
        let asked = match self.in_cache(move |cache| cache.pull_request(rows)).await {
            Ok(asked) => asked,
            Err(fault) => return exchange::cache_failed(&fault).into(),
        };
        let (asked, (answer, answered)) = match self.taken_ahead(&asked) {
            Some(ahead) => (ahead.asked, ahead.page.await.unwrap_or((Err(LinkFault::Offline), None))),
            None => {
                let answer = Arc::clone(&self).ask(asked.clone()).await;
                (asked, answer)
            }
        };
        if let Ok(page) = &answer
            && page.more
        {
            self.ask_ahead(after(&asked, page));
        }
        let now = (self.now)();
        let settled = self.in_cache(move |cache| Ok(exchange::settle_pull(cache, &asked, answer, now))).await;
        Done { event: settled.unwrap_or_else(|fault| exchange::cache_failed(&fault)), answer: answered }
    }

    pub(super) async fn refresh(self: Arc<Self>) -> Done {
        match self.credentials.refresh().await {
            Ok(token) => Event::Refreshed { left_ms: u64::try_from(token.left.as_millis()).unwrap_or(u64::MAX) }.into(),
            Err(fault) => Event::RefreshFailed { fault }.into(),
        }
    }

    pub(super) async fn quarantine(self: Arc<Self>, edit: Uuid) -> Done {
        tracing::warn!(%edit, "the server fails at this edit again and again; it is set aside");
        let set_aside = move |cache: &Cache| Ok(exchange::set_aside(cache, edit, &Code::Internal.into()));
        self.in_cache(set_aside).await.unwrap_or_else(|fault| exchange::cache_failed(&fault)).into()
    }

    pub(super) async fn wipe(self: Arc<Self>) -> Done {
        tracing::warn!("the server has the local data erased");
        self.drop_ahead();
        match self.in_cache(Cache::wipe).await {
            Ok(()) | Err(CacheFault::Closed) => Event::Wiped.into(),
            Err(fault) => exchange::cache_failed(&fault).into(),
        }
    }

    async fn ask(self: Arc<Self>, asked: Pull) -> PageAnswer {
        let (sent_at, sent) = ((self.now)(), Instant::now());
        let answer = match self.credentials.access_token().await {
            Ok(token) => self.link.pull(&token.text, &asked).await,
            Err(fault) => Err(fault),
        };
        let answered = answer.as_ref().ok().map(|page| answered(page.now, sent_at, sent));
        (answer, answered)
    }

    fn ask_ahead(self: &Arc<Self>, asked: Pull) {
        let page = AbortOnDropHandle::new(tokio::spawn(Arc::clone(self).ask(asked.clone())));
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = Some(Ahead { asked, page });
    }

    /// The page asked for ahead, if it is the one that is wanted now.
    fn taken_ahead(&self, wanted: &Pull) -> Option<Ahead> {
        let ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let sorted = |pull: &Pull| {
            let mut pull = pull.clone();
            pull.since.sort_unstable_by_key(|since| since.scope);
            pull
        };
        (sorted(&ahead.asked) == sorted(wanted)).then_some(ahead)
    }

    fn drop_ahead(&self) {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The cache blocks until it is done, so it is asked from a thread that may wait.
    async fn in_cache<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Cache) -> Result<T, CacheFault> + Send + 'static,
    ) -> Result<T, CacheFault> {
        let cache = self.cache.clone();
        let worked = tokio::task::spawn_blocking(move || work(&cache)).await;
        worked.unwrap_or_else(|_| Err(CacheFault::Encoding("the thread at work panicked".to_owned())))
    }
}

/// The request the cache will make once `page` is applied.
fn after(asked: &Pull, page: &Page) -> Pull {
    let mut since: Vec<Since> = page.cursors.clone();
    since.sort_unstable_by_key(|since| since.scope);
    Pull { epoch: Some(page.epoch), since, floor: page.floor, ..asked.clone() }
}

fn answered(server_now: Millis, sent_at: Millis, sent: Instant) -> Answered {
    Answered { server_now, sent_at, took_ms: u64::try_from(sent.elapsed().as_millis()).unwrap_or(u64::MAX) }
}
