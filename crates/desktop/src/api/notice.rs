//! What the person is told of as it comes up, and when they do not want to be.

use super::{NoticeKind, NoticeRow, QuietHours, api};
use leadline_domain::Millis;
use leadline_domain::check::{FieldFault, FieldProblem};
use uuid::Uuid;

api! {
    /// One or several things of one kind that came up together.
    pub struct Told {
        /// Of what kind.
        pub kind: NoticeKind,
        /// Which, newest first.
        pub ids: Vec<Uuid>,
        /// The newest one.
        pub newest: NoticeRow,
        /// When it is told, by this computer's clock.
        #[ts(type = "number")]
        pub at: Millis,
    }

    /// Command `notices_seen`; answer [`super::Done`].
    pub struct NoticesSeen {
        /// Which; `None` is all there are.
        pub ids: Option<Vec<Uuid>>,
    }

    /// Answer of `notice_try`, which shows a notification as things that come up will be shown.
    pub struct NoticeTry {
        /// What shows it, as it calls itself; `None` if this computer shows none.
        pub shown_by: Option<String>,
    }

    /// Commands `notice_settings` and `notice_choose`: what pops up on this desktop. Kept on this computer. What does
    /// not pop up is in `notices` all the same.
    pub struct NoticeSettings {
        /// Calls that were missed.
        pub missed_calls: bool,
        /// Tasks that become due.
        pub tasks_due: bool,
        /// Reminders of tasks that become due.
        #[serde(default = "wanted_at_first")]
        pub reminders: bool,
        /// When nothing does.
        pub quiet: Option<QuietHours>,
    }
}

/// Choices kept before there were reminders do not speak of them.
const fn wanted_at_first() -> bool {
    true
}

/// The last minute of a day.
const LAST_MINUTE: u16 = 24 * 60 - 1;
/// Sunday.
const LAST_DAY: u8 = 6;

impl NoticeSettings {
    /// What of it is no hour or day.
    pub(crate) fn faults(&self) -> Vec<FieldProblem> {
        let Some(quiet) = &self.quiet else { return Vec::new() };
        let wrong = [
            ("quiet.from", quiet.from > LAST_MINUTE),
            ("quiet.until", quiet.until > LAST_MINUTE),
            ("quiet.days", quiet.days.iter().any(|day| *day > LAST_DAY)),
        ];
        let out_of_range = |field: &str| FieldProblem { field: field.to_owned(), fault: FieldFault::OutOfRange };
        wrong.into_iter().filter(|(_, is_wrong)| *is_wrong).map(|(field, _)| out_of_range(field)).collect()
    }

    /// Whether something of this kind pops up at this time, where local time is that many minutes ahead of UTC.
    pub(crate) fn let_up(&self, kind: NoticeKind, now: Millis, ahead_minutes: i32) -> bool {
        let wanted = match kind {
            NoticeKind::MissedCall => self.missed_calls,
            NoticeKind::TaskDue => self.tasks_due,
            NoticeKind::Reminder => self.reminders,
        };
        wanted && self.quiet.as_ref().is_none_or(|hours| !hours.hold(now, ahead_minutes))
    }
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self { missed_calls: true, tasks_due: true, reminders: true, quiet: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoticeKind::{MissedCall, Reminder, TaskDue};

    /// Monday, 17 November 2025, 21:30 in Bangkok.
    const MONDAY_EVENING: Millis = 1_763_389_800_000;
    const BANGKOK: i32 = 7 * 60;

    fn quiet(from: u16, until: u16, days: &[u8]) -> NoticeSettings {
        NoticeSettings { quiet: Some(QuietHours { from, until, days: days.to_vec() }), ..NoticeSettings::default() }
    }

    #[test]
    fn each_kind_pops_up_unless_it_is_switched_off_or_the_hours_are_quiet() {
        let usual = NoticeSettings::default();
        for (settings, expected, why) in [
            (usual.clone(), [true; 3], "nothing is chosen"),
            (NoticeSettings { missed_calls: false, ..usual.clone() }, [false, true, true], "no calls"),
            (NoticeSettings { tasks_due: false, ..usual.clone() }, [true, false, true], "no tasks"),
            (NoticeSettings { reminders: false, ..usual }, [true, true, false], "no reminders"),
            (quiet(21 * 60, 7 * 60, &[0]), [false; 3], "Monday night"),
            (quiet(22 * 60, 7 * 60, &[0]), [true; 3], "later on Monday"),
            (quiet(21 * 60, 7 * 60, &[1]), [true; 3], "Tuesday night"),
            (quiet(0, 0, &[]), [true; 3], "no day is chosen"),
        ] {
            let up = |kind| settings.let_up(kind, MONDAY_EVENING, BANGKOK);
            assert_eq!([MissedCall, TaskDue, Reminder].map(up), expected, "{why}");
        }
    }

    #[test]
    fn choices_kept_before_there_were_reminders_let_them_up() {
        let kept: NoticeSettings =
            serde_json::from_str(r#"{ "missed_calls": true, "tasks_due": false, "quiet": null }"#).unwrap();
        assert!(kept.reminders && !kept.tasks_due);
    }

    #[test]
    fn hours_and_days_that_no_week_has_are_named() {
        for (settings, expected) in [
            (quiet(0, 1439, &[0, 6]), vec![]),
            (quiet(1440, 0, &[]), vec!["quiet.from"]),
            (quiet(0, 1440, &[7]), vec!["quiet.until", "quiet.days"]),
        ] {
            let faults = settings.faults();
            assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), expected);
        }
    }
}
