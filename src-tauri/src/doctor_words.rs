//! The doctor's report in words, from the same catalogues as the page in the settings.

use crate::catalogue::{Catalogue, Sources};
use fluent_bundle::FluentArgs;
use leadline_desktop::api::{Check, Checked, DoctorReport, Finding, Language, Verdict};
use serde::Serialize;
use std::fmt::Write;

const DOCTOR: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/doctor.ftl"),
    thai: include_str!("../../ui/src/i18n/th/doctor.ftl"),
};
const PROBLEMS: Sources = Sources {
    english: include_str!("../../ui/src/i18n/en/problem.ftl"),
    thai: include_str!("../../ui/src/i18n/th/problem.ftl"),
};

/// The report for a terminal; nothing if the catalogues do not have the words, which a test rules out.
pub fn text(language: &Language, version: &str, report: &DoctorReport) -> Option<String> {
    let words = Words(Catalogue::of(language, &[DOCTOR, PROBLEMS])?);
    let mut text = format!("Leadline {version}\n{}\n", words.sum(report)?);
    let mut part = None;
    for checked in &report.checks {
        let now = part_of(checked.check);
        if part.replace(now) != Some(now) {
            text.push_str(&format!("\n{}\n", words.plain(now)?));
        }
        text.push_str(&words.line(checked)?);
    }
    Some(text)
}

struct Words(Catalogue);

impl Words {
    fn plain(&self, message: &str) -> Option<String> {
        self.0.say(message, &FluentArgs::new())
    }

    fn sum(&self, report: &DoctorReport) -> Option<String> {
        let mut counted = FluentArgs::new();
        for (name, verdict) in [("fine", Verdict::Fine), ("fix", Verdict::ToFix), ("know", Verdict::ToKnow)] {
            counted.set(name, report.checks.iter().filter(|checked| checked.verdict == verdict).count());
        }
        self.0.say("doctor-sum", &counted)
    }

    fn line(&self, checked: &Checked) -> Option<String> {
        let mark = match checked.verdict {
            Verdict::Fine => "✓",
            Verdict::ToKnow => "i",
            Verdict::ToFix => "!",
        };
        let name = self.plain(&format!("doctor-{}", word(checked.check)?))?;
        let mut line = format!("  {mark} {name}: {}\n", self.found(checked)?);
        if checked.verdict != Verdict::Fine {
            writeln!(line, "      {}", self.help(checked)?).ok()?;
        }
        Some(line)
    }

    fn found(&self, checked: &Checked) -> Option<String> {
        let message = match (checked.finding, checked.check) {
            (Finding::Fails, _) => format!("problem-{}", word(checked.problem.as_ref()?.code)?),
            (Finding::Works, Check::Microphone | Check::Speaker | Check::Camera) => "doctor-device_works".to_owned(),
            (Finding::Works, check) => format!("doctor-{}_works", word(check)?),
            (finding, _) => format!("doctor-{}", word(finding)?),
        };
        self.0.say(&message, &arguments(checked))
    }

    fn help(&self, checked: &Checked) -> Option<String> {
        match &checked.problem {
            None => self.plain(&format!("doctor-{}_help", word(checked.finding)?)),
            Some(problem) => {
                let own = self.plain(&format!("doctor-{}_help", word(checked.check)?));
                own.or_else(|| self.plain(&format!("remedy-{}", word(problem.code)?)))
            }
        }
    }
}

fn part_of(check: Check) -> &'static str {
    match check {
        Check::CallLibrary | Check::Microphone | Check::Speaker | Check::Camera | Check::Rooms => "doctor-part_calls",
        Check::Server | Check::LiveConnection | Check::Clock => "doctor-part_server",
        Check::Keyring
        | Check::Folder
        | Check::LocalData
        | Check::Logs
        | Check::Notifications
        | Check::Tray
        | Check::Drawing => "doctor-part_computer",
    }
}

