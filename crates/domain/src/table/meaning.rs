//! What the words of a file mean in fields that hold one of a closed list: by what is commonly written, by who the
//! colleagues are, and by what a person says about the rest.

use super::{Reader, choice};
use crate::entity::{Entity, FieldKind};
use crate::{Value, text};
use std::collections::HashMap;

/// Most different words that are listed of one column; with more it holds no closed list.
const MOST_WORDS: usize = 200;

/// Words with what they were said to mean, field by field.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    by_field: HashMap<String, HashMap<String, Value>>,
}

impl Meanings {
    /// From now on `said` means this in `field`; [`Value::Null`] leaves the field empty.
    pub fn set(&mut self, field: &str, said: &str, means: Value) {
        self.by_field.entry(field.to_owned()).or_default().insert(folded(said), means);
    }

    fn of(&self, field: &str, said: &str) -> Option<Value> {
        self.by_field.get(field)?.get(&folded(said)).cloned()
    }

    /// What a cell says in a field of a closed list. `None` if nobody knows.
    pub(super) fn read(&self, field: &str, kind: FieldKind, said: &str) -> Option<Value> {
        self.of(field, said).or_else(|| match kind {
            FieldKind::Bool => choice::yes_or_no(said).map(Value::from),
            _ => choice::read(field, said).map(Value::from),
        })
    }
}

/// Two writings that differ in case, width or marks of searching are one word; punctuation tells words apart, as in
/// the grades `B` and `B+`.
fn folded(said: &str) -> String {
    text::searchable(said.trim())
}

/// Whether a field takes one of a closed list, so that a file's words need a meaning.
pub fn is_choice(field: &str) -> bool {
    let kind = Entity::Client.field(field).map(|field| field.kind);
    kind.is_some_and(|kind| {
        matches!(kind, FieldKind::Word(_) | FieldKind::Bool | FieldKind::Id(_) | FieldKind::Outside)
    })
}

/// What can be picked for a word of `field`. Empty for a reference, whose records only the caller knows.
pub fn choices(field: &str) -> Vec<Value> {
    match Entity::Client.field(field).map(|field| field.kind) {
        Some(FieldKind::Word(words)) => words.iter().map(|word| Value::from(*word)).collect(),
        Some(FieldKind::Bool) => vec![true.into(), false.into()],
        _ => Vec::new(),
    }
}

/// A word that stands in the column of a field with a closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidWord {
    /// As it stands in the first row that has it.
    pub said: String,
    /// How many rows have it.
    pub rows: u32,
    /// What it means; [`Value::Null`]: it was said to leave the field empty. `None`: nobody knows.
    pub means: Option<Value>,
}

/// The words of one such field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidWords {
    /// The field.
    pub field: &'static str,
    /// In the order of the file, at most 200.
    pub words: Vec<SaidWord>,
    /// The column has more different words than are listed.
    pub more: bool,
}

impl Reader<'_> {
    /// The words of every mapped field that holds one of a closed list.
    pub fn said_words(&self) -> Vec<SaidWords> {
        let mut all: Vec<(SaidWords, HashMap<String, usize>)> = Vec::new();
        let chosen: Vec<_> = self.columns().iter().filter(|(field, _)| is_choice(field)).collect();
        all.extend(
            chosen.iter().map(|(field, _)| (SaidWords { field, words: Vec::new(), more: false }, HashMap::new())),
        );
        if chosen.is_empty() {
            return Vec::new();
        }
        for row in self.table().rows() {
            for ((found, places), (_, columns)) in all.iter_mut().zip(&chosen) {
                let said = Self::content(&row, columns);
                if !said.is_empty() {
                    self.count(found, places, said);
                }
            }
        }
        all.into_iter().map(|(found, _)| found).collect()
    }

    fn count(&self, found: &mut SaidWords, places: &mut HashMap<String, usize>, said: String) {
        let key = folded(&said);
        if let Some(at) = places.get(&key) {
            found.words[*at].rows += 1;
        } else if found.words.len() < MOST_WORDS {
            places.insert(key, found.words.len());
            let means = self.meaning(found.field, &said);
            found.words.push(SaidWord { said, rows: 1, means });
        } else {
            found.more = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Home, Table};
    use std::collections::BTreeMap;

    const HOME: Home<'static> = Home { country: "TH", utc_offset_minutes: 420 };

    fn mapping(fields: &[&str]) -> BTreeMap<u32, String> {
        (0..).zip(fields.iter().map(|field| (*field).to_owned())).collect()
    }

    #[test]
    fn each_word_is_listed_once_with_its_meaning_and_its_rows() {
        let table = Table::open("ชื่อ,เกรด\nก,A\nข,B+\nค, b+ \nง,\nจ,a\nฉ,D\n".as_bytes(), None).unwrap();
        let mut meanings = Meanings::default();
        meanings.set("lead_quality", "D", Value::Null);
        let reader = Reader::new(&table, &mapping(&["name", "lead_quality"]), HOME, meanings).unwrap();
        let words = reader.said_words();
        let word = |said: &str, rows, means| SaidWord { said: said.into(), rows, means };
        assert_eq!(words.len(), 1);
        assert_eq!((words[0].field, words[0].more), ("lead_quality", false));
        let expected = [word("A", 2, Some("hot".into())), word("B+", 2, None), word("D", 1, Some(Value::Null))];
        assert_eq!(words[0].words, expected);
    }

    #[test]
    fn a_meaning_holds_for_every_writing_and_goes_before_what_is_common() {
        let table = Table::open("ชื่อ,เกรด,เซลส์\nก,B+,NAPHAT\nข,b,\nค,D,Somchai\n".as_bytes(), None).unwrap();
        let naphat = uuid::Uuid::from_u128(7);
        let mut meanings = Meanings::default();
        meanings.set("lead_quality", "b+", "warm".into());
        meanings.set("lead_quality", "B", "cold".into());
        meanings.set("lead_quality", "D", Value::Null);
        meanings.set("owner_id", "Naphat", Value::Id(naphat));
        let mapped = mapping(&["name", "lead_quality", "owner_id"]);
        let reader = Reader::new(&table, &mapped, HOME, meanings).unwrap();
        let rows: Vec<_> = reader.rows().map(|row| row.client).collect();
        let value = |at: usize, field: &str| {
            let client = rows[at].as_ref().unwrap();
            client.said().iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
        };
        assert_eq!((value(0, "lead_quality"), value(0, "owner_id")), (Some("warm".into()), Some(naphat.into())));
        assert_eq!((value(1, "lead_quality"), value(1, "owner_id")), (Some("cold".into()), None));
        let broken = rows[2].as_ref().unwrap_err();
        assert_eq!((broken.len(), broken[0].value.as_str()), (1, "Somchai"));
    }

    #[test]
    fn a_column_of_a_thousand_words_lists_the_first_and_says_that_there_are_more() {
        let rows: String = (0..1_000).map(|at| format!("ก,word {at}\n")).collect();
        let table = Table::open(format!("ชื่อ,เกรด\n{rows}").as_bytes(), None).unwrap();
        let mapped = mapping(&["name", "lead_quality"]);
        let reader = Reader::new(&table, &mapped, HOME, Meanings::default()).unwrap();
        let words = reader.said_words().remove(0);
        assert_eq!((words.words.len(), words.more), (MOST_WORDS, true));
    }
}
