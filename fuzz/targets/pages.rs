//! Pages that a server could send to a cache with edits that wait, were sent, or were refused: a page is taken or
//! refused as a whole, and what is seen stays the server's rows with the edits laid over.
#![no_main]

use leadline_cache::{Author, Cache, Intent, IntentOp, Owner, Place};
use leadline_domain::{Entity, FieldKind, Value, scope};
use leadline_protocol::Code;
use leadline_protocol::sync::{Gone, Outcome, Page, PushResult, Pushed, Row, Since};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;
use uuid::Uuid;

const ORG: Uuid = Uuid::from_u128(0x0a);
const ME: Uuid = Uuid::from_u128(0x0e);
const BEN: Uuid = Uuid::from_u128(0x0b);
const NOW: i64 = 1_750_000_000_000;
/// Records there are; what stands at a place is of one kind and hangs on one client.
const RECORDS: u128 = 18;
const MOST_PAGES: usize = 6;
const MOST_ROWS: usize = 6;

thread_local! {
    static CACHE: OnceCell<Cache> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    let cache = CACHE.with(|cache| cache.get_or_init(edited).twin().expect("a cache can be copied"));
    let mut input = Unstructured::new(bytes);
    for _ in 0..MOST_PAGES {
        let asked = cache.pull_request(100).expect("the cache answers");
        let Ok(page) = page(&mut input, asked.since.clone()) else { return };
        // A refused page has changed nothing, a taken one has left everything in order.
        let _ = cache.apply_page(&page, &asked, NOW);
        cache.verify_fold().unwrap_or_else(|fault| panic!("{fault} after {page:#?}"));
        let _ = cache.push_batch(50).expect("the cache answers");
        if input.is_empty() {
            return;
        }
    }
});

/// A cache with rows of the server and edits in every state.
fn edited() -> Cache {
    let cache = Cache::open(&Place::memory(), NOW).expect("a fresh cache opens").cache;
    cache.claim(&Owner { org: ORG, me: ME, client_id: Uuid::from_u128(0xc11e) }).expect("it has no owner");
    let asked = cache.pull_request(100).expect("the cache answers");
    let rows = (0..RECORDS / 2).map(|at| row(at, scope::owned_by(ME), 5, plain)).collect();
    let page = Page { rows, ..empty(Vec::new()) };
    cache.apply_page(&page, &asked, NOW).expect("a sound page is taken");
    let mut next = 1_000;
    for (turn, outcome) in
        [Outcome::Applied, Outcome::Rejected { problem: Code::Forbidden.into() }].into_iter().enumerate()
    {
        edit_everything(&cache, &mut next, turn);
        let push = cache.push_batch(200).expect("the cache answers").expect("edits wait");
        let results = push.mutations.iter().map(|one| PushResult { seq: one.seq, outcome: outcome.clone() }).collect();
        let pushed = Pushed { epoch: page.epoch, version: 6, results, now: NOW };
        cache.push_results(&push, &pushed, NOW).expect("results are taken");
    }
    edit_everything(&cache, &mut next, 2);
    cache.verify_fold().expect("it begins in order");
    cache
}

fn edit_everything(cache: &Cache, next: &mut u128, turn: usize) {
    for at in 0..RECORDS {
        let (entity, record) = (kind(at), Uuid::from_u128(at + 1));
        let named = |value: Value| {
            entity
                .fields()
                .iter()
                .find(|field| matches!(field.kind, FieldKind::Text { .. }))
                .map(|field| (field.name.to_owned(), value))
        };
        let ops = [
            IntentOp::Create { values: given(at) },
            IntentOp::Update { values: named(format!("turn {turn}").into()).into_iter().collect() },
            IntentOp::Delete,
        ];
        let op = ops[(at as usize + turn) % 3].clone();
        let author = Author { org: ORG, me: ME, now: NOW };
        // What a person cannot do to a record is not done to it.
        let _ = cache.write(&[Intent { entity, record, op }], &author, &mut || {
            *next += 1;
            Uuid::from_u128(*next)
        });
    }
}

fn kind(at: u128) -> Entity {
    match at % 9 {
        0 | 1 => Entity::Client,
        2 => Entity::Contact,
        3 => Entity::Activity,
        4 => Entity::Note,
        5 => Entity::Tagging,
        6 => Entity::LifecycleChange,
        7 => Entity::Tag,
        _ => Entity::SavedView,
    }
}

