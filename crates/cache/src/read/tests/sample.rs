//! Clients for the tests, written straight into the tables.

use crate::changes::Changes;
use crate::lanes::Lane;
use crate::{Cache, ChangeSet, Place};
use leadline_domain::{Entity, FieldKind, Value, scope, text};
use proptest::prelude::*;
use rusqlite::types::Value as Stored;
use rusqlite::{Transaction, params_from_iter};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const ME: Uuid = Uuid::from_u128(0xaaaa);
pub(super) const TAGS: [Uuid; 2] = [Uuid::from_u128(0x7a61), Uuid::from_u128(0x7a62)];
/// Words that overlap, so that short terms are found in several places of several clients.
pub(super) const NAMES: [&str; 12] = [
    "สมชัย ใจดี",
    "สมหญิง ใจดี",
    "กนกวรรณ ศรีสุข",
    "เกษม แก้วใส",
    "แก้ว สมใจ",
    "น้ำฝน ทำดี",
    "Anong Phromma",
    "Anna Lee",
    "Daniel Mercer",
    "lee anan",
    "ก",
    "Ölaf ÅSA",
];

/// A client as a value.
#[derive(Clone, Debug)]
pub(super) struct Client {
    pub(super) id: Uuid,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) values: BTreeMap<&'static str, Value>,
    pub(super) tags: Vec<Uuid>,
    pub(super) hidden: bool,
}

impl Client {
    pub(super) fn named(id: u128, name: &str) -> Self {
        let values = BTreeMap::from([
            ("kind", "person".into()),
            ("name", name.into()),
            ("client_type", "lead".into()),
            ("lifecycle_stage", "lead".into()),
        ]);
        Self { id: Uuid::from_u128(id), created_at: 0, updated_at: 0, values, tags: Vec::new(), hidden: false }
    }

    pub(super) fn value(&self, field: &str) -> Value {
        match field {
            "created_at" => self.created_at.into(),
            "updated_at" => self.updated_at.into(),
            _ => self.values.get(field).cloned().unwrap_or_default(),
        }
    }

    fn text(&self, field: &str) -> String {
        self.value(field).as_text().unwrap_or_default().to_owned()
    }

    pub(super) fn searchable(&self) -> String {
        let [name, company, email, phone, phone2] =
            ["name", "company_name", "email", "phone", "phone2"].map(|field| self.text(field));
        text::of_client(&name, &company, &email, &phone, &phone2)
    }
}

pub(super) fn cache() -> Cache {
    Cache::open(&Place::memory(), 0).unwrap().cache
}

/// Stores clients as they are now, new ones and known ones.
pub(super) fn put(cache: &Cache, clients: &[Client]) -> ChangeSet {
    let store = |tx: &Transaction<'_>, changes: &mut Changes| {
        for client in clients {
            put_one(tx, client);
            changes.record(Entity::Client, client.id);
        }
        Ok(())
    };
    cache.commit(Lane::Page, store).unwrap().1
}

/// Erases clients, as the server does when they leave.
pub(super) fn erase(cache: &Cache, ids: &[Uuid]) -> ChangeSet {
    let erase = |tx: &Transaction<'_>, changes: &mut Changes| {
        for id in ids {
            tx.execute("DELETE FROM clients WHERE id = ?1", [id.as_bytes()])?;
            changes.record(Entity::Client, *id);
        }
        Ok(())
    };
    cache.commit(Lane::Page, erase).unwrap().1
}

fn stored(value: &Value) -> Stored {
    match value {
        Value::Null => Stored::Null,
        Value::Bool(flag) => Stored::Integer(i64::from(*flag)),
        Value::Int(number) => Stored::Integer(*number),
        Value::Text(text) => Stored::Text(text.clone()),
        Value::Id(id) => Stored::Blob(id.as_bytes().to_vec()),
    }
}

