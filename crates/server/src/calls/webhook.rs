//! What the media server says by itself. It may come late, twice, in another order or not at all; the rooms are compared
//! anyway.

use super::command::found_in;
use super::rooms;
use super::store::{self, Lock};
use crate::actor::Scope;
use crate::app::App;
use crate::database::Access;
use crate::failure::Served;
use leadline_domain::call::Command;
use uuid::Uuid;

/// Hears a word of the media server. One that is not signed by it is refused; one that was heard before changes nothing.
pub async fn heard(app: &App, authorization: &str, body: &[u8]) -> Served<()> {
    let now = app.clock.now();
    let heard = &app.calls.livekit()?.heard(authorization, body, now)?;
    let leg = heard.participant.as_ref().and_then(|who| who.identity.parse::<Uuid>().ok());
    let command = match (heard.event.as_str(), leg) {
        ("participant_joined", Some(leg)) => Command::Joined(leg),
        ("participant_left" | "participant_connection_aborted", Some(leg)) => Command::Gone(leg),
        _ => return Ok(()),
    };
    let Some(room) = heard.room.as_ref().map(|room| room.name.as_str()) else { return Ok(()) };
    let patience = &app.calls.patience;
    let news = app
        .database
        .run(Scope::SignIn, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "insert into media_server_events (id, at) values ($1, $2) on conflict do nothing";
                let new = sqlx::query(sql).bind(&heard.id).bind(now).execute(&mut **tx).await?.rows_affected() == 1;
                let sql = "select org_id, call_id from call_rooms where room_name = $1 and not over";
                let found: Option<(Uuid, Uuid)> = sqlx::query_as(sql).bind(room).fetch_optional(&mut **tx).await?;
                let Some((org, call)) = found.filter(|_| new) else { return Ok(None) };
                tx.enter(Scope::System { org_id: org }).await?;
                let Some(mut stored) = store::load(tx, org, call, Lock::Wait).await? else { return Ok(None) };
                let changed = found_in(tx, &mut stored, &[command], now, patience).await?;
                Ok(changed.map(|changed| (org, changed)))
            })
        })
        .await?;
    if let Some((org, changed)) = news {
        rooms::tell(app, org, changed).await;
    }
    Ok(())
}
