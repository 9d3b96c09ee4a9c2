//! Showing the screen of a Wayland desktop, through a real portal and a real PipeWire.

use crate::desktop::with_desktop;
use crate::film::Film;
use crate::office::{Customer, Office, until};
use crate::portal::Portal;
use crate::tone::PATIENCE;
use leadline_calling::{
    Calling, InCall, InCallState, NoCamera, PictureFault, ScreenKind, SimulatedSound, VideoReceiver, Wish,
    screens_of_this_desktop,
};
use leadline_livekit_rtc::{RoomEvent, TrackSource};
use std::sync::Arc;
use tokio::sync::watch;

/// #c02040 and #2040c0 as blue, green and red, and as Y, U and V.
const CRIMSON: ([u8; 3], [u8; 3]) = ([0x40, 0x20, 0xc0], [88, 119, 196]);
const BLUE: ([u8; 3], [u8; 3]) = ([0xc0, 0x40, 0x20], [75, 189, 106]);
/// More frames than the film gives after a change.
const MANY: usize = 20;

/// A call on this desktop, and the other end of it.
struct Talk {
    call: InCall,
    state: watch::Receiver<InCallState>,
    customer: Customer,
    _office: Office,
}

impl Talk {
    async fn begin() -> Self {
        let office = Office::new();
        let rooms = Arc::new(office.server.rtc());
        let sound = Arc::new(SimulatedSound::new());
        let calling = Calling::with_pictures(rooms, sound, Arc::new(NoCamera), screens_of_this_desktop());
        let customer = office.customer().await;
        let call = calling.join(office.ticket("agent"), Wish::default()).await.expect("joining works");
        Self { state: call.state(), call, customer, _office: office }
    }

    fn share(&self) {
        self.call.share(Some("asked".to_owned()));
    }

    async fn seen(&mut self) -> VideoReceiver {
        let found = async {
            loop {
                match self.customer.events.recv().await.expect("the room lasts") {
                    RoomEvent::TrackAvailable(track) if track.source == TrackSource::Screen => return track.id,
                    _ => {}
                }
            }
        };
        let track = tokio::time::timeout(PATIENCE, found).await.expect("the screen is shown");
        // A room in memory tells of a track a moment before it has it.
        until(&mut self.state, |state| state.sharing).await;
        self.customer.room.watch(&track).expect("the track can be seen")
    }

    async fn stops(&mut self, fault: Option<PictureFault>) {
        until(&mut self.state, |state| !state.sharing && state.share_fault == fault).await;
    }
}

/// Waits for a frame of this size and colour.
async fn shows(picture: &mut VideoReceiver, size: (u32, u32), colour: [u8; 3]) {
    let mut last = None;
    let shown = async {
        loop {
            let frame = picture.next().await.expect("the track lasts");
            let middle = frame.planes().each_ref().map(|plane| plane.bytes[plane.bytes.len() / 2]);
            let near = middle.iter().zip(colour).all(|(is, wanted)| is.abs_diff(wanted) <= 2);
            if near && (frame.width(), frame.height()) == size {
                return;
            }
            last = Some(((frame.width(), frame.height()), middle));
        }
    };
    let shown = tokio::time::timeout(PATIENCE, shown).await;
    assert!(shown.is_ok(), "{size:?} of {colour:?} is seen; the last was {last:?}");
}

#[test]
fn what_was_chosen_is_seen_until_it_is_stopped_here() {
    with_desktop("wayland::what_was_chosen_is_seen_until_it_is_stopped_here", || async {
        let (mut portal, film) = (Portal::start().await, Film::start(((800, 600), CRIMSON.0)));
        let listed = screens_of_this_desktop().list().await.expect("there is something to show");
        assert_eq!(listed.iter().map(|screen| screen.kind).collect::<Vec<_>>(), [ScreenKind::Asked]);
        let mut talk = Talk::begin().await;
        talk.share();
        let session = portal.asks().await.choose(film.node);
        let mut picture = talk.seen().await;
        for _ in 0..MANY {
            shows(&mut picture, (800, 600), CRIMSON.1).await;
        }
        film.show(((646, 480), BLUE.0));
        shows(&mut picture, (646, 480), BLUE.1).await;

        talk.call.share(None);
        session.ended().await;
        talk.stops(None).await;
        talk.call.leave().await;
    });
}

#[test]
fn it_ends_when_the_desktop_stops_it_and_when_it_has_gone() {
    with_desktop("wayland::it_ends_when_the_desktop_stops_it_and_when_it_has_gone", || async {
        let (mut portal, film) = (Portal::start().await, Film::start(((320, 200), CRIMSON.0)));
        let mut talk = Talk::begin().await;
        talk.share();
        let session = portal.asks().await.choose(film.node);
        shows(&mut talk.seen().await, (320, 200), CRIMSON.1).await;
        portal.stop(&session).await;
        talk.stops(Some(PictureFault::Gone)).await;

        film.show(((320, 200), BLUE.0));
        talk.share();
        let session = portal.asks().await.choose(film.node);
        shows(&mut talk.seen().await, (320, 200), BLUE.1).await;
        drop(film);
        talk.stops(Some(PictureFault::Gone)).await;
        session.ended().await;
        talk.call.leave().await;
    });
}

#[test]
fn who_declines_shows_nothing_and_a_question_nobody_needs_goes_away() {
    with_desktop("wayland::who_declines_shows_nothing_and_a_question_nobody_needs_goes_away", || async {
        let mut portal = Portal::start().await;
        let mut talk = Talk::begin().await;
        talk.share();
        portal.asks().await.decline();
        talk.stops(Some(PictureFault::Declined)).await;
        talk.share();
        let question = portal.asks().await;
        talk.call.leave().await;
        question.withdrawn().await;
    });
}

#[test]
fn a_desktop_without_a_portal_refuses() {
    with_desktop("wayland::a_desktop_without_a_portal_refuses", || async {
        let mut talk = Talk::begin().await;
        talk.share();
        until(&mut talk.state, |state| matches!(state.share_fault, Some(PictureFault::Refused(_)))).await;
        talk.call.leave().await;
    });
}
