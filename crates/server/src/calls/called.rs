//! Who is called: one person, or several colleagues of whom one will do.

use super::attendee::{Attendee, Party};
use super::people::{Device, Group};
use crate::actor::Scope;
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_domain::call::PartyKind;
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
