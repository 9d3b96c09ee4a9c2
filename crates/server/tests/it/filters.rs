//! The filter language in PostgreSQL against its meaning.

use crate::firm::{Firm, client};
use leadline_domain::filter::{Filter, Operand, Sort, Viewpoint};
use leadline_domain::{Entity, LifecycleStage, Role, Value as Content, check, text};
use leadline_server::records::{NewRecord, Writing, by_ids};
use leadline_server::{Access, Scope, filter_sql};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use sqlx::QueryBuilder;
use std::sync::LazyLock;
use uuid::Uuid;

/// Values that collide often, so that filters both hit and miss.
static PEOPLE: LazyLock<[Uuid; 2]> = LazyLock::new(|| [Uuid::from_u128(1), Uuid::from_u128(2)]);
static TAGS: LazyLock<[Uuid; 2]> = LazyLock::new(|| [Uuid::from_u128(11), Uuid::from_u128(12)]);

fn some_client() -> impl Strategy<Value = (Vec<Content>, [bool; 2])> {
    let name = prop::sample::select(vec!["น้ำ", "Anong", "100%", "a_b", "back\\slash", "เกษม Anong"]);
    let quality = prop::option::of(prop::sample::select(vec!["hot", "warm", "cold"]));
    let number = || prop::option::of(0i64..4);
    let owner = prop::option::of(0usize..2);
    let flag = prop::option::of(any::<bool>());
    let stage = prop::sample::select(LifecycleStage::WORDS.to_vec());
    let parts = (name, quality, stage, number(), number(), owner, flag, any::<[bool; 2]>());
    parts.prop_map(|(name, quality, stage, score, due, owner, opt_out, tags)| {
        let mut values = leadline_domain::check::new_record(Entity::Client, &client(name, None)).unwrap();
        let mut put = |field: &str, value: Content| values[Entity::Client.position(field).unwrap()] = value;
        put("lead_quality", quality.into());
        put("lifecycle_stage", stage.into());
        put("score", score.into());
        put("next_follow_up_at", due.map(|day| day * 86_400_000).into());
        put("opt_out_call", opt_out.into());
        put("owner_id", owner.map(|at| PEOPLE[at]).into());
        (values, tags)
    })
}

fn some_sort() -> impl Strategy<Value = Sort> {
    let fields = ["name", "lead_quality", "lifecycle_stage", "score", "next_follow_up_at", "owner_id", "opt_out_call"];
    (prop::sample::select(fields.to_vec()), any::<bool>())
        .prop_map(|(field, descending)| Sort { field: field.to_owned(), descending })
}

fn some_filter() -> impl Strategy<Value = Filter> {
    let value = |value: Content| Operand::Value { value };
    let one_of = |field: &'static str, choices: Vec<Operand>| {
        prop::collection::vec(prop::sample::select(choices), 0..3)
            .prop_map(move |values| Filter::OneOf { field: field.to_owned(), values })
    };
    let ordered = (prop::sample::select(vec!["score", "next_follow_up_at"]), 0i64..4, any::<bool>()).prop_map(
        |(field, number, at_least)| {
            let value = match field {
                "score" => Operand::Value { value: number.into() },
                _ => Operand::Day { days: i32::try_from(number).unwrap() },
            };
            let field = field.to_owned();
            if at_least { Filter::AtLeast { field, value } } else { Filter::Below { field, value } }
        },
    );
    let typed = prop::sample::select(vec!["น\u{e4d}\u{e49}า", "ANONG", "%", "_", "\\", "", "zzz", "\0"]);
    let leaf = prop_oneof![
        one_of("lead_quality", vec![value("hot".into()), value("warm".into()), value(Content::Null)]),
        one_of("owner_id", vec![Operand::Me, value(PEOPLE[1].into())]),
        one_of("opt_out_call", vec![value(true.into()), value(false.into())]),
        one_of("name", vec![value("Anong".into()), value("a\0b".into())]),
        one_of("score", vec![value(1.into()), value(2.into())]),
        prop::sample::select(vec!["owner_id", "score", "opt_out_call", "email"])
            .prop_map(|field| Filter::Filled { field: field.to_owned() }),
        ordered,
        (0usize..2).prop_map(|at| Filter::Tagged { tag: TAGS[at] }),
        typed.prop_map(|text| Filter::Text { text: text.to_owned() }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|parts| Filter::All { parts }),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|parts| Filter::Any { parts }),
            inner.prop_map(|part| Filter::Not { part: Box::new(part) }),
        ]
    })
}

