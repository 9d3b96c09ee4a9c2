//! Pictures of cameras and screens as I420, by ITU-R BT.601 with 16 to 235 for black to white, as WebRTC sends them.

use bytes::Bytes;
use leadline_livekit_rtc::{Plane, RtcError, VideoFrame};
use std::time::Duration;

/// Where red, green and blue lie in a pixel, and how many bytes it has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pixels {
    pub red: usize,
    pub green: usize,
    pub blue: usize,
    pub bytes: usize,
}

/// As JPEG gives them.
pub(crate) const RGB: Pixels = Pixels { red: 0, green: 1, blue: 2, bytes: 3 };

/// Three planes in the making.
struct Planes {
    y: Vec<u8>,
    u: Vec<u8>,
    v: Vec<u8>,
}

impl Planes {
    fn of(width: usize, height: usize) -> Self {
        let colours = (width / 2) * (height / 2);
        Self { y: Vec::with_capacity(width * height), u: Vec::with_capacity(colours), v: Vec::with_capacity(colours) }
    }

    fn frame(self, width: usize, height: usize, taken: Duration) -> Result<VideoFrame, RtcError> {
        let plane = |bytes: Vec<u8>, stride| Plane { bytes: Bytes::from(bytes), stride };
        let planes = [plane(self.y, width), plane(self.u, width / 2), plane(self.v, width / 2)];
        // Both came from a device as 32-bit numbers.
        VideoFrame::new(width as u32, height as u32, planes, taken)
    }
}

/// A picture of red, green and blue, of which an odd last row and column are left out; nothing if bytes are missing.
pub(crate) fn from_rgb(
    bytes: &[u8],
    pixels: Pixels,
    stride: usize,
    (width, height): (usize, usize),
    taken: Duration,
) -> Option<VideoFrame> {
    let (width, height) = (width & !1, height & !1);
    if stride < width * pixels.bytes || bytes.len() < stride * height.saturating_sub(1) + width * pixels.bytes {
        return None;
    }
    let mut planes = Planes::of(width, height);
    for rows in bytes.chunks(stride.max(1)).take(height).collect::<Vec<_>>().chunks_exact(2) {
        let [upper, lower] = [rows[0], rows[1]].map(|row| &row[..width * pixels.bytes]);
        for row in [upper, lower] {
            planes.y.extend(row.chunks_exact(pixels.bytes).map(|pixel| brightness(colours(pixel, pixels))));
        }
        let pairs = upper.chunks_exact(2 * pixels.bytes).zip(lower.chunks_exact(2 * pixels.bytes));
        for (above, below) in pairs {
            let four = [above, below].map(|pair| pair.split_at(pixels.bytes));
            let sum = four.iter().fold([0; 3], |sum, (left, right)| {
                let (left, right) = (colours(left, pixels), colours(right, pixels));
                [0, 1, 2].map(|part| sum[part] + left[part] + right[part])
            });
            let [red, green, blue] = sum.map(|part| part / 4);
            planes.u.push(((-38 * red - 74 * green + 112 * blue + 128) / 256 + 128).clamp(0, 255) as u8);
            planes.v.push(((112 * red - 94 * green - 18 * blue + 128) / 256 + 128).clamp(0, 255) as u8);
        }
    }
    planes.frame(width, height, taken).ok()
}

/// A picture of pairs of pixels that share their colour, as many cameras give it; nothing if bytes are missing.
pub(crate) fn from_yuyv(
    bytes: &[u8],
    stride: usize,
    (width, height): (usize, usize),
    taken: Duration,
) -> Option<VideoFrame> {
    let (width, height) = (width & !1, height & !1);
    if stride < width * 2 || bytes.len() < stride * (height.saturating_sub(1)) + width * 2 {
        return None;
    }
    let mut planes = Planes::of(width, height);
    for (at, row) in bytes.chunks(stride).take(height).enumerate() {
        let row = &row[..width * 2];
        planes.y.extend(row.iter().step_by(2));
        // The colours of every other row are enough.
        if at % 2 == 0 {
            planes.u.extend(row.iter().skip(1).step_by(4));
            planes.v.extend(row.iter().skip(3).step_by(4));
        }
    }
    planes.frame(width, height, taken).ok()
}

fn colours(pixel: &[u8], pixels: Pixels) -> [i32; 3] {
    [pixel[pixels.red], pixel[pixels.green], pixel[pixels.blue]].map(i32::from)
}

fn brightness([red, green, blue]: [i32; 3]) -> u8 {
    ((66 * red + 129 * green + 25 * blue + 128) / 256 + 16) as u8
}

#[cfg(test)]
mod tests {
    use super::{Pixels, RGB, from_rgb, from_yuyv};
    use leadline_livekit_rtc::VideoFrame;
    use std::time::Duration;

    fn first(frame: &VideoFrame) -> [u8; 3] {
        frame.planes().each_ref().map(|plane| plane.bytes[0])
    }

    #[test]
    fn pure_colours_become_what_the_standard_says() {
        for (rgb, yuv) in [
            ([255, 255, 255], [235, 128, 128]),
            ([0, 0, 0], [16, 128, 128]),
            ([255, 0, 0], [82, 90, 240]),
            ([0, 255, 0], [144, 54, 34]),
            ([0, 0, 255], [41, 240, 110]),
        ] {
            let frame = from_rgb(&rgb.repeat(4 * 2), RGB, 12, (4, 2), Duration::ZERO).unwrap();
            let off = first(&frame).iter().zip(yuv).map(|(is, wanted): (&u8, u8)| is.abs_diff(wanted)).max();
            assert!(off <= Some(1), "{rgb:?} became {:?}", first(&frame));
        }
    }

    #[test]
    fn rows_may_be_padded_and_sizes_odd() {
        let screen = Pixels { red: 2, green: 1, blue: 0, bytes: 4 };
        let mut bytes = vec![0_u8; 64 * 5];
        bytes.chunks_exact_mut(64).for_each(|row| row[..7 * 4].fill(255));
        let frame = from_rgb(&bytes, screen, 64, (7, 5), Duration::ZERO).unwrap();
        assert_eq!((frame.width(), frame.height(), first(&frame)), (6, 4, [235, 128, 128]));
        assert!(frame.planes()[0].bytes.iter().all(|bright| *bright == 235), "the padding is not seen");
        let part = from_rgb(&bytes[64 + 8..], screen, 64, (4, 4), Duration::ZERO).unwrap();
        assert_eq!((part.width(), part.height()), (4, 4), "the last row of a part ends before its padding");
    }

    #[test]
    fn pairs_of_pixels_keep_brightness_and_colour() {
        let frame = from_yuyv(&[10, 90, 20, 240].repeat(2 * 2), 8, (4, 2), Duration::ZERO).unwrap();
        assert_eq!(&frame.planes()[0].bytes[..], [10, 20, 10, 20, 10, 20, 10, 20]);
        assert_eq!(&frame.planes()[1].bytes[..], [90, 90]);
        assert_eq!(&frame.planes()[2].bytes[..], [240, 240]);
    }

    #[test]
    fn a_picture_that_is_cut_off_is_none() {
        assert!(from_rgb(&[0; 10], RGB, 12, (4, 2), Duration::ZERO).is_none());
        assert!(from_yuyv(&[0; 10], 8, (4, 2), Duration::ZERO).is_none());
    }
}
