//! Whose data is open: one folder per server, organisation and person, so that two people on one computer never meet
//! each other's clients.

use crate::Parts;
use crate::installation::SignedIn;
use crate::secrets::Secrets;
use crate::server_link::ServerLink;
use crate::tokens::Tokens;
use leadline_protocol::Problem;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use url::Url;
use uuid::Uuid;

/// Whose data is open, and what belongs to it.
pub struct Workplace {
    signed_in: RwLock<SignedIn>,
    tokens: Arc<Tokens>,
}

impl Workplace {
    /// Opens the data of `signed_in`.
    pub fn open(parts: &Parts, secrets: Arc<dyn Secrets>, signed_in: SignedIn) -> Result<Self, Problem> {
        let server = crate::server_address::parse(&signed_in.account.server)?;
        let names = Names::of(&parts.data_dir, &server, &signed_in);
        let link = ServerLink::new(server)?;
        let tokens = Tokens::new(link, secrets, parts.surroundings.clone(), names.refresh_token);
        Ok(Self { signed_in: RwLock::new(signed_in), tokens: Arc::new(tokens) })
    }

    /// Who is signed in.
    pub fn signed_in(&self) -> SignedIn {
        self.signed_in.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The person's own id.
    pub fn me(&self) -> Uuid {
        self.signed_in().account.profile_id
    }

    /// The server told something new about the person or the session.
    pub fn set_signed_in(&self, signed_in: SignedIn) {
        *self.signed_in.write().unwrap_or_else(PoisonError::into_inner) = signed_in;
    }

    /// Whether this is the data of the same person at the same server.
    pub fn belongs_to(&self, other: &SignedIn) -> bool {
        let own = self.signed_in();
        (own.account.server, own.org_id, own.account.profile_id)
            == (other.account.server.clone(), other.org_id, other.account.profile_id)
    }

    /// The session's tokens.
    pub fn tokens(&self) -> &Arc<Tokens> {
        &self.tokens
    }
}

/// Where a workplace's folder is and what its secrets are called.
struct Names {
    folder: PathBuf,
    refresh_token: String,
    cache_key: String,
}

impl Names {
    fn of(data_dir: &Path, server: &Url, signed_in: &SignedIn) -> Self {
        let whose = format!("{server}\n{}\n{}", signed_in.org_id, signed_in.account.profile_id);
        let digest = Sha256::digest(whose.as_bytes());
        let place: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        // The device is part of the name: two installations of one user share a keyring but not their data.
        let device = signed_in.account.device_id;
        Self {
            folder: data_dir.join("workplaces").join(&place),
            refresh_token: format!("refresh token {place} {device}"),
            cache_key: format!("cache key {place} {device}"),
        }
    }
}
