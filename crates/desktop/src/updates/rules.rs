//! The rules of updates, without a clock, a network or a disk.

use crate::api::{KeptBy, NewVersion, UpdateFault, UpdateStage};
use leadline_domain::Millis;
use leadline_protocol::Code;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;

/// After a start the app has better things to do, and so has a network that many computers come to at nine o'clock.
const AFTER_START: Span = Span { least: MINUTE, spread: 4 * MINUTE };
/// Between two looks that were answered.
const BETWEEN: Span = Span { least: 23 * HOUR, spread: 2 * HOUR };
/// After a look or a download that came to nothing.
const AFTER_FAULT: Span = Span { least: HOUR, spread: HOUR / 4 };

struct Span {
    least: Millis,
    /// Added in part, by dice.
    spread: Millis,
}

impl Span {
    fn by(&self, dice: u32) -> Millis {
        self.least + self.spread * Millis::from(dice >> 16) / Millis::from(u16::MAX)
    }
}

/// What somebody, or the clock, wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To know whether there is a newer version.
    Look,
    /// To have it here.
    Fetch,
    /// To run it.
    Install,
}

/// What is known of the looks before.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    /// When the app was started.
    pub started: Millis,
    /// The last one that was answered, perhaps before this start.
    pub answered: Option<Millis>,
    /// The last look or download that came to nothing since.
    pub failed: Option<Millis>,
    /// Thrown after each look.
    pub dice: u32,
}

impl Looks {
    /// When the app looks next by itself. What lies ahead of the clock was written by a clock that was wrong.
    pub fn next(&self, now: Millis) -> Millis {
        let past = |moment: Option<Millis>| moment.filter(|moment| *moment <= now);
        let waited = match (past(self.failed), past(self.answered)) {
            (Some(failed), _) => failed + AFTER_FAULT.by(self.dice),
            (None, Some(answered)) => answered + BETWEEN.by(self.dice),
            (None, None) => Millis::MIN,
        };
        waited.max(self.started.min(now) + AFTER_START.by(self.dice))
    }
}

/// What the app does now without being asked.
pub fn due(stage: &UpdateStage, by_itself: bool, looks: &Looks, now: Millis) -> Option<Wish> {
    match stage {
        _ if !by_itself => None,
        // Nobody has fetched it yet, or a call came in between.
        UpdateStage::Available { .. } => Some(Wish::Fetch),
        UpdateStage::None {} | UpdateStage::Ready { .. } | UpdateStage::Failed { .. } => {
            (now >= looks.next(now)).then_some(Wish::Look)
        }
        UpdateStage::Looking {}
        | UpdateStage::Downloading { .. }
        | UpdateStage::Installing { .. }
        | UpdateStage::Installed { .. } => None,
    }
}

/// The stage in which a wish is carried out.
///
/// # Errors
/// Why it is not: others keep this copy up to date, a call has the line, or it is not the time for it.
pub fn begun(wish: Wish, stage: &UpdateStage, kept_by: Option<KeptBy>, line_in_use: bool) -> Result<UpdateStage, Code> {
    if kept_by != Some(KeptBy::Leadline) {
        return Err(Code::Forbidden);
    }
    if line_in_use {
        return Err(Code::Busy);
    }
    match (wish, stage) {
        (Wish::Look, UpdateStage::None {} | UpdateStage::Available { .. } | UpdateStage::Failed { .. }) => {
            Ok(UpdateStage::Looking {})
        }
        // What waits for the person does not go away under their hand while the app asks whether it still stands.
        (Wish::Look, ready @ UpdateStage::Ready { .. }) => Ok(ready.clone()),
        (Wish::Fetch, UpdateStage::Available { new }) => {
            Ok(UpdateStage::Downloading { new: new.clone(), received: 0, total: None })
        }
        (Wish::Install, UpdateStage::Ready { new, .. }) => Ok(UpdateStage::Installing { new: new.clone() }),
        _ => Err(Code::Conflict),
    }
}

/// After a look that was answered. What the feed says now counts: a version that is here and was withdrawn, or is of
/// another channel, is not installed any more.
pub fn found(before: UpdateStage, found: Option<NewVersion>) -> UpdateStage {
    match (found, before) {
        (None, _) => UpdateStage::None {},
        (Some(new), UpdateStage::Ready { new: here, .. }) if new.version == here.version => {
            UpdateStage::Ready { new, fault: None }
        }
        (Some(new), _) => UpdateStage::Available { new },
    }
}

