use super::sample::{self, Client, ME, TAGS, cache, clients, erase, put};
use crate::{Cache, CacheFault, ChangeSet};
use leadline_domain::filter::{Filter, FilterFault, Operand, Sort, Viewpoint};
use leadline_domain::{Entity, FieldKind};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use uuid::Uuid;

const AT: Viewpoint = Viewpoint { me: ME, today: 2 };

fn sort(field: &str, descending: bool) -> Sort {
    Sort { field: field.to_owned(), descending }
}

/// Every field a list can be ordered by.
fn sortable() -> Vec<&'static str> {
    let fields = Entity::Client.fields().iter().filter(|field| field.kind != FieldKind::Json).map(|field| field.name);
    fields.chain(["created_at", "updated_at"]).collect()
}

fn operand(field: &'static str, kind: FieldKind) -> BoxedStrategy<Operand> {
    let value = sample::value_of(field, kind).prop_map(|value| Operand::Value { value });
    match kind {
        FieldKind::Id(_) | FieldKind::Outside => prop_oneof![Just(Operand::Me), value].boxed(),
        FieldKind::Time => prop_oneof![(-1i32..2).prop_map(|days| Operand::Day { days }), value].boxed(),
        _ => value.boxed(),
    }
}

fn test() -> impl Strategy<Value = Filter> {
    let fields: Vec<(&'static str, FieldKind)> =
        Entity::Client.fields().iter().map(|field| (field.name, field.kind)).collect();
    let ordered: Vec<_> =
        fields.iter().copied().filter(|(_, kind)| matches!(kind, FieldKind::Int { .. } | FieldKind::Time)).collect();
    let field = prop::sample::select(fields);
    let ordered = prop::sample::select(ordered);
    prop_oneof![
        field.clone().prop_flat_map(|(field, kind)| prop::collection::vec(operand(field, kind), 0..4)
            .prop_map(move |values| Filter::OneOf { field: field.to_owned(), values })),
        field.prop_map(|(field, _)| Filter::Filled { field: field.to_owned() }),
        ordered.clone().prop_flat_map(|(field, kind)| operand(field, kind)
            .prop_map(move |value| Filter::AtLeast { field: field.to_owned(), value })),
        ordered.prop_flat_map(|(field, kind)| operand(field, kind)
            .prop_map(move |value| Filter::Below { field: field.to_owned(), value })),
        prop::sample::select(TAGS.to_vec()).prop_map(|tag| Filter::Tagged { tag }),
        prop::sample::select(vec!["", "ใจ", "ดี", "anong", "081 555", "ÖL", "%", "_", "x'y\""])
            .prop_map(|text| Filter::Text { text: text.to_owned() }),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    test().prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| Filter::All { parts }),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| Filter::Any { parts }),
            inner.prop_map(|part| Filter::Not { part: Box::new(part) }),
        ]
    })
}

/// What the filter means, asked of the values.
fn matches(filter: &Filter, client: &Client) -> bool {
    let tagged = |tag| client.tags.contains(&tag);
    !client.hidden && filter.matches(&|field| client.value(field), &tagged, &client.searchable())
}

/// What the order means, asked of the values.
fn compare(sort: &Sort, a: &Client, b: &Client) -> Ordering {
    sort.compare((&a.value(&sort.field), a.id), (&b.value(&sort.field), b.id))
}

fn expected<'a>(filter: &Filter, sort: &Sort, all: impl IntoIterator<Item = &'a Client>) -> Vec<Uuid> {
    let settled = filter.settle(AT).unwrap();
    let mut list: Vec<&Client> = all.into_iter().filter(|client| matches(&settled, client)).collect();
    list.sort_by(|a, b| compare(sort, a, b));
    list.into_iter().map(|client| client.id).collect()
}

