//! A picture for tests and demonstrations on computers without a camera: one colour with a bar that wanders across.

use crate::camera::{CameraDevice, CameraHost};
use crate::picture::{OpenPicture, PictureFault};
use async_trait::async_trait;
use bytes::Bytes;
use leadline_livekit_rtc::{Plane, VideoFrame};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::task::AbortOnDropHandle;

const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
const FRAMES_PER_SECOND: u32 = 30;
/// A green that no screen of the app has, as Y, U and V: red 30, green 158, blue 82.
const COLOUR: [u8; 3] = [112, 113, 78];
/// How bright the bar is.
const BAR: u8 = 220;
const BAR_WIDTH: usize = 64;
/// How far the bar wanders from one frame to the next, in pixels.
const STEP: usize = 8;

/// The test picture as the only camera.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestCamera;

#[async_trait]
impl CameraHost for TestCamera {
    async fn list(&self) -> Result<Vec<CameraDevice>, PictureFault> {
        Ok(vec![CameraDevice { id: "test-picture".to_owned(), name: "Test picture".to_owned() }])
    }

    async fn open(&self, _: Option<&str>) -> Result<OpenPicture, PictureFault> {
        let (frames, newest) = watch::channel(None);
        Ok(OpenPicture::camera(newest, AbortOnDropHandle::new(tokio::spawn(draw(frames)))))
    }
}

async fn draw(frames: watch::Sender<Option<VideoFrame>>) {
    let mut every = tokio::time::interval(Duration::from_secs(1) / FRAMES_PER_SECOND);
    every.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let [_, u, v] = COLOUR;
    let [u, v] = [u, v].map(|value| Plane { bytes: vec![value; WIDTH * HEIGHT / 4].into(), stride: WIDTH / 2 });
    let begun = Instant::now();
    for bar in (0..WIDTH - BAR_WIDTH).step_by(STEP).cycle() {
        every.tick().await;
        let planes = [brightness(bar), u.clone(), v.clone()];
        frames.send_replace(VideoFrame::new(WIDTH as u32, HEIGHT as u32, planes, begun.elapsed()).ok());
    }
}

/// Every row is the same, so one is drawn and repeated.
fn brightness(bar: usize) -> Plane {
    let [y, ..] = COLOUR;
    let mut row = [y; WIDTH];
    row[bar..bar + BAR_WIDTH].fill(BAR);
    Plane { bytes: Bytes::from(row.repeat(HEIGHT)), stride: WIDTH }
}
