//! Watches an open workplace and tells the UI: changed records, changed lists, the state of sync, the end of a session.

use crate::api::{DesktopEvent, SyncStatus};
use crate::calls::wrap_up;
use crate::events::{Events, Gathered};
use crate::news;
use crate::spare_memory::SpareMemory;
use crate::sync_status;
use crate::workplace::Workplace;
use crate::{Desktop, beside};
use leadline_cache::{Cache, CacheFault, ChangeSet};
use leadline_domain::Entity;
use leadline_sync::{Link, SyncState};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError, error::TryRecvError};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

/// One frame of a 60 Hz screen: the shortest time between two tellings of changes.
const FRAME: Duration = Duration::from_millis(16);
/// The shortest time between two tellings of the state of sync.
const STATUS_PAUSE: Duration = Duration::from_millis(100);

/// Clients the search index takes in at a time.
const INDEX_STEP: u32 = 2_000;

/// The tasks that watch one workplace. They end when this is dropped.
pub struct Watching {
    _changes: AbortOnDropHandle<()>,
    _sync: Option<AbortOnDropHandle<()>>,
    _search: AbortOnDropHandle<()>,
    _news: AbortOnDropHandle<()>,
    _spare_memory: AbortOnDropHandle<()>,
}

impl Watching {
    /// Starts to watch.
    pub fn start(desktop: &Arc<Desktop>, workplace: &Arc<Workplace>) -> Self {
        let changes =
            tell_changes(Arc::downgrade(desktop), workplace.cache().watch(), workplace.clone(), desktop.events.clone());
        let sync = workplace.sync_state().map(|state| {
            let telling = tell_sync(Arc::downgrade(desktop), workplace.clone(), state, desktop.events.clone());
            AbortOnDropHandle::new(tokio::spawn(telling))
        });
        let search = keep_search_current(workplace.cache().watch(), workplace.clone(), desktop.spare_memory.clone());
        let news = news::tell(Arc::downgrade(desktop), workplace.clone());
        Self {
            _changes: AbortOnDropHandle::new(tokio::spawn(changes)),
            _sync: sync,
            _search: AbortOnDropHandle::new(tokio::spawn(search)),
            _news: AbortOnDropHandle::new(tokio::spawn(news)),
            _spare_memory: AbortOnDropHandle::new(tokio::spawn(desktop.spare_memory.clone().give_back())),
        }
    }
}

