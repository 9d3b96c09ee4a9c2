use crate::party::{Member, PATIENCE, in_company, new_room};
use leadline_livekit_rtc::{RtcError, TrackSource, VideoFrame, VideoOptions, VideoSender};
use leadline_testkit::LiveKitServer;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const ORANGE: [u8; 3] = [160, 60, 190];
const TEAL: [u8; 3] = [120, 150, 70];

#[tokio::test]
async fn a_picture_arrives_in_its_colour() {
    let _company = in_company().await;
    let (server, room) = (LiveKitServer::shared().await, new_room());
    let agent = Member::join(server, &room, "agent").await;
    let mut customer = Member::join(server, &room, "customer").await;
    for (source, colour) in [(TrackSource::Camera, ORANGE), (TrackSource::Screen, TEAL)] {
        let options = VideoOptions { source, width: 320, height: 240, several_sizes: false, ..VideoOptions::camera() };
        let camera: Arc<dyn VideoSender> = agent.room.publish_video(options).await.expect("publishing works").into();
        let shows = Filming::with(camera.clone(), colour);
        let track = customer.track(source).await;
        let mut eyes = customer.room.watch(&track.id).expect("the track can be seen");
        let seen = async {
            loop {
                let frame = eyes.next().await.expect("the track lasts");
                if frame.width() == 320
                    && colours(&frame).iter().zip(colour).all(|(one, other)| one.abs_diff(other) <= 6)
                {
                    return frame;
                }
            }
        };
        let frame = tokio::time::timeout(PATIENCE, seen).await.expect("the colour arrives");
        assert_eq!((frame.width(), frame.height()), (320, 240));
        drop(shows);
    }
}

#[test]
fn a_frame_holds_what_its_size_says() {
    let short = VideoFrame::filled(4, 4, ORANGE, Duration::ZERO).expect("it fits");
    let [y, u, v] = short.planes().clone();
    let too_large = VideoFrame::new(8, 4, [y, u, v], Duration::ZERO);
    assert_eq!(too_large.err(), Some(RtcError::FrameShape { width: 8, height: 4 }));
    assert!(VideoFrame::filled(0, 0, ORANGE, Duration::ZERO).is_err());
    assert!(VideoFrame::filled(5, 3, ORANGE, Duration::ZERO).is_ok());
}

/// A camera in front of a wall of one colour.
struct Filming {
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Filming {
    fn with(camera: Arc<dyn VideoSender>, colour: [u8; 3]) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let start = Instant::now();
            while !stopped.load(Ordering::Relaxed) {
                let frame = VideoFrame::filled(320, 240, colour, start.elapsed()).expect("the frame fits");
                camera.send(&frame).expect("a frame is taken");
                std::thread::sleep(Duration::from_millis(33));
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Filming {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().map(std::thread::JoinHandle::join);
    }
}

/// The average of each plane.
fn colours(frame: &VideoFrame) -> [u8; 3] {
    frame.planes().each_ref().map(|plane| {
        let sum: u64 = plane.bytes.iter().map(|byte| u64::from(*byte)).sum();
        u8::try_from(sum / plane.bytes.len() as u64).expect("an average of bytes is a byte")
    })
}