fn ids(cache: &Cache, view: u32) -> Vec<Uuid> {
    cache.view_rows(view, 0, 200).unwrap().rows.into_iter().map(|row| row.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_list_is_what_its_filter_and_order_mean(
        all in clients(30),
        filter in filter(),
        field in prop::sample::select(sortable()),
        descending: bool,
    ) {
        prop_assume!(filter.settle(AT).is_ok());
        let cache = cache();
        put(&cache, &all);
        let sort = sort(field, descending);
        let expected = expected(&filter, &sort, &all);
        let opened = cache.open_view(&filter, &sort, AT).unwrap();
        let first = cache.view_rows(opened.view, 0, 2).unwrap().rows;
        prop_assert!(first.iter().map(|row| row.id).eq(expected.iter().copied().take(2)));
        prop_assert_eq!(ids(&cache, opened.view), expected.clone());
        prop_assert_eq!(opened.total as usize, expected.len());
        prop_assert_eq!(cache.count(&filter, AT).unwrap() as usize, expected.len());
        let mut chosen = cache.view_ids(opened.view, &[]).unwrap();
        chosen.sort_unstable();
        let mut sorted = expected;
        sorted.sort_unstable();
        prop_assert_eq!(chosen, sorted);
    }

    #[test]
    fn every_client_is_in_the_list_of_everything_in_every_order(all in clients(30)) {
        let cache = cache();
        put(&cache, &all);
        for field in sortable() {
            for descending in [false, true] {
                let sort = sort(field, descending);
                let opened = cache.open_view(&Filter::everything(), &sort, AT).unwrap();
                prop_assert_eq!(ids(&cache, opened.view), expected(&Filter::everything(), &sort, &all), "{} {}", field, descending);
                cache.close_view(opened.view);
            }
        }
    }

    #[test]
    fn an_open_list_follows_every_change(
        before in clients(20),
        rounds in prop::collection::vec((clients(6), prop::collection::vec(0usize..20, 0..2)), 1..4),
        filter in filter(),
        field in prop::sample::select(sortable()),
        descending: bool,
        looked_at in prop::sample::select(vec![2, 200]),
    ) {
        prop_assume!(filter.settle(AT).is_ok());
        let cache = cache();
        put(&cache, &before);
        let sort = sort(field, descending);
        let opened = cache.open_view(&filter, &sort, AT).unwrap();
        let mut all: BTreeMap<Uuid, Client> = before.into_iter().map(|client| (client.id, client)).collect();
        let mut revision = opened.revision;
        for (changed, leaving) in rounds {
            let seen = cache.view_rows(opened.view, 0, looked_at).unwrap();
            let changes = put(&cache, &changed);
            all.extend(changed.into_iter().map(|client| (client.id, client)));
            let mut affected = cache.views_after(&changes).unwrap();
            let leaving: Vec<Uuid> = leaving.into_iter().filter_map(|at| all.keys().nth(at).copied()).collect();
            all.retain(|id, _| !leaving.contains(id));
            affected.extend(cache.views_after(&erase(&cache, &leaving)).unwrap());
            let now = cache.view_rows(opened.view, 0, looked_at).unwrap();
            prop_assert_eq!(ids(&cache, opened.view), expected(&filter, &sort, all.values()));
            prop_assert!(seen.rows == now.rows || !affected.is_empty(), "a changed list is announced");
            prop_assert!(now.revision >= revision);
            revision = now.revision;
        }
    }
}

#[test]
fn windows_and_neighbours_agree_with_the_list() {
    let cache = cache();
    let all: Vec<Client> = (1..=7).map(|id| Client::named(id, "x")).collect();
    put(&cache, &all);
    let opened = cache.open_view(&Filter::everything(), &sort("created_at", true), AT).unwrap();
    let id = |at: u128| Uuid::from_u128(at);
    let window = cache.view_rows(opened.view, 5, 10).unwrap();
    assert_eq!((window.total, window.offset), (7, 5));
    assert_eq!(window.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id(6), id(7)]);
    assert!(cache.view_rows(opened.view, u32::MAX, u32::MAX).unwrap().rows.is_empty());
    let found = cache.view_find(opened.view, id(3)).unwrap();
    assert_eq!((found.offset, found.previous, found.next), (Some(2), Some(id(2)), Some(id(4))));
    let first = cache.view_find(opened.view, id(1)).unwrap();
    assert_eq!((first.offset, first.previous, first.next), (Some(0), None, Some(id(2))));
    let absent = cache.view_find(opened.view, id(99)).unwrap();
    assert_eq!((absent.offset, absent.previous, absent.next), (None, None, None));
    assert_eq!(cache.view_ids(opened.view, &[id(1), id(7)]).unwrap().len(), 5);
}

