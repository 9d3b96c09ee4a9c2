//! Inviting colleagues. The link carries a secret that the server keeps only as a hash.

use super::profile;
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::account::{Account, status_of, tidy_person};
use crate::auth::sign_up::email_taken;
use crate::auth::{password, session};
use crate::database::{Access, Tx};
use crate::failure::Served;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use leadline_domain::words::ProfileStatus;
use leadline_domain::{Millis, Role};
use leadline_protocol::Code;
use leadline_protocol::auth::{AcceptInvite, Invite, InviteMade, Session};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const LIFE_MS: Millis = 7 * 24 * 60 * 60 * 1000;
const SECRET_BYTES: usize = 32;

/// Invites somebody; an invitation they have not used yet is replaced.
pub async fn invite(app: &App, actor: &Actor, invite: &Invite) -> Served<InviteMade> {
    let may = match actor.role {
        Role::Admin => true,
        Role::Manager => matches!(invite.role, Role::Agent | Role::Viewer),
        Role::Agent | Role::Viewer => false,
    };
    if !may {
        return Err(Code::Forbidden.into());
    }
    let (name, email) = tidy_person(&invite.name, &invite.email)?;
    let now = app.clock.now();
    let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; SECRET_BYTES]>());
    let made = InviteMade { id: Uuid::now_v7(), token: secret, expires_at: now + LIFE_MS };
    let (person, invitation) = ((name.as_str(), email.as_str(), invite.role), &made);
    app.database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                let (account, is_new) = invited_account(tx, actor, person, now).await?;
                sqlx::query("update invites set expires_at = $2 where user_id = $1 and expires_at > $2")
                    .bind(account.user_id)
                    .bind(now)
                    .execute(&mut **tx)
                    .await?;
                sqlx::query(
                    "insert into invites (id, org_id, user_id, token_hash, created_by, created_at, expires_at)
                     values ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(invitation.id)
                .bind(actor.org_id)
                .bind(account.user_id)
                .bind(hash(&invitation.token))
                .bind(actor.user_id)
                .bind(now)
                .bind(invitation.expires_at)
                .execute(&mut **tx)
                .await?;
                let entry = Entry::by(actor, "member.invited", Some(account.user_id));
                let detail = serde_json::json!({ "role": account.role.word() });
                audit::write(tx, now, &entry.with(detail)).await?;
                if is_new {
                    profile::create(tx, &[account], actor.user_id, now).await
                } else {
                    rename(tx, &account).await?;
                    profile::update(tx, &account, actor.user_id, now).await
                }
            })
        })
        .await?;
    Ok(made)
}

/// The account an invitation is for: a new one, or the one of an earlier invitation.
async fn invited_account(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (name, email, role): (&str, &str, Role),
    now: Millis,
) -> Served<(Account, bool)> {
    let sql = "select id from users where org_id = $1 and email = $2";
    let known: Option<Uuid> = sqlx::query_scalar(sql).bind(actor.org_id).bind(email).fetch_optional(&mut **tx).await?;
    if let Some(user_id) = known {
        let account = Account::of_user(tx, user_id).await?.ok_or(Code::NotFound)?;
        let raises = actor.role != Role::Admin && matches!(account.role, Role::Admin | Role::Manager);
        return match account.status {
            ProfileStatus::Invited if raises => Err(Code::Forbidden.into()),
            ProfileStatus::Invited => Ok((Account { name: name.to_owned(), role, ..account }, false)),
            _ => Err(Code::EmailTaken.into()),
        };
    }
    let user_id = Uuid::now_v7();
    let inserted = sqlx::query(
        "insert into users (id, org_id, email, name, role, status, created_at)
         values ($1, $2, $3, $4, $5, 'invited', $6)",
    )
    .bind(user_id)
    .bind(actor.org_id)
    .bind(email)
    .bind(name)
    .bind(role.word())
    .bind(now)
    .execute(&mut **tx)
    .await;
    inserted.map_err(|fault| email_taken(fault.into()))?;
    Ok((Account::of_user(tx, user_id).await?.ok_or(Code::NotFound)?, true))
}

/// As the server itself: managers may invite again, but not change accounts.
async fn rename(tx: &mut Tx<'_>, account: &Account) -> Served<()> {
    tx.enter(Scope::System { org_id: account.org_id }).await?;
    sqlx::query("update users set name = $2, role = $3 where id = $1 and status = 'invited'")
        .bind(account.user_id)
        .bind(&account.name)
        .bind(account.role.word())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes an invitation up: the person chooses a password and is signed in.
pub async fn accept(app: &App, request: AcceptInvite) -> Served<Session> {
    session::check_device(&request.device)?;
    let now = app.clock.now();
    let (token, device) = (&request.token, &request.device);
    // Hashing a password is dear, so the secret is looked at first.
    let account = app
        .database
        .run(Scope::SignIn, Access::Read, |tx| Box::pin(async move { Ok(open_invite(tx, token, now, "").await?.1) }))
        .await?;
    password::check_strength(&request.password, &[&account.name, &account.email, &account.org_name])?;
    let password_hash = &app.passwords.hash(request.password).await?;
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let (invite_id, mut account) = open_invite(tx, token, now, "for update of i").await?;
                account.status = ProfileStatus::Active;
                activate(tx, invite_id, &account, password_hash, now).await?;
                let session = session::open(app, tx, &account, device).await?;
                let entry = Entry::by_account(&account, device.id, "member.joined", account.user_id);
                audit::write(tx, now, &entry).await?;
                profile::update(tx, &account, account.user_id, now).await?;
                Ok(session)
            })
        })
        .await
}

async fn open_invite(tx: &mut Tx<'_>, token: &str, now: Millis, lock: &'static str) -> Served<(Uuid, Account)> {
    let sql = format!(
        "select i.id, i.user_id, u.status from invites i join users u on u.id = i.user_id
         where i.token_hash = $1 and i.accepted_at is null and i.expires_at > $2 {lock}"
    );
    let found: Option<(Uuid, Uuid, String)> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(hash(token)).bind(now).fetch_optional(&mut **tx).await?;
    let (invite_id, user_id, status) = found.ok_or(Code::InviteInvalid)?;
    if status_of(&status)? != ProfileStatus::Invited {
        return Err(Code::InviteInvalid.into());
    }
    Ok((invite_id, Account::of_user(tx, user_id).await?.ok_or(Code::InviteInvalid)?))
}

async fn activate(tx: &mut Tx<'_>, invite_id: Uuid, account: &Account, password_hash: &str, now: Millis) -> Served<()> {
    let activated = sqlx::query("update users set status = 'active', password_hash = $2 where id = $1")
        .bind(account.user_id)
        .bind(password_hash)
        .execute(&mut **tx)
        .await;
    activated.map_err(|fault| email_taken(fault.into()))?;
    sqlx::query("update invites set accepted_at = $2 where id = $1")
        .bind(invite_id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}
