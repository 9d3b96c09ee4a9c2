//! The one version that was fetched and waits for its person, as files that outlive the app.

use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A folder for one version. It counts as being there once what the feed said of it is, which is written last.
#[derive(Clone)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The shelf in this folder, which is made when something is put there.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Puts a version there, with what the feed said of it, in place of the one before. If that fails, nothing is there.
    pub fn put(&self, said: &Value, package: &[u8]) -> io::Result<()> {
        self.clear();
        let put = || {
            fs::create_dir_all(&self.folder)?;
            write(&self.package(), package)?;
            let draft = self.folder.join("feed.new");
            write(&draft, said.to_string().as_bytes())?;
            fs::rename(draft, self.said())
        };
        put().inspect_err(|_| self.clear())
    }

    /// What the feed said, and the package.
    pub fn look(&self) -> io::Result<Option<(Value, Vec<u8>)>> {
        let said = match fs::read(self.said()) {
            Ok(said) => said,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(fault) => return Err(fault),
        };
        Ok(Some((serde_json::from_slice(&said)?, fs::read(self.package())?)))
    }

    /// Takes away whatever is there.
    pub fn clear(&self) {
        if let Err(fault) = fs::remove_dir_all(&self.folder)
            && fault.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%fault, "an update that is not wanted stays on the disk");
        }
    }

    fn package(&self) -> PathBuf {
        self.folder.join("package")
    }

    fn said(&self) -> PathBuf {
        self.folder.join("feed.json")
    }
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shelf() -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().join("update"));
        (folder, shelf)
    }

    #[test]
    fn one_version_stands_there_until_it_is_replaced_or_taken_away() {
        let (_folder, shelf) = shelf();
        assert!(shelf.look().unwrap().is_none());
        for version in ["0.2.0", "0.3.0"] {
            let said = json!({ "version": version });
            shelf.put(&said, version.as_bytes()).unwrap();
            assert_eq!(shelf.look().unwrap(), Some((said, version.as_bytes().to_vec())));
        }
        shelf.clear();
        assert!(shelf.look().unwrap().is_none());
    }

    #[test]
    fn what_was_not_put_there_whole_is_not_there() {
        let (_folder, shelf) = shelf();
        shelf.put(&json!({}), b"whole").unwrap();
        fs::remove_file(shelf.said()).unwrap();
        assert!(shelf.look().unwrap().is_none(), "the app ended before the last file");
        fs::write(shelf.folder.join("feed.json"), "{half").unwrap();
        shelf.look().unwrap_err();
        shelf.clear();
        fs::write(&shelf.folder, "a file is in the way").unwrap();
        shelf.put(&json!({}), b"package").unwrap_err();
    }
}
