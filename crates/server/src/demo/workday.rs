//! When people of the invented organisation meet and call: in half hours of their working day, in Bangkok.

use super::rows::DAY_MS;
use leadline_domain::Millis;
use rand::RngExt;
use rand::rngs::StdRng;

const HALF_HOUR_MS: Millis = 30 * 60 * 1000;
const BANGKOK_AHEAD_MS: Millis = 7 * 60 * 60 * 1000;
/// Half hours from midnight.
const OPENS: Millis = 18;
const CLOSES: Millis = 35;
const LAST: Millis = 47;

/// Midnight in Bangkok before `now`.
fn midnight(now: Millis) -> Millis {
    let there = now + BANGKOK_AHEAD_MS;
    there - there.rem_euclid(DAY_MS) - BANGKOK_AHEAD_MS
}

/// In the working day so many days from now.
pub fn on(dice: &mut StdRng, now: Millis, days: Millis) -> Millis {
    midnight(now) + days * DAY_MS + dice.random_range(OPENS..=CLOSES) * HALF_HOUR_MS
}

/// Later on the same day: in what is left of the working day or, in the evening, of the evening.
pub fn later_today(dice: &mut StdRng, now: Millis) -> Millis {
    let midnight = midnight(now);
    let soon = (now - midnight) / HALF_HOUR_MS + 2;
    let earliest = soon.clamp(OPENS, LAST);
    midnight + dice.random_range(earliest..=CLOSES.max((earliest + 6).min(LAST))) * HALF_HOUR_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn what_is_due_today_is_ahead_whenever_the_day_is_looked_at() {
        let mut dice = StdRng::seed_from_u64(1);
        let day = midnight(1_795_140_000_000);
        for half_hour in 0..46 {
            let now = day + half_hour * HALF_HOUR_MS + 1;
            for _ in 0..20 {
                let due = later_today(&mut dice, now);
                assert!(due > now && due < day + DAY_MS, "{half_hour}");
                assert!(on(&mut dice, now, -1) < day && on(&mut dice, now, 1) >= day + DAY_MS);
            }
        }
    }
}
