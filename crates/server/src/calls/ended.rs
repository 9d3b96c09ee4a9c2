//! What a call leaves behind when it ends: one activity that says how it went, and if it was missed, a notification and a
//! reminder to call back.

use super::attendee::Party;
use super::quality;
use super::store::StoredCall;
use crate::database::Tx;
use crate::failure::Served;
use crate::records::{NewRecord, Writing};
use leadline_domain::call::{CallDirection, CallState, EndReason, LineQuality};
use leadline_domain::entity::LONGEST_CALL_S;
use leadline_domain::words::NotificationKind;
use leadline_domain::{ActivityKind, ActivityStatus, Entity, Millis, Value};
use uuid::Uuid;

const LONGEST_NAME: usize = 300;

/// Writes it for those of the calls that have ended, in the transaction that ended them, as its last step.
pub(super) async fn leave_behind(tx: &mut Tx<'_>, calls: &[&StoredCall], now: Millis) -> Served<()> {
    let mut writing = None;
    for stored in calls.iter().filter(|stored| stored.call.state == CallState::Ended) {
        let activity = Uuid::new_v5(&stored.id, b"activity");
        let sql = "update calls set activity_id = $3 where org_id = $1 and id = $2 and activity_id is null";
        let query = sqlx::query(sql).bind(stored.org_id).bind(stored.id).bind(activity);
        if query.execute(&mut **tx).await?.rows_affected() == 0 {
            continue;
        }
        let client = client_that_is_there(tx, stored).await?;
        let by = stored.agent().id;
        let quality = quality::of(tx, stored.org_id, &[stored.id]).await?.remove(&stored.id);
        let mut records = vec![NewRecord { id: activity, by, at: now, values: talked(stored, client, quality, now) }];
        if stored.was_missed() {
            let id = Uuid::new_v5(&stored.id, b"call back");
            records.push(NewRecord { id, by, at: now, values: call_back(stored, client, now) });
        }
        let writing = writing.get_or_insert_with(|| Writing::new(stored.org_id, by, now));
        writing.insert(tx, Entity::Activity, records).await?;
        if stored.was_missed() {
            let id = Uuid::new_v5(&stored.id, b"missed");
            let record = NewRecord { id, by, at: now, values: missed(stored, client) };
            writing.insert(tx, Entity::Notification, vec![record]).await?;
        }
    }
    if let Some(writing) = writing {
        writing.finish(tx).await?;
    }
    Ok(())
}

fn talked(stored: &StoredCall, client: Option<Uuid>, quality: Option<LineQuality>, now: Millis) -> Vec<Value> {
    let seconds = stored.call.duration().map(|duration| (duration / 1000).min(LONGEST_CALL_S));
    let done = [
        ("status", ActivityStatus::Done.word().into()),
        ("done_at", now.into()),
        ("call_id", stored.id.into()),
        ("call_direction", stored.direction().word().into()),
        ("call_media", stored.media.word().into()),
        ("call_seconds", seconds.into()),
        ("call_end", stored.call.end_reason.map(|reason| reason.word().to_owned()).into()),
        ("call_quality", quality.map(|quality| quality.word().to_owned()).into()),
    ];
    of_activity(stored, client, &done)
}

fn call_back(stored: &StoredCall, client: Option<Uuid>, now: Millis) -> Vec<Value> {
    of_activity(stored, client, &[("status", ActivityStatus::Open.word().into()), ("due_at", now.into())])
}

fn missed(stored: &StoredCall, client: Option<Uuid>) -> Vec<Value> {
    let named = [
        ("kind", NotificationKind::MissedCall.word().into()),
        ("title", stored.other_name().into()),
        ("about_id", client.into()),
        ("call_id", stored.id.into()),
    ];
    in_order(Entity::Notification, &named)
}

impl StoredCall {
    /// The colleague whose call it is: the one a customer talked to last, or who called another colleague.
    fn agent(&self) -> Party {
        let own = if self.caller.is_agent() { self.caller } else { self.callee };
        let to_the_end = self.call.legs.iter().filter(|leg| leg.left_at.is_some() && leg.left_at == self.call.ended_at);
        let mut agents: Vec<Party> =
            to_the_end.map(|leg| self.party_of(leg)).filter(|party| party.is_agent()).collect();
        agents.sort_unstable_by_key(|party| *party != own);
        agents.first().copied().filter(|_| !self.guests.is_empty()).unwrap_or(own)
    }

    /// Whether a colleague called, and it is still theirs or became that of somebody they asked in.
    fn went_out(&self) -> bool {
        self.caller.is_agent() && self.agent() != self.callee
    }

    /// What the other side is called, as long as a line can hold.
    fn other_name(&self) -> String {
        let other = if self.went_out() { &self.callee_name } else { &self.caller_name };
        other.chars().take(LONGEST_NAME).collect()
    }

    /// Which way it went, as the colleague sees it whose call it is.
    fn direction(&self) -> CallDirection {
        if self.went_out() { CallDirection::Outgoing } else { CallDirection::Incoming }
    }

    /// Whether a customer wanted somebody and did not reach them, or was handed over to nobody.
    fn was_missed(&self) -> bool {
        let unanswered = self.call.answered_at.is_none() && self.call.end_reason.is_some_and(EndReason::is_missed);
        let left_alone = self.call.active_at.is_some() && self.call.end_reason == Some(EndReason::Missed);
        left_alone || (!self.caller.is_agent() && unanswered)
    }
}

fn of_activity(stored: &StoredCall, client: Option<Uuid>, more: &[(&'static str, Value)]) -> Vec<Value> {
    let mut named = vec![
        ("kind", ActivityKind::Call.word().into()),
        ("subject", stored.other_name().into()),
        ("client_id", client.into()),
        ("assignee_id", stored.agent().id.into()),
    ];
    named.extend_from_slice(more);
    in_order(Entity::Activity, &named)
}

fn in_order(entity: Entity, named: &[(&'static str, Value)]) -> Vec<Value> {
    let of = |field: &leadline_domain::Field| {
        named.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    entity.fields().iter().map(of).collect()
}

/// The client, unless somebody put it away during the call.
async fn client_that_is_there(tx: &mut Tx<'_>, stored: &StoredCall) -> Served<Option<Uuid>> {
    let sql = "select id from clients where org_id = $1 and id = $2 and deleted_at is null for no key update";
    let query = sqlx::query_scalar(sql).bind(stored.org_id).bind(stored.client_id);
    Ok(query.fetch_optional(&mut **tx).await?)
}
