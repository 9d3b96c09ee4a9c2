//! What the package of the desktop app holds.

use super::deb::Package;
use super::notices::Linked;
use super::tree::Tree;
use super::{Release, refused};
use crate::icons;
use crate::livekit::DesktopLibrary;
use crate::step::Failure;
use crate::workspace::{root, scratch};
use std::fs;
use std::path::PathBuf;

/// Program and library lie beside each other, where the program looks for it.
const HOME: &str = "/usr/lib/leadline";
const DOC: &str = "/usr/share/doc/leadline";

/// The package.
pub fn package(release: &Release, linked: &Linked, library: &DesktopLibrary) -> Result<Package, Failure> {
    let tree = Tree::new(scratch("bundle-desktop")?.join("root"))?;
    let program = format!("{HOME}/leadline");
    let call_library = format!("{HOME}/{}", library.name());
    tree.program(&program, &release.programs.join("leadline"))?;
    tree.file(&call_library, &library.file)?;
    tree.link("/usr/bin/leadline", "../lib/leadline/leadline")?;
    on_the_desktop(release, &tree)?;
    documents(release, linked, library, &tree)?;
    Ok(Package {
        name: "leadline",
        section: "misc",
        summary: "desk for sales teams that works without a network",
        description: &[
            "Leadline keeps leads, clients, activities and notes in a fast native window.",
            "Everything is in an encrypted cache on the computer and exchanged with the",
            "team's server when there is a network. Calls from customers ring on top of",
            "everything and show who it is. Thai and English are equals.",
        ],
        binaries: vec![program, call_library],
        depends: &["ca-certificates"],
        recommends: &["gnome-keyring | kwalletmanager | libsecret-1-0", "pipewire-pulse | pulseaudio", "xdg-utils"],
        // What Wayland desktops share a screen with; they bring it.
        suggests: &["xdg-desktop-portal", "libpipewire-0.3-modules"],
        settings: &[],
        scripts: &[],
        tree,
    })
}

fn on_the_desktop(release: &Release, tree: &Tree) -> Result<(), Failure> {
    let source = source();
    tree.file("/usr/share/applications/leadline.desktop", &source.join("leadline.desktop"))?;
    let metainfo = source.join("app.leadline.desktop.metainfo.xml");
    let described = fs::read_to_string(&metainfo).map_err(|cause| refused(&metainfo, &cause))?;
    let described = described.replace("@VERSION@", &release.version).replace("@DATE@", &release.day);
    tree.text("/usr/share/metainfo/app.leadline.desktop.metainfo.xml", described)?;
    for size in icons::SIZES {
        let drawn = icons::folder().join(format!("{size}x{size}.png"));
        tree.file(&format!("/usr/share/icons/hicolor/{size}x{size}/apps/leadline.png"), &drawn)?;
    }
    tree.file("/usr/share/icons/hicolor/scalable/apps/leadline.svg", &icons::folder().join("leadline.svg"))
}

fn documents(release: &Release, linked: &Linked, library: &DesktopLibrary, tree: &Tree) -> Result<(), Failure> {
    let source = source();
    let read = |path: &PathBuf| fs::read(path).map_err(|cause| refused(path, &cause));
    tree.compressed("/usr/share/man/man1/leadline.1", read(&source.join("leadline.1"))?)?;
    tree.file("/usr/share/lintian/overrides/leadline", &source.join("lintian-overrides"))?;
    tree.file(&format!("{DOC}/copyright"), &source.join("copyright"))?;
    tree.compressed(&format!("{DOC}/changelog"), super::deb::changelog(release, "leadline"))?;
    tree.compressed(&format!("{DOC}/THIRD-PARTY-NOTICES"), linked.notices(true)?)?;
    tree.compressed(&format!("{DOC}/LIVEKIT-NOTICES.md"), read(&library.notices)?)
}

fn source() -> PathBuf {
    root().join("packaging/desktop")
}
