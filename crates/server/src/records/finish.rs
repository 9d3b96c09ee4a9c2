//! The last step of every writing transaction: number it, stamp its rows, write the change log.

use super::writing::{Touch, Writing, children};
use crate::actor::Scope;
use crate::calls::video_session;
use crate::database::Tx;
use crate::failure::Served;
use crate::http::request;
use leadline_domain::Entity;
use sqlx::{AssertSqlSafe, Row};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::sync::LazyLock;
use uuid::Uuid;

const WRITTEN: i16 = 0;
const LEFT: i16 = 1;
const DELETED: i16 = 2;

/// A record's way through the transaction: where it was seen before, where it is seen after.
struct Course {
    root: Uuid,
    was_in: Option<Uuid>,
    is_in: Option<Uuid>,
    stamped: bool,
    edited: bool,
}

/// Lines for the change log, as columns.
#[derive(Default)]
struct Lines {
    scopes: Vec<Uuid>,
    classes: Vec<i16>,
    ids: Vec<Uuid>,
    roots: Vec<Uuid>,
    ops: Vec<i16>,
}

impl Lines {
    fn push(&mut self, scope: Uuid, entity: Entity, id: Uuid, root: Uuid, op: i16) {
        self.scopes.push(scope);
        self.classes.push(entity.class());
        self.ids.push(id);
        self.roots.push(root);
        self.ops.push(op);
    }
}

impl Writing {
    /// Numbers the transaction, stamps its rows and writes the change log. The version is what every device of the
    /// organisation will find the changes under; none if nothing was changed. Afterwards the transaction is in the
    /// system's scope, and other writers of the organisation wait for its commit, which should come at once.
    pub async fn finish(mut self, tx: &mut Tx<'_>) -> Served<Option<i64>> {
        if self.touched.is_empty() {
            return Ok(None);
        }
        self.write_audit(tx).await?;
        tx.enter(Scope::System { org_id: self.org }).await?;
        self.write_steps(tx).await?;
        self.touch_what_hangs_on_the_moved(tx).await?;
        let meetings = self.touched.iter().filter(|touch| touch.entity == Entity::Activity).map(|touch| touch.id);
        video_session::follow_meetings(tx, self.org, &meetings.collect::<Vec<_>>()).await?;
        let courses = courses(&self.touched);
        let version = self.stamp(tx, &courses).await?;
        self.forget_lines_below_the_moved(tx, version).await?;
        tx.announce(self.org, version);
        Ok(Some(version))
    }

    /// As the person, whose device and request the database fills in.
    async fn write_audit(&mut self, tx: &mut Tx<'_>) -> Served<()> {
        if self.audited.is_empty() {
            return Ok(());
        }
        let (actions, subjects): (Vec<String>, Vec<Uuid>) = std::mem::take(&mut self.audited).into_iter().unzip();
        let sql = "insert into audit_log (org_id, actor_id, device_id, request_id, action, subject_id, at, address)
            select $1, app.user_id(), app.device_id(), app.request_id(), a.action, a.subject, $4, $5::text::inet
            from unnest($2::text[], $3::uuid[]) as a (action, subject)";
        let address = request::address().map(|address| address.to_string());
        let query = sqlx::query(sql).bind(self.org).bind(actions).bind(subjects).bind(self.at).bind(address);
        query.execute(&mut **tx).await?;
        Ok(())
    }

    async fn write_steps(&mut self, tx: &mut Tx<'_>) -> Served<()> {
        if self.steps.is_empty() {
            return Ok(());
        }
        let steps = std::mem::take(&mut self.steps);
        self.insert(tx, Entity::LifecycleChange, steps).await
    }

    async fn touch_what_hangs_on_the_moved(&mut self, tx: &mut Tx<'_>) -> Served<()> {
        if self.moved.is_empty() {
            return Ok(());
        }
        let roots: Vec<Uuid> = self.moved.iter().map(|(root, _)| *root).collect();
        let rows = sqlx::query(AssertSqlSafe(BELOW.as_str())).bind(self.org).bind(roots).fetch_all(&mut **tx).await?;
        for row in rows {
            let entity = Entity::from_class(row.try_get(0)?).expect("the statement names known classes");
            let (scope, live): (Uuid, bool) = (row.try_get(3)?, row.try_get(4)?);
            self.touched.push(Touch {
                entity,
                id: row.try_get(1)?,
                root: row.try_get(2)?,
                was_in: None,
                is_in: live.then_some(scope),
                stamped: false,
                edited: false,
            });
        }
        Ok(())
    }

