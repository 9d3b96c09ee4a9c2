//! What this computer knows of the client a call is about, so that a person sees it while it rings, network or not.

use crate::api::{CallerFacts, Directory, LastNote, NextStep, TimelineQuery, TimelineWhat};
use crate::problem;
use crate::workplace::Workplace;
use leadline_domain::{ActivityKind, ActivityStatus, Millis};
use leadline_protocol::Problem;
use uuid::Uuid;

const MONTH_MS: Millis = 30 * 24 * 60 * 60 * 1000;
const NOTE_CHARS: usize = 200;
/// Pinned notes come first, so the newest may be further down.
const NOTES_LOOKED_AT: u32 = 20;

/// What is known. Blocks.
///
/// # Errors
/// [`leadline_protocol::Code::NotFound`] if the client is not here.
pub(super) fn of(work: &Workplace, client: Uuid) -> Result<CallerFacts, Problem> {
    let account = work.signed_in().account;
    let card = work.cache().client_card(client, account.profile_id, account.role).map_err(problem::of_cache)?;
    let directory = work.cache().directory().map_err(problem::of_cache)?;
    let month_ago = work.author().now - MONTH_MS;
    let activities = work.cache().activities_of(client).map_err(problem::of_cache)?;
    let calls = activities.iter().filter(|activity| {
        let done = activity.status == ActivityStatus::Done && activity.done_at.is_some_and(|at| at >= month_ago);
        activity.kind == ActivityKind::Call && done
    });
    Ok(CallerFacts {
        calls_30_days: u32::try_from(calls.count()).unwrap_or(u32::MAX),
        name: card.row.name,
        company: card.row.company_name,
        lifecycle: card.row.lifecycle_stage,
        quality: card.row.lead_quality,
        owner_name: card.row.owner_id.and_then(|owner| name_of(&directory, owner)),
        next_step: card.next_step.map(|step| NextStep { subject: step.subject, due_at: step.due_at }),
        last_note: last_note(work, client, &directory)?,
    })
}

fn last_note(work: &Workplace, client: Uuid, directory: &Directory) -> Result<Option<LastNote>, Problem> {
    let kinds = vec!["note".to_owned()];
    let query = TimelineQuery { client_id: client, kinds, before: None, limit: NOTES_LOOKED_AT };
    let items = work.cache().timeline(&query).map_err(problem::of_cache)?.items;
    let newest = items.into_iter().max_by_key(|item| item.at);
    Ok(newest.and_then(|item| match item.what {
        TimelineWhat::Note { body, .. } => Some(LastNote {
            text: body.chars().take(NOTE_CHARS).collect(),
            at: item.at,
            by: item.by.and_then(|by| name_of(directory, by)),
        }),
        TimelineWhat::Activity { .. } | TimelineWhat::Stage { .. } | TimelineWhat::Created => None,
    }))
}

/// What a colleague is called.
pub(crate) fn name_of(directory: &Directory, profile: Uuid) -> Option<String> {
    directory.profiles.iter().find(|known| known.id == profile).map(|known| known.name.clone())
}
