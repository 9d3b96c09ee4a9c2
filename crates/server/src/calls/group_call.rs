//! A call to several colleagues: who of them is rung, and what becomes of it when one does not take it.

use super::attendee::{Attendee, Party};
use super::called::{Called, Known};
use super::command::apply;
use super::people::{Group, Member};
use super::store::StoredCall;
use super::{settings, waiting};
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::{Command, Patience, Refusal};
use leadline_protocol::Code;
use uuid::Uuid;

/// One of a group, and how they stand.
#[derive(sqlx::FromRow)]
struct Candidate {
    id: Uuid,
    name: String,
    talks: bool,
    waiting: i64,
    wants_quiet: bool,
    owns: bool,
}

/// Those of a group who can be rung now: nobody who wants quiet, and who talks only where calls may wait. For all of
/// them stands the client's owner, or else the first.
pub(super) async fn several(
    tx: &mut Tx<'_>,
    who: &Attendee,
    id: Uuid,
    client: Option<Uuid>,
    now: Millis,
) -> Served<Called> {
    let sql = "select name from ring_groups where org_id = $1 and id = $2";
    let name: Option<String> = sqlx::query_scalar(sql).bind(who.org_id).bind(id).fetch_optional(&mut **tx).await?;
    let name = name.ok_or(Code::NotFound)?;
    let candidates = candidates(tx, who, id, client, now).await?;
    let may_wait = settings::call_waiting(tx, who.org_id).await?;
    let is_free = |one: &&Candidate| {
        let room = usize::try_from(one.waiting).is_ok_and(|waiting| waiting < waiting::MOST_WAITING);
        !one.wants_quiet && (!one.talks || (may_wait && room))
    };
    let free: Vec<&Candidate> = candidates.iter().filter(is_free).collect();
    let one_of =
        |of: &[&Candidate]| of.iter().find(|one| one.owns).or(of.first()).map(|one| (one.id, one.name.clone()));
    let anybody: Vec<&Candidate> = candidates.iter().collect();
    let (stands, its_name) = one_of(&free).or_else(|| one_of(&anybody)).ok_or(Code::NotFound)?;
    let callee = Known { party: Party::agent(stands), name: its_name, client_id: None };
    let members = free.iter().map(|one| Member { party: Party::agent(one.id), name: one.name.clone() }).collect();
    Ok(Called { callee, group: Some(Group { id, name, members }) })
}

/// Everybody of a group who can be called at all, in its order.
async fn candidates(
    tx: &mut Tx<'_>,
    who: &Attendee,
    group: Uuid,
    client: Option<Uuid>,
    now: Millis,
) -> Served<Vec<Candidate>> {
    let sql = "select p.id, p.name,
            exists (select from call_participants c where c.org_id = p.org_id and c.party_id = p.id and c.live) as talks,
            (select count(*) from call_participants c
                where c.org_id = p.org_id and c.party_id = p.id and c.beside) as waiting,
            exists (select from agent_presence a where a.org_id = p.org_id and a.profile_id = p.id
                and a.presence = 'do_not_disturb' and (a.until is null or a.until > $4)) as wants_quiet,
            exists (select from clients c where c.org_id = p.org_id and c.id = $3 and c.owner_id = p.id) as owns
        from ring_groups g cross join unnest(g.members) with ordinality m (id, nth)
            join profiles p on p.org_id = g.org_id and p.id = m.id
        where g.org_id = $1 and g.id = $2 and p.id <> $5 and p.status = 'active' and p.role <> 'viewer'
        order by m.nth";
    let query = sqlx::query_as(sql).bind(who.org_id).bind(group).bind(client).bind(now).bind(who.party.id);
    Ok(query.fetch_all(&mut **tx).await?)
}

/// One of several who are called does not take it, on any of their devices.
pub(super) async fn pass(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    (party, own): (Party, Uuid),
    now: Millis,
    patience: &Patience,
) -> Served<Result<bool, Refusal>> {
    let elsewhere = stored.ringing_at(party).into_iter().filter(|leg| *leg != own);
    let passes = elsewhere.map(|leg| Command::Pass { leg, elsewhere: true });
    let mut changed = false;
    for command in passes.chain([Command::Pass { leg: own, elsewhere: false }]).collect::<Vec<_>>() {
        match apply(tx, stored, command, now, patience).await? {
            Ok(further) => changed |= further,
            refused => return Ok(refused),
        }
    }
    Ok(Ok(changed))
}
