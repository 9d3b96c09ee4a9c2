//! What the machine must have, and how to get it on Debian and its relatives.

use crate::step::{Failure, found, output, run, say};
use crate::workspace::is_root;
use std::process::Command;

/// A need and the Debian packages that meet it.
pub struct Need {
    parts: &'static [Part],
    why: &'static str,
}

/// A Debian package, and how a machine without Debian's packages shows that it has what is in it.
struct Part {
    package: &'static str,
    sign: Sign,
}

#[derive(Clone, Copy)]
enum Sign {
    /// A program on the path.
    Program(&'static str),
    /// A library that `pkg-config` knows.
    Library(&'static str),
    /// It cannot be told.
    None,
}

const fn program(package: &'static str, program: &'static str) -> Part {
    Part { package, sign: Sign::Program(program) }
}

const fn library(package: &'static str, library: &'static str) -> Part {
    Part { package, sign: Sign::Library(library) }
}

const fn unseen(package: &'static str) -> Part {
    Part { package, sign: Sign::None }
}

/// To build the desktop app and the server.
const BUILD: Need = Need {
    parts: &[
        program("build-essential", "cc"),
        program("pkg-config", "pkg-config"),
        library("libssl-dev", "openssl"),
        library("libwebkit2gtk-4.1-dev", "webkit2gtk-4.1"),
        library("libayatana-appindicator3-dev", "ayatana-appindicator3-0.1"),
        library("librsvg2-dev", "librsvg-2.0"),
        library("libdbus-1-dev", "dbus-1"),
        library("libasound2-dev", "alsa"),
        library("libpipewire-0.3-dev", "libpipewire-0.3"),
        unseen("libclang-dev"),
    ],
    why: "to build the desktop app",
};
/// To run the server without a database of one's own.
const DATABASE: Need = Need { parts: &[program("postgresql", "psql")], why: "for the server's own PostgreSQL" };
/// To show the app where there is no screen, and to read Thai on it.
const DISPLAY: Need = Need {
    parts: &[
        program("xvfb", "Xvfb"),
        program("dbus-x11", "dbus-launch"),
        program("dbus", "dbus-daemon"),
        program("imagemagick", "import"),
        program("x11-utils", "xwininfo"),
        unseen("fonts-noto-core"),
    ],
    why: "to show the app without a screen",
};
/// To drive the real window and the pages in tests.
const TESTS: Need = Need {
    parts: &[
        program("webkit2gtk-driver", "WebKitWebDriver"),
        program("gnome-keyring", "gnome-keyring-daemon"),
        program("gpg", "gpg"),
        program("gpg-agent", "gpg-agent"),
        program("dunst", "dunst"),
        program("openbox", "openbox"),
        program("xdotool", "xdotool"),
        program("x11-xserver-utils", "xrandr"),
        unseen("python3-dbus"),
        unseen("python3-gi"),
        program("chromium", "chromium"),
        program("chromium-driver", "chromedriver"),
    ],
    why: "to drive the real window in tests",
};
/// To hear and speak where there is no sound card.
const SOUND: Need = Need {
    parts: &[program("pulseaudio", "pulseaudio"), program("pulseaudio-utils", "pactl")],
    why: "to hear calls without a sound card in tests",
};
/// To show a Wayland desktop's screen without one.
const SCREENS: Need = Need {
    parts: &[unseen("xdg-desktop-portal"), program("pipewire", "pipewire"), program("wireplumber", "wireplumber")],
    why: "to show a Wayland desktop in tests",
};

/// To make packages and to see that they are good.
pub const PACKAGES: Need = Need {
    parts: &[
        program("dpkg-dev", "dpkg-deb"),
        program("lintian", "lintian"),
        program("desktop-file-utils", "desktop-file-validate"),
        program("appstream", "appstreamcli"),
        program("rpm", "rpmbuild"),
    ],
    why: "to make packages",
};

/// What `cargo xtask demo` needs.
pub const DEMO: &[Need] = &[BUILD, DATABASE, DISPLAY];
/// What `cargo xtask test` needs.
pub const EVERYTHING: &[Need] = &[BUILD, DATABASE, DISPLAY, TESTS, SOUND, SCREENS];

/// What is not here: what it is for, and its Debian packages.
type Missing = (&'static str, Vec<&'static str>);

/// Installs what is missing; on a machine that is not Debian it names what is missing instead.
pub fn prepare(needs: &'static [Need]) -> Result<(), Failure> {
    toolchains()?;
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !is_debian() {
        return install(&missing(needs, |part| is_here(part.sign)));
    }
    let installed = installed_packages()?;
    install(&missing(needs, |part| installed.contains(part.package)))
}

/// Installs one package that has turned out to be missing.
pub fn install_one(why: &'static str, package: &'static str) -> Result<(), Failure> {
    install(&[(why, vec![package])])
}

fn is_debian() -> bool {
    found("dpkg-query") && found("apt-get")
}

/// The packages that are not here, with what each need is for.
fn missing(needs: &'static [Need], is_here: impl Fn(&Part) -> bool) -> Vec<Missing> {
    let of = |need: &'static Need| {
        let packages: Vec<&str> = need.parts.iter().filter(|part| !is_here(part)).map(|part| part.package).collect();
        (need.why, packages)
    };
    needs.iter().map(of).filter(|(_, packages)| !packages.is_empty()).collect()
}

/// What cannot be told is taken for here: the build or the test that needs it says so itself.
fn is_here(sign: Sign) -> bool {
    match sign {
        Sign::Program(program) => found(program),
        Sign::Library(library) => {
            Command::new("pkg-config").args(["--exists", library]).status().is_ok_and(|status| status.success())
        }
        Sign::None => true,
    }
}

fn install(missing: &[Missing]) -> Result<(), Failure> {
    if missing.is_empty() {
        return Ok(());
    }
    if !is_debian() {
        let what = "this machine is not Debian or a relative of it, and something is missing";
        return Err(Failure::new(what, named(missing)));
    }
    if !is_root() && !found("sudo") {
        let what = "packages must be installed, and this is neither root nor is there `sudo`";
        return Err(Failure::new(what, named(missing)));
    }
    let packages: Vec<&str> = missing.iter().flat_map(|(_, packages)| packages.iter().copied()).collect();
    say(format!("Installing {}", packages.join(", ")));
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages.as_slice()].concat())
}

