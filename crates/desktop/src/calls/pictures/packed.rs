//! A frame as a window gets it: eight bytes that say how large it is and how to turn it, then Y, U and V without gaps.
//! Numbers are little-endian.

use leadline_calling::{Plane, Rotation, VideoFrame};

/// A track that ends sends a frame of a few pixels last, which is nothing to look at.
const SMALLEST: u32 = 16;
/// Quarter the pixels at most so many times.
const MOST_HALVINGS: u32 = 3;

/// How large a picture is shown, in pixels of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// The length of the message that says it.
    pub const BYTES: usize = 4;

    /// What a window said.
    pub fn read(said: &[u8]) -> Option<Self> {
        let [w0, w1, h0, h1] = *said else { return None };
        Some(Self { width: u16::from_le_bytes([w0, w1]).into(), height: u16::from_le_bytes([h0, h1]).into() })
    }
}

/// Whether there is something to see.
pub fn is_picture(frame: &VideoFrame) -> bool {
    frame.width() >= SMALLEST && frame.height() >= SMALLEST && frame.width().max(frame.height()) <= u16::MAX.into()
}

/// The frame for a window that shows it at this size. What the window would only throw away is left out.
pub fn packed(frame: &VideoFrame, shown: Size) -> Vec<u8> {
    let halvings = halvings(frame, shown);
    let (width, height) = (frame.width() >> halvings, frame.height() >> halvings);
    let mut bytes = Vec::with_capacity(8 + (width * height * 3 / 2 + width + height) as usize);
    // `is_picture` has seen that both fit.
    bytes.extend_from_slice(&(width as u16).to_le_bytes());
    bytes.extend_from_slice(&(height as u16).to_le_bytes());
    bytes.extend_from_slice(&[quarter_turns(frame.rotation()), 0, 0, 0]);
    let (columns, rows) = (frame.width() as usize, frame.height() as usize);
    let colour = (columns.div_ceil(2), rows.div_ceil(2));
    for (plane, (columns, rows)) in frame.planes().iter().zip([(columns, rows), colour, colour]) {
        append(&mut bytes, plane, columns, rows, halvings);
    }
    bytes
}

/// How often the picture can be halved and still is as large as it is shown.
fn halvings(frame: &VideoFrame, shown: Size) -> u32 {
    let (across, down) = match frame.rotation() {
        Rotation::Upright | Rotation::Half => (shown.width, shown.height),
        Rotation::Quarter | Rotation::ThreeQuarters => (shown.height, shown.width),
    };
    let fits = |times: &u32| {
        let (width, height) = (frame.width() >> times, frame.height() >> times);
        width >= across.max(SMALLEST) && height >= down.max(SMALLEST) && even(frame, *times)
    };
    (1..=MOST_HALVINGS).take_while(fits).last().unwrap_or(0)
}

/// Colour has half as many rows and columns; they stay in step only with even numbers.
fn even(frame: &VideoFrame, times: u32) -> bool {
    (frame.width() | frame.height()).trailing_zeros() > times
}

fn append(bytes: &mut Vec<u8>, plane: &Plane, columns: usize, rows: usize, halvings: u32) {
    if halvings == 0 {
        for row in 0..rows {
            let start = row * plane.stride;
            bytes.extend_from_slice(&plane.bytes[start..start + columns]);
        }
        return;
    }
    let step = 1 << halvings;
    let half = step / 2;
    for row in (0..rows).step_by(step) {
        let upper = &plane.bytes[row * plane.stride..][..columns];
        let lower = &plane.bytes[(row + half) * plane.stride..][..columns];
        // Four pixels of each block, one from each quarter of it: close to the mean of all, at a fraction of the work.
        let mean = |at: usize| {
            let sum = [upper[at], upper[at + half], lower[at], lower[at + half]].map(u16::from).iter().sum::<u16>();
            ((sum + 2) / 4) as u8
        };
        bytes.extend((0..columns).step_by(step).map(mean));
    }
}

fn quarter_turns(rotation: Rotation) -> u8 {
    match rotation {
        Rotation::Upright => 0,
        Rotation::Quarter => 1,
        Rotation::Half => 2,
        Rotation::ThreeQuarters => 3,
    }
}
