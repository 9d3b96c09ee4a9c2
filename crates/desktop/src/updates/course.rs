//! The course of an update: the rules carried out, one step at a time, and told.

use super::rules::{self, Looks, Wish};
use crate::Desktop;
use crate::api::{DesktopEvent, KeptBy, NewVersion, UpdateStage, Updates};
use leadline_domain::Millis;
use leadline_protocol::Problem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::task::AbortOnDropHandle;

/// The timers of a computer stand still while it sleeps and its clock does not, so the clock is looked at this often.
const TICK: Duration = Duration::from_secs(30);

/// Where updates stand.
#[derive(Default)]
pub struct Updating {
    course: Mutex<Course>,
    clock: Mutex<Option<AbortOnDropHandle<()>>>,
}

struct Course {
    stage: UpdateStage,
    kept_by: Option<KeptBy>,
    started: Millis,
    failed: Option<Millis>,
    dice: u32,
    /// What is under way. It ends with the app, or with what the person wants next.
    work: Option<AbortOnDropHandle<()>>,
}

impl Default for Course {
    fn default() -> Self {
        Self { stage: UpdateStage::None {}, kept_by: None, started: 0, failed: None, dice: 0, work: None }
    }
}

impl Updating {
    fn course(&self) -> MutexGuard<'_, Course> {
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desktop {
    /// Finds out who keeps this copy up to date and, if it is the app itself, looks for newer versions from now on. Must
    /// be called inside a tokio runtime.
    pub fn keep_up_to_date(self: &Arc<Self>) {
        let clock = AbortOnDropHandle::new(tokio::spawn(by_the_clock(Arc::downgrade(self))));
        *self.updating.clock.lock().unwrap_or_else(PoisonError::into_inner) = Some(clock);
    }

    /// Where updates stand now.
    pub(crate) fn updates_now(&self) -> Updates {
        let remembered = self.installation.get();
        let course = self.updating.course();
        Updates {
            version: self.parts.version.clone(),
            kept_by: course.kept_by,
            settings: remembered.updates,
            looked_at: remembered.looked_for_updates_at,
            stage: course.stage.clone(),
        }
    }

    /// Begins a step; how it goes on is told.
    pub(crate) fn begin_update(self: &Arc<Self>, wish: Wish) -> Result<(), Problem> {
        let line_in_use = self.line_is_in_use();
        {
            let mut course = self.updating.course();
            let stage = rules::begun(wish, &course.stage, course.kept_by, line_in_use)?;
            let before = std::mem::replace(&mut course.stage, stage);
            let desktop = self.clone();
            course.work = Some(AbortOnDropHandle::new(tokio::spawn(async move {
                match (wish, before) {
                    (Wish::Look, before) => desktop.look_for_update(before).await,
                    (Wish::Fetch, UpdateStage::Available { new }) => desktop.fetch_update(new).await,
                    (Wish::Install, UpdateStage::Ready { new, .. }) => desktop.install_update(new).await,
                    // The rules let no other stage begin.
                    _ => {}
                }
            })));
        }
        self.tell_updates();
        Ok(())
    }

    /// Whatever is on its way is of a channel that is not wanted any more.
    pub(crate) fn leave_channel(&self) {
        let mut course = self.updating.course();
        if matches!(course.stage, UpdateStage::Looking {} | UpdateStage::Downloading { .. }) {
            course.work = None;
            course.stage = UpdateStage::None {};
        }
    }

    async fn find_out_updates(&self) -> KeptBy {
        let kept_by = self.parts.updater.kept_by().await;
        let kept = match kept_by {
            KeptBy::Leadline => self.parts.updater.kept().await,
            KeptBy::System => None,
        };
        {
            let mut course = self.updating.course();
            course.kept_by = Some(kept_by);
            course.started = (self.parts.surroundings.now)();
            course.dice = (self.parts.surroundings.dice)();
            if let Some(new) = kept {
                course.stage = UpdateStage::Ready { new, fault: None };
            }
        }
        self.tell_updates();
        kept_by
    }

    /// What is to be done now without being asked.
    fn due_update(&self) -> Option<Wish> {
        let remembered = self.installation.get();
        let course = self.updating.course();
        if course.work.as_ref().is_some_and(|work| !work.is_finished()) {
            return None;
        }
        let answered = remembered.looked_for_updates_at;
        let looks = Looks { started: course.started, answered, failed: course.failed, dice: course.dice };
        rules::due(&course.stage, remembered.updates.by_itself, &looks, (self.parts.surroundings.now)())
    }

    async fn look_for_update(self: &Arc<Self>, before: UpdateStage) {
        let channel = self.installation.get().updates.channel;
        let looked = tokio::select! {
            looked = self.parts.updater.look(channel) => looked,
            // The network belongs to the call; it is looked for after it.
            () = self.line_turns(true) => return self.set_update_stage(before),
        };
        let had_one = matches!(before, UpdateStage::Ready { .. });
        let now = (self.parts.surroundings.now)();
        let stage = match looked {
            Ok(found) => {
                if let Err(problem) = self.remember(|remembered| remembered.looked_for_updates_at = Some(now)) {
                    tracing::warn!(code = ?problem.code, "when updates were looked for is not kept");
                }
                self.looked(None);
                rules::found(before, found)
            }
            Err(fault) => {
                tracing::warn!(?fault, "no answer to whether there is an update");
                self.looked(Some(now));
                rules::not_found(before, fault)
            }
        };
        if had_one && !matches!(stage, UpdateStage::Ready { .. }) {
            self.parts.updater.forget().await;
        }
        let fetched = match &stage {
            UpdateStage::Available { new } if self.installation.get().updates.by_itself => Some(new.clone()),
            _ => None,
        };
        self.set_update_stage(stage);
        if let Some(new) = fetched {
            self.fetch_update(new).await;
        }
    }

    async fn fetch_update(self: &Arc<Self>, new: NewVersion) {
        let (desktop, fetched) = (Arc::downgrade(self), new.clone());
        let told = AtomicU64::new(0);
        let progress = move |received, total| {
            let step = rules::step(received, total);
            if told.swap(step, Ordering::Relaxed) != step
                && let Some(desktop) = desktop.upgrade()
            {
                desktop.set_update_stage(UpdateStage::Downloading { new: fetched.clone(), received, total });
            }
        };
        self.set_update_stage(UpdateStage::Downloading { new: new.clone(), received: 0, total: None });
        let stage = tokio::select! {
            fetched = self.parts.updater.fetch(Box::new(progress)) => match fetched {
                Ok(()) => UpdateStage::Ready { new, fault: None },
                Err(fault) => {
                    tracing::warn!(?fault, "an update was not fetched");
                    self.looked(Some((self.parts.surroundings.now)()));
                    UpdateStage::Failed { fault }
                }
            },
            () = self.line_turns(true) => UpdateStage::Available { new },
        };
        self.set_update_stage(stage);
    }

    async fn install_update(self: &Arc<Self>, new: NewVersion) {
        match self.parts.updater.install().await {
            Ok(()) => {
                self.set_update_stage(UpdateStage::Installed { new });
                // Somebody may have called while the system asked for the password.
                self.line_turns(false).await;
                tracing::info!("installed; the app starts anew");
                self.parts.updater.restart();
            }
            Err(fault) => {
                tracing::warn!(?fault, "an update was not installed");
                let stage = rules::not_installed(new, fault);
                if !matches!(stage, UpdateStage::Ready { .. }) {
                    self.parts.updater.forget().await;
                }
                self.set_update_stage(stage);
            }
        }
    }

    fn looked(&self, failed: Option<Millis>) {
        let mut course = self.updating.course();
        (course.failed, course.dice) = (failed, (self.parts.surroundings.dice)());
    }

    fn set_update_stage(&self, stage: UpdateStage) {
        self.updating.course().stage = stage;
        self.tell_updates();
    }

    fn tell_updates(&self) {
        self.events.tell(DesktopEvent::Updates { state: Box::new(self.updates_now()) });
    }

    /// Waits until a call has the line, or until none has.
    async fn line_turns(&self, in_use: bool) {
        let mut events = self.events.listen();
        while self.line_is_in_use() != in_use {
            loop {
                match events.recv().await {
                    Ok(DesktopEvent::Calls { .. } | DesktopEvent::Session { .. }) | Err(RecvError::Lagged(_)) => break,
                    Ok(_) => {}
                    Err(RecvError::Closed) => return std::future::pending().await,
                }
            }
        }
    }
}

/// Does what is due, for as long as the app runs.
async fn by_the_clock(desktop: Weak<Desktop>) {
    {
        let Some(desktop) = desktop.upgrade() else { return };
        desktop.ready().await;
        if desktop.find_out_updates().await == KeptBy::System {
            return;
        }
    }
    loop {
        tokio::time::sleep(TICK).await;
        let Some(desktop) = desktop.upgrade() else { return };
        if let Some(wish) = desktop.due_update() {
            // During a call it is refused, and due again at the next tick.
            let _ = desktop.begin_update(wish);
        }
    }
}
