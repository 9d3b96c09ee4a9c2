//! What the package of the server holds.

use super::deb::Package;
use super::notices::Linked;
use super::tree::Tree;
use super::{Release, refused};
use crate::step::Failure;
use crate::workspace::{root, scratch};
use std::fs;
use std::path::PathBuf;

const DOC: &str = "/usr/share/doc/leadline-server";
const SETTINGS: &str = "/etc/leadline/server.conf";

/// The package.
pub fn package(release: &Release, linked: &Linked) -> Result<Package, Failure> {
    let tree = Tree::new(scratch("bundle-server")?.join("root"))?;
    let source = root().join("packaging/server");
    let read = |path: PathBuf| fs::read(&path).map_err(|cause| refused(&path, &cause));
    tree.program("/usr/bin/leadline-server", &release.programs.join("leadline-server"))?;
    tree.file(SETTINGS, &source.join("server.conf"))?;
    tree.file("/usr/lib/systemd/system/leadline-server.service", &source.join("leadline-server.service"))?;
    tree.file("/usr/lib/sysusers.d/leadline-server.conf", &source.join("sysusers.conf"))?;
    tree.compressed("/usr/share/man/man8/leadline-server.8", read(source.join("leadline-server.8"))?)?;
    tree.compressed(&format!("{DOC}/server.md"), read(root().join("docs/server.md"))?)?;
    tree.file(&format!("{DOC}/copyright"), &source.join("copyright"))?;
    tree.compressed(&format!("{DOC}/changelog"), super::deb::changelog(release, "leadline-server"))?;
    tree.compressed(&format!("{DOC}/THIRD-PARTY-NOTICES"), linked.notices(true)?)?;
    Ok(Package {
        name: "leadline-server",
        section: "net",
        summary: "server of Leadline, the desk for sales teams",
        description: &[
            "Accounts, rights, sync and realtime for the desktop app, and the customers'",
            "portal. It runs on a PostgreSQL of its own or on one that is there, and comes",
            "as a hardened service with a user of its own.",
        ],
        binaries: vec!["/usr/bin/leadline-server".to_owned()],
        depends: &[
            "ca-certificates",
            "init-system-helpers (>= 1.52)",
            "systemd | systemd-standalone-sysusers | systemd-sysusers",
        ],
        recommends: &["postgresql (>= 15)"],
        suggests: &["nginx | caddy"],
        settings: &[SETTINGS],
        scripts: &["postinst", "prerm", "postrm"],
        tree,
    })
}
