//! `leadline-server backup` and `restore`, with PostgreSQL's own programs.

use leadline_server::database::{DatabaseOptions, make_roles, migrate};
use leadline_server::private_postgres::program;
use leadline_server::server::DatabasePlace;
use leadline_server::{Access, Clock, Config, Database, Scope, audit};
use percent_encoding::percent_decode_str;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tokio::process::Command;
use url::Url;
use uuid::Uuid;

const DUMP: &str = "leadline.dump";
const KEY: &str = "access-token.key";

/// Write everything into a folder
#[derive(clap::Args)]
pub struct Backup {
    /// A folder that is made, or is empty
    folder: PathBuf,
    #[command(flatten)]
    config: Config,
}

/// Bring everything back from a folder, into an empty database
#[derive(clap::Args)]
pub struct Restore {
    /// The folder a backup wrote
    folder: PathBuf,
    #[command(flatten)]
    config: Config,
}

impl Backup {
    /// Writes the database as it is at one moment, and the signing key.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(&self.folder)?;
        fs::set_permissions(&self.folder, fs::Permissions::from_mode(0o700))?;
        if fs::read_dir(&self.folder)?.next().is_some() {
            return Err(format!("{} is not empty", self.folder.display()).into());
        }
        let (database, place) = super::open(&self.config).await?;
        let dumped = self.copy(&database, &place).await;
        super::close(database, place).await?;
        dumped
    }

    /// Notes first that everything is about to be copied, so that no copy is without its line, and each has it inside.
    async fn copy(&self, database: &Database, place: &DatabasePlace) -> Result<(), Box<dyn Error>> {
        audit::write_everywhere(database, Clock::system().now(), "backup.begun").await?;
        self.dump(place).await
    }

    async fn dump(&self, place: &DatabasePlace) -> Result<(), Box<dyn Error>> {
        let unfinished = self.folder.join("unfinished");
        // As the role that the policies let read everything; an administrator who is no superuser cannot.
        let arguments: [&OsStr; 5] = [
            "--format=custom".as_ref(),
            "--role=ll_backup".as_ref(),
            "--enable-row-security".as_ref(),
            "--file".as_ref(),
            unfinished.as_ref(),
        ];
        if let Err(fault) = run("pg_dump", place, &arguments).await {
            // A folder that holds something would not be used the next time.
            let _ = fs::remove_file(&unfinished);
            return Err(fault);
        }
        fs::rename(&unfinished, self.folder.join(DUMP))?;
        let key = self.config.data.join(KEY);
        if key.exists() {
            fs::copy(&key, self.folder.join(KEY))?;
        }
        println!("Everything is in {}", self.folder.display());
        Ok(())
    }
}

impl Restore {
    /// Brings the database back under new epochs, so that devices which saw later changes than the backup fetch
    /// everything again and send their own edits once more.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let dump = self.folder.join(DUMP);
        if !dump.is_file() {
            return Err(format!("{} holds no backup", self.folder.display()).into());
        }
        let place = DatabasePlace::open(&self.config).await?;
        let restored = self.bring_back(&dump, &place).await;
        place.close().await?;
        restored
    }

    async fn bring_back(&self, dump: &Path, place: &DatabasePlace) -> Result<(), Box<dyn Error>> {
        empty(place).await?;
        let arguments: [&OsStr; 3] = ["--exit-on-error".as_ref(), "--single-transaction".as_ref(), dump.as_ref()];
        run("pg_restore", place, &arguments).await?;
        migrate(&place.administrator).await?;
        let organisations = begin_new_epochs(place).await?;
        restore_key(&self.folder.join(KEY), &self.config.data.join(KEY))?;
        println!("Everything from {} is back, of {organisations} organisations.", self.folder.display());
        println!("Devices fetch it again and send once more what they have not seen arrive.");
        Ok(())
    }
}

/// Makes room for the backup's own tables; refused if anybody is in the database.
async fn empty(place: &DatabasePlace) -> Result<(), Box<dyn Error>> {
    make_roles(&place.administrator).await?;
    let mut administrator = place.administrator.connect().await?;
    let has_tables: bool = sqlx::query_scalar("select to_regclass('public.organizations') is not null")
        .fetch_one(&mut administrator)
        .await?;
    if has_tables && !organisations(&mut administrator).await?.is_empty() {
        return Err("the database is not empty; restore into a new data folder or database".into());
    }
    sqlx::raw_sql("drop schema if exists app cascade; drop schema if exists public cascade; create schema public")
        .execute(&mut administrator)
        .await?;
    administrator.close().await?;
    Ok(make_roles(&place.administrator).await?)
}

/// Every organisation, as the role from which the policies hide none.
async fn organisations(administrator: &mut PgConnection) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::raw_sql("set role ll_backup").execute(&mut *administrator).await?;
    let organisations = sqlx::query_scalar("select id from organizations").fetch_all(&mut *administrator).await?;
    sqlx::raw_sql("reset role").execute(administrator).await?;
    Ok(organisations)
}

/// Tells devices that history went back (R11), and whoever reads the audit log.
async fn begin_new_epochs(place: &DatabasePlace) -> Result<usize, Box<dyn Error>> {
    let mut administrator = place.administrator.connect().await?;
    let organisations = organisations(&mut administrator).await?;
    administrator.close().await?;
    let database = Database::new(DatabaseOptions::new(place.login.clone()));
    for org_id in &organisations {
        let begun = database
            .run(Scope::System { org_id: *org_id }, Access::Write, |tx| {
                Box::pin(async move {
                    let sql = "update org_sync set epoch = gen_random_uuid() where org_id = $1";
                    Ok(sqlx::query(sql).bind(org_id).execute(&mut **tx).await?.rows_affected())
                })
            })
            .await?;
        if begun != 1 {
            return Err(format!("organisation {org_id} has no place in the order of changes").into());
        }
    }
    audit::write_everywhere(&database, Clock::system().now(), "backup.restored").await?;
    database.close().await;
    Ok(organisations.len())
}

fn restore_key(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if from.exists() && !to.exists() {
        fs::copy(from, to)?;
        fs::set_permissions(to, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// Runs one of PostgreSQL's programs as the administrator. A password goes through the environment, because everybody
/// on a machine can read a program's arguments.
async fn run(name: &'static str, place: &DatabasePlace, arguments: &[&OsStr]) -> Result<(), Box<dyn Error>> {
    let (uri, password) = without_password(&place.uri);
    let mut command = Command::new(program(name).await?);
    command.args(["--dbname", &uri]).args(arguments);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let output = command.output().await?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim()).into())
}

/// The address without its password, and the password.
fn without_password(uri: &str) -> (String, Option<String>) {
    let Ok(mut url) = Url::parse(uri) else { return (uri.to_owned(), None) };
    let password = url.password().map(|coded| percent_decode_str(coded).decode_utf8_lossy().into_owned());
    if password.is_none() || url.set_password(None).is_err() {
        return (uri.to_owned(), None);
    }
    (url.into(), password)
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_not_left_where_others_can_read_it() {
        let (uri, password) = without_password("postgres://office:s%40fe@db.example:5433/leadline?sslmode=require");
        assert_eq!(uri, "postgres://office@db.example:5433/leadline?sslmode=require");
        assert_eq!(password.as_deref(), Some("s@fe"));
        let own = "host='/var/lib/leadline/sockets' user='postgres' dbname='leadline'";
        assert_eq!(without_password(own), (own.to_owned(), None));
    }
}
