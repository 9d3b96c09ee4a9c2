//! `leadline-server backup` and `restore`, with PostgreSQL's own programs.

use leadline_server::Config;
use leadline_server::database::{make_roles, migrate};
use leadline_server::private_postgres::program;
use leadline_server::server::DatabasePlace;
use sqlx::{ConnectOptions, Connection};
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tokio::process::Command;

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
        let dumped = self.dump(&place).await;
        super::close(database, place).await?;
        dumped
    }

    async fn dump(&self, place: &DatabasePlace) -> Result<(), Box<dyn Error>> {
        let unfinished = self.folder.join("unfinished");
        let arguments: [&OsStr; 5] = [
            "--format=custom".as_ref(),
            "--file".as_ref(),
            unfinished.as_ref(),
            "--dbname".as_ref(),
            place.uri.as_ref(),
        ];
        run("pg_dump", &arguments).await?;
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
        let arguments: [&OsStr; 5] = [
            "--exit-on-error".as_ref(),
            "--single-transaction".as_ref(),
            "--dbname".as_ref(),
            place.uri.as_ref(),
            dump.as_ref(),
        ];
        run("pg_restore", &arguments).await?;
        let mut administrator = place.administrator.connect().await?;
        sqlx::query("update org_sync set epoch = gen_random_uuid()").execute(&mut administrator).await?;
        administrator.close().await?;
        migrate(&place.administrator).await?;
        restore_key(&self.folder.join(KEY), &self.config.data.join(KEY))?;
        println!("Everything from {} is back.", self.folder.display());
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
    if has_tables {
        let inhabited: bool =
            sqlx::query_scalar("select exists (select from organizations)").fetch_one(&mut administrator).await?;
        if inhabited {
            return Err("the database is not empty; restore into a new data folder or database".into());
        }
    }
    sqlx::raw_sql("drop schema if exists app cascade; drop schema if exists public cascade; create schema public")
        .execute(&mut administrator)
        .await?;
    administrator.close().await?;
    Ok(make_roles(&place.administrator).await?)
}

fn restore_key(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if from.exists() && !to.exists() {
        fs::copy(from, to)?;
        fs::set_permissions(to, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

async fn run(name: &'static str, arguments: &[&OsStr]) -> Result<(), Box<dyn Error>> {
    let output = Command::new(program(name).await?).args(arguments).output().await?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim()).into())
}
