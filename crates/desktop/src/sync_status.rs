//! The state of sync as the UI shows it.

use crate::api::{Link, SyncStatus};
use crate::problem;
use crate::workplace::Workplace;
use leadline_protocol::Problem;

/// As of now. Blocks.
pub fn of(workplace: &Workplace) -> Result<SyncStatus, Problem> {
    let counts = workplace.cache().counts().map_err(problem::of_cache)?;
    let state = workplace.sync_state().map(|state| state.borrow().clone());
    let alone = state.is_none();
    let state = state.unwrap_or_default();
    let signed_in = workplace.signed_in();
    let arrival = workplace.cache().arrival().map_err(problem::of_cache)?.filter(|_| !signed_in.complete);
    Ok(SyncStatus {
        link: match state.link {
            _ if alone => Link::Alone,
            leadline_sync::Link::Connecting => Link::Connecting,
            leadline_sync::Link::Online => Link::Online,
            leadline_sync::Link::Offline => Link::Offline,
            leadline_sync::Link::SignInAgain | leadline_sync::Link::Wiped => Link::SignInAgain,
            leadline_sync::Link::UpgradeRequired => Link::UpgradeRequired,
        },
        synced_at: state.synced_at.or(signed_in.synced_at),
        waiting: counts.waiting,
        oldest_waiting_at: counts.oldest_waiting_at,
        refused: counts.refused,
        conflicts: counts.conflicts,
        first_sync: arrival.map(|arrival| (arrival.rows, arrival.rows + arrival.remaining)),
        next_try_at: state.next_try_at,
        answer_ms: state.answer_ms,
        clock_off_ms: state.clock.milliseconds(),
        bytes: counts.bytes,
    })
}
