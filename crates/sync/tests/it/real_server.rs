//! Runners with real caches against the real server on PostgreSQL.

use crate::relay::Relay;
use leadline_cache::{Arrival, Author, Cache, CacheFault, Intent, IntentOp, Owner, Place};
use leadline_domain::filter::{Filter, Viewpoint};
use leadline_domain::{Entity, Role, Value};
use leadline_protocol::auth::{Refresh, Session};
use leadline_protocol::{Code, Problem};
use leadline_sync::{AccessToken, Credentials, HttpLink, Link, LinkFault, Surroundings, SyncRunner};
use leadline_testkit::{Answer, Api, TestServer, new_device};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// A test that waits this long hangs.
const HANGS: Duration = Duration::from_secs(120);

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

struct SignedIn {
    api: Api,
    session: Mutex<Session>,
    refreshed: AtomicU32,
}

impl SignedIn {
    fn token(&self) -> AccessToken {
        let session = self.session.lock().unwrap();
        AccessToken { text: session.access_token.clone(), left: Duration::from_secs(session.expires_in_s) }
    }
}

#[async_trait::async_trait]
impl Credentials for SignedIn {
    async fn access_token(&self) -> Result<AccessToken, LinkFault> {
        Ok(self.token())
    }

    async fn refresh(&self) -> Result<AccessToken, LinkFault> {
        let refresh_token = self.session.lock().unwrap().refresh_token.clone();
        let answer = self.api.post("/api/auth/refresh", &Refresh { refresh_token }).await;
        if !answer.status.is_success() {
            let problem: Problem = serde_json::from_value(answer.body).unwrap();
            return Err(problem.into());
        }
        *self.session.lock().unwrap() = answer.read();
        self.refreshed.fetch_add(1, Ordering::SeqCst);
        Ok(self.token())
    }
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("cache.db")
}

/// The cache in this folder of who is signed in.
fn cache_of(api: &Api, folder: &Path) -> Cache {
    let me = &api.session().me;
    let cache = Cache::open(&Place { file: file_in(folder), key: Some([7; 32]) }, now()).unwrap().cache;
    cache.claim(&Owner { org: me.org_id, me: me.profile_id, client_id: Uuid::new_v4() }).unwrap();
    cache
}

/// A computer with a cache of its own and a runner that keeps it in step.
struct Desk {
    cache: Cache,
    runner: SyncRunner,
    credentials: Arc<SignedIn>,
    me: Session,
    file: PathBuf,
    _folder: TempDir,
}

impl Desk {
    /// Sits down at the server behind `url`; `api` is signed in.
    fn open(api: &Api, url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::start(api, url, cache_of(api, folder.path()), folder)
    }

    /// Starts the runner of a cache that lies in `folder`.
    fn start(api: &Api, url: &str, cache: Cache, folder: TempDir) -> Self {
        let me = api.session().clone();
        let credentials =
            Arc::new(SignedIn { api: api.clone(), session: Mutex::new(me.clone()), refreshed: AtomicU32::new(0) });
        let link = HttpLink::new(&url.parse().unwrap(), "leadline-test").unwrap();
        let surroundings = Surroundings { now, dice: Box::new(rand::random) };
        let runner = SyncRunner::start(cache.clone(), link, credentials.clone(), surroundings);
        Self { cache, runner, credentials, me, file: file_in(folder.path()), _folder: folder }
    }

    fn author(&self) -> Author {
        let clock = self.runner.state().borrow().clock;
        Author { org: self.me.me.org_id, me: self.me.me.profile_id, now: clock.correct(now()) }
    }

    fn write(&self, intent: Intent) {
        self.cache.write(&[intent], &self.author(), &mut Uuid::new_v4).unwrap();
        self.runner.committed();
    }

    fn add_client(&self, name: &str) -> Uuid {
        let id = Uuid::now_v7();
        let values = [("kind", "person"), ("name", name), ("client_type", "lead"), ("lifecycle_stage", "lead")];
        let values = values.map(|(field, value)| (field.to_owned(), Value::from(value))).to_vec();
        self.write(Intent { entity: Entity::Client, record: id, op: IntentOp::Create { values } });
        id
    }

    fn rename(&self, client: Uuid, name: &str) {
        let values = vec![("name".to_owned(), Value::from(name))];
        self.write(Intent { entity: Entity::Client, record: client, op: IntentOp::Update { values } });
    }

