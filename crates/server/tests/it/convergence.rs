//! People edit at random and pull in small pages at random moments. At the head, every device must hold exactly the
//! rows that are there and that its person may see, whatever way it came.

use crate::firm::{Device, Firm, client, set};
use leadline_domain::{Entity, Role, Value, scope};
use leadline_protocol::sync::{Op, Outcome};
use leadline_server::records::select;
use leadline_server::{Access, Scope};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;
use uuid::Uuid;

const SEEDS: u8 = 5;
const STEPS: usize = 50;

/// Chance that comes out the same for the same seed.
struct Dice(TestRng);

impl Dice {
    fn new(seed: u8) -> Self {
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
    }

    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0.next_u32() as usize % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.roll(from.len())]) }
    }
}

/// Everything that was ever made, whether it is still there or not.
#[derive(Default)]
struct Made {
    clients: Vec<Uuid>,
    tags: Vec<Uuid>,
    below: Vec<(Entity, Uuid)>,
}

impl Made {
    fn pick_client(&self, dice: &mut Dice) -> Option<Uuid> {
        dice.pick(&self.clients)
    }
}

/// What is there: each live record with its version and scope.
async fn truth(firm: &Firm) -> BTreeMap<(Entity, Uuid), (i64, Uuid)> {
    let system = Scope::System { org_id: firm.org };
    let mut tx = firm.server.app().database.begin(system, Access::Read).await.unwrap();
    let mut truth = BTreeMap::new();
    for entity in Entity::ALL {
        let gone_clients = if entity.is_child_of_client() {
            " and (client_id is null or client_id in (select id from clients where deleted_at is null))"
        } else {
            ""
        };
        let sql = format!("{} where deleted_at is null{gone_clients}", select(*entity));
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *tx).await.unwrap() {
            truth.insert((*entity, row.get("id")), (row.get("version"), row.get("scope")));
        }
    }
    truth
}

/// What somebody does next, if there is anything to do it to.
async fn plan(firm: &Firm, dice: &mut Dice, me: Uuid, people: &[Uuid], made: &mut Made) -> Option<(Entity, Uuid, Op)> {
    let put_away_or_bring_back =
        |dice: &mut Dice| if dice.roll(2) == 0 { Op::Delete { seen: i64::MAX } } else { Op::Restore };
    let id = Uuid::now_v7();
    Some(match dice.roll(11) {
        0 | 1 => {
            let owner = [None, Some(None), Some(dice.pick(people))][dice.roll(3)];
            made.clients.push(id);
            (Entity::Client, id, Op::Create { values: client("Somebody", owner) })
        }
        2 | 3 => {
            let on = made.pick_client(dice)?;
            let (entity, values) = below(dice, on, me);
            made.below.push((entity, id));
            (entity, id, Op::Create { values })
        }
        4 | 5 => {
            let id = made.pick_client(dice)?;
            let now = if dice.roll(3) == 0 { Value::Null } else { dice.pick(people).into() };
            (Entity::Client, id, set("owner_id", owner_of(firm, id).await, now))
        }
        6 => (Entity::Client, made.pick_client(dice)?, put_away_or_bring_back(dice)),
        7 => {
            let (entity, id) = dice.pick(&made.below)?;
            (entity, id, put_away_or_bring_back(dice))
        }
        8 => {
            let (entity, id) = dice.pick(&made.below)?;
            (entity, id, set("client_id", Value::Null, made.pick_client(dice)?))
        }
        9 => (
            Entity::Client,
            made.pick_client(dice)?,
            set("source", Value::Null, ["fair", "web", "friend"][dice.roll(3)]),
        ),
        _ => {
            let (on, tag) = (made.pick_client(dice)?, dice.pick(&made.tags)?);
            let values = vec![("client_id".to_owned(), on.into()), ("tag_id".to_owned(), tag.into())];
            let op = if dice.roll(3) > 0 { Op::Create { values } } else { Op::Delete { seen: i64::MAX } };
            (Entity::Tagging, scope::tagging_id(on, tag), op)
        }
    })
}

