//! What faults of the parts below mean to a person. The only place that decides it.

use crate::secrets::SecretsFault;
use leadline_cache::CacheFault;
use leadline_protocol::{Code, Problem};
use std::io;

/// A fault of the local data.
pub fn of_cache(fault: CacheFault) -> Problem {
    let problem = Problem::from(&fault);
    // Refusals a person causes are no news; their words may hold what was typed.
    if matches!(problem.code, Code::Internal | Code::CacheDamaged | Code::DiskFull | Code::FolderUnusable) {
        tracing::error!(%fault, "local data");
    }
    problem
}

/// A fault of the app's own folder.
pub fn of_disk(fault: &io::Error) -> Problem {
    tracing::error!(%fault, "local disk");
    match fault.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::DiskFull.into(),
        _ => Code::FolderUnusable.into(),
    }
}

/// A fault of a file the person chose.
pub fn of_chosen_file(fault: &io::Error) -> Problem {
    match fault.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::DiskFull.into(),
        io::ErrorKind::NotFound => Code::NotFound.into(),
        _ => Code::UnreadableFile.into(),
    }
}

/// A fault of writing a file where the person chose.
pub fn of_chosen_target(fault: &io::Error) -> Problem {
    match fault.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::DiskFull.into(),
        _ => Code::UnwritableFile.into(),
    }
}

/// A fault of the place where secrets are kept.
pub fn of_secrets(fault: &SecretsFault) -> Problem {
    tracing::error!(%fault, "secrets");
    match fault {
        SecretsFault::File(fault) => of_disk(fault),
        SecretsFault::Unavailable(_) | SecretsFault::Damaged => Code::KeyringUnavailable.into(),
    }
}
