//! The same files as an rpm, by `rpmbuild`. It finds the libraries they need by itself.

use super::deb::Package;
use super::{Release, refused};
use crate::step::{Failure, output};
use crate::workspace::emptied_scratch;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Packs it and returns where it is.
pub fn pack(release: &Release, package: &Package) -> Result<PathBuf, Failure> {
    let place = emptied_scratch("bundle-rpm")?;
    let spec = place.join(format!("{}.spec", package.name));
    fs::write(&spec, described(release, package)?).map_err(|cause| refused(&spec, &cause))?;
    output(
        Command::new("rpmbuild")
            .arg("-bb")
            .args(["--define", &format!("_topdir {}", place.display())])
            .args(["--define", &format!("tree {}", package.tree.root().display())])
            .arg(&spec)
            .env("SOURCE_DATE_EPOCH", release.made_at.to_string()),
        "rpmbuild says above what is wrong.",
    )?;
    let name = format!("{}-{}-1.{}.rpm", package.name, release.version, std::env::consts::ARCH);
    let built = place.join("RPMS").join(std::env::consts::ARCH).join(&name);
    let file = release.out.join(name);
    fs::copy(&built, &file).map_err(|cause| refused(&built, &cause))?;
    Ok(file)
}

fn described(release: &Release, package: &Package) -> Result<String, Failure> {
    let files: String = package
        .tree
        .files()?
        .iter()
        .filter(|file| !file.starts_with("usr/share/lintian"))
        .map(|file| format!("\"/{file}\"\n"))
        .collect();
    let about = package.description.join("\n");
    // The library is handed out as it came, and time and host stay out of the package.
    Ok(format!(
        "%global _buildhost leadline\n\
         %global use_source_date_epoch_as_buildtime 1\n\
         %global clamp_mtime_to_source_date_epoch 1\n\
         %global _build_id_links none\n\
         %global debug_package %{{nil}}\n\
         %global __os_install_post %{{nil}}\n\
         %global _binary_payload w19.zstdio\n\
         %global __provides_exclude_from ^/usr/lib/leadline/.*$\n\
         Name: {}\nVersion: {}\nRelease: 1\nSummary: {}\nLicense: Apache-2.0\nURL: https://leadline.app\n\
         %description\n{about}\n\
         %install\ncp -a %{{tree}}/. %{{buildroot}}/\nrm -rf %{{buildroot}}/usr/share/lintian\n\
         %files\n%defattr(-,root,root,-)\n{files}",
        package.name, release.version, package.summary,
    ))
}
