//! Showing a screen on a desktop that asks the person first.

use crate::office::{Office, eventually, until};
use leadline_calling::{
    Calling, InCall, NoCamera, OpenPicture, PictureFault, Screen, ScreenHost, SimulatedSound, VideoFrame, Wish,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex, mpsc, watch};

type Answer = Result<OpenPicture, PictureFault>;

/// A desktop on which the test is the person.
struct Asking {
    answers: Mutex<mpsc::Receiver<Answer>>,
    asked: AtomicUsize,
    open: Arc<AtomicUsize>,
}

/// A question that is on the desktop until this is dropped.
struct Question(Arc<AtomicUsize>);

impl Drop for Question {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait::async_trait]
impl ScreenHost for Asking {
    async fn list(&self) -> Result<Vec<Screen>, PictureFault> {
        Ok(Vec::new())
    }

    async fn open(&self, _: &str) -> Result<OpenPicture, PictureFault> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.open.fetch_add(1, Ordering::SeqCst);
        let _question = Question(self.open.clone());
        self.answers.lock().await.recv().await.unwrap_or(Err(PictureFault::Missing))
    }
}

impl Asking {
    async fn is_open(&self, questions: usize) {
        eventually(|| self.open.load(Ordering::SeqCst) == questions).await;
    }
}

async fn call(office: &Office) -> (InCall, Arc<Asking>, mpsc::Sender<Answer>) {
    let (answer, answers) = mpsc::channel(1);
    let asking = Asking { answers: Mutex::new(answers), asked: AtomicUsize::default(), open: Arc::default() };
    let (rtc, asking) = (Arc::new(office.server.rtc()), Arc::new(asking));
    let calling = Calling::with_pictures(rtc, Arc::new(SimulatedSound::new()), Arc::new(NoCamera), asking.clone());
    let call = calling.join(office.ticket("agent"), Wish::default()).await.expect("joining works");
    (call, asking, answer)
}

/// A screen, and what must be kept for it to be there.
fn picture() -> (OpenPicture, watch::Sender<Option<VideoFrame>>) {
    let (frames, newest) = watch::channel(None);
    (OpenPicture::screen(newest, (64, 64), ()), frames)
}

#[tokio::test]
async fn the_call_goes_on_while_the_person_is_asked() {
    let (office, mut state);
    office = Office::new();
    let (call, asking, answer) = call(&office).await;
    state = call.state();
    call.share(Some("asked".to_owned()));
    asking.is_open(1).await;
    call.mute(true);
    until(&mut state, |state| state.muted && !state.sharing).await;
    let (picture, frames) = picture();
    answer.send(Ok(picture)).await.expect("it is awaited");
    until(&mut state, |state| state.sharing).await;
    assert_eq!(asking.asked.load(Ordering::SeqCst), 1, "muting asks nothing anew");
    drop(frames);
    until(&mut state, |state| !state.sharing && state.share_fault == Some(PictureFault::Gone)).await;
    call.leave().await;
}

#[tokio::test]
async fn the_question_goes_with_its_reason() {
    let office = Office::new();
    let (call, asking, answer) = call(&office).await;
    let mut state = call.state();
    call.share(Some("asked".to_owned()));
    asking.is_open(1).await;
    call.hold(true);
    until(&mut state, |state| state.held).await;
    asking.is_open(0).await;
    call.hold(false);
    asking.is_open(1).await;
    answer.send(Err(PictureFault::Declined)).await.expect("it is awaited");
    until(&mut state, |state| state.share_fault == Some(PictureFault::Declined)).await;

    call.hold(true);
    until(&mut state, |state| state.held).await;
    call.hold(false);
    until(&mut state, |state| !state.held).await;
    assert_eq!(asking.asked.load(Ordering::SeqCst), 2, "who declined is left alone");
    call.share(Some("asked".to_owned()));
    asking.is_open(1).await;
    call.leave().await;
    asking.is_open(0).await;
}
