//! Whether the line holds, by what the room says of it and by what still arrives. The library itself notices that a
//! network is gone only after a quarter of a minute, and then tries to mend it for longer than anybody waits.

use crate::state::Connection;
use std::time::{Duration, Instant};

/// A line on which nothing has arrived for so long is broken; the answers to its pings alone come every 2.5 s.
const SILENT_AFTER: Duration = Duration::from_secs(4);
/// A broken line is given up after this, as the server gives up a side that is away from the room.
const LOST_AFTER: Duration = Duration::from_secs(30);

/// A line.
pub(crate) struct Lifeline {
    mending: bool,
    arrived: Option<u64>,
    heard: Instant,
    broken: Option<Instant>,
}

impl Lifeline {
    /// One that has just come up.
    pub fn new(now: Instant) -> Self {
        Self { mending: false, arrived: None, heard: now, broken: None }
    }

    /// The room says that it mends the line, or that it has.
    pub fn mending(&mut self, is: bool, now: Instant) {
        self.mending = is;
        self.heard = now;
    }

    /// How much has arrived since joining, if that is known.
    pub fn arrived(&mut self, sum: Option<u64>, now: Instant) {
        if sum.is_none() || sum != self.arrived {
            (self.arrived, self.heard) = (sum, now);
        }
    }

    /// How it is; nothing once it is lost.
    pub fn look(&mut self, now: Instant) -> Option<Connection> {
        if !self.mending && now.duration_since(self.heard) < SILENT_AFTER {
            self.broken = None;
            return Some(Connection::Joined);
        }
        let since = *self.broken.get_or_insert(now);
        (now.duration_since(since) < LOST_AFTER).then_some(Connection::Reconnecting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn a_line_on_which_nothing_arrives_is_broken_until_something_does_and_lost_in_the_end() {
        let start = Instant::now();
        let mut line = Lifeline::new(start);
        line.arrived(Some(10), after(start, 1));
        line.arrived(Some(10), after(start, 4));
        assert_eq!(line.look(after(start, 4)), Some(Connection::Joined));
        assert_eq!(line.look(after(start, 5)), Some(Connection::Reconnecting));
        assert_eq!(line.look(after(start, 34)), Some(Connection::Reconnecting));
        line.arrived(Some(11), after(start, 34));
        assert_eq!(line.look(after(start, 34)), Some(Connection::Joined));
        assert_eq!(line.look(after(start, 38)), Some(Connection::Reconnecting));
        assert_eq!(line.look(after(start, 68)), None);
    }

    #[test]
    fn a_line_that_the_room_mends_is_broken_until_it_has() {
        let start = Instant::now();
        let mut line = Lifeline::new(start);
        line.mending(true, start);
        line.arrived(Some(1), after(start, 1));
        assert_eq!(line.look(after(start, 1)), Some(Connection::Reconnecting));
        line.mending(false, after(start, 2));
        assert_eq!(line.look(after(start, 2)), Some(Connection::Joined));
    }

    #[test]
    fn a_line_of_which_nothing_is_known_is_not_suspected() {
        let start = Instant::now();
        let mut line = Lifeline::new(start);
        line.arrived(None, after(start, 60));
        assert_eq!(line.look(after(start, 61)), Some(Connection::Joined));
    }
}