    fn name_of(&self, client: Uuid) -> Option<Value> {
        let rows = self.cache.held_rows().unwrap();
        rows.into_iter().find(|row| row.id == client).map(|row| row.values[1].clone())
    }

    /// Waits until the client is here under this name.
    async fn sees(&self, client: Uuid, name: &str) {
        let mut news = self.cache.watch();
        let seen = async {
            while self.name_of(client) != Some(name.into()) {
                // Behind by too many is news as well.
                let _ = news.recv().await;
            }
        };
        tokio::time::timeout(HANGS, seen).await.unwrap_or_else(|_| panic!("{name} never came"));
    }

    async fn reaches(&self, link: Link) {
        let mut state = self.runner.state();
        let reached = state.wait_for(|state| state.link == link);
        tokio::time::timeout(HANGS, reached).await.unwrap_or_else(|_| panic!("never {link:?}")).unwrap();
    }

    /// Waits until nothing is left to push.
    async fn has_sent_everything(&self) {
        let mut state = self.runner.state();
        let sent = async {
            while self.cache.counts().unwrap().waiting > 0 {
                state.changed().await.unwrap();
            }
        };
        tokio::time::timeout(HANGS, sent).await.unwrap_or_else(|_| panic!("edits never went"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_agent_edits_another_sees() {
    let server = TestServer::start().await;
    let anong = server.new_organisation().await;
    let somchai = server.colleague(&anong, Role::Manager).await;
    let (anongs, somchais) = (Desk::open(&anong, &server.url()), Desk::open(&somchai, &server.url()));
    let client = anongs.add_client("น้ำฝน");
    somchais.sees(client, "น้ำฝน").await;
    somchais.rename(client, "Namfon");
    anongs.sees(client, "Namfon").await;
    anongs.has_sent_everything().await;
    for desk in [&anongs, &somchais] {
        desk.cache.verify_fold().unwrap();
        assert_eq!(desk.cache.arrival().unwrap(), None);
    }
    // The server's clock stands in November 2026; the difference is measured and told.
    assert!(anongs.runner.state().borrow().clock.worth_telling());
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_made_while_the_server_is_away_arrive_when_it_is_back() {
    let server = TestServer::start().await;
    let wire = Relay::to(&server.url()).await;
    let anong = server.new_organisation().await;
    let somchai = server.colleague(&anong, Role::Manager).await;
    let (anongs, somchais) = (Desk::open(&anong, &wire.url()), Desk::open(&somchai, &wire.url()));
    let client = anongs.add_client("before");
    somchais.sees(client, "before").await;

    let next = server.another_process().await;
    wire.cut();
    server.stop().await;
    anongs.rename(client, "meanwhile");
    anongs.reaches(Link::Offline).await;
    assert!(anongs.runner.state().borrow().next_try_at.is_some());
    assert_eq!(anongs.cache.counts().unwrap().waiting, 1);

    wire.lead_to(&next.url());
    somchais.sees(client, "meanwhile").await;
    anongs.reaches(Link::Online).await;
    anongs.has_sent_everything().await;
    next.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_past_its_time_is_renewed_without_anybody_noticing() {
    let server = TestServer::start().await;
    let anong = server.new_organisation().await;
    let desk = Desk::open(&anong, &server.url());
    desk.add_client("first");
    desk.has_sent_everything().await;
    server.clock().advance(11 * 60_000);
    let client = desk.add_client("second");
    desk.has_sent_everything().await;
    assert_eq!(desk.credentials.refreshed.load(Ordering::SeqCst), 1);
    desk.reaches(Link::Online).await;
    assert_eq!(desk.name_of(client), Some("second".into()));
    server.stop().await;
}

async fn second_device(server: &TestServer, api: &Api) -> Api {
    let answer: Answer = server.sign_in(&api.session().me.email, new_device("anong-desktop")).await;
    server.api().signed_in(answer.read())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_signed_out_from_elsewhere_stops_and_keeps_its_edits() {
    let server = TestServer::start().await;
    let anong = server.new_organisation().await;
    let other = second_device(&server, &anong).await;
    let desk = Desk::open(&other, &server.url());
    desk.reaches(Link::Online).await;
    let device = other.session().me.device_id;
    anong.delete(&format!("/api/auth/sessions/{device}")).await.succeeded();
    desk.add_client("unsent");
    desk.reaches(Link::SignInAgain).await;
    assert_eq!(desk.cache.counts().unwrap().waiting, 1);

    // The same person signs in again on the same device, and the edit goes.
    let again: Session = server
        .sign_in(
            &anong.session().me.email,
            leadline_protocol::auth::DeviceInfo { id: device, ..new_device("anong-desktop") },
        )
        .await
        .read();
    *desk.credentials.session.lock().unwrap() = again;
    desk.runner.signed_in();
    desk.has_sent_everything().await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_told_to_erase_its_data_does_so_unasked() {
    let server = TestServer::start().await;
    let anong = server.new_organisation().await;
    let other = second_device(&server, &anong).await;
    let desk = Desk::open(&other, &server.url());
    desk.reaches(Link::Online).await;
    let device = other.session().me.device_id;
    anong.delete(&format!("/api/auth/sessions/{device}?wipe=true")).await.succeeded();
    desk.reaches(Link::Wiped).await;
    assert!(matches!(desk.cache.counts(), Err(CacheFault::Closed)));
    assert!(!desk.file.exists());
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_rows_come_in_pages_and_a_restart_goes_on_from_the_page_that_came() {
    let server = TestServer::start().await;
    let anong = server.new_organisation().await;
    let first = Desk::open(&anong, &server.url());
    let values = |n: usize| {
        let values = [("kind", "person"), ("client_type", "lead"), ("lifecycle_stage", "lead")];
        let mut values = values.map(|(field, value)| (field.to_owned(), Value::from(value))).to_vec();
        values.push(("name".to_owned(), format!("Lead {n}").into()));
        values
    };
    let make = |n: usize| Intent {
        entity: Entity::Client,
        record: Uuid::now_v7(),
        op: IntentOp::Create { values: values(n) },
    };
    let intents: Vec<Intent> = (0..5_500).map(make).collect();
    first.cache.write(&intents, &first.author(), &mut Uuid::new_v4).unwrap();
    first.runner.committed();
    first.has_sent_everything().await;

    let other = second_device(&server, &anong).await;
    let folder = tempfile::tempdir().unwrap();
    let cache = cache_of(&other, folder.path());
    let asked = cache.pull_request(1_000).unwrap();
    let link = HttpLink::new(&server.url().parse().unwrap(), "leadline-test").unwrap();
    let page = leadline_sync::ServerLink::pull(&link, &other.session().access_token, &asked).await.unwrap();
    let came = page.rows.len() as u64;
    cache.apply_page(&page, &asked, now()).unwrap();
    cache.close();

    let cache = cache_of(&other, folder.path());
    assert_eq!(cache.arrival().unwrap(), Some(Arrival { rows: came, remaining: page.remaining }));
    assert!(came > 0 && page.remaining > 0, "{came} and {} more", page.remaining);
    let second = Desk::start(&other, &server.url(), cache, folder);
    let mut state = second.runner.state();
    tokio::time::timeout(HANGS, state.wait_for(|state| state.synced_at.is_some())).await.unwrap().unwrap();
    assert_eq!(second.cache.arrival().unwrap(), None);
    let everybody = Filter::All { parts: Vec::new() };
    let viewpoint = Viewpoint { me: other.session().me.profile_id, today: now() };
    assert_eq!(second.cache.count(&everybody, viewpoint).unwrap(), 5_500);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_program_at_the_address_is_told_apart() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let printer = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = [0; 1024];
        let _ = socket.read(&mut request).await.unwrap();
        socket.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 7\r\n\r\nprinter").await.unwrap();
    });
    let link = HttpLink::new(&format!("http://{address}").parse().unwrap(), "leadline-test").unwrap();
    let pull = leadline_protocol::sync::Pull {
        protocol: 1,
        client_id: Uuid::nil(),
        epoch: None,
        since: Vec::new(),
        floor: 0,
        max_rows: 1,
    };
    let answer = leadline_sync::ServerLink::pull(&link, "token", &pull).await;
    assert_eq!(answer, Err(LinkFault::NotLeadline));
    assert_eq!(LinkFault::NotLeadline.problem().code, Code::NotLeadline);
    printer.await.unwrap();
}
