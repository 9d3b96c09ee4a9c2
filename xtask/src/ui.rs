//! The web UI: its packages, its checks, its build.

use crate::step::{Failure, run, step};
use crate::workspace::root;
use std::fs;
use std::process::Command;

/// Installs the UI's packages if the lock file changed since the last time.
pub fn packages() -> Result<(), Failure> {
    let ui = root().join("ui");
    let lock = fs::read_to_string(ui.join("package-lock.json")).map_err(|cause| {
        Failure::new(format!("ui/package-lock.json cannot be read: {cause}"), "Is the checkout complete?")
    })?;
    let stamp = ui.join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("Installing the UI's packages", || {
        // Not `npm ci`: it refuses a lock file that lacks another platform's optional programs, and some registries do
        // not carry them all.
        npm(&["install", "--no-audit", "--no-fund"], "npm needs the network once; is a proxy or registry set up?")
    })?;
    fs::write(stamp, lock).map_err(|cause| Failure::new(format!("ui/node_modules: {cause}"), "Is the disk full?"))
}

/// Builds the UI if a source is newer than the last build.
pub fn build() -> Result<(), Failure> {
    packages()?;
    let ui = root().join("ui");
    // The portal is built last.
    let built = [ui.join("dist/index.html"), ui.join("dist-portal/portal.html")];
    let written = built.map(|file| fs::metadata(file).and_then(|file| file.modified()).ok());
    let built_at = written.into_iter().min().flatten();
    if built_at.is_some_and(|at| !newer_than(&ui, at)) {
        return Ok(());
    }
    step("Building the UI", || npm(&["run", "build"], "The UI's sources have a mistake; it is named above."))
}

/// Runs one of the UI's own scripts.
pub fn npm(words: &[&str], advice: &str) -> Result<(), Failure> {
    run(Command::new("npm").args(words).current_dir(root().join("ui")), advice)
}

fn newer_than(folder: &std::path::Path, at: std::time::SystemTime) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return true };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        if ["node_modules", "dist", "dist-portal"].iter().any(|made| name == *made)
            || name.to_string_lossy().starts_with('.')
        {
            return false;
        }
        match entry.metadata() {
            Ok(of) if of.is_dir() => newer_than(&entry.path(), at),
            Ok(of) => of.modified().is_ok_and(|modified| modified > at),
            Err(_) => true,
        }
    })
}