/// The first change after a pause is told at once; those that follow within a frame are told together.
async fn tell_changes(
    desktop: Weak<Desktop>,
    mut watch: broadcast::Receiver<ChangeSet>,
    workplace: Arc<Workplace>,
    events: Events,
) {
    settle_calls(&desktop, &workplace).await;
    let mut next_frame = Instant::now();
    loop {
        let first = match watch.recv().await {
            Ok(changes) => changes,
            Err(RecvError::Lagged(_)) => ChangeSet::everything(),
            Err(RecvError::Closed) => return,
        };
        tokio::time::sleep_until(next_frame).await;
        next_frame = Instant::now() + FRAME;
        let mut gathered = Gathered::default();
        gathered.add(first);
        loop {
            match watch.try_recv() {
                Ok(changes) => gathered.add(changes),
                Err(TryRecvError::Lagged(_)) => gathered.add(ChangeSet::everything()),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        let changes = gathered.joined();
        events.tell_changed(changes.clone());
        if changes.entities.contains(&Entity::Activity) {
            settle_calls(&desktop, &workplace).await;
        }
        tell_views(&workplace, changes, &events).await;
    }
}

/// Calls whose activity has come get what was kept for it.
async fn settle_calls(desktop: &Weak<Desktop>, workplace: &Arc<Workplace>) {
    let (desktop, workplace) = (desktop.clone(), workplace.clone());
    let is_known =
        move |call| desktop.upgrade().and_then(|desktop| desktop.phone().ok()).is_some_and(|phone| phone.knows(call));
    if let Ok(Err(problem)) = beside(move || wrap_up::settle(&workplace, is_known)).await {
        tracing::warn!(code = ?problem.code, "what was kept of a call waits on");
    }
}

/// Lets the search index catch up with what a large page brought, in steps short enough for edits to pass between.
async fn keep_search_current(
    mut watch: broadcast::Receiver<ChangeSet>,
    workplace: Arc<Workplace>,
    spare_memory: SpareMemory,
) {
    loop {
        let (workplace, spare_memory) = (workplace.clone(), spare_memory.clone());
        match beside(move || catch_up(workplace.cache(), &spare_memory)).await {
            // Closed: it may be opened again, rebuilt; if not, the watch ends.
            Ok(Ok(()) | Err(CacheFault::Closed)) => {}
            Err(_) => return,
            Ok(Err(fault)) => tracing::error!(%fault, "the search index cannot catch up"),
        }
        if let Err(RecvError::Closed) = watch.recv().await {
            return;
        }
    }
}

/// On one thread until nothing waits: what each thread needs for it, it would keep.
fn catch_up(cache: &Cache, spare_memory: &SpareMemory) -> Result<(), CacheFault> {
    while cache.index_more(INDEX_STEP)? {
        // Sorting a million names for an index takes some eighty megabytes for a while.
        spare_memory.is_left();
    }
    Ok(())
}

async fn tell_views(workplace: &Arc<Workplace>, changes: ChangeSet, events: &Events) {
    let workplace = workplace.clone();
    match beside(move || workplace.cache().views_after(&changes)).await {
        Ok(Ok(affected)) => {
            for view in affected {
                let (view, revision, total) = (view.view, view.revision, view.total);
                events.tell(DesktopEvent::ViewChanged { view, revision, total });
            }
        }
        Ok(Err(fault)) => tracing::error!(%fault, "open lists cannot be brought up to date"),
        Err(_) => {}
    }
}

async fn tell_sync(
    desktop: Weak<Desktop>,
    workplace: Arc<Workplace>,
    mut state: watch::Receiver<SyncState>,
    events: Events,
) {
    let mut changes = workplace.cache().watch();
    let mut told: Option<SyncStatus> = None;
    let mut followed: Option<Link> = None;
    loop {
        let asked = workplace.clone();
        if let Ok(Ok(status)) = beside(move || sync_status::of(&asked)).await
            && told.as_ref() != Some(&status)
        {
            events.tell(DesktopEvent::Sync { status: status.clone() });
            told = Some(status);
        }
        let (link, synced) = {
            let now = state.borrow_and_update();
            (now.link, now.synced_at.is_some())
        };
        // Only the turn to a state means something: right after a new sign-in the old state still stands.
        if followed.replace(link) != Some(link) || link == Link::Online {
            let Some(desktop) = desktop.upgrade() else { return };
            if follow(&desktop, &workplace, link, synced).await.is_break() {
                return;
            }
        }
        tokio::time::sleep(STATUS_PAUSE).await;
        tokio::select! {
            changed = state.changed() => if changed.is_err() { return },
            changed = changes.recv() => if matches!(changed, Err(RecvError::Closed)) { return },
        }
    }
}

/// What the state of sync means for the session.
async fn follow(
    desktop: &Arc<Desktop>,
    workplace: &Arc<Workplace>,
    link: Link,
    synced: bool,
) -> std::ops::ControlFlow<()> {
    let followed = match link {
        Link::SignInAgain => desktop.session_ended(workplace),
        Link::Wiped => {
            // Wiping ends this very task, so another one does it.
            let (desktop, workplace) = (desktop.clone(), workplace.clone());
            tokio::spawn(async move {
                if let Err(problem) = desktop.wiped(&workplace).await {
                    tracing::error!(code = ?problem.code, "the wipe is incomplete");
                }
            });
            return std::ops::ControlFlow::Break(());
        }
        Link::Online if synced => desktop.first_sync_done(workplace),
        // An end without goodbye, as by a power cut, should still know when everything was last exchanged.
        Link::Offline => desktop.remember_sync(workplace),
        _ => Ok(()),
    };
    if let Err(problem) = followed {
        tracing::error!(code = ?problem.code, "the session's state cannot be kept");
    }
    std::ops::ControlFlow::Continue(())
}
