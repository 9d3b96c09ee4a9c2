//! The database is away: stopped, or there and silent. What matters is the order of things: refusals come while it is
//! away, answers after it is back, and nothing is left over.

use leadline_protocol::Code;
use leadline_protocol::auth::{Refresh, Session};
use leadline_server::private_postgres::{Durability, PrivatePostgres};
use leadline_server::{Clock, Config, Server};
use leadline_testkit::{Api, TEST_PASSWORD, new_device};
use serde_json::json;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A server with a cluster of its own, and somebody signed in.
struct Serving {
    server: Server,
    api: Api,
    admin: Api,
    data: TempDir,
}

impl Serving {
    async fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut config = Config::in_folder(data.path().to_owned());
        config.limits.sign_ins_per_minute = 1_000;
        let server = Server::start(config, Clock::system()).await.unwrap();
        let api = Api::new(format!("http://{}", server.address()));
        let sign_up = json!({
            "org_name": "Harbourside Kitchens", "name": "Anong", "email": "anong@harbourside.example",
            "password": TEST_PASSWORD, "device": new_device("laptop"),
        });
        let session: Session = api.post("/api/auth/signup", &sign_up).await.read();
        let admin = api.signed_in(session);
        Self { server, api, admin, data }
    }

    async fn is_refused(&self) {
        let requests = (0..30).map(|_| self.admin.get("/api/me"));
        for answer in futures_util::future::join_all(requests).await {
            answer.refused(503, Code::Unavailable);
        }
        self.api.get("/readyz").await.refused(503, Code::Unavailable);
        self.api.get("/healthz").await.succeeded();
    }

    async fn is_served_again(&self) {
        while !self.api.get("/readyz").await.status.is_success() {}
        let requests = (0..30).map(|_| self.admin.get("/api/me"));
        for answer in futures_util::future::join_all(requests).await {
            answer.succeeded();
        }
    }

    /// Every connection is back in the pool, and none has a transaction open.
    async fn leaks_nothing(&self) {
        while {
            let (open, idle) = self.server.app().database.connections();
            open as usize != idle
        } {
            tokio::task::yield_now().await;
        }
        let mut db = self.administrator().await;
        let ours = "select count(*) from pg_stat_activity where application_name = 'leadline-server'";
        let in_transaction = format!("{ours} and state like 'idle in transaction%'");
        while count(&mut db, &in_transaction).await > 0 {}
        let connections = count(&mut db, ours).await;
        // Those of the pool, and the one that listens for news.
        let most = i64::from(self.server.app().config.database.connections) + 1;
        assert!(connections <= most, "{connections} connections");
    }

    async fn administrator(&self) -> PgConnection {
        let cluster = PrivatePostgres::start(self.data.path(), Durability::Full).await.unwrap();
        cluster.administrator("leadline").connect().await.unwrap()
    }

    fn postmaster(&self) -> String {
        let content = fs::read_to_string(self.data.path().join("postgres/postmaster.pid")).unwrap();
        content.lines().next().unwrap().to_owned()
    }
}

async fn count(db: &mut PgConnection, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(db).await.unwrap()
}

fn signal(signal: &str, process: &str) -> bool {
    Command::new("kill").args([signal, process]).stderr(std::process::Stdio::null()).status().unwrap().success()
}

/// The processes whose parent is this one.
fn children(parent: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let is_child = |path: &Path| {
        let stat = fs::read_to_string(path.join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)) == Some(parent)
    };
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    processes.filter(|path| is_child(path)).map(|path| name(&path)).collect()
}

/// Every process of the cluster stands still: connections stay open, and nothing answers.
struct Frozen(Vec<String>);

impl Frozen {
    fn freeze(serving: &Serving) -> Self {
        let postmaster = serving.postmaster();
        assert!(signal("-STOP", &postmaster));
        // Stopped first, it makes no more of them.
        let processes: Vec<String> = [postmaster.clone()].into_iter().chain(children(&postmaster)).collect();
        processes.iter().for_each(|process| {
            signal("-STOP", process);
        });
        Self(processes)
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        self.0.iter().for_each(|process| {
            signal("-CONT", process);
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_stopped_is_said_to_be_away_and_served_from_again_when_it_is_back() {
    let serving = Serving::start().await;
    for _ in 0..2 {
        let postmaster = serving.postmaster();
        assert!(signal("-QUIT", &postmaster));
        while signal("-0", &postmaster) {
            std::thread::yield_now();
        }
        serving.is_refused().await;
        let again = PrivatePostgres::start(serving.data.path(), Durability::Full).await.unwrap();
        serving.is_served_again().await;
        serving.leaks_nothing().await;
        drop(again);
    }
    let refresh = Refresh { refresh_token: serving.admin.session().refresh_token.clone() };
    serving.api.post("/api/auth/refresh", &refresh).await.succeeded();
    serving.server.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_there_and_silent_is_said_to_be_away_too() {
    let serving = Serving::start().await;
    for _ in 0..2 {
        let frozen = Frozen::freeze(&serving);
        serving.is_refused().await;
        drop(frozen);
        serving.is_served_again().await;
        serving.leaks_nothing().await;
    }
    serving.server.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_in_the_middle_of_its_question_is_not_kept_waiting_for_a_database_that_fell_silent() {
    let serving = Serving::start().await;
    let mut db = serving.administrator().await;
    db.execute("begin; lock table users").await.unwrap();
    let admin = serving.admin.clone();
    let asked = tokio::spawn(async move { admin.get("/api/me").await });
    let sql = "select exists (select from pg_stat_activity where wait_event_type = 'Lock')";
    while !sqlx::query_scalar::<_, bool>(sql).fetch_one(&mut db).await.unwrap() {}
    let frozen = Frozen::freeze(&serving);
    asked.await.unwrap().refused(503, Code::Unavailable);
    drop(frozen);
    db.execute("rollback").await.unwrap();
    serving.is_served_again().await;
    serving.leaks_nothing().await;
    serving.server.stop().await.unwrap();
}
