//! Clients from a CSV file: open, check, run, take back. The rules of reading are [`leadline_domain::table`].

pub mod broken_rows;
pub mod rows;
pub mod run;
pub mod walk;
pub mod words;

use crate::api::{self, ImportColumn, ImportField, ImportGuess, ImportOpen};
use crate::installation::Remembered;
use crate::problem;
use broken_rows::BrokenRow;
use leadline_domain::table::{Encoding, FILE_MAX_BYTES, FoundBy, Table, TableFault};
use leadline_protocol::{Code, Problem};
use rows::CheckedRow;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// A file can be large, so only those asked for last are held.
const MOST_OPEN: usize = 4;
/// Mappings of more kinds of files than this are forgotten, in no particular order.
const MOST_MAPPINGS: usize = 100;

/// A file that was opened to import from.
pub struct Import {
    /// Its handle.
    pub id: Uuid,
    file_name: String,
    table: Table,
    broken: Mutex<Vec<BrokenRow>>,
    checked: Mutex<Arc<Vec<CheckedRow>>>,
}

/// The files that are open, the one asked for last at the end.
#[derive(Default)]
pub struct Imports {
    open: Mutex<Vec<Arc<Import>>>,
}

impl Imports {
    /// Reads a file. Blocks.
    pub fn read(&self, id: Uuid, request: &ImportOpen) -> Result<Arc<Import>, Problem> {
        let encoding = match &request.encoding {
            Some(label) => Some(Encoding::from_label(label).ok_or(Code::BadRequest)?),
            None => None,
        };
        let path = Path::new(&request.path);
        let table = Table::open(&read(path)?, encoding).map_err(of_table)?;
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let import = Arc::new(Import { id, file_name, table, broken: Mutex::default(), checked: Mutex::default() });
        let mut open = self.open();
        if open.len() >= MOST_OPEN {
            open.remove(0);
        }
        open.push(import.clone());
        Ok(import)
    }

    /// An open file.
    pub fn get(&self, id: Uuid) -> Result<Arc<Import>, Problem> {
        let mut open = self.open();
        let at = open.iter().position(|import| import.id == id).ok_or(Code::NotFound)?;
        let import = open.remove(at);
        open.push(import.clone());
        Ok(import)
    }

    /// Forgets a file; work on it that goes on still ends.
    pub fn close(&self, id: Uuid) {
        self.open().retain(|import| import.id != id);
    }

    fn open(&self) -> MutexGuard<'_, Vec<Arc<Import>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Import {
    /// What the file seems to hold, and where its columns went last time.
    pub fn guess(&self, country: &str, remembered: &Remembered, fields: Vec<ImportField>) -> ImportGuess {
        let last_time = remembered.import_mappings.get(&self.kind_of_file());
        let columns = self.table.columns(country).into_iter().map(|column| {
            let guessed = column.guess.map(|(field, found_by)| (field.to_owned(), found_by_of(found_by)));
            let (field, found_by) = match last_time {
                Some(mapping) => {
                    let field = mapping.get(&column.at.to_string()).cloned();
                    (field.clone(), field.map(|_| api::FoundBy::LastTime))
                }
                None => guessed.unzip(),
            };
            ImportColumn { at: column.at, header: column.header, sample: column.sample, field, found_by }
        });
        ImportGuess {
            import: self.id,
            file_name: self.file_name.clone(),
            encoding: self.table.encoding().label().to_owned(),
            encoding_doubtful: self.table.encoding_doubtful(),
            rows: self.table.row_count(),
            columns: columns.collect(),
            fields,
        }
    }

    /// Keeps where the columns go for the next file with the same headers.
    pub fn remember_mapping(&self, mapping: &BTreeMap<u32, String>, remembered: &mut Remembered) {
        while remembered.import_mappings.len() >= MOST_MAPPINGS {
            remembered.import_mappings.pop_first();
        }
        let mapping = mapping.iter().map(|(at, field)| (at.to_string(), field.clone())).collect();
        remembered.import_mappings.insert(self.kind_of_file(), mapping);
    }

    /// The headers as written.
    pub fn headers(&self) -> &[String] {
        self.table.headers()
    }

    /// The rows of the last check or run that could not be read.
    pub fn broken(&self) -> Vec<BrokenRow> {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_broken(&self, rows: Vec<BrokenRow>) {
        *self.broken.lock().unwrap_or_else(PoisonError::into_inner) = rows;
    }

    /// The rows of the last check.
    pub fn checked(&self) -> Arc<Vec<CheckedRow>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_checked(&self, rows: Vec<CheckedRow>) {
        *self.checked.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(rows);
    }

    /// Files with the same headers are of one kind. Headers may be personal, so only their digest is kept.
    fn kind_of_file(&self) -> String {
        let digest = Sha256::digest(self.table.headers().join("\u{1f}").as_bytes());
        digest[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let file = File::open(path).map_err(|fault| problem::of_chosen_file(&fault))?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there is more; the file may grow while it is read.
    file.take(FILE_MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|fault| problem::of_chosen_file(&fault))?;
    Ok(bytes)
}

fn of_table(fault: TableFault) -> Problem {
    match fault {
        TableFault::FileTooLarge | TableFault::TooManyRows => Code::FileTooLarge.into(),
        TableFault::Empty => Code::EmptyFile.into(),
        TableFault::TooManyColumns { line } => Problem::at_line(Code::TooManyColumns, line),
        TableFault::CellTooLong { line } => Problem::at_line(Code::UnendingCell, line),
    }
}

fn found_by_of(found_by: FoundBy) -> api::FoundBy {
    match found_by {
        FoundBy::Header => api::FoundBy::Header,
        FoundBy::Content => api::FoundBy::Content,
    }
}
