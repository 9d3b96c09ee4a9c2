//! What the machine must have, and how to get it on Debian and its relatives.

use crate::step::{Failure, found, output, run, say};
use crate::workspace::is_root;
use std::process::Command;

/// A need and the Debian packages that meet it.
pub struct Need {
    packages: &'static [&'static str],
    why: &'static str,
}

/// To build the desktop app and the server.
const BUILD: Need = Need {
    packages: &[
        "build-essential",
        "pkg-config",
        "libssl-dev",
        "libwebkit2gtk-4.1-dev",
        "libayatana-appindicator3-dev",
        "librsvg2-dev",
        "libdbus-1-dev",
        "libasound2-dev",
        "libpipewire-0.3-dev",
        "libclang-dev",
    ],
    why: "to build the desktop app",
};
/// To run the server without a database of one's own.
const DATABASE: Need = Need { packages: &["postgresql"], why: "for the server's own PostgreSQL" };
/// To show the app where there is no screen, and to read Thai on it.
const DISPLAY: Need = Need {
    packages: &["xvfb", "dbus-x11", "dbus", "imagemagick", "x11-utils", "fonts-noto-core"],
    why: "to show the app without a screen",
};
/// To drive the real window and the pages in tests.
const TESTS: Need = Need {
    packages: &[
        "webkit2gtk-driver",
        "gnome-keyring",
        "gpg",
        "gpg-agent",
        "dunst",
        "openbox",
        "xdotool",
        "python3-dbus",
        "python3-gi",
        "chromium",
        "chromium-driver",
    ],
    why: "to drive the real window in tests",
};
/// To hear and speak where there is no sound card.
const SOUND: Need =
    Need { packages: &["pulseaudio", "pulseaudio-utils"], why: "to hear calls without a sound card in tests" };
/// To show a Wayland desktop's screen without one.
const SCREENS: Need =
    Need { packages: &["xdg-desktop-portal", "pipewire", "wireplumber"], why: "to show a Wayland desktop in tests" };

/// To make packages and to see that they are good.
pub const PACKAGES: Need =
    Need { packages: &["dpkg-dev", "lintian", "desktop-file-utils", "appstream", "rpm"], why: "to make packages" };

/// What `cargo xtask demo` needs.
pub const DEMO: &[Need] = &[BUILD, DATABASE, DISPLAY];
/// What `cargo xtask test` needs.
pub const EVERYTHING: &[Need] = &[BUILD, DATABASE, DISPLAY, TESTS, SOUND, SCREENS];

/// Installs what is missing; on a machine that is not Debian it names what is missing instead.
pub fn prepare(needs: &[Need]) -> Result<(), Failure> {
    toolchains()?;
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !found("dpkg-query") {
        return Err(Failure::new("this machine is not Debian or a relative of it", named(needs)));
    }
    let installed = installed_packages()?;
    let missing: Vec<&str> =
        needs.iter().flat_map(|need| need.packages).copied().filter(|name| !installed.contains(*name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

/// Installs Debian packages.
pub fn install(packages: &[&str]) -> Result<(), Failure> {
    say(format!("Installing {}", packages.join(", ")));
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

fn toolchains() -> Result<(), Failure> {
    for (program, advice) in [
        ("node", "Install Node.js 20.19 or newer, with npm: https://nodejs.org"),
        ("npm", "Install npm; it comes with Node.js: https://nodejs.org"),
    ] {
        if !found(program) {
            return Err(Failure::new(format!("`{program}` is missing"), advice));
        }
    }
    Ok(())
}

fn installed_packages() -> Result<std::collections::HashSet<String>, Failure> {
    let listing = output(
        Command::new("dpkg-query").args(["-W", "-f", "${db:Status-Abbrev} ${Package}\n"]),
        "The package database of this machine cannot be read; see `dpkg --audit`.",
    )?;
    Ok(listing.lines().filter_map(|line| line.strip_prefix("ii  ")).map(str::to_owned).collect())
}

fn apt(words: &[&str]) -> Result<(), Failure> {
    let root = is_root();
    let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
    if !root {
        if !found("sudo") {
            return Err(Failure::new(
                "packages must be installed, and this is neither root nor is there `sudo`",
                named(EVERYTHING),
            ));
        }
        command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
    }
    run(
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive"),
        "Read what apt-get says above. If another program holds its lock, wait for it and start again.",
    )
}

fn named(needs: &[Need]) -> String {
    let lines = needs.iter().map(|need| format!("  {}: {}", need.why, need.packages.join(" ")));
    format!("Leadline needs these (Debian's names), then start again:\n{}", lines.collect::<Vec<_>>().join("\n"))
}
