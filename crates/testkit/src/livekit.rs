//! A real `livekit-server` on this machine. It ends when the test program ends, however it ends.

use crate::ports::free_ports;
use jsonwebtoken::{EncodingKey, Header, get_current_timestamp};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The version that `cargo xtask setup` builds.
const VERSION: &str = "1.11.0";
const KEY: &str = "testkey";
const SECRET: &str = "secret-of-the-tests-long-enough-to-sign-with";
/// Stops the server when this program's end closes the pipe.
const WATCH: &str = "log=$1; shift; \"$@\" >\"$log\" 2>&1 & cat >/dev/null; kill -KILL $!";
/// No test fails because the machine is busy.
const READY_WITHIN: Duration = Duration::from_secs(60);

static SHARED: OnceCell<LiveKitServer> = OnceCell::const_new();

/// A running `livekit-server`.
#[derive(Debug)]
pub struct LiveKitServer {
    address: SocketAddr,
    /// Its standard input is the pipe whose closing stops the server.
    watcher: Child,
    _folder: TempDir,
}

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomRight {
    /// To speak, show, listen and watch.
    TakePart,
    /// To listen and watch.
    ListenOnly,
    /// Nothing any more: it has expired.
    Expired,
}

impl LiveKitServer {
    /// The server of this test program; a test has a room of its own on it.
    pub async fn shared() -> &'static Self {
        SHARED.get_or_init(Self::start).await
    }

    /// A server for one test that wants to stop it.
    pub async fn start() -> Self {
        Self::start_at(Ipv4Addr::LOCALHOST.into(), |_| String::new()).await
    }

    /// A server that also relays, for those whose network lets nothing else through.
    pub async fn start_with_relay() -> Self {
        let address = network_address();
        let turn = |port| format!(", turn: {{enabled: true, udp_port: {port}, bind_addresses: [{address}]}}");
        Self::start_at(address, turn).await
    }

    async fn start_at(address: IpAddr, relay: impl FnOnce(u16) -> String) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let log = folder.path().join("livekit.log");
        let [port, tcp_port, udp_port, relay_port] = free_ports();
        let (host, address) = (address.to_string(), SocketAddr::from((address, port)));
        let relay = relay(relay_port);
        let config = format!(
            "{{port: {port}, rtc: {{tcp_port: {tcp_port}, udp_port: {udp_port}}}, keys: {{{KEY}: {SECRET}}}{relay}}}"
        );
        let watcher = Command::new("/bin/sh")
            .args(["-c", WATCH, "watch"])
            .arg(&log)
            .arg(program())
            .args(["--dev", "--bind", &host, "--node-ip", &host, "--config-body", &config])
            .stdin(Stdio::piped())
            .spawn()
            .expect("/bin/sh can be started");
        let server = Self { address, watcher, _folder: folder };
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            assert!(start.elapsed() < READY_WITHIN, "livekit-server does not answer; it says:\n{said}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    /// Where to connect.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The name under which this server knows [`LiveKitServer::secret`].
    pub fn key(&self) -> &'static str {
        KEY
    }

    /// What this server's tokens are signed with.
    pub fn secret(&self) -> &'static str {
        SECRET
    }

    /// A token for one room.
    pub fn token(&self, room: &str, identity: &str, right: RoomRight) -> String {
        room_token(KEY, SECRET, room, identity, right)
    }

    /// Stops it at once, as a crash would.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

impl Drop for LiveKitServer {
    fn drop(&mut self) {
        self.end();
    }
}

/// A token as any LiveKit server takes it.
pub fn room_token(key: &str, secret: &str, room: &str, identity: &str, right: RoomRight) -> String {
    let now = get_current_timestamp();
    let (from, until) = if right == RoomRight::Expired { (now - 7200, now - 3600) } else { (now - 60, now + 3600) };
    let claims = json!({
        "iss": key,
        "sub": identity,
        "name": identity,
        "nbf": from,
        "exp": until,
        "video": {
            "room": room,
            "roomJoin": true,
            "canPublish": right == RoomRight::TakePart,
            "canPublishData": right == RoomRight::TakePart,
            "canSubscribe": true,
        },
    });
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::default(), &claims, &key).expect("claims can be signed")
}

/// The server's program: named, on the PATH, or built by `cargo xtask setup`.
fn program() -> PathBuf {
    let named = std::env::var_os("LEADLINE_LIVEKIT_SERVER").map(PathBuf::from);
    let on_path = std::env::var_os("PATH")
        .into_iter()
        .flat_map(|path| std::env::split_paths(&path).map(|folder| folder.join("livekit-server")).collect::<Vec<_>>());
    let built =
        dirs::cache_dir().map(|cache| cache.join("leadline/livekit-server").join(VERSION).join("livekit-server"));
    named.into_iter().chain(on_path).chain(built).find(|program| program.is_file()).expect(
        "these tests call through a real livekit-server: run `cargo xtask setup`, which builds one, or put one on the \
         PATH, or name it in LEADLINE_LIVEKIT_SERVER",
    )
}

/// An address of this computer's network, because nothing is relayed to the loopback address.
fn network_address() -> IpAddr {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).expect("a port is free");
    // Nothing is sent; the system only chooses the way to an address that is nobody's (RFC 5737).
    socket.connect("198.51.100.1:9").expect("this computer is on a network, which a relay needs");
    socket.local_addr().expect("a socket has an address").ip()
}