/// Every argument that some message takes.
fn arguments(checked: &Checked) -> FluentArgs<'static> {
    let (name, figure) = (checked.name.clone().unwrap_or_default(), checked.figure.unwrap_or_default());
    let mut arguments = FluentArgs::new();
    for place in ["name", "version", "folder"] {
        arguments.set(place, name.clone());
    }
    arguments.set("ms", figure);
    arguments.set("seconds", format!("{:.1}", figure.abs() as f64 / 1_000.0));
    arguments.set("size", size(figure));
    arguments
}

/// In the units the pages use.
fn size(bytes: i64) -> String {
    let (unit, name) = match bytes {
        ..1_000_000 => (1e3, "kB"),
        1_000_000..1_000_000_000 => (1e6, "MB"),
        _ => (1e9, "GB"),
    };
    let amount = bytes as f64 / unit;
    if amount < 10.0 { format!("{amount:.1} {name}") } else { format!("{amount:.0} {name}") }
}

/// The word of a closed list, as it travels.
fn word(of: impl Serialize) -> Option<String> {
    serde_json::to_value(of).ok()?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadline_desktop::{Code, Problem};

    const CHECKS: [Check; 15] = [
        Check::CallLibrary,
        Check::Microphone,
        Check::Speaker,
        Check::Camera,
        Check::Rooms,
        Check::Server,
        Check::LiveConnection,
        Check::Clock,
        Check::Keyring,
        Check::Folder,
        Check::LocalData,
        Check::Logs,
        Check::Notifications,
        Check::Tray,
        Check::Drawing,
    ];
    const FINDINGS: [Finding; 13] = [
        Finding::Works,
        Finding::Fails,
        Finding::TimedOut,
        Finding::Locked,
        Finding::InFile,
        Finding::NoServer,
        Finding::Off,
        Finding::LittleRoom,
        Finding::NoNotifications,
        Finding::NoButtons,
        Finding::NoPanel,
        Finding::Carefully,
        Finding::NoCard,
    ];

    fn checked(check: Check, finding: Finding) -> Checked {
        let problem = (finding == Finding::Fails).then(|| Problem::from(Code::Offline));
        let verdict = if finding == Finding::Works { Verdict::Fine } else { Verdict::ToFix };
        Checked { check, verdict, finding, problem, name: Some("Jabra".to_owned()), figure: Some(412) }
    }

    fn report(checks: Vec<Checked>) -> DoctorReport {
        DoctorReport { checks, at: 0 }
    }

    #[test]
    fn both_languages_have_words_for_everything_that_can_be_found() {
        for language in [Language::En, Language::Th] {
            for check in CHECKS {
                for finding in FINDINGS {
                    let said = text(&language, "0.1.0", &report(vec![checked(check, finding)]));
                    assert!(said.is_some(), "{language:?} {check:?} {finding:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_what_to_do() {
        let camera = Checked {
            problem: Some(Code::CameraRefused.into()),
            verdict: Verdict::ToKnow,
            ..checked(Check::Camera, Finding::Fails)
        };
        let folder = Checked { figure: Some(38_400_000_000), ..checked(Check::Folder, Finding::Works) };
        let said = text(&Language::En, "0.1.0", &report(vec![camera, folder])).unwrap();
        assert_eq!(
            said,
            "Leadline 0.1.0\n1 fine, 0 to fix, 1 to know.\n\n\
             Calls\n  i Camera: Leadline may not use the camera\n      \
             Plug one in, or allow Leadline to use it in the privacy settings. Calls work without it.\n\n\
             This computer\n  ✓ Disk space: 38 GB free in Jabra\n"
        );
    }

    #[test]
    fn sizes_are_said_as_the_pages_say_them() {
        for (bytes, said) in
            [(412_000, "412 kB"), (1_500_000, "1.5 MB"), (412_000_000, "412 MB"), (38_400_000_000, "38 GB")]
        {
            assert_eq!(size(bytes), said);
        }
    }
}
