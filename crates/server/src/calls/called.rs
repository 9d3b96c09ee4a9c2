//! Who is called: one person, or several colleagues of whom one will do.

use super::attendee::{Attendee, Party};
use super::people::{Device, Group, Member};
use super::{settings, waiting};
use crate::actor::Scope;
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::PartyKind;
use leadline_protocol::Code;
use uuid::Uuid;

/// Who is to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A colleague or a portal customer.
    Party(Uuid),
    /// The portal customer of a client.
    CustomerOf(Uuid),
    /// Colleagues who are called together.
    Group(Uuid),
}

/// Somebody with what they are called and the client they belong to.
pub(super) struct Known {
    pub party: Party,
    pub name: String,
    pub client_id: Option<Uuid>,
}

/// Whoever is called.
pub(super) struct Called {
    /// The one; of several, the one who stands for all until one of them answers.
    pub callee: Known,
    /// The several, with those of them at whose it will ring.
    pub group: Option<Group>,
}

impl Called {
    /// Everybody at whose it will ring.
    pub fn parties(&self) -> Vec<Party> {
        match &self.group {
            Some(group) => group.members.iter().map(|member| member.party).collect(),
            None => vec![self.callee.party],
        }
    }
}

/// The one who is meant, who is not the caller.
pub(super) async fn one(tx: &mut Tx<'_>, who: &Attendee, callee: Callee) -> Served<Option<Known>> {
    let mut found = known(tx, who, callee).await?;
    if found.is_none() && !who.party.is_agent() {
        found = colleague_for_a_customer(tx, who, callee).await?;
    }
    Ok(found.filter(|found| found.party != who.party))
}

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

/// Somebody who can take part in calls, if the transaction's scope may see them.
pub(super) async fn known(tx: &mut Tx<'_>, who: &Attendee, callee: Callee) -> Served<Option<Known>> {
    if let (Callee::Party(id), true) = (callee, who.party.is_agent())
        && let Some(name) = colleague(tx, who.org_id, id).await?
    {
        return Ok(Some(Known { party: Party::agent(id), name, client_id: None }));
    }
    let (column, id) = match callee {
        Callee::Party(id) => ("id", id),
        Callee::CustomerOf(client) => ("client_id", client),
        Callee::Group(_) => return Ok(None),
    };
    let sql = format!(
        "select id, name, client_id from portal_customers where org_id = $1 and {column} = $2 and not blocked
         order by created_at, id limit 1"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(who.org_id).bind(id);
    let found: Option<(Uuid, String, Uuid)> = query.fetch_optional(&mut **tx).await?;
    Ok(found.map(|(id, name, client)| Known { party: Party::customer(id), name, client_id: Some(client) }))
}

/// Customers see nobody's profile; the server looks for them.
async fn colleague_for_a_customer(tx: &mut Tx<'_>, who: &Attendee, callee: Callee) -> Served<Option<Known>> {
    let Callee::Party(id) = callee else { return Ok(None) };
    tx.enter(Scope::System { org_id: who.org_id }).await?;
    let name = colleague(tx, who.org_id, id).await?;
    Ok(name.map(|name| Known { party: Party::agent(id), name, client_id: None }))
}

async fn colleague(tx: &mut Tx<'_>, org: Uuid, id: Uuid) -> Served<Option<String>> {
    let sql = "select name from profiles where org_id = $1 and id = $2 and status = 'active' and role <> 'viewer'";
    Ok(sqlx::query_scalar(sql).bind(org).bind(id).fetch_optional(&mut **tx).await?)
}

/// The devices with an open socket.
pub(super) async fn reachable(tx: &mut Tx<'_>, org: Uuid, parties: &[Party], now: Millis) -> Served<Vec<Device>> {
    let sql = "select distinct d.party_id, d.device_id from reachable_devices d
            join server_processes s on s.id = d.process_id
        where d.org_id = $1 and d.party_id = any($2) and s.lease_until > $3";
    let ids: Vec<Uuid> = parties.iter().map(|party| party.id).collect();
    let found: Vec<(Uuid, Uuid)> = sqlx::query_as(sql).bind(org).bind(ids).bind(now).fetch_all(&mut **tx).await?;
    let device = |(of, id)| parties.iter().find(|party| party.id == of).map(|party| Device { id, party: *party });
    Ok(found.into_iter().filter_map(device).collect())
}

pub(super) async fn does_not_want_to_be_disturbed(
    tx: &mut Tx<'_>,
    org: Uuid,
    party: Party,
    now: Millis,
) -> Served<bool> {
    if party.kind != PartyKind::CrmUser {
        return Ok(false);
    }
    let sql = "select true from agent_presence where org_id = $1 and profile_id = $2 and presence = 'do_not_disturb'
        and (until is null or until > $3)";
    let found: Option<bool> =
        sqlx::query_scalar(sql).bind(org).bind(party.id).bind(now).fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}
