//! An organisation with people in it, for the tests of records and sync.

use leadline_domain::{Entity, Role, Value};
use leadline_protocol::codec;
use leadline_protocol::sync::{Mutation, Op, Outcome, Page, Pull, Push, Pushed, Row, Since};
use leadline_server::auth::access_token::Claims;
use leadline_server::records::{NewRecord, Writing};
use leadline_server::{Access, Actor, Scope, sync};
use leadline_testkit::TestServer;
use std::collections::BTreeMap;
use tempfile::TempDir;
use uuid::Uuid;

/// An organisation and how to act for its people.
pub struct Firm {
    pub server: TestServer,
    pub org: Uuid,
    http: reqwest::Client,
}

impl Firm {
    pub async fn open() -> Self {
        let http = reqwest::Client::new();
        let firm = Self { server: TestServer::start().await, org: Uuid::now_v7(), http };
        firm.found(firm.org).await;
        firm
    }

    /// The organisation this person belongs to, on a server where it was founded otherwise.
    pub async fn around(server: TestServer, person: Uuid) -> Self {
        let mut db = server.administrator().await;
        let sql = "select org_id from profiles where id = $1";
        let org = sqlx::query_scalar(sql).bind(person).fetch_one(&mut db).await.unwrap();
        Self { server, org, http: reqwest::Client::new() }
    }

    /// The same organisation on a server that was restored from a backup.
    pub async fn restored(self, database: &str, data: TempDir) -> Self {
        let clock = self.server.clock().clone();
        Self { server: TestServer::start_on(database, data, clock).await, ..self }
    }

