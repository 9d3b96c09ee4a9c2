//! `leadline-server doctor`: what works here and what does not, each with what to do.

use leadline_server::auth::signing_key;
use leadline_server::private_postgres::program;
use leadline_server::{Access, Config, Scope};
use std::error::Error;
use std::fmt::Display;
use tokio::net::TcpListener;

/// Checks everything a server needs.
pub async fn run(config: &Config) -> Result<(), Box<dyn Error>> {
    let mut works = true;
    let mut say = |what: &str, outcome: Result<String, String>| match outcome {
        Ok(found) => println!("ok    {what}: {found}"),
        Err(wrong) => {
            works = false;
            println!("WRONG {what}: {wrong}");
        }
    };
    say("data folder", std::fs::create_dir_all(&config.data).map(|()| config.data.display().to_string()).map_err(text));
    say(
        "signing key",
        signing_key::load_or_create(&config.data).map(|_| "readable by the server only".into()).map_err(text),
    );
    for name in ["postgres", "pg_dump", "pg_restore"] {
        say(name, program(name).await.map(|path| path.display().to_string()).map_err(text));
    }
    say("database", database(config).await);
    say("listener", TcpListener::bind(config.listen).await.map(|_| config.listen.to_string()).map_err(text));
    if works { Ok(()) } else { Err("something is wrong, see above".into()) }
}

async fn database(config: &Config) -> Result<String, String> {
    let kind = if config.database.database_url.is_some() { "as configured" } else { "own cluster" };
    let (database, place) = super::open(config).await.map_err(text)?;
    let version: Result<String, _> = database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move { Ok(sqlx::query_scalar("show server_version").fetch_one(&mut **tx).await?) })
        })
        .await;
    super::close(database, place).await.map_err(text)?;
    version.map(|version| format!("PostgreSQL {version}, {kind}, up to date")).map_err(text)
}

fn text(fault: impl Display) -> String {
    fault.to_string()
}
