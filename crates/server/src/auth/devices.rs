//! The devices somebody is signed in on: which there are, signing them out and having their data erased.

use super::account::Account;
use super::ended_sessions::Ended;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::{Access, Tx};
use crate::failure::Served;
use leadline_domain::{Millis, Role};
use leadline_protocol::Code;
use leadline_protocol::auth::Device;
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

/// Only the newest session of a device is one that its data came with; what was ordered of an older one, nobody would
/// ever report as done.
const ENDING: &str = "update sessions s set ended_at = coalesce(ended_at, $4),
        wipe_requested_at = case when $3 then coalesce(wipe_requested_at, $4) else wipe_requested_at end
    where user_id = $1 and ($2::uuid is null or device_id = $2) and (ended_at is null or $3 and wiped_at is null)
        and not exists (select from sessions later
            where later.user_id = s.user_id and later.device_id = s.device_id and later.id > s.id)
    returning id";

/// The devices a person is signed in on, and those that still have to erase their data: one's own, or for
/// administrators a colleague's.
pub async fn list(app: &App, actor: &Actor, of: Uuid) -> Served<Vec<Device>> {
    let rows = app
        .database
        .run(actor, Access::Read, |tx| {
            Box::pin(async move {
                allowed(tx, actor, of).await?;
                let sql = "select device_id, device_name, platform, app_version, host(address) as address, created_at,
                        last_seen_at, wipe_requested_at is not null as wipe_pending
                    from sessions
                    where user_id = $1 and (ended_at is null or wipe_requested_at is not null and wiped_at is null)
                    order by created_at desc, id desc";
                Ok(sqlx::query(sql).bind(of).fetch_all(&mut **tx).await?)
            })
        })
        .await?;
    let own = (of == actor.user_id).then_some(actor.device_id);
    rows.iter().map(|row| read(row, own)).collect()
}

/// Ends the session of one of a person's devices, and orders its data erased if `wipe`.
pub async fn end(app: &App, actor: &Actor, of: Uuid, device_id: Uuid, wipe: bool) -> Served<()> {
    let now = app.clock.now();
    let ended = app
        .database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                allowed(tx, actor, of).await?;
                let ended = end_sessions(tx, of, Some(device_id), wipe, now).await?;
                if ended.is_empty() {
                    return Err(Code::NotFound.into());
                }
                let action = if wipe { "device.wipe_ordered" } else { "device.signed_out" };
                let entry = Entry::by(actor, action, Some(device_id)).with(serde_json::json!({ "profile_id": of }));
                audit::write(tx, now, &entry).await?;
                Ok(ended)
            })
        })
        .await?;
    for ended in ended {
        app.ended_sessions.note(ended, now);
    }
    Ok(())
}

/// Whoever is let go keeps nothing of the organisation: each of their devices is to erase its data, those that were
/// signed out from elsewhere too.
pub async fn of_somebody_let_go(tx: &mut Tx<'_>, user_id: Uuid, now: Millis) -> Served<Vec<Ended>> {
    end_sessions(tx, user_id, None, true, now).await
}

/// Whoever is let back in keeps what a device of theirs never heard it should erase. What was ordered for another
/// reason, such as its loss, stays ordered.
pub async fn of_somebody_let_back_in(tx: &mut Tx<'_>, user_id: Uuid) -> Served<Vec<Ended>> {
    let sql = "update sessions set wipe_requested_at = null where user_id = $1 and wiped_at is null
            and wipe_requested_at = (select token_changed_at from users where id = $1)
        returning id";
    let ids: Vec<Uuid> = sqlx::query_scalar(sql).bind(user_id).fetch_all(&mut **tx).await?;
    Ok(ids.into_iter().map(|id| Ended::Session { id, wipe: false }).collect())
}

async fn end_sessions(
    tx: &mut Tx<'_>,
    of: Uuid,
    device_id: Option<Uuid>,
    wipe: bool,
    now: Millis,
) -> Served<Vec<Ended>> {
    let query = sqlx::query_scalar(ENDING).bind(of).bind(device_id).bind(wipe).bind(now);
    let ids: Vec<Uuid> = query.fetch_all(&mut **tx).await?;
    Ok(ids.into_iter().map(|id| Ended::Session { id, wipe }).collect())
}

/// Everybody sees to their own devices, administrators to those of the whole organisation.
async fn allowed(tx: &mut Tx<'_>, actor: &Actor, of: Uuid) -> Served<()> {
    if of == actor.user_id {
        return Ok(());
    }
    if actor.role != Role::Admin {
        return Err(Code::Forbidden.into());
    }
    Account::of_user(tx, of).await?.map(drop).ok_or_else(|| Code::NotFound.into())
}

fn read(row: &PgRow, own: Option<Uuid>) -> Served<Device> {
    let id = row.try_get("device_id")?;
    Ok(Device {
        id,
        name: row.try_get("device_name")?,
        platform: row.try_get("platform")?,
        app_version: row.try_get("app_version")?,
        address: row.try_get("address")?,
        created_at: row.try_get("created_at")?,
        last_seen_at: row.try_get("last_seen_at")?,
        current: own == Some(id),
        wipe_pending: row.try_get("wipe_pending")?,
    })
}
