//! Whatever happens in whatever order, every visible row is the server's with the waiting edits laid over.

use crate::desk::*;
use leadline_cache::{Intent, IntentOp, Owner};
use leadline_domain::merge::{Change, FieldConflict};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::{Mutation, Op, Outcome, Page, PushResult, Pushed, Row};
use leadline_protocol::{Code, Problem};
use proptest::prelude::*;
use uuid::Uuid;

/// One thing that happens to a cache. Numbers pick from the few records and values there are.
#[derive(Clone, Debug)]
enum Happening {
    Write(Vec<(u8, u8, u8)>),
    Undo,
    Pull { rows: Vec<(u8, u8, u8)>, gone: Vec<(u8, u8)>, erase: u8, head: bool },
    Push { most: u8, outcomes: Vec<u8> },
    Queued { which: u8, what: u8 },
    Resolve { mine: bool },
    Rebuild,
}

fn happening() -> impl Strategy<Value = Happening> {
    let three = || (0u8..12, any::<u8>(), any::<u8>());
    prop_oneof![
        6 => prop::collection::vec(three(), 1..4).prop_map(Happening::Write),
        1 => Just(Happening::Undo),
        6 => (prop::collection::vec(three(), 0..5), prop::collection::vec((0u8..12, any::<u8>()), 0..2), any::<u8>(), any::<bool>())
            .prop_map(|(rows, gone, erase, head)| Happening::Pull { rows, gone, erase, head }),
        5 => (1u8..5, prop::collection::vec(any::<u8>(), 0..5)).prop_map(|(most, outcomes)| Happening::Push { most, outcomes }),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(which, what)| Happening::Queued { which, what }),
        1 => any::<bool>().prop_map(|mine| Happening::Resolve { mine }),
        1 => Just(Happening::Rebuild),
    ]
}

const TAG: Uuid = Uuid::from_u128(77);

fn client(n: u8) -> Uuid {
    Uuid::from_u128(100 + u128::from(n % 3))
}

/// Twelve records: three clients with what hangs on them, and one view that hangs on nothing.
fn record(n: u8) -> (Entity, Uuid, Uuid) {
    let home = client(n);
    let own = Uuid::from_u128(200 + u128::from(n));
    match n {
        0..=2 => (Entity::Client, home, home),
        3..=5 => (Entity::Note, own, home),
        6..=7 => (Entity::Activity, own, home),
        8..=9 => (Entity::Tagging, scope::tagging_id(home, TAG), home),
        10 => (Entity::Contact, own, home),
        _ => (Entity::SavedView, own, own),
    }
}

fn words(v: u8) -> Value {
    ["alpha", "beta", "gamma", "delta"][usize::from(v % 4)].into()
}

