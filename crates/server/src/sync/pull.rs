//! What is new for a device since it last asked.
//!
//! Every scope has its own cursor and is read to its end before the next one begins, the person's own records first.
//! That is sound because each scope is applied in the order of versions, and a row or a departure that arrives twice
//! or late is told apart by its version (R2).

use crate::actor::Actor;
use crate::database::Tx;
use crate::failure::{Failure, Served};
use crate::records::{self, Stored};
use leadline_domain::{Entity, Millis, Role, scope};
use leadline_protocol::sync::{Gone, MAX_PULL_ROWS, Page, Pull, Row, Since};
use leadline_protocol::{Code, MIN_PROTOCOL, Problem};
use sqlx::Row as _;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Most scopes that are read with one statement.
const SCOPES_AT_ONCE: usize = 64;
const WRITTEN: i16 = 0;

/// A scope on its way.
#[derive(Clone, Copy, Debug)]
struct Course {
    scope: Uuid,
    since: i64,
    head: i64,
    lines: i64,
}

impl Course {
    /// How many lines wait in it, taking them to be spread evenly over the versions.
    fn outstanding(&self) -> u64 {
        if self.head <= self.since {
            return 0;
        }
        let share = i128::from(self.lines) * i128::from(self.head - self.since) / i128::from(self.head);
        u64::try_from(share.max(1)).unwrap_or(u64::MAX)
    }
}

/// A line of the change log.
#[derive(Clone, Copy, Debug)]
struct Line {
    entity: Entity,
    id: Uuid,
    scope: Uuid,
    version: i64,
    op: i16,
}

/// Answers a pull. The transaction must be a snapshot in the person's own scope, so that the policies check again
/// every row that is sent.
pub async fn pull(tx: &mut Tx<'_>, actor: &Actor, asked: &Pull, now: Millis) -> Served<Page> {
    if asked.protocol < MIN_PROTOCOL {
        return Err(Problem::new(Code::UpgradeRequired).into());
    }
    let sql = "select epoch, version, min_version from org_sync where org_id = $1";
    let (epoch, version, min_version): (Uuid, i64, i64) =
        sqlx::query_as(sql).bind(actor.org_id).fetch_one(&mut **tx).await?;
    let granted = granted(tx, actor).await?;
    let held: HashMap<Uuid, i64> = asked.since.iter().map(|since| (since.scope, since.version)).collect();
    let mut page = Page {
        epoch,
        asked: asked.since.clone(),
        revoked: asked.since.iter().map(|since| since.scope).filter(|scope| !granted.contains(scope)).collect(),
        reset: Vec::new(),
        floor: min_version,
        rows: Vec::new(),
        gone: Vec::new(),
        cursors: Vec::new(),
        more: true,
        acked_seq: None,
        remaining: 0,
        now,
    };
    let stranger = asked.epoch.is_some_and(|held| held != epoch) || asked.epoch.is_none() && !held.is_empty();
    if stranger {
        page.reset.clone_from(&granted);
        page.cursors = granted.iter().map(|scope| Since { scope: *scope, version: 0 }).collect();
        return Ok(page);
    }
    let mut courses = Vec::with_capacity(granted.len());
    for course in with_heads(tx, actor.org_id, &granted).await? {
        let since = held.get(&course.scope).copied().unwrap_or(0).clamp(0, version);
        let forgotten = since > 0 && since < min_version && asked.floor < min_version;
        if forgotten {
            page.reset.push(course.scope);
        }
        courses.push(Course { since: if forgotten { 0 } else { since }, ..course });
    }
    let lines = read_lines(tx, actor.org_id, &mut courses, version, asked.max_rows.clamp(1, MAX_PULL_ROWS)).await?;
    page.cursors = courses.iter().map(|course| Since { scope: course.scope, version: course.since }).collect();
    page.remaining = courses.iter().map(Course::outstanding).sum();
    page.more = page.remaining > 0;
    if !page.more {
        page.acked_seq = acked_seq(tx, actor, asked.client_id).await?;
    }
    (page.rows, page.gone) = with_bodies(tx, actor.org_id, lines).await?;
    Ok(page)
}

