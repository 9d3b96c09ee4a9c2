//! For whom the server acts. Made only from a checked access token or by the server's own tasks.

use leadline_domain::Role;
use std::fmt::Write;
use uuid::Uuid;

/// A signed-in person on one device, during one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person; also the id of their profile.
    pub user_id: Uuid,
    /// Their organisation.
    pub org_id: Uuid,
    /// What they may do.
    pub role: Role,
    /// The device.
    pub device_id: Uuid,
    /// The session on that device.
    pub session_id: Uuid,
    /// Whether they may look across organisations.
    pub platform_admin: bool,
    /// The request, as it stands in the log.
    pub request_id: Uuid,
}

/// What a transaction may see and do.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// What the person's role allows.
    Person(Actor),
    /// What a customer sees of their own calls.
    Customer {
        /// The organisation.
        org_id: Uuid,
        /// The portal customer.
        customer_id: Uuid,
    },
    /// Signing in: accounts, sessions and invitations of every organisation, nothing else.
    SignIn,
    /// The server's own work for one organisation.
    System {
        /// The organisation.
        org_id: Uuid,
    },
    /// Looking across organisations, by a platform admin.
    Overseer(Actor),
}

/// Where a transaction's policies look up for whom it acts.
const SETTINGS: [&str; 4] = ["app.org_id", "app.user_id", "app.device_id", "app.request_id"];
/// How many of them a reader needs.
const SETTINGS_OF_READERS: usize = 2;

impl From<&Actor> for Scope {
    fn from(actor: &Actor) -> Self {
        Self::Person(*actor)
    }
}

impl Scope {
    /// The statements that put a transaction into this scope. Only role names of this file and typed ids go in. What
    /// only reads needs no device and request, which stand beside what was written.
    pub(crate) fn enter(&self, writes: bool) -> String {
        let (role, org, user, actor) = match self {
            Self::Person(actor) => (database_role(actor.role), Some(actor.org_id), Some(actor.user_id), Some(actor)),
            Self::Customer { org_id, customer_id } => ("ll_portal", Some(*org_id), Some(*customer_id), None),
            Self::SignIn => ("ll_auth", None, None, None),
            Self::System { org_id } => ("ll_system", Some(*org_id), None, None),
            Self::Overseer(actor) => ("ll_super", Some(actor.org_id), Some(actor.user_id), Some(actor)),
        };
        let ids = [org, user, actor.map(|actor| actor.device_id), actor.map(|actor| actor.request_id)];
        let mut statements = format!("set local role {role}");
        let needed = if writes { SETTINGS.len() } else { SETTINGS_OF_READERS };
        for (setting, id) in SETTINGS.into_iter().zip(ids).take(needed) {
            match id {
                Some(id) => write!(statements, "; set local {setting} = '{id}'"),
                None => write!(statements, "; set local {setting} = ''"),
            }
            .expect("writing into a string cannot fail");
        }
        statements
    }
}

fn database_role(role: Role) -> &'static str {
    match role {
        Role::Admin => "ll_admin",
        Role::Manager => "ll_manager",
        Role::Agent => "ll_agent",
        Role::Viewer => "ll_viewer",
    }
}
