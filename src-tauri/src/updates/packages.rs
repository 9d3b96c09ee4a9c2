//! Packages of Linux: which package manager this copy belongs to, and how it is given a newer one.
//!
//! The updater plugin could do the latter, but after a "no" it asks for the password itself, in windows of other programs
//! and at last in the terminal, and does not say whether somebody declined or the package manager failed.

use leadline_desktop::api::UpdateFault;
use std::io;
use std::path::Path;
use std::process::Stdio;
use tokio::process::Command;

/// What `pkexec` ends with if the person closed the question, and if nobody may be asked or gave the right password.
const DISMISSED: i32 = 126;
const REFUSED: i32 = 127;

/// The kind of package a copy was installed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of Debian and its relatives.
    Deb,
    /// Of Fedora, SUSE and their relatives.
    Rpm,
}

impl Kind {
    /// The kind that owns this program, if any does.
    pub async fn owner_of(program: &Path) -> Option<Self> {
        let owns = async |asked: &str, word: &str| {
            said(Command::new(asked).arg(word).arg(program)).await.is_ok_and(|(succeeded, _)| succeeded)
        };
        if owns("dpkg-query", "--search").await {
            Some(Self::Deb)
        } else if owns("rpm", "-qf").await {
            Some(Self::Rpm)
        } else {
            None
        }
    }

    /// Its name in a feed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deb => "deb",
            Self::Rpm => "rpm",
        }
    }

    /// Whether a repository that this computer knows has the app, so that it comes with the system's updates.
    pub async fn is_in_a_repository(self) -> bool {
        match self {
            Self::Deb => said(Command::new("apt-cache").args(["madison", "leadline"]))
                .await
                .is_ok_and(|(succeeded, text)| succeeded && !text.trim().is_empty()),
            // There is none that has it.
            Self::Rpm => false,
        }
    }

    /// Gives the package to the system, which asks the person whether it may. The version that is installed stays unless
    /// all goes well.
    pub async fn install(self, package: &[u8]) -> Result<(), UpdateFault> {
        let not_written = |fault: io::Error| {
            tracing::warn!(%fault, "an update cannot be handed to the system");
            super::fault_of_disk(&fault)
        };
        let folder = tempfile::Builder::new().prefix("leadline-update-").tempdir().map_err(not_written)?;
        let file = folder.path().join(format!("leadline.{}", self.name()));
        std::fs::write(&file, package).map_err(not_written)?;
        let mut command = Command::new("pkexec");
        match self {
            // Not `dpkg`, which leaves a package half installed whose libraries are missing.
            Self::Deb => command.args([
                "/usr/bin/apt-get",
                "install",
                "--yes",
                "--no-remove",
                "--option",
                "DPkg::Lock::Timeout=60",
            ]),
            Self::Rpm => command.args(["/usr/bin/rpm", "--upgrade"]),
        };
        let ended = command.arg(&file).stdin(Stdio::null()).output().await.map_err(|fault| {
            tracing::warn!(%fault, "nothing here asks whether an update may be installed");
            UpdateFault::NotAllowed
        })?;
        match ended.status.code() {
            Some(0) => Ok(()),
            Some(DISMISSED) => Err(UpdateFault::Declined),
            Some(REFUSED) => Err(UpdateFault::NotAllowed),
            code => {
                let complaint = String::from_utf8_lossy(&ended.stderr);
                tracing::error!(?code, complaint = %complaint.trim(), "the system did not install an update");
                let is_full = complaint.contains("No space left on device");
                Err(if is_full { UpdateFault::DiskFull } else { UpdateFault::InstallFailed })
            }
        }
    }
}

/// Whether a program succeeded, and what it said.
async fn said(command: &mut Command) -> io::Result<(bool, String)> {
    let ended = command.stdin(Stdio::null()).stderr(Stdio::null()).output().await?;
    Ok((ended.status.success(), String::from_utf8_lossy(&ended.stdout).into_owned()))
}
