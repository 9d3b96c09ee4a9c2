//! The colleagues there are, and changing what they may do.

use super::profile;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::account::{Account, role_of, status_of};
use crate::auth::devices;
use crate::auth::ended_sessions::Ended;
use crate::database::{Access, Tx};
use crate::failure::Served;
use leadline_domain::Role;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::words::ProfileStatus;
use leadline_protocol::auth::{Member, MemberChange};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// Everybody in the organisation, by name.
pub async fn list(app: &App, actor: &Actor) -> Served<Vec<Member>> {
    let rows: Vec<(Uuid, String, String, String, String)> = app
        .database
        .run(actor, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select id, name, email, role, status from users where org_id = $1 order by name, id";
                Ok(sqlx::query_as(sql).bind(actor.org_id).fetch_all(&mut **tx).await?)
            })
        })
        .await?;
    let member = |(profile_id, name, email, role, status): (Uuid, String, String, String, String)| {
        Ok(Member { profile_id, name, email, role: role_of(&role)?, status: status_of(&status)? })
    };
    rows.into_iter().map(member).collect()
}

/// Changes a colleague's role, shuts them out or lets them back in. It counts for their open devices at once.
pub async fn change(app: &App, actor: &Actor, user_id: Uuid, change: &MemberChange) -> Served<Member> {
    if change.status == Some(ProfileStatus::Invited) {
        let problem = FieldProblem { field: "status".to_owned(), fault: FieldFault::NotAChoice };
        return Err(Problem::invalid(vec![problem]).into());
    }
    let now = app.clock.now();
    let (account, ended) =
        app.database.run(actor, Access::Write, |tx| Box::pin(apply(tx, actor, user_id, change, now))).await?;
    for ended in ended {
        app.ended_sessions.note(ended, now);
    }
    Ok(Member {
        profile_id: account.user_id,
        name: account.name,
        email: account.email,
        role: account.role,
        status: account.status,
    })
}

async fn apply(
    tx: &mut Tx<'_>,
    actor: &Actor,
    user_id: Uuid,
    change: &MemberChange,
    now: i64,
) -> Served<(Account, Vec<Ended>)> {
    if actor.role != Role::Admin {
        return Err(Code::Forbidden.into());
    }
    let admins = lock_admins(tx, actor.org_id).await?;
    let before = Account::of_user(tx, user_id).await?.ok_or(Code::NotFound)?;
    let mut account = before.clone();
    account.role = change.role.unwrap_or(before.role);
    account.status = change.status.unwrap_or(before.status);
    if (account.role, account.status) == (before.role, before.status) {
        return Ok((account, Vec::new()));
    }
    let stays_admin = account.role == Role::Admin && account.status == ProfileStatus::Active;
    if admins == [user_id] && !stays_admin {
        return Err(Code::LastAdmin.into());
    }
    account.token_version += 1;
    let mut ended = see_to_devices(tx, &before, &account, now).await?;
    ended.push(Ended::TokensBefore { user_id, version: account.token_version });
    let updated =
        sqlx::query("update users set role = $2, status = $3, token_version = $4, token_changed_at = $5 where id = $1")
            .bind(user_id)
            .bind(account.role.word())
            .bind(account.status.word())
            .bind(account.token_version)
            .bind(now)
            .execute(&mut **tx)
            .await;
    updated.map_err(never_signed_in)?;
    let detail = serde_json::json!({
        "role": [before.role.word(), account.role.word()],
        "status": [before.status.word(), account.status.word()],
    });
    audit::write(tx, now, &Entry::by(actor, "member.changed", Some(user_id)).with(detail)).await?;
    profile::update(tx, &account, actor.user_id, now).await?;
    Ok((account, ended))
}

/// The active administrators, locked so that two of them cannot remove each other at the same time.
async fn lock_admins(tx: &mut Tx<'_>, org_id: Uuid) -> Served<Vec<Uuid>> {
    let sql = "select id from users where org_id = $1 and role = 'admin' and status = 'active' order by id for update";
    Ok(sqlx::query_scalar(sql).bind(org_id).fetch_all(&mut **tx).await?)
}

/// What becomes of the devices of somebody who is shut out or let back in. Looked at before the account is changed.
async fn see_to_devices(tx: &mut Tx<'_>, before: &Account, after: &Account, now: i64) -> Served<Vec<Ended>> {
    match (before.status, after.status) {
        (_, ProfileStatus::Deactivated) => devices::of_somebody_let_go(tx, after.user_id, now).await,
        (ProfileStatus::Deactivated, _) => devices::of_somebody_let_back_in(tx, after.user_id).await,
        _ => Ok(Vec::new()),
    }
}

/// Who has no password yet cannot be made active, only invited again.
fn never_signed_in(fault: sqlx::Error) -> crate::failure::Failure {
    match &fault {
        sqlx::Error::Database(inner) if inner.is_check_violation() => Code::Conflict.into(),
        _ => fault.into(),
    }
}
