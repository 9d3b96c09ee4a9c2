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
    /// The button that answers.
    pub answer: String,
    /// The button that declines.
    pub decline: String,
}

/// The words for a call of `name`; nothing if the catalogue does not have them, which a test rules out.
pub fn of(language: &Language, name: &str) -> Option<RingWords> {
    let catalogue = Catalogue::of(language, &[RING])?;
    let mut arguments = FluentArgs::new();
    arguments.set("name", name);
    let say = |message| catalogue.say(message, &arguments);
    Some(RingWords { summary: say("ring-calls_you")?, answer: say("ring-answer")?, decline: say("ring-decline")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_who_calls_and_what_can_be_done() {
        for language in [Language::En, Language::Th] {
            let words = of(&language, "Mali Saelim").unwrap();
            assert!(words.summary.contains("Mali Saelim"), "{}", words.summary);
            assert!(!words.answer.is_empty() && !words.decline.is_empty());
        }
        assert_eq!(of(&Language::En, "Mali").unwrap().summary, "Mali is calling");
    }
}
