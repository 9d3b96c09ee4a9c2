//! Where a window can stand on the monitors that are there, in pixels of the whole desktop.

/// Some desktops count an invisible edge as part of a window, so that one that stands at the side reaches beyond it.
const UNSEEN_EDGE: i64 = 8;

/// A piece of the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// A monitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// All of it.
    pub whole: Area,
    /// What the desktop leaves of it to windows.
    pub free: Area,
}

impl Area {
    fn right(self) -> i64 {
        i64::from(self.x) + i64::from(self.width)
    }

    fn bottom(self) -> i64 {
        i64::from(self.y) + i64::from(self.height)
    }

    fn holds(self, x: i64, y: i64) -> bool {
        (i64::from(self.x)..self.right()).contains(&x) && (i64::from(self.y)..self.bottom()).contains(&y)
    }

    /// Its corners, without the edge that may be one to take hold of and not to see.
    fn corners(self) -> [(i64, i64); 4] {
        let (left, top) = (i64::from(self.x) + UNSEEN_EDGE, i64::from(self.y) + UNSEEN_EDGE);
        let (right, bottom) = (self.right() - 1 - UNSEEN_EDGE, self.bottom() - 1 - UNSEEN_EDGE);
        [(left, top), (right, top), (left, bottom), (right, bottom)]
    }

    /// How many pixels the two have in common.
    fn shared_with(self, other: Self) -> i64 {
        let wide = self.right().min(other.right()) - i64::from(self.x.max(other.x));
        let high = self.bottom().min(other.bottom()) - i64::from(self.y.max(other.y));
        wide.max(0).saturating_mul(high.max(0))
    }

    /// As large as fits, and as far inside as it takes.
    fn inside(self, around: Self) -> Self {
        let (width, height) = (self.width.min(around.width), self.height.min(around.height));
        let between = |wanted: i32, first: i32, room: u32| {
            let last = first.saturating_add(i32::try_from(room).unwrap_or(i32::MAX));
            wanted.clamp(first, last)
        };
        Self {
            x: between(self.x, around.x, around.width - width),
            y: between(self.y, around.y, around.height - height),
            width,
            height,
        }
    }
}

/// Where a window is to stand that stood `there`: just there if all of it can be seen, or else inside the monitor that
/// shows most of it; inside the first where none shows any.
pub fn reachable(there: Area, screens: &[Screen]) -> Area {
    let is_seen = |(x, y)| screens.iter().any(|screen| screen.whole.holds(x, y));
    if there.corners().into_iter().all(is_seen) {
        return there;
    }
    screen_of(there, screens).map_or(there, |screen| there.inside(screen.free))
}

/// The monitor that shows most of this; the first where none shows any.
pub fn screen_of(there: Area, screens: &[Screen]) -> Option<Screen> {
    let shows = |screen: &Screen| there.shared_with(screen.whole);
    screens.iter().copied().reduce(|most, screen| if shows(&screen) > shows(&most) { screen } else { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(x: i32, y: i32, width: u32, height: u32) -> Area {
        Area { x, y, width, height }
    }

    /// With a panel of 30 pixels above.
    const FIRST: Screen = Screen { whole: area(0, 0, 1440, 900), free: area(0, 30, 1440, 870) };
    const SECOND: Screen = Screen { whole: area(1440, 0, 1920, 1080), free: area(1440, 0, 1920, 1080) };
    /// To the left of the first.
    const LEFT: Screen = Screen { whole: area(-1280, 0, 1280, 1024), free: area(-1280, 0, 1280, 1024) };

    #[test]
    fn a_window_stands_where_it_stood_if_all_of_it_can_be_seen_and_is_brought_inside_if_not() {
        for (what, there, screens, wanted) in [
            ("seen", area(200, 100, 1100, 700), &[FIRST][..], area(200, 100, 1100, 700)),
            ("the whole monitor", area(0, 0, 1440, 900), &[FIRST], area(0, 0, 1440, 900)),
            ("at the side, with an invisible edge", area(-7, 0, 734, 907), &[FIRST], area(-7, 0, 734, 907)),
            ("on the second", area(1700, 40, 1100, 700), &[FIRST, SECOND], area(1700, 40, 1100, 700)),
            ("on both", area(1000, 40, 1100, 700), &[FIRST, SECOND], area(1000, 40, 1100, 700)),
            ("on the one to the left", area(-1200, 10, 1100, 700), &[FIRST, LEFT], area(-1200, 10, 1100, 700)),
            ("the second is gone", area(1700, 40, 1100, 700), &[FIRST], area(340, 40, 1100, 700)),
            ("the left one is gone", area(-1200, 10, 1100, 700), &[FIRST], area(0, 30, 1100, 700)),
            ("far outside", area(4000, 3000, 1280, 800), &[FIRST], area(160, 100, 1280, 800)),
            ("far outside of two", area(4000, 3000, 1280, 800), &[FIRST, SECOND], area(160, 100, 1280, 800)),
            ("far to the other side", area(-3000, -2000, 1280, 800), &[FIRST], area(0, 30, 1280, 800)),
            ("a corner is left", area(-1270, -790, 1280, 800), &[FIRST], area(0, 30, 1280, 800)),
            ("the title alone is left", area(100, 880, 1100, 700), &[FIRST], area(100, 200, 1100, 700)),
            ("mostly on the second", area(1300, 800, 1100, 700), &[FIRST, SECOND], area(1440, 380, 1100, 700)),
            ("larger than the monitor", area(100, 100, 5000, 4000), &[FIRST], area(0, 30, 1440, 870)),
            ("larger on all sides", area(-100, -100, 5000, 4000), &[FIRST], area(0, 30, 1440, 870)),
            ("no monitor is known", area(4000, 3000, 1280, 800), &[], area(4000, 3000, 1280, 800)),
            ("no numbers of a desktop", area(i32::MAX, i32::MIN, u32::MAX, u32::MAX), &[FIRST], area(0, 30, 1440, 870)),
        ] {
            assert_eq!(reachable(there, screens), wanted, "{what}");
        }
    }

    #[test]
    fn the_monitor_of_a_window_is_the_one_that_shows_most_of_it() {
        assert_eq!(screen_of(area(1300, 0, 1100, 700), &[FIRST, SECOND]), Some(SECOND));
        assert_eq!(screen_of(area(500, 0, 1100, 700), &[FIRST, SECOND]), Some(FIRST));
        assert_eq!(screen_of(area(9000, 0, 1100, 700), &[FIRST, SECOND]), Some(FIRST));
        assert_eq!(screen_of(area(0, 0, 1100, 700), &[]), None);
    }
}
