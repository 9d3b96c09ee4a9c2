//! One log file a day in the data folder, kept for two weeks; the terminal where the folder cannot be used.
//!
//! Logs name commands, codes and counts; never phone numbers, names, texts or tokens. `LEADLINE_LOG` makes the app's own
//! parts as talkative as one likes. Other people's libraries know no such rule: they only ever warn.

use crate::masking::masked;
use crate::private_files;
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

/// How many of the newest files are kept.
pub const KEPT_DAYS: usize = 14;
/// What the app's own crates have in common.
const OWN: &str = "leadline";
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

/// Today's file in this folder, which is made if it is not there; the oldest beyond [`KEPT_DAYS`] are removed.
///
/// # Errors
/// When the folder cannot be used.
pub fn files(folder: &Path) -> Result<RollingFileAppender, LogFault> {
    private_files::make_folder(folder)?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(OWN)
        .filename_suffix("log")
        .max_log_files(KEPT_DAYS)
        .build(folder)?;
    Ok(files)
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

    #[test]
    fn no_more_than_two_weeks_of_files_are_kept_and_other_files_are_left_alone() {
        let place = tempfile::tempdir().unwrap();
        for day in 1..=20 {
            std::fs::write(place.path().join(format!("leadline.2020-01-{day:02}.log")), "").unwrap();
        }
        std::fs::write(place.path().join("of-somebody-else.txt"), "").unwrap();
        drop(files(place.path()).unwrap());
        let left = names(place.path());
        assert!(left.contains("of-somebody-else.txt"));
        assert_eq!(left.iter().filter(|name| name.starts_with(OWN)).count(), KEPT_DAYS, "{left:?}");
        assert!(left.iter().any(|name| !name.contains(".2020-")), "a file of today: {left:?}");
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
