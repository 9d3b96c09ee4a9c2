//! Who may do what to which rows, as data. [`statements`] turns it into grants and policies, `migrate` puts those in
//! place, and tests compare the database's catalogue with this table and its behaviour with `domain::role::may`.
//!
//! Each line becomes one policy for one verb and one database role. A role without a line for a verb has neither the
//! grant nor a policy, and the login role has none at all.

mod apply;

pub use apply::{apply, policy_name, statements};

use Columns::{AllBut, Every};
use Rows::{LogOfAll, LogOfReach, Mine, Organisation, Private, Reach, Whatever};
use Verb::{Delete, Insert, Select, Update};

/// A role of the database that transactions act as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DbRole {
    /// `ll_admin`
    Admin,
    /// `ll_manager`
    Manager,
    /// `ll_agent`
    Agent,
    /// `ll_viewer`
    Viewer,
    /// `ll_system`: the server's own work for one organisation.
    System,
    /// `ll_super`: a platform admin looking across organisations.
    Overseer,
}

impl DbRole {
    /// Every role that has rights on records.
    pub const ALL: [Self; 6] = [Self::Admin, Self::Manager, Self::Agent, Self::Viewer, Self::System, Self::Overseer];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "ll_admin",
            Self::Manager => "ll_manager",
            Self::Agent => "ll_agent",
            Self::Viewer => "ll_viewer",
            Self::System => "ll_system",
            Self::Overseer => "ll_super",
        }
    }
}

/// What is done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verb {
    /// Read it.
    Select,
    /// Make it.
    Insert,
    /// Change it; records are put away this way.
    Update,
    /// Remove it for good.
    Delete,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Self; 4] = [Select, Insert, Update, Delete];

    /// As SQL writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Select => "select",
            Insert => "insert",
            Update => "update",
            Delete => "delete",
        }
    }
}

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Those of the organisation.
    Organisation,
    /// Those of the organisation whose client the person owns, or nobody.
    Reach,
    /// Those only the person sees.
    Private,
    /// Those about the person's own devices.
    Mine,
    /// Lines of the change log about anything in the organisation but other people's private rows.
    LogOfAll,
    /// Lines of the change log about what the person reaches.
    LogOfReach,
    /// Those of every organisation.
    Whatever,
}

impl Rows {
    /// The condition. Ids come from the transaction's settings and are looked up once per statement.
    pub const fn condition(self) -> &'static str {
        match self {
            Organisation => "org_id = (select app.org_id())",
            Reach => {
                "org_id = (select app.org_id()) \
                 and scope in ((select app.user_id()), (select app.pool_of(app.org_id())))"
            }
            Private => "org_id = (select app.org_id()) and scope = (select app.private_of(app.user_id()))",
            Mine => "org_id = (select app.org_id()) and profile_id = (select app.user_id())",
            LogOfAll => {
                "org_id = (select app.org_id()) \
                 and (class <> 20 or scope = (select app.private_of(app.user_id())))"
            }
            LogOfReach => {
                "org_id = (select app.org_id()) \
                 and scope in ((select app.user_id()), (select app.pool_of(app.org_id())), \
                 (select app.org_id()), (select app.private_of(app.user_id())))"
            }
            Whatever => "true",
        }
    }
}

/// Which columns an update may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// All.
    Every,
    /// All but these.
    AllBut(&'static [&'static str]),
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Right {
    /// The table.
    pub table: &'static str,
    /// What.
    pub verb: Verb,
    /// Who.
    pub roles: &'static [DbRole],
    /// To which rows.
    pub rows: Rows,
    /// Which columns, for updates.
    pub columns: Columns,
}

const fn right(table: &'static str, verb: Verb, roles: &'static [DbRole], rows: Rows) -> Right {
    Right { table, verb, roles, rows, columns: Every }
}