#[test]
fn a_long_list_opens_with_its_head_and_is_whole_for_whoever_goes_on() {
    let cache = cache();
    let all: Vec<Client> = (1..=30).map(|id| Client::named(id, &format!("{id:02}"))).collect();
    put(&cache, &all);
    let open = || cache.open_view(&Filter::everything(), &sort("name", true), AT).unwrap().view;
    let is_whole = |view| cache.inner.views.get(view).unwrap().now().reaches(usize::MAX);
    let (begun, prepared, found, chosen) = (open(), open(), open(), open());
    assert_eq!(cache.view_rows(begun, 0, 2).unwrap().total, 30);
    assert!(!is_whole(begun), "nobody asked for more than its first rows");
    cache.put_in_order(prepared).unwrap();
    assert!(is_whole(prepared));
    assert_eq!(cache.view_find(found, Uuid::from_u128(1)).unwrap().offset, Some(29));
    assert_eq!(cache.view_ids(chosen, &[]).unwrap().len(), 30);
    let before = cache.view_rows(begun, 0, 2).unwrap();
    let (end, again) = (cache.view_rows(begun, 28, 10).unwrap(), cache.view_rows(begun, 0, 2).unwrap());
    assert_eq!(end.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [Uuid::from_u128(2), Uuid::from_u128(1)]);
    assert_eq!(again, before, "what is shown already stays as it is");
}

#[test]
fn what_leaves_a_list_of_which_only_the_head_is_known_is_announced() {
    let cache = cache();
    let all: Vec<Client> = (1..=30).map(|id| Client::named(id, &format!("{id:02}"))).collect();
    put(&cache, &all);
    let cold = Filter::Not { part: Box::new(Filter::Filled { field: "lead_quality".to_owned() }) };
    let opened = cache.open_view(&cold, &sort("name", true), AT).unwrap();
    let mut leaving = Client::named(30, "30");
    leaving.values.insert("lead_quality", "hot".into());
    let changes = put(&cache, &[leaving]);
    // Put in order between the change and the word of it.
    cache.put_in_order(opened.view).unwrap();
    let affected = cache.views_after(&changes).unwrap();
    assert_eq!(affected.iter().map(|list| (list.view, list.total)).collect::<Vec<_>>(), [(opened.view, 29)]);
    assert!(affected[0].revision > opened.revision);
    assert!(cache.views_after(&changes).unwrap().is_empty(), "it is news once");
}

#[test]
fn rows_carry_their_tags() {
    let cache = cache();
    let mut tagged = Client::named(1, "x");
    tagged.tags = TAGS.to_vec();
    put(&cache, &[tagged, Client::named(2, "y")]);
    let opened = cache.open_view(&Filter::everything(), &sort("name", false), AT).unwrap();
    let rows = cache.view_rows(opened.view, 0, 10).unwrap().rows;
    assert_eq!(rows[0].tags, TAGS);
    assert!(rows[1].tags.is_empty());
}

#[test]
fn what_does_not_concern_lists_leaves_them_alone() {
    let cache = cache();
    put(&cache, &[Client::named(1, "x")]);
    let opened = cache.open_view(&Filter::everything(), &sort("name", false), AT).unwrap();
    let note = ChangeSet { entities: vec![Entity::Note], clients: vec![Uuid::from_u128(1)], many: false };
    assert!(cache.views_after(&note).unwrap().is_empty());
    let many = ChangeSet { entities: vec![Entity::Client], clients: Vec::new(), many: true };
    assert_eq!(cache.views_after(&many).unwrap()[0].revision, opened.revision + 1);
}

#[test]
fn nonsense_is_refused_by_name() {
    let cache = cache();
    let refused = |filter: &Filter, by: &Sort| match cache.open_view(filter, by, AT) {
        Err(CacheFault::Filter(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let injected = "name; DROP TABLE clients";
    assert_eq!(refused(&Filter::everything(), &sort(injected, false)), FilterFault::UnknownField(injected.into()));
    let filled = Filter::Filled { field: injected.into() };
    assert_eq!(refused(&filled, &sort("name", false)), FilterFault::UnknownField(injected.into()));
    assert_eq!(refused(&Filter::everything(), &sort("custom", false)), FilterFault::WrongKind("custom".into()));
    assert!(matches!(cache.view_rows(99, 0, 10), Err(CacheFault::UnknownView(99))));
}
