//! Whether the person may do what they ask. The server decides again; this is so that nobody waits for a refusal.

use crate::api::{Account, ClientRights};
use crate::forms;
use crate::workplace::Workplace;
use leadline_domain::role::{self, Action};
use leadline_domain::{Entity, Role, Value};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// What a role is trusted with, for the UI to offer no more.
pub fn over_clients(account: &Account) -> ClientRights {
    let may = |action, own| role::may(account.role, action, Entity::Client, own);
    ClientRights {
        edit: may(Action::Update, true),
        edit_others: may(Action::Update, false),
        // Whoever works alone has nobody to give anything to.
        assign: may(Action::Assign, true) && account.server.is_some(),
        delete: may(Action::Delete, true),
        change_tags: role::may(account.role, Action::Update, Entity::Tag, true),
    }
}

/// The person and what they are trusted with.
pub struct Rights<'a> {
    workplace: &'a Workplace,
    me: Uuid,
    role: Role,
}

impl<'a> Rights<'a> {
    /// Of the person signed in.
    pub fn of(workplace: &'a Workplace) -> Self {
        let account = workplace.signed_in().account;
        Self { workplace, me: account.profile_id, role: account.role }
    }

    /// Refuses a new record the person may not make.
    pub fn create(&self, entity: Entity, values: &[(String, Value)]) -> Result<(), Problem> {
        let own = match entity {
            Entity::Client => self.is_mine_or_nobodys(forms::value(values, "owner_id")),
            _ => self.hangs_on_own_client(values)?.unwrap_or_else(|| self.is_mine(values, "assignee_id")),
        };
        self.allow(Action::Create, entity, own)
    }

    /// Refuses a change the person may not make; giving a client to somebody is more than changing it.
    pub fn update(&self, entity: Entity, record: Uuid, values: &[(String, Value)]) -> Result<(), Problem> {
        let own = self.owns(entity, record)?;
        self.allow(Action::Update, entity, own)?;
        if entity == Entity::Client && forms::value(values, "owner_id").is_some() {
            self.allow(Action::Assign, entity, own)?;
        }
        match self.hangs_on_own_client(values)? {
            Some(own) => self.allow(Action::Update, entity, own),
            None => Ok(()),
        }
    }

    /// Refuses to put away what the person may not.
    pub fn delete(&self, entity: Entity, record: Uuid) -> Result<(), Problem> {
        let own = self.owns(entity, record)?;
        self.allow(Action::Delete, entity, own)
    }

    /// Whether the person may take back having made one: by putting it away, or, with a client, as its maker.
    pub fn take_back(&self, entity: Entity) -> bool {
        entity == Entity::Client || role::may(self.role, Action::Delete, entity, true)
    }

    /// Whether the person may change this client.
    pub fn may_update_client(&self, client: Uuid) -> Result<bool, Problem> {
        Ok(role::may(self.role, Action::Update, Entity::Client, self.owns(Entity::Client, client)?))
    }

    /// Refuses an action on clients unless the role allows it for `own` ones.
    pub fn allow(&self, action: Action, entity: Entity, own: bool) -> Result<(), Problem> {
        if role::may(self.role, action, entity, own) { Ok(()) } else { Err(Code::Forbidden.into()) }
    }

    /// Whether the record's client (or the record itself) belongs to the person or to nobody.
    pub fn owns(&self, entity: Entity, record: Uuid) -> Result<bool, Problem> {
        if entity == Entity::SavedView {
            return Ok(true);
        }
        let values = self.workplace.values(entity, record)?;
        let values = values.ok_or(Code::NotFound)?;
        let value = |name| entity.position(name).and_then(|at| values.get(at));
        if entity == Entity::Client {
            return Ok(self.is_mine_or_nobodys(value("owner_id")));
        }
        match value("client_id").and_then(Value::as_id) {
            Some(client) => self.owns(Entity::Client, client),
            None => Ok(value("assignee_id").is_some_and(|assignee| *assignee == Value::Id(self.me))),
        }
    }

    fn hangs_on_own_client(&self, values: &[(String, Value)]) -> Result<Option<bool>, Problem> {
        let client = forms::value(values, "client_id").and_then(Value::as_id);
        client.map(|client| self.owns(Entity::Client, client)).transpose()
    }

    fn is_mine_or_nobodys(&self, owner: Option<&Value>) -> bool {
        owner.is_none_or(|owner| owner.is_null() || *owner == Value::Id(self.me))
    }

    fn is_mine(&self, values: &[(String, Value)], field: &str) -> bool {
        forms::value(values, field) == Some(&Value::Id(self.me))
    }
}
