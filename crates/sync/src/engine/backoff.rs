//! How long to wait after a failure: full jitter, so that a thousand devices do not come back in one moment.

use super::Beat;

const FIRST_MS: u64 = 200;
const USUAL_MOST_MS: u64 = 10_000;
const LONG_MOST_MS: u64 = 60_000;
/// Without an answer for this long the network is away rather than shaky.
const LONG_AFTER_MS: u64 = 120_000;
/// A wait of nothing would spin when the dice fall low.
const LEAST_MS: u64 = 20;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
    failing_since: Option<u64>,
    until: Option<u64>,
    /// The server named this time; no hurry goes before it.
    ordered: Option<u64>,
}

impl Backoff {
    pub(super) fn failed(&mut self, beat: Beat) {
        let since = *self.failing_since.get_or_insert(beat.at);
        let most = if beat.at.saturating_sub(since) > LONG_AFTER_MS { LONG_MOST_MS } else { USUAL_MOST_MS };
        let ceiling = FIRST_MS.checked_shl(self.failures.min(20)).map_or(most, |ms| ms.min(most));
        self.failures += 1;
        let wait = (ceiling * u64::from(beat.dice) / u64::from(u32::MAX)).max(LEAST_MS);
        self.until = Some(beat.at + wait);
        self.ordered = None;
    }

    pub(super) fn not_before(&mut self, at: u64) {
        self.ordered = Some(at);
        self.until = Some(self.until.map_or(at, |until| until.max(at)));
    }

    pub(super) fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// Something speaks for trying now.
    pub(super) fn hurry(&mut self) {
        self.until = self.ordered;
    }

    /// No try before this time.
    pub(super) fn until(&self) -> Option<u64> {
        self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(backoff: &mut Backoff, at: u64, dice: u32) -> u64 {
        backoff.failed(Beat { at, dice });
        backoff.until().unwrap() - at
    }

    #[test]
    fn the_ceiling_doubles_to_ten_seconds_and_to_a_minute_when_long_away() {
        let mut backoff = Backoff::default();
        let ceilings: Vec<_> = (0..8).map(|_| wait(&mut backoff, 1_000, u32::MAX)).collect();
        assert_eq!(ceilings, [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
        let away: Vec<_> = (0..3).map(|_| wait(&mut backoff, 2_000 + LONG_AFTER_MS, u32::MAX)).collect();
        assert_eq!(away, [51_200, 60_000, 60_000]);
        backoff.succeeded();
        assert_eq!(wait(&mut backoff, 500_000, u32::MAX), 200);
    }

    #[test]
    fn the_dice_spread_the_wait_and_never_spin() {
        let mut backoff = Backoff::default();
        assert_eq!(wait(&mut backoff, 0, 0), LEAST_MS);
        assert_eq!(wait(&mut backoff, 0, u32::MAX / 2), 199);
    }

    #[test]
    fn a_hurry_never_goes_before_the_time_the_server_named() {
        let mut backoff = Backoff::default();
        backoff.failed(Beat { at: 0, dice: 7 });
        backoff.hurry();
        assert_eq!(backoff.until(), None);
        backoff.failed(Beat { at: 0, dice: 7 });
        backoff.not_before(5_000);
        backoff.hurry();
        assert_eq!(backoff.until(), Some(5_000));
    }
}