    /// Makes an organisation with this id on the same server.
    pub async fn found(&self, org: Uuid) {
        let database = &self.server.app().database;
        let mut tx = database.begin(Scope::System { org_id: org }, Access::Write).await.unwrap();
        let sql = "insert into organizations (id, name, created_at) values ($1, 'Harbourside Kitchens', 0)";
        sqlx::query(sql).bind(org).execute(&mut *tx).await.unwrap();
        let sql = "insert into org_sync (org_id, epoch) values ($1, gen_random_uuid())";
        sqlx::query(sql).bind(org).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn hire(&self, role: Role) -> Actor {
        self.hire_at(self.org, role).await
    }

    pub async fn hire_at(&self, org: Uuid, role: Role) -> Actor {
        let id = Uuid::now_v7();
        let values: Vec<Value> = vec![
            format!("Somchai {}", role.word()).into(),
            format!("{}@harbourside.example", id.simple()).into(),
            role.word().into(),
            "active".into(),
            Value::Null,
        ];
        let mut tx = self.server.app().database.begin(Scope::System { org_id: org }, Access::Write).await.unwrap();
        let mut writing = Writing::new(org, id, self.server.clock().now());
        let record = NewRecord { id, by: id, at: writing.at, values };
        writing.insert(&mut tx, Entity::Profile, vec![record]).await.unwrap();
        writing.finish(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        Actor {
            user_id: id,
            org_id: org,
            role,
            device_id: Uuid::now_v7(),
            session_id: Uuid::now_v7(),
            platform_admin: false,
            request_id: Uuid::now_v7(),
        }
    }

    pub async fn pull(&self, actor: &Actor, pull: &Pull) -> Page {
        let now = self.server.clock().now();
        let database = &self.server.app().database;
        database.run(actor, Access::Snapshot, |tx| Box::pin(sync::pull(tx, actor, pull, now))).await.unwrap()
    }

    pub async fn push(&self, actor: &Actor, push: &Push) -> Pushed {
        let now = self.server.clock().now();
        let database = &self.server.app().database;
        database.run(actor, Access::Write, |tx| Box::pin(sync::push(tx, actor, push, now))).await.unwrap()
    }

    /// A request as this person.
    pub fn request(&self, actor: &Actor, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let now = self.server.clock().now();
        let claims = Claims::new(actor, 0, now);
        let token = self.server.app().access_tokens.sign(&claims).unwrap();
        self.http.request(method, format!("{}{path}", self.server.url())).bearer_auth(token)
    }

    /// Sends a body as this person.
    pub async fn post(&self, actor: &Actor, path: &str, kind: &str, body: Vec<u8>) -> reqwest::Response {
        let request = self.request(actor, reqwest::Method::POST, path);
        request.header("content-type", kind).body(body).send().await.unwrap()
    }
}

/// One cache file: it keeps what it pulled by the rules a device follows, and numbers what it pushes.
pub struct Device {
    pub actor: Actor,
    pub client_id: Uuid,
    pub epoch: Option<Uuid>,
    pub floor: i64,
    pub since: BTreeMap<Uuid, i64>,
    pub rows: BTreeMap<(Entity, Uuid), Row>,
    pub seq: i64,
    pub page_rows: u32,
}

impl Device {
    pub fn of(actor: &Actor) -> Self {
        Self {
            actor: *actor,
            client_id: Uuid::now_v7(),
            epoch: None,
            floor: 0,
            since: BTreeMap::new(),
            rows: BTreeMap::new(),
            seq: 0,
            page_rows: 2000,
        }
    }

    pub fn question(&self) -> Pull {
        Pull {
            protocol: 1,
            client_id: self.client_id,
            epoch: self.epoch,
            since: self.since.iter().map(|(scope, version)| Since { scope: *scope, version: *version }).collect(),
            floor: self.floor,
            max_rows: self.page_rows,
        }
    }

    /// Pulls one page.
    pub async fn pull_page(&mut self, firm: &Firm) -> Page {
        let page = firm.pull(&self.actor, &self.question()).await;
        self.apply(&page);
        page
    }

    /// Pulls to the head.
    pub async fn pull(&mut self, firm: &Firm) {
        while self.pull_page(firm).await.more {}
    }

    pub fn apply(&mut self, page: &Page) {
        if self.epoch.is_some_and(|epoch| epoch != page.epoch) {
            self.rows.clear();
            self.since.clear();
            self.epoch = Some(page.epoch);
            return;
        }
        self.epoch = Some(page.epoch);
        for scope in page.revoked.iter().chain(&page.reset) {
            self.rows.retain(|_, row| row.scope != *scope);
            self.since.remove(scope);
        }
        for row in &page.rows {
            if row.root == row.id && row.enter > 0 {
                let (root, enter) = (row.id, row.enter);
                self.rows.retain(|_, held| held.root != root || held.id == root || held.version >= enter);
            }
            let held = self.rows.get(&(row.entity, row.id));
            if held.is_none_or(|held| held.version <= row.version) {
                self.rows.insert((row.entity, row.id), row.clone());
            }
        }
        for gone in &page.gone {
            if self.rows.get(&(gone.entity, gone.id)).is_some_and(|held| held.version < gone.version) {
                self.rows.remove(&(gone.entity, gone.id));
            }
            self.rows.retain(|_, held| held.root != gone.id || held.version >= gone.version || held.id == gone.id);
        }
        self.since = page.cursors.iter().map(|cursor| (cursor.scope, cursor.version)).collect();
        self.floor = page.floor;
    }

    pub fn mutation(&mut self, entity: Entity, record: Uuid, op: Op) -> Mutation {
        self.seq += 1;
        Mutation { seq: self.seq, id: Uuid::now_v7(), entity, record, op, at: i64::MAX }
    }

    pub fn packet(&self, mutations: Vec<Mutation>) -> Push {
        Push { protocol: 1, client_id: self.client_id, epoch: self.epoch, mutations }
    }

    /// Pushes one edit.
    pub async fn edit(&mut self, firm: &Firm, entity: Entity, record: Uuid, op: Op) -> Outcome {
        let mutation = self.mutation(entity, record, op);
        let pushed = firm.push(&self.actor, &self.packet(vec![mutation])).await;
        pushed.results.into_iter().next().expect("one edit has one result").outcome
    }

    /// Makes a client and returns its id.
    pub async fn make_client(&mut self, firm: &Firm, name: &str, owner: Option<Option<Uuid>>) -> Uuid {
        let id = Uuid::now_v7();
        let outcome = self.edit(firm, Entity::Client, id, Op::Create { values: client(name, owner) }).await;
        assert_eq!(outcome, Outcome::Applied);
        id
    }

    /// Makes a note on a client and returns its id.
    pub async fn make_note(&mut self, firm: &Firm, client: Uuid, body: &str) -> Uuid {
        let id = Uuid::now_v7();
        let values = vec![("client_id".into(), client.into()), ("body".into(), body.into())];
        assert_eq!(self.edit(firm, Entity::Note, id, Op::Create { values }).await, Outcome::Applied);
        id
    }

    pub fn holds(&self, entity: Entity, id: Uuid) -> bool {
        self.rows.contains_key(&(entity, id))
    }

    pub fn value(&self, entity: Entity, id: Uuid, field: &str) -> Value {
        self.rows[&(entity, id)].values[entity.position(field).unwrap()].clone()
    }
}

/// The values of a new client; `owner` as [`Device::make_client`] takes it: not named, nobody, or somebody.
pub fn client(name: &str, owner: Option<Option<Uuid>>) -> Vec<(String, Value)> {
    let mut values: Vec<(String, Value)> = [
        ("kind", Value::from("person")),
        ("name", name.into()),
        ("client_type", "lead".into()),
        ("lifecycle_stage", "lead".into()),
    ]
    .into_iter()
    .map(|(field, value)| (field.to_owned(), value))
    .collect();
    if let Some(owner) = owner {
        values.push(("owner_id".to_owned(), owner.into()));
    }
    values
}

/// One change of one field.
pub fn set(field: &str, was: impl Into<Value>, now: impl Into<Value>) -> Op {
    Op::Update {
        changes: vec![leadline_domain::merge::Change { field: field.into(), was: was.into(), now: now.into() }],
    }
}

/// A packed message.
pub fn packed<T: serde::Serialize>(message: &T) -> Vec<u8> {
    codec::pack(message)
}
