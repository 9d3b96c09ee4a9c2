//! One log file a day in the data folder, kept for two weeks; the terminal where the folder cannot be used. Logs name commands, codes and counts; never phone
//! numbers, names, texts or tokens.

use std::error::Error;
use std::fs::DirBuilder;
use std::io;
use std::path::Path;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const KEPT_DAYS: usize = 14;
/// Lines that may wait for the disk; room for them is held from the start. More are dropped.
const WAITING_LINES: usize = 4_096;

/// Starts logging; the last lines are written when the guard is dropped.
pub fn start(data_dir: &Path) -> WorkerGuard {
    let queue = NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES);
    let (writer, guard) = match files(&data_dir.join("logs")) {
        Ok(files) => queue.finish(files),
        Err(_) => queue.finish(io::stderr()),
    };
    let filter = EnvFilter::try_from_env("LEADLINE_LOG").unwrap_or_else(|_| EnvFilter::new("warn,leadline=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).init();
    guard
}

fn files(folder: &Path) -> Result<RollingFileAppender, Box<dyn Error>> {
    make_private(folder)?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("leadline")
        .filename_suffix("log")
        .max_log_files(KEPT_DAYS)
        .build(folder)?;
    Ok(files)
}

/// A folder that only this user may enter.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
