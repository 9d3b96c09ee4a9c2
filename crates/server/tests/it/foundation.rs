//! What everything else stands on: the login without rights, forced row-level security, the shell around requests.

use leadline_protocol::Code;
use leadline_protocol::auth::Hello;
use leadline_server::{Access, Scope};
use leadline_testkit::TestServer;
use sqlx::Connection;

#[tokio::test]
async fn a_server_says_what_it_is() {
    let server = TestServer::start().await;
    let hello: Hello = server.api().get("/api/hello").await.read();
    assert_eq!((hello.product.as_str(), hello.protocol), ("leadline", leadline_protocol::PROTOCOL));
    assert_eq!(hello.now, server.clock().now());
    server.api().get("/healthz").await.succeeded();
    server.api().get("/readyz").await.succeeded();
    server.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_refused_with_a_code_and_an_id() {
    let server = TestServer::start().await;
    let answer = server.api().get("/api/nothing").await;
    answer.refused(404, Code::NotFound);
    assert!(answer.body["request_id"].is_string());
}

#[tokio::test]
async fn outside_a_scope_the_servers_login_may_do_nothing() {
    let server = TestServer::start().await;
    let mut administrator = server.administrator().await;
    sqlx::raw_sql("set session authorization ll_login").execute(&mut administrator).await.unwrap();
    for statement in ["select * from users", "insert into organizations values (gen_random_uuid(), 'x', 'TH', 0)"] {
        let refused = sqlx::raw_sql(statement).execute(&mut administrator).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"), "{statement}");
    }
    let owner = sqlx::raw_sql("set role ll_owner").execute(&mut administrator).await;
    assert!(owner.is_err(), "the login must not become the owner");
    administrator.close().await.unwrap();
}

#[tokio::test]
async fn a_reading_transaction_cannot_write() {
    let server = TestServer::start().await;
    let outcome = server
        .app()
        .database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                sqlx::query("delete from sign_in_failures").execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await;
    assert!(outcome.is_err());
}

#[tokio::test]
async fn row_level_security_is_forced_on_every_table_and_names_its_roles() {
    let server = TestServer::start().await;
    let mut administrator = server.administrator().await;
    let open: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
         and relname <> '_sqlx_migrations' and not (relrowsecurity and relforcerowsecurity)",
    )
    .fetch_all(&mut administrator)
    .await
    .unwrap();
    assert_eq!(open, Vec::<String>::new());
    let public: Vec<String> =
        sqlx::query_scalar("select policyname::text from pg_policies where 'public' = any (roles)")
            .fetch_all(&mut administrator)
            .await
            .unwrap();
    assert_eq!(public, Vec::<String>::new());
    let grants: Vec<String> = sqlx::query_scalar(
        "select distinct table_name::text from information_schema.role_table_grants
         where grantee in ('ll_login', 'PUBLIC') and table_schema = 'public'",
    )
    .fetch_all(&mut administrator)
    .await
    .unwrap();
    assert_eq!(grants, Vec::<String>::new());
}
