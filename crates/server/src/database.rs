//! The one way to PostgreSQL: a transaction that first says for whom it acts.

mod migrations;

pub use migrations::{MigrationFault, Shape, make_roles, migrate, shape};

use crate::actor::Scope;
use crate::failure::{Served, is_away};
use crate::idempotency;
use futures_util::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Postgres};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::Instant;
use uuid::Uuid;

/// The role the server signs in as. It has no rights until a transaction takes a role.
pub const LOGIN: &str = "ll_login";
const ATTEMPTS: u32 = 5;
const ANNOUNCEMENTS: usize = 1024;

/// Whether a transaction may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The database itself refuses writes.
    Read,
    /// As [`Access::Read`], and every statement sees the same moment.
    Snapshot,
    /// Reads and writes.
    Write,
}

/// How the database is used.
#[derive(Clone, Debug)]
pub struct DatabaseOptions {
    /// Where it is and as whom to sign in.
    pub connect: PgConnectOptions,
    /// Most connections at a time.
    pub connections: u32,
    /// How long a request waits for a connection before it is told that the database is away.
    pub patience: Duration,
    /// Longest a statement may run.
    pub statement_timeout: Duration,
}

impl DatabaseOptions {
    /// The usual limits of a server process.
    pub fn new(connect: PgConnectOptions) -> Self {
        Self {
            connect,
            connections: 12,
            patience: Duration::from_millis(800),
            statement_timeout: Duration::from_secs(5),
        }
    }
}

/// An organisation has new rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The organisation.
    pub org_id: Uuid,
    /// Its version after the commit.
    pub version: i64,
}

/// The pool of connections. Copies share it.
#[derive(Clone, Debug)]
pub struct Database {
    pool: PgPool,
    /// How long a reading transaction may take, for when the database neither answers nor refuses.
    reads_within: Duration,
    announcements: broadcast::Sender<Announcement>,
}

