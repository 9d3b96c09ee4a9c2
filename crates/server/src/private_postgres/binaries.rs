//! Finding PostgreSQL's programs on this machine.

use super::fault::ClusterFault;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const OLDEST_MAJOR: u32 = 15;

/// The folder of one PostgreSQL version's programs.
#[derive(Clone, Debug)]
pub(super) struct Binaries(PathBuf);

impl Binaries {
    /// The programs for the cluster in `cluster`: of its own version if it exists, otherwise the newest there are. A
    /// folder named by LEADLINE_PG_BIN is the only one asked.
    pub(super) async fn find(cluster: &Path) -> Result<Self, ClusterFault> {
        let folders = candidates();
        let mut by_major = BTreeMap::new();
        for folder in &folders {
            if let Some(major) = major_of(folder).await.filter(|major| *major >= OLDEST_MAJOR) {
                by_major.entry(major).or_insert_with(|| folder.clone());
            }
        }
        let Some((newest, folder)) = by_major.last_key_value() else {
            let searched = folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ");
            return Err(ClusterFault::NoBinaries { searched });
        };
        let Ok(version) = std::fs::read_to_string(cluster.join("PG_VERSION")) else { return Ok(Self(folder.clone())) };
        let version = version.trim();
        match version.parse().ok().and_then(|major: u32| by_major.get(&major)) {
            Some(folder) => Ok(Self(folder.clone())),
            None => Err(ClusterFault::OtherVersion {
                directory: cluster.display().to_string(),
                data: version.to_owned(),
                found: *newest,
            }),
        }
    }

    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.0.join(program)
    }
}

fn candidates() -> Vec<PathBuf> {
    if let Some(folder) = std::env::var_os("LEADLINE_PG_BIN") {
        return vec![folder.into()];
    }
    let mut folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    for (parent, below) in [("/usr/lib/postgresql", "bin"), ("/opt/homebrew/opt", "bin"), ("/usr/local/opt", "bin")] {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        folders.extend(entries.flatten().map(|entry| entry.path().join(below)));
    }
    // A link to one program elsewhere (/usr/local/bin) leads to the folder where all of them are.
    let real = |folder: PathBuf| Some(folder.join("postgres").canonicalize().ok()?.parent()?.to_owned());
    let mut folders: Vec<PathBuf> = folders.into_iter().filter_map(real).collect();
    folders.retain(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file());
    folders
}

async fn major_of(folder: &Path) -> Option<u32> {
    let output = tokio::process::Command::new(folder.join("postgres")).arg("--version").output().await.ok()?;
    major_in(&String::from_utf8_lossy(&output.stdout))
}

fn major_in(words: &str) -> Option<u32> {
    let number = words.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major_in;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 18beta2"), Some(18));
        assert_eq!(major_in("no such thing"), None);
    }
}
