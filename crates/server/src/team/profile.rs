//! What colleagues and devices see of a person: a synced record under the person's own id, written together with the
//! account so that the two never differ.

use crate::actor::Scope;
use crate::auth::account::Account;
use crate::database::Tx;
use crate::failure::Served;
use crate::records::{self, NewRecord, Writing};
use leadline_domain::{Entity, Millis, Value};
use leadline_protocol::Code;
use uuid::Uuid;

/// Makes the profiles of new accounts of one organisation. A transaction does this or [`update`] once, as its last
/// step: afterwards it is in the system's scope, and other writers of the organisation wait for it.
pub async fn create(tx: &mut Tx<'_>, accounts: &[Account], by: Uuid, now: Millis) -> Served<()> {
    let Some(first) = accounts.first() else { return Ok(()) };
    tx.enter(Scope::System { org_id: first.org_id }).await?;
    let mut writing = Writing::new(first.org_id, by, now);
    let profile = |account: &Account| NewRecord { id: account.user_id, by, at: now, values: values(account) };
    writing.insert(tx, Entity::Profile, accounts.iter().map(profile).collect()).await?;
    writing.finish(tx).await?;
    Ok(())
}

/// Brings the profile to what the account is now. Ends like [`create`].
pub async fn update(tx: &mut Tx<'_>, account: &Account, by: Uuid, now: Millis) -> Served<()> {
    tx.enter(Scope::System { org_id: account.org_id }).await?;
    let stored =
        records::by_id(tx, Entity::Profile, account.org_id, account.user_id, true).await?.ok_or(Code::NotFound)?;
    let locale = Entity::Profile.position("locale");
    let changed: Vec<(usize, Value)> = values(account)
        .into_iter()
        .enumerate()
        .filter(|(at, value)| Some(*at) != locale && stored.values[*at] != *value)
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut writing = Writing::new(account.org_id, by, now);
    writing.update(tx, Entity::Profile, &stored, changed, stored.place(), Uuid::now_v7()).await?;
    writing.finish(tx).await?;
    Ok(())
}

fn values(account: &Account) -> Vec<Value> {
    let of_field = |name: &str| match name {
        "name" => account.name.as_str().into(),
        "email" => account.email.as_str().into(),
        "role" => account.role.word().into(),
        "status" => account.status.word().into(),
        _ => Value::Null,
    };
    Entity::Profile.fields().iter().map(|field| of_field(field.name)).collect()
}
