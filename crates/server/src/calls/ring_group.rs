//! Colleagues who are called together.

use super::attendee::Attendee;
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::database::{Access, Tx};
use crate::failure::Served;
use leadline_domain::check::{FieldFault, FieldProblem};
use leadline_protocol::Problem;
use leadline_protocol::ring_group::{RingGroup, RingGroups};
use std::collections::HashSet;
use uuid::Uuid;

const MOST_GROUPS: usize = 20;
const MOST_MEMBERS: usize = 50;
const LONGEST_NAME: usize = 100;

/// The groups of the organisation; customers see them too.
pub async fn all(app: &App, who: &Attendee) -> Served<RingGroups> {
    let org = who.org_id;
    app.database.run(Scope::System { org_id: org }, Access::Read, |tx| Box::pin(select(tx, org))).await
}

async fn select(tx: &mut Tx<'_>, org: Uuid) -> Served<RingGroups> {
    let sql = "select id, name, members from ring_groups where org_id = $1 order by position";
    let rows: Vec<(Uuid, String, Vec<Uuid>)> = sqlx::query_as(sql).bind(org).fetch_all(&mut **tx).await?;
    Ok(RingGroups { groups: rows.into_iter().map(|(id, name, members)| RingGroup { id, name, members }).collect() })
}

/// Decides all of them anew; only administrators may.
pub async fn decide(app: &App, actor: &Actor, wished: &RingGroups) -> Served<()> {
    let problems = faults(wished);
    if !problems.is_empty() {
        return Err(Problem::invalid(problems).into());
    }
    let now = app.clock.now();
    app.database
        .run(actor, Access::Write, |tx| {
            Box::pin(async move {
                members_can_be_called(tx, actor.org_id, wished).await?;
                sqlx::query("delete from ring_groups where org_id = $1").bind(actor.org_id).execute(&mut **tx).await?;
                for (position, group) in (0_i32..).zip(&wished.groups) {
                    let sql = "insert into ring_groups (org_id, id, position, name, members, updated_by)
                        values ($1, $2, $3, $4, $5, $6)";
                    let query = sqlx::query(sql).bind(actor.org_id).bind(group.id).bind(position);
                    let query = query.bind(group.name.trim()).bind(&group.members).bind(actor.user_id);
                    query.execute(&mut **tx).await?;
                }
                let entry = Entry::by(actor, "calls.groups_decided", None).with(serde_json::json!(wished));
                audit::write(tx, now, &entry).await
            })
        })
        .await
}

fn faults(wished: &RingGroups) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut fault = |field: String, fault| problems.push(FieldProblem { field, fault });
    if wished.groups.len() > MOST_GROUPS {
        fault("groups".to_owned(), FieldFault::OutOfRange);
    }
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    for (nth, group) in wished.groups.iter().enumerate() {
        let name = group.name.trim();
        let wrong = match name.chars().count() {
            0 => Some(FieldFault::Required),
            count if count > LONGEST_NAME => Some(FieldFault::TooLong),
            _ if !names.insert(name.to_lowercase()) => Some(FieldFault::NotAChoice),
            _ => None,
        };
        if let Some(wrong) = wrong {
            fault(format!("groups.{nth}.name"), wrong);
        }
        let distinct: HashSet<_> = group.members.iter().collect();
        if !(1..=MOST_MEMBERS).contains(&group.members.len()) || distinct.len() != group.members.len() {
            fault(format!("groups.{nth}.members"), FieldFault::OutOfRange);
        }
        if !ids.insert(group.id) {
            fault(format!("groups.{nth}.id"), FieldFault::OutOfRange);
        }
    }
    problems
}

/// Only colleagues who can be called by themselves can be called together.
async fn members_can_be_called(tx: &mut Tx<'_>, org: Uuid, wished: &RingGroups) -> Served<()> {
    let sql = "select id from profiles where org_id = $1 and status = 'active' and role <> 'viewer'";
    let callable: HashSet<Uuid> = sqlx::query_scalar(sql).bind(org).fetch_all(&mut **tx).await?.into_iter().collect();
    let unknown = |group: &RingGroup| group.members.iter().any(|member| !callable.contains(member));
    let problems: Vec<_> = (0..)
        .zip(&wished.groups)
        .filter(|(_, group)| unknown(group))
        .map(|(nth, _): (usize, _)| FieldProblem {
            field: format!("groups.{nth}.members"),
            fault: FieldFault::NotAChoice,
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Problem::invalid(problems).into()) }
}
