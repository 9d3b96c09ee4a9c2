//! The reference of S1: an HTTP server that asks the database the way PostgREST does, in four round trips: begin, role
//! and settings, the query with JSON made by the database, commit. It checks no token.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::net::SocketAddr;
use uuid::Uuid;

#[derive(Clone)]
struct Caller {
    pool: PgPool,
    org: Uuid,
    person: Uuid,
}

/// Serves on a free port until the process ends.
pub async fn serve(connect: PgConnectOptions, org: Uuid, person: Uuid) -> std::io::Result<SocketAddr> {
    let pool = PgPoolOptions::new().max_connections(16).test_before_acquire(false).connect_lazy_with(connect);
    let routes =
        Router::new().route("/one/{id}", get(one)).route("/list", get(list)).with_state(Caller { pool, org, person });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(address)
}

async fn one(State(caller): State<Caller>, Path(id): Path<Uuid>) -> Result<Response, StatusCode> {
    let sql = "select coalesce(json_agg(c), '[]')::text from (select * from clients where id = $1 and org_id = $2) c";
    caller.ask(sql, Some(id)).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn list(State(caller): State<Caller>) -> Result<Response, StatusCode> {
    let sql = "select coalesce(json_agg(c), '[]')::text from (select * from clients
        where deleted_at is null and org_id = $2 and $1::uuid is null order by updated_at desc, id limit 50) c";
    caller.ask(sql, None).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

impl Caller {
    async fn ask(&self, sql: &'static str, id: Option<Uuid>) -> Result<Response, sqlx::Error> {
        let mut tx = self.pool.begin().await?;
        let settings = "select set_config('role', 'll_admin', true), set_config('app.org_id', $1, true),
            set_config('app.user_id', $2, true)";
        sqlx::query(settings).bind(self.org.to_string()).bind(self.person.to_string()).execute(&mut *tx).await?;
        let body: String = sqlx::query_scalar(sql).bind(id).bind(self.org).fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(Response::new(Body::from(body)))
    }
}
