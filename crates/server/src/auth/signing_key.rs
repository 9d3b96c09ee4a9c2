//! The key access tokens are signed with: made at the first start, kept in a file only the server may read.

use ed25519_dalek::SigningKey;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Reads the key in `folder`, or makes it.
pub fn load_or_create(folder: &Path) -> io::Result<SigningKey> {
    let path = folder.join("access-token.key");
    match fs::read(&path) {
        Ok(bytes) => {
            // Copied from somewhere with wider permissions, the key would be readable by everybody here.
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
            let seed = <[u8; 32]>::try_from(bytes).map_err(|_| io::Error::other("the key file is damaged"))?;
            Ok(SigningKey::from_bytes(&seed))
        }
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => create(&path),
        Err(fault) => Err(fault),
    }
}

fn create(path: &Path) -> io::Result<SigningKey> {
    let seed: [u8; 32] = rand::random();
    // Written aside and linked, so that of two servers starting at once both use the same whole key.
    let unfinished = path.with_extension(format!("{}.unfinished", std::process::id()));
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&unfinished)?;
    file.write_all(&seed)?;
    file.sync_all()?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    match linked {
        Ok(()) => Ok(SigningKey::from_bytes(&seed)),
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {
            load_or_create(path.parent().unwrap_or(Path::new(".")))
        }
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stays_the_same_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let made = load_or_create(folder.path()).unwrap();
        let path = folder.path().join("access-token.key");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(load_or_create(folder.path()).unwrap().to_bytes(), made.to_bytes());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_key_is_not_replaced_silently() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("access-token.key"), b"short").unwrap();
        assert!(load_or_create(folder.path()).is_err());
    }
}
