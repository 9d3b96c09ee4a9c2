//! SHA-256 of everything that is handed out, in the form `sha256sum --check` reads.

use super::{Release, refused};
use crate::step::{Failure, output};
use std::fs;
use std::process::Command;

const FILE: &str = "SHA256SUMS";

/// Writes the file beside the packages.
pub fn write(release: &Release) -> Result<(), Failure> {
    let entries = fs::read_dir(&release.out).map_err(|cause| refused(&release.out, &cause))?;
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).filter(|name| name != FILE).collect();
    names.sort();
    let sums = output(Command::new("sha256sum").args(&names).current_dir(&release.out), "Is the disk full?")?;
    let file = release.out.join(FILE);
    fs::write(&file, sums).map_err(|cause| refused(&file, &cause))
}
