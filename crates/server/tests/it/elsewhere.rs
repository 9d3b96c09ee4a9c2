//! A PostgreSQL that is not the server's own, with ordinary logins: none is a superuser.

use crate::commands::{Program, connect};
use crate::restore::contents;
use leadline_protocol::auth::{Session, SignUp};
use leadline_server::private_postgres::{Durability, PrivatePostgres};
use leadline_server::{Clock, Config, Server};
use leadline_testkit::{Api, TEST_PASSWORD, new_device, new_email};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::io::Write;
use tempfile::TempDir;

/// A cluster with a login that owns its databases and may make roles, and one that may do nothing.
struct Elsewhere {
    cluster: PrivatePostgres,
    _folder: TempDir,
}

impl Elsewhere {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cluster = PrivatePostgres::start(folder.path(), Durability::Throwaway).await.unwrap();
        let me = std::fs::read_to_string(folder.path().join("postgres/pg_ident.conf")).unwrap();
        let me = me.split('"').nth(1).unwrap().to_owned();
        let mut map =
            std::fs::OpenOptions::new().append(true).open(folder.path().join("postgres/pg_ident.conf")).unwrap();
        writeln!(map, "leadline \"{me}\" office\nleadline \"{me}\" clerk").unwrap();
        let mut db = cluster.administrator("postgres").connect().await.unwrap();
        db.execute("create role office login createrole; create role clerk login").await.unwrap();
        db.execute("select pg_reload_conf()").await.unwrap();
        Self { cluster, _folder: folder }
    }

    async fn database(&self, name: &str) {
        let mut db = self.cluster.administrator("postgres").connect().await.unwrap();
        db.execute(AssertSqlSafe(format!("create database {name} owner office"))).await.unwrap();
    }

    fn url(&self, database: &str, login: &str) -> String {
        let options = self.cluster.administrator(database);
        format!("postgres:///{database}?host={}&user={login}", options.get_socket().unwrap().display())
    }
}

async fn serve(url: &str, data: &TempDir) -> Result<Server, leadline_server::server::ServerFault> {
    let mut config = Config::in_folder(data.path().to_owned());
    config.database.database_url = Some(url.to_owned());
    Server::start(config, Clock::system()).await
}

async fn sign_up(server: &Server) -> Api {
    let api = Api::new(format!("http://{}", server.address()));
    let request = SignUp {
        org_name: "Harbourside Kitchens".to_owned(),
        name: "Anong".to_owned(),
        email: new_email("anong"),
        password: TEST_PASSWORD.to_owned(),
        device: new_device("laptop"),
    };
    let session: Session = api.post("/api/auth/signup", &request).await.read();
    api.signed_in(session)
}

#[tokio::test]
async fn an_ordinary_owner_migrates_serves_backs_up_and_restores() {
    let elsewhere = Elsewhere::start().await;
    elsewhere.database("leadline").await;
    elsewhere.database("other").await;
    let (url, data) = (elsewhere.url("leadline", "office"), tempfile::tempdir().unwrap());
    let server = serve(&url, &data).await.unwrap();
    let admin = sign_up(&server).await;
    admin.get("/api/me").await.succeeded();
    server.stop().await.unwrap();

    let old = Program::on(&url);
    let folder = old.data.path().join("backup");
    old.run(&["seed", "--leads", "40"]).await.unwrap();
    let doctor = old.run(&["doctor", "--listen", "127.0.0.1:0"]).await.unwrap();
    assert!(doctor.contains("until a superuser says"), "{doctor}");
    old.run(&["backup", folder.to_str().unwrap()]).await.unwrap();
    let new = Program::on(&elsewhere.url("other", "office"));
    assert!(new.run(&["restore", folder.to_str().unwrap()]).await.unwrap().contains("of 2 organisations"));
    assert!(new.run(&["restore", folder.to_str().unwrap()]).await.unwrap_err().contains("is not empty"));
    let looks = async |name: &str| contents(&mut connect(&elsewhere.url(name, "postgres")).await).await;
    assert_eq!(looks("other").await, looks("leadline").await);
    let epochs = async |name: &str| {
        let mut db = connect(&elsewhere.url(name, "postgres")).await;
        sqlx::query_scalar::<_, uuid::Uuid>("select epoch from org_sync order by org_id")
            .fetch_all(&mut db)
            .await
            .unwrap()
    };
    let (before, after) = (epochs("leadline").await, epochs("other").await);
    assert!(before.iter().zip(&after).all(|(before, after)| before != after), "{before:?} {after:?}");
}

#[tokio::test]
async fn a_login_that_may_only_serve_serves_what_its_administrator_migrated() {
    let elsewhere = Elsewhere::start().await;
    elsewhere.database("leadline").await;
    let (clerk, data) = (elsewhere.url("leadline", "clerk"), tempfile::tempdir().unwrap());
    assert!(serve(&clerk, &data).await.is_err());
    Program::on(&elsewhere.url("leadline", "office")).run(&["migrate"]).await.unwrap();
    connect(&elsewhere.url("leadline", "office")).await.execute("grant ll_login to clerk").await.unwrap();
    let server = serve(&clerk, &data).await.unwrap();
    sign_up(&server).await.get("/api/me").await.succeeded();
    server.stop().await.unwrap();
    let mut db = connect(&clerk).await;
    for forbidden in ["set role ll_owner", "set role ll_backup", "select * from clients"] {
        assert!(db.execute(forbidden).await.is_err(), "{forbidden}");
    }
}
