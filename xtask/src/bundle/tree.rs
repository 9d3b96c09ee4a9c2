//! The files of a package as they will lie on a computer.

use super::refused;
use crate::step::{Failure, output};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that stands for `/`.
pub struct Tree {
    root: PathBuf,
}

impl Tree {
    /// With nothing in it.
    pub fn new(root: PathBuf) -> Result<Self, Failure> {
        if root.exists() {
            fs::remove_dir_all(&root).map_err(|cause| refused(&root, &cause))?;
        }
        fs::create_dir_all(&root).map_err(|cause| refused(&root, &cause))?;
        Ok(Self { root })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A program.
    pub fn program(&self, place: &str, from: &Path) -> Result<(), Failure> {
        self.put(place, &fs::read(from).map_err(|cause| refused(from, &cause))?, 0o755)
    }

    /// A file that everybody reads.
    pub fn file(&self, place: &str, from: &Path) -> Result<(), Failure> {
        self.text(place, &fs::read(from).map_err(|cause| refused(from, &cause))?)
    }

    /// A file with this content.
    pub fn text(&self, place: &str, content: impl AsRef<[u8]>) -> Result<(), Failure> {
        self.put(place, content.as_ref(), 0o644)
    }

    /// The same, compressed without a time or a name in it.
    pub fn compressed(&self, place: &str, content: impl AsRef<[u8]>) -> Result<(), Failure> {
        self.text(place, content)?;
        output(Command::new("gzip").args(["-9", "-n", "-f"]).arg(self.at(place)), "Is the disk full?")?;
        Ok(())
    }

    /// Another name for a file.
    pub fn link(&self, place: &str, to: &str) -> Result<(), Failure> {
        let path = self.made_room(place)?;
        symlink(to, &path).map_err(|cause| refused(&path, &cause))
    }

    /// Every file, sorted, as a path from the root without a leading `/`.
    pub fn files(&self) -> Result<Vec<String>, Failure> {
        let mut found = Vec::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(|cause| refused(&folder, &cause))?.flatten() {
                let path = entry.path();
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(path);
                } else if let Ok(inside) = path.strip_prefix(&self.root) {
                    found.push(inside.to_string_lossy().into_owned());
                }
            }
        }
        found.sort();
        Ok(found)
    }

    fn put(&self, place: &str, content: &[u8], mode: u32) -> Result<(), Failure> {
        let path = self.made_room(place)?;
        fs::write(&path, content)
            .and_then(|()| fs::set_permissions(&path, fs::Permissions::from_mode(mode)))
            .map_err(|cause| refused(&path, &cause))
    }

    fn made_room(&self, place: &str) -> Result<PathBuf, Failure> {
        let path = self.at(place);
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|cause| refused(folder, &cause))?;
        Ok(path)
    }

    fn at(&self, place: &str) -> PathBuf {
        self.root.join(place.trim_start_matches('/'))
    }
}
