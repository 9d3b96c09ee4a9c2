//! The program's commands, run as an operator runs them.

use leadline_domain::Role;
use leadline_protocol::Code;
use leadline_protocol::auth::{Organizations, Refresh, Session};
use leadline_testkit::{LiveKitServer, TestServer, empty_database};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::process::Output;
use tempfile::TempDir;
use tokio::process::Command;

/// The program, on one database and data folder.
pub struct Program {
    pub database: Option<String>,
    pub data: TempDir,
}

impl Program {
    pub fn on(database: &str) -> Self {
        Self { database: Some(database.to_owned()), data: tempfile::tempdir().unwrap() }
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadline-server"));
        command.args(words).arg("--data").arg(self.data.path()).env_remove("DATABASE_URL").env("LEADLINE_LOG", "warn");
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        command
    }

    /// Runs it; what it said, if it succeeded.
    pub async fn run(&self, words: &[&str]) -> Result<String, String> {
        spoken(self.command(words).output().await.unwrap())
    }
}

fn spoken(output: Output) -> Result<String, String> {
    let said = String::from_utf8(output.stdout).unwrap();
    if output.status.success() { Ok(said) } else { Err(said + &String::from_utf8_lossy(&output.stderr)) }
}

pub async fn connect(database: &str) -> PgConnection {
    PgConnection::connect(database).await.unwrap()
}

pub async fn count(db: &mut PgConnection, what: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {what}"))).fetch_one(db).await.unwrap()
}

fn line<'a>(said: &'a str, of: &str) -> &'a str {
    let found = said.lines().find(|line| line.contains(of));
    found.unwrap_or_else(|| panic!("nothing about {of} in: {said}"))
}

#[tokio::test]
async fn an_empty_database_is_brought_up_to_date_once_and_one_of_a_newer_program_is_left_alone() {
    let program = Program::on(&empty_database().await);
    program.run(&["migrate"]).await.unwrap();
    program.run(&["migrate"]).await.unwrap();
    let mut db = connect(program.database.as_ref().unwrap()).await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        values (9999, 'of tomorrow', true, '', 0)";
    sqlx::query(newer).execute(&mut db).await.unwrap();
    for words in [["migrate"].as_slice(), &["seed", "--leads", "1"], &["admin", "list"]] {
        let said = program.run(words).await.unwrap_err();
        assert!(said.contains("newer version"), "{said}");
    }
    assert!(line(&program.run(&["doctor"]).await.unwrap_err(), "WRONG database").contains("newer version"));
    assert_eq!(count(&mut db, "organizations").await, 0);
    sqlx::query("delete from _sqlx_migrations where version = 9999").execute(&mut db).await.unwrap();
    sqlx::query("update _sqlx_migrations set checksum = 'x' where version = 2").execute(&mut db).await.unwrap();
    assert!(program.run(&["migrate"]).await.unwrap_err().contains("migration 2 is not the one that ran"));
}

#[tokio::test]
async fn the_demo_organisation_is_made_once() {
    let program = Program::on(&empty_database().await);
    let said = program.run(&["seed", "--leads", "30"]).await.unwrap();
    assert!(said.contains("Tawan Works: 30 clients") && said.contains("naphat@tawan.example"), "{said}");
    assert!(program.run(&["seed", "--leads", "30"]).await.unwrap().contains("is there already"));
    assert!(program.run(&["seed", "--leads", "0"]).await.is_err());
    let mut db = connect(program.database.as_ref().unwrap()).await;
    assert_eq!(count(&mut db, "clients").await, 30);
}

