//! One client with what its page shows above the timeline.

use super::column::{self, Columns};
use super::{activities, client_rows};
use crate::rows::{ClientCard, ClientCounts, ContactRow};
use crate::{Cache, CacheFault};
use leadline_domain::role::{Action, Role, may};
use leadline_domain::{Entity, merge::FieldConflict};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

impl Cache {
    /// A client's page, for the person `me` with this role.
    ///
    /// # Errors
    /// [`CacheFault::NotFound`] if the client is not here or was put away.
    pub fn client_card(&self, id: Uuid, me: Uuid, role: Role) -> Result<ClientCard, CacheFault> {
        self.read(|from| {
            let place = client_rows::places_of(from, &[id])?.first().map(|(_, place)| *place);
            let place = place.ok_or(CacheFault::NotFound(Entity::Client, id))?;
            let row = client_rows::at(from, &[place])?.pop().ok_or(CacheFault::NotFound(Entity::Client, id))?;
            let own = row.owner_id.is_none_or(|owner| owner == me);
            let (phone2, address, opt_out_call, opt_out_email, portal_access, custom) = more(from, place)?;
            Ok(ClientCard {
                phone2,
                address,
                opt_out_call,
                opt_out_email,
                custom,
                contacts: contacts(from, id)?,
                next_step: activities::next_open(from, id)?,
                counts: counts(from, id)?,
                portal_access,
                editable: may(role, Action::Update, Entity::Client, own),
                conflicts: conflicts(from, id)?,
                row,
            })
        })
    }
}

type More = (Option<String>, Option<String>, bool, bool, bool, serde_json::Value);

fn more(from: &Connection, place: u32) -> Result<More, CacheFault> {
    let sql = "SELECT phone2, address, opt_out_call, opt_out_email, portal_access, custom FROM clients WHERE rid = ?1";
    let read = |row: &Columns<'_>| {
        let custom: Option<String> = row.get("custom")?;
        let custom = custom.and_then(|text| serde_json::from_str(&text).ok());
        Ok((
            row.get("phone2")?,
            row.get("address")?,
            row.flag("opt_out_call")?,
            row.flag("opt_out_email")?,
            row.flag("portal_access")?,
            custom.unwrap_or_else(|| serde_json::json!({})),
        ))
    };
    column::all(from, sql, [place], read)?.pop().ok_or(CacheFault::Damaged)
}

fn contacts(from: &Connection, client: Uuid) -> Result<Vec<ContactRow>, CacheFault> {
    column::all(
        from,
        "SELECT id, name, title, email, phone, is_primary FROM contacts WHERE root = ?1 AND hidden = 0 \
         ORDER BY coalesce(is_primary, 0) DESC, created_at, id",
        [client.as_bytes()],
        |row| {
            Ok(ContactRow {
                id: row.id("id")?,
                name: row.text("name")?,
                title: row.get("title")?,
                email: row.get("email")?,
                phone: row.get("phone")?,
                is_primary: row.flag("is_primary")?,
            })
        },
    )
}

fn counts(from: &Connection, client: Uuid) -> Result<ClientCounts, CacheFault> {
    let sql = "SELECT \
        (SELECT count(*) FROM activities WHERE root = ?1 AND hidden = 0 AND status = 'open'), \
        (SELECT count(*) FROM activities WHERE root = ?1 AND hidden = 0), \
        (SELECT count(*) FROM notes WHERE root = ?1 AND hidden = 0), \
        (SELECT count(*) FROM client_lifecycle_history WHERE root = ?1 AND hidden = 0)";
    Ok(from.prepare_cached(sql)?.query_row([client.as_bytes()], |row| {
        Ok(ClientCounts {
            open_activities: row.get(0)?,
            activities: row.get(1)?,
            notes: row.get(2)?,
            changes: row.get(3)?,
        })
    })?)
}

fn conflicts(from: &Connection, client: Uuid) -> Result<Vec<FieldConflict>, CacheFault> {
    let mut statement = from.prepare_cached("SELECT fields FROM conflicts WHERE record = ?1 AND entity = ?2")?;
    let fields: Option<Vec<u8>> =
        statement.query_row((client.as_bytes(), Entity::Client.class()), |row| row.get(0)).optional()?;
    fields.map_or(Ok(Vec::new()), |fields| Ok(rmp_serde::from_slice(&fields)?))
}
