//! What a person sends to whoever helps them: one zip file with the doctor's report, settings, counts and logs.
//!
//! Every fact is picked by hand, so that no name, number, address, text or secret gets in by being added elsewhere. Not
//! even devices are named: people name their headsets after themselves.

use crate::api::{Check, Checked, DoctorReport};
use crate::installation::Remembered;
use crate::masking::masked;
use crate::workplace::Workplace;
use crate::{Desktop, Parts, log_files, problem};
use leadline_calling::LIBRARY_VERSION;
use leadline_protocol::{Code, PROTOCOL, Problem};
use serde_json::{Map, Value, json};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// As much of a day's log as is sent, in bytes: the end of it.
const MOST_OF_A_LOG: usize = 1 << 20;

/// What is told of an installation besides its logs.
pub struct Facts {
    report: Value,
    settings: Value,
    data: Value,
}

impl Desktop {
    /// What is told of this installation. Blocks.
    pub(crate) fn facts(&self, report: &DoctorReport) -> Facts {
        let data = self.workplace_if_open().map(|workplace| data(&workplace));
        let data = data.map(|data| data.unwrap_or_else(|problem| json!({ "fault": problem.code })));
        Facts {
            report: told(&self.parts, report),
            settings: settings(&self.installation.get()),
            data: data.unwrap_or(Value::Null),
        }
    }
}

/// The file's content. Blocks.
pub fn zip(facts: &Facts, data_dir: &Path) -> Result<Vec<u8>, Problem> {
    let logs = logs(&log_files::folder(data_dir)).map_err(|fault| problem::of_disk(&fault))?;
    zipped(facts, &logs).map_err(|fault| {
        tracing::error!(%fault, "the diagnostics cannot be packed");
        Problem::new(Code::Internal)
    })
}

fn zipped(facts: &Facts, logs: &[(String, String)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default())?;
        Ok::<_, ZipError>(zip.write_all(content.as_bytes())?)
    };
    add("report.json", &format!("{:#}\n", facts.report))?;
    add("settings.json", &format!("{:#}\n", facts.settings))?;
    add("data.json", &format!("{:#}\n", facts.data))?;
    for (name, lines) in logs {
        add(&format!("logs/{name}"), lines)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn told(parts: &Parts, report: &DoctorReport) -> Value {
    let session = |name| std::env::var(name).ok();
    json!({
        "made_at": report.at,
        "version": parts.version,
        "protocol": PROTOCOL,
        "call_library": LIBRARY_VERSION,
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "desktop": session("XDG_CURRENT_DESKTOP"),
        "session": session("XDG_SESSION_TYPE"),
        "checks": report.checks.iter().map(plain).collect::<Vec<_>>(),
    })
}

fn plain(checked: &Checked) -> Value {
    // These two are named by who made them; devices and folders by the person.
    let name = matches!(checked.check, Check::CallLibrary | Check::Notifications).then_some(&checked.name);
    json!({
        "check": checked.check,
        "verdict": checked.verdict,
        "finding": checked.finding,
        "problem": checked.problem.as_ref().map(|problem| problem.code),
        "name": name,
        "figure": checked.figure,
    })
}

fn settings(remembered: &Remembered) -> Value {
    let signed_in = remembered.signed_in.as_ref();
    json!({
        "device_id": remembered.device_id,
        "shown": remembered.settings,
        "key_in_file": remembered.key_file_agreed,
        "stays_when_closed": remembered.stays_when_closed,
        "microphone_chosen": remembered.sound.input.is_some(),
        "speaker_chosen": remembered.sound.output.is_some(),
        "camera_chosen": remembered.camera.is_some(),
        "ring": { "tone": remembered.ring.tone, "volume": remembered.ring.volume, "quiet": remembered.ring.quiet },
        "signed_in": signed_in.map(|signed_in| json!({
            "role": signed_in.account.role,
            "ended": signed_in.ended,
            "first_sync_done": signed_in.complete,
            "synced_at": signed_in.synced_at,
            "clock_off_ms": signed_in.clock_off_ms,
        })),
    })
}

fn data(workplace: &Workplace) -> Result<Value, Problem> {
    let held = workplace.cache().storage().map_err(problem::of_cache)?;
    let counts = workplace.cache().counts().map_err(problem::of_cache)?;
    let state = workplace.sync_state().map(|state| state.borrow().clone());
    let rows = held.records.iter().map(|record| (record.entity.table().to_owned(), json!(record.count)));
    Ok(json!({
        "rows": rows.collect::<Map<_, _>>(),
        "drafts": held.drafts,
        "outbox": { "waiting": counts.waiting, "refused": counts.refused, "conflicts": counts.conflicts },
        "bytes": held.bytes,
        "free_bytes": held.free_bytes,
        "encrypted": held.encrypted,
        "format": held.format,
        "searchable": held.searchable,
        "copies": held.copies.len(),
        "link": state.as_ref().map(|state| format!("{:?}", state.link)),
        "answer_ms": state.and_then(|state| state.answer_ms),
    }))
}

/// Every log by its name. Lines are masked when they are written; here the person's own folder is, too.
fn logs(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let home = std::env::home_dir().filter(|home| home.parent().is_some());
    let home = home.map(|home| home.to_string_lossy().into_owned());
    let read = |path: PathBuf| {
        let content = std::fs::read(&path)?;
        let lines = String::from_utf8_lossy(end_of(&content));
        let lines = home.as_deref().map_or_else(|| lines.to_string(), |home| lines.replace(home, "~"));
        Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), masked(&lines)))
    };
    let mut files: Vec<_> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).filter(|path| is_log(path)).collect(),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(fault) => return Err(fault),
    };
    files.sort();
    files.into_iter().map(read).collect()
}

