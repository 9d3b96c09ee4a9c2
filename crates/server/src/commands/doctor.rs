//! `leadline-server doctor`: what works here and what does not, each with what to do. It changes nothing but the data
//! folder, which it makes.

use leadline_server::auth::signing_key;
use leadline_server::config::CallConfig;
use leadline_server::database::{Database, DatabaseOptions, Shape, shape};
use leadline_server::private_livekit;
use leadline_server::private_postgres::program;
use leadline_server::server::DatabasePlace;
use leadline_server::{Access, Clock, Config, Scope};
use std::error::Error;
use std::fmt::Display;
use std::path::Path;
use tokio::net::TcpListener;

/// What a check found, or what is wrong and what to do about it.
type Found = Result<String, (String, &'static str)>;

const NAME_ANOTHER_FOLDER: &str = "name a folder this user may write to with --data";
const BRING_THE_KEY_BACK: &str =
    "copy access-token.key from a backup, or remove the file: a new one is made and everybody signs in again";
const INSTALL: &str =
    "install PostgreSQL 15 or newer with its client programs, or name their folder in LEADLINE_PG_BIN";
const START_THE_DATABASE: &str = "start PostgreSQL, or correct DATABASE_URL";
const LOOK_AT_ITS_LOG: &str = "postgres/server.log in the data folder says why";
const MIGRATE: &str =
    "run `leadline-server migrate`, with LEADLINE_MIGRATE_URL if the server's login may not create roles";
const UPDATE: &str = "install the newer leadline-server that wrote it";
const CORRECT_LIVEKIT: &str = "start LiveKit, or correct LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET";
const FREE_THE_ADDRESS: &str = "end what listens there, unless it is this server, or choose another one with --listen";

/// Checks everything a server needs.
pub async fn run(config: &Config) -> Result<(), Box<dyn Error>> {
    let mut works = true;
    let mut say = |what: &str, found: Found| match found {
        Ok(found) => println!("ok    {what}: {found}"),
        Err((wrong, remedy)) => {
            works = false;
            println!("WRONG {what}: {wrong}\n      {remedy}");
        }
    };
    say("data folder", data_folder(&config.data));
    let key = signing_key::load_or_create(&config.data);
    say("signing key", key.map(|_| "readable by the server only".to_owned()).map_err(but(BRING_THE_KEY_BACK)));
    for name in ["postgres", "pg_dump", "pg_restore"] {
        say(name, program(name).await.map(|path| path.display().to_string()).map_err(but(INSTALL)));
    }
    say("database", database(config).await);
    say("calls", calls(&config.calls).await);
    let listener = TcpListener::bind(config.listen).await;
    say("address", listener.map(|_| config.listen.to_string()).map_err(but(FREE_THE_ADDRESS)));
    if works { Ok(()) } else { Err("something is wrong, see above".into()) }
}

fn data_folder(folder: &Path) -> Found {
    let probe = folder.join("doctor.probe");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, b"probe"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map(|()| folder.display().to_string())
        .map_err(but(NAME_ANOTHER_FOLDER))
}

async fn database(config: &Config) -> Found {
    let own = config.database.database_url.is_none();
    if own && !config.data.join("postgres").exists() {
        return Ok("none yet; the first start makes it".to_owned());
    }
    let remedy = if own { LOOK_AT_ITS_LOG } else { START_THE_DATABASE };
    let place = DatabasePlace::open(config).await.map_err(but(remedy))?;
    let found = match shape(&place.login).await {
        Ok(Shape::Current) => described(&place, own).await,
        Ok(Shape::Earlier) => Err(("it is not of this program's shape yet".to_owned(), MIGRATE)),
        Ok(Shape::Newer) => Err(("it was written by a newer version of this program".to_owned(), UPDATE)),
        Err(fault) => Err(but(remedy)(fault)),
    };
    place.close().await.map_err(but(remedy))?;
    found
}

async fn described(place: &DatabasePlace, own: bool) -> Found {
    let database = Database::new(DatabaseOptions::new(place.login.clone()));
    let answer = database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select current_setting('server_version'), proleakproof from pg_proc
                    where oid = 'pg_catalog.textlike(text, text)'::regprocedure";
                Ok(sqlx::query_as(sql).fetch_one(&mut **tx).await?)
            })
        })
        .await;
    database.close().await;
    let (version, searches_by_index): (String, bool) = answer.map_err(but(START_THE_DATABASE))?;
    let kind = if own { "own cluster" } else { "as configured" };
    let search = if searches_by_index {
        ""
    } else {
        "; searches over the API read every row until a superuser says \
         `alter function pg_catalog.textlike(text, text) leakproof`"
    };
    Ok(format!("PostgreSQL {version}, {kind}, up to date{search}"))
}

/// One's own LiveKit is asked with its key; a private one is only looked for, because it starts with the server.
async fn calls(config: &CallConfig) -> Found {
    if let Some(livekit) = config.livekit() {
        let answer = livekit.answers(Clock::system().now()).await;
        return answer.map(|()| format!("they meet in {}", livekit.url)).map_err(but(CORRECT_LIVEKIT));
    }
    Ok(if config.no_livekit {
        "none; no LiveKit is configured and none is to be started".to_owned()
    } else if let Some(program) = private_livekit::program(config) {
        format!(
            "no LiveKit is configured, so a private one is used that only this machine reaches: {}",
            program.display()
        )
    } else {
        "none; no LiveKit is configured and there is no livekit-server on this machine".to_owned()
    })
}

/// What is wrong, with its remedy.
fn but<F: Display>(remedy: &'static str) -> impl FnOnce(F) -> (String, &'static str) {
    move |fault| (fault.to_string(), remedy)
}
