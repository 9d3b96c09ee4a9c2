//! The throwaway cluster of this test program. It ends when the program ends, however it ends.

use leadline_server::database::migrate;
use leadline_server::private_postgres::{Durability, PrivatePostgres};
use sqlx::postgres::PgConnectOptions;
use tokio::sync::OnceCell;
use uuid::Uuid;

const TEMPLATE: &str = "template";

static CLUSTER: OnceCell<PrivatePostgres> = OnceCell::const_new();

/// The cluster, with a migrated template in it.
pub(crate) async fn cluster() -> &'static PrivatePostgres {
    CLUSTER
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder can be made").keep();
            let cluster =
                PrivatePostgres::start(&folder, Durability::Throwaway).await.expect("the test cluster starts");
            cluster.create_database(TEMPLATE, None).await.expect("a template database can be made");
            migrate(&cluster.administrator(TEMPLATE)).await.expect("the migrations run");
            cluster
        })
        .await
}

/// The address of a database nobody else uses and nothing is in, as its administrator signs in.
pub async fn empty_database() -> String {
    let cluster = cluster().await;
    let name = format!("test_{}", Uuid::new_v4().simple());
    cluster.create_database(&name, None).await.expect("a database can be made");
    url_of(&cluster.administrator(&name))
}

/// The address of a database on this machine, as PostgreSQL's own programs understand it too.
pub(crate) fn url_of(options: &PgConnectOptions) -> String {
    let socket = options.get_socket().expect("test clusters listen on sockets").display();
    let database = options.get_database().expect("every test has a database");
    format!("postgres:///{database}?host={socket}&user={}", options.get_username())
}

/// A database nobody else uses: how the server signs in, and how the administrator does.
pub(crate) async fn fresh_database() -> (PgConnectOptions, PgConnectOptions) {
    let cluster = cluster().await;
    let name = format!("test_{}", Uuid::new_v4().simple());
    cluster.create_database(&name, Some(TEMPLATE)).await.expect("a database can be copied");
    (cluster.login(&name), cluster.administrator(&name))
}
