//! The words of what came up where no page can say them, from the same catalogues as the pages'.

use crate::catalogue::{Catalogue, Sources};
use fluent_bundle::FluentArgs;
use leadline_desktop::api::{Language, NoticeKind, Told};

const NOTICES: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/notices.ftl"),
    thai: include_str!("../../ui/src/i18n/th/notices.ftl"),
};

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
        NoticeKind::MissedCall if several => (say("notices-missed_calls")?, say("notices-and_more_calls")?),
        NoticeKind::MissedCall => (say("notices-missed_call")?, String::new()),
    };
    Some(NoticeWords { summary, body, open: Some(say("notices-open")?) })
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
            seen: false,
        };
        Told { kind, ids: (0..count).map(Uuid::from_u128).collect(), newest }
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
    fn one_thing_is_named_and_several_are_counted_in_both_languages() {
        use NoticeKind::{MissedCall, TaskDue};
        for (kind, count, english, thai) in [
            (TaskDue, 1, ("Due: Mali <b>", "Anong"), ("ถึงกำหนด: Mali <b>", "Anong")),
            (TaskDue, 5, ("5 tasks are due", "Mali <b> and 4 more"), ("งานถึงกำหนด 5 งาน", "Mali <b> และอีก 4 งาน")),
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
