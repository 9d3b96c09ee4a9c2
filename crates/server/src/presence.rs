//! How agents are shown: what they chose, unless they are in a call or have no device.

pub mod board;

use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::calls::{Attendee, settings};
use crate::database::{Access, Tx};
use crate::failure::{Failure, Served};
use leadline_domain::call::{Chosen, Presence};
use leadline_domain::{Millis, Role};
use leadline_protocol::Code;
use leadline_protocol::call::{CallableAgent, PresenceChoice, PresenceOf};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

/// Everybody who can be called, and whether they want to be; `$2` names some of them, or nobody.
const SELECT: &str = "select p.id, p.name, p.email, p.role, a.presence, a.until, a.wrap_up_until,
        exists (select from reachable_devices d join server_processes s on s.id = d.process_id
            where d.org_id = p.org_id and d.party_id = p.id and s.lease_until > $3) as has_device,
        exists (select from call_participants c where c.org_id = p.org_id and c.party_id = p.id and c.live)
            or exists (select from call_participants c where c.org_id = p.org_id and c.party_id = p.id and c.beside) as in_call
    from profiles p left join agent_presence a on a.org_id = p.org_id and a.profile_id = p.id
    where p.org_id = $1 and p.status = 'active' and p.role <> 'viewer' and ($2::uuid[] is null or p.id = any($2))
    order by p.name, p.id";

struct Agent {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    presence: Presence,
    until: Option<Millis>,
}

/// The colleagues somebody may call, those who are available first. Customers are not told addresses.
pub async fn agents(app: &App, who: &Attendee) -> Served<Vec<CallableAgent>> {
    let (org, now) = (who.org_id, app.clock.now());
    let (mut agents, calls_wait) = app
        .database
        .run(Scope::System { org_id: org }, Access::Read, |tx| {
            Box::pin(async move { Ok((select(tx, org, None, now).await?, settings::call_waiting(tx, org).await?)) })
        })
        .await?;
    agents.retain(|agent| agent.id != who.party.id);
    agents.sort_by_key(|agent| agent.presence);
    let for_colleagues = who.party.is_agent();
    let callable = |agent: Agent| {
        let (first, last) = agent.name.split_once(' ').unwrap_or((&agent.name, ""));
        CallableAgent {
            supabase_user_id: agent.id,
            first_name: first.to_owned(),
            last_name: last.trim_start().to_owned(),
            email: for_colleagues.then_some(agent.email),
            role: agent.role,
            presence: agent.presence,
            call_waiting: calls_wait,
        }
    };
    Ok(agents.into_iter().map(callable).collect())
}

/// How some colleagues are shown; nothing of those who cannot be called.
pub(crate) async fn shown(tx: &mut Tx<'_>, org: Uuid, profiles: &[Uuid], now: Millis) -> Served<Vec<PresenceOf>> {
    let agents = select(tx, org, Some(profiles), now).await?;
    let shown = |agent: Agent| PresenceOf { profile_id: agent.id, presence: agent.presence, until: agent.until };
    Ok(agents.into_iter().map(shown).collect())
}

/// As [`shown`], in a transaction of its own.
async fn of(app: &App, org: Uuid, profiles: &[Uuid]) -> Served<Vec<PresenceOf>> {
    let now = app.clock.now();
    app.database.run(Scope::System { org_id: org }, Access::Read, |tx| Box::pin(shown(tx, org, profiles, now))).await
}

/// Lets an agent say how they want to be shown. It also ends the time after a call.
pub async fn choose(app: &App, actor: &Actor, choice: &PresenceChoice) -> Served<PresenceOf> {
    let now = app.clock.now();
    if actor.role == Role::Viewer {
        return Err(Code::Forbidden.into());
    }
    if !choice.presence.can_be_chosen() || choice.until.is_some_and(|until| until <= now) {
        return Err(Code::Invalid.into());
    }
    app.database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                let sql = "insert into agent_presence (org_id, profile_id, presence, until, updated_by)
                    values ($1, $2, $3, $4, $2)
                    on conflict (org_id, profile_id) do update
                        set presence = excluded.presence, until = excluded.until, wrap_up_until = null";
                let query = sqlx::query(sql).bind(actor.org_id).bind(actor.user_id);
                query.bind(choice.presence.word()).bind(choice.until).execute(&mut **tx).await?;
                Ok(())
            })
        })
        .await?;
    app.calls.news.tell_presence(actor.org_id, actor.user_id);
    Ok(of(app, actor.org_id, &[actor.user_id]).await?.pop().ok_or(Code::NotFound)?)
}

async fn select(tx: &mut Tx<'_>, org: Uuid, profiles: Option<&[Uuid]>, now: Millis) -> Served<Vec<Agent>> {
    let rows = sqlx::query(SELECT).bind(org).bind(profiles).bind(now).fetch_all(&mut **tx).await?;
    rows.iter().map(|row| agent(row, now)).collect()
}

fn agent(row: &PgRow, now: Millis) -> Served<Agent> {
    let chosen = match row.try_get::<Option<String>, _>("presence")? {
        Some(word) => Chosen {
            presence: Presence::from_word(&word).ok_or_else(|| Failure::from(Code::Internal))?,
            until: row.try_get("until")?,
            wrap_up_until: row.try_get("wrap_up_until")?,
        },
        None => Chosen::default(),
    };
    let presence = Presence::shown(&chosen, row.try_get("has_device")?, row.try_get("in_call")?, now);
    Ok(Agent {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        role: row.try_get("role")?,
        presence,
        until: chosen.until.filter(|until| *until > now),
    })
}
