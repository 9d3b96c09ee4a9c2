//! Where the main window stands and how large it is, from one opening to the next.

use crate::Runtime;
use crate::screen_area::{self, Area, Screen};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io};
use tauri::{Monitor, PhysicalPosition, PhysicalSize, WebviewWindow, Window};

/// The file's name in the data folder.
const FILE: &str = "window.json";
/// On its way to being maximised a window is told of half a place; what lasts longer is one where somebody left it.
const SETTLES: Duration = Duration::from_millis(500);

/// A place of the window when it is not maximised. All in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// With the frame.
    x: i32,
    y: i32,
    /// Without the frame.
    width: u32,
    height: u32,
    /// What the frame adds.
    #[serde(default)]
    frame_width: u32,
    #[serde(default)]
    frame_height: u32,
}

impl Place {
    fn with_frame(self) -> Area {
        let (width, height) =
            (self.width.saturating_add(self.frame_width), self.height.saturating_add(self.frame_height));
        Area { x: self.x, y: self.y, width, height }
    }

    /// The same place, or where all of the window can be seen.
    fn seen_on(self, screens: &[Screen]) -> Self {
        let Area { x, y, width, height } = screen_area::reachable(self.with_frame(), screens);
        let (width, height) = (width.saturating_sub(self.frame_width), height.saturating_sub(self.frame_height));
        Self { x, y, width, height, ..self }
    }
}

/// What is kept between starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    place: Place,
    maximized: bool,
}

/// The file; other windows have no place that is remembered.
#[derive(Serialize, Deserialize)]
struct File {
    main: Kept,
}

/// What was seen of the window.
#[derive(Debug, Default)]
struct Seen {
    /// The last place that lasted.
    settled: Option<Place>,
    /// The last place, and since when.
    last: Option<(Place, Instant)>,
    maximized: bool,
}

impl Seen {
    fn of(kept: Kept) -> Self {
        Self { settled: Some(kept.place), last: None, maximized: kept.maximized }
    }

    fn stands(&mut self, place: Place, now: Instant) {
        self.settle(now);
        self.last = Some((place, now));
        self.maximized = false;
    }

    /// The window fills this much, and is to stand on the same monitor when it does not any more.
    fn fills(&mut self, filled: Area, screens: &[Screen], now: Instant) {
        self.settle(now);
        // One that did not last is better than none.
        let last = self.last.take().map(|(place, _)| place);
        let monitor = screen_area::screen_of(filled, screens);
        self.settled = self.settled.or(last).map(|place| match monitor {
            Some(filled) if screen_area::screen_of(place.with_frame(), screens) != monitor => place.seen_on(&[filled]),
            _ => place,
        });
        self.maximized = true;
    }

    fn settle(&mut self, now: Instant) {
        if let Some((place, since)) = self.last
            && now.duration_since(since) >= SETTLES
        {
            self.settled = Some(place);
        }
    }

    fn kept(&self) -> Option<Kept> {
        let place = self.last.map(|(place, _)| place).or(self.settled)?;
        Some(Kept { place, maximized: self.maximized })
    }
}

/// What is remembered of the window.
pub struct WindowPlace {
    path: PathBuf,
    seen: Mutex<Seen>,
}

impl WindowPlace {
    /// As the last start in this data folder left it. What cannot be read is no place.
    pub fn of_last_start(data_dir: &Path) -> Self {
        let path = data_dir.join(FILE);
        let seen = read(&path).map(Seen::of).unwrap_or_default();
        Self { path, seen: Mutex::new(seen) }
    }

    /// Puts a window that is not shown yet where the last one stood, or near it where that cannot be seen any more.
    pub fn restore(&self, window: &WebviewWindow<Runtime>) -> tauri::Result<()> {
        let kept = self.seen().kept();
        let Some(Kept { place, maximized }) = kept else { return Ok(()) };
        let place = place.seen_on(&screens(window.available_monitors()?, window.primary_monitor()?));
        *self.seen() = Seen::of(Kept { place, maximized });
        window.set_position(PhysicalPosition::new(place.x, place.y))?;
        window.set_size(PhysicalSize::new(place.width, place.height))?;
        if maximized { window.maximize() } else { Ok(()) }
    }

    /// Sees where the window stands now.
    pub fn look_at(&self, window: &Window<Runtime>) {
        if let Err(fault) = self.take_in(window) {
            tracing::warn!(%fault, "the place of the window cannot be told");
        }
    }

    fn take_in(&self, window: &Window<Runtime>) -> tauri::Result<()> {
        if window.is_minimized()? || !window.is_visible()? {
            return Ok(());
        }
        let PhysicalPosition { x, y } = window.outer_position()?;
        let (inner, outer) = (window.inner_size()?, window.outer_size()?);
        if window.is_maximized()? {
            let screens = screens(window.available_monitors()?, window.primary_monitor()?);
            let filled = Area { x, y, width: inner.width, height: inner.height };
            self.seen().fills(filled, &screens, Instant::now());
        } else {
            let frame_width = outer.width.saturating_sub(inner.width);
            let frame_height = outer.height.saturating_sub(inner.height);
            let place = Place { x, y, width: inner.width, height: inner.height, frame_width, frame_height };
            self.seen().stands(place, Instant::now());
        }
        Ok(())
    }

