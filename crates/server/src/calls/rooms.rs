//! What the rooms at the media server are like is the truth about who is there; its words only tell it sooner. Every ten
//! seconds each call that is not over is compared with its room, and rooms of calls that are over are closed.

use super::command::found;
use super::livekit::LiveKitFault;
use super::people::Changed;
use super::store::{self, Lock};
use crate::actor::Scope;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use crate::organizations;
use leadline_domain::Millis;
use leadline_domain::call::{Command, Leg, LegState};
use std::collections::HashSet;
use std::time::Duration;
use uuid::Uuid;

const COMPARE_EVERY: u32 = 10;
const EVERY: Duration = Duration::from_secs(1);
const AT_ONCE: i64 = 500;

/// Closes rooms each second and compares every tenth, for as long as the server runs. A media server that does not
/// answer is asked to close rooms only as often.
pub async fn run(app: &App) {
    let (mut answers, mut over) = (true, HashSet::new());
    for round in 0u32.. {
        tokio::time::sleep(EVERY).await;
        let compares = round % COMPARE_EVERY == 0;
        let compared = if compares { compare(app).await } else { Ok(()) };
        if compares || answers {
            match compared.and(close(app, &mut over).await) {
                Ok(closed) => answers = closed,
                Err(fault) => tracing::warn!(%fault, "rooms cannot be looked after for the moment"),
            }
        }
    }
}

/// Compares every call that is not over with its room.
pub async fn compare(app: &App) -> Served<()> {
    let Some(livekit) = &app.calls.livekit else { return Ok(()) };
    for (room, org, call) in rooms(app, false).await? {
        match livekit.participants(&room, app.clock.now()).await {
            Ok(there) => agree(app, org, call, &there).await?,
            Err(fault) => {
                tracing::warn!(%fault, %call, "a room cannot be seen for the moment");
                // Each of the others would be waited for as long.
                if matches!(fault, LiveKitFault::Away(_)) {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// Tells the people of a call that it has changed, and lets only those be heard in its room who do not wait. A room that
/// cannot be asked now is asked again at the next look.
pub(super) async fn tell(app: &App, org: Uuid, changed: Changed) {
    app.calls.news.tell_call(org, changed.call, &changed.people);
    let Some(livekit) = &app.calls.livekit else { return };
    for (leg, waits) in changed.in_room {
        if let Err(fault) = livekit.permit(&changed.room_name, leg, !waits, app.clock.now()).await {
            tracing::warn!(%fault, call = %changed.call, "who is heard in a room stays as it is until the next look");
        }
    }
}

/// Makes the call agree with who is in its room, and the room with who may be heard in it.
async fn agree(app: &App, org: Uuid, call: Uuid, there: &[Uuid]) -> Served<()> {
    let stored = app
        .database
        .run(Scope::System { org_id: org }, Access::Read, |tx| Box::pin(store::load(tx, org, call, Lock::None)))
        .await?;
    let Some(stored) = stored else { return Ok(()) };
    let seen = |leg: &Leg| match (there.contains(&leg.id), leg.state) {
        (true, LegState::Accepted | LegState::Away) => Some(Command::Joined(leg.id)),
        (false, LegState::Joined) => Some(Command::Gone(leg.id)),
        _ => None,
    };
    let commands: Vec<Command> = stored.call.legs.iter().filter_map(seen).collect();
    if !commands.is_empty() {
        found(app, org, call, Lock::Wait, &commands).await?;
    }
    let Some(livekit) = &app.calls.livekit else { return Ok(()) };
    for leg in stored.call.legs.iter().filter(|leg| there.contains(&leg.id)) {
        let (room, now) = (&stored.room_name, app.clock.now());
        if !leg.state.is_admitted() {
            livekit.send_out(room, leg.id, now).await?;
        } else if !stored.guests.is_empty() {
            livekit.permit(room, leg.id, !stored.call.waits(leg.id), now).await?;
        }
    }
    Ok(())
}

/// Closes the rooms of calls that are over and forgets them, once `over` knows them from an earlier look: whoever was in
/// them has had the time to leave, which costs a device less than being sent out. Whether the media server answered for
/// all of them.
pub async fn close(app: &App, over: &mut HashSet<String>) -> Served<bool> {
    let (left, just_over): (Vec<_>, Vec<_>) =
        rooms(app, true).await?.into_iter().partition(|(room, ..)| over.contains(room));
    *over = just_over.into_iter().map(|(room, ..)| room).collect();
    let (mut closed, mut answers) = (Vec::new(), true);
    for (room, _, call) in left {
        let outcome = match &app.calls.livekit {
            Some(livekit) => livekit.close_room(&room, app.clock.now()).await,
            None => Ok(()),
        };
        match outcome {
            Ok(()) => closed.push(room),
            Err(fault) => {
                tracing::warn!(%fault, %call, "a room stays open until the next look");
                if matches!(fault, LiveKitFault::Away(_)) {
                    answers = false;
                    break;
                }
            }
        }
    }
    let closed = &closed;
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "delete from call_rooms where over and room_name = any($1)";
                sqlx::query(sql).bind(closed).execute(&mut **tx).await?;
                Ok(answers)
            })
        })
        .await
}

async fn rooms(app: &App, over: bool) -> Served<Vec<(String, Uuid, Uuid)>> {
    app.database
        .run(Scope::SignIn, Access::Read, |tx| {
            Box::pin(async move {
                // In no order that lasts: of more than fit in one look, others come first the next time.
                let sql =
                    "select room_name, org_id, call_id from call_rooms where over = $1 order by random() limit $2";
                Ok(sqlx::query_as(sql).bind(over).bind(AT_ONCE).fetch_all(&mut **tx).await?)
            })
        })
        .await
}

/// How long what the media server said is remembered.
const REMEMBERED_MS: Millis = 60 * 60 * 1000;

/// Forgets words of the media server that are too old to be believed again, and what let customers into the portal and no longer does.
pub async fn forget_old(app: &App) -> Served<()> {
    let before = app.clock.now() - REMEMBERED_MS;
    app.database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                sqlx::query("delete from media_server_events where at < $1").bind(before).execute(&mut **tx).await?;
                sqlx::query("delete from portal_sessions where expires_at < $1")
                    .bind(before)
                    .execute(&mut **tx)
                    .await?;
                sqlx::query("delete from portal_invites where expires_at < $1").bind(before).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await
}

/// How long a device may take to send again a command whose answer was lost: as long as for any other request.
const COMMANDS_REMEMBERED_MS: Millis = 24 * 60 * 60 * 1000;

/// Forgets commands that nobody sends again, in every organisation.
pub async fn forget_old_commands(app: &App) -> Served<()> {
    let before = app.clock.now() - COMMANDS_REMEMBERED_MS;
    for org in organizations::ids(&app.database).await? {
        app.database
            .run(Scope::System { org_id: org }, Access::Write, |tx| {
                Box::pin(async move {
                    let sql = "delete from call_commands where org_id = $1 and at < $2";
                    sqlx::query(sql).bind(org).bind(before).execute(&mut **tx).await?;
                    Ok(())
                })
            })
            .await?;
    }
    Ok(())
}
