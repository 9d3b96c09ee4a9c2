//! Time, ids and randomness, passed in so that tests decide them.

use leadline_domain::Millis;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Where time, ids and randomness come from.
pub trait Surroundings: Send + Sync {
    /// Now, in milliseconds since the epoch.
    fn now(&self) -> Millis;
    /// A new id that sorts after the ones before it.
    fn new_id(&self) -> Uuid;
    /// 32 bytes nobody can guess.
    fn new_key(&self) -> [u8; 32];
}

/// This computer's own clock and random numbers.
pub struct ThisComputer;

impl Surroundings for ThisComputer {
    fn now(&self) -> Millis {
        // A clock set before 1970 counts as 1970; the server's clock decides every order anyway.
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as Millis)
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn new_key(&self) -> [u8; 32] {
        rand::random()
    }
}
