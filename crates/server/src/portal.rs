//! Customers in the portal: an invitation to a client's customer, and the browsers that used one. Codes and tokens are
//! kept only as hashes.

pub mod messages;

use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::calls::Attendee;
use crate::database::{Access, Tx};
use crate::failure::Served;
use crate::records::{self, Writing};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::{Entity, Millis};
use leadline_protocol::call::{CustomerInvited, InviteCustomer, PortalSession};
use leadline_protocol::{Code, Problem};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const INVITE_LIFE_MS: Millis = 3 * 24 * 60 * 60 * 1000;
const SESSION_LIFE_MS: Millis = 30 * 24 * 60 * 60 * 1000;
const SECRET_BYTES: usize = 32;
const LONGEST_NAME: usize = 200;
/// Tells a portal's token from a colleague's.
const PREFIX: &str = "portal_";

/// Invites the customer of a client the person may see; the first time, this makes the customer.
pub async fn invite(app: &App, actor: &Actor, invite: &InviteCustomer) -> Served<CustomerInvited> {
    let now = app.clock.now();
    let code = secret();
    let (id, code_hash) = (Uuid::now_v7(), hash(&code));
    let name = named(invite.name.as_deref())?;
    let (name, code_hash) = (name.as_deref(), code_hash.as_slice());
    let customer_id = app
        .database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                let customer = customer_of(tx, actor, invite.lead_id, name, now).await?;
                let sql = "insert into portal_invites (id, org_id, customer_id, token_hash, created_by, created_at,
                    expires_at) values ($1, $2, $3, $4, $5, $6, $7)";
                let query = sqlx::query(sql).bind(id).bind(actor.org_id).bind(customer).bind(code_hash);
                query.bind(actor.user_id).bind(now).bind(now + INVITE_LIFE_MS).execute(&mut **tx).await?;
                audit::write(tx, now, &Entry::by(actor, "customer.invited", Some(customer))).await?;
                show_access(tx, actor, invite.lead_id, now).await?;
                Ok(customer)
            })
        })
        .await?;
    Ok(CustomerInvited { customer_id, code, expires_at: now + INVITE_LIFE_MS })
}

async fn customer_of(tx: &mut Tx<'_>, actor: &Actor, client: Uuid, name: Option<&str>, now: Millis) -> Served<Uuid> {
    // The client's lock keeps two invitations at once from making two customers.
    let sql = "select name, scope from clients where org_id = $1 and id = $2 and deleted_at is null for no key update";
    let found: Option<(String, Uuid)> =
        sqlx::query_as(sql).bind(actor.org_id).bind(client).fetch_optional(&mut **tx).await?;
    let (client_name, scope) = found.ok_or(Code::NotFound)?;
    let sql = "select id from portal_customers where org_id = $1 and client_id = $2 order by created_at, id limit 1";
    let known: Option<Uuid> = sqlx::query_scalar(sql).bind(actor.org_id).bind(client).fetch_optional(&mut **tx).await?;
    if let Some(known) = known {
        return Ok(known);
    }
    let id = Uuid::now_v7();
    let sql = "insert into portal_customers (org_id, id, client_id, scope, name, created_at, created_by, updated_by)
        values ($1, $2, $3, $4, $5, $6, $7, $7)";
    sqlx::query(sql)
        .bind(actor.org_id)
        .bind(id)
        .bind(client)
        .bind(scope)
        .bind(name.unwrap_or(&client_name))
        .bind(now)
        .bind(actor.user_id)
        .execute(&mut **tx)
        .await?;
    Ok(id)
}

