//! The words of what came up where no page can say them, from the same catalogues as the pages'.

use crate::catalogue::{Catalogue, Sources};
use fluent_bundle::FluentArgs;
use leadline_desktop::api::{Language, NoticeKind, Told};

const NOTICES: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/notices.ftl"),
    thai: include_str!("../../ui/src/i18n/th/notices.ftl"),
};

const MINUTE: i64 = 60_000;
/// In minutes.
const HOUR: i64 = 60;
/// In minutes.
const DAY: i64 = 24 * HOUR;
/// In minutes.
const TWO_DAYS: i64 = 2 * DAY;

/// What a notification says.
pub struct NoticeWords {
    /// What came up.
    pub summary: String,
    /// Which, or with whom.
    pub body: String,
    /// What a press does, if anything.
    pub open: Option<String>,
}

/// The words for what came up; nothing if the catalogue does not have them, which a test rules out.
pub fn of(language: &Language, told: &Told) -> Option<NoticeWords> {
    let catalogue = Catalogue::of(language, &[NOTICES])?;
    let mut arguments = FluentArgs::new();
    arguments.set("name", told.newest.title.as_str());
    arguments.set("count", told.ids.len());
    arguments.set("more", told.ids.len().saturating_sub(1));
    let say = |message| catalogue.say(message, &arguments);
    let several = told.ids.len() > 1;
    let (summary, body) = match told.kind {
        NoticeKind::TaskDue if several => (say("notices-tasks_due")?, say("notices-and_more_tasks")?),
        NoticeKind::TaskDue => (say("notices-task_due")?, told.newest.client_name.clone().unwrap_or_default()),
        NoticeKind::Reminder if several => (say("notices-reminders")?, say("notices-and_more_tasks")?),
        NoticeKind::Reminder => (reminder(&catalogue, told)?, told.newest.client_name.clone().unwrap_or_default()),
        NoticeKind::MissedCall if several => (say("notices-missed_calls")?, say("notices-and_more_calls")?),
        NoticeKind::MissedCall => (say("notices-missed_call")?, String::new()),
    };
    Some(NoticeWords { summary, body, open: Some(say("notices-open")?) })
}

/// A reminder may come late, to a computer that slept, so what it says is left is counted when it is told.
fn reminder(catalogue: &Catalogue, told: &Told) -> Option<String> {
    let mut arguments = FluentArgs::new();
    arguments.set("name", told.newest.title.as_str());
    let Some(due_at) = told.newest.due_at else { return catalogue.say("notices-reminder", &arguments) };
    let minutes = ((due_at - told.at + MINUTE / 2) / MINUTE).max(1);
    let (message, count) = match minutes {
        ..HOUR => ("notices-in_minutes", minutes),
        HOUR..TWO_DAYS => ("notices-in_hours", (minutes + HOUR / 2) / HOUR),
        _ => ("notices-in_days", (minutes + DAY / 2) / DAY),
    };
    arguments.set("count", count);
    catalogue.say(message, &arguments)
}

/// The words of one that is only tried.
pub fn of_a_try(language: &Language) -> Option<NoticeWords> {
    let catalogue = Catalogue::of(language, &[NOTICES])?;
    let say = |message| catalogue.say(message, &FluentArgs::new());
    Some(NoticeWords { summary: say("notices-tried")?, body: say("notices-tried_body")?, open: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadline_desktop::api::NoticeRow;
    use uuid::Uuid;

    fn told(kind: NoticeKind, count: u128) -> Told {
        let newest = NoticeRow {
            id: Uuid::nil(),
            kind,
            title: "Mali <b>".to_owned(),
            activity_kind: None,
            client_id: None,
            client_name: Some("Anong".to_owned()),
            at: 0,
            due_at: None,
            seen: false,
        };
        Told { kind, ids: (0..count).map(Uuid::from_u128).collect(), newest, at: 0 }
    }

    #[test]
    fn one_that_is_tried_says_so_in_both_languages_and_leads_nowhere() {
        for (language, summary) in [(Language::En, "This is how it looks"), (Language::Th, "หน้าตาเป็นแบบนี้")]
        {
            let words = of_a_try(&language).unwrap();
            assert_eq!((words.summary.as_str(), words.open), (summary, None));
        }
    }

    #[test]
    fn a_reminder_says_how_long_there_is_left_when_it_is_told() {
        const AT: i64 = 1_000_000_000;
        for (left, english, thai) in [
            (Some(15 * MINUTE), "In 15 minutes: Mali <b>", "อีก 15 นาที: Mali <b>"),
            (Some(14 * MINUTE + 31_000), "In 15 minutes: Mali <b>", "อีก 15 นาที: Mali <b>"),
            (Some(10_000), "In 1 minute: Mali <b>", "อีก 1 นาที: Mali <b>"),
            (Some(60 * MINUTE), "In 1 hour: Mali <b>", "อีก 1 ชั่วโมง: Mali <b>"),
            (Some(24 * 60 * MINUTE), "In 24 hours: Mali <b>", "อีก 24 ชั่วโมง: Mali <b>"),
            (Some(72 * 60 * MINUTE), "In 3 days: Mali <b>", "อีก 3 วัน: Mali <b>"),
            (None, "Reminder: Mali <b>", "เตือน: Mali <b>"),
        ] {
            let mut told = told(NoticeKind::Reminder, 1);
            told.at = AT;
            told.newest.due_at = left.map(|left| AT + left);
            for (language, expected) in [(Language::En, english), (Language::Th, thai)] {
                assert_eq!(of(&language, &told).unwrap().summary, expected);
            }
        }
    }

    #[test]
    fn one_thing_is_named_and_several_are_counted_in_both_languages() {
        use NoticeKind::{MissedCall, Reminder, TaskDue};
        for (kind, count, english, thai) in [
            (TaskDue, 1, ("Due: Mali <b>", "Anong"), ("ถึงกำหนด: Mali <b>", "Anong")),
            (TaskDue, 5, ("5 tasks are due", "Mali <b> and 4 more"), ("งานถึงกำหนด 5 งาน", "Mali <b> และอีก 4 งาน")),
            (Reminder, 2, ("2 reminders", "Mali <b> and 1 more"), ("เตือน 2 งาน", "Mali <b> และอีก 1 งาน")),
            (MissedCall, 1, ("Missed call from Mali <b>", ""), ("สายที่ไม่ได้รับจาก Mali <b>", "")),
            (MissedCall, 2, ("2 missed calls", "Mali <b> and 1 more"), ("สายที่ไม่ได้รับ 2 สาย", "Mali <b> และอีก 1 สาย")),
        ] {
            for (language, expected) in [(Language::En, english), (Language::Th, thai)] {
                let words = of(&language, &told(kind, count)).unwrap();
                assert_eq!((words.summary.as_str(), words.body.as_str()), expected);
                assert!(words.open.is_some_and(|open| !open.is_empty()));
            }
        }
    }
}
