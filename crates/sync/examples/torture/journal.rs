//! What a device was promised, and whether the server kept it.

use leadline_domain::Entity;
use leadline_protocol::sync::Row;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use uuid::Uuid;

/// One acknowledged edit: the record and the step it was brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The record.
    pub record: Uuid,
    /// 0 when it was made, then one more with each edit.
    pub step: u64,
}

/// A journal that is being written.
pub struct Journal(File);

impl Journal {
    /// Opens it at its end.
    pub fn open(file: &Path) -> io::Result<Self> {
        Ok(Self(OpenOptions::new().create(true).append(true).open(file)?))
    }

    /// Notes an acknowledged edit. One small write is whole or absent, whenever the process dies.
    pub fn note(&mut self, line: Line) -> io::Result<()> {
        self.0.write_all(format!("{} {}\n", line.record, line.step).as_bytes())
    }
}

/// Reads a journal.
pub fn read(file: &Path) -> io::Result<Vec<Line>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => return Err(fault),
    };
    let line = |line: &str| {
        let (record, step) = line.split_once(' ')?;
        Some(Line { record: record.parse().ok()?, step: step.parse().ok()? })
    };
    text.lines().map(|text| line(text).ok_or_else(|| io::Error::other(format!("not a journal line: {text}")))).collect()
}

/// How a record's content shows its step.
pub fn content(step: u64) -> String {
    format!("step {step}")
}

/// The step that a record's content shows.
pub fn step_in(content: &str) -> Option<u64> {
    content.strip_prefix("step ")?.parse().ok()
}

/// Checks that every line is kept: as a note of its own, once and in order, and the last one as the record's content.
/// How many lines there are.
pub fn compare(journal: &[Line], held: &[Row]) -> Result<usize, String> {
    let mut contents: HashMap<Uuid, u64> = HashMap::new();
    for row in rows_of(Entity::Client, held) {
        if contents.insert(row.id, step_of(row, "address")?).is_some() {
            return Err(format!("{} is there twice", row.id));
        }
    }
    let mut notes: HashMap<Uuid, Vec<(i64, u64)>> = HashMap::new();
    for row in rows_of(Entity::Note, held) {
        notes.entry(row.root).or_default().push((row.version, step_of(row, "body")?));
    }
    let promised: HashMap<Uuid, u64> = journal.iter().map(|line| (line.record, line.step)).collect();
    for (record, step) in promised {
        let held =
            *contents.get(&record).ok_or_else(|| format!("{record} was acknowledged and is not on the server"))?;
        // One more step than promised is fine: the device died between the commit and the line.
        if held != step && held != step + 1 {
            return Err(format!("{record} was acknowledged at step {step} and the server holds step {held}"));
        }
        let mut noted = notes.remove(&record).unwrap_or_default();
        noted.sort_unstable();
        if !noted.iter().map(|(_, step)| *step).eq(0..=held) {
            return Err(format!("{record} is at step {held}, and its notes by version are {noted:?}"));
        }
    }
    Ok(journal.len())
}

fn rows_of(entity: Entity, held: &[Row]) -> impl Iterator<Item = &Row> {
    held.iter().filter(move |row| row.entity == entity)
}

fn step_of(row: &Row, field: &str) -> Result<u64, String> {
    let at = row.entity.position(field).ok_or_else(|| format!("{:?} has no {field}", row.entity))?;
    let text = row.values[at].as_text().unwrap_or_default();
    step_in(text).ok_or_else(|| format!("{:?} {} holds “{text}”", row.entity, row.id))
}
