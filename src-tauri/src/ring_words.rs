//! The words of an incoming call where no page can say them, from the same catalogues as the pages'.

use crate::catalogue::{Catalogue, Sources};
use fluent_bundle::FluentArgs;
use leadline_desktop::api::Language;

const RING: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/ring.ftl"),
    thai: include_str!("../../ui/src/i18n/th/ring.ftl"),
};

/// What a notification says.
pub struct RingWords {
    /// Who calls.
    pub summary: String,
    /// The several who are called, if it is not one person alone.
    pub to: Option<String>,
    /// The button that answers.
    pub answer: String,
    /// The button that declines.
    pub decline: String,
}

/// The words for a call of `name`, perhaps to several; nothing if the catalogue does not have them, which a test rules out.
pub fn of(language: &Language, name: &str, group: Option<&str>) -> Option<RingWords> {
    let catalogue = Catalogue::of(language, &[RING])?;
    let mut arguments = FluentArgs::new();
    arguments.set("name", name);
    arguments.set("group", group.unwrap_or_default());
    let say = |message| catalogue.say(message, &arguments);
    let to = match group {
        Some(_) => Some(say("ring-to_group")?),
        None => None,
    };
    Some(RingWords { summary: say("ring-calls_you")?, to, answer: say("ring-answer")?, decline: say("ring-decline")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_who_calls_and_what_can_be_done() {
        for language in [Language::En, Language::Th] {
            let words = of(&language, "Mali Saelim", Some("Support")).unwrap();
            assert!(words.summary.contains("Mali Saelim"), "{}", words.summary);
            assert!(words.to.unwrap().contains("Support"));
            assert!(!words.answer.is_empty() && !words.decline.is_empty());
        }
        let words = of(&Language::En, "Mali", None).unwrap();
        assert_eq!((words.summary.as_str(), words.to), ("Mali is calling", None));
    }
}
