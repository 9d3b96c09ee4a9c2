//! `cargo xtask bundle`: the desktop app and the server as packages for Debian and its relatives, the app also as an rpm,
//! with a bill of materials and hashes. The same programs and commit give the same packages, bit by bit.

mod bill;
mod checks;
mod deb;
mod desktop;
mod feed;
mod hashes;
mod libraries;
mod notices;
mod rpm;
mod server;
mod tauri;
mod tree;

use crate::arguments::Arguments;
use crate::step::{Failure, output, say, step};
use crate::workspace::{emptied_scratch, root, scratch};
use crate::{livekit, machine, ui, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the command needs besides what building needs.
const PACKAGERS: &[machine::Need] = &[machine::PACKAGES];

/// The largest package that is still a quick download, in bytes.
const LARGEST: u64 = 30 * 1000 * 1000;

/// One run's facts.
pub struct Release {
    /// The version of the workspace.
    pub version: String,
    /// When the commit was made, in seconds since 1970: the time of every file in a package.
    pub made_at: u64,
    /// The same as a day, `2026-11-21`.
    pub day: String,
    /// The folder with the built programs.
    pub programs: PathBuf,
    /// Where the packages go.
    pub out: PathBuf,
    /// How hard packages are compressed, 0 to 9.
    pub compression: u8,
}

/// Debs from programs of any kind: quick to make, for trying how they come and go.
pub struct ToTry {
    /// The desktop app.
    pub desktop: PathBuf,
    /// The server.
    pub server: PathBuf,
}

/// Makes them.
pub fn to_try(programs: &Path) -> Result<ToTry, Failure> {
    machine::prepare(PACKAGERS)?;
    let library = livekit::desktop_library()?;
    let mut release = Release::of_this_commit(emptied_scratch("bundle-programs")?)?;
    release.out = emptied_scratch("bundle-to-try")?;
    release.compression = 1;
    for name in ["leadline", "leadline-server"] {
        output(
            Command::new("strip").arg("-o").arg(release.programs.join(name)).arg(programs.join(name)),
            "It comes with binutils; are the programs built?",
        )?;
    }
    let desktop = deb::pack(&release, &desktop::package(&release, &notices::Linked::by("leadline")?, &library)?)?;
    let server = deb::pack(&release, &server::package(&release, &notices::Linked::by("leadline-server")?)?)?;
    checks::sound(&release, &[desktop.clone(), server.clone()])?;
    Ok(ToTry { desktop, server })
}

/// The desktop app as it is downloaded, from programs as they are released.
pub fn downloads(programs: PathBuf) -> Result<Vec<PathBuf>, Failure> {
    machine::prepare(PACKAGERS)?;
    let library = livekit::desktop_library()?;
    let mut release = Release::of_this_commit(programs)?;
    release.out = emptied_scratch("bundle-downloads")?;
    pack_desktop(&release, &notices::Linked::by("leadline")?, &library)
}

fn pack_desktop(
    release: &Release,
    app: &notices::Linked,
    library: &livekit::DesktopLibrary,
) -> Result<Vec<PathBuf>, Failure> {
    Ok(vec![
        step("The desktop app as a deb", || deb::pack(release, &desktop::package(release, app, library)?))?,
        step("The desktop app as an rpm", || rpm::pack(release, &desktop::package(release, app, library)?))?,
    ])
}

/// Builds everything; `--programs FOLDER` packs programs that are built already, `--as KIND` makes one of the packages
/// that Tauri's tools make.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let Some(kind) = arguments.option("as") {
        return tauri::pack(kind);
    }
    machine::prepare(machine::DEMO)?;
    if arguments.flag("to-try") {
        let programs =
            arguments.option("programs").map_or_else(|| crate::server::programs(false), |it| Ok(it.into()))?;
        let made = to_try(&programs)?;
        say(made.desktop.display());
        say(made.server.display());
        return Ok(());
    }
    machine::prepare(PACKAGERS)?;
    let feed = feed::Feed::wanted(arguments)?;
    ui::packages()?;
    let library = livekit::desktop_library()?;
    let programs = match arguments.option("programs") {
        Some(folder) => PathBuf::from(folder),
        None => {
            ui::build()?;
            let settings = feed.iter().flat_map(feed::Feed::built_in).collect::<Vec<_>>();
            step("Building the programs as they are released", || workspace::build_programs_with(true, &settings))?
        }
    };
    let release = Release::of_this_commit(programs)?;
    emptied_scratch("bundle")?;
    let app = notices::Linked::by("leadline")?;
    let service = notices::Linked::by("leadline-server")?;
    let downloads = pack_desktop(&release, &app, &library)?;
    let server = step("The server as a deb", || deb::pack(&release, &server::package(&release, &service)?))?;
    let packages: Vec<PathBuf> = downloads.iter().cloned().chain([server]).collect();
    step("The bills of materials", || {
        bill::write(&release, "leadline", &app)?;
        bill::write(&release, "leadline-server", &service)
    })?;
    step("Checking the packages", || checks::small(&packages).and_then(|()| checks::sound(&release, &packages)))?;
    if let Some(feed) = &feed {
        step("The signatures and the feed", || feed.write(&release, &downloads))?;
    }
    hashes::write(&release)?;
    for package in &packages {
        say(format!("{} ({:.1} MB)", package.display(), size(package)? as f64 / 1e6));
    }
    Ok(())
}

impl Release {
    fn of_this_commit(programs: PathBuf) -> Result<Self, Failure> {
        let git = |words: &[&str]| {
            let said = output(Command::new("git").args(words).current_dir(root()), "Is this a clone with git?")?;
            Ok::<_, Failure>(said.trim().to_owned())
        };
        let made_at = git(&["log", "-1", "--format=%ct"])?.parse().unwrap_or(0);
        let day = git(&["log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d"])?;
        let out = scratch("bundle")?;
        Ok(Self { version: env!("CARGO_PKG_VERSION").to_owned(), made_at, day, programs, out, compression: 6 })
    }
}

/// Its bytes.
pub fn size(file: &Path) -> Result<u64, Failure> {
    std::fs::metadata(file).map(|of| of.len()).map_err(|cause| refused(file, &cause))
}

fn refused(path: &Path, cause: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {cause}", path.display()), "Is the checkout complete, and the disk not full?")
}
