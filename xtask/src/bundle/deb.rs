//! Debian packages, by `dpkg-deb` alone.

use super::tree::Tree;
use super::{Release, libraries, refused};
use crate::step::{Failure, output};
use crate::workspace::root;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAINTAINER: &str = "The Leadline authors <packages@leadline.app>";

/// A package before it is packed.
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// Debian's section.
    pub section: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Some more.
    pub description: &'static [&'static str],
    /// Files whose libraries the package depends on.
    pub binaries: Vec<String>,
    /// Needed besides those.
    pub depends: &'static [&'static str],
    /// Wanted nearly always.
    pub recommends: &'static [&'static str],
    /// Of use.
    pub suggests: &'static [&'static str],
    /// Files that a person changes and no new version may overwrite.
    pub settings: &'static [&'static str],
    /// What is run when it comes and goes, from `packaging/`.
    pub scripts: &'static [&'static str],
    /// The files.
    pub tree: Tree,
}

/// Packs it and returns where it is.
pub fn pack(release: &Release, package: &Package) -> Result<PathBuf, Failure> {
    let architecture = architecture()?;
    let debian = package.tree.root().join("DEBIAN");
    fs::create_dir_all(&debian).map_err(|cause| refused(&debian, &cause))?;
    let sums = sums(&package.tree)?;
    let write = |name: &str, content: String, mode: u32| {
        let path = debian.join(name);
        fs::write(&path, content)
            .and_then(|()| fs::set_permissions(&path, fs::Permissions::from_mode(mode)))
            .map_err(|cause| refused(&path, &cause))
    };
    write("control", control(release, package, &architecture)?, 0o644)?;
    write("md5sums", sums, 0o644)?;
    if !package.settings.is_empty() {
        write("conffiles", package.settings.iter().map(|file| format!("{file}\n")).collect(), 0o644)?;
    }
    for script in package.scripts {
        let source = root().join("packaging/server").join(script);
        write(script, fs::read_to_string(&source).map_err(|cause| refused(&source, &cause))?, 0o755)?;
    }
    let file = release.out.join(format!("{}_{}_{architecture}.deb", package.name, release.version));
    output(
        Command::new("dpkg-deb")
            .args(["--build", "--root-owner-group", "-Zxz", &format!("-z{}", release.compression)])
            .arg(package.tree.root())
            .arg(&file)
            // Every file gets this time, and nothing else of the packing shows in the package.
            .env("SOURCE_DATE_EPOCH", release.made_at.to_string()),
        "dpkg-deb says above what is wrong.",
    )?;
    fs::remove_dir_all(&debian).map_err(|cause| refused(&debian, &cause))?;
    Ok(file)
}

/// Debian wants one, and of packages that were never in Debian it says only this.
pub fn changelog(release: &Release, name: &str) -> String {
    format!(
        "{name} ({}) unstable; urgency=medium\n\n  * See the project's own history.\n\n -- {MAINTAINER}  {}\n",
        release.version,
        date(release)
    )
}

fn control(release: &Release, package: &Package, architecture: &str) -> Result<String, Failure> {
    let binaries: Vec<PathBuf> =
        package.binaries.iter().map(|place| package.tree.root().join(place.trim_start_matches('/'))).collect();
    let mut depends = libraries::needed(&binaries)?;
    depends.extend(package.depends.iter().map(|name| (*name).to_owned()));
    let mut control = format!(
        "Package: {}\nVersion: {}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\nInstalled-Size: {}\nDepends: {}\n",
        package.name,
        release.version,
        installed_size(package.tree.root())?,
        depends.join(", "),
    );
    for (field, names) in [("Recommends", package.recommends), ("Suggests", package.suggests)] {
        if !names.is_empty() {
            control.push_str(&format!("{field}: {}\n", names.join(", ")));
        }
    }
    control.push_str(&format!("Section: {}\nPriority: optional\nHomepage: https://leadline.app\n", package.section));
    control.push_str(&format!("Description: {}\n", package.summary));
    control.extend(package.description.iter().map(|line| format!(" {line}\n")));
    Ok(control)
}

fn sums(tree: &Tree) -> Result<String, Failure> {
    let files = tree.files()?;
    let plain = files.iter().filter(|file| !tree.root().join(file).is_symlink() && !file.starts_with("etc/"));
    output(Command::new("md5sum").args(plain).current_dir(tree.root()), "Is the disk full?")
}

/// In KiB, as Debian counts.
fn installed_size(folder: &Path) -> Result<String, Failure> {
    let said = output(Command::new("du").args(["-sk", "--apparent-size"]).arg(folder), "Is the disk full?")?;
    Ok(said.split_whitespace().next().unwrap_or("0").to_owned())
}

fn architecture() -> Result<String, Failure> {
    let said = output(Command::new("dpkg").arg("--print-architecture"), "Is this Debian or a relative?")?;
    Ok(said.trim().to_owned())
}

fn date(release: &Release) -> String {
    let at = format!("@{}", release.made_at);
    output(Command::new("date").args(["-u", "-R", "-d", &at]), "")
        .map_or_else(|_| release.day.clone(), |said| said.trim().to_owned())
}