/// Somebody pulls a page, or pushes up to four edits in one packet, sometimes twice.
async fn step(firm: &Firm, dice: &mut Dice, devices: &mut [Device], made: &mut Made) {
    let people: Vec<Uuid> = devices.iter().map(|device| device.actor.user_id).collect();
    let at = dice.roll(devices.len());
    let device = &mut devices[at];
    if dice.roll(4) == 0 {
        device.page_rows = [1, 2, 5, 50][dice.roll(4)];
        device.pull_page(firm).await;
        return;
    }
    let mut mutations = Vec::new();
    for _ in 0..=dice.roll(4) {
        if let Some((entity, record, op)) = plan(firm, dice, device.actor.user_id, &people, made).await {
            mutations.push(device.mutation(entity, record, op));
        }
    }
    let packet = device.packet(mutations);
    let first = firm.push(&device.actor, &packet).await;
    if dice.roll(5) == 0 {
        assert_eq!(firm.push(&device.actor, &packet).await.results, first.results);
    }
}

fn below(dice: &mut Dice, on: Uuid, me: Uuid) -> (Entity, Vec<(String, Value)>) {
    let named = |values: &[(&str, Value)]| {
        values.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect::<Vec<_>>()
    };
    match dice.roll(3) {
        0 => (Entity::Note, named(&[("client_id", on.into()), ("body", "x".into())])),
        1 => (Entity::Contact, named(&[("client_id", on.into()), ("name", "Mali".into())])),
        _ => {
            let client = if dice.roll(3) == 0 { Value::Null } else { on.into() };
            let rest = [("kind", "task".into()), ("subject", "Ring".into()), ("status", "open".into())];
            let mut values = named(&rest);
            values.extend(named(&[("client_id", client), ("assignee_id", me.into())]));
            (Entity::Activity, values)
        }
    }
}

async fn owner_of(firm: &Firm, id: Uuid) -> Value {
    let system = Scope::System { org_id: firm.org };
    let mut tx = firm.server.app().database.begin(system, Access::Read).await.unwrap();
    let owner = sqlx::query_scalar("select owner_id from clients where id = $1").bind(id).fetch_optional(&mut *tx);
    owner.await.unwrap().flatten().map_or(Value::Null, Value::Id)
}

#[tokio::test]
async fn whatever_people_do_every_device_ends_with_what_is_there_and_may_be_seen() {
    for seed in 0..SEEDS {
        let firm = Firm::open().await;
        let mut dice = Dice::new(seed);
        let mut devices = Vec::new();
        for role in [Role::Agent, Role::Agent, Role::Manager, Role::Admin, Role::Viewer] {
            devices.push(Device::of(&firm.hire(role).await));
        }
        let mut made = Made::default();
        for _ in 0..2 {
            let id = Uuid::now_v7();
            let values = vec![("name".to_owned(), "VIP".into()), ("colour".to_owned(), "sky".into())];
            assert_eq!(devices[2].edit(&firm, Entity::Tag, id, Op::Create { values }).await, Outcome::Applied);
            made.tags.push(id);
        }
        for n in 0..STEPS {
            step(&firm, &mut dice, &mut devices, &mut made).await;
            if n % 25 == 24 {
                // Somebody's role changes, and with it what they may see.
                let at = dice.roll(2);
                let role = if devices[at].actor.role == Role::Agent { Role::Manager } else { Role::Agent };
                devices[at].actor.role = role;
            }
        }
        let there = truth(&firm).await;
        let members: Vec<Uuid> = devices.iter().map(|device| device.actor.user_id).collect();
        for device in &mut devices {
            device.page_rows = 3;
            device.pull(&firm).await;
            let actor = device.actor;
            let granted = scope::granted(firm.org, actor.user_id, actor.role, &members);
            let wanted: BTreeMap<_, _> =
                there.iter().filter(|(_, (_, scope))| granted.contains(scope)).map(|(key, row)| (*key, *row)).collect();
            let held: BTreeMap<_, _> = device.rows.iter().map(|(key, row)| (*key, (row.version, row.scope))).collect();
            assert_eq!(held, wanted, "seed {seed}, {:?}", actor.role);
        }
    }
}
