//! Goals that need a real server behind the cache: D6 (another's change), D4 (a first sync through the server) and D2
//! against PostgreSQL, each beside its reference in the same run. Prints JSON lines.
//!
//! `bench_sync [N] [D2 D4 D6]`, all by default, over 1,000,000 leads.

mod live;
mod search;

use leadline_cache::{Cache, Owner, Place};
use leadline_sync::{AccessToken, Credentials, HttpLink, Link, LinkFault, Surroundings, SyncRunner};
use leadline_testkit::Api;
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Signed in for as long as a first token lasts, which is longer than this takes.
struct SignedIn(Api);

#[async_trait::async_trait]
impl Credentials for SignedIn {
    async fn access_token(&self) -> Result<AccessToken, LinkFault> {
        let session = self.0.session();
        Ok(AccessToken { text: session.access_token.clone(), left: Duration::from_secs(session.expires_in_s) })
    }

    async fn refresh(&self) -> Result<AccessToken, LinkFault> {
        self.access_token().await
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A device in step with the server.
struct Desk {
    cache: Cache,
    _runner: SyncRunner,
}

impl Desk {
    async fn open(api: &Api, url: &str, file: &Path) -> Outcome<Self> {
        let me = &api.session().me;
        let cache = Cache::open(&Place { file: file.to_owned(), key: Some([7; 32]) }, now())?.cache;
        cache.claim(&Owner { org: me.org_id, me: me.profile_id, client_id: Uuid::new_v4() })?;
        let link = HttpLink::new(&url.parse()?, "bench")?;
        let surroundings = Surroundings { now, dice: Box::new(rand::random) };
        let runner = SyncRunner::start(cache.clone(), link, Arc::new(SignedIn(api.clone())), surroundings);
        runner.state().wait_for(|state| state.link == Link::Online && state.synced_at.is_some()).await?;
        Ok(Self { cache, _runner: runner })
    }
}

/// Times of one kind, in milliseconds.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn note(&mut self, begun: Instant) {
        self.0.push(begun.elapsed().as_secs_f64() * 1000.0);
    }

    fn told(mut self) -> Value {
        self.0.sort_by(f64::total_cmp);
        let at = |percent: usize| {
            let place = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
            (self.0.get(place).copied().unwrap_or(f64::NAN) * 100.0).round() / 100.0
        };
        json!({ "p50": at(50), "p95": at(95), "p99": at(99), "max": at(100), "n": self.0.len() })
    }
}

fn tell(line: &Value) -> Outcome<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let leads = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let named: Vec<&String> = words.iter().filter(|word| word.starts_with('D')).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|word| *word == name);
    if wanted("D6") {
        live::measure().await?;
    }
    if wanted("D2") || wanted("D4") {
        search::measure(leads).await?;
    }
    Ok(())
}
