//! A small disk of one's own, in memory, that can be filled to the last byte.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What fills the disk.
const FILLER: &str = "filler";
/// The filler grows by pieces of these sizes, each as long as there is room for it.
const PIECES: [usize; 3] = [1 << 20, 1 << 12, 1];

/// A mounted disk; it is unmounted when this is dropped.
pub struct Disk(PathBuf);

impl Disk {
    /// Whether this process may mount one.
    pub fn can_be_mounted() -> io::Result<bool> {
        let folder = tempfile::tempdir()?;
        Ok(Self::mount(folder.path(), 1)?.is_some())
    }

    /// Mounts a disk of so many megabytes; nothing if this process may not.
    pub fn mount(folder: &Path, megabytes: u32) -> io::Result<Option<Self>> {
        fs::create_dir_all(folder)?;
        let options = format!("size={megabytes}m,mode=755");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "leadline-torture"]).arg(folder);
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        Ok(mounted.then(|| Self(folder.to_owned())))
    }

    /// Leaves no room at all.
    pub fn fill(&self) -> io::Result<()> {
        let mut filler = File::create(self.0.join(FILLER))?;
        for piece in PIECES {
            let bytes = vec![1; piece];
            loop {
                match filler.write_all(&bytes) {
                    Ok(()) => {}
                    Err(fault) if fault.kind() == ErrorKind::StorageFull => break,
                    Err(fault) => return Err(fault),
                }
            }
        }
        Ok(())
    }

    /// Makes room again.
    pub fn clear(&self) -> io::Result<()> {
        fs::remove_file(self.0.join(FILLER))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: whatever still holds a file on it is about to end.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}
