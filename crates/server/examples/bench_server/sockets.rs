//! S3: what open sockets cost. S4: how soon, and whether, a change reaches every one of them, beside a bare broadcast
//! over the same number of sockets.

use crate::bare_broadcast::BARE;
use crate::process::{Process, open_files};
use crate::{Times, tell};
use futures_util::{SinkExt, StreamExt};
use leadline_protocol::PROTOCOL;
use leadline_protocol::realtime::{FromDevice, FromServer};
use leadline_testkit::Api;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// Unless `LEADLINE_SOCKETS` says otherwise.
const MOST_SOCKETS: usize = 10_000;
/// Files this process and the server need besides sockets.
const OTHER_FILES: usize = 300;
/// Sockets that are opened at the same time.
const AT_ONCE: usize = 64;
const IDLE: Duration = Duration::from_secs(10);
const CHANGES: usize = 40;
/// Slow enough that no two changes share a poke.
const BETWEEN_CHANGES: Duration = Duration::from_millis(100);
/// Who has not heard of a change by now never will.
const LOST_AFTER: Duration = Duration::from_secs(10);

/// As often as a device says that it is still there.
const PING_EVERY: Duration = Duration::from_secs(60);

/// What one socket was told, and when.
pub type Heard<T> = (T, Instant);

pub async fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let wanted = std::env::var("LEADLINE_SOCKETS").ok().and_then(|count| count.parse().ok()).unwrap_or(MOST_SOCKETS);
    let count = wanted.min(open_files()?.saturating_sub(OTHER_FILES));
    let folder = tempfile::tempdir()?;
    let server = Process::start(folder.path()).await?;
    let admin = server.sign_up().await;
    admin.get("/api/me").await.succeeded();
    let before = server.memory_kib()?;
    let (heard, mut all_heard) = mpsc::unbounded_channel();
    let begun = Instant::now();
    let sockets = open_all(&server.url, Some(&admin), count, heard).await?;
    let opened_in = begun.elapsed();
    let cpu = server.cpu_percent(IDLE).await?;
    let each = (server.memory_kib()? - before) / count as f64;
    tell(&json!({
        "goal": "S3", "sockets": count, "kib_each": each, "idle_cpu_percent": cpu, "opened_in_s": opened_in.as_secs_f64(),
        "goal_kib_each": 12, "goal_idle_cpu_percent": 3, "reference": "Centrifugo, published", "reference_kib_each": 27,
    }))?;
    let new = json!({ "name": "Somchai", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let mut ours = deliveries(count, &mut all_heard, async || {
        let made: Value = admin.post("/api/clients", &new).await.read();
        made["version"].as_i64().ok_or_else(|| "a client has a version".into())
    })
    .await?;
    close_all(sockets).await;
    server.stop()?;

    let mut theirs = bare_deliveries(count).await?;
    tell(&json!({
        "goal": "S4", "sockets": count, "changes": CHANGES, "p50_ms": ours.times.percentile(50), "p99_ms": ours.times.percentile(99),
        "lost": ours.lost,
        "goal_p50_ms": 8, "goal_p99_ms": 50, "goal_lost": 0, "reference": "bare broadcast, nothing stored",
        "reference_p50_ms": theirs.times.percentile(50), "reference_p99_ms": theirs.times.percentile(99),
    }))?;
    Ok(())
}

/// How long each socket waited, and how many waited in vain.
pub struct Delivered {
    pub times: Times,
    lost: usize,
}

/// The reference: versions from a server that stores, checks and orders nothing.
pub async fn bare_deliveries(count: usize) -> Result<Delivered, Box<dyn std::error::Error>> {
    let bare = Process::begin(&[BARE.as_ref()]).await?;
    let api = Api::new(bare.url.clone());
    let (heard, mut all_heard) = mpsc::unbounded_channel();
    let sockets = open_all(&bare.url, None, count, heard).await?;
    let delivered = deliveries(count, &mut all_heard, async || Ok(api.post("/next", &json!({})).await.read())).await?;
    close_all(sockets).await;
    bare.stop()?;
    Ok(delivered)
}

/// Makes changes one after the other and follows each to every socket, from before it is asked for.
async fn deliveries(
    count: usize,
    heard: &mut mpsc::UnboundedReceiver<Heard<i64>>,
    mut change: impl AsyncFnMut() -> Result<i64, Box<dyn std::error::Error>>,
) -> Result<Delivered, Box<dyn std::error::Error>> {
    let (mut times, mut lost) = (Times::default(), 0);
    for _ in 0..CHANGES {
        let asked = Instant::now();
        let version = change().await?;
        let mut reached = 0;
        while reached < count {
            let Ok(Some((told, at))) = tokio::time::timeout(LOST_AFTER, heard.recv()).await else { break };
            if told == version {
                reached += 1;
                times.0.push(at - asked);
            }
        }
        lost += count - reached;
        tokio::time::sleep(BETWEEN_CHANGES).await;
    }
    Ok(Delivered { times, lost })
}

/// Opens sockets, each of which tells `heard` of every poke for as long as it lives.
async fn open_all(
    url: &str,
    by: Option<&Api>,
    count: usize,
    heard: mpsc::UnboundedSender<Heard<i64>>,
) -> Result<Vec<JoinHandle<()>>, Box<dyn std::error::Error>> {
    let token = by.map(|api| api.session().access_token.clone());
    let host = url.trim_start_matches("http://").to_owned();
    let opened = Arc::new(AtomicUsize::new(0));
    let opening = (0..AT_ONCE).map(|_| {
        let (host, token, opened, heard) = (host.clone(), token.clone(), opened.clone(), heard.clone());
        async move {
            let mut listening = Vec::new();
            while opened.fetch_add(1, Ordering::Relaxed) < count {
                let socket = open(&host, token.as_deref()).await.map_err(|fault| fault.to_string())?;
                listening.push(tokio::spawn(listen(socket, version_of, heard.clone())));
            }
            Ok::<_, String>(listening)
        }
    });
    Ok(futures_util::future::try_join_all(opening).await?.into_iter().flatten().collect())
}

/// Closes them, so that their files are free for the next.
async fn close_all(sockets: Vec<JoinHandle<()>>) {
    sockets.iter().for_each(JoinHandle::abort);
    // Each was just ended, which is no failure.
    futures_util::future::join_all(sockets).await;
}

/// Opens one, and says who is at the device if somebody is.
pub async fn open(
    host: &str,
    token: Option<&str>,
) -> Result<WebSocketStream<TcpStream>, Box<dyn std::error::Error + Send + Sync>> {
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
    let (mut socket, _) = client_async_with_config(format!("ws://{host}/v1/realtime"), stream, Some(config)).await?;
    if let Some(token) = token {
        let hello = FromDevice::Hello { token: token.to_owned(), protocol: PROTOCOL, version: i64::MAX };
        socket.send(Message::text(serde_json::to_string(&hello)?)).await?;
        socket.next().await.ok_or("no welcome")??;
    }
    Ok(socket)
}

fn version_of(frame: FromServer) -> Option<i64> {
    if let FromServer::Poke { version } = frame { Some(version) } else { None }
}

/// Tells `heard` what `of` finds in the frames of a socket, for as long as it lives.
pub async fn listen<T>(
    mut socket: WebSocketStream<TcpStream>,
    of: fn(FromServer) -> Option<T>,
    heard: mpsc::UnboundedSender<Heard<T>>,
) {
    let mut pings = tokio::time::interval(PING_EVERY);
    loop {
        let message = tokio::select! {
            message = socket.next() => message,
            _ = pings.tick() => {
                let ping = serde_json::to_string(&FromDevice::Ping { n: 0 }).expect("a frame is plain JSON");
                if socket.send(Message::text(ping)).await.is_err() { return }
                continue;
            }
        };
        let Some(Ok(message)) = message else { return };
        let at = Instant::now();
        let frame = message.to_text().ok().and_then(|text| serde_json::from_str(text).ok());
        if let Some(found) = frame.and_then(of)
            && heard.send((found, at)).is_err()
        {
            return;
        }
    }
}
