//! D4 through the server, and D2 against `pg_trgm` on the same rows: the organisation that the demo invents, on one
//! device, and in the PostgreSQL it came from.

use crate::{Desk, Outcome, Times, tell};
use leadline_cache::Cache;
use leadline_domain::filter::{Filter, Sort, Viewpoint};
use leadline_domain::text;
use leadline_server::demo::{Demo, PASSWORD};
use leadline_testkit::{Api, TestServer, new_device};
use serde_json::json;
use std::time::Instant;
use uuid::Uuid;

const ADMINISTRATOR: &str = "kanya@tawan.example";
const TERMS: usize = 200;
/// Terms that PostgreSQL is asked for as well; it takes long over some.
const REFERENCE_TERMS: usize = 20;
/// As many as the palette asks for.
const LIMIT: u32 = 8;
/// Rows that search terms are cut from.
const SOURCES: u32 = 2_000;

/// Measures D4 and D2.
pub(crate) async fn measure(leads: u32) -> Outcome<()> {
    let server = TestServer::start().await;
    let at = server.clock().now();
    Demo { clients: leads, seed: 1, at }
        .make(&server.app().database, |_| {})
        .await
        .map_err(|fault| format!("{fault:?}"))?;
    let api = sign_in(&server).await;
    let folder = tempfile::tempdir()?;
    let begun = Instant::now();
    let desk = Desk::open(&api, &server.url(), &folder.path().join("cache.db")).await?;
    let seconds = begun.elapsed().as_secs_f64();
    tell(&json!({ "goal": "D4", "what": "first sync through the server", "leads": leads, "seconds": seconds }))?;
    while desk.cache.index_more(2_000)? {}
    compare(&server, &desk.cache, leads).await
}

async fn sign_in(server: &TestServer) -> Api {
    let request = json!({ "email": ADMINISTRATOR, "password": PASSWORD, "device": new_device("bench") });
    let session = server.api().post("/api/auth/login", &request).await.read();
    server.api().signed_in(session)
}

async fn compare(server: &TestServer, cache: &Cache, leads: u32) -> Outcome<()> {
    let mut database = server.administrator().await;
    sqlx::query("vacuum analyze clients").execute(&mut database).await?;
    let texts = texts(cache)?;
    for length in 1..=12 {
        let (mut ours, mut reference) = (Times::default(), Times::default());
        let long_enough: Vec<&String> = texts.iter().filter(|text| text.chars().count() >= length).collect();
        for (nth, whole) in long_enough.iter().step_by((long_enough.len() / TERMS).max(1)).take(TERMS).enumerate() {
            let term: String = whole.chars().take(length).collect();
            let begun = Instant::now();
            cache.search(&term, LIMIT)?;
            ours.note(begun);
            if nth % (TERMS / REFERENCE_TERMS) == 0 {
                let sql = "select id from clients where deleted_at is null and searchable like $1
                    order by updated_at desc limit $2";
                let like = format!("%{}%", text::search_term(&term).replace(['%', '_'], ""));
                let begun = Instant::now();
                let _found: Vec<Uuid> =
                    sqlx::query_scalar(sql).bind(like).bind(i64::from(LIMIT)).fetch_all(&mut database).await?;
                reference.note(begun);
            }
        }
        tell(&json!({ "goal": "D2", "characters": length, "leads": leads, "ms": ours.told(),
            "reference": "pg_trgm on the same rows", "reference_ms": reference.told() }))?;
    }
    Ok(())
}

/// Names, companies and e-mail addresses from all over the list.
fn texts(cache: &Cache) -> Outcome<Vec<String>> {
    let sort = Sort { field: "name".to_owned(), descending: false };
    let everything = cache.open_view(&Filter::everything(), &sort, Viewpoint { me: Uuid::nil(), today: 0 })?;
    let step = (everything.total / SOURCES).max(1) as usize;
    let mut texts = Vec::new();
    for offset in (0..everything.total).step_by(step) {
        for row in cache.view_rows(everything.view, offset, 1)?.rows {
            texts.extend([Some(row.name), row.company_name, row.email].into_iter().flatten());
        }
    }
    cache.close_view(everything.view);
    Ok(texts)
}
