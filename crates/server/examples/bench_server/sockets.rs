//! S3: what open sockets cost. S4: how soon, and whether, a change reaches the ten devices of its team among all those
//! sockets, and, beside a bare broadcast, how soon it reaches every one of them if all belong to one firm.

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
/// Each with as many sockets as the others.
const TEAMS: usize = 1_000;
/// Files this process and the server need besides sockets.
const OTHER_FILES: usize = 1_500;
/// Sockets that are opened at the same time.
const AT_ONCE: usize = 64;
/// Colleagues are told of each other who has come.
const SETTLES_WITHIN: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(10);
const CHANGES: usize = 40;
/// Ten sockets hear of each.
const TEAM_CHANGES_A_SECOND: f64 = 100.0;
/// Slow enough that no two changes share a poke.
const BETWEEN_CHANGES: Duration = Duration::from_millis(100);
/// Who has not heard of a change by now never will.
const LOST_AFTER: Duration = Duration::from_secs(10);

/// As often as a device says that it is still there.
const PING_EVERY: Duration = Duration::from_secs(60);

/// What one socket was told, and when.
pub type Heard<T> = (T, Instant);
/// The team whose socket it was, and the version.
type Poked = (usize, i64);

pub async fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let wanted = std::env::var("LEADLINE_SOCKETS").ok().and_then(|count| count.parse().ok()).unwrap_or(MOST_SOCKETS);
    let count = wanted.min(open_files()?.saturating_sub(OTHER_FILES));
    in_teams(count).await?;
    in_one_firm(count).await
}

/// Many teams at work on one server.
async fn in_teams(count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let server = Process::start(folder.path()).await?;
    let mut teams = Vec::new();
    while teams.len() < TEAMS.min(count) {
        teams.extend(futures_util::future::join_all((0..AT_ONCE).map(|_| server.sign_up())).await);
    }
    teams.truncate(TEAMS.min(count));
    let (heard, mut all_heard) = mpsc::unbounded_channel();
    let sockets = weigh_all(&server, &teams, count, heard).await?;
    let mut delivered = team_deliveries(&teams, count, &mut all_heard).await?;
    close_all(sockets).await;
    server.stop()?;
    tell(&json!({
        "goal": "S4", "what": "a change to the devices of its team", "sockets": count, "teams": teams.len(),
        "changes": teams.len(), "changes_per_s": TEAM_CHANGES_A_SECOND, "p50_ms": delivered.times.percentile(50),
        "p99_ms": delivered.times.percentile(99), "lost": delivered.lost, "goal_p50_ms": 8, "goal_p99_ms": 50,
        "goal_lost": 0,
    }))?;
    Ok(())
}

/// Everybody in one firm, so that every socket hears of every change.
async fn in_one_firm(count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let server = Process::start(folder.path()).await?;
    let firm = [server.sign_up().await];
    let (heard, mut all_heard) = mpsc::unbounded_channel();
    let sockets = weigh_all(&server, &firm, count, heard).await?;
    let mut ours = deliveries(count, &mut all_heard, async || change(&firm[0]).await).await?;
    close_all(sockets).await;
    server.stop()?;

    let mut theirs = bare_deliveries(count).await?;
    tell(&json!({
        "goal": "S4", "what": "a change to everybody", "sockets": count, "changes": CHANGES,
        "p50_ms": ours.times.percentile(50), "p99_ms": ours.times.percentile(99), "lost": ours.lost, "goal_lost": 0,
        "reference": "bare broadcast, nothing stored", "reference_p50_ms": theirs.times.percentile(50),
        "reference_p99_ms": theirs.times.percentile(99),
    }))?;
    Ok(())
}

/// Opens the sockets and tells what they cost.
async fn weigh_all(
    server: &Process,
    by: &[Api],
    count: usize,
    heard: mpsc::UnboundedSender<Heard<Poked>>,
) -> Result<Vec<JoinHandle<()>>, Box<dyn std::error::Error>> {
    // Whatever serving a request needs once is there.
    by[0].get("/api/me").await.succeeded();
    let before = server.memory_kib()?;
    let begun = Instant::now();
    let sockets = open_all(&server.url, by, count, heard).await?;
    let opened_in = begun.elapsed();
    tokio::time::sleep(SETTLES_WITHIN).await;
    let cpu = server.cpu_percent(IDLE).await?;
    let each = (server.memory_kib()? - before) / count as f64;
    tell(&json!({
        "goal": "S3", "sockets": count, "teams": by.len(), "kib_each": each, "idle_cpu_percent": cpu,
        "opened_in_s": opened_in.as_secs_f64(), "goal_kib_each": 12, "goal_idle_cpu_percent": 3,
        "reference": "Centrifugo, published", "reference_kib_each": 27,
    }))?;
    Ok(sockets)
}

