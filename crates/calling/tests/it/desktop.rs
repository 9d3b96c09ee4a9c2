//! What a Wayland desktop gives programs besides windows: a message bus and a PipeWire with its session.
//!
//! Where they are found is a matter of the environment, which belongs to the whole process. So a test that wants them
//! runs once more, alone in a process of its own.

use crate::tone::PATIENCE;
use crate::watched::Watched;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const INSIDE: &str = "LEADLINE_TEST_DESKTOP";
/// A bus on which no program is started that the test does not know.
const BUS: &str = r#"<busconfig>
<type>session</type><listen>unix:path=PLACE/bus</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;
/// Which of the portal's backends there is: the test.
const BACKEND: &str = "[portal]
DBusName=org.freedesktop.impl.portal.desktop.test
Interfaces=org.freedesktop.impl.portal.ScreenCast;
UseIn=test;
";

/// Runs `test`, the body of the test function called `name`, on a Wayland desktop.
pub fn with_desktop<F: Future<Output = ()>>(name: &str, test: impl FnOnce() -> F) {
    if std::env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime starts").block_on(test());
        return;
    }
    let place = Place::new();
    let _programs = place.start();
    let mut command = Command::new(std::env::current_exe().expect("a test has a file"));
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]).env(INSIDE, "1");
    place.prepare(&mut command);
    let status = command.status();
    assert!(status.expect("the test's process starts").success(), "the test failed in its own process, see above");
}

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        let bus = BUS.replace("PLACE", &place.0.path().to_string_lossy());
        for (name, text) in [("bus.conf", bus.as_str()), ("test.portal", BACKEND)] {
            fs::write(place.path(name), text).expect("a file can be written");
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn prepare(&self, command: &mut Command) {
        let folders = ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DESKTOP_PORTAL_DIR"];
        command
            .envs(folders.map(|name| (name, self.0.path())))
            .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.path("bus").display()))
            .env("WAYLAND_DISPLAY", "wayland-1")
            .env("XDG_CURRENT_DESKTOP", "test")
            .env_remove("DISPLAY");
    }

    /// Each when those are there that it needs.
    fn start(&self) -> Vec<Watched> {
        let bus = format!("--config-file={}", self.path("bus.conf").display());
        let mut programs = vec![self.run(&["dbus-daemon", "--nofork", "--nopidfile", &bus]), self.run(&["pipewire"])];
        let start = Instant::now();
        for (socket, package) in [("bus", "dbus"), ("pipewire-0", "pipewire")] {
            while !self.path(socket).exists() {
                assert!(start.elapsed() < PATIENCE, "{package} starts; is it installed? `cargo xtask test` does it");
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        programs.push(self.run(&["wireplumber"]));
        programs
    }

    fn run(&self, words: &[&str]) -> Watched {
        Watched::start(words, |command| {
            self.prepare(command);
            // What they warn of is devices that a test has not.
            command.stdout(Stdio::null()).stderr(Stdio::null());
        })
    }
}
