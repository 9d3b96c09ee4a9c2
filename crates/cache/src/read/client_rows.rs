//! Clients as lists show them: one statement for the rows and one for their tags.

use super::column::{self, Columns};
use crate::CacheFault;
use crate::rows::ClientRow;
use leadline_domain::{ClientKind, ClientType, LifecycleStage};
use rusqlite::Connection;
use std::collections::HashMap;
use uuid::Uuid;

pub(super) const COLUMNS: &str = "clients.rid, clients.id, clients.kind, clients.name, clients.company_name, \
    clients.client_type, clients.lifecycle_stage, clients.lead_quality, clients.score, clients.source, \
    clients.owner_id, clients.email, clients.phone, clients.next_follow_up_at, clients.next_follow_up_kind, \
    clients.last_contact_at, clients.created_at, clients.updated_at, clients.mark";

pub(super) fn read(row: &Columns<'_>) -> Result<ClientRow, CacheFault> {
    Ok(ClientRow {
        id: row.id("id")?,
        kind: row.word("kind", ClientKind::Person)?,
        name: row.text("name")?,
        company_name: row.get("company_name")?,
        client_type: row.word("client_type", ClientType::Lead)?,
        lifecycle_stage: row.word("lifecycle_stage", LifecycleStage::Lead)?,
        lead_quality: row.maybe_word("lead_quality")?,
        score: row.get("score")?,
        source: row.get("source")?,
        owner_id: row.maybe_id("owner_id")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        next_follow_up_at: row.get("next_follow_up_at")?,
        next_follow_up_kind: row.maybe_word("next_follow_up_kind")?,
        last_contact_at: row.get("last_contact_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        tags: Vec::new(),
        sync: row.mark()?,
    })
}

/// The clients at these places, in this order; places without a visible client are passed over.
pub(super) fn at(from: &Connection, rids: &[u32]) -> Result<Vec<ClientRow>, CacheFault> {
    let places = column::list(rids.iter().copied());
    let sql = format!(
        "SELECT {COLUMNS} FROM json_each(?1) AS wanted CROSS JOIN clients ON clients.rid = wanted.value \
         WHERE clients.hidden = 0 ORDER BY wanted.key"
    );
    let mut rows = column::all(from, &sql, [&places], read)?;
    add_tags(from, &places, &mut rows)?;
    Ok(rows)
}

fn add_tags(from: &Connection, places: &str, rows: &mut [ClientRow]) -> Result<(), CacheFault> {
    let tags = column::all(
        from,
        "SELECT clients.id AS id, taggings.tag_id AS tag_id FROM json_each(?1) AS wanted \
         CROSS JOIN clients ON clients.rid = wanted.value CROSS JOIN taggings ON taggings.root = clients.id \
         WHERE taggings.hidden = 0 ORDER BY taggings.created_at, taggings.rid",
        [places],
        |row| Ok((row.id("id")?, row.id("tag_id")?)),
    )?;
    let mut of: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (client, tag) in tags {
        of.entry(client).or_default().push(tag);
    }
    for row in rows {
        row.tags = of.remove(&row.id).unwrap_or_default();
    }
    Ok(())
}

/// The places of visible clients with these ids, in no particular order.
pub(super) fn places_of(from: &Connection, ids: &[Uuid]) -> Result<Vec<(Uuid, u32)>, CacheFault> {
    let mut statement = from.prepare_cached("SELECT rid FROM clients WHERE id = ?1 AND hidden = 0")?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query([id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            found.push((*id, row.get(0)?));
        }
    }
    Ok(found)
}
