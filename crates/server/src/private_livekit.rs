//! An own `livekit-server` for development, when no LiveKit is configured and its program is on this machine. It listens
//! on this machine only, under a key made for this start, and ends with this process, however that ends.

use crate::calls::livekit::LiveKit;
use crate::config::CallConfig;
use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The version that `cargo xtask setup` builds.
const VERSION: &str = "1.11.0";
const PROGRAM: &str = "livekit-server";
/// Stops the program when this process's end closes the pipe.
const WATCH: &str = "\"$@\" & cat >/dev/null; kill -KILL $!";
/// Below those that systems give to outgoing connections, any of which could take a port before LiveKit does.
const PORTS: Range<u16> = 20_000..30_000;

/// A running one.
#[derive(Debug)]
pub struct PrivateLiveKit {
    /// Its standard input is the pipe whose closing stops the program.
    watcher: Child,
}

impl PrivateLiveKit {
    /// Starts one if it is wanted and there is a program. It says what happens in its rooms to the server at `tells`.
    /// Until it answers, calls are refused as unavailable.
    pub fn start(config: &CallConfig, data: &Path, tells: SocketAddr) -> io::Result<Option<(Self, LiveKit)>> {
        if config.no_livekit || config.livekit_url.is_some() {
            return Ok(None);
        }
        let Some(program) = program(config) else {
            tracing::info!("no LiveKit is configured and no {PROGRAM} was found, so calls are unavailable");
            return Ok(None);
        };
        let (key, secret) = ("leadline", format!("{:032x}", rand::random::<u128>()));
        let [port, tcp_port, udp_port] = free_ports()?;
        let settings = serde_json::json!({
            "port": port,
            "rtc": { "tcp_port": tcp_port, "udp_port": udp_port },
            "keys": { key: secret },
            "webhook": { "api_key": key, "urls": [format!("http://{tells}/api/webhooks/livekit")] },
        });
        let log = File::create(data.join("livekit.log"))?;
        let watcher = Command::new("/bin/sh")
            .args(["-c", WATCH, "watch"])
            .arg(&program)
            .args(["--bind", "127.0.0.1", "--node-ip", "127.0.0.1"])
            .env("LIVEKIT_CONFIG", settings.to_string())
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let url = format!("ws://127.0.0.1:{port}");
        tracing::info!(program = %program.display(), url, "calls meet in an own LiveKit");
        Ok(Some((Self { watcher }, LiveKit::new(&url, key, &secret))))
    }
}

impl Drop for PrivateLiveKit {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        if let Err(fault) = self.watcher.wait() {
            tracing::warn!(%fault, "the own LiveKit cannot be waited for");
        }
    }
}

/// The program that would be started: named by a setting, on the PATH, or built by `cargo xtask setup`.
pub fn program(config: &CallConfig) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = std::env::split_paths(&path).map(|folder| folder.join(PROGRAM)).collect();
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or(home);
    let built = cache.map(|cache| cache.join("leadline").join(PROGRAM).join(VERSION).join(PROGRAM));
    config.livekit_server.clone().into_iter().chain(on_path).chain(built).find(|program| program.is_file())
}

/// Different ones that nobody holds, for either protocol.
fn free_ports() -> io::Result<[u16; 3]> {
    let first = rand::random_range(PORTS);
    let is_free = |port: &u16| {
        let address = (Ipv4Addr::UNSPECIFIED, *port);
        TcpListener::bind(address).is_ok() && UdpSocket::bind(address).is_ok()
    };
    let free: Vec<u16> = (first..PORTS.end).chain(PORTS.start..first).filter(is_free).take(3).collect();
    free.try_into().map_err(|_| io::Error::from(io::ErrorKind::AddrInUse))
}
