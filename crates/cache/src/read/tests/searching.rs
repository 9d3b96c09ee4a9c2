use super::sample::{Client, NAMES, cache, clients, erase, put};
use crate::Cache;
use crate::lanes::Lane;
use crate::read::grams::{Term, marked};
use crate::read::search_index;
use leadline_domain::text::search_term;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Parts of what the clients hold, of every length, and some that nobody holds.
fn typed() -> impl Strategy<Value = String> {
    let texts: Vec<String> = NAMES
        .iter()
        .map(|name| (*name).to_owned())
        .chain(
            ["สยาม จำกัด", "Anong & Co", "anong@siam.example", "081-555-0142", "+66 89 555", "020"].map(str::to_owned),
        )
        .collect();
    (prop::sample::select(texts), any::<prop::sample::Index>(), 1usize..14).prop_map(|(text, from, length)| {
        let chars: Vec<char> = text.chars().collect();
        let from = from.index(chars.len());
        chars[from..chars.len().min(from + length)].iter().collect()
    })
}

/// Everybody who contains the term, by the plain meaning of the word.
fn containing<'a>(typed: &str, all: impl IntoIterator<Item = &'a Client>) -> BTreeMap<Uuid, usize> {
    let term = search_term(typed);
    let Some(fits) = Term::new(&term) else { return BTreeMap::new() };
    all.into_iter()
        .filter(|client| !client.hidden && client.searchable().contains(&term))
        .map(|client| (client.id, fits.fit(&marked(&client.searchable())).unwrap()))
        .collect()
}

fn found(cache: &Cache, typed: &str) -> Vec<Uuid> {
    cache.search(typed, 50).unwrap().into_iter().map(|row| row.id).collect()
}

fn assert_finds(cache: &Cache, typed: &str, all: &BTreeMap<Uuid, Client>) -> Result<(), TestCaseError> {
    let expected = containing(typed, all.values());
    let found = found(cache, typed);
    prop_assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), expected.keys().copied().collect(), "{:?}", typed);
    prop_assert_eq!(found.len(), expected.len(), "nobody twice");
    let fits: Vec<usize> = found.iter().map(|id| expected[id]).collect();
    prop_assert!(fits.is_sorted(), "{:?} {:?}", typed, fits);
    // A short answer holds the best of all, although not all were ranked.
    let short: Vec<usize> = cache.search(typed, 3).unwrap().iter().map(|row| expected[&row.id]).collect();
    prop_assert_eq!(&short, &fits[..fits.len().min(3)], "{:?}", typed);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn search_finds_exactly_who_contains_the_term(
        before in clients(40),
        after in clients(10),
        leaving in prop::collection::vec(0usize..40, 0..4),
        typed in prop::collection::vec(typed(), 1..6),
    ) {
        let cache = cache();
        put(&cache, &before);
        put(&cache, &after);
        let mut all: BTreeMap<Uuid, Client> = before.into_iter().chain(after).map(|client| (client.id, client)).collect();
        let leaving: Vec<Uuid> = leaving.into_iter().filter_map(|at| all.keys().nth(at).copied()).collect();
        erase(&cache, &leaving);
        all.retain(|id, _| !leaving.contains(id));
        for typed in typed {
            assert_finds(&cache, &typed, &all)?;
        }
    }

    /// The same while the index is behind, in every step of catching up, with changes in between.
    #[test]
    fn search_finds_everybody_while_the_index_catches_up(
        first in clients(15),
        rest in clients(30),
        changes in prop::collection::vec(clients(5), 0..5),
        typed in typed(),
    ) {
        let cache = cache();
        put(&cache, &first);
        cache.commit(Lane::Page, |tx, _| search_index::expect(tx, 1_000)).unwrap();
        put(&cache, &rest);
        let mut all: BTreeMap<Uuid, Client> = first.into_iter().chain(rest).map(|client| (client.id, client)).collect();
        assert_finds(&cache, &typed, &all)?;
        for changed in changes {
            cache.index_more(7).unwrap();
            put(&cache, &changed);
            all.extend(changed.into_iter().map(|client| (client.id, client)));
            if let Some(id) = all.keys().next().copied() {
                erase(&cache, &[id]);
                all.remove(&id);
            }
            assert_finds(&cache, &typed, &all)?;
        }
        while cache.index_more(7).unwrap() {}
        assert_finds(&cache, &typed, &all)?;
        put(&cache, &[Client::named(0xabcdef, &search_term(&typed))]);
        if !search_term(&typed).is_empty() {
            prop_assert!(found(&cache, &typed).contains(&Uuid::from_u128(0xabcdef)));
        }
        let sound = cache.commit(Lane::Page, |tx, _| {
            Ok(tx.execute("INSERT INTO client_search(client_search) VALUES ('integrity-check')", [])?)
        });
        prop_assert!(sound.is_ok());
    }
}

