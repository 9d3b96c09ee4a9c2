//! A call to several colleagues: who of them is rung, and what becomes of it when one does not take it.

use super::attendee::{Attendee, Party, leg_id};
use super::called::{Called, Known, reachable};
use super::command::apply;
use super::people::{Device, Group, Member};
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

impl Candidate {
    fn is_free(&self, may_wait: bool) -> bool {
        let room = usize::try_from(self.waiting).is_ok_and(|waiting| waiting < waiting::MOST_WAITING);
        !self.wants_quiet && (!self.talks || (may_wait && room))
    }

    fn member(&self) -> Member {
        Member { party: Party::agent(self.id), name: self.name.clone() }
    }
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
    let free: Vec<&Candidate> = candidates.iter().filter(|one| one.is_free(may_wait)).collect();
    let one_of =
        |of: &[&Candidate]| of.iter().find(|one| one.owns).or(of.first()).map(|one| (one.id, one.name.clone()));
    let anybody: Vec<&Candidate> = candidates.iter().collect();
    let (stands, its_name) = one_of(&free).or_else(|| one_of(&anybody)).ok_or(Code::NotFound)?;
    let callee = Known { party: Party::agent(stands), name: its_name, client_id: None };
    let members = free.iter().map(|one| one.member()).collect();
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

/// Whoever is called gives the ring to the others of a group of theirs, who then are called together with them, and
/// passes. Refused as long as nobody of the others can be rung; it rings on then.
pub(super) async fn pass_on(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    (who, own): (&Attendee, Uuid),
    now: Millis,
    patience: &Patience,
) -> Served<Result<bool, Refusal>> {
    let unasked = stored.clone();
    let Some(devices) = call_the_others(tx, stored, who, now).await? else { return Ok(Err(Refusal::NotNow)) };
    let patience = &settings::patience_of(tx, who.org_id, patience).await?;
    let mut commands = Vec::new();
    for device in devices {
        let leg = leg_id(stored.id, device.party.id, device.id);
        stored.devices.insert(leg, device);
        commands.push(Command::Offer(leg));
    }
    let elsewhere = stored.ringing_at(who.party).into_iter().filter(|leg| *leg != own);
    commands.extend(elsewhere.map(|leg| Command::Pass { leg, elsewhere: true }));
    commands.push(Command::PassOn(own));
    let mut trial = stored.call.clone();
    if let Some(refusal) = commands.iter().find_map(|command| trial.decide(*command, now, patience).err()) {
        *stored = unasked;
        return Ok(Err(refusal));
    }
    note_the_others(tx, stored).await?;
    for command in commands {
        apply(tx, stored, command, now, patience).await?.map_err(|_| Code::Conflict)?;
    }
    Ok(Ok(true))
}

/// The first group of theirs in which somebody else can be rung becomes the side that is called; their devices.
async fn call_the_others(
    tx: &mut Tx<'_>,
    stored: &mut StoredCall,
    who: &Attendee,
    now: Millis,
) -> Served<Option<Vec<Device>>> {
    let sql = "select id, name from ring_groups where org_id = $1 and $2 = any(members) order by position";
    let query = sqlx::query_as(sql).bind(who.org_id).bind(who.party.id);
    let groups: Vec<(Uuid, String)> = query.fetch_all(&mut **tx).await?;
    let may_wait = settings::call_waiting(tx, who.org_id).await?;
    for (id, name) in groups {
        let mut others = candidates(tx, who, id, stored.client_id, now).await?;
        others.retain(|one| one.is_free(may_wait) && stored.side_of(Party::agent(one.id)).is_none());
        let parties: Vec<Party> = others.iter().map(|one| Party::agent(one.id)).collect();
        let devices = reachable(tx, who.org_id, &parties, now).await?;
        if !devices.is_empty() {
            let own = Member { party: stored.callee, name: stored.callee_name.clone() };
            let members = others.iter().map(Candidate::member).chain([own]).collect();
            stored.group = Some(Group { id, name, members });
            return Ok(Some(devices));
        }
    }
    Ok(None)
}

async fn note_the_others(tx: &mut Tx<'_>, stored: &StoredCall) -> Served<()> {
    let Some(group) = &stored.group else { return Ok(()) };
    let sql = "with called as (
            update calls set group_id = $3, group_name = $4, guest_ids = $5 where org_id = $1 and id = $2)
        insert into call_participants (org_id, call_id, side, party_type, party_id, name, caller_id, callee_id, live,
            beside, updated_by)
        select $1, $2, 'callee', $7, p.id, p.name, $8, $9, false, true, $9 from unnest($5::uuid[], $6::text[]) as p (id, name)
        on conflict (org_id, call_id, party_id) do nothing";
    sqlx::query(sql)
        .bind(stored.org_id)
        .bind(stored.id)
        .bind(group.id)
        .bind(&group.name)
        .bind(group.members.iter().map(|member| member.party.id).collect::<Vec<_>>())
        .bind(group.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>())
        .bind(stored.callee.kind.word())
        .bind(stored.caller.id)
        .bind(stored.callee.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
