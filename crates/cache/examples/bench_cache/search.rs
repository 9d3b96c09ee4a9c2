//! D2: search by length of the term against a LIKE scan of the same texts.

use crate::leads::{Numbers, lead};
use crate::{Bench, Times, tell};
use leadline_domain::{Entity, text};
use serde_json::json;
use std::error::Error;

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
        let at = Entity::Client.position(field).unwrap_or_default();
        let mut content = lead.values[at].as_text().unwrap_or_default().to_owned();
        if field == "phone" {
            content = content.replacen("+66", "0", 1);
        }
        let chars: Vec<char> = content.chars().collect();
        if chars.len() >= length {
            let from =
                if numbers.below(4) == 0 { numbers.below((chars.len() - length + 1) as u64) as usize } else { 0 };
            return chars[from..from + length].iter().collect();
        }
    }
}

/// Whether somebody who types a whole phone or e-mail finds its lead among the first three.
fn right_record_first(
    bench: &Bench,
    cache: &leadline_cache::Cache,
    numbers: &mut Numbers,
) -> Result<(), Box<dyn Error>> {
    let (mut asked, mut right) = (0, 0);
    for _ in 0..TERMS {
        let lead = lead(numbers.below(bench.count));
        for field in ["phone", "email"] {
            let at = Entity::Client.position(field).unwrap_or_default();
            let Some(content) = lead.values[at].as_text() else { continue };
            asked += 1;
            right += u32::from(cache.search(content, LIMIT)?.iter().take(3).any(|row| row.id == lead.id));
        }
    }
    tell(&json!({ "goal": "D2", "what": "right record in the first three", "asked": asked, "right": right }))?;
    Ok(())
}
