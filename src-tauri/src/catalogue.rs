//! Words the shell says where no page can, from the same catalogues as the pages'.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use leadline_desktop::api::Language;

/// The same messages in every language.
#[derive(Clone, Copy)]
pub struct Sources {
    /// In English.
    pub english: &'static str,
    /// In Thai.
    pub thai: &'static str,
}

/// Messages in one language.
pub struct Catalogue(FluentBundle<FluentResource>);

impl Catalogue {
    /// The messages of these sources; nothing if they cannot be read, which tests rule out.
    pub fn of(language: &Language, sources: &[Sources]) -> Option<Self> {
        let tag = match language {
            Language::En => "en",
            Language::Th => "th",
        };
        let mut bundle = FluentBundle::new(vec![tag.parse().ok()?]);
        // The marks around names are for bidirectional pages; a notification would show them.
        bundle.set_use_isolating(false);
        for source in sources {
            let source = match language {
                Language::En => source.english,
                Language::Th => source.thai,
            };
            bundle.add_resource(FluentResource::try_new(source.to_owned()).ok()?).ok()?;
        }
        Some(Self(bundle))
    }

    /// A message; nothing if it is not there or wants other arguments.
    pub fn say(&self, message: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.0.get_message(message)?.value()?;
        let mut faults = Vec::new();
        let said = self.0.format_pattern(pattern, Some(arguments), &mut faults).into_owned();
        faults.is_empty().then_some(said)
    }
}
