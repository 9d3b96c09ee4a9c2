//! The one task that carries out what the engine decides.

mod exchanges;
mod nudges;
mod realtime;

use crate::engine::{Beat, Effect, Engine, Event, Stop};
use crate::link::{Credentials, ServerLink};
use crate::news::News;
use crate::state::{Link, SyncState};
use exchanges::{Done, Exchanges, Working};
use leadline_cache::Cache;
use leadline_domain::Millis;
use leadline_protocol::realtime::FromServer;
use nudges::{Nudge, Nudges};
use realtime::Realtime;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// What the runner may not make up itself.
pub struct Surroundings {
    /// This computer's clock.
    pub now: fn() -> Millis,
    /// Dice, evenly spread over all of `u32`.
    pub dice: Box<dyn FnMut() -> u32 + Send>,
}

/// Keeps a cache and its server together until it is dropped.
#[derive(Debug)]
pub struct SyncRunner {
    nudges: Arc<Nudges>,
    news: Arc<News>,
    state: watch::Receiver<SyncState>,
    _task: AbortOnDropHandle<()>,
}

impl SyncRunner {
    /// Starts the task. Must be called inside a tokio runtime. What pages and answers change is told by
    /// [`Cache::watch`].
    pub fn start<L: ServerLink>(
        cache: Cache,
        link: L,
        credentials: Arc<dyn Credentials>,
        surroundings: Surroundings,
    ) -> Self {
        let (nudges, news) = (Arc::new(Nudges::default()), Arc::new(News::default()));
        let (publish, state) = watch::channel(SyncState::default());
        let task = Task {
            engine: Engine::default(),
            realtime: Realtime::new(),
            working: None,
            exchanges: Arc::new(Exchanges::new(cache, link, credentials, surroundings.now)),
            nudges: Arc::clone(&nudges),
            news: Arc::clone(&news),
            publish,
            now: surroundings.now,
            dice: surroundings.dice,
            started: Instant::now(),
        };
        Self { nudges, news, state, _task: AbortOnDropHandle::new(tokio::spawn(task.run())) }
    }

    /// Edits were committed: push them.
    pub fn committed(&self) {
        self.nudges.give(Nudge::Committed);
    }

    /// The window came to the front.
    pub fn focused(&self) {
        self.nudges.give(Nudge::Focused);
    }

    /// The person asked to sync now.
    pub fn sync_now(&self) {
        self.nudges.give(Nudge::Asked);
    }

    /// The person signed in again.
    pub fn signed_in(&self) {
        self.nudges.give(Nudge::SignedIn);
    }

    /// Says that the ring of a call has reached this device, and whether a person can see it.
    pub fn ring(&self, call: Uuid, shown: bool) {
        self.nudges.give(Nudge::Ring { call, shown });
    }

    /// What the server tells of calls and colleagues; for one taker.
    pub fn news(&self) -> Arc<News> {
        Arc::clone(&self.news)
    }

    /// The state now and after every change.
    pub fn state(&self) -> watch::Receiver<SyncState> {
        self.state.clone()
    }
}

struct Task<L: ServerLink> {
    engine: Engine,
    realtime: Realtime<L>,
    working: Option<Working>,
    exchanges: Arc<Exchanges<L>>,
    nudges: Arc<Nudges>,
    news: Arc<News>,
    publish: watch::Sender<SyncState>,
    now: fn() -> Millis,
    dice: Box<dyn FnMut() -> u32 + Send>,
    started: Instant,
}

impl<L: ServerLink> Task<L> {
    async fn run(mut self) {
        tracing::info!("sync starts");
        let first = self.exchanges.begin().await;
        self.step(first).await;
        loop {
            for event in self.next().await {
                self.step(event).await;
            }
        }
    }

