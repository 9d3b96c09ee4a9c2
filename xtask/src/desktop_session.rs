//! A place for the desktop app to show itself: the person's own screen, or a virtual one with its own message bus.

use crate::step::{Failure, output, say};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Size of the virtual screen in pixels, and its depth.
const SCREEN: &str = "1440x900x24";

/// Where windows appear.
pub enum DesktopSession {
    /// The screen the person sits at.
    Own,
    /// A virtual screen; it ends when this is dropped.
    Virtual {
        /// The X server.
        server: Child,
        /// Its name, such as ":99".
        display: String,
        /// A private runtime directory.
        runtime: PathBuf,
        /// The message bus. A program of its own, so that ending the app ends nothing but the app.
        bus: Child,
        /// Where programs find the bus.
        bus_address: String,
    },
}

impl DesktopSession {
    /// The person's own screen if there is one, else a virtual one with its files in `scratch`.
    pub fn open(scratch: &Path) -> Result<Self, Failure> {
        let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
        if has_screen { Ok(Self::Own) } else { Self::open_virtual(scratch) }
    }

    /// A virtual screen, whatever the person has.
    pub fn open_virtual(scratch: &Path) -> Result<Self, Failure> {
        let runtime = scratch.join("runtime");
        let refused =
            |cause: std::io::Error| Failure::new(format!("{}: {cause}", runtime.display()), "Is the disk full?");
        fs::create_dir_all(&runtime).map_err(refused)?;
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).map_err(refused)?;
        // Xvfb picks a free number and prints it on descriptor 1.
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]);
        let (mut server, number) = start_and_read_line(screen)?;
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]).env("XDG_RUNTIME_DIR", &runtime);
        let (bus, bus_address) = match start_and_read_line(daemon) {
            Ok(started) => started,
            Err(failure) => {
                let _ = server.kill();
                let _ = server.wait();
                return Err(failure);
            }
        };
        let display = format!(":{number}");
        say(format!("No screen here: using a virtual one, {display}"));
        Ok(Self::Virtual { server, display, runtime, bus, bus_address })
    }

    /// A command that runs `program` in this session, with a message bus.
    pub fn command(&self, program: &Path) -> Command {
        match self {
            Self::Own => Command::new(program),
            Self::Virtual { display, runtime, bus_address, .. } => {
                let mut command = Command::new(program);
                command.env("DISPLAY", display).env("XDG_RUNTIME_DIR", runtime);
                command.env("DBUS_SESSION_BUS_ADDRESS", bus_address);
                command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").env_remove("WAYLAND_DISPLAY");
                command.env("NO_AT_BRIDGE", "1");
                command
            }
        }
    }

    /// Keeps a picture of the virtual screen; the person's own screen is theirs.
    pub fn picture(&self, file: &Path) -> Result<(), Failure> {
        if let Self::Virtual { display, .. } = self {
            output(
                Command::new("import").args(["-display", display, "-window", "root"]).arg(file),
                "Is ImageMagick installed? `cargo xtask setup` does it.",
            )?;
        }
        Ok(())
    }
}

impl Drop for DesktopSession {
    fn drop(&mut self) {
        if let Self::Virtual { server, bus, .. } = self {
            for child in [server, bus] {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}

/// Starts a program that stays, and reads the one line it prints once it is ready.
fn start_and_read_line(mut command: Command) -> Result<(Child, String), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|cause| Failure::new(format!("{name} cannot be started: {cause}"), "Run `cargo xtask setup`."))?;
    let mut line = String::new();
    let printed = child.stdout.take().map(|pipe| BufReader::new(pipe).read_line(&mut line));
    if !matches!(printed, Some(Ok(read)) if read > 0) {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Failure::new(
            format!("{name} ended before it was ready"),
            format!("Run `{name}` and read what it says."),
        ));
    }
    Ok((child, line.trim().to_owned()))
}
