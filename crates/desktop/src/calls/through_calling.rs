//! Lines through `leadline-calling`: LiveKit's native library, this computer's sound cards and cameras.

use super::line::{Connection, Line, LineState, Lines, OtherSide, Playing, Sound, SoundCheck, Ticket, Wish};
use crate::api::{SoundChoice, SoundDevice, SoundDevices};
use async_trait::async_trait;
use leadline_calling::{Calling, CallingFault, CpalSound, InCall, InCallState, NativeRooms, RingSound, SoundHost};
use leadline_protocol::call::CallQuality;
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// Sound and picture of this computer.
pub struct CallingLines {
    rooms: Arc<NativeRooms>,
    calling: Arc<Calling>,
}

impl CallingLines {
    /// LiveKit's library where it is installed, and this computer's own sound cards.
    pub fn of_this_computer() -> Self {
        Self::new(NativeRooms::default(), Arc::new(CpalSound::new()))
    }

    /// Calls through `rooms`, heard and spoken on `sound`. Nothing is loaded or opened yet.
    pub fn new(rooms: NativeRooms, sound: Arc<dyn SoundHost>) -> Self {
        let rooms = Arc::new(rooms);
        Self { calling: Calling::new(rooms.clone(), sound), rooms }
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
            Sound::Incoming => RingSound::Incoming,
            Sound::Dialling => RingSound::Dialling,
            Sound::Busy => RingSound::Busy,
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
        self.calling.choose(leadline_calling::SoundChoice { input, output });
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

    fn tone(&self, key: char) {
        self.with_call(|call| call.tone(key));
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
            leadline_calling::Connection::Over(_) => Connection::Over,
        },
        switched: Wish { muted: call.muted, held: call.held, camera: call.camera },
        sharing: false,
        other: call.others.first().map(|other| OtherSide { muted: other.muted, camera: other.camera }),
        quality: call.quality.map(|measured| CallQuality {
            mos: Some(measured.mos),
            jitter_ms: Some(measured.jitter_ms),
            loss_pct: Some(measured.loss_pct),
            rtt_ms: Some(measured.rtt_ms),
        }),
        sound_fault: call.sound_fault.as_ref().map(problem_of),
    }
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
