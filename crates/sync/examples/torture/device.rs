//! A device: a cache, a runner, and a person who never stops editing.

use crate::journal::{self, Journal, Line};
use leadline_cache::{Author, Cache, CacheFault, Intent, IntentOp, Owner, Place};
use leadline_domain::{Entity, Millis, Value};
use leadline_protocol::auth::{DeviceInfo, Me, Session, SignIn};
use leadline_sync::{AccessToken, Credentials, HttpLink, LinkFault, Surroundings, SyncRunner};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Mutex;
use uuid::Uuid;

const KEY: [u8; 32] = [7; 32];
/// Records a device goes back to instead of making new ones.
const RECORDS: usize = 40;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);
const BETWEEN_EDITS: Duration = Duration::from_millis(3);

/// The words after `device`: folder, server, e-mail, password, and `drain` to send everything and end.
pub async fn work(words: &[String]) -> Result<(), Box<dyn Error>> {
    let [folder, server, email, password, rest @ ..] = words else { return Err("too few words".into()) };
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let account = Arc::new(Account::new(server, email, password, &folder)?);
    let me = account.me().await?;
    fs::create_dir_all(disk_in(&folder))?;
    let place = Place { file: disk_in(&folder).join("cache.db"), key: Some(KEY) };
    let cache = with_room(|| {
        let opened = Cache::open(&place, now())?;
        assert_eq!(opened.set_aside, None, "a sound file is not set aside");
        opened.cache.claim(&Owner { org: me.org_id, me: me.profile_id, client_id: Uuid::new_v4() })?;
        Ok(opened.cache)
    })
    .await?;
    let link = HttpLink::new(&server.parse()?, "torture")?;
    let surroundings = Surroundings { now, dice: Box::new(rand::random) };
    let runner = SyncRunner::start(cache.clone(), link, account, surroundings);
    if rest.first().is_some_and(|word| word == "drain") {
        return drain(&cache, &runner).await;
    }
    edit_for_ever(&cache, &runner, &me, &folder.join("journal")).await
}

async fn edit_for_ever(cache: &Cache, runner: &SyncRunner, me: &Me, file: &Path) -> Result<(), Box<dyn Error>> {
    let mut steps: Vec<Line> = Vec::new();
    for line in journal::read(file)? {
        match steps.iter_mut().find(|known| known.record == line.record) {
            Some(known) => *known = line,
            None => steps.push(line),
        }
    }
    // A commit whose line was lost with the process is one step further than the journal knows.
    for known in &mut steps {
        if let Some(step) = held_step(cache, me, known.record)? {
            known.step = step;
        }
    }
    let mut journal = Journal::open(file)?;
    for turn in 0_usize.. {
        let line = if steps.len() < RECORDS {
            let line = Line { record: Uuid::now_v7(), step: 0 };
            steps.push(line);
            line
        } else {
            let known = &mut steps[turn % RECORDS];
            known.step += 1;
            *known
        };
        let author = Author { org: me.org_id, me: me.profile_id, now: now() };
        with_room(|| cache.write(&intents(line), &author, &mut Uuid::now_v7).map(drop)).await?;
        journal.note(line)?;
        runner.committed();
        tokio::time::sleep(BETWEEN_EDITS).await;
    }
    Ok(())
}

/// Where a device keeps its cache; the journal lies elsewhere, as it only watches.
pub fn disk_in(folder: &Path) -> PathBuf {
    folder.join("disk")
}

/// Does what a full disk prevents again and again until there is room, as a person would.
async fn with_room<T>(mut work: impl FnMut() -> Result<T, CacheFault>) -> Result<T, CacheFault> {
    loop {
        match work() {
            Err(CacheFault::DiskFull) => tokio::time::sleep(BETWEEN_TRIES).await,
            done => return done,
        }
    }
}

