//! Looks at everything Leadline needs of this computer. Nothing is changed by looking, nobody is asked for a password,
//! and whatever hangs is given up: see [`PATIENCE`].

mod around;
mod calls;
mod server;
mod verdict;

use crate::api::{Check, Checked, DoctorReport, Finding, Language};
use crate::installation::{self, Remembered};
use crate::workplace::Workplace;
use crate::{Desktop, Parts};
use leadline_protocol::Problem;
use std::sync::Arc;
use std::time::Duration;
use verdict::verdict;

/// How long one thing may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a look without a window found.
pub struct Examined {
    /// The language the person chose in the app, if they chose one.
    pub language: Option<Language>,
    /// What works.
    pub report: DoctorReport,
}

/// Looks at a computer without opening anybody's data, so that the app may run meanwhile. Needs a Tokio runtime.
pub async fn examine(parts: &Parts) -> Examined {
    let remembered = installation::look(&parts.data_dir.join(installation::FILE));
    let language = remembered.as_ref().map(|remembered| remembered.settings.language.clone());
    let remembered = remembered.unwrap_or_default();
    parts.lines.choose(&remembered.sound);
    let doctor = Doctor { parts, remembered, workplace: None, start_fault: None };
    Examined { language, report: doctor.report().await }
}

impl Desktop {
    /// What works, with the data that is open.
    pub(crate) async fn examine(&self) -> DoctorReport {
        let doctor = Doctor {
            parts: &self.parts,
            remembered: self.installation.get(),
            workplace: self.workplace_if_open(),
            start_fault: self.start_fault(),
        };
        doctor.report().await
    }
}

/// Who looks, and what is known already.
struct Doctor<'a> {
    parts: &'a Parts,
    remembered: Remembered,
    workplace: Option<Arc<Workplace>>,
    /// What kept the local data from being opened.
    start_fault: Option<Problem>,
}

impl Doctor<'_> {
    async fn report(&self) -> DoctorReport {
        let looked = tokio::join!(
            within(Check::CallLibrary, self.library()),
            within(Check::Microphone, self.microphone()),
            within(Check::Speaker, self.speaker()),
            within(Check::Camera, self.camera()),
            within(Check::Server, self.server()),
            within(Check::LiveConnection, self.live_connection()),
            within(Check::Keyring, self.keyring()),
            within(Check::Folder, self.folder()),
            within(Check::LocalData, self.local_data()),
            within(Check::Logs, self.logs()),
            within(Check::Notifications, self.notifications()),
        );
        let (library, microphone, speaker, camera, server, live, keyring, folder, data, logs, notifications) = looked;
        let all = [library, microphone, speaker, camera, server, live, keyring, folder, data, logs, notifications];
        let mut checks: Vec<Checked> = all.into_iter().flatten().collect();
        checks.push(self.tray());
        checks.extend(self.drawing());
        checks.sort_by_key(|checked| checked.check);
        DoctorReport { checks, at: (self.parts.surroundings.now)() }
    }
}

async fn within(check: Check, looking: impl Future<Output = Vec<Checked>>) -> Vec<Checked> {
    let looked = tokio::time::timeout(PATIENCE, looking).await;
    looked.unwrap_or_else(|_| vec![found(check, Finding::TimedOut)])
}

/// What was found, without a name or a figure.
fn found(check: Check, finding: Finding) -> Checked {
    Checked { check, verdict: verdict(check, finding), finding, problem: None, name: None, figure: None }
}

fn fails(check: Check, problem: Problem) -> Checked {
    Checked { problem: Some(problem), ..found(check, Finding::Fails) }
}
