//! The server's own cluster: made, joined, recovered and away.

use leadline_server::private_postgres::{ClusterFault, Durability, PrivatePostgres};
use sqlx::{ConnectOptions, Connection};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

async fn answers(cluster: &PrivatePostgres) {
    let mut connection = cluster.administrator("postgres").connect().await.expect("the cluster answers");
    let listens: String = sqlx::query_scalar("show listen_addresses").fetch_one(&mut connection).await.unwrap();
    let durable: String = sqlx::query_scalar("show fsync").fetch_one(&mut connection).await.unwrap();
    assert_eq!((listens.as_str(), durable.as_str()), ("", "on"));
    connection.close().await.unwrap();
}

async fn start(data: &Path) -> PrivatePostgres {
    PrivatePostgres::start(data, Durability::Full).await.expect("the cluster starts")
}

#[tokio::test]
async fn a_cluster_is_private_shared_and_stopped_by_the_last_to_leave() {
    let data = tempfile::tempdir().unwrap();
    let first = start(data.path()).await;
    answers(&first).await;
    let mode = fs::metadata(data.path().join("sockets")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let second = start(data.path()).await;
    first.stop().await.unwrap();
    answers(&second).await;
    let options = second.administrator("postgres");
    second.stop().await.unwrap();
    assert!(options.connect().await.is_err(), "nobody is left, so nothing runs");
}

#[tokio::test]
async fn what_a_crash_left_behind_does_not_keep_a_cluster_from_starting() {
    let data = tempfile::tempdir().unwrap();
    start(data.path()).await.stop().await.unwrap();
    // The number of a program that lives but is not PostgreSQL.
    fs::write(data.path().join("postgres/postmaster.pid"), format!("{}\n", std::process::id())).unwrap();
    fs::create_dir(data.path().join("postgres.unfinished")).unwrap();
    let again = start(data.path()).await;
    answers(&again).await;
    again.stop().await.unwrap();
}

#[tokio::test]
async fn data_of_another_major_version_is_refused_and_left_alone() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("postgres")).unwrap();
    let version = data.path().join("postgres/PG_VERSION");
    fs::write(&version, "9\n").unwrap();
    let refused = PrivatePostgres::start(data.path(), Durability::Full).await;
    assert!(matches!(refused, Err(ClusterFault::OtherVersion { .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(&version).unwrap(), "9\n");
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_works_all_the_same() {
    let data = tempfile::tempdir().unwrap();
    let deep = data.path().join("a-folder-with-a-rather-long-name".repeat(4));
    let cluster = start(&deep).await;
    answers(&cluster).await;
    cluster.stop().await.unwrap();
}