    /// Waits for whatever comes first.
    async fn next(&mut self) -> Vec<Event> {
        let wake = self.engine.wake_at().map(|at| self.started + Duration::from_millis(at));
        tokio::select! {
            done = finished(&mut self.working) => {
                self.working = None;
                let event = self.note(done);
                vec![event]
            }
            event = self.realtime.next() => {
                if let Event::SocketHeard(frame) = &event {
                    self.hear(frame);
                }
                vec![event]
            }
            given = self.nudges.taken() => {
                let mut events = Vec::new();
                for nudge in given {
                    events.push(match nudge {
                        Nudge::Committed => Event::Committed,
                        Nudge::Focused => Event::Focused,
                        Nudge::Asked => Event::Asked,
                        Nudge::SignedIn => self.exchanges.begin().await,
                        Nudge::Ring { call, shown } => {
                            self.realtime.ring(call, shown).await;
                            continue;
                        }
                    });
                }
                events
            }
            () = until(wake) => vec![Event::Woke],
        }
    }

    /// What frames tell besides what the engine makes of them: calls, colleagues, and the time.
    fn hear(&mut self, frame: &FromServer) {
        if let FromServer::Welcome { now, .. } = frame
            && let Some(said) = self.realtime.take_said()
        {
            let took_ms = u64::try_from(said.moment.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.publish.send_modify(|state| state.clock.measure(*now, said.at, took_ms));
        }
        self.news.heard(frame);
    }

    async fn step(&mut self, event: Event) {
        let beat = Beat { at: self.elapsed(), dice: (self.dice)() };
        tracing::trace!(event = event.name(), "sync");
        for effect in self.engine.step(beat, event) {
            self.perform(effect).await;
        }
        self.publish();
    }

    async fn perform(&mut self, effect: Effect) {
        let exchanges = Arc::clone(&self.exchanges);
        match effect {
            Effect::Push { most } => self.working = Some(Box::pin(exchanges.push(most))),
            Effect::Pull { rows } => self.working = Some(Box::pin(exchanges.pull(rows))),
            Effect::Refresh => self.working = Some(Box::pin(exchanges.refresh())),
            Effect::Quarantine { edit } => self.working = Some(Box::pin(exchanges.quarantine(edit))),
            Effect::Wipe => self.working = Some(Box::pin(exchanges.wipe())),
            Effect::OpenSocket { version } => self.realtime.open(exchanges, version),
            Effect::SendPing { n } => self.realtime.ping(n).await,
            Effect::SendToken => self.realtime.token(&exchanges).await,
            Effect::CloseSocket => self.realtime.close(),
        }
    }

    /// Takes what an answer tells besides its event into the published state.
    fn note(&mut self, done: Done) -> Event {
        self.publish.send_if_modified(|state| {
            if let Some(answer) = done.answer {
                state.answer_ms = Some(answer.took_ms);
                state.clock.measure(answer.server_now, answer.sent_at, answer.took_ms);
            }
            false
        });
        done.event
    }

    fn publish(&self) {
        let link = match self.engine.stopped() {
            Some(Stop::SessionEnded) => Link::SignInAgain,
            Some(Stop::Wiped) => Link::Wiped,
            Some(Stop::UpgradeRequired) => Link::UpgradeRequired,
            None if self.engine.online() => Link::Online,
            None if self.engine.problem().is_some() => Link::Offline,
            None => Link::Connecting,
        };
        let now = (self.now)();
        let elapsed = self.elapsed();
        let settled = link == Link::Online && self.engine.settled();
        self.publish.send_modify(|state| {
            state.link = link;
            state.problem = self.engine.problem().cloned();
            let wait = self.engine.next_try().map(|at| at.saturating_sub(elapsed));
            state.next_try_at = wait.map(|wait| now.saturating_add(i64::try_from(wait).unwrap_or(i64::MAX)));
            if settled {
                state.synced_at = Some(now);
            }
        });
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl<L: ServerLink> Drop for Task<L> {
    fn drop(&mut self) {
        tracing::info!("sync ends");
    }
}

async fn finished(working: &mut Option<Working>) -> Done {
    match working {
        Some(work) => work.await,
        None => std::future::pending().await,
    }
}

async fn until(wake: Option<Instant>) {
    match wake {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
