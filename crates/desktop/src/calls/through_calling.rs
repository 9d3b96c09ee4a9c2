//! Lines through `leadline-calling`: LiveKit's native library, this computer's sound cards and cameras.

use super::line::{
    Connection, Line, LineState, Lines, OtherSide, Picture, Playing, Seen, Sound, SoundCheck, Ticket, VideoReceiver,
    Whose, Wish,
};
use crate::api::{
    CameraDevice, Cameras, RingSettings, RingTone, Screen, ScreenKind, SoundChoice, SoundDevice, SoundDevices,
};
use async_trait::async_trait;
use leadline_calling::{
    Calling, CallingFault, CameraHost, CpalSound, InCall, InCallState, NativeRooms, Over, PictureFault, Ring,
    RingSound, ScreenHost, SoundHost, TestCamera,
};
use leadline_protocol::call::CallQuality;
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// What others see of this computer's person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Camera {
    /// What a camera of this computer sees.
    #[default]
    Own,
    /// A picture made for tests and demonstrations.
    TestPicture,
}

/// Sound and picture of this computer.
pub struct CallingLines {
    rooms: Arc<NativeRooms>,
    calling: Arc<Calling>,
    used: Mutex<Used>,
}

/// What the person chose to be heard and to ring with.
#[derive(Default)]
struct Used {
    ring: Ring,
    devices: leadline_calling::SoundChoice,
}

impl CallingLines {
    /// LiveKit's library where it is installed, this computer's own sound cards, and its own cameras or a test picture
    /// in their place.
    pub fn of_this_computer(camera: Camera) -> Self {
        let cameras: Arc<dyn CameraHost> = match camera {
            #[cfg(target_os = "linux")]
            Camera::Own => Arc::new(leadline_calling::LinuxCameras),
            #[cfg(not(target_os = "linux"))]
            Camera::Own => Arc::new(leadline_calling::NoCamera),
            Camera::TestPicture => Arc::new(TestCamera),
        };
        let screens = leadline_calling::screens_of_this_desktop();
        Self::new(NativeRooms::default(), Arc::new(CpalSound::new()), cameras, screens)
    }

    /// Calls through `rooms`, heard and spoken on `sound`, seen by `cameras` and on `screens`. Nothing is loaded or opened yet.
    pub fn new(
        rooms: NativeRooms,
        sound: Arc<dyn SoundHost>,
        cameras: Arc<dyn CameraHost>,
        screens: Arc<dyn ScreenHost>,
    ) -> Self {
        let rooms = Arc::new(rooms);
        Self { calling: Calling::with_pictures(rooms.clone(), sound, cameras, screens), rooms, used: Mutex::default() }
    }

    /// Changes what is used, also in a call that runs.
    fn use_from_now_on(&self, change: impl FnOnce(&mut Used)) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut used);
        self.calling.choose(used.devices.clone());
    }
}

#[async_trait]
impl Lines for CallingLines {
    async fn join(&self, ticket: Ticket, wish: Wish) -> Result<Arc<dyn Line>, Problem> {
        let ticket = leadline_calling::Ticket { url: ticket.url, token: ticket.token };
        let wish = leadline_calling::Wish { muted: wish.muted, camera: wish.camera };
        let call = self.calling.join(ticket, wish).await.map_err(|fault| problem_of(&fault))?;
        Ok(Arc::new(CallingLine::of(call)))
    }

    async fn ready(&self) -> Result<(), Problem> {
        self.rooms.check().await.map_err(|fault| problem_of(&fault.into()))
    }

    fn sound(&self, sound: Sound) -> Playing {
        Box::new(self.calling.ring(match sound {
            Sound::Incoming => RingSound::Incoming(self.used.lock().unwrap_or_else(PoisonError::into_inner).ring),
            Sound::Dialling => RingSound::Dialling,
            Sound::Busy => RingSound::Busy,
            Sound::HungUp => RingSound::HungUp,
        }))
    }