fn is_log(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|ending| ending == "log")
}

/// The last lines, whole ones.
fn end_of(content: &[u8]) -> &[u8] {
    let Some(begin) = content.len().checked_sub(MOST_OF_A_LOG) else { return content };
    let end = &content[begin..];
    let line = end.iter().position(|letter| *letter == b'\n').map_or(0, |line_end| line_end + 1);
    &end[line..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Finding, Verdict};

    #[test]
    fn the_files_of_the_zip_are_the_facts_and_every_log_masked() {
        let folder = tempfile::tempdir().unwrap();
        let logs = log_files::folder(folder.path());
        std::fs::create_dir(&logs).unwrap();
        let home = std::env::home_dir().unwrap();
        std::fs::write(logs.join("leadline.2026-11-21.log"), format!("{}/x called 0815550142\n", home.display()))
            .unwrap();
        std::fs::write(logs.join("notes.txt"), "of somebody else").unwrap();
        let facts = Facts { report: json!({ "version": "0.1.0" }), settings: json!({}), data: Value::Null };
        let packed = zip(&facts, folder.path()).unwrap();
        let mut opened = ::zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let names: Vec<_> = opened.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["report.json", "settings.json", "data.json", "logs/leadline.2026-11-21.log"]);
        let log = io::read_to_string(opened.by_name("logs/leadline.2026-11-21.log").unwrap()).unwrap();
        assert_eq!(log, "~/x called (number)\n");
    }

    #[test]
    fn without_any_log_there_is_still_a_report() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(super::logs(&log_files::folder(folder.path())).unwrap(), []);
    }

    #[test]
    fn devices_and_folders_are_not_named() {
        let checked = |check| Checked {
            check,
            verdict: Verdict::Fine,
            finding: Finding::Works,
            problem: None,
            name: Some("Kanya's headset".to_owned()),
            figure: Some(1),
        };
        for check in [Check::Microphone, Check::Speaker, Check::Camera, Check::Folder, Check::Logs] {
            assert_eq!(plain(&checked(check))["name"], Value::Null);
        }
        assert_eq!(plain(&checked(Check::Notifications))["name"], "Kanya's headset");
    }

    #[test]
    fn of_a_long_log_the_last_whole_lines_are_sent() {
        let mut content = vec![b'x'; MOST_OF_A_LOG];
        content.extend(b"\nlast line\n");
        assert_eq!(end_of(&content), b"last line\n");
        assert_eq!(end_of(b"short\n"), b"short\n");
    }
}
