//! One log file a day in the data folder, kept for two weeks; the terminal where the folder cannot be used.
//!
//! Logs name commands, codes and counts; never phone numbers, names, texts or tokens. `LEADLINE_LOG` makes the app's own
//! parts as talkative as one likes. Other people's libraries know no such rule: they only ever warn.

use crate::masking::masked;
use crate::private_files;
use chrono::{Days, NaiveDate, Utc};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::filter::{EnvFilter, FilterExt, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

/// For how many days they are kept, today among them.
pub const KEPT_DAYS: u64 = 14;
/// What the app's own crates have in common, and how its files begin.
const OWN: &str = "leadline";
const ENDING: &str = "log";
/// What is written unless somebody wishes otherwise.
const USUAL: &str = "warn,leadline=info";
/// Lines that may wait for the disk; room for them is held from the start. More are dropped.
const WAITING_LINES: usize = 4_096;

/// Why there are no files.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    /// The folder cannot be used.
    #[error("the folder for logs cannot be used")]
    Folder(#[from] io::Error),
    /// The file of today cannot be written.
    #[error("the log of today cannot be written")]
    File(#[from] InitError),
}

/// Where they lie in a data folder.
pub fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("logs")
}

/// Writes what is logged; the last lines when it is dropped.
pub type Writer = WorkerGuard;

/// Starts logging for the whole process.
pub fn start(data_dir: &Path) -> Writer {
    let queue = NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES);
    let (writer, guard) = match files(&folder(data_dir)) {
        Ok(files) => queue.finish(files),
        Err(_) => queue.finish(io::stderr()),
    };
    let wish = std::env::var("LEADLINE_LOG").ok();
    lines(wish.as_deref(), move || Masked(writer.clone())).init();
    guard
}

/// Today's file in this folder, which is made if it is not there. Files of more than [`KEPT_DAYS`] ago are removed, now
/// and whenever another day has come.
///
/// # Errors
/// When the folder cannot be used.
pub fn files(folder: &Path) -> Result<Files, LogFault> {
    // The day as the files are named by.
    Files::by(folder, || Utc::now().date_naive())
}

/// A file a day.
pub struct Files {
    file: RollingFileAppender,
    folder: PathBuf,
    today: Box<dyn Fn() -> NaiveDate + Send + Sync>,
    swept: NaiveDate,
}

impl Files {
    fn by(folder: &Path, today: impl Fn() -> NaiveDate + Send + Sync + 'static) -> Result<Self, LogFault> {
        private_files::make_folder(folder)?;
        let builder = RollingFileAppender::builder().rotation(Rotation::DAILY);
        let file = builder.filename_prefix(OWN).filename_suffix(ENDING).build(folder)?;
        let swept = today();
        sweep(folder, swept);
        Ok(Self { file, folder: folder.to_owned(), today: Box::new(today), swept })
    }
}

impl Write for Files {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let today = (self.today)();
        if self.swept != today {
            self.swept = today;
            sweep(&self.folder, today);
        }
        self.file.write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Removes the files that are too old on this day. One that cannot be removed is tried again with the next day; nothing
/// can be logged of it from here.
fn sweep(folder: &Path, today: NaiveDate) {
    let Some(last_gone) = today.checked_sub_days(Days::new(KEPT_DAYS)) else { return };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let old = entries.filter(|entry| entry.file_name().to_str().and_then(day_of).is_some_and(|day| day <= last_gone));
    for entry in old {
        let _ = std::fs::remove_file(entry.path());
    }
}

/// The day of a log file, by its name.
fn day_of(name: &str) -> Option<NaiveDate> {
    let day = name.strip_prefix(OWN)?.strip_prefix('.')?.strip_suffix(ENDING)?.strip_suffix('.')?;
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()
}

/// What is written where, by a wish such as `leadline=debug`.
pub fn lines<W>(wish: Option<&str>, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let wished = wish.and_then(|wish| EnvFilter::try_new(wish).ok()).unwrap_or_else(|| EnvFilter::new(USUAL));
    let allowed = Targets::new().with_default(LevelFilter::WARN).with_target(OWN, LevelFilter::TRACE);
    registry().with(fmt::layer().with_ansi(false).with_writer(writer).with_filter(wished.and(allowed)))
}

/// A writer that is given one line at a time.
struct Masked<W>(W);

impl<W: Write> Write for Masked<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write_all(masked(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::sync::{Arc, Mutex};

    fn names(folder: &Path) -> BTreeSet<String> {
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn day(of_january: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, of_january).unwrap()
    }

    fn written_on(place: &Path, days: impl IntoIterator<Item = u32>) {
        for of_january in days {
            std::fs::write(place.join(format!("leadline.{}.log", day(of_january))), "").unwrap();
        }
    }

    #[test]
    fn files_of_the_last_two_weeks_are_kept_however_few_they_are_and_other_files_are_left_alone() {
        let place = tempfile::tempdir().unwrap();
        written_on(place.path(), [1, 2, 6, 7, 8, 20]);
        let others = ["of-somebody-else.txt", "leadline.2019-01-01.log.bak", "leadline.2019-13-01.log", "leadline.log"];
        for name in others {
            std::fs::write(place.path().join(name), "").unwrap();
        }
        sweep(place.path(), day(20));
        let kept = ["leadline.2020-01-07.log", "leadline.2020-01-08.log", "leadline.2020-01-20.log"];
        assert_eq!(names(place.path()), kept.into_iter().chain(others).map(str::to_owned).collect());
    }

    #[test]
    fn they_are_looked_through_at_the_start_and_as_the_days_go_by() {
        let place = tempfile::tempdir().unwrap();
        written_on(place.path(), [1, 5, 6]);
        let today = Arc::new(Mutex::new(day(15)));
        let clock = today.clone();
        let mut files = Files::by(place.path(), move || *clock.lock().unwrap()).unwrap();
        let left = || names(place.path()).into_iter().filter(|name| name.contains(".2020-")).collect::<Vec<_>>();
        assert_eq!(left(), ["leadline.2020-01-05.log", "leadline.2020-01-06.log"]);
        files.write_all(b"still the same day\n").unwrap();
        assert_eq!(left().len(), 2);
        *today.lock().unwrap() = day(19);
        files.write_all(b"another one\n").unwrap();
        assert_eq!(left(), ["leadline.2020-01-06.log"]);
        assert_eq!(names(place.path()).len(), 2, "and the file that is written");
    }

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(line)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(wish: Option<&str>) -> String {
        let page = Page::default();
        let writer = page.clone();
        tracing::subscriber::with_default(lines(wish, move || Masked(writer.clone())), || {
            tracing::info!(target: "leadline_sync", "own news to +66815550142");
            tracing::trace!(target: "leadline_sync", "own detail");
            tracing::warn!(target: "hyper", "foreign warning");
            tracing::info!(target: "hyper", "foreign news");
        });
        let written = page.0.lock().unwrap().clone();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn other_libraries_only_warn_however_talkative_somebody_wants_it() {
        let usual = written(None);
        assert!(usual.contains("own news") && usual.contains("foreign warning"), "{usual}");
        assert!(!usual.contains("own detail"), "{usual}");
        let most = written(Some("trace"));
        assert!(most.contains("own detail") && !most.contains("foreign news"), "{most}");
        assert!(written(Some("off")).is_empty());
        assert_eq!(written(Some("not=a=filter")).lines().count(), usual.lines().count());
    }

    #[test]
    fn a_number_that_slips_into_a_line_is_not_written() {
        let usual = written(None);
        assert!(usual.contains("own news to (number)"), "{usual}");
    }
}
