//! Where things are, and how the workspace is built.

use crate::step::{Failure, output, run};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in the repository").to_owned()
}

/// Where cargo puts what it builds.
pub fn target() -> Result<PathBuf, Failure> {
    let metadata = output(
        Command::new(cargo()).args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root()),
        "Run `cargo metadata` and read what it says.",
    )?;
    let parsed: serde_json::Value = serde_json::from_str(&metadata)
        .map_err(|cause| Failure::new(format!("cargo metadata cannot be read: {cause}"), "Is cargo up to date?"))?;
    parsed["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("cargo metadata names no target directory", "Is cargo up to date?"))
}

/// The cargo that runs this.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Runs cargo in the repository.
pub fn run_cargo(words: &[&str]) -> Result<(), Failure> {
    run_cargo_with(words, &[])
}

/// The same, with these settings in its environment.
pub fn run_cargo_with(words: &[&str], settings: &[(&str, String)]) -> Result<(), Failure> {
    let mut command = Command::new(cargo());
    command.args(words).envs(settings.iter().map(|(name, value)| (name, value))).current_dir(root());
    run(&mut command, "The compiler says above what is wrong.")
}

/// Builds the server and the desktop app and returns the folder with their programs.
pub fn build_programs(release: bool) -> Result<PathBuf, Failure> {
    build_programs_with(release, &[])
}

/// The same, with these settings built in.
pub fn build_programs_with(release: bool, settings: &[(&str, String)]) -> Result<PathBuf, Failure> {
    let mut words = vec!["build", "-p", "leadline-server", "-p", "leadline"];
    if release {
        words.push("--release");
    }
    run_cargo_with(&words, settings)?;
    Ok(target()?.join(if release { "release" } else { "debug" }))
}

/// Writes the files made from the Rust command table.
pub fn write_bindings() -> Result<(), Failure> {
    run(
        Command::new(cargo())
            .args(["test", "--quiet", "-p", "leadline-desktop", "generated"])
            .env("LEADLINE_WRITE_GENERATED", "1")
            .current_dir(root()),
        "The types could not be written; read the test's message above.",
    )
}

/// A folder that belongs to one command, made if missing: under the target directory, or, where that lies in a home
/// closed to others and this is root, under the system's folder for temporary files that outlive a restart. PostgreSQL
/// refuses to run as root, and the user it runs as must be able to get to its data.
pub fn scratch(name: &str) -> Result<PathBuf, Failure> {
    let target = target()?;
    let folder = if is_root() && target.ancestors().any(is_closed_to_others) {
        let mark =
            target.to_string_lossy().bytes().fold(5381_u32, |mark, byte| mark.wrapping_mul(33) ^ u32::from(byte));
        Path::new("/var/tmp").join(format!("leadline-{mark:08x}")).join(name)
    } else {
        target.join("leadline").join(name)
    };
    fs::create_dir_all(&folder)
        .map_err(|cause| Failure::new(format!("{}: {cause}", folder.display()), "Is the disk full?"))?;
    Ok(folder)
}

/// The same folder with nothing in it.
pub fn emptied_scratch(name: &str) -> Result<PathBuf, Failure> {
    let folder = scratch(name)?;
    fs::remove_dir_all(&folder)
        .map_err(|cause| Failure::new(format!("{}: {cause}", folder.display()), "Is a file in use?"))?;
    scratch(name)
}

/// Whether this process has all rights.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn is_closed_to_others(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|it| it.permissions().mode() & 0o001 == 0)
}
