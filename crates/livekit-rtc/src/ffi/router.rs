//! Sends what comes from the library's threads to whoever waits for it, without ever making those threads wait:
//! answers to one-shot channels, room events to the room's task, sound to a ring, pictures to a slot, logs to `tracing`.

use crate::ffi::memory;
use crate::ffi::proto::{
    AudioStreamEvent, LogLevel, LogRecord, VideoStreamEvent, audio_stream_event, ffi_event, room_event,
    video_stream_event,
};
use crate::ffi::unclaimed;
use crate::problem::RtcError;
use crate::sound::AudioFeed;
use crate::video::VideoFeed;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// What the library logs once when it starts.
const INTRODUCTION: &str = "initializing ffi server v";
/// Our numbers for requests have this bit, which keeps them apart from the library's own.
const OURS: u64 = 1 << 62;

/// Who waits for what.
#[derive(Default)]
pub(crate) struct Router {
    next: AtomicU64,
    answers: Mutex<HashMap<u64, oneshot::Sender<ffi_event::Message>>>,
    rooms: Mutex<HashMap<u64, mpsc::UnboundedSender<room_event::Message>>>,
    sounds: Mutex<HashMap<u64, Arc<Mutex<AudioFeed>>>>,
    pictures: Mutex<HashMap<u64, VideoFeed>>,
    refused_blocks: Mutex<HashMap<u64, Arc<AtomicU64>>>,
    version: Mutex<Option<String>>,
    version_known: Condvar,
    broken: OnceLock<String>,
}

/// A request's answer that is still to come. Dropping it means that nobody wants it any more.
pub(crate) struct Answer<'a> {
    router: &'a Router,
    /// The number to put into the request.
    pub(crate) id: u64,
    receiver: oneshot::Receiver<ffi_event::Message>,
}

