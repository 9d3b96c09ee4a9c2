//! Pictures as a window gets them: through a socket of this computer that opens once, the newest frame when it is ready.

use async_trait::async_trait;
use futures_util::{SinkExt, StreamExt};
use leadline_calling::{Plane, Rotation, VideoFrame, VideoReceiver};
use leadline_desktop::calls::line::{LineState, Picture, Whose};
use leadline_desktop::calls::{Line, Pictures};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Viewer = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A line on which somebody shows their camera.
struct Filmed(watch::Sender<Option<VideoFrame>>);

#[async_trait]
impl Line for Filmed {
    fn state(&self) -> watch::Receiver<LineState> {
        watch::channel(LineState::joined(leadline_desktop::calls::line::Wish::default())).1
    }
    fn mute(&self, _: bool) {}
    fn hold(&self, _: bool) {}
    fn camera(&self, _: bool) {}
    fn share(&self, _: Option<String>) {}
    fn tone(&self, _: char) {}
    async fn picture(&self, whose: Whose, picture: Picture) -> Option<VideoReceiver> {
        let sent = (whose, picture) == (Whose::Of("customer".to_owned()), Picture::Camera);
        sent.then(|| VideoReceiver::of(self.0.subscribe(), ()))
    }
    async fn leave(&self) {}
}

struct Desk {
    frames: watch::Sender<Option<VideoFrame>>,
    line: Arc<dyn Line>,
    pictures: Pictures,
}

impl Desk {
    fn new() -> Self {
        let frames = watch::Sender::new(None);
        Self { line: Arc::new(Filmed(frames.clone())), frames, pictures: Pictures::new(rand::random) }
    }

    async fn address(&self, of: &str) -> String {
        self.pictures.offer(&self.line, Whose::Of(of.to_owned()), Picture::Camera).await.unwrap()
    }

    async fn look(&self) -> Viewer {
        connect_async(self.address("customer").await).await.unwrap().0
    }

    fn show(&self, frame: VideoFrame) {
        self.frames.send_replace(Some(frame));
    }
}

fn grey(width: u32, height: u32, brightness: u8) -> VideoFrame {
    VideoFrame::filled(width, height, [brightness, 90, 240], Duration::ZERO).unwrap()
}

async fn ready(viewer: &mut Viewer, width: u16, height: u16) {
    let said = [width.to_le_bytes(), height.to_le_bytes()].concat();
    viewer.send(Message::Binary(said.into())).await.unwrap();
}

/// The next frame: its size, its quarter turns, and its planes.
async fn frame(viewer: &mut Viewer) -> ((usize, usize), u8, Vec<u8>) {
    let Some(Ok(Message::Binary(bytes))) = viewer.next().await else { panic!("no frame came") };
    let number = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    ((number(0), number(2)), bytes[4], bytes[8..].to_vec())
}

#[tokio::test]
async fn a_window_gets_the_newest_frame_when_it_is_ready_and_none_before() {
    let desk = Desk::new();
    let mut viewer = desk.look().await;
    for brightness in [50, 60, 70] {
        desk.show(grey(64, 32, brightness));
    }
    ready(&mut viewer, 64, 32).await;
    let (size, turns, planes) = frame(&mut viewer).await;
    assert_eq!((size, turns, planes.len()), ((64, 32), 0, 64 * 32 * 3 / 2));
    assert_eq!([planes[0], planes[64 * 32], planes[64 * 32 * 5 / 4]], [70, 90, 240]);
    desk.show(grey(64, 32, 80));
    desk.show(grey(64, 32, 90));
    ready(&mut viewer, 64, 32).await;
    assert_eq!(frame(&mut viewer).await.2[0], 90);
}

#[tokio::test]
async fn a_picture_is_carried_no_larger_than_it_is_shown() {
    let desk = Desk::new();
    let mut viewer = desk.look().await;
    let upright = |shown: (u16, u16)| (shown, grey(1280, 720, 120), Rotation::Upright);
    for ((shown, sent, rotation), carried) in [
        (upright((1280, 720)), (1280, 720)),
        (upright((1000, 600)), (1280, 720)),
        (upright((640, 360)), (640, 360)),
        (upright((212, 132)), (320, 180)),
        (upright((0, 0)), (160, 90)),
        // On its side it is as wide as it is high.
        (((360, 640), grey(1280, 720, 120), Rotation::Quarter), (640, 360)),
        // Its colours could not be halved.
        (((10, 10), grey(34, 34, 120), Rotation::Upright), (34, 34)),
    ] {
        desk.show(sent.turned(rotation));
        ready(&mut viewer, shown.0, shown.1).await;
        let (size, _, planes) = frame(&mut viewer).await;
        assert_eq!(size, carried, "shown at {shown:?}");
        assert_eq!(planes.len(), size.0 * size.1 * 3 / 2);
        assert!(planes[..size.0 * size.1].iter().all(|pixel| *pixel == 120));
    }
}

#[tokio::test]
async fn gaps_between_rows_are_not_carried() {
    let desk = Desk::new();
    let mut viewer = desk.look().await;
    let plane = |columns: usize, rows: usize| {
        let row = [vec![7; columns], vec![255; 9]].concat();
        Plane { bytes: row.repeat(rows).into(), stride: columns + 9 }
    };
    desk.show(VideoFrame::new(32, 16, [plane(32, 16), plane(16, 8), plane(16, 8)], Duration::ZERO).unwrap());
    ready(&mut viewer, 32, 16).await;
    assert_eq!(frame(&mut viewer).await, ((32, 16), 0, vec![7; 32 * 16 * 3 / 2]));
}

#[tokio::test]
async fn the_few_pixels_at_the_end_of_a_track_are_not_shown() {
    let desk = Desk::new();
    let mut viewer = desk.look().await;
    ready(&mut viewer, 64, 64).await;
    desk.show(grey(8, 8, 16));
    desk.show(grey(64, 64, 100));
    assert_eq!(frame(&mut viewer).await.0, (64, 64));
}

#[tokio::test]
async fn an_address_opens_once_and_no_other_opens() {
    let desk = Desk::new();
    let address = desk.address("customer").await;
    let guessed = format!("{}/{}", address.rsplit_once('/').unwrap().0, "0".repeat(64));
    assert!(connect_async(guessed).await.is_err());
    let _viewer = connect_async(&address).await.unwrap();
    assert!(connect_async(&address).await.is_err());
}

/// Waits until the other side has closed.
async fn closed(mut viewer: Viewer) {
    while let Some(Ok(message)) = viewer.next().await {
        assert!(message.is_close(), "{message:?}");
    }
}

#[tokio::test]
async fn the_window_is_told_when_a_picture_ends_is_not_sent_or_belongs_to_a_call_that_was_left() {
    let mut desk = Desk::new();
    let nobody = connect_async(desk.address("nobody").await).await.unwrap().0;
    closed(nobody).await;
    let watching = desk.look().await;
    let left = desk.address("customer").await;
    // The last sender goes with the line.
    desk.frames = watch::Sender::new(None);
    desk.line = Arc::new(Filmed(desk.frames.clone()));
    closed(watching).await;
    closed(connect_async(left).await.unwrap().0).await;
}

#[tokio::test]
async fn a_window_that_says_nonsense_is_shown_nothing() {
    let desk = Desk::new();
    let mut viewer = desk.look().await;
    viewer.send(Message::Binary(vec![1, 2, 3].into())).await.unwrap();
    closed(viewer).await;
}
