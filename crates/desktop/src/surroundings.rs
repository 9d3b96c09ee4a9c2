//! Time, ids and randomness, passed in so that tests decide them.

use leadline_domain::Millis;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Where time, ids and randomness come from.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// Now, in milliseconds since the epoch.
    pub now: fn() -> Millis,
    /// A new id that sorts after the ones before it.
    pub new_id: fn() -> Uuid,
    /// Minutes that local time is ahead of UTC.
    pub utc_offset_minutes: fn() -> i32,
    /// 32 bytes nobody can guess.
    pub new_key: fn() -> [u8; 32],
    /// Dice, evenly spread over all of `u32`.
    pub dice: fn() -> u32,
}

impl Surroundings {
    /// This computer's own clock and random numbers.
    pub fn of_this_computer() -> Self {
        Self { now, new_id: Uuid::now_v7, utc_offset_minutes, new_key: rand::random, dice: rand::random }
    }
}

/// A clock set before 1970 counts as 1970; the server's clock decides every order anyway.
fn now() -> Millis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as Millis)
}

fn utc_offset_minutes() -> i32 {
    chrono::Local::now().offset().local_minus_utc() / 60
}