#[tokio::test]
async fn a_platform_admin_is_made_and_unmade_on_the_command_line_and_it_is_noted() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let email = admin.session().me.email.clone();
    let program = Program::on(&server.database_url());
    assert!(
        program.run(&["admin", "add", "nobody@harbourside.example"]).await.unwrap_err().contains("nobody signs in")
    );
    admin.get("/api/organizations").await.refused(403, Code::Forbidden);
    assert!(program.run(&["admin", "add", &email.to_uppercase()]).await.unwrap().contains("is now a platform admin"));
    assert!(program.run(&["admin", "add", &email]).await.unwrap().contains("already"));
    assert!(program.run(&["admin", "list"]).await.unwrap().contains(&email));
    server.app().ended_sessions.look(&server.app().database, &leadline_server::Clock::system()).await.unwrap();
    admin.get("/api/organizations").await.refused(401, Code::TokenExpired);
    let refresh = Refresh { refresh_token: admin.session().refresh_token.clone() };
    let session: Session = server.api().post("/api/auth/refresh", &refresh).await.read();
    let overseer = server.api().signed_in(session);
    let seen: Organizations = overseer.get("/api/organizations").await.read();
    assert_eq!(seen.organizations.len(), 1);
    program.run(&["admin", "remove", &email]).await.unwrap();
    server.app().ended_sessions.look(&server.app().database, &leadline_server::Clock::system()).await.unwrap();
    overseer.get("/api/organizations").await.refused(401, Code::TokenExpired);
    let mut db = server.administrator().await;
    let sql = "select action, subject_id = $1 and actor_id is null from audit_log
        where action like 'platform_admin%' order by id";
    let noted: Vec<(String, bool)> =
        sqlx::query_as(sql).bind(admin.session().me.profile_id).fetch_all(&mut db).await.unwrap();
    let noted: Vec<(&str, bool)> = noted.iter().map(|(action, right)| (action.as_str(), *right)).collect();
    assert_eq!(noted, [("platform_admin.added", true), ("platform_admin.removed", true)]);
}

const ROWS: &str =
    "ชื่อ,โทรศัพท์,อีเมล\r\nสมชาย ใจดี,081 555 0142,somchai@rice.example\r\nBroken,12,\r\nกานดา,0815550143,\r\n";

/// The rows as Windows programs in Thailand write them: CP874 has the Thai letters at U+0E01 - U+0E5B in one byte each.
fn in_cp874(text: &str) -> Vec<u8> {
    let byte = |letter: char| match u32::from(letter) {
        thai @ 0x0E01..=0x0E5B => u8::try_from(thai - 0x0E01 + 0xA1).unwrap(),
        ascii => u8::try_from(ascii).unwrap(),
    };
    text.chars().map(byte).collect()
}

fn in_utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[tokio::test]
async fn a_file_in_any_usual_encoding_is_imported_with_counts_and_its_broken_rows_are_named() {
    let server = TestServer::start().await;
    for bytes in [ROWS.as_bytes().to_vec(), in_utf16(ROWS), in_cp874(ROWS)] {
        let admin = server.new_organisation().await;
        let program = Program::on(&server.database_url());
        let file = program.data.path().join("clients.csv");
        std::fs::write(&file, bytes).unwrap();
        let words = ["import", file.to_str().unwrap(), "--as", &admin.session().me.email];
        let said = program.run(&words).await.unwrap();
        assert!(said.contains("2 clients were made, 0 rows were here already, 1 could not be read"), "{said}");
        assert!(line(&said, "line 3").contains("\"12\""), "{said}");
        let again = program.run(&words).await.unwrap();
        assert!(again.contains("0 clients were made, 2 rows were here already"), "{again}");
        let list: serde_json::Value = admin.get("/api/clients").await.read();
        assert!(list.to_string().contains("สมชาย ใจดี"), "{list}");
    }
}

#[tokio::test]
async fn what_cannot_be_imported_is_said_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let viewer = server.colleague(&admin, Role::Viewer).await;
    let program = Program::on(&server.database_url());
    let file = program.data.path().join("clients.csv");
    std::fs::write(&file, ROWS).unwrap();
    let picture = program.data.path().join("picture.csv");
    std::fs::write(&picture, [0x89, b'P', b'N', b'G', 0, 0, 0, 0]).unwrap();
    let (file, picture) = (file.to_str().unwrap(), picture.to_str().unwrap());
    let email = &admin.session().me.email;
    for (words, wrong) in [
        (["import", "/nowhere.csv", "--as", email], "No such file"),
        (["import", picture, "--as", email], "cannot be used"),
        (["import", file, "--as", "nobody@harbourside.example"], "no colleague signs in"),
        (["import", file, "--as", &viewer.session().me.email], "Forbidden"),
    ] {
        let said = program.run(&words).await.unwrap_err();
        assert!(said.contains(wrong), "{said}");
    }
    assert_eq!(count(&mut server.administrator().await, "clients").await, 0);
}