fn put_one(tx: &Transaction<'_>, client: &Client) {
    let id = Stored::Blob(client.id.as_bytes().to_vec());
    let mut columns: Vec<(&str, Stored)> = vec![
        ("id", id.clone()),
        ("root", id.clone()),
        ("scope", id.clone()),
        ("version", 1.into()),
        ("enter", 0.into()),
        ("created_at", client.created_at.into()),
        ("created_by", id.clone()),
        ("updated_at", client.updated_at.into()),
        ("updated_by", id),
        ("name_key", text::sort_key(&client.text("name")).into()),
        ("company_key", text::sort_key(&client.text("company_name")).into()),
        ("searchable", client.searchable().into()),
        ("hidden", i64::from(client.hidden).into()),
    ];
    columns.extend(Entity::Client.fields().iter().map(|field| (field.name, stored(&client.value(field.name)))));
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let sets: Vec<String> = names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let sql = format!(
        "INSERT INTO clients ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}",
        names.join(", "),
        vec!["?"; names.len()].join(", "),
        sets.join(", ")
    );
    tx.execute(&sql, params_from_iter(columns.into_iter().map(|(_, value)| value))).unwrap();
    tx.execute("DELETE FROM taggings WHERE root = ?1", [client.id.as_bytes()]).unwrap();
    for tag in &client.tags {
        let tagging = scope::tagging_id(client.id, *tag);
        tx.execute(
            "INSERT INTO taggings (id, root, scope, version, enter, created_at, created_by, updated_at, updated_by, \
             client_id, tag_id) VALUES (?1, ?2, ?2, 1, 0, 0, ?2, 0, ?2, ?2, ?3)",
            [tagging.as_bytes(), client.id.as_bytes(), tag.as_bytes()],
        )
        .unwrap();
    }
}

fn content(kind: FieldKind, name: &'static str) -> BoxedStrategy<Value> {
    let text = |choices: Vec<&'static str>| prop::sample::select(choices).prop_map(Value::from).boxed();
    match kind {
        FieldKind::Text { .. } if name == "name" => text(NAMES.to_vec()),
        FieldKind::Text { .. } => text(vec!["", "สยาม จำกัด", "Anong & Co", "web"]),
        FieldKind::Email => text(vec!["a@b.example", "anong@siam.example"]),
        FieldKind::Phone => text(vec!["+66815550142", "+66895550199", "+442079460958"]),
        FieldKind::Word(words) => text(words.to_vec()),
        FieldKind::Int { .. } | FieldKind::Time => (0i64..6).prop_map(Value::Int).boxed(),
        FieldKind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldKind::Id(_) | FieldKind::Outside => {
            prop::sample::select(vec![ME, Uuid::from_u128(2)]).prop_map(Value::Id).boxed()
        }
        FieldKind::Json => text(vec!["{}"]),
    }
}

/// A field's content, often nothing; empty text is never stored.
pub(super) fn value_of(field: &'static str, kind: FieldKind) -> BoxedStrategy<Value> {
    let filled = content(kind, field).prop_map(|value| if value == Value::from("") { Value::Null } else { value });
    prop_oneof![1 => Just(Value::Null), 3 => filled].boxed()
}

pub(super) fn client() -> impl Strategy<Value = Client> {
    let fields: Vec<_> = Entity::Client
        .fields()
        .iter()
        .map(|field| {
            let content =
                if field.required { content(field.kind, field.name) } else { value_of(field.name, field.kind) };
            content.prop_map(|value| (field.name, value))
        })
        .collect();
    let tags = prop::sample::subsequence(TAGS.to_vec(), 0..=2);
    (1u128..40, 0i64..4, 0i64..4, fields, tags, prop::bool::weighted(0.15)).prop_map(
        |(id, created_at, updated_at, values, tags, hidden)| Client {
            id: Uuid::from_u128(id * 0x1_0001_0001 % 0xffff),
            created_at,
            updated_at,
            values: values.into_iter().collect(),
            tags,
            hidden,
        },
    )
}

/// At most `most` clients with different ids.
pub(super) fn clients(most: usize) -> impl Strategy<Value = Vec<Client>> {
    prop::collection::vec(client(), 0..most).prop_map(|clients| {
        let by_id: BTreeMap<Uuid, Client> = clients.into_iter().map(|client| (client.id, client)).collect();
        by_id.into_values().collect()
    })
}
