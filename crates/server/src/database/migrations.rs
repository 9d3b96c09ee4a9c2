//! Bringing a database to this program's shape. Files are embedded, run once each, in order, under a lock; a file that
//! changed after it ran is refused.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/server");
const ROLES: &str = include_str!("../../../../migrations/server/roles.sql");

/// Why a database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationFault {
    /// Connecting or making the roles failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// A migration failed, changed after it ran, or is of a newer program.
    #[error(transparent)]
    Migration(#[from] MigrateError),
}

/// Makes the roles and runs the migrations that have not run. `administrator` may create roles.
pub async fn migrate(administrator: &PgConnectOptions) -> Result<(), MigrationFault> {
    make_roles(administrator).await?;
    let mut connection = administrator.connect().await?;
    sqlx::raw_sql("set client_min_messages = error; set role ll_owner").execute(&mut connection).await?;
    MIGRATIONS.run(&mut connection).await?;
    crate::rights::apply(&mut connection).await?;
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
