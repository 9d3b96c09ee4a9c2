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

/// Checks that every line is kept; returns how many there are.
pub fn compare(journal: &[Line], held: &[Row]) -> Result<usize, String> {
    let at = Entity::Client.position("address").ok_or("clients have an address")?;
    let mut steps: HashMap<Uuid, u64> = HashMap::new();
    for row in held {
        let text = row.values[at].as_text().ok_or_else(|| format!("{} has no address", row.id))?;
        let step = text.strip_prefix("step ").and_then(|step| step.parse().ok());
        let step = step.ok_or_else(|| format!("{} holds “{text}”", row.id))?;
        if steps.insert(row.id, step).is_some() {
            return Err(format!("{} is there twice", row.id));
        }
    }
    let mut promised: HashMap<Uuid, u64> = HashMap::new();
    for line in journal {
        promised.insert(line.record, line.step);
    }
    for (record, step) in promised {
        // One more step than promised is fine: the device died between the commit and the line.
        match steps.get(&record) {
            None => return Err(format!("{record} was acknowledged and is not on the server")),
            Some(held) if *held == step || *held == step + 1 => {}
            Some(held) => {
                return Err(format!("{record} was acknowledged at step {step} and the server holds step {held}"));
            }
        }
    }
    Ok(journal.len())
}
