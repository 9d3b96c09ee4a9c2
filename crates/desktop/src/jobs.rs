//! Long work of a workplace: what it tells while it goes on, and how a person stops it.

use crate::api::DesktopEvent;
use crate::events::Events;
use leadline_protocol::{Code, Problem};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Work that goes on, by its id.
#[derive(Clone, Default)]
pub struct Jobs {
    stops: Arc<Mutex<HashMap<Uuid, Arc<AtomicBool>>>>,
}

impl Jobs {
    /// Begins `kind` of work under `id`; refused while work of that id goes on.
    pub fn begin(&self, id: Uuid, kind: &'static str, events: &Events) -> Result<Job, Problem> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        if stops.contains_key(&id) {
            return Err(Code::Conflict.into());
        }
        stops.insert(id, stop.clone());
        let told = Told { done: 0, total: 0, problem: None };
        Ok(Job { id, kind, stop, told, events: events.clone(), jobs: self.clone() })
    }

    /// Asks the work of that id to stop at the next safe place.
    pub fn stop(&self, id: Uuid) -> Result<(), Problem> {
        let stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        stops.get(&id).ok_or(Code::NotFound)?.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// One piece of long work. That it ended is told when this is dropped.
pub struct Job {
    id: Uuid,
    kind: &'static str,
    stop: Arc<AtomicBool>,
    told: Told,
    events: Events,
    jobs: Jobs,
}

struct Told {
    done: u32,
    total: u32,
    problem: Option<Problem>,
}

impl Job {
    /// Whether a person asked it to stop.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Tells how far it is.
    pub fn progress(&mut self, done: usize, total: usize) {
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        (self.told.done, self.told.total) = (count(done), count(total));
        self.tell(false);
    }

    /// What broke it off: the whole answer where nothing is done, else a part of it, and kept for the last telling.
    pub fn broke_off(&mut self, problem: Option<Problem>, done: bool) -> Result<Option<Problem>, Problem> {
        match problem {
            Some(problem) if !done => Err(problem),
            problem => {
                self.told.problem.clone_from(&problem);
                Ok(problem)
            }
        }
    }

    /// Passes a result on, and keeps what went wrong for the last telling.
    pub fn ended<T>(mut self, result: Result<T, Problem>) -> Result<T, Problem> {
        self.told.problem = match &result {
            Err(problem) => Some(problem.clone()),
            Ok(_) if self.stopped() => Some(Code::Cancelled.into()),
            Ok(_) => self.told.problem.take(),
        };
        result
    }

    fn tell(&self, finished: bool) {
        self.events.tell(DesktopEvent::Job {
            id: self.id,
            kind: self.kind.to_owned(),
            done: self.told.done,
            total: self.told.total,
            finished,
            problem: self.told.problem.clone(),
        });
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.jobs.stops.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
        self.tell(true);
    }
}
