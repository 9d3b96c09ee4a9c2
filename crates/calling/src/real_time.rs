//! Sound threads go before others: at normal priority a busy computer makes a voice late by a tenth of a second.

use std::sync::Once;

static DENIED: Once = Once::new();

/// Puts the current thread before others, if the system allows it. `period` is the frames it handles at once.
pub(crate) fn promote(period: u32, rate: u32) {
    if let Err(cause) = try_promote(period, rate) {
        DENIED.call_once(|| tracing::info!(%cause, "sound threads run at normal priority"));
    }
}

/// Directly where the user may, else through the desktop's RealtimeKit.
#[cfg(target_os = "linux")]
fn try_promote(period: u32, rate: u32) -> Result<(), String> {
    use thread_priority::{
        RealtimeThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy,
        thread_native_id,
    };
    /// Above everything ordinary, below what the sound server itself uses.
    const LEVEL: u8 = 5;
    let policy = ThreadSchedulePolicy::Realtime(RealtimeThreadSchedulePolicy::RoundRobin);
    let level = ThreadPriority::Crossplatform(LEVEL.try_into()?);
    if set_thread_priority_and_policy(thread_native_id(), level, policy).is_ok() {
        return Ok(());
    }
    through_the_system(period, rate)
}

#[cfg(not(target_os = "linux"))]
fn try_promote(period: u32, rate: u32) -> Result<(), String> {
    through_the_system(period, rate)
}

fn through_the_system(period: u32, rate: u32) -> Result<(), String> {
    // The promotion lasts as long as the thread; there is nothing to take back.
    let promoted = audio_thread_priority::promote_current_thread_to_real_time(period, rate);
    promoted.map(drop).map_err(|cause| cause.to_string())
}
