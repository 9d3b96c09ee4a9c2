//! What can go wrong with the local data, as its callers tell it apart.

use leadline_domain::Entity;
use leadline_domain::check::FieldProblem;
use leadline_domain::filter::FilterFault;
use leadline_protocol::{Code, Problem};
use rusqlite::ErrorCode;
use uuid::Uuid;

/// Why something could not be done with the local data.
#[derive(Debug, thiserror::Error)]
pub enum CacheFault {
    /// The file was written by a newer version of the app; it was not touched.
    #[error("the file has format {found}, this version knows up to {known}")]
    Newer {
        /// The file's format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The file is damaged; [`crate::Cache::rebuild`] sets it aside and keeps what can be read.
    #[error("the file is damaged")]
    Damaged,
    /// A step that was applied to the file is not the one this build carries.
    #[error("migration {0} of the file differs from the one known here")]
    MigrationDiffers(i64),
    /// The disk is full, or the file has reached its largest size. Nothing was changed.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error("the file cannot be written")]
    ReadOnly,
    /// Another process holds the file.
    #[error("the file is in use")]
    Busy,
    /// The cache was closed or wiped.
    #[error("the cache is closed")]
    Closed,
    /// [`crate::Cache::claim`] was not called yet.
    #[error("nobody owns this cache yet")]
    Unclaimed,
    /// The file belongs to somebody else.
    #[error("the cache belongs to somebody else")]
    OtherOwner,
    /// There is no such record here.
    #[error("there is no {0:?} {1}")]
    NotFound(Entity, Uuid),
    /// There is no such edit, conflict, draft or list.
    #[error("there is no such thing as {0}")]
    Unknown(Uuid),
    /// No such list is open.
    #[error("no list {0} is open")]
    UnknownView(u32),
    /// Fields that cannot be stored as given.
    #[error("{} fields cannot be stored", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The record was changed since, or there is nothing left to undo.
    #[error("too late to undo")]
    UndoTooLate,
    /// A filter that cannot be used.
    #[error(transparent)]
    Filter(#[from] FilterFault),
    /// A page brings a row that the server has never written; only a device's own rows have no version yet.
    #[error("the {0:?} {1} of the page has no version")]
    Unversioned(Entity, Uuid),
    /// Something stored cannot be read back.
    #[error("stored data cannot be read: {0}")]
    Encoding(String),
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Anything else SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for CacheFault {
    fn from(fault: rusqlite::Error) -> Self {
        match fault.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // SQLCipher reports a page whose seal is broken as memory that could not be had.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::OutOfMemory) => Self::Damaged,
            _ => Self::Sqlite(fault),
        }
    }
}

impl From<rmp_serde::decode::Error> for CacheFault {
    fn from(fault: rmp_serde::decode::Error) -> Self {
        Self::Encoding(fault.to_string())
    }
}

impl From<&CacheFault> for Problem {
    fn from(fault: &CacheFault) -> Self {
        match fault {
            CacheFault::Invalid(fields) => Self::invalid(fields.clone()),
            CacheFault::Newer { .. } => Code::CacheNewer.into(),
            CacheFault::Damaged | CacheFault::MigrationDiffers(_) | CacheFault::Encoding(_) => {
                Code::CacheDamaged.into()
            }
            CacheFault::DiskFull => Code::DiskFull.into(),
            CacheFault::NotFound(..) | CacheFault::Unknown(_) | CacheFault::UnknownView(_) => Code::NotFound.into(),
            CacheFault::UndoTooLate => Code::UndoTooLate.into(),
            CacheFault::Filter(_) => Code::BadRequest.into(),
            CacheFault::Closed | CacheFault::Unclaimed | CacheFault::OtherOwner => Code::SessionEnded.into(),
            CacheFault::ReadOnly | CacheFault::Busy => Code::FolderUnusable.into(),
            CacheFault::Io(fault) if is_full(fault) => Code::DiskFull.into(),
            CacheFault::Io(_) => Code::FolderUnusable.into(),
            CacheFault::Unversioned(..) | CacheFault::Sqlite(_) => Code::Internal.into(),
        }
    }
}

pub(crate) fn is_full(fault: &std::io::Error) -> bool {
    matches!(fault.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}
