//! Pictures: I420 frames, and a slot in which the newest frame replaces the one before.

use crate::problem::RtcError;
use bytes::Bytes;
use std::any::Any;
use std::fmt;
use std::time::Duration;
use tokio::sync::watch;

/// One plane of a picture.
#[derive(Clone)]
pub struct Plane {
    /// Row after row.
    pub bytes: Bytes,
    /// Bytes from the start of a row to the start of the next.
    pub stride: usize,
}

impl Plane {
    fn holds(&self, columns: usize, rows: usize) -> bool {
        let needed = rows.checked_sub(1).and_then(|full| full.checked_mul(self.stride)?.checked_add(columns));
        self.stride >= columns && needed.is_some_and(|needed| self.bytes.len() >= needed)
    }
}

/// How a picture must be turned to stand upright, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rotation {
    /// Not at all.
    #[default]
    Upright,
    /// By 90 degrees.
    Quarter,
    /// By 180 degrees.
    Half,
    /// By 270 degrees.
    ThreeQuarters,
}

/// A picture as I420: one byte of brightness a pixel, two of colour for four pixels. Cheap to clone.
#[derive(Clone)]
pub struct VideoFrame {
    width: u32,
    height: u32,
    planes: [Plane; 3],
    rotation: Rotation,
    timestamp: Duration,
}

impl VideoFrame {
    /// A frame of three planes (Y, U, V); `timestamp` counts from any fixed moment.
    pub fn new(width: u32, height: u32, planes: [Plane; 3], timestamp: Duration) -> Result<Self, RtcError> {
        let (columns, rows) = (width as usize, height as usize);
        let [y, u, v] = &planes;
        let fits = width > 0
            && height > 0
            && y.holds(columns, rows)
            && [u, v].iter().all(|plane| plane.holds(columns.div_ceil(2), rows.div_ceil(2)));
        if !fits {
            return Err(RtcError::FrameShape { width, height });
        }
        Ok(Self { width, height, planes, rotation: Rotation::Upright, timestamp })
    }

    /// A frame of one colour, given as Y, U and V.
    pub fn filled(width: u32, height: u32, colour: [u8; 3], timestamp: Duration) -> Result<Self, RtcError> {
        let (columns, rows) = (width as usize, height as usize);
        let plane = |value, columns: usize, rows: usize| Plane {
            bytes: Bytes::from(vec![value; columns.saturating_mul(rows)]),
            stride: columns,
        };
        let (half_columns, half_rows) = (columns.div_ceil(2), rows.div_ceil(2));
        let [y, u, v] = colour;
        let planes = [plane(y, columns, rows), plane(u, half_columns, half_rows), plane(v, half_columns, half_rows)];
        Self::new(width, height, planes, timestamp)
    }

    /// The same picture, to be turned when shown.
    #[must_use]
    pub fn turned(mut self, rotation: Rotation) -> Self {
        self.rotation = rotation;
        self
    }

    /// In pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Y, U and V.
    pub fn planes(&self) -> &[Plane; 3] {
        &self.planes
    }

    /// How to turn it.
    pub fn rotation(&self) -> Rotation {
        self.rotation
    }

    /// When it was taken, counted from a moment that stays the same within a track.
    pub fn timestamp(&self) -> Duration {
        self.timestamp
    }
}

impl fmt::Debug for VideoFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VideoFrame({} x {} at {:?})", self.width, self.height, self.timestamp)
    }
}

/// Somebody's picture: the newest frame wins, older ones nobody looked at are gone. Dropping it ends the stream.
pub struct VideoReceiver {
    slot: watch::Receiver<Option<VideoFrame>>,
    _stream: Box<dyn Any + Send>,
}

/// The writing end of a [`VideoReceiver`].
pub(crate) type VideoFeed = watch::Sender<Option<VideoFrame>>;

/// A feed and a function that makes the receiver once the stream that fills it exists.
pub(crate) fn video_channel() -> (VideoFeed, impl FnOnce(Box<dyn Any + Send>) -> VideoReceiver) {
    let (sender, slot) = watch::channel(None);
    (sender, move |stream| VideoReceiver { slot, _stream: stream })
}

impl VideoReceiver {
    /// A picture whose newest frame lies in `slot`, and whatever fills it until this is dropped. A frame that lies there
    /// already counts as new.
    pub fn of(mut slot: watch::Receiver<Option<VideoFrame>>, stream: impl Any + Send) -> Self {
        if slot.borrow().is_some() {
            slot.mark_changed();
        }
        Self { slot, _stream: Box::new(stream) }
    }

    /// The newest frame, if any has arrived.
    pub fn latest(&self) -> Option<VideoFrame> {
        self.slot.borrow().clone()
    }

    /// Waits for a frame newer than the last one this returned; nothing if the track ended.
    pub async fn next(&mut self) -> Option<VideoFrame> {
        self.slot.changed().await.ok()?;
        self.slot.borrow_and_update().clone()
    }
}

impl fmt::Debug for VideoReceiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VideoReceiver({:?})", self.latest())
    }
}
