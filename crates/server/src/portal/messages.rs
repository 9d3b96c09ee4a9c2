//! Messages customers leave when nobody is free: each is something to be done for whoever looks after the client.

use crate::actor::Scope;
use crate::app::App;
use crate::calls::Attendee;
use crate::database::{Access, Tx};
use crate::failure::Served;
use crate::records::{NewRecord, Writing};
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_domain::{ActivityKind, ActivityStatus, Entity, Millis, Value, check};
use leadline_protocol::video_session::LeaveMessage;
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

const LONGEST: usize = 4_000;

/// Leaves a message. The same id again leaves nothing more.
pub async fn leave(app: &App, who: &Attendee, message: &LeaveMessage) -> Served<()> {
    if who.party.is_agent() {
        return Err(Code::Forbidden.into());
    }
    app.limits.count_call(who.party.id)?;
    let text = &checked(&message.text)?;
    let activity = Uuid::new_v5(&who.party.id, message.message_id.unwrap_or_else(Uuid::now_v7).as_bytes());
    let now = app.clock.now();
    app.database.run(who.scope(), Access::Write, |tx| Box::pin(write(tx, who, activity, text.clone(), now))).await
}

fn checked(text: &str) -> Served<Value> {
    let wrong = |fault| Problem::invalid(vec![FieldProblem { field: "text".to_owned(), fault }]);
    if text.chars().count() > LONGEST {
        return Err(wrong(FieldFault::TooLong).into());
    }
    let text = check::tidy(Entity::Activity, "body", text.into()).map_err(wrong)?;
    if text.is_null() { Err(wrong(FieldFault::Required).into()) } else { Ok(text) }
}

/// Written as something open on the client, for its owner; where nobody owns it, for whoever invited the customer.
async fn write(tx: &mut Tx<'_>, who: &Attendee, activity: Uuid, text: Value, now: Millis) -> Served<()> {
    let sql = "select name, created_by, client_id from portal_customers where org_id = $1 and id = $2";
    let query = sqlx::query_as(sql).bind(who.org_id).bind(who.party.id);
    let found: Option<(String, Uuid, Uuid)> = query.fetch_optional(&mut **tx).await?;
    let (name, invited_by, client) = found.ok_or(Code::Unauthenticated)?;
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    let sql = "select true from activities where org_id = $1 and id = $2";
    let before: Option<bool> =
        sqlx::query_scalar(sql).bind(who.org_id).bind(activity).fetch_optional(&mut **tx).await?;
    if before.is_some() {
        return Ok(());
    }
    let sql = "select owner_id from clients where org_id = $1 and id = $2 and deleted_at is null for no key update";
    let owner: Option<Option<Uuid>> =
        sqlx::query_scalar(sql).bind(who.org_id).bind(client).fetch_optional(&mut **tx).await?;
    let assignee = owner.flatten().unwrap_or(invited_by);
    let named: [(&str, Value); 7] = [
        ("kind", ActivityKind::Call.word().into()),
        ("subject", name.into()),
        ("body", text),
        ("client_id", owner.map(|_| client).into()),
        ("assignee_id", assignee.into()),
        ("status", ActivityStatus::Open.word().into()),
        ("due_at", now.into()),
    ];
    let of = |field: &leadline_domain::Field| {
        named.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let values = Entity::Activity.fields().iter().map(of).collect();
    let mut writing = Writing::new(who.org_id, assignee, now);
    writing.insert(tx, Entity::Activity, vec![NewRecord { id: activity, by: assignee, at: now, values }]).await?;
    writing.finish(tx).await?;
    Ok(())
}
