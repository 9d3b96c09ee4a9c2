//! Bringing a database to this program's shape. Files are embedded, run once each, in order, under a lock; a file that
//! changed after it ran is refused.

use crate::rights;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/server");
const ROLES: &str = include_str!("../../../../migrations/server/roles.sql");

/// Why a database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationFault {
    /// Connecting or making the roles failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// A migration failed.
    #[error(transparent)]
    Migration(MigrateError),
    /// It was written by a newer program.
    #[error("it was written by a newer version of this program, which alone can use it; nothing was changed")]
    Newer,
    /// What ran is not what this program would run.
    #[error("migration {0} is not the one that ran here; nothing was changed")]
    Other(i64),
}

impl From<MigrateError> for MigrationFault {
    fn from(fault: MigrateError) -> Self {
        match fault {
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::VersionMismatch(version) => Self::Other(version),
            fault => Self::Migration(fault),
        }
    }
}

/// How a database stands to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Of its shape.
    Current,
    /// Empty, or of an earlier one.
    Earlier,
    /// Of a later one.
    Newer,
}

/// Looks at a database as the server's own login, and changes nothing.
pub async fn shape(login: &PgConnectOptions) -> Result<Shape, sqlx::Error> {
    let mut connection = login.connect().await?;
    let shape = match shape_of(&mut connection).await {
        Err(sqlx::Error::Database(fault)) if is_made_later(fault.code().as_deref()) => Ok(Shape::Earlier),
        shape => shape,
    };
    connection.close().await?;
    shape
}

/// No such table or role, or no right to it yet.
fn is_made_later(code: Option<&str>) -> bool {
    matches!(code, Some("42P01" | "22023" | "42501"))
}

async fn shape_of(connection: &mut PgConnection) -> Result<Shape, sqlx::Error> {
    sqlx::raw_sql("set role ll_auth").execute(&mut *connection).await?;
    let sql = "select version, checksum from _sqlx_migrations where success order by version";
    let ran: Vec<(i64, Vec<u8>)> = sqlx::query_as(sql).fetch_all(&mut *connection).await?;
    let known: Vec<(i64, Vec<u8>)> =
        MIGRATIONS.iter().map(|migration| (migration.version, migration.checksum.to_vec())).collect();
    if ran.iter().any(|(version, _)| known.iter().all(|(of_ours, _)| of_ours != version)) {
        return Ok(Shape::Newer);
    }
    let is_current = ran == known && rights::are_in_place(connection).await?;
    Ok(if is_current { Shape::Current } else { Shape::Earlier })
}

/// Makes the roles and runs the migrations that have not run. `administrator` may create roles.
pub async fn migrate(administrator: &PgConnectOptions) -> Result<(), MigrationFault> {
    make_roles(administrator).await?;
    let mut connection = administrator.connect().await?;
    sqlx::raw_sql("set client_min_messages = error; set role ll_owner").execute(&mut connection).await?;
    MIGRATIONS.run(&mut connection).await?;
    sqlx::raw_sql("grant select on _sqlx_migrations to ll_auth, ll_backup").execute(&mut connection).await?;
    rights::apply(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

/// Makes the roles that are missing, and lets them into the database.
pub async fn make_roles(administrator: &PgConnectOptions) -> Result<(), MigrationFault> {
    let mut connection = administrator.connect().await?;
    sqlx::raw_sql("set client_min_messages = warning").execute(&mut connection).await?;
    sqlx::raw_sql(ROLES).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