    /// One statement, so that the organisation's row is locked for as short a time as can be.
    async fn stamp(&self, tx: &mut Tx<'_>, courses: &BTreeMap<(Entity, Uuid), Course>) -> Served<i64> {
        let mut lines = Lines::default();
        let mut stamps: HashMap<Entity, Vec<Uuid>> = HashMap::new();
        let (mut entered, mut moved_along) = (Vec::new(), Vec::new());
        let moved: HashSet<Uuid> = self.moved.iter().map(|(root, _)| *root).collect();
        for ((entity, id), course) in courses {
            if !course.stamped {
                stamps.entry(*entity).or_default().push(*id);
            }
            if !course.edited {
                moved_along.push(*id);
            }
            let is_root = course.root == *id;
            if is_root && course.is_in.is_some() && course.is_in != course.was_in {
                entered.push(*id);
            }
            if let Some(scope) = course.is_in {
                lines.push(scope, *entity, *id, course.root, WRITTEN);
            }
            // What hangs on a client that left or went is taken along by the device (R3).
            let goes_with_root = !is_root && moved.contains(&course.root);
            match course.was_in {
                Some(scope) if course.is_in.is_none() => lines.push(scope, *entity, *id, course.root, DELETED),
                Some(scope) if course.is_in != Some(scope) && !goes_with_root => {
                    lines.push(scope, *entity, *id, course.root, LEFT);
                }
                _ => {}
            }
        }
        let mut query = sqlx::query_scalar(AssertSqlSafe(STAMP.as_str()))
            .bind(self.org)
            .bind(self.reserved)
            .bind(entered)
            .bind(lines.scopes)
            .bind(lines.classes)
            .bind(lines.ids)
            .bind(lines.roots)
            .bind(lines.ops)
            .bind(moved_along);
        for entity in Entity::ALL {
            query = query.bind(stamps.remove(entity).unwrap_or_default());
        }
        Ok(query.fetch_one(&mut **tx).await?)
    }

    /// A device that is told that a client is gone from a scope drops what hung on it, so the older lines below it say
    /// nothing any more.
    async fn forget_lines_below_the_moved(&self, tx: &mut Tx<'_>, version: i64) -> Served<()> {
        let (roots, scopes): (Vec<Uuid>, Vec<Uuid>) =
            self.moved.iter().filter_map(|(root, was_in)| was_in.map(|scope| (*root, scope))).unzip();
        if roots.is_empty() {
            return Ok(());
        }
        let sql = "with gone as (
                delete from sync_log l using unnest($2::uuid[], $3::uuid[]) as m (root, scope)
                where l.org_id = $1 and l.scope = m.scope and l.root = m.root and l.id <> l.root and l.version < $4
                returning l.scope)
            update sync_scope s set lines = s.lines - g.lines
            from (select scope, count(*) as lines from gone group by scope) g
            where s.org_id = $1 and s.scope = g.scope";
        sqlx::query(sql).bind(self.org).bind(roots).bind(scopes).bind(version).execute(&mut **tx).await?;
        Ok(())
    }
}

/// Folds everything that happened to a record into its first and its last state.
fn courses(touched: &[Touch]) -> BTreeMap<(Entity, Uuid), Course> {
    let mut courses: BTreeMap<(Entity, Uuid), Course> = BTreeMap::new();
    for touch in touched {
        courses
            .entry((touch.entity, touch.id))
            .and_modify(|course| {
                course.root = touch.root;
                course.is_in = touch.is_in;
                course.edited |= touch.edited;
            })
            .or_insert(Course {
                root: touch.root,
                was_in: touch.was_in,
                is_in: touch.is_in,
                stamped: touch.stamped,
                edited: touch.edited,
            });
    }
    courses
}

/// Everything that hangs on the given clients: class, id, root, scope and whether it is there, which takes
/// its client to be there too.
static BELOW: LazyLock<String> = LazyLock::new(|| {
    let mut sql = String::new();
    for child in children() {
        if !sql.is_empty() {
            sql.push_str(" union all ");
        }
        write!(
            sql,
            "select {}::smallint, r.id, r.root, r.scope, r.deleted_at is null and c.deleted_at is null \
             from {} r join clients c on c.org_id = r.org_id and c.id = r.client_id \
             where r.org_id = $1 and r.client_id = any($2)",
            child.class(),
            child.table()
        )
        .expect("writing into a string cannot fail");
    }
    sql
});

static STAMP: LazyLock<String> = LazyLock::new(|| {
    let mut sql = String::from(
        "with v as (update org_sync set version = coalesce($2, version + 1) where org_id = $1 returning version)",
    );
    for (at, entity) in Entity::ALL.iter().enumerate() {
        write!(
            sql,
            ", stamped_{table} as (update {table} t set version = v.version, \
             enter = case when t.id = any($3::uuid[]) then v.version else t.enter end, \
             edited = case when t.id = any($9::uuid[]) then t.edited else v.version end \
             from v where t.org_id = $1 and t.id = any(${}::uuid[]))",
            at + 10,
            table = entity.table()
        )
        .expect("writing into a string cannot fail");
    }
    sql.push_str(
        ", written as (
            insert into sync_log (org_id, scope, class, id, root, version, op)
            select $1, l.scope, l.class, l.id, l.root, v.version, l.op
            from v, unnest($4::uuid[], $5::smallint[], $6::uuid[], $7::uuid[], $8::smallint[])
                as l (scope, class, id, root, op)
            on conflict (org_id, scope, class, id)
                do update set root = excluded.root, version = excluded.version, op = excluded.op
            returning scope, xmax = 0 as is_new),
        counted as (
            insert into sync_scope (org_id, scope, head, lines)
            select $1, w.scope, v.version, count(*) filter (where w.is_new) from v, written w group by w.scope, v.version
            on conflict (org_id, scope)
                do update set head = excluded.head, lines = sync_scope.lines + excluded.lines)
        select v.version from v, set_config('app.version', v.version::text, true)",
    );
    sql
});