/// The scopes the person may see, in the order they are read: what everybody needs, then one's own, then the rest.
async fn granted(tx: &mut Tx<'_>, actor: &Actor) -> Served<Vec<Uuid>> {
    let members: Vec<Uuid> = if actor.role == Role::Agent {
        Vec::new()
    } else {
        sqlx::query_scalar("select id from profiles where org_id = $1").bind(actor.org_id).fetch_all(&mut **tx).await?
    };
    let (org, me) = (actor.org_id, actor.user_id);
    let first = [scope::organisation(org), scope::private(me), scope::owned_by(me), scope::pool(org)];
    let mut granted = scope::granted(org, me, actor.role, &members);
    granted.sort_by_key(|scope| first.iter().position(|early| early == scope).unwrap_or(first.len()));
    Ok(granted)
}

async fn with_heads(tx: &mut Tx<'_>, org: Uuid, granted: &[Uuid]) -> Served<Vec<Course>> {
    let sql = "select scope, head, lines from sync_scope where org_id = $1 and scope = any($2)";
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as(sql).bind(org).bind(granted).fetch_all(&mut **tx).await?;
    let heads: HashMap<Uuid, (i64, i64)> =
        rows.into_iter().map(|(scope, head, lines)| (scope, (head, lines))).collect();
    let course = |scope: &Uuid| {
        let (head, lines) = heads.get(scope).copied().unwrap_or_default();
        Course { scope: *scope, since: 0, head, lines }
    };
    Ok(granted.iter().map(course).collect())
}

/// Reads up to `most` lines, ending each scope on a version boundary (R1), and moves the courses forward.
async fn read_lines(tx: &mut Tx<'_>, org: Uuid, courses: &mut [Course], version: i64, most: u32) -> Served<Vec<Line>> {
    let most = most as usize;
    let mut taken: Vec<Line> = Vec::new();
    for quiet in courses.iter_mut().filter(|course| course.head <= course.since) {
        quiet.since = version;
    }
    while taken.len() < most {
        let room = most - taken.len();
        let next = next_courses(courses, room);
        if next.is_empty() {
            break;
        }
        let mut found = lines_of(tx, org, &next.iter().map(|at| courses[*at]).collect::<Vec<_>>(), room + 1).await?;
        for at in next {
            let room = most - taken.len();
            let mut lines = found.remove(&courses[at].scope).unwrap_or_default();
            if lines.len() <= room {
                courses[at].since = version;
                taken.append(&mut lines);
                continue;
            }
            let boundary = lines[room].version;
            lines.truncate(lines.partition_point(|line| line.version < boundary));
            if let Some(last) = lines.last() {
                courses[at].since = last.version;
                taken.append(&mut lines);
            } else if taken.is_empty() {
                // One version is larger than a page; it is sent whole all the same.
                taken = lines_of_version(tx, org, courses[at].scope, boundary).await?;
                courses[at].since = boundary;
            }
            return Ok(taken);
        }
    }
    Ok(taken)
}

/// The places of the scopes to read next: as many as probably fill the page.
fn next_courses(courses: &[Course], room: usize) -> Vec<usize> {
    let mut expected = 0;
    let mut next = Vec::new();
    for (at, course) in courses.iter().enumerate().filter(|(_, course)| course.outstanding() > 0) {
        if next.len() == SCOPES_AT_ONCE || expected > room as u64 {
            break;
        }
        expected += course.outstanding();
        next.push(at);
    }
    next
}

/// The first `most` lines of each scope after its cursor.
async fn lines_of(tx: &mut Tx<'_>, org: Uuid, courses: &[Course], most: usize) -> Served<HashMap<Uuid, Vec<Line>>> {
    let sql = "select l.scope, l.class, l.id, l.version, l.op
        from unnest($2::uuid[], $3::bigint[]) as w (scope, since)
        cross join lateral (
            select * from sync_log
            where org_id = $1 and scope = w.scope and version > w.since order by version limit $4) l";
    let scopes: Vec<Uuid> = courses.iter().map(|course| course.scope).collect();
    let since: Vec<i64> = courses.iter().map(|course| course.since).collect();
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = sqlx::query(sql).bind(org).bind(scopes).bind(since).bind(most).fetch_all(&mut **tx).await?;
    let mut lines: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for row in &rows {
        let line = line(row)?;
        lines.entry(line.scope).or_default().push(line);
    }
    lines.values_mut().for_each(|lines| lines.sort_by_key(|line| line.version));
    Ok(lines)
}

