//! What the app finds around it: keyring, disk, and the desktop.

use super::{Doctor, fails, found};
use crate::api::{Check, Checked, Finding};
use crate::{beside, log_files, private_files, problem};
use leadline_protocol::Code;
use std::path::{Path, PathBuf};

/// Less room than this fills up within a day of imports and pictures, in bytes.
const ROOM_NEEDED: u64 = 200_000_000;

impl Doctor<'_> {
    /// Keeps something, reads it and forgets it, where nobody has to give a password for it.
    pub(super) async fn keyring(&self) -> Vec<Checked> {
        let (place, finding) = match self.remembered.key_file_agreed {
            true => (self.parts.key_file.clone(), Finding::InFile),
            false => (self.parts.keyring.clone(), Finding::Works),
        };
        let looked = beside(move || match () {
            () if place.wants_password() => found(Check::Keyring, Finding::Locked),
            // A keyring whose service was started anew is found by the asking that fails.
            () if place.works() || place.works() => found(Check::Keyring, finding),
            () => fails(Check::Keyring, Code::KeyringUnavailable.into()),
        });
        vec![looked.await.unwrap_or_else(|problem| fails(Check::Keyring, problem))]
    }

    pub(super) async fn folder(&self) -> Vec<Checked> {
        vec![folder(Check::Folder, self.parts.data_dir.clone()).await]
    }

    pub(super) async fn logs(&self) -> Vec<Checked> {
        vec![folder(Check::Logs, log_files::folder(&self.parts.data_dir)).await]
    }

    /// Nothing is said of data that nobody has opened.
    pub(super) async fn local_data(&self) -> Vec<Checked> {
        let Some(workplace) = self.workplace.clone() else {
            return self.start_fault.iter().map(|problem| fails(Check::LocalData, problem.clone())).collect();
        };
        let counted = beside(move || workplace.cache().counts().map_err(problem::of_cache)).await;
        vec![match counted.and_then(|counts| counts) {
            Ok(counts) => {
                Checked { figure: i64::try_from(counts.bytes).ok(), ..found(Check::LocalData, Finding::Works) }
            }
            Err(problem) => fails(Check::LocalData, problem),
        }]
    }

    pub(super) async fn notifications(&self) -> Vec<Checked> {
        let Some(service) = self.parts.computer.notifications().await else {
            return vec![found(Check::Notifications, Finding::NoNotifications)];
        };
        let finding = if service.has_buttons { Finding::Works } else { Finding::NoButtons };
        vec![Checked { name: Some(service.name), ..found(Check::Notifications, finding) }]
    }

    pub(super) fn tray(&self) -> Checked {
        let finding = if self.parts.computer.has_tray() { Finding::Works } else { Finding::NoPanel };
        found(Check::Tray, finding)
    }

    /// Nothing is said where there is no choice.
    pub(super) fn drawing(&self) -> Option<Checked> {
        let finding = match self.parts.computer.draws_carefully()? {
            true => Finding::Carefully,
            false if self.parts.computer.has_graphics_card() => Finding::Works,
            false => Finding::NoCard,
        };
        Some(found(Check::Drawing, finding))
    }
}

async fn folder(check: Check, path: PathBuf) -> Checked {
    let name = Some(path.to_string_lossy().into_owned());
    let looked = beside(move || room(check, &path)).await.unwrap_or_else(|problem| fails(check, problem));
    Checked { name, ..looked }
}

fn room(check: Check, path: &Path) -> Checked {
    match private_files::room(path) {
        Ok(bytes) => {
            let finding = if bytes < ROOM_NEEDED { Finding::LittleRoom } else { Finding::Works };
            Checked { figure: i64::try_from(bytes).ok(), ..found(check, finding) }
        }
        Err(fault) => fails(check, problem::of_disk(&fault)),
    }
}
