//! The task that owns a call: its room, what is heard and said in it, and the state that others see.

mod own_pictures;

use crate::camera::Cameras;
use crate::fault::CallingFault;
use crate::in_call::{InCall, Picture, Whose};
use crate::keypad::keypad;
use crate::level::Level;
use crate::lifeline::Lifeline;
use crate::others::Others;
use crate::picture::{OpenPicture, PictureFault, Sending};
use crate::quality;
use crate::screens::ScreenHost;
use crate::sound::{Sound, SoundFaults};
use crate::speech::{EchoReference, Speech};
use crate::state::{Connection, InCallState, Over, Wish};
use crate::users::Use;
use crate::voice::Voice;
use leadline_livekit_rtc::{
    Joined, Microphone, MicrophoneOptions, ProcessingOptions, RemoteTrack, Room, RoomEvent, RoomEvents, Rtc,
    SessionStats, TrackId, VideoReceiver,
};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::task::AbortOnDropHandle;

/// How often levels are looked at.
const LEVELS_EVERY: Duration = Duration::from_millis(100);
/// How often the line is judged.
const QUALITY_EVERY: Duration = Duration::from_secs(1);
/// How long statistics may take; while a connection is mended there are none.
const STATISTICS_WITHIN: Duration = Duration::from_millis(500);
/// Requests for pictures that may wait.
const WAITING_REQUESTS: usize = 16;

/// What the person wishes for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Switches {
    pub muted: bool,
    pub held: bool,
    pub camera: bool,
}

impl Switches {
    pub fn is_silent(self) -> bool {
        self.muted || self.held
    }

    /// On hold one is not seen either.
    pub fn films(self) -> bool {
        self.camera && !self.held
    }
}

/// What can be shown of this computer.
#[derive(Clone)]
pub(crate) struct Sights {
    pub cameras: Arc<Cameras>,
    pub screens: Arc<dyn ScreenHost>,
}

/// Somebody wants to see a picture.
pub(crate) struct Request {
    pub whose: Whose,
    pub picture: Picture,
    pub answer: oneshot::Sender<Option<VideoReceiver>>,
}

/// Starts a conversation in a room that has been joined.
pub(crate) async fn begin(
    rooms: &dyn Rtc,
    sound: Arc<Sound>,
    sights: Sights,
    joined: Joined,
    wish: Wish,
) -> Result<InCall, CallingFault> {
    let Joined { room, events } = joined;
    let microphone = room.publish_microphone(MicrophoneOptions { muted: wish.muted, ..Default::default() }).await?;
    let microphone: Arc<dyn Microphone> = microphone.into();
    let processing = rooms.audio_processing(ProcessingOptions::default())?.into();
    let (silent, hushed) = (Arc::new(AtomicBool::new(wish.muted)), Arc::new(AtomicBool::new(false)));
    let (level, (to_others, tones), (to_us, echo)) = (Arc::new(Level::default()), keypad(), keypad());
    let speech = Speech {
        processing: Arc::clone(&processing),
        microphone: microphone.clone(),
        silent: silent.clone(),
        tones,
        level: level.clone(),
        complained: false,
    };
    let uses = vec![
        sound.play(Box::new(EchoReference(processing))),
        sound.play(Box::new(echo)),
        sound.listen(Box::new(speech)),
    ];
    let switches = Switches { muted: wish.muted, held: false, camera: wish.camera };
    let (switch, mut switched) = watch::channel(switches);
    // The camera, if wished, is the task's first work.
    switched.mark_changed();
    let (tell, state) = watch::channel(InCallState {
        connection: Connection::Joined,
        muted: wish.muted,
        held: false,
        camera: false,
        others: Vec::new(),
        quality: None,
        input_level: 0.0,
        output_level: 0.0,
        sound_fault: None,
        camera_fault: None,
        sharing: false,
        share_fault: None,
    });
    let (shared, sharing) = watch::channel(None);
    let (requests, requested) = mpsc::channel(WAITING_REQUESTS);
    let conversation = Conversation {
        room,
        microphone,
        sound,
        uses,
        voices: HashMap::new(),
        sights,
        filming: None,
        sharing: None,
        opening: None,
        screen: None,
        others: Others::default(),
        hushed: hushed.clone(),
        starved: Arc::default(),
        level,
        tell,
        earlier: SessionStats::default(),
        lifeline: Lifeline::new(std::time::Instant::now()),
    };
    let task = tokio::spawn(conversation.run(events, switched, sharing, requested));
    Ok(InCall { state, switches: switch, shared, silent, hushed, keys: [to_others, to_us], requests, task })
}

