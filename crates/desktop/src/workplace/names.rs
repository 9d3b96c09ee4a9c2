//! Where a workplace's folder is and what its secrets are called.

use crate::installation::SignedIn;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use url::Url;

pub(super) struct Names {
    pub(super) folder: PathBuf,
    pub(super) refresh_token: String,
    pub(super) cache_key: String,
}

impl Names {
    pub(super) fn of(data_dir: &Path, server: Option<&Url>, signed_in: &SignedIn) -> Self {
        let place = server.map_or("this computer alone", Url::as_str);
        let whose = format!("{place}\n{}\n{}", signed_in.org_id, signed_in.account.profile_id);
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
