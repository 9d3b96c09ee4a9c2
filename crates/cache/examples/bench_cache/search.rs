//! D2: search by length of the term against a LIKE scan of the same texts.

use crate::leads::{Numbers, lead};
use crate::{Bench, Times, tell};
use leadline_domain::{Entity, text};
use leadline_protocol::sync::Row;
use serde_json::json;
use std::error::Error;
use uuid::Uuid;

const TERMS: usize = 200;
const REFERENCE_TERMS: usize = 8;
const LIMIT: u32 = 50;

pub(crate) fn run(bench: &Bench) -> Result<(), Box<dyn Error>> {
    let cache = bench.open()?;
    let file = bench.connect(&bench.place.file)?;
    let mut numbers = Numbers(7);
    for length in 1..=12 {
        let (mut ours, mut reference) = (Times::default(), Times::default());
        for nth in 0..TERMS {
            let term = term(bench, &mut numbers, length);
            ours.time(|| cache.search(&term, LIMIT))?;
            if nth < REFERENCE_TERMS {
                let like = format!("%{}%", text::search_term(&term));
                reference.time(|| {
                    let sql = "SELECT * FROM clients WHERE hidden = 0 AND searchable LIKE ?1 ORDER BY updated_at DESC LIMIT 50";
                    let mut statement = file.prepare_cached(sql)?;
                    let rows = statement.query_map([&like], |row| row.get::<_, i64>(0))?;
                    rows.collect::<Result<Vec<_>, _>>()
                })?;
            }
        }
        tell(&json!({
            "goal": "D2", "characters": length, "ms": ours.percentiles(),
            "reference": "LIKE", "reference_ms": reference.percentiles(),
        }))?;
    }
    right_record_first(bench, &cache, &mut numbers)
}

/// A stretch of what some lead holds: mostly from its beginning, as people type, and sometimes from the middle.
fn term(bench: &Bench, numbers: &mut Numbers, length: usize) -> String {
    loop {
        let lead = lead(numbers.below(bench.count));
        let field = ["name", "name", "name", "company_name", "phone", "email"][numbers.below(6) as usize];
        let chars: Vec<char> = typed_of(&lead, field).unwrap_or_default().chars().collect();
        if chars.len() >= length {
            let from =
                if numbers.below(4) == 0 { numbers.below((chars.len() - length + 1) as u64) as usize } else { 0 };
            return chars[from..from + length].iter().collect();
        }
    }
}

/// Whether somebody who types a phone or an e-mail, as far as at most three leads begin so, finds theirs among the first
/// three; and so with the whole of it.
fn right_record_first(
    bench: &Bench,
    cache: &leadline_cache::Cache,
    numbers: &mut Numbers,
) -> Result<(), Box<dyn Error>> {
    let fields = ["phone", "email"].map(|field| {
        let mut all: Vec<String> = (0..bench.count).filter_map(|number| typed_of(&lead(number), field)).collect();
        all.sort_unstable();
        (field, all)
    });
    let (mut whole, mut begun) = (Found::default(), Found::default());
    for _ in 0..TERMS {
        let lead = lead(numbers.below(bench.count));
        for (field, all) in &fields {
            let Some(content) = typed_of(&lead, field) else { continue };
            whole.look(cache, &content, lead.id)?;
            begun.look(cache, told_apart(&content, all), lead.id)?;
        }
    }
    for (what, found) in [("right record in the first three", whole), ("right record while it is typed", begun)] {
        tell(&json!({ "goal": "D2", "what": what, "asked": found.asked, "right": found.right }))?;
    }
    Ok(())
}

#[derive(Default)]
struct Found {
    asked: u32,
    right: u32,
}

impl Found {
    fn look(&mut self, cache: &leadline_cache::Cache, term: &str, wanted: Uuid) -> Result<(), Box<dyn Error>> {
        self.asked += 1;
        self.right += u32::from(cache.search(term, LIMIT)?.iter().take(3).any(|row| row.id == wanted));
        Ok(())
    }
}

/// What a person types of a lead's field: phones as at home.
fn typed_of(lead: &Row, field: &str) -> Option<String> {
    let at = Entity::Client.position(field)?;
    Some(lead.values[at].as_text()?.replacen("+66", "0", 1))
}

/// The shortest beginning that at most three of `all`, which are in order, have.
fn told_apart<'a>(content: &'a str, all: &[String]) -> &'a str {
    let begin_so = |beginning: &str| {
        let from = all.partition_point(|each| each.as_str() < beginning);
        all[from..].iter().take(4).take_while(|each| each.starts_with(beginning)).count()
    };
    (1..content.len()).map(|length| &content[..length]).find(|beginning| begin_so(beginning) <= 3).unwrap_or(content)
}
