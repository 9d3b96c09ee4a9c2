//! The tables hold exactly the fields of the records.

use crate::desk::*;
use leadline_cache::Cache;
use leadline_domain::{Entity, FieldKind};
use rusqlite::Connection;
use tempfile::TempDir;

fn stored_as(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Int { .. } | FieldKind::Time | FieldKind::Bool => "INTEGER",
        FieldKind::Id(_) | FieldKind::Outside => "BLOB",
        FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Word(_) | FieldKind::Json => "TEXT",
    }
}

fn expected(entity: Entity) -> Vec<(String, String)> {
    let mut columns = vec![
        ("rid", "INTEGER"),
        ("id", "BLOB"),
        ("root", "BLOB"),
        ("scope", "BLOB"),
        ("version", "INTEGER"),
        ("enter", "INTEGER"),
        ("created_at", "INTEGER"),
        ("created_by", "BLOB"),
        ("updated_at", "INTEGER"),
        ("updated_by", "BLOB"),
    ];
    columns.extend(entity.fields().iter().map(|field| (field.name, stored_as(field.kind))));
    if entity == Entity::Client {
        columns.extend([("name_key", "TEXT"), ("company_key", "TEXT"), ("searchable", "TEXT")]);
    }
    columns.extend([("extra", "BLOB"), ("hidden", "INTEGER"), ("mark", "INTEGER")]);
    columns.into_iter().map(|(name, kind)| (name.to_owned(), kind.to_owned())).collect()
}

#[test]
fn every_field_has_its_column_of_its_kind_and_no_others_are_there() {
    let folder = TempDir::new().unwrap();
    let place = place_in(&folder, None);
    Cache::open(&place, NOW).unwrap().cache.close();
    let file = Connection::open(&place.file).unwrap();
    for entity in Entity::ALL {
        let mut ask = file.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
        let columns = ask.query_map([entity.table()], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let columns: Vec<(String, String)> = columns.collect::<Result<_, _>>().unwrap();
        // Fields that were appended later have their columns at the end; statements name what they touch.
        let sorted = |mut columns: Vec<(String, String)>| (columns.sort(), columns).1;
        assert_eq!(sorted(columns), sorted(expected(*entity)), "{entity:?}");
    }
}
