//! `leadline doctor`: what works on this computer, told in the terminal. Needs no display and no running app.

use crate::doctor_words;
#[cfg(target_os = "linux")]
use crate::linux_webkit;
use crate::panel;
#[cfg(target_os = "linux")]
use crate::rendering;
use crate::ring_notification;
use async_trait::async_trait;
use leadline_desktop::api::{DoctorReport, Language, Verdict};
use leadline_desktop::{Code, Computer, NotificationService, Parts, Problem, doctor};
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// The word that asks for it.
pub const DOCTOR: &str = "doctor";
/// How long the desktop's panel may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How the report is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `--json`: for programs.
    pub json: bool,
    /// `--language en` or `th`; else what was chosen in the app, else the system's.
    pub language: Option<Language>,
}

/// Looks, tells, and says by the exit code whether everything that is needed works.
pub fn run(wanted: &Wanted, data_dir: &Path, parts: impl FnOnce(Arc<dyn Computer>) -> Parts) -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Runtime::new()?;
    let (examined, version) = runtime.block_on(async {
        let has_tray = tokio::time::timeout(PATIENCE, panel::is_there()).await.unwrap_or(false);
        let parts = parts(Arc::new(NoWindow { has_tray, data_dir: data_dir.to_owned() }));
        (doctor::examine(&parts).await, parts.version)
    });
    // What hangs must not keep this from ending.
    runtime.shutdown_background();
    let report = &examined.report;
    let works = report.checks.iter().all(|checked| checked.verdict != Verdict::ToFix);
    let text = if wanted.json {
        json(&version, works, report)
    } else {
        let language = wanted.language.clone().or(examined.language).unwrap_or_else(language_of_the_system);
        doctor_words::text(&language, &version, report).ok_or_else(|| io::Error::other("a sentence is missing"))?
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(if works { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn json(version: &str, works: bool, report: &DoctorReport) -> String {
    let told = serde_json::json!({ "version": version, "works": works, "at": report.at, "checks": report.checks });
    format!("{told:#}\n")
}

/// By the first of the usual settings that says something.
fn language_of_the_system() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    language_of(said.into_iter().find(|value| !value.is_empty()).as_deref())
}

fn language_of(locale: Option<&str>) -> Language {
    match locale {
        Some(locale) if locale == "th" || locale.starts_with("th_") => Language::Th,
        _ => Language::En,
    }
}

/// The computer around a program in a terminal.
struct NoWindow {
    has_tray: bool,
    data_dir: PathBuf,
}

#[async_trait]
impl Computer for NoWindow {
    fn has_tray(&self) -> bool {
        self.has_tray
    }

    async fn starts_at_login(&self) -> Option<bool> {
        None
    }

    async fn start_at_login(&self, _: bool) -> Result<(), Problem> {
        Err(Code::Unavailable.into())
    }

    async fn notifications(&self) -> Option<NotificationService> {
        ring_notification::service().await
    }

    fn quit(&self) {}

    #[cfg(target_os = "linux")]
    fn has_graphics_card(&self) -> bool {
        linux_webkit::finds_graphics_card()
    }

    #[cfg(target_os = "linux")]
    fn draws_carefully(&self) -> Option<bool> {
        Some(rendering::look(&self.data_dir) > rendering::Way::Direct)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_language_is_thai_or_english() {
        for (locale, language) in [
            (Some("th_TH.UTF-8"), Language::Th),
            (Some("th"), Language::Th),
            (Some("en_GB.UTF-8"), Language::En),
            (Some("C"), Language::En),
            (None, Language::En),
        ] {
            assert_eq!(language_of(locale), language, "{locale:?}");
        }
    }
}