fn values(entity: Entity, home: Uuid, v: u8) -> Vec<(String, Value)> {
    let stage: Value = ["lead", "mql", "sql", "customer"][usize::from(v / 4 % 4)].into();
    let owner: Value = if v & 64 == 0 { ME.into() } else { BEN.into() };
    let named: Vec<(&str, Value)> = match entity {
        Entity::Client => vec![
            ("kind", "person".into()),
            ("name", words(v)),
            ("client_type", "lead".into()),
            ("lifecycle_stage", stage),
            ("owner_id", owner),
        ],
        Entity::Note => vec![("client_id", home.into()), ("body", words(v))],
        Entity::Contact => vec![("client_id", home.into()), ("name", words(v))],
        Entity::Tagging => vec![("client_id", home.into()), ("tag_id", TAG.into())],
        Entity::Activity => vec![
            ("client_id", if v & 32 == 0 { home.into() } else { client(v).into() }),
            ("kind", "task".into()),
            ("subject", words(v)),
            ("assignee_id", ME.into()),
            ("status", "open".into()),
        ],
        _ => vec![("name", words(v)), ("definition", "{}".into())],
    };
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn intent(n: u8, what: u8, v: u8) -> Intent {
    let (entity, record, home) = record(n);
    let values = values(entity, home, v);
    let op = match what % 8 {
        0 | 1 => IntentOp::Create { values },
        2..=5 if entity != Entity::Tagging => {
            let free = usize::from(what / 8) % values.len();
            IntentOp::Update { values: vec![values[free].clone()] }
        }
        6 => IntentOp::Restore,
        _ => IntentOp::Delete,
    };
    Intent { entity, record, op }
}

struct World {
    desk: Desk,
    version: i64,
    epoch: Uuid,
}

impl World {
    fn happen(&mut self, happening: &Happening) {
        let desk = &self.desk;
        match happening {
            Happening::Write(all) => {
                let intents: Vec<_> = all.iter().map(|(n, what, v)| intent(*n, *what, *v)).collect();
                // An update of what is not there is refused; both outcomes must leave the invariant.
                let _ = desk.cache.write(&intents, &desk.author(), &mut || desk.id());
            }
            Happening::Undo => {
                let _ = desk.cache.undo(None, &desk.author(), &mut || desk.id());
            }
            Happening::Pull { rows, gone, erase, head } => self.pull(rows, gone, *erase, *head),
            Happening::Push { most, outcomes } => self.push(usize::from(*most), outcomes),
            Happening::Queued { which, what } => self.queued(*which, *what),
            Happening::Resolve { mine } => {
                for conflict in desk.cache.conflicts().unwrap() {
                    let fields: Vec<_> = conflict.fields.iter().map(|field| field.field.clone()).collect();
                    let mine = if *mine { fields.as_slice() } else { &[] };
                    desk.cache.resolve_conflict(conflict.id, mine, &desk.author(), &mut || desk.id()).unwrap();
                }
            }
            Happening::Rebuild => {
                desk.cache.rebuild(desk.now.get()).unwrap();
                desk.cache.claim(&Owner { client_id: desk.id(), ..owner() }).unwrap();
            }
        }
    }

    fn pull(&mut self, rows: &[(u8, u8, u8)], gone_records: &[(u8, u8)], erase: u8, head: bool) {
        let asked = self.desk.cache.pull_request(100).unwrap();
        let mut page: Page = empty_page(&asked.since);
        if erase > 250 {
            self.epoch = self.desk.id();
        }
        page.epoch = self.epoch;
        page.more = !head;
        if erase < 10 {
            page.revoked = vec![if erase < 5 { ME } else { BEN }];
        } else if erase < 20 {
            page.reset = vec![ME];
        }
        for (n, age) in gone_records {
            let (entity, record, _) = record(*n);
            page.gone.push(gone(entity, record, self.version - i64::from(age % 3)));
        }
        for (n, what, v) in rows {
            self.version += i64::from(what % 2);
            page.rows.push(self.row(*n, *what, *v));
        }
        page.cursors = vec![since(ME, self.version), since(BEN, self.version)];
        page.acked_seq = head.then_some(i64::from(erase));
        self.desk.cache.apply_page(&page, &asked, self.desk.now.get()).unwrap();
    }

    fn row(&self, n: u8, what: u8, v: u8) -> Row {
        let (entity, id, home) = record(n);
        let given = values(entity, home, v);
        let named: Vec<(&str, Value)> = given.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let root =
            given.iter().find(|(name, _)| name == "client_id").and_then(|(_, value)| value.as_id()).unwrap_or(id);
        let enter = if entity == Entity::Client && what & 16 == 0 { self.version } else { 1 };
        let scope = if what & 32 == 0 { ME } else { BEN };
        Row { enter, scope, ..row(entity, id, root, self.version.max(1), &named) }
    }

    fn push(&mut self, most: usize, outcomes: &[u8]) {
        let Some(push) = self.desk.cache.push_batch(most).unwrap() else { return };
        let seqs: Vec<_> = push.mutations.iter().map(|mutation| mutation.seq).collect();
        assert!(seqs.windows(2).all(|pair| pair[0] + 1 == pair[1]), "a gap in {seqs:?}");
        let judged = push.mutations.iter().zip(outcomes);
        let results = judged.map(|(m, how)| PushResult { seq: m.seq, outcome: outcome(m, *how) }).collect();
        let pushed = Pushed { epoch: self.epoch, version: self.version, results, now: NOW };
        self.desk.cache.push_results(&push, &pushed, self.desk.now.get()).unwrap();
    }

    fn queued(&self, which: u8, what: u8) {
        let queue = self.desk.cache.queue().unwrap();
        let Some(edit) = queue.get(usize::from(which) % queue.len().max(1)) else { return };
        // Each refuses edits in the wrong state, which is fine.
        let _ = match what % 3 {
            0 => self.desk.cache.retry(edit.id),
            1 => self.desk.cache.discard(edit.id),
            _ => self.desk.cache.quarantine(edit.id, &Problem::new(Code::Internal)),
        };
    }
}

fn outcome(mutation: &Mutation, how: u8) -> Outcome {
    match (how % 8, &mutation.op) {
        (5, _) => Outcome::Rejected { problem: Problem::new(Code::Forbidden) },
        (6, Op::Update { changes }) => {
            let field = |change: &Change| FieldConflict {
                field: change.field.clone(),
                base: change.was.clone(),
                mine: change.now.clone(),
                theirs: words(how),
            };
            Outcome::Conflict { fields: changes.iter().take(1).map(field).collect(), by: BEN, at: NOW }
        }
        (6, _) => Outcome::Conflict { fields: vec![], by: BEN, at: NOW },
        (7, _) if how > 200 => Outcome::Forked,
        _ => Outcome::Applied,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_seen_is_the_fold_after_every_step(story in prop::collection::vec(happening(), 1..40)) {
        let mut world = World { desk: Desk::in_memory(), version: 1, epoch: EPOCH };
        for (at, happening) in story.iter().enumerate() {
            world.happen(happening);
            if let Err(wrong) = world.desk.cache.verify_fold() {
                prop_assert!(false, "after step {at} {happening:?}: {wrong}");
            }
        }
    }
}
