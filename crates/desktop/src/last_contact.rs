//! A finished call, e-mail or meeting is the last contact with its client.

use crate::forms;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_cache::{Intent, IntentOp};
use leadline_domain::{ActivityKind, ActivityStatus, Entity, Value};
use leadline_protocol::Problem;
use uuid::Uuid;

/// The client's change that goes with finishing the activity `record` (a new one if `None`) by setting `values`, if
/// that is what they do. The client's `last_contact_at` only ever grows, so an old call logged late does no harm.
pub fn moved_by(
    work: &Workplace,
    entity: Entity,
    record: Option<Uuid>,
    values: &[(String, Value)],
) -> Result<Option<Intent>, Problem> {
    let finishes = forms::value(values, "status") == Some(&ActivityStatus::Done.word().into());
    if entity != Entity::Activity || !finishes {
        return Ok(None);
    }
    let before = match record {
        Some(record) => work.values(entity, record)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let value = |name: &str| {
        let stored = || entity.position(name).and_then(|at| before.get(at));
        forms::value(values, name).or_else(stored).cloned().unwrap_or_default()
    };
    let kind = value("kind").as_text().and_then(ActivityKind::from_word);
    let spoke = matches!(kind, Some(ActivityKind::Call | ActivityKind::Email | ActivityKind::Meeting));
    let Some(client) = value("client_id").as_id().filter(|_| spoke) else { return Ok(None) };
    if !Rights::of(work).may_update_client(client)? {
        return Ok(None);
    }
    let at = value("done_at").as_int().unwrap_or_else(|| work.author().now);
    let known = work.values(Entity::Client, client)?.unwrap_or_default();
    let last = Entity::Client.position("last_contact_at").and_then(|at| known.get(at)).and_then(Value::as_int);
    if last.is_some_and(|last| last >= at) {
        return Ok(None);
    }
    let values = vec![("last_contact_at".to_owned(), Value::Int(at))];
    Ok(Some(Intent { entity: Entity::Client, record: client, op: IntentOp::Update { values } }))
}