/// Makes a client. The version its organisation is at then.
async fn change(by: &Api) -> Result<i64, Box<dyn std::error::Error>> {
    let new = json!({ "name": "Somchai", "kind": "person", "client_type": "lead", "lifecycle_stage": "lead" });
    let made: Value = by.post("/api/clients", &new).await.read();
    made["version"].as_i64().ok_or_else(|| "a client has a version".into())
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
    let sockets = open_all(&bare.url, &[], count, heard).await?;
    let delivered = deliveries(count, &mut all_heard, async || Ok(api.post("/next", &json!({})).await.read())).await?;
    close_all(sockets).await;
    bare.stop()?;
    Ok(delivered)
}

/// Makes changes one after the other and follows each to every socket, from before it is asked for.
async fn deliveries(
    count: usize,
    heard: &mut mpsc::UnboundedReceiver<Heard<Poked>>,
    mut change: impl AsyncFnMut() -> Result<i64, Box<dyn std::error::Error>>,
) -> Result<Delivered, Box<dyn std::error::Error>> {
    let (mut times, mut lost) = (Times::default(), 0);
    for _ in 0..CHANGES {
        let asked = Instant::now();
        let version = change().await?;
        let mut reached = 0;
        while reached < count {
            let Ok(Some(((_, told), at))) = tokio::time::timeout(LOST_AFTER, heard.recv()).await else { break };
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

/// Makes one change in every team, so many a second, whatever became of those before, and follows each to every socket
/// of its team, from before it is asked for.
async fn team_deliveries(
    teams: &[Api],
    count: usize,
    heard: &mut mpsc::UnboundedReceiver<Heard<Poked>>,
) -> Result<Delivered, Box<dyn std::error::Error>> {
    let mut beat = tokio::time::interval(Duration::from_secs_f64(1.0 / TEAM_CHANGES_A_SECOND));
    let mut changes = Vec::new();
    for team in teams {
        beat.tick().await;
        let team = team.clone();
        changes.push(tokio::spawn(async move {
            let asked = Instant::now();
            change(&team).await.map(|version| (version, asked)).map_err(|fault| fault.to_string())
        }));
    }
    let mut made = Vec::new();
    for change in changes {
        made.push(change.await??);
    }
    let (mut times, mut reached) = (Times::default(), 0);
    while reached < count {
        let Ok(Some(((team, told), at))) = tokio::time::timeout(LOST_AFTER, heard.recv()).await else { break };
        let (version, asked) = made[team];
        if told == version {
            reached += 1;
            times.0.push(at - asked);
        }
    }
    Ok(Delivered { times, lost: count - reached })
}

/// Opens sockets for these in turn, each of which tells `heard` of every poke for as long as it lives.
async fn open_all(
    url: &str,
    by: &[Api],
    count: usize,
    heard: mpsc::UnboundedSender<Heard<Poked>>,
) -> Result<Vec<JoinHandle<()>>, Box<dyn std::error::Error>> {
    let tokens: Arc<[String]> = by.iter().map(|api| api.session().access_token.clone()).collect();
    let host = url.trim_start_matches("http://").to_owned();
    let opened = Arc::new(AtomicUsize::new(0));
    let opening = (0..AT_ONCE).map(|_| {
        let (host, tokens, opened, heard) = (host.clone(), tokens.clone(), opened.clone(), heard.clone());
        async move {
            let mut listening = Vec::new();
            loop {
                let number = opened.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    break;
                }
                let team = number % tokens.len().max(1);
                let token = tokens.get(team).map(String::as_str);
                let socket = open(&host, token).await.map_err(|fault| fault.to_string())?;
                let of = move |frame| version_of(frame).map(|version| (team, version));
                listening.push(tokio::spawn(listen(socket, of, heard.clone())));
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
    of: impl Fn(FromServer) -> Option<T>,
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
        if let Some(found) = frame.and_then(&of)
            && heard.send((found, at)).is_err()
        {
            return;
        }
    }
}