/// The client it hangs on.
fn root(at: u128) -> Uuid {
    let hangs = kind(at).is_child_of_client();
    Uuid::from_u128(if hangs { at % 4 / 2 * 9 + at % 2 } else { at } + 1)
}

fn plain(_: &str, kind: FieldKind) -> Value {
    match kind {
        FieldKind::Word(words) => words[0].into(),
        FieldKind::Int { min, .. } => min.into(),
        FieldKind::Bool => false.into(),
        FieldKind::Time => NOW.into(),
        FieldKind::Id(_) => ME.into(),
        FieldKind::Email | FieldKind::Phone => Value::Null,
        _ => "{}".into(),
    }
}

fn given(at: u128) -> Vec<(String, Value)> {
    let entity = kind(at);
    let wanted = entity.fields().iter().filter(|field| field.required);
    let value = |name: &str, kind| if name == "client_id" { root(at).into() } else { plain(name, kind) };
    wanted.map(|field| (field.name.to_owned(), value(field.name, field.kind))).collect()
}

fn row(at: u128, scope: Uuid, version: i64, mut value: impl FnMut(&str, FieldKind) -> Value) -> Row {
    let entity = kind(at);
    let values = entity
        .fields()
        .iter()
        .map(|field| if field.name == "client_id" { root(at).into() } else { value(field.name, field.kind) });
    Row {
        entity,
        id: Uuid::from_u128(at + 1),
        root: root(at),
        scope,
        version,
        enter: if root(at) == Uuid::from_u128(at + 1) { version } else { 0 },
        created_at: NOW,
        created_by: ME,
        updated_at: NOW,
        updated_by: BEN,
        values: values.collect(),
    }
}

fn empty(asked: Vec<Since>) -> Page {
    Page {
        epoch: Uuid::from_u128(0xe0),
        asked,
        revoked: Vec::new(),
        reset: Vec::new(),
        floor: 0,
        rows: Vec::new(),
        gone: Vec::new(),
        cursors: vec![Since { scope: scope::owned_by(ME), version: 6 }, Since { scope: ORG, version: 6 }],
        more: false,
        acked_seq: None,
        remaining: 0,
        now: NOW,
    }
}

fn page(input: &mut Unstructured<'_>, asked: Vec<Since>) -> Result<Page> {
    let scopes = [scope::owned_by(ME), scope::owned_by(BEN), scope::pool(ORG), scope::private(ME), ORG, Uuid::nil()];
    let mut page = empty(if input.ratio(1, 20)? { Vec::new() } else { asked });
    page.epoch = Uuid::from_u128(if input.ratio(1, 20)? { 0xe1 } else { 0xe0 });
    page.floor = input.int_in_range(0..=40)?;
    page.more = input.arbitrary()?;
    page.acked_seq = if page.more { None } else { Some(input.int_in_range(0..=60)?) };
    page.cursors.clear();
    for scope in scopes {
        match input.int_in_range(0..=5)? {
            0 => page.revoked.push(scope),
            1 => page.reset.push(scope),
            _ => {}
        }
        if input.ratio(4, 5)? {
            page.cursors.push(Since { scope, version: input.int_in_range(0..=60)? });
        }
    }
    for _ in 0..input.int_in_range(0..=MOST_ROWS)? {
        let (at, version) = (input.int_in_range(0..=RECORDS - 1)?, input.int_in_range(0..=60)?);
        if input.ratio(1, 3)? {
            page.gone.push(Gone { entity: kind(at), id: Uuid::from_u128(at + 1), version });
        } else {
            let scope = *input.choose(&scopes)?;
            let mut row = row(at, scope, version, |_, kind| any_value(input, kind).unwrap_or_default());
            if input.ratio(1, 10)? {
                row.values.truncate(input.int_in_range(0..=row.values.len())?);
            }
            row.enter = input.int_in_range(0..=version)?;
            page.rows.push(row);
        }
    }
    Ok(page)
}

/// Mostly what the field holds; sometimes anything.
fn any_value(input: &mut Unstructured<'_>, kind: FieldKind) -> Result<Value> {
    match input.int_in_range(0..=9)? {
        0 => Ok(Value::Null),
        1 => Ok(Value::Int(input.arbitrary()?)),
        2 => Ok(Value::Text(input.arbitrary()?)),
        3 => Ok(Value::Id(Uuid::from_u128(input.int_in_range(0..=20)?))),
        _ => Ok(plain("", kind)),
    }
}