impl Database {
    /// Connects when first needed, so that a server starts while its database is away.
    pub fn new(options: DatabaseOptions) -> Self {
        let timeout = options.statement_timeout.as_millis().to_string();
        let connect = options.connect.application_name("leadline-server").options([
            ("statement_timeout", timeout.as_str()),
            ("lock_timeout", timeout.as_str()),
            ("idle_in_transaction_session_timeout", timeout.as_str()),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(options.connections)
            .acquire_timeout(options.patience)
            // A dead connection is noticed when a transaction begins, without a round trip to ask first.
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // A login with rights of its own (a managed database) gives them up.
                    sqlx::raw_sql("set role ll_login").execute(connection).await.map(|_| ())
                })
            })
            .connect_lazy_with(connect);
        let reads_within = options.patience + options.statement_timeout;
        Self { pool, reads_within, announcements: broadcast::channel(ANNOUNCEMENTS).0 }
    }

    /// Runs `work` in one transaction and commits it if it succeeds. A transaction that clashed with another one is
    /// run again, so `work` must do nothing but read and write the database. It is written
    /// `|tx| Box::pin(async move { … })` and may borrow what lives around the call.
    pub async fn run<'env, T, F>(&self, scope: impl Into<Scope>, access: Access, mut work: F) -> Served<T>
    where
        F: for<'t> FnMut(&'t mut Tx<'env>) -> BoxFuture<'t, Served<T>>,
    {
        let scope = scope.into();
        let mut attempt = 1;
        loop {
            let outcome = match access {
                Access::Read => tokio::time::timeout(self.reads_within, self.attempt(&scope, access, &mut work))
                    .await
                    .unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut.into())),
                Access::Snapshot | Access::Write => self.attempt(&scope, access, &mut work).await,
            };
            match outcome {
                Err(fault) if fault.is_transient() && attempt < ATTEMPTS => {
                    let spread = rand::random_range(0..10 << attempt);
                    tokio::time::sleep(Duration::from_millis(spread)).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Begins a transaction that the caller commits. For streams and long imports; everything else uses
    /// [`Database::run`].
    pub async fn begin<'env>(&self, scope: impl Into<Scope>, access: Access) -> Served<Tx<'env>> {
        let mode = match access {
            Access::Read => "read only",
            Access::Snapshot => "isolation level repeatable read, read only",
            Access::Write => "read write",
        };
        let statements = format!("begin {mode}; {}", scope.into().enter(access == Access::Write));
        let deadline = Instant::now() + self.pool.options().get_acquire_timeout();
        loop {
            let begun =
                tokio::time::timeout_at(deadline, self.pool.begin_with(AssertSqlSafe(statements.clone()))).await;
            match begun {
                Ok(Ok(inner)) => {
                    return Ok(Tx {
                        inner,
                        announced: None,
                        announcements: self.announcements.clone(),
                        around: PhantomData,
                    });
                }
                // The pool still held a connection of before the database went away; the next one may be good.
                Ok(Err(fault)) if is_away(&fault) && Instant::now() < deadline => tokio::task::yield_now().await,
                Ok(Err(fault)) => return Err(fault.into()),
                Err(_) => return Err(sqlx::Error::PoolTimedOut.into()),
            }
        }
    }

    /// What this process commits, as it happens. A reader that is too slow is told that it missed something.
    pub fn announcements(&self) -> broadcast::Receiver<Announcement> {
        self.announcements.subscribe()
    }

    /// Tells every server process, through the database.
    pub async fn notify(&self, channel: &str, payload: &str) -> Served<()> {
        let mut tx = self.begin(Scope::SignIn, Access::Write).await?;
        // Nothing is stored, so there is nothing to wait for.
        sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
        sqlx::query("select pg_notify($1, $2)").bind(channel).bind(payload).execute(&mut *tx).await?;
        tx.commit().await
    }

    /// A connection of its own that hears what processes tell each other.
    pub async fn listener(&self) -> Served<PgListener> {
        let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with((*self.pool.connect_options()).clone());
        Ok(PgListener::connect_with(&pool).await?)
    }

    /// Connections open and connections idle.
    pub fn connections(&self) -> (u32, usize) {
        (self.pool.size(), self.pool.num_idle())
    }

    /// Waits for running transactions and closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn attempt<'env, T, F>(&self, scope: &Scope, access: Access, work: &mut F) -> Served<T>
    where
        F: for<'t> FnMut(&'t mut Tx<'env>) -> BoxFuture<'t, Served<T>>,
    {
        let mut tx = self.begin(*scope, access).await?;
        let claimed = access == Access::Write && idempotency::claim(&mut tx, scope).await?;
        let outcome = work(&mut tx).await?;
        if access != Access::Write {
            // Dropped, its end travels with the pool's next word to the connection and nobody waits for it.
            return Ok(outcome);
        }
        tx.commit().await?;
        if claimed {
            idempotency::claimed();
        }
        Ok(outcome)
    }
}

/// A transaction that acts for somebody. Dropped without a commit, it is undone. Dereferences to the connection that
/// queries are executed on: `query.execute(&mut **tx)`. `'env` is what the work may borrow.
#[derive(Debug)]
pub struct Tx<'env> {
    inner: sqlx::Transaction<'static, Postgres>,
    announced: Option<Announcement>,
    announcements: broadcast::Sender<Announcement>,
    around: PhantomData<&'env ()>,
}

impl Tx<'_> {
    /// Tells every device of the organisation, once this transaction is committed, that there is something new.
    pub fn announce(&mut self, org_id: Uuid, version: i64) {
        self.announced = Some(Announcement { org_id, version });
    }

    /// Continues the same transaction in another scope.
    pub async fn enter(&mut self, scope: impl Into<Scope>) -> Served<()> {
        sqlx::raw_sql(AssertSqlSafe(scope.into().enter(true))).execute(&mut *self.inner).await?;
        Ok(())
    }

    /// Makes what was done permanent and announces it.
    pub async fn commit(self) -> Served<()> {
        self.inner.commit().await?;
        if let Some(announcement) = self.announced {
            // Nobody listening is fine: devices ask for the version when they connect.
            let _ = self.announcements.send(announcement);
        }
        Ok(())
    }
}

impl Deref for Tx<'_> {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.inner
    }
}
impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}