#[test]
fn the_best_come_first_however_many_there_are() {
    let cache = cache();
    let mut all: Vec<Client> = (1..=300).map(|id| Client::named(id, "คุณสมชัยยา")).collect();
    all[3] = Client::named(4, "สมชัย");
    all[4] = Client::named(5, "สมชัย ใจดี");
    all[5] = Client::named(6, "คุณ สมชัย");
    put(&cache, &all);
    for typed in ["สมชัย", "สมชั", "สม"] {
        let best: Vec<u128> = found(&cache, typed)[..3].iter().map(Uuid::as_u128).collect();
        assert_eq!(best[2], 6, "{typed}");
        assert_eq!(BTreeSet::from([best[0], best[1]]), BTreeSet::from([4, 5]), "{typed}");
    }
    assert_eq!(found(&cache, "สมชัย")[0].as_u128(), 4);
    assert_eq!(found(&cache, "สมชัย").len(), 50);
}

#[test]
fn strange_terms_are_only_text() {
    let cache = cache();
    put(&cache, &[Client::named(1, "a\"b* AND (c) NEAR/2 ^d"), Client::named(2, "plain")]);
    for typed in ["a\"b", "\"b*", "AND (c", "NEAR/2 ^d", "*", "\"", "^"] {
        assert_eq!(found(&cache, typed), [Uuid::from_u128(1)], "{typed}");
    }
    assert!(found(&cache, "   ").is_empty());
    assert!(found(&cache, &"x".repeat(100_000)).is_empty());
    assert_eq!(cache.search("plain", 0).unwrap(), []);
}

#[test]
fn a_phone_is_found_however_it_is_typed() {
    let cache = cache();
    let mut client = Client::named(1, "x");
    client.values.insert("phone", "+66815550142".into());
    put(&cache, &[client]);
    for typed in ["0", "08", "081 555", "081-555-0142", "+66 81 555", "๐๘๑๕๕๕", "0142"] {
        assert_eq!(found(&cache, typed), [Uuid::from_u128(1)], "{typed}");
    }
}

#[test]
fn a_long_term_finds_its_client_among_thousands_that_differ_in_a_few_characters() {
    let cache = cache();
    let address = |id: u128| format!("lead{id}.of-the-spring-campaign@mail.example");
    let all: Vec<Client> = (10_000..13_000)
        .map(|id| {
            let mut client = Client::named(id, "x");
            client.values.insert("email", address(id).into());
            client
        })
        .collect();
    put(&cache, &all);
    for id in (10_000..13_000).step_by(101) {
        assert_eq!(found(&cache, &address(id)), [Uuid::from_u128(id)]);
    }
}

#[test]
fn the_index_is_in_one_piece_once_it_has_caught_up() {
    let cache = cache();
    let pieces = || {
        let count = "SELECT count(DISTINCT segid) FROM client_search_idx";
        cache.read(|file| Ok(file.query_row(count, [], |row| row.get::<_, i64>(0))?)).unwrap()
    };
    cache.commit(Lane::Page, |tx, _| search_index::expect(tx, 1_000)).unwrap();
    let many: Vec<Client> = (1..=40).map(|at| Client::named(at, &format!("somchai {at}"))).collect();
    put(&cache, &many);
    for _ in 0..30 {
        cache.index_more(1).unwrap();
    }
    assert!(pieces() > 4, "{}", pieces());
    while cache.index_more(1).unwrap() {}
    assert_eq!(pieces(), 1);
    assert!(!cache.index_more(1).unwrap());

    cache.commit(Lane::Page, |tx, _| search_index::expect(tx, 1_000)).unwrap();
    put(&cache, &[Client::named(41, "somchai 41")]);
    while cache.index_more(1).unwrap() {}
    assert_eq!(pieces(), 2, "what little came is not worth writing all of it anew");
}
