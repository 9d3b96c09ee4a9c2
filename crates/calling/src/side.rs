//! One side of the sound, microphone or loudspeaker: its device, opened and watched over.

use crate::devices::{DeviceId, SoundDevice};
use crate::fault::CallingFault;
use crate::sound_host::{OpenDevice, Running, SoundHost};
use crate::users::Serving;
use crate::worker::Worker;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// A device whose callback was silent for so long has to be opened anew.
const SILENT_FOR: Duration = Duration::from_millis(500);
/// How often the list of devices is looked at, and a device that could not be opened tried again.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What differs between microphones and loudspeakers.
pub(crate) trait Kind {
    /// Whom an open device serves.
    type User: ?Sized;

    fn devices(&self, host: &dyn SoundHost) -> Result<Vec<SoundDevice>, CallingFault>;
    fn open(
        &self,
        host: &dyn SoundHost,
        device: &DeviceId,
        running: &Arc<Running>,
    ) -> Result<(OpenDevice, Worker), CallingFault>;
    /// What to say if there is no device at all.
    fn missing(&self) -> CallingFault;
    /// Lets go whom nobody wants served any more, while no worker does.
    fn forget(&self);
}

/// Microphone or loudspeaker.
pub(crate) struct Side<K: Kind> {
    kind: K,
    door: Sender<Serving<K::User>>,
    uses: Vec<Weak<()>>,
    open: Option<Open>,
    fault: Option<CallingFault>,
    looked: Option<Instant>,
}

struct Open {
    device: DeviceId,
    running: Arc<Running>,
    calls: u64,
    called: Instant,
    // The device goes before the worker, so that no callback wakes a thread that has ended.
    _device: OpenDevice,
    _worker: Worker,
}

impl<K: Kind> Side<K> {
    pub fn new(kind: K, door: Sender<Serving<K::User>>) -> Self {
        Self { kind, door, uses: Vec::new(), open: None, fault: None, looked: None }
    }

    pub fn fault(&self) -> Option<CallingFault> {
        self.fault.clone()
    }

    pub fn is_used(&self) -> bool {
        !self.uses.is_empty()
    }

    pub fn devices(&self, host: &dyn SoundHost) -> Result<Vec<SoundDevice>, CallingFault> {
        self.kind.devices(host)
    }

    /// Serves somebody more, opening the device if it is not.
    pub fn serve(&mut self, host: &dyn SoundHost, choice: Option<&DeviceId>, serving: Serving<K::User>, now: Instant) {
        self.uses.push(serving.wanted());
        // The other end lives as long as this side.
        let _ = self.door.send(serving);
        self.follow(host, choice, now);
    }

    /// Sees that the right device is open, or none if nobody uses it.
    pub fn look(&mut self, host: &dyn SoundHost, choice: Option<&DeviceId>, now: Instant) {
        self.uses.retain(|wanted| wanted.strong_count() > 0);
        if self.uses.is_empty() {
            (self.open, self.fault, self.looked) = (None, None, None);
            self.kind.forget();
            return;
        }
        let silent = self.open.as_mut().is_some_and(|open| open.is_silent(now));
        let due = self.looked.is_none_or(|looked| now.duration_since(looked) >= LOOK_EVERY);
        if silent || due {
            if silent {
                self.open = None;
            }
            self.follow(host, choice, now);
        }
        if self.open.is_none() {
            self.kind.forget();
        }
    }

    /// Opens the device that should be, closing any other.
    pub fn follow(&mut self, host: &dyn SoundHost, choice: Option<&DeviceId>, now: Instant) {
        if self.uses.is_empty() {
            return;
        }
        self.looked = Some(now);
        let wanted = self.kind.devices(host).and_then(|all| pick(&all, choice).ok_or_else(|| self.kind.missing()));
        let opened = wanted.and_then(|device| {
            if self.open.as_ref().is_some_and(|open| open.device == device) {
                return Ok(());
            }
            self.open = None;
            let running = Arc::new(Running::default());
            let (opened, worker) = self.kind.open(host, &device, &running)?;
            tracing::info!(device, "a sound device is open");
            self.open = Some(Open { device, running, calls: 0, called: now, _device: opened, _worker: worker });
            Ok(())
        });
        // A list that cannot be read says nothing about the device that runs.
        let fault = opened.err().filter(|cause| *cause == self.kind.missing() || self.open.is_none());
        if let Some(cause) = &fault {
            self.open = None;
            if self.fault.as_ref() != Some(cause) {
                tracing::warn!(%cause, "a sound device is not open");
            }
        }
        self.fault = fault;
    }
}

impl Open {
    /// Whether the device stopped calling, or said that it broke down.
    fn is_silent(&mut self, now: Instant) -> bool {
        let calls = self.running.calls();
        if calls != self.calls {
            (self.calls, self.called) = (calls, now);
        }
        self.running.is_broken() || now.duration_since(self.called) > SILENT_FOR
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let running = &self.running;
        tracing::info!(
            device = self.device,
            calls = running.calls(),
            lost = running.lost(),
            "a sound device is closed"
        );
    }
}

/// The device that was chosen, or the system's, or any.
fn pick(all: &[SoundDevice], choice: Option<&DeviceId>) -> Option<DeviceId> {
    let chosen = choice.and_then(|id| all.iter().find(|device| device.id == *id));
    let found = chosen.or_else(|| all.iter().find(|device| device.is_default)).or_else(|| all.first());
    found.map(|device| device.id.clone())
}
