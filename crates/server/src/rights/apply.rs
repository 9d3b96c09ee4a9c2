//! Putting the table of rights in place.

use super::{Columns, DbRole, Right, Verb, rights, tables};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Row};
use std::collections::HashMap;
use std::fmt::Write;

/// The name of a policy.
pub fn policy_name(table: &str, verb: Verb, role: DbRole) -> String {
    format!("{table}_{}_{}", verb.word(), role.name())
}

/// Brings grants and policies to what the table of rights says, in one transaction. Does nothing if they are of this
/// very table already. The connection must act as the owner of the tables.
pub async fn apply(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let wanted = statements(&columns(connection).await?);
    let print = print(&wanted);
    if print_in_place(connection).await?.as_ref() == Some(&print) {
        return Ok(());
    }
    let mut tx = connection.begin().await?;
    sqlx::raw_sql(AssertSqlSafe(wanted)).execute(&mut *tx).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("comment on table sync_log is '{print}'"))).execute(&mut *tx).await?;
    tx.commit().await
}

/// Whether grants and policies are of this very table.
pub async fn are_in_place(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let wanted = statements(&columns(connection).await?);
    Ok(print_in_place(connection).await?.as_ref() == Some(&print(&wanted)))
}

/// Tells one table of rights from another.
fn print(statements: &str) -> String {
    format!("rights {:x}", HexOf(Sha256::digest(statements.as_bytes())))
}

async fn print_in_place(connection: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("select obj_description('sync_log'::regclass)").fetch_one(connection).await
}

struct HexOf<T>(T);
impl<T: AsRef<[u8]>> std::fmt::LowerHex for HexOf<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.as_ref().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

async fn columns(connection: &mut PgConnection) -> Result<HashMap<String, Vec<String>>, sqlx::Error> {
    let sql = "select relname::text, attname::text from pg_attribute join pg_class c on c.oid = attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 and not attisdropped
        order by relname, attnum";
    let mut columns: HashMap<String, Vec<String>> = HashMap::new();
    for row in sqlx::query(sql).fetch_all(connection).await? {
        columns.entry(row.try_get(0)?).or_default().push(row.try_get(1)?);
    }
    Ok(columns)
}

/// The statements that make exactly these rights; `columns` are those of each table.
pub fn statements(columns: &HashMap<String, Vec<String>>) -> String {
    let everybody = DbRole::ALL.map(DbRole::name).join(", ");
    let mut sql = format!(
        "grant execute on function app.pool_of(uuid), app.private_of(uuid) to {everybody};\n\
         do $$ declare p record; begin
            for p in select tablename, policyname from pg_policies
                where schemaname = 'public' and tablename = any ('{{{}}}')
            loop execute format('drop policy %I on %I', p.policyname, p.tablename); end loop;
         end $$;\n",
        tables().collect::<Vec<_>>().join(",")
    );
    for table in tables() {
        write!(
            sql,
            "alter table {table} enable row level security;\nalter table {table} force row level security;\n\
             revoke all on {table} from public, ll_login, {everybody};\n"
        )
        .expect("writing into a string cannot fail");
    }
    for right in rights() {
        let columns = columns.get(right.table).map(Vec::as_slice).unwrap_or_default();
        for role in right.roles {
            grant(&mut sql, &right, *role, columns);
            policy(&mut sql, &right, *role);
        }
    }
    sql
}

fn grant(sql: &mut String, right: &Right, role: DbRole, columns: &[String]) {
    let of = match right.columns {
        Columns::Every => String::new(),
        Columns::AllBut(but) => {
            let may: Vec<&str> = columns.iter().map(String::as_str).filter(|column| !but.contains(column)).collect();
            format!(" ({})", may.join(", "))
        }
        Columns::Only(may) => format!(" ({})", may.join(", ")),
    };
    writeln!(sql, "grant {}{of} on {} to {};", right.verb.word(), right.table, role.name())
        .expect("writing into a string cannot fail");
}

fn policy(sql: &mut String, right: &Right, role: DbRole) {
    let rows = right.rows.condition();
    let condition = match right.verb {
        Verb::Select | Verb::Delete => format!("using ({rows})"),
        Verb::Insert => format!("with check ({rows})"),
        Verb::Update => format!("using ({rows}) with check ({})", right.rows.condition_afterwards()),
    };
    let name = policy_name(right.table, right.verb, role);
    writeln!(sql, "create policy {name} on {} for {} to {} {condition};", right.table, right.verb.word(), role.name())
        .expect("writing into a string cannot fail");
}