/// Devices are told that the client has a customer in the portal, so that they offer to call them. The last step of a
/// transaction, in the server's own scope.
async fn show_access(tx: &mut Tx<'_>, actor: &Actor, client: Uuid, now: Millis) -> Served<()> {
    tx.enter(Scope::System { org_id: actor.org_id }).await?;
    let stored = records::by_id(tx, Entity::Client, actor.org_id, client, true).await?.ok_or(Code::NotFound)?;
    if stored.value(Entity::Client, "portal_access") == true.into() {
        return Ok(());
    }
    let at = Entity::Client.position("portal_access").expect("clients have this field");
    let mut writing = Writing::new(actor.org_id, actor.user_id, now);
    let place = stored.place();
    writing.update(tx, Entity::Client, &stored, vec![(at, true.into())], place, Uuid::now_v7()).await?;
    writing.finish(tx).await?;
    Ok(())
}

fn named(name: Option<&str>) -> Served<Option<String>> {
    let Some(name) = name.map(str::trim) else { return Ok(None) };
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let fault = if name.is_empty() { FieldFault::Required } else { FieldFault::TooLong };
        return Err(Problem::invalid(vec![FieldProblem { field: "name".to_owned(), fault }]).into());
    }
    Ok(Some(name.to_owned()))
}

/// Uses an invitation, once, and signs the browser in.
pub async fn sign_in(app: &App, code: &str) -> Served<PortalSession> {
    let now = app.clock.now();
    let token = format!("{PREFIX}{}", secret());
    let (code_hash, token_hash) = (&hash(code), &hash(&token));
    let (customer_id, name, organization) = app
        .database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "update portal_invites set used_at = $2
                    where token_hash = $1 and used_at is null and expires_at > $2 returning org_id, customer_id";
                let used: Option<(Uuid, Uuid)> =
                    sqlx::query_as(sql).bind(code_hash).bind(now).fetch_optional(&mut **tx).await?;
                let (org_id, customer) = used.ok_or(Code::InviteInvalid)?;
                let sql = "insert into portal_sessions (id, org_id, customer_id, token_hash, created_at, expires_at)
                    values ($1, $2, $3, $4, $5, $6)";
                let query = sqlx::query(sql).bind(Uuid::now_v7()).bind(org_id).bind(customer).bind(token_hash);
                query.bind(now).bind(now + SESSION_LIFE_MS).execute(&mut **tx).await?;
                audit::write(tx, now, &Entry::by_customer(org_id, customer, "customer.signed_in")).await?;
                let sql = "select name from organizations where id = $1";
                let organization: String = sqlx::query_scalar(sql).bind(org_id).fetch_one(&mut **tx).await?;
                tx.enter(Scope::Customer { org_id, customer_id: customer }).await?;
                let sql = "select name from portal_customers where org_id = $1 and id = $2 and not blocked";
                let name: Option<String> =
                    sqlx::query_scalar(sql).bind(org_id).bind(customer).fetch_optional(&mut **tx).await?;
                Ok((customer, name.ok_or(Code::InviteInvalid)?, organization))
            })
        })
        .await?;
    Ok(PortalSession { token, expires_at: now + SESSION_LIFE_MS, customer_id, name, organization })
}

/// Whether a bearer token is one of the portal.
pub fn is_portal_token(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// The customer behind a token of the portal.
pub async fn attendee_of(app: &App, token: &str) -> Served<Attendee> {
    let now = app.clock.now();
    let token_hash = &hash(token);
    app.database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                let sql =
                    "select id, org_id, customer_id from portal_sessions where token_hash = $1 and expires_at > $2";
                let found: Option<(Uuid, Uuid, Uuid)> =
                    sqlx::query_as(sql).bind(token_hash).bind(now).fetch_optional(&mut **tx).await?;
                let (session, org_id, customer_id) = found.ok_or(Code::Unauthenticated)?;
                tx.enter(Scope::Customer { org_id, customer_id }).await?;
                let sql = "select true from portal_customers where org_id = $1 and id = $2 and not blocked";
                let there: Option<bool> =
                    sqlx::query_scalar(sql).bind(org_id).bind(customer_id).fetch_optional(&mut **tx).await?;
                there.ok_or(Code::Unauthenticated)?;
                Ok(Attendee::customer(org_id, customer_id, session))
            })
        })
        .await
}

fn secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; SECRET_BYTES]>())
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}
