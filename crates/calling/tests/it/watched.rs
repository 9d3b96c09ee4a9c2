//! A program that does not outlive the test, however the test ends.

use std::ffi::OsStr;
use std::process::{Child, Command, Stdio};

/// Ends the program when the test's end closes the pipe.
const WATCH: &str = "\"$@\" & cat >/dev/null; kill -KILL $!";

pub struct Watched(Child);

impl Watched {
    /// Starts a program with the environment that `prepare` gives it.
    pub fn start<W: AsRef<OsStr>>(words: &[W], prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", WATCH, "watch"]).args(words).stdin(Stdio::piped());
        prepare(&mut command);
        Self(command.spawn().expect("/bin/sh can be started"))
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
