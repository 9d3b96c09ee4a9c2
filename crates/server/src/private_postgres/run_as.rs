//! PostgreSQL refuses to run as root; where the server is root (containers), its cluster belongs to somebody else.

use super::fault::{ClusterFault, at};
use nix::unistd::{Uid, User, chown};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;

/// The unprivileged user the cluster runs as.
#[derive(Debug)]
pub(super) struct RunAs(User);

/// The name of the user this process runs as, if it has one.
pub(super) fn own_name() -> Option<String> {
    User::from_uid(Uid::effective()).ok().flatten().map(|user| user.name)
}

impl RunAs {
    /// Nobody else, unless this process is root.
    pub(super) fn choose() -> Result<Option<Self>, ClusterFault> {
        if !Uid::effective().is_root() {
            return Ok(None);
        }
        let named = |name| User::from_name(name).ok().flatten();
        named("postgres").or_else(|| named("nobody")).map(|user| Some(Self(user))).ok_or(ClusterFault::NobodyToRunAs)
    }

    pub(super) fn apply_to(&self, command: &mut std::process::Command) {
        command.uid(self.0.uid.as_raw()).gid(self.0.gid.as_raw());
    }

    pub(super) fn give(&self, path: &Path) -> Result<(), ClusterFault> {
        chown(path, Some(self.0.uid), Some(self.0.gid)).map_err(|fault| at(path)(fault.into()))
    }

    /// Lets the user pass through the data directory, and checks that the directories above let it pass too.
    pub(super) fn open_way(&self, data: &Path) -> Result<(), ClusterFault> {
        let mode = std::fs::metadata(data).map_err(at(data))?.mode();
        std::fs::set_permissions(data, std::fs::Permissions::from_mode(mode | 0o011)).map_err(at(data))?;
        let whole = data.canonicalize().map_err(at(data))?;
        for directory in whole.ancestors().skip(1) {
            let is = std::fs::metadata(directory).map_err(at(directory))?;
            let enters = is.mode() & 0o001 != 0
                || (is.uid() == self.0.uid.as_raw() && is.mode() & 0o100 != 0)
                || (is.gid() == self.0.gid.as_raw() && is.mode() & 0o010 != 0);
            if !enters {
                return Err(ClusterFault::NoWay {
                    user: self.0.name.clone(),
                    directory: directory.display().to_string(),
                });
            }
        }
        Ok(())
    }
}
