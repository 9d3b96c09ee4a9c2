//! What of all that can be found somebody has to do something about.

use crate::api::{Check, Finding, Verdict};

pub(super) fn verdict(check: Check, finding: Finding) -> Verdict {
    match finding {
        Finding::Works => Verdict::Fine,
        Finding::InFile
        | Finding::NoServer
        | Finding::Off
        | Finding::NoNotifications
        | Finding::NoButtons
        | Finding::NoPanel
        | Finding::Carefully => Verdict::ToKnow,
        Finding::NoCard => Verdict::Fine,
        Finding::Fails | Finding::TimedOut | Finding::Locked | Finding::LittleRoom if is_needed(check) => {
            Verdict::ToFix
        }
        Finding::Fails | Finding::TimedOut | Finding::Locked | Finding::LittleRoom => Verdict::ToKnow,
    }
}

/// Without a camera one is heard, without notifications the window rings, and who needs logs asks for them.
fn is_needed(check: Check) -> bool {
    match check {
        Check::CallLibrary
        | Check::Microphone
        | Check::Speaker
        | Check::Rooms
        | Check::Server
        | Check::LiveConnection
        | Check::Clock
        | Check::Keyring
        | Check::Folder
        | Check::LocalData => true,
        Check::Camera | Check::Logs | Check::Notifications | Check::Tray | Check::Drawing => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_and_does_not_work_is_to_be_fixed() {
        for (check, finding, expected) in [
            (Check::Microphone, Finding::Works, Verdict::Fine),
            (Check::Microphone, Finding::Fails, Verdict::ToFix),
            (Check::Keyring, Finding::Locked, Verdict::ToFix),
            (Check::Keyring, Finding::TimedOut, Verdict::ToFix),
            (Check::Folder, Finding::LittleRoom, Verdict::ToFix),
            (Check::Server, Finding::Fails, Verdict::ToFix),
        ] {
            assert_eq!(verdict(check, finding), expected, "{check:?} {finding:?}");
        }
    }

    #[test]
    fn what_can_be_done_without_or_was_chosen_is_only_told() {
        for (check, finding) in [
            (Check::Camera, Finding::Fails),
            (Check::Camera, Finding::TimedOut),
            (Check::Logs, Finding::Fails),
            (Check::Logs, Finding::LittleRoom),
            (Check::Notifications, Finding::NoNotifications),
            (Check::Notifications, Finding::TimedOut),
            (Check::Tray, Finding::NoPanel),
            (Check::Drawing, Finding::Carefully),
            (Check::Keyring, Finding::InFile),
            (Check::Server, Finding::NoServer),
            (Check::Clock, Finding::Off),
        ] {
            assert_eq!(verdict(check, finding), Verdict::ToKnow, "{check:?} {finding:?}");
        }
    }
}
