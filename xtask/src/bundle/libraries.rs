//! Which packages hold the shared libraries that programs need, and since which version: `dpkg-shlibdeps` knows.

use super::refused;
use crate::step::{Failure, output};
use crate::workspace::emptied_scratch;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The packages, each as Debian writes a dependency.
pub fn needed(binaries: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let place = emptied_scratch("bundle-libraries")?;
    let control = place.join("debian/control");
    fs::create_dir_all(place.join("debian"))
        .and_then(|()| fs::write(&control, "Source: leadline\n\nPackage: leadline\nArchitecture: any\n"))
        .map_err(|cause| refused(&control, &cause))?;
    let said = output(
        Command::new("dpkg-shlibdeps").args(["-O", "--ignore-missing-info"]).args(binaries).current_dir(&place),
        "It comes with dpkg-dev; see what it says above.",
    )?;
    let listed = said.trim().strip_prefix("shlibs:Depends=").unwrap_or_default();
    Ok(listed.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect())
}