    /// Remembers it for the next start. A full disk must not keep the window from closing.
    pub fn write(&self) {
        let Some(main) = self.seen().kept() else { return };
        let written = serde_json::to_vec(&File { main }).map_err(io::Error::from);
        if let Err(fault) = written.and_then(|bytes| fs::write(&self.path, bytes)) {
            tracing::warn!(%fault, "the place of the window is not remembered");
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(path: &Path) -> Option<Kept> {
    serde_json::from_slice::<File>(&fs::read(path).ok()?).ok().map(|file| file.main)
}

/// The monitors, the primary one first and then from the left; none where windows are not told where they stand.
fn screens(monitors: Vec<Monitor>, primary: Option<Monitor>) -> Vec<Screen> {
    if !windows_know_their_place() {
        return Vec::new();
    }
    let mut screens: Vec<Screen> = monitors.iter().map(screen).collect();
    let primary = primary.as_ref().map(screen);
    screens.sort_by_key(|screen| (Some(*screen) != primary, screen.whole.x, screen.whole.y));
    screens
}

fn screen(monitor: &Monitor) -> Screen {
    let area = |position: &PhysicalPosition<i32>, size: &PhysicalSize<u32>| Area {
        x: position.x,
        y: position.y,
        width: size.width,
        height: size.height,
    };
    let free = monitor.work_area();
    Screen { whole: area(monitor.position(), monitor.size()), free: area(&free.position, &free.size) }
}

/// Wayland keeps it to itself, and puts windows where they can be seen.
fn windows_know_their_place() -> bool {
    let says = |name| std::env::var(name).unwrap_or_default();
    cfg!(not(target_os = "linux")) || says("WAYLAND_DISPLAY").is_empty() || says("GDK_BACKEND").starts_with("x11")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place { x: 200, y: 100, width: 1100, height: 700, frame_width: 2, frame_height: 27 };
    const THERE: Place = Place { x: 1700, ..HERE };
    /// What a window is told of on its way to being maximised: the new frame around the old size.
    const HALF: Place = Place { x: -1, y: -1, frame_width: 342, frame_height: 206, ..HERE };
    const FIRST: Area = Area { x: 0, y: 0, width: 1440, height: 900 };
    const SECOND: Area = Area { x: 1440, ..FIRST };
    const SCREENS: [Screen; 2] = [Screen { whole: FIRST, free: FIRST }, Screen { whole: SECOND, free: SECOND }];

    #[test]
    fn where_a_window_that_is_not_maximised_stands_is_kept_at_once() {
        let mut seen = Seen::default();
        assert_eq!(seen.kept(), None);
        let now = Instant::now();
        seen.stands(HERE, now);
        seen.stands(THERE, now);
        assert_eq!(seen.kept(), Some(Kept { place: THERE, maximized: false }));
    }

    #[test]
    fn a_maximised_window_keeps_the_place_it_had_before_and_nothing_from_the_way_there() {
        let start = Instant::now();
        for mut seen in [Seen::of(Kept { place: HERE, maximized: true }), Seen::default()] {
            seen.stands(HERE, start);
            seen.stands(HALF, start + SETTLES);
            seen.fills(FIRST, &SCREENS, start + SETTLES);
            seen.fills(FIRST, &SCREENS, start + 3 * SETTLES);
            assert_eq!(seen.kept(), Some(Kept { place: HERE, maximized: true }));
        }
    }

    #[test]
    fn a_window_that_fills_another_monitor_comes_back_on_that_one() {
        let mut seen = Seen::of(Kept { place: HERE, maximized: false });
        seen.fills(SECOND, &SCREENS, Instant::now());
        let place = seen.kept().unwrap().place;
        assert_eq!(screen_area::screen_of(place.with_frame(), &SCREENS), Some(SCREENS[1]));
        assert_eq!((place.width, place.height), (HERE.width, HERE.height));
        seen.fills(SECOND, &[], Instant::now());
        assert_eq!(seen.kept().unwrap().place, place, "where monitors are unknown nothing is moved");
    }

    #[test]
    fn the_frame_is_brought_inside_with_the_window() {
        let large = Place { width: 5000, height: 4000, ..THERE };
        let inside = large.seen_on(&SCREENS[..1]);
        assert_eq!(inside.with_frame(), FIRST);
        assert_eq!((inside.width, inside.height), (1438, 873));
    }

    #[test]
    fn a_place_is_read_again_as_it_was_written_and_what_cannot_be_read_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let first = WindowPlace::of_last_start(folder.path());
        first.write();
        assert!(!folder.path().join(FILE).exists());
        first.seen().stands(HERE, Instant::now());
        first.write();
        let kept = || WindowPlace::of_last_start(folder.path()).seen().kept();
        assert_eq!(kept(), Some(Kept { place: HERE, maximized: false }));
        let older = r#"{"main":{"width":1100,"height":700,"x":200,"y":100,"prev_x":0,"maximized":true}}"#;
        fs::write(folder.path().join(FILE), older).unwrap();
        let place = Place { frame_width: 0, frame_height: 0, ..HERE };
        assert_eq!(kept(), Some(Kept { place, maximized: true }));
        for broken in ["{half", "{}", r#"{"main":{"width":-1,"height":700,"x":0,"y":0,"maximized":false}}"#] {
            fs::write(folder.path().join(FILE), broken).unwrap();
            assert_eq!(kept(), None, "{broken}");
        }
    }
}
