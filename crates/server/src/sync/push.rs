//! Edits made on a device, done exactly once however often they arrive (R10).

use crate::actor::{Actor, Scope};
use crate::database::Tx;
use crate::failure::{Failure, Served};
use crate::records::{self, Edit, Writing};
use leadline_domain::Millis;
use leadline_protocol::sync::{MAX_PUSH_MUTATIONS, Outcome, Push, PushResult, Pushed};
use leadline_protocol::{Code, MIN_PROTOCOL};
use std::collections::HashMap;
use uuid::Uuid;

/// How far back a device may date an edit it made without a network.
const OLDEST_EDIT: Millis = 30 * 86_400_000;

/// What became of mutations that came before.
#[derive(Default)]
struct Answered {
    by_id: HashMap<Uuid, Outcome>,
    id_at: HashMap<i64, Uuid>,
}

/// Mutations to be remembered, as columns.
#[derive(Default)]
struct Memory {
    ids: Vec<Uuid>,
    seqs: Vec<i64>,
    outcomes: Vec<Vec<u8>>,
}

/// Does the edits in one transaction and under one version, each behind a savepoint of its own.
pub async fn push(tx: &mut Tx<'_>, actor: &Actor, push: &Push, now: Millis) -> Served<Pushed> {
    if push.protocol < MIN_PROTOCOL {
        return Err(Code::UpgradeRequired.into());
    }
    if push.mutations.len() > MAX_PUSH_MUTATIONS {
        return Err(Code::TooLarge.into());
    }
    let (epoch, version) = order(tx, actor.org_id).await?;
    let mut pushed = Pushed { epoch, version, results: Vec::new(), now };
    if push.epoch.is_some_and(|held| held != epoch) {
        return Ok(pushed);
    }
    tx.enter(Scope::System { org_id: actor.org_id }).await?;
    let (owner, mut last_seq) = sync_client(tx, actor, push.client_id, now).await?;
    let mut answered = answered(tx, actor, push).await?;
    tx.enter(actor).await?;
    let mut memory = Memory::default();
    let mut writing = Writing::new(actor.org_id, actor.user_id, now);
    for mutation in &push.mutations {
        let out_of_order = mutation.seq < 1 || mutation.seq > last_seq + 1;
        let another_there = answered.id_at.get(&mutation.seq).is_some_and(|id| *id != mutation.id);
        let outcome = if owner != actor.user_id || out_of_order || another_there {
            Outcome::Forked
        } else if let Some(outcome) = answered.by_id.get(&mutation.id) {
            // Under a new client id after a copy or a restored server, the number is new and the edit is not.
            last_seq = last_seq.max(mutation.seq);
            outcome.clone()
        } else if mutation.seq <= last_seq {
            // Done so long ago that only the number is remembered.
            Outcome::Applied
        } else {
            writing.at = mutation.at.clamp(now - OLDEST_EDIT, now);
            let edit = Edit {
                entity: mutation.entity,
                record: mutation.record,
                op: &mutation.op,
                cause: mutation.id,
                role: actor.role,
            };
            let outcome = records::attempt(tx, &mut writing, edit).await?;
            last_seq = mutation.seq;
            memory.ids.push(mutation.id);
            memory.seqs.push(mutation.seq);
            memory.outcomes.push(rmp_serde::to_vec_named(&outcome).map_err(Failure::inside("keeping an outcome"))?);
            answered.by_id.insert(mutation.id, outcome.clone());
            outcome
        };
        let stop = outcome == Outcome::Forked;
        pushed.results.push(PushResult { seq: mutation.seq, outcome });
        if stop {
            break;
        }
    }
    if owner == actor.user_id {
        pushed.version = finish(tx, actor, push.client_id, writing, memory, last_seq, now).await?;
    }
    Ok(pushed)
}

async fn order(tx: &mut Tx<'_>, org: Uuid) -> Served<(Uuid, i64)> {
    let sql = "select epoch, version from org_sync where org_id = $1";
    Ok(sqlx::query_as(sql).bind(org).fetch_one(&mut **tx).await?)
}

/// The cache file's owner and the last number it used. Its row stays locked, so that two pushes of the same file wait
/// for each other.
async fn sync_client(tx: &mut Tx<'_>, actor: &Actor, client: Uuid, now: Millis) -> Served<(Uuid, i64)> {
    let sql = "insert into sync_client (client_id, org_id, profile_id, last_seq, seen_at) values ($1, $2, $3, 0, $4)
        on conflict (client_id) do update set seen_at = excluded.seen_at returning profile_id, last_seq";
    let query = sqlx::query_as(sql).bind(client).bind(actor.org_id).bind(actor.user_id).bind(now);
    Ok(query.fetch_one(&mut **tx).await?)
}

async fn answered(tx: &mut Tx<'_>, actor: &Actor, push: &Push) -> Served<Answered> {
    let ids: Vec<Uuid> = push.mutations.iter().map(|mutation| mutation.id).collect();
    let seqs: Vec<i64> = push.mutations.iter().map(|mutation| mutation.seq).collect();
    let sql = "select id, client_id, seq, outcome from mutation where profile_id = $1 and id = any($2)
        union select id, client_id, seq, outcome from mutation where client_id = $3 and seq = any($4)";
    let query = sqlx::query_as(sql).bind(actor.user_id).bind(ids).bind(push.client_id).bind(seqs);
    let rows: Vec<(Uuid, Uuid, i64, Vec<u8>)> = query.fetch_all(&mut **tx).await?;
    let mut answered = Answered::default();
    for (id, client, seq, outcome) in rows {
        let outcome = rmp_serde::from_slice(&outcome).map_err(Failure::inside("reading a kept outcome"))?;
        answered.by_id.insert(id, outcome);
        if client == push.client_id {
            answered.id_at.insert(seq, id);
        }
    }
    Ok(answered)
}

async fn finish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    client: Uuid,
    writing: Writing,
    memory: Memory,
    last_seq: i64,
    now: Millis,
) -> Served<i64> {
    let version = match writing.finish(tx).await? {
        Some(version) => version,
        None => {
            tx.enter(Scope::System { org_id: actor.org_id }).await?;
            order(tx, actor.org_id).await?.1
        }
    };
    if !memory.ids.is_empty() {
        let sql = "insert into mutation (org_id, profile_id, client_id, version, at, id, seq, outcome)
            select $1, $2, $3, $4, $5, * from unnest($6::uuid[], $7::bigint[], $8::bytea[])";
        sqlx::query(sql)
            .bind(actor.org_id)
            .bind(actor.user_id)
            .bind(client)
            .bind(version)
            .bind(now)
            .bind(memory.ids)
            .bind(memory.seqs)
            .bind(memory.outcomes)
            .execute(&mut **tx)
            .await
            .map_err(sent_twice_at_once)?;
    }
    let sql = "update sync_client set last_seq = $2 where client_id = $1 and last_seq < $2";
    sqlx::query(sql).bind(client).bind(last_seq).execute(&mut **tx).await?;
    Ok(version)
}

/// A copy of the cache file sent the same edit at the same moment and was first; the next try finds its outcome.
fn sent_twice_at_once(fault: sqlx::Error) -> Failure {
    match Failure::from(fault) {
        failure if failure.constraint() == Some("mutation_pkey") => Code::Unavailable.into(),
        failure => failure,
    }
}