const PEOPLE: &[DbRole] = &[DbRole::Admin, DbRole::Manager, DbRole::Agent, DbRole::Viewer];
const LEADS: &[DbRole] = &[DbRole::Admin, DbRole::Manager];
const READS_ALL: &[DbRole] = &[DbRole::Admin, DbRole::Manager, DbRole::Viewer];
const AGENT: &[DbRole] = &[DbRole::Agent];
const SYSTEM: &[DbRole] = &[DbRole::System];
const OVERSEER: &[DbRole] = &[DbRole::Overseer];

/// What nobody changes after a record was made.
const FIXED: &[&str] = &["org_id", "id", "created_at", "created_by"];
/// What an agent does not change of a client: whose it is, and whether it is there.
const NOT_AN_AGENTS: &[&str] = &["org_id", "id", "root", "scope", "owner_id", "deleted_at", "created_at", "created_by"];

const fn update(table: &'static str, roles: &'static [DbRole], rows: Rows, but: &'static [&'static str]) -> Right {
    Right { columns: AllBut(but), ..right(table, Update, roles, rows) }
}

macro_rules! hangs_on_a_client {
    ($table:literal) => {
        [
            right($table, Select, READS_ALL, Organisation),
            right($table, Select, AGENT, Reach),
            right($table, Insert, LEADS, Organisation),
            right($table, Insert, AGENT, Reach),
            update($table, LEADS, Organisation, FIXED),
            update($table, AGENT, Reach, FIXED),
        ]
    };
}

/// The table.
pub const RIGHTS: &[&[Right]] = &[
    &[right("profiles", Select, PEOPLE, Organisation)],
    &[
        right("tags", Select, PEOPLE, Organisation),
        right("tags", Insert, LEADS, Organisation),
        update("tags", LEADS, Organisation, FIXED),
    ],
    &[
        right("clients", Select, READS_ALL, Organisation),
        right("clients", Select, AGENT, Reach),
        right("clients", Insert, LEADS, Organisation),
        right("clients", Insert, AGENT, Reach),
        update("clients", LEADS, Organisation, FIXED),
        update("clients", AGENT, Reach, NOT_AN_AGENTS),
    ],
    &hangs_on_a_client!("contacts"),
    &hangs_on_a_client!("activities"),
    &hangs_on_a_client!("notes"),
    &hangs_on_a_client!("taggings"),
    &[
        right("client_lifecycle_history", Select, READS_ALL, Organisation),
        right("client_lifecycle_history", Select, AGENT, Reach),
    ],
    &[
        right("saved_views", Select, PEOPLE, Private),
        right("saved_views", Insert, PEOPLE, Private),
        update("saved_views", PEOPLE, Private, FIXED),
    ],
    &[
        right("sync_log", Select, READS_ALL, LogOfAll),
        right("sync_log", Select, AGENT, LogOfReach),
        right("sync_log", Delete, SYSTEM, Organisation),
    ],
    &[right("sync_scope", Select, READS_ALL, Organisation), right("sync_scope", Select, AGENT, LogOfReach)],
    &[right("sync_client", Select, PEOPLE, Mine)],
    &[right("mutation", Delete, SYSTEM, Organisation)],
];

/// Every table this program keeps rights for here; those of signing in are in their migration.
pub const TABLES: &[&str] = &[
    "profiles",
    "tags",
    "clients",
    "contacts",
    "activities",
    "notes",
    "taggings",
    "client_lifecycle_history",
    "saved_views",
    "sync_log",
    "sync_scope",
    "sync_client",
    "mutation",
];

/// Every right, with those that the server itself and the platform's admins have on each table.
pub fn rights() -> impl Iterator<Item = Right> {
    let everywhere = TABLES.iter().flat_map(|table| {
        [
            right(table, Select, SYSTEM, Organisation),
            right(table, Insert, SYSTEM, Organisation),
            right(table, Update, SYSTEM, Organisation),
            right(table, Select, OVERSEER, Whatever),
        ]
    });
    RIGHTS.iter().flat_map(|rights| rights.iter().copied()).chain(everywhere)
}
