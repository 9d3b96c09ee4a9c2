//! The words of an incoming call where no page can say them, from the same catalogues as the pages'.

use crate::catalogue::{Catalogue, Sources};
use fluent_bundle::FluentArgs;
use leadline_desktop::api::{Language, Media};

const RING: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/ring.ftl"),
    thai: include_str!("../../ui/src/i18n/th/ring.ftl"),
};
const NOTICES: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/notices.ftl"),
    thai: include_str!("../../ui/src/i18n/th/notices.ftl"),
};

/// What a notification says.
pub struct RingWords {
    /// Who calls.
    pub summary: String,
    /// That they want to be seen, if they do.
    pub video: Option<String>,
    /// The several who are called, if it is not one person alone.
    pub to: Option<String>,
    /// The button that answers, with voice alone: nobody is seen because they pressed it.
    pub answer: String,
    /// The button that declines.
    pub decline: String,
}

/// The words for a call of `name`, perhaps to several; nothing if the catalogue does not have them, which a test rules out.
pub fn of(language: &Language, name: &str, media: Media, group: Option<&str>) -> Option<RingWords> {
    let catalogue = Catalogue::of(language, &[RING, NOTICES])?;
    let mut arguments = FluentArgs::new();
    arguments.set("name", name);
    arguments.set("group", group.unwrap_or_default());
    let say = |message| catalogue.say(message, &arguments);
    let to = match group {
        Some(_) => Some(say("ring-to_group")?),
        None => None,
    };
    let (video, answer) = match media {
        Media::Video => (Some(say("ring-video")?), say("notices-answer_with_voice")?),
        Media::Audio => (None, say("ring-answer")?),
    };
    Some(RingWords { summary: say("ring-calls_you")?, video, to, answer, decline: say("ring-decline")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_who_calls_and_what_can_be_done() {
        for language in [Language::En, Language::Th] {
            let words = of(&language, "Mali Saelim", Media::Audio, Some("Support")).unwrap();
            assert!(words.summary.contains("Mali Saelim"), "{}", words.summary);
            assert!(words.to.unwrap().contains("Support"));
            assert!(!words.answer.is_empty() && !words.decline.is_empty());
        }
        let words = of(&Language::En, "Mali", Media::Audio, None).unwrap();
        assert_eq!((words.summary.as_str(), words.to, words.video), ("Mali is calling", None, None));
    }

    #[test]
    fn of_a_video_call_it_is_said_that_the_button_answers_with_voice() {
        for (language, video, answer) in
            [(Language::En, "Video call", "Answer with voice"), (Language::Th, "วิดีโอคอล", "รับด้วยเสียงอย่างเดียว")]
        {
            let words = of(&language, "Mali", Media::Video, None).unwrap();
            assert_eq!((words.video.as_deref(), words.answer.as_str()), (Some(video), answer));
        }
    }
}