    async fn devices(&self) -> SoundDevices {
        let named = |found: Vec<leadline_calling::SoundDevice>| {
            found
                .into_iter()
                .map(|one| SoundDevice { id: one.id, name: one.name, is_default: one.is_default })
                .collect()
        };
        match self.calling.devices().await {
            Ok(found) => SoundDevices {
                inputs: named(found.inputs),
                outputs: named(found.outputs),
                chosen: SoundChoice { input: found.chosen.input, output: found.chosen.output },
                fault: None,
            },
            Err(fault) => SoundDevices {
                inputs: Vec::new(),
                outputs: Vec::new(),
                chosen: SoundChoice::default(),
                fault: Some(problem_of(&fault)),
            },
        }
    }

    fn choose(&self, choice: &SoundChoice) {
        let SoundChoice { input, output } = choice.clone();
        self.use_from_now_on(|used| (used.devices.input, used.devices.output) = (input, output));
    }

    fn ring_as(&self, ring: &RingSettings) {
        let tone = match ring.tone {
            RingTone::Chimes => leadline_calling::RingTone::Chimes,
            RingTone::Bell => leadline_calling::RingTone::Bell,
            RingTone::Marimba => leadline_calling::RingTone::Marimba,
            RingTone::Signal => leadline_calling::RingTone::Signal,
        };
        self.use_from_now_on(|used| {
            used.ring = Ring { tone, volume: ring.volume };
            used.devices.ringer.clone_from(&ring.output);
        });
    }

    async fn try_microphone(&self) -> Result<(), Problem> {
        self.calling.try_microphone().await.map_err(|fault| problem_of(&fault))
    }

    async fn try_speaker(&self) -> Result<(), Problem> {
        self.calling.try_loudspeaker().await.map_err(|fault| problem_of(&fault))
    }

    async fn cameras(&self) -> Cameras {
        let (found, fault) = match self.calling.cameras().await {
            Ok(found) => (found, None),
            Err(fault) => (Vec::new(), Some(problem_of_picture(&fault))),
        };
        let devices = found.into_iter().map(|one| CameraDevice { id: one.id, name: one.name }).collect();
        Cameras { devices, chosen: self.calling.chosen_camera(), fault }
    }

    fn choose_camera(&self, camera: Option<String>) {
        self.calling.choose_camera(camera);
    }

    async fn screens(&self) -> Result<Vec<Screen>, Problem> {
        let found = match self.calling.screens().await {
            Ok(found) => found,
            Err(fault) => return problem_of_screen(&fault).map_or(Ok(Vec::new()), Err),
        };
        let kind = |kind| match kind {
            leadline_calling::ScreenKind::Screen => ScreenKind::Screen,
            leadline_calling::ScreenKind::Window => ScreenKind::Window,
            leadline_calling::ScreenKind::Asked => ScreenKind::Asked,
        };
        Ok(found.into_iter().map(|one| Screen { id: one.id, name: one.name, kind: kind(one.kind) }).collect())
    }

    async fn test(&self) -> Result<SoundCheck, Problem> {
        let mut meter = self.calling.meter().await.map_err(|fault| problem_of(&fault))?;
        meter.loop_back(true);
        Ok(SoundCheck { level: meter.level(), open: Box::new(meter) })
    }
}

struct CallingLine {
    state: watch::Receiver<LineState>,
    /// Taken when it is left.
    call: Mutex<Option<InCall>>,
    _following: AbortOnDropHandle<()>,
}

impl CallingLine {
    fn of(call: InCall) -> Self {
        let mut from = call.state();
        let (tell, state) = watch::channel(seen(&from.borrow_and_update()));
        let following = tokio::spawn(async move {
            while from.changed().await.is_ok() {
                let now = seen(&from.borrow_and_update());
                // Levels change many times a second and are not told.
                tell.send_if_modified(|told| {
                    let news = *told != now;
                    *told = now;
                    news
                });
            }
        });
        Self { state, call: Mutex::new(Some(call)), _following: AbortOnDropHandle::new(following) }
    }

    fn with_call(&self, work: impl FnOnce(&InCall)) {
        if let Some(call) = self.call.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            work(call);
        }
    }
}

#[async_trait]
impl Line for CallingLine {
    fn state(&self) -> watch::Receiver<LineState> {
        self.state.clone()
    }

    fn mute(&self, on: bool) {
        self.with_call(|call| call.mute(on));
    }

