//! What must hold of a package before anybody is handed it.

use super::{LARGEST, Release, size};
use crate::step::{Failure, output};
use crate::workspace::root;
use std::path::{Path, PathBuf};
use std::process::Command;

/// That no package is too large to be downloaded quickly.
pub fn small(packages: &[PathBuf]) -> Result<(), Failure> {
    for package in packages {
        let bytes = size(package)?;
        if bytes > LARGEST {
            return Err(Failure::new(
                format!("{} has {bytes} bytes, more than {LARGEST}", package.display()),
                "What has grown?",
            ));
        }
    }
    Ok(())
}

/// That every package keeps Debian's rules, and that what is inside for the desktop can be read by desktops.
pub fn sound(release: &Release, packages: &[PathBuf]) -> Result<(), Failure> {
    for package in packages.iter().filter(|package| package.extension().is_some_and(|ending| ending == "deb")) {
        lintian(package)?;
    }
    let desktop = root().join("packaging/desktop");
    said_nothing(Command::new("desktop-file-validate").arg(desktop.join("leadline.desktop")))?;
    let metainfo =
        crate::workspace::scratch("bundle-desktop")?.join("root/usr/share/metainfo/app.leadline.desktop.metainfo.xml");
    output(
        Command::new("appstreamcli").args(["validate", "--no-net", "--pedantic"]).arg(metainfo),
        &format!("Mend packaging/desktop; this is version {}.", release.version),
    )?;
    Ok(())
}

/// Errors and warnings stop the command; what is meant to be so stands in an overrides file with its reason.
fn lintian(package: &Path) -> Result<(), Failure> {
    said_nothing(
        Command::new("lintian")
            .args(["--allow-root", "--tag-display-limit", "0", "--fail-on", "error,warning"])
            // Packages that are not Debian's own close no bug of Debian's.
            .args(["--suppress-tags", "initial-upload-closes-no-bugs"])
            .arg(package),
    )
}

/// The validators print what is wrong where other programs print what they made.
fn said_nothing(command: &mut Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let said = command.output().map_err(|cause| {
        Failure::new(format!("{name} cannot be started: {cause}"), "Run `cargo xtask bundle` again.")
    })?;
    let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    if said.status.success() && text.trim().is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("{name} says\n{}", text.trim()), "What it names is wrong with the package."))
}
