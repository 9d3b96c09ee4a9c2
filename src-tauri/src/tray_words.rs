//! What the icon on the desktop's panel and its menu say.

use crate::catalogue::{Catalogue, Sources};
use fluent_bundle::FluentArgs;
use leadline_desktop::api::{Language, Presence};

const TRAY: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/tray.ftl"),
    thai: include_str!("../../ui/src/i18n/th/tray.ftl"),
};
const CALLS: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/call.ftl"),
    thai: include_str!("../../ui/src/i18n/th/call.ftl"),
};

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrayState {
    /// In this language.
    pub language: Language,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether they work on this computer without a server.
    pub alone: bool,
    /// Whether the server is reached.
    pub online: bool,
    /// How the person is shown; `None` while the server has not said.
    pub presence: Option<Presence>,
    /// Calls that were missed.
    pub missed: u32,
    /// Somebody calls, or is talked to.
    pub calling: bool,
}

/// The words.
pub struct TrayWords {
    /// What the icon says when it is pointed at.
    pub tooltip: String,
    /// Brings the window.
    pub open: String,
    /// Brings the calls that were missed.
    pub missed: String,
    /// Above the choices of presence.
    pub show_as: String,
    /// The choices of [`crate::tray::CHOICES`], in their order.
    pub choices: Vec<String>,
    /// Ends the app.
    pub quit: String,
}

/// The words for a state; nothing if the catalogues do not have them, which a test rules out.
pub fn of(state: &TrayState, choices: &[Presence]) -> Option<TrayWords> {
    let catalogue = Catalogue::of(&state.language, &[TRAY, CALLS])?;
    let plain = |message| catalogue.say(message, &FluentArgs::new());
    let mut counted = FluentArgs::new();
    counted.set("count", state.missed);
    let missed = catalogue.say("tray-missed", &counted)?;
    let mut named = FluentArgs::new();
    named.set("state", how_it_is(state, &missed, plain)?);
    Some(TrayWords {
        tooltip: catalogue.say("tray-is", &named)?,
        open: plain("tray-open")?,
        missed,
        show_as: plain("presence-show_as")?,
        choices: choices.iter().map(|choice| plain(message_of(*choice))).collect::<Option<_>>()?,
        quit: plain("tray-quit")?,
    })
}

fn how_it_is(state: &TrayState, missed: &str, plain: impl Fn(&'static str) -> Option<String>) -> Option<String> {
    let standing = match state.presence {
        _ if !state.signed_in => plain("tray-signed_out")?,
        _ if state.alone => plain("tray-alone")?,
        _ if !state.online => plain("tray-offline")?,
        Some(presence) => plain(message_of(presence))?,
        None => plain("presence-offline")?,
    };
    Some(if state.missed == 0 { standing } else { format!("{standing}, {missed}") })
}

fn message_of(presence: Presence) -> &'static str {
    match presence {
        Presence::Available => "presence-available",
        Presence::Busy => "presence-busy",
        Presence::Break => "presence-break",
        Presence::Meeting => "presence-meeting",
        Presence::DoNotDisturb => "presence-do_not_disturb",
        Presence::OnCall => "presence-on_call",
        Presence::WrapUp => "presence-wrap_up",
        Presence::Offline => "presence-offline",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tray::CHOICES;

    fn state(language: Language) -> TrayState {
        TrayState {
            language,
            signed_in: true,
            alone: false,
            online: true,
            presence: Some(Presence::Available),
            missed: 0,
            calling: false,
        }
    }

    #[test]
    fn the_icon_says_how_the_person_is_shown_and_what_was_missed_in_their_language() {
        let tooltip = |state| of(&state, &CHOICES).unwrap().tooltip;
        assert_eq!(tooltip(state(Language::En)), "Leadline: Available");
        assert_eq!(tooltip(TrayState { missed: 1, ..state(Language::En) }), "Leadline: Available, 1 missed call");
        assert_eq!(tooltip(TrayState { missed: 2, ..state(Language::Th) }), "Leadline: ว่าง, สายที่ไม่ได้รับ 2 สาย");
        assert_eq!(tooltip(TrayState { signed_in: false, ..state(Language::En) }), "Leadline: Not signed in");
        let alone = TrayState { alone: true, online: false, ..state(Language::En) };
        assert_eq!(tooltip(alone), "Leadline: On this computer only");
        assert_eq!(
            tooltip(TrayState { online: false, ..state(Language::En) }),
            "Leadline: No connection to the server"
        );
    }

    #[test]
    fn every_presence_has_a_word_in_both_languages() {
        for language in [Language::En, Language::Th] {
            for presence in Presence::ALL {
                assert!(of(&TrayState { presence: Some(*presence), ..state(language.clone()) }, &CHOICES).is_some());
            }
        }
    }
}
