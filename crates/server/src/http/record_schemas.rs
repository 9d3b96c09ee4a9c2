//! What the description says of records: their fields, from the list that everything else is held against.

use leadline_domain::{Entity, Field, FieldKind, Guard};
use serde_json::{Value, json};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Schema};

/// The entities that have routes, what one is called there, and what stands before their paths.
const RECORDS: [(Entity, &str, &[&str]); 6] = [
    (Entity::Client, "Client", &["/api/clients", "/api/leads"]),
    (Entity::Contact, "Contact", &["/api/contacts"]),
    (Entity::Activity, "Activity", &["/api/activities"]),
    (Entity::Note, "Note", &["/api/notes"]),
    (Entity::Tag, "Tag", &["/api/tags"]),
    (Entity::Tagging, "Tagging", &["/api/taggings"]),
];
/// What routes answer, whichever entity it is of.
const HEAD: &str = "RecordBody";
const PAGE: &str = "RecordPage";

/// Puts the fields of each entity where the routes only say that records travel.
pub fn describe(api: &mut OpenApi) {
    let schemas = &mut api.components.get_or_insert_default().schemas;
    let page = schemas.remove(PAGE).expect("records are listed");
    for (entity, name, _) in RECORDS {
        let (page, list) = match schemas.get(&page_of(name)) {
            Some(own) => (own, "clients"),
            None => (&page, "records"),
        };
        let mut page = serde_json::to_value(page).expect("a schema is JSON");
        page["properties"][list]["items"] = json!({ "$ref": place(name) });
        let written = || entity.fields().iter().filter(|field| field.guard != Guard::ServerOnly);
        let whole = json!({ "allOf": [{ "$ref": place(HEAD) }, object(entity.fields().iter(), true)] });
        for (name, schema) in [
            (name.to_owned(), whole),
            (new_of(name), object(written(), true)),
            (change_of(name), object(written(), false)),
            (page_of(name), page),
        ] {
            schemas.insert(name, read(schema));
        }
    }
    for (path, item) in &mut api.paths.paths {
        let is_below = |of: &&str| path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if let Some((_, name, _)) = RECORDS.iter().find(|(_, _, paths)| paths.iter().any(is_below)) {
            name_bodies(item, name);
        }
    }
}

fn name_bodies(item: &mut PathItem, name: &str) {
    for (operation, body) in
        [(&mut item.get, None), (&mut item.post, Some(new_of(name))), (&mut item.patch, Some(change_of(name)))]
    {
        let Some(operation) = operation else { continue };
        for content in bodies(operation) {
            if matches!(content.schema, Some(RefOr::T(_))) {
                content.schema = body.as_ref().map(|name| Ref::from_schema_name(name).into());
            }
        }
        for content in answers(operation) {
            let Some(RefOr::Ref(of)) = &mut content.schema else { continue };
            if of.ref_location == place(HEAD) {
                of.ref_location = place(name);
            } else if of.ref_location == place(PAGE) {
                of.ref_location = place(&page_of(name));
            }
        }
    }
}

fn bodies(operation: &mut Operation) -> impl Iterator<Item = &mut Content> {
    let body = operation.request_body.as_mut().and_then(here);
    body.into_iter().flat_map(|body| body.content.values_mut()).filter_map(here)
}

fn answers(operation: &mut Operation) -> impl Iterator<Item = &mut Content> {
    let answers = operation.responses.responses.values_mut().filter_map(here);
    answers.flat_map(|answer| answer.content.values_mut()).filter_map(here)
}

fn here<T>(part: &mut RefOr<T>) -> Option<&mut T> {
    match part {
        RefOr::T(part) => Some(part),
        RefOr::Ref(_) => None,
    }
}

fn new_of(name: &str) -> String {
    format!("New{name}")
}

fn change_of(name: &str) -> String {
    format!("{name}Change")
}

fn page_of(name: &str) -> String {
    format!("{name}Page")
}

fn place(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

fn read(schema: Value) -> RefOr<Schema> {
    serde_json::from_value(schema).expect("what is put together here is a schema")
}

/// An object with these fields. In a change none has to be there.
fn object<'a>(fields: impl Iterator<Item = &'a Field> + Clone, whole: bool) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.clone().map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> = fields.filter(|field| whole && field.required).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(field: &Field) -> Value {
    let (kind, more) = match field.kind {
        FieldKind::Text { max, .. } => ("string", json!({ "maxLength": max })),
        FieldKind::Email => ("string", json!({ "format": "email" })),
        FieldKind::Phone => ("string", json!({ "description": "In E.164, such as +66815550142." })),
        FieldKind::Word(words) => {
            let nothing = (!field.required).then_some(Value::Null);
            ("string", json!({ "enum": words.iter().map(|word| json!(word)).chain(nothing).collect::<Vec<_>>() }))
        }
        FieldKind::Int { min, max } => ("integer", json!({ "minimum": min, "maximum": max })),
        FieldKind::Bool => ("boolean", json!({})),
        FieldKind::Time => ("integer", json!({ "format": "int64", "description": "Milliseconds since the epoch." })),
        FieldKind::Id(of) => {
            ("string", json!({ "format": "uuid", "description": format!("One of the {}.", of.table()) }))
        }
        FieldKind::Outside => ("string", json!({ "format": "uuid" })),
        FieldKind::Json => ("object", json!({})),
    };
    let mut property = more;
    property["type"] = if field.required { json!(kind) } else { json!([kind, "null"]) };
    property
}
