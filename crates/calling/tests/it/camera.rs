//! Being seen, with a camera in memory.

use crate::office::{Office, until};
use crate::tone::PATIENCE;
use leadline_calling::{
    Calling, CameraDevice, CameraHost, NoScreens, OpenPicture, PictureFault, SimulatedSound, VideoFrame, VideoReceiver,
    Wish,
};
use leadline_livekit_rtc::{RoomEvent, TrackSource};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;

const RED: [u8; 3] = [80, 90, 240];
const SEEN_WITH: Wish = Wish { muted: false, camera: true };

/// A camera that shows one colour, or that refuses.
#[derive(Default)]
struct Camera {
    refuses: AtomicBool,
    open: Arc<AtomicBool>,
}

/// Tells that the camera is closed.
struct Light(Arc<AtomicBool>);

impl Drop for Light {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

#[async_trait::async_trait]
impl CameraHost for Camera {
    async fn list(&self) -> Result<Vec<CameraDevice>, PictureFault> {
        Ok(Vec::new())
    }

    async fn open(&self, _: Option<&str>) -> Result<OpenPicture, PictureFault> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(PictureFault::InUse("another program".to_owned()));
        }
        let (frames, newest) = watch::channel(None);
        tokio::spawn(async move {
            let mut every = tokio::time::interval(Duration::from_millis(33));
            while !frames.is_closed() {
                let time = every.tick().await.elapsed();
                frames.send_replace(VideoFrame::filled(320, 180, RED, time).ok());
            }
        });
        self.open.store(true, Ordering::SeqCst);
        Ok(OpenPicture::camera(newest, Light(self.open.clone())))
    }
}

async fn sees(customer: &mut crate::office::Customer) -> VideoReceiver {
    let found = async {
        loop {
            match customer.events.recv().await.expect("the room lasts") {
                RoomEvent::TrackAvailable(track) if track.source == TrackSource::Camera => return track.id,
                _ => {}
            }
        }
    };
    let track = tokio::time::timeout(PATIENCE, found).await.expect("the agent is seen");
    customer.room.watch(&track).expect("the track can be seen")
}

fn calling(office: &Office, camera: &Arc<Camera>) -> Arc<Calling> {
    Calling::with_pictures(
        Arc::new(office.server.rtc()),
        Arc::new(SimulatedSound::new()),
        camera.clone(),
        Arc::new(NoScreens),
    )
}

#[tokio::test]
async fn one_is_seen_while_the_camera_is_on_and_it_is_closed_with_it() {
    let (office, camera) = (Office::new(), Arc::new(Camera::default()));
    let mut customer = office.customer().await;
    let call = calling(&office, &camera).join(office.ticket("agent"), SEEN_WITH).await.expect("joining works");
    let mut picture = sees(&mut customer).await;
    let frame = tokio::time::timeout(PATIENCE, picture.next()).await.expect("a frame comes").expect("the track lasts");
    assert_eq!(frame.planes().each_ref().map(|plane| plane.bytes[0]), RED);

    let mut state = call.state();
    until(&mut state, |state| state.camera).await;
    call.hold(true);
    until(&mut state, |state| state.held && !state.camera).await;
    assert!(!camera.open.load(Ordering::SeqCst), "on hold nobody films");
    call.hold(false);
    until(&mut state, |state| state.camera).await;
    call.camera(false);
    until(&mut state, |state| !state.camera).await;
    assert!(!camera.open.load(Ordering::SeqCst));

    call.camera(true);
    until(&mut state, |state| state.camera).await;
    call.leave().await;
    assert!(!camera.open.load(Ordering::SeqCst));
}

#[tokio::test]
async fn a_camera_that_does_not_open_is_named_and_the_call_goes_on() {
    let (office, camera) = (Office::new(), Arc::new(Camera::default()));
    camera.refuses.store(true, Ordering::SeqCst);
    let call = calling(&office, &camera).join(office.ticket("agent"), SEEN_WITH).await.expect("joining works");
    let mut state = call.state();
    until(&mut state, |state| matches!(state.camera_fault, Some(PictureFault::InUse(_)))).await;
    camera.refuses.store(false, Ordering::SeqCst);
    call.camera(false);
    until(&mut state, |state| state.camera_fault.is_none()).await;
    call.camera(true);
    until(&mut state, |state| state.camera).await;
    call.leave().await;
}

#[tokio::test]
async fn a_computer_without_a_camera_says_so() {
    let office = Office::usual();
    let call = office.calling.join(office.ticket("agent"), SEEN_WITH).await.expect("joining works");
    until(&mut call.state(), |state| state.camera_fault == Some(PictureFault::Missing) && !state.camera).await;
    call.leave().await;
}