/// Puts the clients in and returns their ids.
async fn stocked(firm: &Firm, clients: &[(Vec<Content>, [bool; 2])]) -> Vec<Uuid> {
    let at = firm.server.clock().now();
    let mut tx = firm.server.app().database.begin(Scope::System { org_id: firm.org }, Access::Write).await.unwrap();
    let mut writing = Writing::new(firm.org, PEOPLE[0], at);
    let record = |id, values| NewRecord { id, by: PEOPLE[0], at, values };
    let profile = |id: &Uuid| {
        let email = format!("{}@x.example", id.simple());
        record(*id, vec!["P".into(), email.into(), "agent".into(), "active".into(), Content::Null])
    };
    writing.insert(&mut tx, Entity::Profile, PEOPLE.iter().map(profile).collect()).await.unwrap();
    let tag = |id: &Uuid| record(*id, vec!["VIP".into(), "sky".into(), Content::Null]);
    writing.insert(&mut tx, Entity::Tag, TAGS.iter().map(tag).collect()).await.unwrap();
    let ids: Vec<Uuid> = clients.iter().map(|_| Uuid::now_v7()).collect();
    let rows = ids.iter().zip(clients).map(|(id, (values, _))| record(*id, values.clone())).collect();
    writing.insert(&mut tx, Entity::Client, rows).await.unwrap();
    let taggings = ids
        .iter()
        .zip(clients)
        .flat_map(|(id, (_, tags))| TAGS.iter().zip(tags).filter(|(_, on)| **on).map(move |(tag, _)| (*id, *tag)))
        .map(|(id, tag)| record(leadline_domain::scope::tagging_id(id, tag), vec![id.into(), tag.into()]))
        .collect();
    writing.insert(&mut tx, Entity::Tagging, taggings).await.unwrap();
    writing.finish(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    ids
}

#[tokio::test]
async fn a_filter_and_an_order_give_the_same_list_in_postgresql_as_in_their_meaning() {
    let firm = Firm::open().await;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let clients: Vec<_> = (0..120).map(|_| some_client().new_tree(&mut runner).unwrap().current()).collect();
    let ids = stocked(&firm, &clients).await;
    let viewpoint = Viewpoint { me: PEOPLE[0], today: 0 };
    let mut tx = firm.server.app().database.begin(Scope::System { org_id: firm.org }, Access::Read).await.unwrap();
    assert_eq!(by_ids(&mut tx, Entity::Client, firm.org, &ids).await.unwrap().len(), clients.len());
    for _ in 0..600 {
        let filter = some_filter().new_tree(&mut runner).unwrap().current().settle(viewpoint).unwrap();
        let sort = some_sort().new_tree(&mut runner).unwrap().current();
        let mut sql = QueryBuilder::new("select id from clients where ");
        filter_sql::push_filter(&mut sql, &filter);
        filter_sql::Order::of(&sort).unwrap().push(&mut sql);
        let found: Vec<Uuid> = sql.build_query_scalar().fetch_all(&mut *tx).await.unwrap();
        let content = |values: &[Content]| values[Entity::Client.position(&sort.field).unwrap()].clone();
        let mut meant: Vec<_> = ids
            .iter()
            .zip(&clients)
            .filter(|(_, (values, tags))| {
                let value = |field: &str| values[Entity::Client.position(field).unwrap()].clone();
                let tagged = |tag: Uuid| TAGS.iter().position(|known| *known == tag).is_some_and(|at| tags[at]);
                let name = value("name");
                filter.matches(&value, &tagged, &text::of_client(name.as_text().unwrap(), "", "", "", ""))
            })
            .map(|(id, (values, _))| (content(values), *id))
            .collect();
        meant.sort_by(|a, b| sort.compare((&a.0, a.1), (&b.0, b.1)));
        let meant: Vec<Uuid> = meant.into_iter().map(|(_, id)| id).collect();
        assert_eq!(found, meant, "{filter:?} {sort:?}");
    }
}

#[tokio::test]
async fn a_search_can_use_its_index_behind_the_policies() {
    let firm = Firm::open().await;
    let agent = firm.hire(Role::Agent).await;
    let named = |n| check::new_record(Entity::Client, &client(&format!("Client {n}"), None)).unwrap();
    stocked(&firm, &(0..1500).map(|n| (named(n), [false, false])).collect::<Vec<_>>()).await;
    sqlx::raw_sql("vacuum analyze clients").execute(&mut firm.server.administrator().await).await.unwrap();
    let mut tx = firm.server.app().database.begin(&agent, Access::Read).await.unwrap();
    // Few rows are read faster than an index, so that reading all of them has to be forbidden.
    sqlx::raw_sql("set local enable_seqscan = off").execute(&mut *tx).await.unwrap();
    let plan: Vec<String> = sqlx::query_scalar("explain select id from clients where searchable like '%1477%'")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    assert!(plan.iter().any(|line| line.contains("clients_searchable")), "{plan:#?}");
}