    fn hold(&self, on: bool) {
        self.with_call(|call| call.hold(on));
    }

    fn camera(&self, on: bool) {
        self.with_call(|call| call.camera(on));
    }

    fn share(&self, screen: Option<String>) {
        self.with_call(|call| call.share(screen));
    }

    fn tone(&self, key: char) {
        self.with_call(|call| call.tone(key));
    }

    async fn picture(&self, whose: Whose, picture: Picture) -> Option<VideoReceiver> {
        let mut asked = None;
        self.with_call(|call| asked = Some(call.picture(whose, picture)));
        asked?.await
    }

    async fn leave(&self) {
        let call = self.call.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(call) = call {
            call.leave().await;
        }
    }
}

fn seen(call: &InCallState) -> LineState {
    LineState {
        connection: match call.connection {
            leadline_calling::Connection::Joined => Connection::Joined,
            leadline_calling::Connection::Reconnecting => Connection::Reconnecting,
            leadline_calling::Connection::Over(Over::GivenUp) => Connection::Lost,
            leadline_calling::Connection::Over(_) => Connection::Over,
        },
        switched: Wish { muted: call.muted, held: call.held, camera: call.camera },
        sharing: call.sharing,
        other: call.others.first().map(|other| OtherSide { muted: other.muted, camera: other.camera }),
        quality: call.quality.map(|measured| CallQuality {
            mos: Some(measured.mos),
            jitter_ms: Some(measured.jitter_ms),
            loss_pct: Some(measured.loss_pct),
            rtt_ms: Some(measured.rtt_ms),
        }),
        sound_fault: call.sound_fault.as_ref().map(problem_of),
        pictures: call.others.iter().flat_map(pictures).collect(),
        camera_fault: call.camera_fault.as_ref().map(problem_of_picture),
        share_fault: call.share_fault.as_ref().and_then(problem_of_screen),
    }
}

/// The screen first: it is what is talked about.
fn pictures(other: &leadline_calling::Other) -> impl Iterator<Item = Seen> {
    let sent = [(other.screen, Picture::Screen), (other.camera, Picture::Camera)];
    sent.into_iter().filter(|(sent, _)| *sent).map(|(_, picture)| Seen {
        identity: other.identity.clone(),
        name: other.name.clone(),
        picture,
    })
}

/// A window that was closed is no longer shown, and who chose nothing knows it, which needs no explanation.
fn problem_of_screen(fault: &PictureFault) -> Option<Problem> {
    match fault {
        PictureFault::Missing | PictureFault::Gone | PictureFault::Declined => None,
        PictureFault::Refused(_) | PictureFault::InUse(_) | PictureFault::Failed(_) | PictureFault::NotSent(_) => {
            Some(Code::ScreenRefused.into())
        }
    }
}

fn problem_of_picture(fault: &PictureFault) -> Problem {
    match fault {
        PictureFault::Missing | PictureFault::Gone => Code::NoCamera,
        PictureFault::Declined | PictureFault::Refused(_) => Code::CameraRefused,
        PictureFault::InUse(_) => Code::DeviceInUse,
        PictureFault::Failed(_) | PictureFault::NotSent(_) => Code::DeviceFailed,
    }
    .into()
}

/// What a fault of the line means to a person.
fn problem_of(fault: &CallingFault) -> Problem {
    tracing::warn!(%fault, "calling");
    match fault {
        CallingFault::NoMicrophone => Code::NoMicrophone,
        CallingFault::MicrophoneRefused(_) => Code::MicrophoneRefused,
        CallingFault::DeviceInUse(_) => Code::DeviceInUse,
        CallingFault::DeviceFailed(_) => Code::DeviceFailed,
        CallingFault::NoLoudspeaker => Code::NoLoudspeaker,
        CallingFault::CallLibraryMissing(_) => Code::CallLibraryMissing,
        CallingFault::CallLibraryVersion(_) | CallingFault::CallLibraryBroken(_) => Code::CallLibraryVersion,
        CallingFault::RoomUnreachable(_) => Code::RoomUnreachable,
        CallingFault::RoomRefused(_) => Code::RoomRefused,
    }
    .into()
}
