//! Who may look across organisations. Decided by whoever runs the server, on its command line, never over the network.

use crate::actor::Scope;
use crate::audit::{self, Entry};
use crate::auth::account::Account;
use crate::database::{Access, Database, Tx};
use crate::failure::Served;
use leadline_domain::Millis;

/// What became of a change.
#[derive(Clone, Debug)]
pub enum Changed {
    /// It is so from now on.
    Now(Account),
    /// It was so before.
    Already(Account),
    /// Nobody signs in with this address.
    Nobody,
}

/// Makes somebody a platform admin, or no longer one. Access tokens made before stop counting, so that every device of
/// theirs acts on it within seconds.
pub async fn change(database: &Database, now: Millis, email: &str, is_admin: bool) -> Served<Changed> {
    database.run(Scope::SignIn, Access::Write, |tx| Box::pin(change_in(tx, now, email, is_admin))).await
}

async fn change_in(tx: &mut Tx<'_>, now: Millis, email: &str, is_admin: bool) -> Served<Changed> {
    let Some(account) = Account::of_email(tx, email).await? else { return Ok(Changed::Nobody) };
    if account.platform_admin == is_admin {
        return Ok(Changed::Already(account));
    }
    let sql = "update users set platform_admin = $2, token_version = token_version + 1, token_changed_at = $3
        where id = $1";
    sqlx::query(sql).bind(account.user_id).bind(is_admin).bind(now).execute(&mut **tx).await?;
    let action = if is_admin { "platform_admin.added" } else { "platform_admin.removed" };
    audit::write(tx, now, &Entry::by_operator(&account, action)).await?;
    Ok(Changed::Now(account))
}

/// Every platform admin, by address.
pub async fn list(database: &Database) -> Served<Vec<(String, String)>> {
    database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select email, name from users where platform_admin order by email";
                Ok(sqlx::query_as(sql).fetch_all(&mut **tx).await?)
            })
        })
        .await
}
