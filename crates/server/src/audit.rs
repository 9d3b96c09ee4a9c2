//! The audit log: who did what that others may ask about later. The database refuses to change or remove entries.

use crate::actor::Actor;
use crate::auth::account::Account;
use crate::database::Tx;
use crate::failure::Served;
use crate::http::request;
use leadline_domain::Millis;
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