struct Conversation {
    room: Box<dyn Room>,
    microphone: Arc<dyn Microphone>,
    sound: Arc<Sound>,
    uses: Vec<Use>,
    voices: HashMap<TrackId, Use>,
    sights: Sights,
    filming: Option<Sending>,
    sharing: Option<Sending>,
    /// The screen on its way: a desktop may first ask the person, and the call goes on meanwhile.
    opening: Option<AbortOnDropHandle<Result<OpenPicture, PictureFault>>>,
    /// The one that is to be shown, also while the call is on hold.
    screen: Option<String>,
    others: Others,
    hushed: Arc<AtomicBool>,
    starved: Arc<AtomicU64>,
    level: Arc<Level>,
    tell: watch::Sender<InCallState>,
    earlier: SessionStats,
    lifeline: Lifeline,
}

impl Conversation {
    /// Runs until we leave or are out.
    async fn run(
        mut self,
        mut events: RoomEvents,
        mut switched: watch::Receiver<Switches>,
        mut shared: watch::Receiver<Option<String>>,
        mut requested: mpsc::Receiver<Request>,
    ) {
        let mut levels = tokio::time::interval(LEVELS_EVERY);
        levels.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut judged = tokio::time::interval_at(Instant::now() + QUALITY_EVERY, QUALITY_EVERY);
        judged.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut faults = self.sound.faults();
        faults.mark_changed();
        let mut camera = self.sights.cameras.chosen.subscribe();
        let over = loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(RoomEvent::Left(reason)) => break reason.into(),
                    Some(event) => self.see(event),
                    None => break Over::ConnectionLost,
                },
                change = switched.changed() => {
                    let switches = *switched.borrow_and_update();
                    if change.is_err() {
                        break Over::Left;
                    }
                    self.switch(switches).await;
                }
                Ok(()) = faults.changed() => {
                    let fault = faults.borrow_and_update().first();
                    self.tell.send_modify(|state| state.sound_fault = fault);
                }
                Ok(()) = camera.changed() => {
                    let wished = switched.borrow().films();
                    self.film(false).await;
                    self.film(wished).await;
                }
                fault = Sending::ended(&mut self.filming) => self.stopped_filming(fault),
                Ok(()) = shared.changed() => {
                    self.screen = shared.borrow_and_update().clone();
                    let held = self.tell.borrow().held;
                    self.share(held).await;
                }
                opened = own_pictures::opened(&mut self.opening) => self.send_screen(opened).await,
                fault = Sending::ended(&mut self.sharing) => self.stopped_sharing(fault),
                Some(request) = requested.recv() => self.show(request),
                _ = levels.tick() => {
                    self.show_levels();
                    if !self.line_holds() {
                        break Over::GivenUp;
                    }
                }
                _ = judged.tick() => {
                    let wished = switched.borrow().films();
                    self.judge().await;
                    self.film_again(wished).await;
                }
            }
        };
        self.end(over).await;
    }

    fn see(&mut self, event: RoomEvent) {
        tracing::debug!(event = event.name(), "in a call");
        match &event {
            RoomEvent::TrackAvailable(track) if track.source.is_sound() => self.listen(track),
            RoomEvent::TrackGone { track, .. } => drop(self.voices.remove(track)),
            RoomEvent::Reconnecting => self.mending(true),
            RoomEvent::Reconnected => {
                self.mending(false);
                let switches =
                    Switches { muted: self.tell.borrow().muted, held: self.tell.borrow().held, camera: false };
                self.mute(switches.is_silent());
            }
            _ => {}
        }
        if self.others.see(event) {
            let others = self.others.list();
            self.tell.send_modify(|state| state.others = others);
        }
    }

    fn listen(&mut self, track: &RemoteTrack) {
        match self.room.listen(&track.id) {
            Ok(receiver) => {
                let voice = Voice::new(receiver, self.hushed.clone(), self.starved.clone());
                self.voices.insert(track.id.clone(), self.sound.play(Box::new(voice)));
            }
            // It ended in the meantime; that is the next event.
            Err(cause) => tracing::debug!(%cause, "a voice cannot be heard"),
        }
    }

    fn mending(&mut self, is: bool) {
        self.lifeline.mending(is, std::time::Instant::now());
        self.line_holds();
    }

    /// Tells how the line is. Whether there is still hope for it.
    fn line_holds(&mut self) -> bool {
        let Some(connection) = self.lifeline.look(std::time::Instant::now()) else { return false };
        self.tell.send_if_modified(|state| std::mem::replace(&mut state.connection, connection) != connection);
        true
    }

    async fn switch(&mut self, switches: Switches) {
        self.mute(switches.is_silent());
        self.tell.send_modify(|state| (state.muted, state.held) = (switches.muted, switches.held));
        self.film(switches.films()).await;
        if self.screen.is_some() && (self.sharing.is_some() || self.opening.is_some()) == switches.held {
            self.share(switches.held).await;
        }
    }

    /// Tells the others; we have been silent since the switch was touched.
    fn mute(&self, silent: bool) {
        if let Err(cause) = self.microphone.set_muted(silent) {
            tracing::warn!(%cause, "the others are not told that we are muted or not");
        }
    }

    fn show(&self, request: Request) {
        let receiver = match &request.whose {
            Whose::Own => self.own(request.picture).map(Sending::seen),
            Whose::Of(identity) => {
                let track = self.others.track(identity, request.picture);
                track.and_then(|track| self.room.watch(&track).ok())
            }
        };
        // Whoever asked may have gone.
        let _ = request.answer.send(receiver);
    }

    fn show_levels(&self) {
        let (input, output) = (self.level.shown(), self.sound.output_level.shown());
        self.tell.send_if_modified(|state| {
            let news = (state.input_level, state.output_level) != (input, output);
            (state.input_level, state.output_level) = (input, output);
            news
        });
    }

    async fn judge(&mut self) {
        let asked = tokio::time::timeout(STATISTICS_WITHIN, self.room.stats()).await;
        let arrived = asked.as_ref().ok().and_then(|answer| answer.as_ref().ok()?.arrived);
        self.lifeline.arrived(arrived, std::time::Instant::now());
        let Ok(Ok(now)) = asked else { return };
        let quality = quality::between(&self.earlier, &now);
        self.earlier = now;
        self.tell.send_modify(|state| state.quality = quality);
    }

    /// Devices first: nobody is listened to longer than necessary.
    async fn end(self, over: Over) {
        let Self { room, microphone, sound, uses, voices, filming, sharing, opening, tell, .. } = self;
        drop(opening);
        for using in uses.into_iter().chain(voices.into_values()) {
            using.end().await;
        }
        sound.settle().await;
        for sending in [filming, sharing].into_iter().flatten() {
            sending.stop().await;
        }
        drop(microphone);
        room.leave().await;
        tell.send_modify(|state| {
            (state.connection, state.quality) = (Connection::Over(over), None);
            (state.camera, state.sharing) = (false, false);
            (state.input_level, state.output_level, state.sound_fault) = (0.0, 0.0, None);
        });
    }
}

impl SoundFaults {
    /// The one that matters more: not being heard is noticed later than not hearing.
    pub fn first(&self) -> Option<CallingFault> {
        self.microphone.clone().or_else(|| self.loudspeaker.clone())
    }
}
