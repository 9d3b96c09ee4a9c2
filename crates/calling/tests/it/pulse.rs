//! A computer with sound: a PulseAudio of the test's own, with a loudspeaker one can hear and a microphone one can
//! speak into.
//!
//! Where PulseAudio is found is a matter of the environment, which belongs to the whole process. So a test that wants
//! sound runs once more, alone in a process of its own.

use crate::tone::{PATIENCE, tone};
use crate::watched::Watched;
use leadline_calling::CpalSound;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Instant;
use tempfile::TempDir;

const SERVER: &str = "PULSE_SERVER";
const INSIDE: &str = "LEADLINE_TEST_SOUND";

/// Runs `test`, the body of the test function called `name`, on a computer with sound.
pub fn with_sound<F: Future<Output = ()>>(name: &str, test: impl FnOnce(Pulse) -> F) {
    if let Some(socket) = std::env::var_os(INSIDE) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime starts").block_on(test(Pulse { socket: socket.into() }));
        return;
    }
    let server = Server::start();
    let status = Command::new(std::env::current_exe().expect("a test has a file"))
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(SERVER, format!("unix:{}", server.socket.display()))
        .env(INSIDE, &server.socket)
        .env_remove("PULSE_RUNTIME_PATH")
        .status();
    assert!(status.expect("the test's process starts").success(), "the test failed in its own process, see above");
}

struct Server {
    socket: PathBuf,
    _watcher: Watched,
    _folder: TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let socket = folder.path().join("native");
        let protocol = format!("module-native-protocol-unix auth-anonymous=1 socket={}", socket.display());
        let load = [
            protocol.as_str(),
            "module-null-sink sink_name=loudspeaker rate=48000 channels=2",
            "module-null-sink sink_name=mouth rate=48000 channels=1",
            "module-remap-source master=mouth.monitor source_name=microphone",
        ];
        let mut words = vec!["pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"];
        words.extend(["--log-level=error", "--disallow-exit"]);
        words.extend(load.iter().flat_map(|module| ["-L", module]));
        let watcher = Watched::start(&words, |command| {
            command.env("XDG_RUNTIME_DIR", folder.path()).env("HOME", folder.path());
        });
        let server = Self { socket, _watcher: watcher, _folder: folder };
        let start = Instant::now();
        while !(server.socket.exists() && pactl(&server.socket, &["set-default-source", "microphone"])) {
            assert!(
                start.elapsed() < PATIENCE,
                "PulseAudio starts; is `pulseaudio` installed? `cargo xtask test` does it"
            );
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert!(pactl(&server.socket, &["set-default-sink", "loudspeaker"]));
        server
    }
}

/// The test's PulseAudio.
pub struct Pulse {
    socket: PathBuf,
}

impl Pulse {
    pub fn host(&self) -> Arc<CpalSound> {
        Arc::new(CpalSound::new())
    }

    /// Hums into the microphone, from now on.
    pub fn hum(&self, pitch: f64) -> Hum {
        Hum::start(&self.socket, pitch)
    }

    /// Puts an ear to the loudspeaker.
    pub fn ear(&self) -> Ear {
        Ear::start(&self.socket)
    }

    pub fn pactl(&self, words: &[&str]) {
        assert!(pactl(&self.socket, words), "pactl {words:?} works");
    }
}

fn pactl(socket: &Path, words: &[&str]) -> bool {
    let status = client("pactl", socket).args(words).stderr(Stdio::null()).stdout(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn client(program: &str, socket: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(format!("--server=unix:{}", socket.display()));
    command
}

const FORMAT: [&str; 5] = ["--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=20"];

pub struct Hum {
    player: Child,
    stop: Arc<AtomicBool>,
    writer: Option<JoinHandle<()>>,
}

impl Hum {
    fn start(socket: &Path, pitch: f64) -> Self {
        let mut player = client("pacat", socket)
            .args(["--playback", "--device=mouth"])
            .args(FORMAT)
            .stdin(Stdio::piped())
            .spawn()
            .expect("pacat can be started");
        let mut pipe = player.stdin.take().expect("the pipe was asked for");
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let writer = std::thread::spawn(move || {
            let mut at = 0;
            // The pipe gives the pace.
            while !stopped.load(Ordering::Relaxed) {
                let mut block = [0; 480];
                tone(at, pitch, &mut block);
                at += block.len();
                let bytes: Vec<u8> = block.iter().flat_map(|sample| sample.to_le_bytes()).collect();
                if pipe.write_all(&bytes).is_err() {
                    return;
                }
            }
        });
        Self { player, stop, writer: Some(writer) }
    }
}

impl Drop for Hum {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.player.kill();
        let _ = self.player.wait();
        let _ = self.writer.take().map(JoinHandle::join);
    }
}

/// Hears what the loudspeaker plays now; what nobody listened to is forgotten.
pub struct Ear {
    recorder: Child,
    heard: Receiver<Vec<i16>>,
    reader: Option<JoinHandle<()>>,
}

impl Ear {
    fn start(socket: &Path) -> Self {
        let mut recorder = client("pacat", socket)
            .args(["--record", "--device=loudspeaker.monitor"])
            .args(FORMAT)
            .stdout(Stdio::piped())
            .spawn()
            .expect("pacat can be started");
        let mut pipe = recorder.stdout.take().expect("the pipe was asked for");
        let (sender, heard) = sync_channel(1);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 960];
            while pipe.read_exact(&mut bytes).is_ok() {
                let samples = bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
                if matches!(sender.try_send(samples), Err(TrySendError::Disconnected(_))) {
                    return;
                }
            }
        });
        Self { recorder, heard, reader: Some(reader) }
    }

    /// The next samples; waits for them on this thread.
    pub fn listen(&mut self, samples: usize) -> Vec<i16> {
        // The block that waits is of some time ago.
        let _ = self.heard.try_recv();
        let mut listened = Vec::new();
        while listened.len() < samples {
            listened.extend(self.heard.recv().expect("PulseAudio records"));
        }
        listened
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let _ = self.recorder.kill();
        let _ = self.recorder.wait();
        let _ = self.reader.take().map(JoinHandle::join);
    }
}
