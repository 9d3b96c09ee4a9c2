//! Refusals and failures, as every part of Leadline names them. The user interface makes the sentence, in Thai or
//! English, from the code and the details; no English from Rust reaches a person.

use leadline_domain::check::FieldProblem;
use serde::{Deserialize, Serialize};

/// What went wrong. Closed: a new code needs a sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request could not be read.
    BadRequest,
    /// No valid sign-in came with the request.
    Unauthenticated,
    /// E-mail or password are wrong.
    WrongCredentials,
    /// Too many wrong passwords; wait.
    Locked,
    /// The access token is past its time; refresh it.
    TokenExpired,
    /// This device was signed out from elsewhere, or the account was closed.
    SessionEnded,
    /// The device must erase its data.
    WipeRequired,
    /// The role does not allow it.
    Forbidden,
    /// Not there, or not visible to this person.
    NotFound,
    /// Clashes with what is there.
    Conflict,
    /// It was changed since the version the request is meant for.
    Stale,
    /// The record was put away by somebody.
    Deleted,
    /// Something with this e-mail exists already.
    EmailTaken,
    /// The password is too easy to guess or too short.
    WeakPassword,
    /// The invitation is used up, withdrawn or too old.
    InviteInvalid,
    /// The last administrator cannot be removed.
    LastAdmin,
    /// One or more fields are wrong; see `fields`.
    Invalid,
    /// The request is too large.
    TooLarge,
    /// The same idempotency key came with another body.
    IdempotencyMismatch,
    /// Too many requests; see `retry_after_ms`.
    RateLimited,
    /// This version of the app is too old for the server.
    UpgradeRequired,
    /// The server or its database is away for the moment.
    Unavailable,
    /// Something broke inside; it is in the log under the request id.
    Internal,
    /// No network, or nothing answers at the address.
    Offline,
    /// Something answers at the address, but it is not a Leadline server.
    NotLeadline,
    /// The person works on this computer alone; for this a server is needed.
    NoServer,
    /// The clock of this computer is so wrong that the connection cannot be trusted.
    ClockWrong,
    /// The local data was written by a newer version of the app.
    CacheNewer,
    /// The local data is damaged; it was set aside.
    CacheDamaged,
    /// The disk is full.
    DiskFull,
    /// The folder of the local data cannot be read or written, or another program holds what is in it.
    FolderUnusable,
    /// The keyring is locked or absent, or it does not have the key.
    KeyringUnavailable,
    /// The file cannot be read as the table it should be.
    UnreadableFile,
    /// There is nothing in the file.
    EmptyFile,
    /// The file has more bytes or rows than are read.
    FileTooLarge,
    /// A row of the file has more columns than are read; see `line`.
    TooManyColumns,
    /// A cell of the file goes on and on, as one does whose quotation mark never closes; see `line`.
    UnendingCell,
    /// The file cannot be written where the person chose.
    UnwritableFile,
    /// The person stopped it.
    Cancelled,
    /// The undo came too late: the record was changed since.
    UndoTooLate,
    /// The other side is in another call.
    Busy,
    /// Another device of this person answered the call.
    AnsweredElsewhere,
    /// The call is over.
    CallOver,
    /// As the call stands it cannot be: something else goes on that has to be finished first, nobody is there for what was
    /// wanted, or it has been answered meanwhile.
    CallNotNow,
    /// No media server is there, so nobody can call.
    CallsUnavailable,
    /// This computer has no microphone.
    NoMicrophone,
    /// This computer has no loudspeaker.
    NoLoudspeaker,
    /// The system does not let the app use the microphone.
    MicrophoneRefused,
    /// This computer has no camera, or not any more.
    NoCamera,
    /// The system does not let the app use the camera.
    CameraRefused,
    /// This desktop does not let programs see the screen.
    ScreenRefused,
    /// Another program holds the microphone, loudspeaker or camera.
    DeviceInUse,
    /// The microphone, loudspeaker or camera is there and does not work.
    DeviceFailed,
    /// The library for calls is not installed with the app.
    CallLibraryMissing,
    /// The library for calls is of another version than the app, or broke down.
    CallLibraryVersion,
    /// The media server does not answer from here.
    RoomUnreachable,
    /// The media server does not let this device into the call.
    RoomRefused,
}

/// A refusal or failure with what is needed to explain it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{code:?}")]
pub struct Problem {
    /// What went wrong.
    pub code: Code,
    /// The fields that are wrong, for [`Code::Invalid`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<FieldProblem>>", optional))]
    pub fields: Vec<FieldProblem>,
    /// How long to wait before trying again, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "number", optional))]
    pub retry_after_ms: Option<u64>,
    /// The line of the chosen file where it is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub line: Option<u32>,
    /// Where to find it in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem that needs no details.
    pub fn new(code: Code) -> Self {
        Self { code, fields: Vec::new(), retry_after_ms: None, line: None, request_id: None }
    }

    /// Fields that cannot be stored as they are.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Self { fields, ..Self::new(Code::Invalid) }
    }

    /// Something in a line of a file the person chose.
    pub fn at_line(code: Code, line: u32) -> Self {
        Self { line: Some(line), ..Self::new(code) }
    }

    /// Come back later.
    pub fn retry_after(code: Code, milliseconds: u64) -> Self {
        Self { retry_after_ms: Some(milliseconds), ..Self::new(code) }
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}
