//! What keeps a private cluster from running.

use std::path::Path;

/// Why the private cluster is not there.
#[derive(Debug, thiserror::Error)]
pub enum ClusterFault {
    /// No usable PostgreSQL is installed.
    #[error(
        "no PostgreSQL 15 or newer was found in {searched}; install it, name its folder in LEADLINE_PG_BIN, or set DATABASE_URL"
    )]
    NoBinaries {
        /// Where it was looked for.
        searched: String,
    },
    /// The data was written by another major version.
    #[error(
        "the data in {directory} belongs to PostgreSQL {data}, but only version {found} is installed; nothing was touched. Install PostgreSQL {data}, or move the data with pg_upgrade"
    )]
    OtherVersion {
        /// The cluster's directory.
        directory: String,
        /// Its major version.
        data: String,
        /// The installed major version.
        found: u32,
    },
    /// Running as root, and there is nobody to run PostgreSQL as.
    #[error("PostgreSQL does not run as root, and there is neither a user \"postgres\" nor \"nobody\" on this machine")]
    NobodyToRunAs,
    /// The unprivileged user cannot get to the data directory.
    #[error("PostgreSQL runs as user \"{user}\", who may not enter {directory}; choose another data directory")]
    NoWay {
        /// Who PostgreSQL runs as.
        user: String,
        /// The closed directory.
        directory: String,
    },
    /// One of PostgreSQL's programs failed.
    #[error("{program} failed: {output}")]
    Program {
        /// Which program.
        program: &'static str,
        /// What it said.
        output: String,
    },
    /// The cluster runs but does not answer.
    #[error("PostgreSQL in {directory} does not answer; its log is {log}")]
    Silent {
        /// The cluster's directory.
        directory: String,
        /// The log's path.
        log: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The cluster refused a connection or a statement.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// For `map_err` on what is done with a file.
pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> ClusterFault + '_ {
    move |source| ClusterFault::File { path: path.display().to_string(), source }
}