fn toolchains() -> Result<(), Failure> {
    for (program, advice) in [("node", NODE), ("npm", "Install npm; it comes with Node.js: https://nodejs.org")] {
        if !found(program) {
            return Err(Failure::new(format!("`{program}` is missing"), advice));
        }
    }
    let version = output(Command::new("node").arg("--version"), NODE)?;
    if is_new_enough(version.trim()) {
        Ok(())
    } else {
        Err(Failure::new(format!("node is of version {}", version.trim()), NODE))
    }
}

const NODE: &str = "Install Node.js 20.19, 22.12 or newer, with npm: https://nodejs.org";

/// Whether the UI's build works with this version of Node; what says no version is given the benefit of the doubt.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), _) => major > 22,
        (None, _) => true,
    }
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
    let mut command = Command::new(if root { "apt-get" } else { "sudo" });
    if !root {
        command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
    }
    run(
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive"),
        "Read what apt-get says above. If another program holds its lock, wait for it and start again.",
    )
}

fn named(missing: &[Missing]) -> String {
    let lines = missing.iter().map(|(why, packages)| format!("  {why}: {}", packages.join(" ")));
    format!("Install these (Debian's names), then start again:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{DEMO, is_new_enough, missing, named};

    #[test]
    fn what_is_missing_is_named_and_nothing_else() {
        assert!(missing(DEMO, |_| true).is_empty());
        let lacks = |part: &super::Part| !["postgresql", "xvfb"].contains(&part.package);
        let missing = missing(DEMO, lacks);
        assert_eq!(
            missing,
            [
                ("for the server's own PostgreSQL", vec!["postgresql"]),
                ("to show the app without a screen", vec!["xvfb"]),
            ]
        );
        assert!(
            named(&missing)
                .ends_with("for the server's own PostgreSQL: postgresql\n  to show the app without a screen: xvfb")
        );
    }
    #[test]
    fn node_must_be_one_that_builds_the_ui() {
        for old in ["v18.20.4", "v20.18.0", "v21.7.3", "v22.11.0"] {
            assert!(!is_new_enough(old), "{old}");
        }
        for new in ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0", "nightly"] {
            assert!(is_new_enough(new), "{new}");
        }
    }
}