/// The record is brought to its step, and a note keeps that it was.
fn intents(line: Line) -> [Intent; 2] {
    let content = ("address".to_owned(), Value::from(journal::content(line.step)));
    let note = IntentOp::Create {
        values: vec![
            ("client_id".to_owned(), Value::from(line.record)),
            ("body".to_owned(), Value::from(journal::content(line.step))),
        ],
    };
    let op = if line.step == 0 {
        let word = |name: &str, word: &str| (name.to_owned(), Value::from(word));
        IntentOp::Create {
            values: vec![
                word("kind", "person"),
                ("name".to_owned(), Value::from(format!("ทดสอบ {}", line.record))),
                word("client_type", "lead"),
                word("lifecycle_stage", "lead"),
                content,
            ],
        }
    } else {
        IntentOp::Update { values: vec![content] }
    };
    [
        Intent { entity: Entity::Client, record: line.record, op },
        Intent { entity: Entity::Note, record: Uuid::now_v7(), op: note },
    ]
}

fn held_step(cache: &Cache, me: &Me, record: Uuid) -> Result<Option<u64>, Box<dyn Error>> {
    match cache.client_card(record, me.profile_id, me.role) {
        Ok(card) => Ok(card.address.and_then(|text| journal::step_in(&text))),
        Err(CacheFault::NotFound(..)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

async fn drain(cache: &Cache, runner: &SyncRunner) -> Result<(), Box<dyn Error>> {
    let mut state = runner.state();
    loop {
        let synced = state.borrow_and_update().synced_at.is_some();
        let counts = cache.counts()?;
        if counts.refused + counts.conflicts > 0 {
            return Err(format!("edits were refused: {:?}", cache.queue()?).into());
        }
        if synced && counts.waiting == 0 {
            cache.verify_fold()?;
            return Ok(());
        }
        state.changed().await?;
    }
}

fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970");
    i64::try_from(since.as_millis()).expect("milliseconds fit for millions of years")
}

/// Signs in by password whenever a token is needed; a killed device keeps no token.
struct Account {
    http: reqwest::Client,
    address: String,
    who: SignIn,
    known_me: PathBuf,
    token: Mutex<Option<AccessToken>>,
}

impl Account {
    fn new(server: &str, email: &str, password: &str, folder: &Path) -> Result<Self, Box<dyn Error>> {
        let id_file = folder.join("device-id");
        let id = match fs::read_to_string(&id_file) {
            Ok(id) => id.parse()?,
            Err(_) => Uuid::new_v4(),
        };
        fs::write(&id_file, id.to_string())?;
        let device = DeviceInfo { id, name: "torture".into(), platform: "linux".into(), app_version: "0".into() };
        Ok(Self {
            http: reqwest::Client::new(),
            address: format!("{server}/api/auth/login"),
            who: SignIn { email: email.into(), password: password.into(), device },
            known_me: folder.join("me.json"),
            token: Mutex::new(None),
        })
    }

    /// Who this is; asks the server until it answers the first time, and never again.
    async fn me(&self) -> Result<Me, Box<dyn Error>> {
        if let Ok(known) = fs::read(&self.known_me) {
            return Ok(serde_json::from_slice(&known)?);
        }
        loop {
            if let Ok(session) = self.sign_in().await {
                fs::write(&self.known_me, serde_json::to_vec(&session.me)?)?;
                return Ok(session.me);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn sign_in(&self) -> Result<Session, LinkFault> {
        let answer = self.http.post(&self.address).json(&self.who).send().await.map_err(|_| LinkFault::Offline)?;
        if answer.status().is_success() {
            answer.json().await.map_err(|_| LinkFault::Offline)
        } else {
            Err(LinkFault::Refused(answer.json().await.map_err(|_| LinkFault::Offline)?))
        }
    }
}

#[async_trait::async_trait]
impl Credentials for Account {
    async fn access_token(&self) -> Result<AccessToken, LinkFault> {
        let held = self.token.lock().await.clone();
        match held {
            Some(token) => Ok(token),
            None => self.refresh().await,
        }
    }

    async fn refresh(&self) -> Result<AccessToken, LinkFault> {
        let session = self.sign_in().await?;
        let token = AccessToken { text: session.access_token, left: Duration::from_secs(session.expires_in_s) };
        *self.token.lock().await = Some(token.clone());
        Ok(token)
    }
}
