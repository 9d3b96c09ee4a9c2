//! Dates as people write them in spreadsheets.

use crate::Millis;
use crate::text::ascii_digit;

const DAY: i64 = 86_400_000;
/// Years from here on are of the Buddhist era, which is 543 ahead.
const BUDDHIST_FROM: i64 = 2400;

/// Reads `2026-11-21`, `21/11/2026`, `21/11/2569`, with an optional time such as `14:05` after it, as the clock shows
/// it `utc_offset_minutes` ahead of UTC. Day before month, as in Thailand and Europe.
pub(super) fn read(raw: &str, utc_offset_minutes: i32) -> Option<Millis> {
    let plain: String = raw.trim().chars().map(ascii_digit).collect();
    let (day, time) = match plain.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (plain.as_str(), None),
    };
    let numbers: Vec<i64> = day.split(['-', '/', '.']).map(|part| small(part, 4)).collect::<Option<_>>()?;
    let (year, month, day) = match numbers[..] {
        [year, month, day] if year > 31 => (year, month, day),
        [day, month, year] if year > 31 => (year, month, day),
        _ => return None,
    };
    let year = if year >= BUDDHIST_FROM { year - 543 } else { year };
    if !(1900..=2400).contains(&year) || !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let clock = time.filter(|time| !time.is_empty()).map_or(Some(0), time_of_day)?;
    let at = days_since_epoch(year, month, day) * DAY + clock - i64::from(utc_offset_minutes) * 60_000;
    (at >= 0).then_some(at)
}

fn small(part: &str, longest: usize) -> Option<i64> {
    let digits = !part.is_empty() && part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits { part.parse().ok() } else { None }
}

fn time_of_day(time: &str) -> Option<Millis> {
    let parts: Vec<i64> = time.split(':').map(|part| small(part, 2)).collect::<Option<_>>()?;
    match parts[..] {
        [hour @ 0..24, minute @ 0..60] => Some((hour * 60 + minute) * 60_000),
        [hour @ 0..24, minute @ 0..60, second @ 0..60] => Some(((hour * 60 + minute) * 60 + second) * 1000),
        _ => None,
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days between 1970-01-01 and a date of the Gregorian calendar, with years counted from March so that the leap day
/// is the last of its year.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before_month = (153 * month + 2) / 5;
    year * 365 + year / 4 - year / 100 + year / 400 + before_month + day - 719_469
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn dates() {
        const BANGKOK: i32 = 7 * 60;
        for (raw, expected) in [
            ("1970-01-01 07:00", Some(0)),
            ("2026-11-21", Some(1_795_194_000_000)),
            ("21/11/2026", Some(1_795_194_000_000)),
            ("๒๑/๑๑/๒๕๖๙", Some(1_795_194_000_000)),
            ("2026-11-21T14:05:30", Some(1_795_244_730_000)),
            ("29/02/2024", Some(1_709_139_600_000)),
            ("29/02/2023", None),
            ("31/04/2026", None),
            ("11/21/2026", None),
            ("21/11/26", None),
            ("2026-11-21 24:00", None),
            ("tomorrow", None),
            ("99999999999999999999-1-1", None),
        ] {
            assert_eq!(read(raw, BANGKOK), expected, "{raw}");
        }
    }
}
