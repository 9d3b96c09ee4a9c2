//! One exchange with the server, seen from the cache: what an answer does to it and what the engine is told. The
//! runner and the simulation go through the same three functions.

use crate::engine::Event;
use crate::link::LinkFault;
use leadline_cache::{Cache, CacheFault};
use leadline_domain::Millis;
use leadline_protocol::Problem;
use leadline_protocol::sync::{Page, Pull, Push, Pushed};
use uuid::Uuid;

/// Puts the answer to a push into the cache.
pub fn settle_push(cache: &Cache, push: &Push, answer: Result<Pushed, LinkFault>, now: Millis) -> Event {
    let pushed = match answer {
        Ok(pushed) => pushed,
        Err(fault) => {
            let head = push.mutations.first().map_or(Uuid::nil(), |first| first.id);
            return Event::PushFailed { head, sent: push.mutations.len(), fault };
        }
    };
    // Under another epoch nothing was settled, but the cache renumbers and the next push is another one (R11).
    let moved = !pushed.results.is_empty() || push.epoch.is_some_and(|held| held != pushed.epoch);
    match cache.push_results(push, &pushed, now) {
        Ok(_) => Event::Pushed { moved, version: pushed.version },
        Err(fault) => cache_failed(&fault),
    }
}

/// Puts a page into the cache.
pub fn settle_pull(cache: &Cache, asked: &Pull, answer: Result<Page, LinkFault>, now: Millis) -> Event {
    let page = match answer {
        Ok(page) => page,
        Err(fault) => return Event::PullFailed { fault },
    };
    match cache.apply_page(&page, asked, now).and_then(|applied| Ok((applied, version_of(cache)?))) {
        Ok((applied, _)) if applied.started_over => Event::StartedOver,
        Ok((applied, version)) => Event::Pulled { more: applied.more, version },
        Err(fault) => cache_failed(&fault),
    }
}

/// How far the cache is: the newest version it holds of any scope.
///
/// # Errors
/// What the cache says.
pub fn version_of(cache: &Cache) -> Result<i64, CacheFault> {
    Ok(cache.pull_request(1)?.since.iter().map(|since| since.version).max().unwrap_or(0))
}

/// Sets an edit aside after the server failed at it again and again.
pub fn set_aside(cache: &Cache, poison: Uuid, problem: &Problem) -> Event {
    match cache.quarantine(poison, problem) {
        Ok(_) | Err(CacheFault::Unknown(_)) => Event::Quarantined,
        Err(fault) => cache_failed(&fault),
    }
}

/// What the engine is told when the local data cannot be used.
pub fn cache_failed(fault: &CacheFault) -> Event {
    Event::CacheFailed { problem: fault.into() }
}