async fn lines_of_version(tx: &mut Tx<'_>, org: Uuid, scope: Uuid, version: i64) -> Served<Vec<Line>> {
    let sql = "select scope, class, id, version, op from sync_log where org_id = $1 and scope = $2 and version = $3";
    let rows = sqlx::query(sql).bind(org).bind(scope).bind(version).fetch_all(&mut **tx).await?;
    rows.iter().map(line).collect()
}

fn line(row: &sqlx::postgres::PgRow) -> Served<Line> {
    let class: i16 = row.try_get(1)?;
    let entity = Entity::from_class(class)
        .ok_or_else(|| Failure::inside("reading the change log")(format!("there is no class {class}")))?;
    Ok(Line { entity, scope: row.try_get(0)?, id: row.try_get(2)?, version: row.try_get(3)?, op: row.try_get(4)? })
}

/// Only at the head may a device take its edits out of the outbox (R6).
async fn acked_seq(tx: &mut Tx<'_>, actor: &Actor, client: Uuid) -> Served<Option<i64>> {
    let sql = "select last_seq from sync_client where org_id = $1 and client_id = $2 and profile_id = $3";
    let query = sqlx::query_scalar(sql).bind(actor.org_id).bind(client).bind(actor.user_id);
    Ok(Some(query.fetch_optional(&mut **tx).await?.unwrap_or(0)))
}

async fn with_bodies(tx: &mut Tx<'_>, org: Uuid, lines: Vec<Line>) -> Served<(Vec<Row>, Vec<Gone>)> {
    let (written, went): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.op == WRITTEN);
    let mut rows = Vec::with_capacity(written.len());
    for entity in Entity::ALL {
        let expected: HashMap<Uuid, &Line> =
            written.iter().filter(|line| line.entity == *entity).map(|line| (line.id, line)).collect();
        if expected.is_empty() {
            continue;
        }
        let ids: Vec<Uuid> = expected.keys().copied().collect();
        let found = records::by_ids(tx, *entity, org, &ids).await?;
        let agrees = |stored: &Stored| {
            expected.get(&stored.id).is_some_and(|line| {
                line.scope == stored.scope && line.version == stored.version && stored.deleted_at.is_none()
            })
        };
        if found.len() != expected.len() || !found.iter().all(agrees) {
            // Sending on would show a row to somebody the policies keep it from, or lose one; both are worse.
            let fault =
                format!("{} of {} {} agree", found.iter().filter(|s| agrees(s)).count(), ids.len(), entity.table());
            return Err(Failure::inside("comparing the change log with the rows")(fault));
        }
        rows.extend(found.into_iter().map(|stored| row(*entity, stored)));
    }
    rows.sort_by_key(|row| (row.version, row.entity.class()));
    let mut seen = HashSet::new();
    let mut gone: Vec<Gone> =
        went.iter().map(|line| Gone { entity: line.entity, id: line.id, version: line.version }).collect();
    gone.sort_by_key(|gone| std::cmp::Reverse(gone.version));
    gone.retain(|gone| seen.insert((gone.entity, gone.id)));
    gone.sort_by_key(|gone| (gone.version, gone.entity.class()));
    Ok((rows, gone))
}

fn row(entity: Entity, stored: Stored) -> Row {
    Row {
        entity,
        id: stored.id,
        root: stored.root,
        scope: stored.scope,
        version: stored.version,
        enter: stored.enter,
        created_at: stored.created_at,
        created_by: stored.created_by,
        updated_at: stored.updated_at,
        updated_by: stored.updated_by,
        values: stored.values,
    }
}
