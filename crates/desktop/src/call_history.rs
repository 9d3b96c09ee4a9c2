//! Calls that were, as the server knows them, with the names this computer knows; without the server, those this
//! computer knows of.

use crate::api::{ActivityRow, CallHistory, CallHistoryQuery, CallHistoryRow, CallOther, Directory};
use crate::beside;
use crate::calls::{name_of, wrap_up};
use crate::problem;
use crate::workplace::Workplace;
use leadline_domain::Entity;
use leadline_domain::call::{CallDirection, CallOutcome, EndReason, PartyKind};
use leadline_protocol::Problem;
use leadline_protocol::call::CallRecord;
use std::sync::Arc;
use uuid::Uuid;

/// How many the server tells at a time.
const PAGE: usize = 50;
/// Pages that are looked through for calls that are wanted; of rare ones the person goes on by themselves.
const MOST_PAGES: usize = 6;

/// The calls that are wanted, a page or so.
pub async fn read(workplace: &Arc<Workplace>, access: &str, query: &CallHistoryQuery) -> Result<CallHistory, Problem> {
    let link = workplace.tokens()?.link();
    let me = workplace.signed_in().account.profile_id;
    let (mut found, mut next, mut more) = (Vec::new(), query.before, true);
    for _ in 0..MOST_PAGES {
        let page = link.call_history(access, query.client_id, next).await?;
        more = page.len() == PAGE;
        next = page.last().map(|last| last.id).or(next);
        found.extend(page.into_iter().filter(|record| is_wanted(record, me, query)));
        if !more || found.len() >= PAGE {
            break;
        }
    }
    let named = workplace.clone();
    let rows = beside(move || rows(&named, found, me)).await??;
    Ok(CallHistory { rows, more, next: next.filter(|_| more), offline: false })
}

/// Those this computer knows of. Blocks.
pub fn kept(work: &Workplace, query: &CallHistoryQuery) -> Result<CallHistory, Problem> {
    let most = u32::try_from(PAGE).expect("a page is small");
    let found = work.cache().calls_that_were(query.client_id, query.before, most).map_err(problem::of_cache)?;
    let more = found.len() == PAGE;
    let next = found.last().and_then(|last| last.call.as_ref()).map(|call| call.id).filter(|_| more);
    let clock_off = work.clock_off_ms();
    let wanted = |row: &CallHistoryRow| {
        query.incoming.is_none_or(|incoming| incoming == row.incoming) && (!query.missed_only || row.missed)
    };
    let rows = found.into_iter().filter_map(|activity| kept_row(activity, clock_off)).filter(wanted).collect();
    Ok(CallHistory { rows, more, next, offline: true })
}

/// A call as its activity tells of it.
fn kept_row(activity: ActivityRow, clock_off: i64) -> Option<CallHistoryRow> {
    let (call, ended_at) = (activity.call?, activity.done_at? - clock_off);
    let kind = if activity.client_id.is_some() { PartyKind::PortalCustomer } else { PartyKind::CrmUser };
    Some(CallHistoryRow {
        id: call.id,
        incoming: call.direction == CallDirection::Incoming,
        missed: call.missed,
        media: call.media,
        other: CallOther { kind, id: None, name: activity.subject },
        group: None,
        agent_id: activity.assignee_id,
        client_id: activity.client_id,
        started_at: ended_at - i64::from(call.seconds) * 1000,
        ended_at: Some(ended_at),
        seconds: Some(call.seconds),
        end_reason: call.end,
        outcome: call.outcome,
    })
}

fn is_wanted(record: &CallRecord, me: Uuid, query: &CallHistoryQuery) -> bool {
    let came_in = is_incoming(record, me);
    query.incoming.is_none_or(|incoming| incoming == came_in) && (!query.missed_only || is_missed(record, me))
}

/// Of one's own calls it is clear; of colleagues' calls with customers the customer is the other side.
fn is_incoming(record: &CallRecord, me: Uuid) -> bool {
    record.from_user_id != me && (record.to_user_id == me || record.from_user_type == PartyKind::PortalCustomer)
}

fn is_missed(record: &CallRecord, me: Uuid) -> bool {
    is_incoming(record, me) && record.duration == Some(0) && record.end_reason.is_some_and(EndReason::is_missed)
}

/// Blocks.
fn rows(work: &Workplace, records: Vec<CallRecord>, me: Uuid) -> Result<Vec<CallHistoryRow>, Problem> {
    let directory = work.cache().directory().map_err(problem::of_cache)?;
    let clock_off = work.clock_off_ms();
    records.into_iter().map(|record| row(work, &directory, record, (me, clock_off))).collect()
}

fn row(
    work: &Workplace,
    directory: &Directory,
    record: CallRecord,
    (me, clock_off): (Uuid, i64),
) -> Result<CallHistoryRow, Problem> {
    let incoming = is_incoming(&record, me);
    let (caller, callee) = ((record.from_user_type, record.from_user_id), (record.to_user_type, record.to_user_id));
    let (other, agent) = if incoming { (caller, callee) } else { (callee, caller) };
    let name = match other {
        (PartyKind::CrmUser, profile) => name_of(directory, profile),
        (PartyKind::PortalCustomer, _) => record.client_id.map(|id| client_name(work, id)).transpose()?.flatten(),
    };
    Ok(CallHistoryRow {
        id: record.id,
        incoming,
        missed: is_missed(&record, me),
        media: record.media,
        other: CallOther { kind: other.0, id: Some(other.1), name: name.unwrap_or_default() },
        group: record.group.map(|group| group.name),
        agent_id: agent.1,
        client_id: record.client_id,
        started_at: record.started_at - clock_off,
        ended_at: record.ended_at.map(|at| at - clock_off),
        seconds: record.duration.map(|seconds| u32::try_from(seconds).unwrap_or(0)),
        end_reason: record.end_reason,
        outcome: outcome_of(work, record.id)?,
    })
}

fn outcome_of(work: &Workplace, call: Uuid) -> Result<Option<CallOutcome>, Problem> {
    let activity = work.cache().activity(wrap_up::activity_of(call)).map_err(problem::of_cache)?;
    Ok(activity.and_then(|activity| activity.call?.outcome))
}

fn client_name(work: &Workplace, client: Uuid) -> Result<Option<String>, Problem> {
    let values = work.values(Entity::Client, client)?;
    let name = |values: Vec<leadline_domain::Value>| {
        let at = Entity::Client.position("name")?;
        values.get(at)?.as_text().map(str::to_owned)
    };
    Ok(values.and_then(name))
}
