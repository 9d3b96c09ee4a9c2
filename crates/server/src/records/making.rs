//! Making records, many of one entity at a time.

use super::columns::{Column, DERIVED_OF_CLIENT, derived_of_client};
use super::writing::{NewRecord, Place, Touch, Writing, client_of};
use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::{Entity, Value};
use leadline_protocol::Code;
use sqlx::{AssertSqlSafe, Row};
use std::collections::HashMap;
use std::fmt::Write;
use uuid::Uuid;

impl Writing {
    /// Makes records of one entity. What hangs on clients needs those to be there.
    pub async fn insert(&mut self, tx: &mut Tx<'_>, entity: Entity, records: Vec<NewRecord>) -> Served<()> {
        let clients = self.clients_of(tx, entity, &records).await?;
        let mut places = Vec::with_capacity(records.len());
        for record in &records {
            let client = client_of(entity, &record.values);
            let client_scope = client.and_then(|client| clients.get(&client).copied());
            if client.is_some() && client_scope.is_none() {
                return Err(Code::NotFound.into());
            }
            places.push(self.place(entity, record.id, record.by, &record.values, client_scope));
        }
        self.insert_at(tx, entity, &records, &places).await
    }

    async fn clients_of(&self, tx: &mut Tx<'_>, entity: Entity, records: &[NewRecord]) -> Served<HashMap<Uuid, Uuid>> {
        let mut ids: Vec<Uuid> = records.iter().filter_map(|record| client_of(entity, &record.values)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = "select id, scope from clients where org_id = $1 and id = any($2) order by id for no key update";
        let rows = sqlx::query(sql).bind(self.org).bind(ids).fetch_all(&mut **tx).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Makes records whose places are known.
    pub(super) async fn insert_at(
        &mut self,
        tx: &mut Tx<'_>,
        entity: Entity,
        records: &[NewRecord],
        places: &[Place],
    ) -> Served<()> {
        if records.is_empty() {
            return Ok(());
        }
        let version = self.reserved.unwrap_or(0);
        let enter = |place: &Place, id: Uuid| if place.root == id { version } else { 0 };
        let paired = || records.iter().zip(places);
        let mut columns = vec![
            ("id", Column::Ids(records.iter().map(|r| Some(r.id)).collect())),
            ("root", Column::Ids(places.iter().map(|p| Some(p.root)).collect())),
            ("scope", Column::Ids(places.iter().map(|p| Some(p.scope)).collect())),
            ("version", Column::Numbers(vec![Some(version); records.len()])),
            ("edited", Column::Numbers(vec![Some(version); records.len()])),
            ("enter", Column::Numbers(paired().map(|(r, p)| Some(enter(p, r.id))).collect())),
            ("created_at", Column::Numbers(records.iter().map(|r| Some(r.at)).collect())),
            ("created_by", Column::Ids(records.iter().map(|r| Some(r.by)).collect())),
            ("updated_at", Column::Numbers(records.iter().map(|r| Some(r.at)).collect())),
            ("updated_by", Column::Ids(records.iter().map(|r| Some(r.by)).collect())),
        ];
        let values: Vec<&[Value]> = records.iter().map(|record| record.values.as_slice()).collect();
        for (at, field) in entity.fields().iter().enumerate() {
            columns.push((field.name, Column::of_field(field.kind, at, &values)));
        }
        if entity == Entity::Client {
            let mut derived = [const { Vec::new() }; 3];
            for values in &values {
                for (cells, cell) in derived.iter_mut().zip(derived_of_client(values)) {
                    cells.push(Some(cell));
                }
            }
            columns.extend(DERIVED_OF_CLIENT.into_iter().zip(derived.map(Column::Texts)));
        }
        insert_columns(tx, entity, self.org, columns).await?;
        self.touched.extend(paired().map(|(record, place)| Touch {
            entity,
            id: record.id,
            root: place.root,
            was_in: None,
            is_in: Some(place.scope),
            stamped: self.reserved.is_some(),
            edited: true,
        }));
        Ok(())
    }
}

async fn insert_columns(
    tx: &mut Tx<'_>,
    entity: Entity,
    org: Uuid,
    columns: Vec<(&'static str, Column)>,
) -> Served<()> {
    let mut sql = format!("insert into {} (org_id", entity.table());
    let mut arrays = String::new();
    for (at, (name, column)) in columns.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        write!(sql, ", {name}").expect("writing into a string cannot fail");
        write!(arrays, "{comma}${}::{}", at + 2, column.array_type()).expect("writing into a string cannot fail");
    }
    write!(sql, ") select $1, * from unnest({arrays})").expect("writing into a string cannot fail");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(org);
    columns.into_iter().fold(query, |query, (_, column)| column.bind(query)).execute(&mut **tx).await?;
    Ok(())
}