impl Router {
    /// Registers for an answer; it has to be done before the request is sent, because the answer can be faster than the
    /// return from sending.
    pub(crate) fn expect(&self) -> Answer<'_> {
        let id = self.new_id();
        let (sender, receiver) = oneshot::channel();
        held(&self.answers).insert(id, sender);
        Answer { router: self, id, receiver }
    }

    pub(crate) fn open_room(&self, room: u64) -> mpsc::UnboundedReceiver<room_event::Message> {
        let (sender, receiver) = mpsc::unbounded_channel();
        held(&self.rooms).insert(room, sender);
        receiver
    }

    pub(crate) fn close_room(&self, room: u64) {
        held(&self.rooms).remove(&room);
    }

    pub(crate) fn open_sound(&self, stream: u64, feed: AudioFeed) {
        held(&self.sounds).insert(stream, Arc::new(Mutex::new(feed)));
    }

    pub(crate) fn close_sound(&self, stream: u64) {
        held(&self.sounds).remove(&stream);
    }

    pub(crate) fn open_picture(&self, stream: u64, feed: VideoFeed) {
        held(&self.pictures).insert(stream, feed);
    }

    pub(crate) fn close_picture(&self, stream: u64) {
        let feed = held(&self.pictures).remove(&stream);
        // Outside the lock, because the last frame goes back to the library with it.
        drop(feed);
    }

    /// A number for a microphone's blocks, and the count of those that are refused.
    pub(crate) fn count_refused(&self) -> (u64, Arc<AtomicU64>) {
        let (id, count) = (self.new_id(), Arc::new(AtomicU64::new(0)));
        held(&self.refused_blocks).insert(id, count.clone());
        (id, count)
    }

    pub(crate) fn stop_counting(&self, id: u64) {
        held(&self.refused_blocks).remove(&id);
    }

    /// Fails if the library has broken down.
    pub(crate) fn check_alive(&self) -> Result<(), RtcError> {
        self.broken.get().map_or(Ok(()), |why| Err(RtcError::BrokenDown(why.clone())))
    }

    /// The version the library calls itself, as soon as it says so.
    pub(crate) fn wait_for_version(&self, patience: Duration) -> Option<String> {
        let version = held(&self.version);
        let waited = self.version_known.wait_timeout_while(version, patience, |version| version.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Takes one event, on a thread of the library.
    pub(crate) fn take(&self, message: ffi_event::Message) {
        match message {
            ffi_event::Message::Logs(batch) => batch.records.into_iter().for_each(|record| self.log(record)),
            ffi_event::Message::Panic(panic) => self.break_down(panic.message),
            ffi_event::Message::RoomEvent(event) => {
                let room = held(&self.rooms).get(&event.room_handle).cloned();
                let unwanted = match (room, event.message) {
                    (Some(room), Some(message)) => room.send(message).err().map(|unsent| unsent.0),
                    (_, message) => message,
                };
                unwanted.into_iter().for_each(unclaimed::room_event);
            }
            ffi_event::Message::AudioStreamEvent(event) => self.sound(event),
            ffi_event::Message::VideoStreamEvent(event) => self.picture(event),
            ffi_event::Message::CaptureAudioFrame(outcome) => {
                if outcome.error.is_some()
                    && let Some(count) = held(&self.refused_blocks).get(&outcome.async_id)
                {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
            other => self.answer(other),
        }
    }

    fn answer(&self, message: ffi_event::Message) {
        let sender = answered_id(&message).and_then(|id| held(&self.answers).remove(&id));
        let unwanted = match sender {
            Some(sender) => sender.send(message).err(),
            None => Some(message),
        };
        unwanted.into_iter().for_each(unclaimed::answer);
    }

    fn sound(&self, event: AudioStreamEvent) {
        match event.message {
            Some(audio_stream_event::Message::FrameReceived(received)) => {
                let feed = held(&self.sounds).get(&event.stream_handle).cloned();
                memory::copy_sound(received.frame, |samples| {
                    if let Some(feed) = feed {
                        held(&feed).push(samples);
                    }
                });
            }
            Some(audio_stream_event::Message::Eos(_)) => self.close_sound(event.stream_handle),
            None => {}
        }
    }

    fn picture(&self, event: VideoStreamEvent) {
        match event.message {
            Some(video_stream_event::Message::FrameReceived(received)) => {
                let feed = held(&self.pictures).get(&event.stream_handle).cloned();
                match (memory::picture(received), feed) {
                    // The replaced frame is dropped here and goes back to the library.
                    (Ok(frame), Some(feed)) => drop(feed.send_replace(Some(frame))),
                    (Ok(_), None) => {}
                    (Err(cause), _) => tracing::debug!(%cause, "a frame that cannot be shown"),
                }
            }
            Some(video_stream_event::Message::Eos(_)) => self.close_picture(event.stream_handle),
            None => {}
        }
    }

    /// After a panic the library's state is undefined: everybody who waits is told, nothing is asked any more.
    fn break_down(&self, why: String) {
        tracing::error!(%why, "the native library broke down");
        let _ = self.broken.set(why);
        held(&self.answers).clear();
        held(&self.rooms).clear();
        held(&self.sounds).clear();
        let pictures = std::mem::take(&mut *held(&self.pictures));
        drop(pictures);
    }

    fn log(&self, record: LogRecord) {
        if let Some(version) = record.message.strip_prefix(INTRODUCTION) {
            *held(&self.version) = Some(version.split_whitespace().next().unwrap_or_default().to_owned());
            self.version_known.notify_all();
        }
        let LogRecord { level, target: part, message, .. } = record;
        match LogLevel::try_from(level) {
            Ok(LogLevel::LogError) => tracing::error!(target: "livekit", part, "{message}"),
            Ok(LogLevel::LogWarn) => tracing::warn!(target: "livekit", part, "{message}"),
            Ok(LogLevel::LogInfo) => tracing::info!(target: "livekit", part, "{message}"),
            Ok(LogLevel::LogDebug) => tracing::debug!(target: "livekit", part, "{message}"),
            Ok(LogLevel::LogTrace) | Err(_) => tracing::trace!(target: "livekit", part, "{message}"),
        }
    }

    fn new_id(&self) -> u64 {
        OURS | self.next.fetch_add(1, Ordering::Relaxed)
    }
}

impl Answer<'_> {
    /// Waits for the answer to `what`.
    pub(crate) async fn within(
        mut self,
        patience: Duration,
        what: &'static str,
    ) -> Result<ffi_event::Message, RtcError> {
        match tokio::time::timeout(patience, &mut self.receiver).await {
            Ok(Ok(message)) => Ok(message),
            Ok(Err(_)) => Err(self.router.check_alive().err().unwrap_or(RtcError::Gone)),
            Err(_) => Err(RtcError::TimedOut(what)),
        }
    }
}

impl Drop for Answer<'_> {
    fn drop(&mut self) {
        held(&self.router.answers).remove(&self.id);
    }
}

/// Which request of ours a message answers.
fn answered_id(message: &ffi_event::Message) -> Option<u64> {
    match message {
        ffi_event::Message::Connect(answer) => Some(answer.async_id),
        ffi_event::Message::Disconnect(answer) => Some(answer.async_id),
        ffi_event::Message::PublishTrack(answer) => Some(answer.async_id),
        ffi_event::Message::UnpublishTrack(answer) => Some(answer.async_id),
        ffi_event::Message::GetSessionStats(answer) => Some(answer.async_id),
        ffi_event::Message::SimulateScenario(answer) => Some(answer.async_id),
        _ => None,
    }
}

/// Nothing that panics runs under these locks, so a poisoned one still guards a sound value.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