/// After a look that came to nothing. What is here stays.
pub fn not_found(before: UpdateStage, fault: UpdateFault) -> UpdateStage {
    match before {
        UpdateStage::Ready { new, .. } => UpdateStage::Ready { new, fault: Some(fault) },
        _ => UpdateStage::Failed { fault },
    }
}

/// After an installation that came to nothing. What is here can be tried again, unless it is not what it was.
pub fn not_installed(new: NewVersion, fault: UpdateFault) -> UpdateStage {
    match fault {
        UpdateFault::Lost | UpdateFault::BadSignature | UpdateFault::OtherVersion => UpdateStage::Failed { fault },
        _ => UpdateStage::Ready { new, fault: Some(fault) },
    }
}

/// Which step of a download this is: a person sees fifty of them, and not every packet.
pub fn step(received: u64, total: Option<u64>) -> u64 {
    const STEPS: u64 = 50;
    const STEP: u64 = 512 * 1024;
    match total {
        Some(total) if total > 0 => received.saturating_mul(STEPS) / total,
        _ => received / STEP,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Millis = 1_795_140_000_000;

    fn new(version: &str) -> NewVersion {
        NewVersion { version: version.to_owned(), notes: None }
    }

    fn every_stage() -> [(&'static str, UpdateStage); 8] {
        let new = || new("0.2.0");
        [
            ("none", UpdateStage::None {}),
            ("looking", UpdateStage::Looking {}),
            ("available", UpdateStage::Available { new: new() }),
            ("downloading", UpdateStage::Downloading { new: new(), received: 1, total: None }),
            ("ready", UpdateStage::Ready { new: new(), fault: None }),
            ("installing", UpdateStage::Installing { new: new() }),
            ("installed", UpdateStage::Installed { new: new() }),
            ("failed", UpdateStage::Failed { fault: UpdateFault::CutOff }),
        ]
    }

    #[test]
    fn it_looks_after_the_start_then_daily_and_sooner_after_a_fault() {
        let day = 24 * HOUR;
        for (why, answered, failed, least, most) in [
            ("never looked", None, None, NOON + MINUTE, NOON + 5 * MINUTE),
            ("looked long ago", Some(NOON - 9 * day), None, NOON + MINUTE, NOON + 5 * MINUTE),
            ("looked an hour ago", Some(NOON - HOUR), None, NOON + 22 * HOUR, NOON + day),
            ("the clock was a week ahead", Some(NOON + 7 * day), None, NOON + MINUTE, NOON + 5 * MINUTE),
            ("failed now", Some(NOON - 9 * day), Some(NOON), NOON + HOUR, NOON + HOUR + HOUR / 4),
        ] {
            for dice in [0, u32::MAX / 2, u32::MAX] {
                let next = Looks { started: NOON, answered, failed, dice }.next(NOON);
                assert!((least..=most).contains(&next), "{why}: {} ms after the start", next - NOON);
            }
        }
        let at = |dice| Looks { started: NOON, answered: Some(NOON), failed: None, dice }.next(NOON);
        assert!(at(0) < at(u32::MAX / 2) && at(u32::MAX / 2) < at(u32::MAX), "computers are spread out");
    }

    #[test]
    fn a_clock_that_is_set_back_after_the_start_does_not_keep_it_from_looking() {
        let looks = Looks { started: NOON, answered: None, failed: None, dice: 0 };
        let earlier = NOON - 30 * 24 * HOUR;
        assert_eq!(looks.next(earlier), earlier + MINUTE);
    }

    #[test]
    fn by_itself_it_looks_when_it_is_time_and_fetches_what_it_found_and_never_installs() {
        let long_ago = Looks { started: NOON - HOUR, answered: None, failed: None, dice: 0 };
        let just_now = Looks { answered: Some(NOON), ..long_ago };
        for (name, stage) in every_stage() {
            let (in_time, early) = match name {
                "none" | "ready" | "failed" => (Some(Wish::Look), None),
                "available" => (Some(Wish::Fetch), Some(Wish::Fetch)),
                _ => (None, None),
            };
            assert_eq!(due(&stage, true, &long_ago, NOON), in_time, "{name}");
            assert_eq!(due(&stage, true, &just_now, NOON), early, "{name}, looked just now");
            assert_eq!(due(&stage, false, &long_ago, NOON), None, "{name}, switched off");
        }
    }

    #[test]
    fn nothing_begins_during_a_call_or_where_others_keep_it_up_to_date() {
        for (name, stage) in every_stage() {
            for wish in [Wish::Look, Wish::Fetch, Wish::Install] {
                assert_eq!(begun(wish, &stage, Some(KeptBy::Leadline), true), Err(Code::Busy), "{name}, {wish:?}");
                for others in [None, Some(KeptBy::System)] {
                    assert_eq!(begun(wish, &stage, others, false), Err(Code::Forbidden), "{name}, {wish:?}");
                }
            }
        }
    }

    #[test]
    fn each_step_has_the_stages_it_begins_in() {
        for (name, stage) in every_stage() {
            let may = |wish| {
                begun(wish, &stage, Some(KeptBy::Leadline), false).map_err(|code| {
                    assert_eq!(code, Code::Conflict, "{name}, {wish:?}");
                })
            };
            assert_eq!(may(Wish::Look).is_ok(), ["none", "available", "ready", "failed"].contains(&name), "{name}");
            assert_eq!(may(Wish::Fetch).is_ok(), name == "available", "{name}");
            assert_eq!(may(Wish::Install).is_ok(), name == "ready", "{name}");
            let shown = may(Wish::Look).unwrap_or_else(|()| stage.clone());
            assert_eq!(
                shown == stage,
                !["none", "available", "failed"].contains(&name),
                "{name} is shown while it looks"
            );
        }
    }

    #[test]
    fn what_the_feed_says_now_counts() {
        let ready = |version| UpdateStage::Ready { new: new(version), fault: Some(UpdateFault::Declined) };
        for (why, before, offered, after) in [
            ("nothing newer", UpdateStage::None {}, None, UpdateStage::None {}),
            ("something newer", UpdateStage::None {}, Some("0.2.0"), UpdateStage::Available { new: new("0.2.0") }),
            ("it is here", ready("0.2.0"), Some("0.2.0"), UpdateStage::Ready { new: new("0.2.0"), fault: None }),
            ("a newer one", ready("0.2.0"), Some("0.3.0"), UpdateStage::Available { new: new("0.3.0") }),
            (
                "an older one, still newer than ours",
                ready("0.3.0"),
                Some("0.2.0"),
                UpdateStage::Available { new: new("0.2.0") },
            ),
            ("withdrawn", ready("0.2.0"), None, UpdateStage::None {}),
        ] {
            assert_eq!(found(before, offered.map(new)), after, "{why}");
        }
    }

    #[test]
    fn what_is_here_outlives_a_feed_that_is_away_and_a_no_but_not_its_own_damage() {
        use UpdateFault::{BadSignature, Declined, DiskFull, FeedAway, InstallFailed, Lost, NotAllowed, OtherVersion};
        let ready = |fault| UpdateStage::Ready { new: new("0.2.0"), fault };
        assert_eq!(not_found(ready(None), FeedAway), ready(Some(FeedAway)));
        assert_eq!(not_found(UpdateStage::None {}, FeedAway), UpdateStage::Failed { fault: FeedAway });
        for fault in [Declined, NotAllowed, DiskFull, InstallFailed] {
            assert_eq!(not_installed(new("0.2.0"), fault), ready(Some(fault)), "{fault:?}");
        }
        for fault in [Lost, BadSignature, OtherVersion] {
            assert_eq!(not_installed(new("0.2.0"), fault), UpdateStage::Failed { fault }, "{fault:?}");
        }
    }

    #[test]
    fn a_download_is_told_in_steps() {
        for (received, total, expected) in [
            (0, Some(100), 0),
            (1, Some(100), 0),
            (2, Some(100), 1),
            (100, Some(100), 50),
            (900, Some(0), 0),
            (1024 * 1024, None, 2),
            (u64::MAX, Some(1), u64::MAX),
        ] {
            assert_eq!(step(received, total), expected, "{received} of {total:?}");
        }
    }
}
