//! Microphones and loudspeakers.

use super::api;
use leadline_domain::Millis;
use leadline_protocol::Problem;

api! {
    /// Command `sound_devices`, and the answer of `sound_choose`.
    pub struct SoundDevices {
        /// Microphones.
        pub inputs: Vec<SoundDevice>,
        /// Loudspeakers and headsets.
        pub outputs: Vec<SoundDevice>,
        /// What is used.
        pub chosen: SoundChoice,
        /// Why there are none to choose from.
        pub fault: Option<Problem>,
    }

    /// A microphone or a loudspeaker.
    pub struct SoundDevice {
        /// Stays the same while the device is plugged in.
        pub id: String,
        /// As the system calls it.
        pub name: String,
        /// The one the system uses.
        pub is_default: bool,
    }

    /// Command `sound_choose`; takes effect in a running call.
    #[derive(Default)]
    pub struct SoundChoice {
        /// The microphone; `None` follows the system.
        pub input: Option<String>,
        /// The loudspeaker; `None` follows the system.
        pub output: Option<String>,
    }

    /// Command `push_to_talk`: whether one is heard only while a key is held, from now on and in a running call. Kept on
    /// this computer. Answer [`Calls`](super::Calls).
    pub struct PushToTalk {
        /// On or off.
        pub on: bool,
    }

    /// Commands `ring_settings` and `ring_choose`: how this computer rings. Kept on this computer. Command `ring_once`
    /// lets it be heard.
    pub struct RingSettings {
        /// Which sound.
        pub tone: RingTone,
        /// How loud, 0 to 100.
        pub volume: u8,
        /// The loudspeaker that rings; `None` is the one of calls.
        pub output: Option<String>,
        /// When it shows the ring and is silent.
        pub quiet: Option<QuietHours>,
    }

    /// Which sound it rings with.
    #[derive(Copy, Default)]
    pub enum RingTone {
        /// Three soft chimes that climb.
        #[default]
        Chimes,
        /// The two strokes of an old telephone's bell.
        Bell,
        /// Four dry notes of wood.
        Marimba,
        /// Two short signals that carry through a loud room.
        Signal,
    }

    /// Hours of the day, by this computer's clock, in which nothing rings.
    pub struct QuietHours {
        /// From this minute of the day; 0 to 1439.
        pub from: u16,
        /// Until this one; at or before `from` it is one of the next day.
        pub until: u16,
        /// The days on which it begins, 0 for Monday to 6 for Sunday.
        pub days: Vec<u8>,
    }

    /// Command `sound_test`: while on, the microphone is heard in the loudspeaker and its level is told by the event
    /// `sound_level`.
    pub struct SoundTest {
        /// On or off.
        pub on: bool,
    }
}

const MINUTE_MS: Millis = 60_000;
const MINUTES_A_DAY: Millis = 24 * 60;
/// The first day of the epoch was a Thursday.
const FIRST_DAY: Millis = 3;

impl QuietHours {
    /// Whether they are within what a day and a week have.
    pub(crate) fn are_sound(&self) -> bool {
        let minutes = [self.from, self.until].into_iter().all(|minute| Millis::from(minute) < MINUTES_A_DAY);
        minutes && self.days.iter().all(|day| *day < 7)
    }

    /// Whether it is quiet at this time, where local time is that many minutes ahead of UTC.
    pub(crate) fn hold(&self, now: Millis, ahead_minutes: i32) -> bool {
        let local = now.div_euclid(MINUTE_MS) + Millis::from(ahead_minutes);
        let (day, minute) = (local.div_euclid(MINUTES_A_DAY), local.rem_euclid(MINUTES_A_DAY));
        let begins_on = |day: Millis| {
            let weekday = (day + FIRST_DAY).rem_euclid(7);
            self.days.iter().any(|listed| Millis::from(*listed) == weekday)
        };
        let (from, until) = (Millis::from(self.from), Millis::from(self.until));
        if from < until {
            return begins_on(day) && (from..until).contains(&minute);
        }
        (begins_on(day) && minute >= from) || (begins_on(day - 1) && minute < until)
    }
}

impl Default for RingSettings {
    fn default() -> Self {
        Self { tone: RingTone::default(), volume: 80, output: None, quiet: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday, 17 November 2025, midnight in Bangkok.
    const MONDAY: Millis = 1_763_312_400_000;
    const BANGKOK: i32 = 7 * 60;

    fn at(day: Millis, hour: Millis, minute: Millis) -> Millis {
        MONDAY + ((day * 24 + hour) * 60 + minute) * MINUTE_MS
    }

    #[test]
    fn hours_of_one_day_are_quiet_on_their_days_alone() {
        let lunch = QuietHours { from: 12 * 60, until: 13 * 60, days: vec![0, 4] };
        let quiet = |day, hour, minute| lunch.hold(at(day, hour, minute), BANGKOK);
        assert!(quiet(0, 12, 0) && quiet(0, 12, 59) && quiet(4, 12, 30));
        assert!(!quiet(0, 11, 59) && !quiet(0, 13, 0) && !quiet(1, 12, 30));
    }

    #[test]
    fn hours_over_midnight_belong_to_the_day_they_begin_on() {
        let night = QuietHours { from: 20 * 60, until: 8 * 60, days: vec![4] };
        let quiet = |day, hour| night.hold(at(day, hour, 0), BANGKOK);
        assert!(quiet(4, 20) && quiet(5, 7), "Friday night");
        assert!(!quiet(4, 7) && !quiet(5, 8) && !quiet(5, 21));
        let sunday = QuietHours { days: vec![6], ..night };
        assert!(sunday.hold(at(7, 3, 0), BANGKOK) && !sunday.hold(at(7, 21, 0), BANGKOK), "into the next week");
    }

    #[test]
    fn from_and_until_the_same_is_the_whole_day() {
        let weekend = QuietHours { from: 0, until: 0, days: vec![5, 6] };
        let quiet = |day, hour| weekend.hold(at(day, hour, 0), BANGKOK);
        assert!(quiet(5, 0) && quiet(6, 23));
        assert!(!quiet(4, 23) && !quiet(7, 0));
        assert!(!QuietHours { days: vec![7], ..weekend }.are_sound());
    }
}
