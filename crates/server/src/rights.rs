//! Who may do what to which rows, as data. [`statements`] turns it into grants and policies, `migrate` puts those in
//! place, and tests compare the database's catalogue with this table and its behaviour with `domain::role::may`.
//!
//! Each line becomes one policy for one verb and one database role. A role without a line for a verb has neither the
//! grant nor a policy, and the login role has none at all.

mod apply;
mod calls;
mod records;
mod sign_in;

pub use apply::{apply, are_in_place, policy_name, statements};

use Rows::{Organisation, Whatever};
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
    /// `ll_portal`: a customer in the portal.
    Customer,
    /// `ll_system`: the server's own work for one organisation.
    System,
    /// `ll_super`: a platform admin looking across organisations.
    Overseer,
    /// `ll_auth`: signing in, before it is known who somebody is.
    SignIn,
    /// `ll_backup`: reads everything, for a backup. The server's login cannot become it.
    Backup,
}

impl DbRole {
    /// Every role that has rights.
    pub const ALL: [Self; 9] = [
        Self::Admin,
        Self::Manager,
        Self::Agent,
        Self::Viewer,
        Self::Customer,
        Self::System,
        Self::Overseer,
        Self::SignIn,
        Self::Backup,
    ];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "ll_admin",
            Self::Manager => "ll_manager",
            Self::Agent => "ll_agent",
            Self::Viewer => "ll_viewer",
            Self::Customer => "ll_portal",
            Self::System => "ll_system",
            Self::Overseer => "ll_super",
            Self::SignIn => "ll_auth",
            Self::Backup => "ll_backup",
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
    /// The organisation itself.
    ItsOwn,
    /// Those of the organisation whose client the person owns, or nobody.
    Reach,
    /// Those only the person sees.
    Private,
    /// Those about the person's own devices.
    Mine,
    /// Those that say that the person is who they are about.
    OfMyself,
    /// Those that say that the person made them.
    MadeByMe,
    /// Those that say that the person did it.
    DoneByMe,
    /// People of the organisation who are only invited.
    Invited,
    /// Of those, the ones who will not lead.
    InvitedBelow,
    /// Invitations nobody has taken up.
    Open,
    /// The person's own row.
    Myself,
    /// Those of calls the person calls or is called in.
    TakesPart,
    /// Calls the person calls, is called in, or was asked into.
    TakesPartOrAsked,
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
            Self::ItsOwn => "id = (select app.org_id())",
            Self::Reach => {
                "org_id = (select app.org_id()) \
                 and scope in ((select app.user_id()), (select app.pool_of(app.org_id())))"
            }
            Self::Private => "org_id = (select app.org_id()) and scope = (select app.private_of(app.user_id()))",
            Self::Mine => "org_id = (select app.org_id()) and profile_id = (select app.user_id())",
            Self::OfMyself => "org_id = (select app.org_id()) and user_id = (select app.user_id())",
            Self::MadeByMe => "org_id = (select app.org_id()) and created_by = (select app.user_id())",
            Self::DoneByMe => "org_id = (select app.org_id()) and actor_id = (select app.user_id())",
            Self::Invited => "org_id = (select app.org_id()) and status = 'invited'",
            Self::InvitedBelow => {
                "org_id = (select app.org_id()) and status = 'invited' and role in ('agent', 'viewer')"
            }
            Self::Open => "accepted_at is null",
            Self::Myself => "org_id = (select app.org_id()) and id = (select app.user_id())",
            Self::TakesPart => {
                "org_id = (select app.org_id()) \
                 and (caller_id = (select app.user_id()) or callee_id = (select app.user_id()))"
            }
            Self::TakesPartOrAsked => {
                "org_id = (select app.org_id()) \
                 and (caller_id = (select app.user_id()) or callee_id = (select app.user_id()) \
                 or guest_ids @> array[(select app.user_id())])"
            }
            Self::LogOfAll => {
                "org_id = (select app.org_id()) \
                 and (class not in (20, 21) or scope = (select app.private_of(app.user_id())))"
            }
            Self::LogOfReach => {
                "org_id = (select app.org_id()) \
                 and scope in ((select app.user_id()), (select app.pool_of(app.org_id())), \
                 (select app.org_id()), (select app.private_of(app.user_id())))"
            }
            Whatever => "true",
        }
    }

    /// The condition on a row after it was changed.
    pub const fn condition_afterwards(self) -> &'static str {
        match self {
            // Taking an invitation up is what makes it closed.
            Self::Open => "true",
            rows => rows.condition(),
        }
    }
}

/// Which columns a right is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// All.
    Every,
    /// All but these.
    AllBut(&'static [&'static str]),
    /// These.
    Only(&'static [&'static str]),
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
    /// Which of their columns.
    pub columns: Columns,
}

impl Right {
    const fn only(self, columns: &'static [&'static str]) -> Self {
        Self { columns: Columns::Only(columns), ..self }
    }

    const fn but(self, columns: &'static [&'static str]) -> Self {
        Self { columns: Columns::AllBut(columns), ..self }
    }
}

const fn right(table: &'static str, verb: Verb, roles: &'static [DbRole], rows: Rows) -> Right {
    Right { table, verb, roles, rows, columns: Columns::Every }
}

const PEOPLE: &[DbRole] = &[DbRole::Admin, DbRole::Manager, DbRole::Agent, DbRole::Viewer];
const LEADS: &[DbRole] = &[DbRole::Admin, DbRole::Manager];
const READS_ALL: &[DbRole] = &[DbRole::Admin, DbRole::Manager, DbRole::Viewer];
const AGENT: &[DbRole] = &[DbRole::Agent];
const SYSTEM: &[DbRole] = &[DbRole::System];
const SIGN_IN: &[DbRole] = &[DbRole::SignIn];
const OVERSEER: &[DbRole] = &[DbRole::Overseer];
const BACKUP: &[DbRole] = &[DbRole::Backup];

/// Every table there is.
pub fn tables() -> impl Iterator<Item = &'static str> {
    records::TABLES.iter().chain(sign_in::TABLES).chain(calls::TABLES).copied()
}

/// Every right there is.
pub fn rights() -> impl Iterator<Item = Right> {
    let backup = tables().map(|table| right(table, Select, BACKUP, Whatever));
    records::rights().chain(sign_in::RIGHTS.iter().copied()).chain(calls::rights()).chain(backup)
}
