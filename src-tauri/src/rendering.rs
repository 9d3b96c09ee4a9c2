//! How pages are drawn. Graphics drivers that WebKitGTK does not get on with leave a window without a picture; nobody can
//! change a setting in one. So each start is written down before its page is drawn and crossed out afterwards, and what
//! did not come to a picture is drawn more carefully the next time.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The file's name in the data folder.
const FILE: &str = "rendering.json";
/// Starts in a row that came to no picture. A single one may have been ended by its person.
const TOO_MANY_UNSEEN: u32 = 2;

/// A way of drawing, the most direct first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Pictures stay on the graphics card.
    #[default]
    Direct,
    /// Pictures go through memory.
    ThroughMemory,
    /// Nothing is asked of the graphics card.
    WithoutCard,
}

impl Way {
    /// The next more careful one.
    fn more_careful(self) -> Option<Self> {
        match self {
            Self::Direct => Some(Self::ThroughMemory),
            Self::ThroughMemory => Some(Self::WithoutCard),
            Self::WithoutCard => None,
        }
    }
}

/// What is remembered between starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    way: Way,
    /// The last starts whose page was not seen.
    unseen: u32,
}

impl Kept {
    /// What a start draws with.
    fn at_start(self) -> Self {
        if self.unseen < TOO_MANY_UNSEEN {
            return self;
        }
        Self { way: self.way.more_careful().unwrap_or(self.way), unseen: 0 }
    }
}

/// How the pages of this start are drawn, and what the next one is to know.
pub struct Rendering {
    path: PathBuf,
    kept: Mutex<Kept>,
}

impl Rendering {
    /// As the last starts in this data folder leave it. What cannot be read is no experience.
    pub fn of_last_start(data_dir: &Path) -> Self {
        let path = data_dir.join(FILE);
        let kept = read(&path).unwrap_or_default();
        let now = kept.at_start();
        if now.way != kept.way {
            tracing::warn!(way = ?now.way, "the last starts came to no picture; pages are drawn more carefully");
        }
        let rendering = Self { path, kept: Mutex::new(now) };
        if now != kept {
            rendering.write(&now);
        }
        rendering
    }

    /// The way of drawing.
    pub fn way(&self) -> Way {
        self.kept().way
    }

    /// A page is about to be drawn.
    pub fn begins(&self) {
        self.change(|kept| kept.unseen += 1);
    }

    /// A page was drawn.
    pub fn seen(&self) {
        self.change(|kept| kept.unseen = 0);
    }

    /// The process of a page broke down. If nothing was seen of it yet, the app is to start again and draw more
    /// carefully, as long as there is a more careful way.
    pub fn broke_down(&self) -> bool {
        let Kept { way, unseen } = *self.kept();
        let Some(careful) = way.more_careful().filter(|_| unseen > 0) else { return false };
        self.change(|kept| *kept = Kept { way: careful, unseen: 0 });
        true
    }

    /// The person decides how the next start draws.
    pub fn choose(&self, careful: bool) {
        self.change(|kept| kept.way = if careful { kept.way.max(Way::ThroughMemory) } else { Way::Direct });
    }

    fn change(&self, change: impl FnOnce(&mut Kept)) {
        let mut kept = self.kept();
        let before = *kept;
        change(&mut kept);
        if *kept != before {
            self.write(&kept);
        }
    }

    /// A full disk must not keep the window from opening.
    fn write(&self, kept: &Kept) {
        let written = serde_json::to_vec(kept).map_err(io::Error::from).and_then(|bytes| fs::write(&self.path, bytes));
        if let Err(fault) = written {
            tracing::warn!(%fault, "how pages were drawn is not remembered");
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How the next start will draw; changes nothing.
pub fn look(data_dir: &Path) -> Way {
    read(&data_dir.join(FILE)).unwrap_or_default().at_start().way
}

fn read(path: &Path) -> Option<Kept> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(folder: &Path) -> Rendering {
        let rendering = Rendering::of_last_start(folder);
        rendering.begins();
        rendering
    }

    #[test]
    fn starts_that_come_to_a_picture_go_on_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            let rendering = start(folder.path());
            assert_eq!(rendering.way(), Way::Direct);
            rendering.seen();
        }
    }

    #[test]
    fn two_starts_in_a_row_without_a_picture_are_drawn_more_carefully_step_by_step() {
        let folder = tempfile::tempdir().unwrap();
        let ways: Vec<Way> = (0..8).map(|_| start(folder.path()).way()).collect();
        assert_eq!(ways[..2], [Way::Direct; 2]);
        assert_eq!(ways[2..4], [Way::ThroughMemory; 2]);
        assert_eq!(ways[4..], [Way::WithoutCard; 4]);
    }

    #[test]
    fn a_single_start_that_its_person_ended_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        start(folder.path());
        let next = start(folder.path());
        next.seen();
        drop(next);
        start(folder.path());
        assert_eq!(start(folder.path()).way(), Way::Direct);
    }

    #[test]
    fn a_page_that_breaks_down_before_it_is_seen_is_drawn_more_carefully_at_once_and_one_that_was_seen_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let seen = start(folder.path());
        seen.seen();
        assert!(!seen.broke_down());
        drop(seen);
        for way in [Way::ThroughMemory, Way::WithoutCard] {
            assert!(start(folder.path()).broke_down());
            assert_eq!(look(folder.path()), way);
        }
        assert!(!start(folder.path()).broke_down(), "there is no more careful way");
    }

    #[test]
    fn a_person_chooses_and_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let rendering = start(folder.path());
        rendering.seen();
        rendering.choose(true);
        assert_eq!(look(folder.path()), Way::ThroughMemory);
        rendering.choose(false);
        assert_eq!(look(folder.path()), Way::Direct);
    }

    #[test]
    fn what_cannot_be_read_or_written_keeps_nothing_from_starting() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "{half").unwrap();
        assert_eq!(start(folder.path()).way(), Way::Direct);
        let missing = start(&folder.path().join("missing"));
        missing.seen();
        assert_eq!(missing.way(), Way::Direct);
    }
}
