//! How far this computer's clock is from the server's. Never used for order; only so that "edited at" is believable.

use leadline_domain::Millis;

/// Beyond this a person is told, in milliseconds.
pub const TOLD_BEYOND_MS: i64 = 120_000;
/// An answer slower than this says too little about the clock, in milliseconds.
const SLOWEST_MS: u64 = 10_000;

/// The measured offset: server time minus this computer's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockOffset {
    milliseconds: i64,
}

impl ClockOffset {
    /// Takes in one answer: `server` is the time it names, `sent` this computer's time at the request, `took_ms` how
    /// long the answer took on a clock that never goes back.
    pub fn measure(&mut self, server: Millis, sent: Millis, took_ms: u64) {
        if took_ms > SLOWEST_MS {
            return;
        }
        let half = i64::try_from(took_ms / 2).unwrap_or(0);
        self.milliseconds = server.saturating_sub(sent.saturating_add(half));
    }

    /// Server time minus this computer's, in milliseconds.
    pub fn milliseconds(self) -> i64 {
        self.milliseconds
    }

    /// A time by this computer's clock, as the server would have named it.
    pub fn correct(self, at: Millis) -> Millis {
        at.saturating_add(self.milliseconds)
    }

    /// Whether it is so far off that a person should know.
    pub fn worth_telling(self) -> bool {
        self.milliseconds.saturating_abs() > TOLD_BEYOND_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_is_taken_from_the_middle_of_the_request() {
        let mut clock = ClockOffset::default();
        clock.measure(1_000_500, 1_000_000, 200);
        assert_eq!((clock.milliseconds(), clock.correct(7)), (400, 407));
        assert!(!clock.worth_telling());
        clock.measure(1_000_000 + 2 * 86_400_000, 1_000_000, 100);
        assert!(clock.worth_telling());
    }

    #[test]
    fn a_slow_answer_says_nothing() {
        let mut clock = ClockOffset::default();
        clock.measure(90_000, 0, 30_000);
        assert_eq!(clock, ClockOffset::default());
    }
}
