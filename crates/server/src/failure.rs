//! What can go wrong while a request is served, and what the other side is told of it.

use leadline_protocol::{Code, Problem};

/// A request that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The request is refused; the other side is told why.
    #[error("refused: {0}")]
    Refused(#[from] Problem),
    /// The database failed or is away.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// Something broke inside; the other side learns no details.
    #[error("{what}: {source}")]
    Inside {
        /// What was being done.
        what: &'static str,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::Refused(Problem::new(code))
    }
}

/// The outcome of serving something.
pub type Served<T> = Result<T, Failure>;

impl Failure {
    /// For `map_err` on things that do not fail while the server is healthy.
    pub fn inside<E>(what: &'static str) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        move |source| Self::Inside { what, source: source.into() }
    }

    /// The name of the constraint the database refused a write for.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Database(sqlx::Error::Database(fault)) => fault.constraint(),
            _ => None,
        }
    }

    /// Whether the same transaction may succeed if it is run again.
    pub fn is_transient(&self) -> bool {
        self.sqlstate().is_some_and(|state| matches!(state.as_ref(), "40001" | "40P01"))
    }

    /// What the other side is told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Refused(problem) => problem.clone(),
            Self::Database(fault) => Problem::new(self.database_code(fault)),
            Self::Inside { .. } => Problem::new(Code::Internal),
        }
    }

    fn database_code(&self, fault: &sqlx::Error) -> Code {
        if is_away(fault) {
            return Code::Unavailable;
        }
        match self.sqlstate().as_deref() {
            // Refused by a grant or by a policy.
            Some("42501") => Code::Forbidden,
            // Given up after retries, cut off by a timeout, or refused because the cluster starts or stops.
            Some("40001" | "40P01" | "57014" | "55P03" | "25P03" | "53300" | "57P01" | "57P02" | "57P03") => {
                Code::Unavailable
            }
            // No room, no memory, or a disk that fails: no fault of the request, which a device would set aside for it.
            Some("53000" | "53100" | "53200" | "53400" | "58030") => Code::Unavailable,
            Some("23505") => Code::Conflict,
            Some("23503") => Code::NotFound,
            _ => Code::Internal,
        }
    }

    fn sqlstate(&self) -> Option<std::borrow::Cow<'_, str>> {
        match self {
            Self::Database(sqlx::Error::Database(fault)) => fault.code(),
            _ => None,
        }
    }
}

/// Whether the connection, not the statement, is what failed.
pub(crate) fn is_away(fault: &sqlx::Error) -> bool {
    match fault {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(fault) => {
            matches!(fault.code().as_deref(), Some("57P01" | "57P02" | "57P03" | "08006" | "08003" | "08001"))
        }
        _ => false,
    }
}
