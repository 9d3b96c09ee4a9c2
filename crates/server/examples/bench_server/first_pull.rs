//! The server's part of a first sync: every page, asked for one after the other. The reference is the same rows read
//! by the database's own administrator in one statement, without policies, packing or HTTP.

use crate::{Bench, tell};
use leadline_domain::Entity;
use leadline_protocol::codec;
use leadline_protocol::sync::{Page, Pull};
use leadline_server::records;
use reqwest::Method;
use serde_json::json;
use sqlx::AssertSqlSafe;
use std::time::Instant;
use uuid::Uuid;

const PAGE: u32 = 5_000;

pub async fn measure(bench: &Bench) -> Result<(), Box<dyn std::error::Error>> {
    let begun = Instant::now();
    let mut administrator = bench.server.administrator().await;
    let sql = format!("{} where org_id = $1", records::select(Entity::Client));
    let read = sqlx::query(AssertSqlSafe(sql)).bind(bench.org).fetch_all(&mut administrator).await?.len();
    let reference = begun.elapsed();
    let mut asked =
        Pull { protocol: 1, client_id: Uuid::now_v7(), epoch: None, since: vec![], floor: 0, max_rows: PAGE };
    let (mut rows, mut bytes, mut pages) = (0, 0, 0);
    let begun = Instant::now();
    loop {
        let request = bench.admin.request(Method::POST, "/v1/sync/pull");
        let request = request.header("content-type", codec::CONTENT_TYPE).body(codec::pack(&asked));
        let body = request.send().await?.error_for_status()?.bytes().await?;
        let page: Page = codec::unpack(&body)?;
        rows += page.rows.len();
        bytes += body.len();
        pages += 1;
        asked = Pull { epoch: Some(page.epoch), since: page.cursors, floor: page.floor, ..asked };
        if !page.more {
            break;
        }
    }
    let took = begun.elapsed();
    tell(&json!({
        "goal": "D4", "what": "every page of a first sync, server and unpacking", "rows": rows, "pages": pages,
        "seconds": took.as_secs_f64(), "rows_per_s": (rows as f64 / took.as_secs_f64()).round(),
        "bytes_per_row": bytes / rows.max(1),
        "reference": "one SELECT by the administrator", "reference_rows": read,
        "reference_seconds": reference.as_secs_f64(),
    }))?;
    Ok(())
}