#[tokio::test]
async fn the_doctor_finds_everything_in_order_and_changes_nothing() {
    let server = TestServer::start().await;
    let program = Program::on(&server.database_url());
    let said = program.run(&["doctor", "--listen", "127.0.0.1:0"]).await.unwrap();
    assert_eq!(said.lines().filter(|line| line.starts_with("ok ")).count(), 8, "{said}");
    assert!(line(&said, "database").contains("as configured, up to date"), "{said}");
    let fresh = Program { database: None, data: tempfile::tempdir().unwrap() };
    assert!(line(&fresh.run(&["doctor", "--listen", "127.0.0.1:0"]).await.unwrap(), "database").contains("none yet"));
    assert!(!fresh.data.path().join("postgres").exists());
}

#[tokio::test]
async fn the_doctor_asks_ones_own_livekit_with_its_key_and_says_what_is_used_without_one() {
    let livekit = LiveKitServer::shared().await;
    let program = Program { database: None, data: tempfile::tempdir().unwrap() };
    let with = |url: &str, secret: &str| {
        let mut command = program.command(&["doctor", "--listen", "127.0.0.1:0", "--livekit-url", url]);
        command.env("LIVEKIT_API_KEY", livekit.key()).env("LIVEKIT_API_SECRET", secret);
        command
    };
    let said = spoken(with(&livekit.url(), livekit.secret()).output().await.unwrap()).unwrap();
    assert!(line(&said, "ok    calls").contains(&livekit.url()), "{said}");
    for (mut command, wrong) in [
        (with(&livekit.url(), "another secret, long enough to sign with"), "401"),
        (with("ws://127.0.0.1:9", livekit.secret()), "does not answer"),
    ] {
        let said = spoken(command.output().await.unwrap()).unwrap_err();
        assert!(line(&said, "WRONG calls").contains(wrong), "{said}");
        assert!(said.contains("correct LIVEKIT_URL"), "{said}");
    }
    let file = program.data.path().join("livekit-server");
    std::fs::write(&file, b"").unwrap();
    let file = format!("--livekit-server={}", file.display());
    for (word, expected) in [("--no-livekit", "none is to be started"), (&file, "a private one is used")] {
        let said = program.run(&["doctor", "--listen", "127.0.0.1:0", word]).await.unwrap();
        assert!(line(&said, "ok    calls").contains(expected), "{said}");
    }
}

#[tokio::test]
async fn the_doctor_says_of_each_thing_that_is_wrong_what_to_do() {
    let server = TestServer::start().await;
    let sound = Program::on(&server.database_url());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let empty = Program::on(&empty_database().await);
    let away = Program::on("postgres://office@127.0.0.1:9/leadline");
    let damaged = Program::on(&server.database_url());
    std::fs::write(damaged.data.path().join("access-token.key"), b"short").unwrap();
    let no_programs = |program: &Program| {
        let mut command = program.command(&["doctor", "--listen", "127.0.0.1:0"]);
        command.env("LEADLINE_PG_BIN", "/nowhere");
        command
    };
    let doctor = |program: &Program| program.command(&["doctor", "--listen", "127.0.0.1:0"]);
    let file = sound.data.path().join("a file");
    std::fs::write(&file, b"").unwrap();
    let mut no_folder = Command::new(env!("CARGO_BIN_EXE_leadline-server"));
    no_folder.args(["doctor", "--listen", "127.0.0.1:0", "--data"]).arg(file.join("below"));
    no_folder.env("DATABASE_URL", server.database_url());
    for (mut command, what, remedy) in [
        (no_folder, "WRONG data folder", "--data"),
        (doctor(&damaged), "WRONG signing key", "from a backup"),
        (no_programs(&sound), "WRONG pg_dump", "LEADLINE_PG_BIN"),
        (doctor(&away), "WRONG database", "correct DATABASE_URL"),
        (doctor(&empty), "WRONG database", "leadline-server migrate"),
        (sound.command(&["doctor", "--listen", &taken]), "WRONG address", "--listen"),
    ] {
        let said = spoken(command.output().await.unwrap()).unwrap_err();
        let mut lines = said.lines().skip_while(|line| !line.starts_with(what));
        assert!(lines.next().is_some(), "{what}: {said}");
        assert!(lines.next().unwrap().contains(remedy), "{what}: {said}");
    }
    assert_eq!(
        count(&mut connect(empty.database.as_ref().unwrap()).await, "pg_tables where schemaname = 'public'").await,
        0
    );
}
