//! The audit log: who did what that others may ask about later. The database refuses to change or remove entries, and
//! shows an organisation's to its administrators alone.

use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::auth::account::Account;
use crate::database::{Access, Database, Tx};
use crate::failure::Served;
use crate::http::request;
use leadline_domain::Millis;
use leadline_protocol::audit::{AuditEntry, AuditName, AuditPage};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

/// One line.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    org_id: Uuid,
    actor_id: Option<Uuid>,
    device_id: Option<Uuid>,
    request_id: Option<Uuid>,
    action: &'a str,
    subject_id: Option<Uuid>,
    detail: serde_json::Value,
}

impl<'a> Entry<'a> {
    /// Something a signed-in person did.
    pub fn by(actor: &Actor, action: &'a str, subject_id: Option<Uuid>) -> Self {
        Self {
            org_id: actor.org_id,
            actor_id: Some(actor.user_id),
            device_id: Some(actor.device_id),
            request_id: Some(actor.request_id),
            action,
            subject_id,
            detail: serde_json::json!({}),
        }
    }

    /// Something somebody did who was just recognised.
    pub fn by_account(account: &Account, device_id: Uuid, action: &'a str, subject_id: Uuid) -> Self {
        Self {
            org_id: account.org_id,
            actor_id: Some(account.user_id),
            device_id: Some(device_id),
            request_id: request::id(),
            action,
            subject_id: Some(subject_id),
            detail: serde_json::json!({}),
        }
    }

    /// Something done to an account by whoever runs the server, on its command line.
    pub fn by_operator(account: &Account, action: &'a str) -> Self {
        Self {
            org_id: account.org_id,
            actor_id: None,
            device_id: None,
            request_id: None,
            action,
            subject_id: Some(account.user_id),
            detail: serde_json::json!({}),
        }
    }

    /// Something a customer did in the portal.
    pub fn by_customer(org_id: Uuid, customer_id: Uuid, action: &'a str) -> Self {
        Self {
            org_id,
            actor_id: None,
            device_id: None,
            request_id: request::id(),
            action,
            subject_id: Some(customer_id),
            detail: serde_json::json!({}),
        }
    }

    /// With what changed.
    pub fn with(self, detail: serde_json::Value) -> Self {
        Self { detail, ..self }
    }
}

/// Adds a line.
pub async fn write(tx: &mut Tx<'_>, now: Millis, entry: &Entry<'_>) -> Served<()> {
    sqlx::query(
        "insert into audit_log (org_id, actor_id, device_id, request_id, action, subject_id, detail, at, address)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::inet)",
    )
    .bind(entry.org_id)
    .bind(entry.actor_id)
    .bind(entry.device_id)
    .bind(entry.request_id)
    .bind(entry.action)
    .bind(entry.subject_id)
    .bind(&entry.detail)
    .bind(now)
    .bind(request::address().map(|address| address.to_string()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds a line to the log of every organisation, for what whoever runs the server did to all of them at once.
pub async fn write_everywhere(database: &Database, now: Millis, action: &str) -> Served<()> {
    database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "insert into audit_log (org_id, action, at) select id, $1, $2 from organizations";
                sqlx::query(sql).bind(action).bind(now).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await
}

/// Which lines are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Older than this one.
    pub before: Option<i64>,
    /// Only of this action.
    pub action: Option<&'a str>,
    /// Only what this person did.
    pub actor: Option<Uuid>,
    /// Most lines in the answer.
    pub limit: u32,
}

/// A device is called what it was at its last sign-in.
const SELECT: &str = "select a.id, a.at, a.action, a.actor_id, u.name as actor_name, a.device_id, s.device_name,
        a.subject_id, host(a.address) as address, a.request_id, a.detail
    from audit_log a
    left join users u on u.org_id = a.org_id and u.id = a.actor_id
    left join lateral (
        select device_name from sessions s
        where s.org_id = a.org_id and s.user_id = a.actor_id and s.device_id = a.device_id order by s.id desc limit 1
    ) s on true
    where a.org_id = $1 and ($2::bigint is null or a.id < $2) and ($3::text is null or a.action = $3)
        and ($4::uuid is null or a.actor_id = $4)
    order by a.id desc limit $5";

/// Reads lines of the organisation, newest first.
pub async fn read(app: &App, actor: &Actor, asked: Asked<'_>) -> Served<AuditPage> {
    let rows = app
        .database
        .run(actor, Access::Read, |tx| {
            Box::pin(async move {
                let query = sqlx::query(SELECT).bind(actor.org_id).bind(asked.before).bind(asked.action);
                let query = query.bind(asked.actor).bind(i64::from(asked.limit) + 1);
                Ok(query.fetch_all(&mut **tx).await?)
            })
        })
        .await?;
    let limit = asked.limit as usize;
    let entries = rows.iter().take(limit).map(entry).collect::<Served<_>>()?;
    Ok(AuditPage { entries, more: rows.len() > limit })
}

fn entry(row: &PgRow) -> Served<AuditEntry> {
    let named = |id: Option<Uuid>, name| id.map(|id| AuditName { id, name });
    Ok(AuditEntry {
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        action: row.try_get("action")?,
        actor: named(row.try_get("actor_id")?, row.try_get("actor_name")?),
        device: named(row.try_get("device_id")?, row.try_get("device_name")?),
        subject_id: row.try_get("subject_id")?,
        address: row.try_get("address")?,
        request_id: row.try_get("request_id")?,
        detail: row.try_get("detail")?,
    })
}
