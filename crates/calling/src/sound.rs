//! The sound of this computer: one thread that owns its devices, opens them while they are used, and follows what is
//! plugged in, taken out and chosen.

use crate::devices::{DeviceId, SoundChoice, SoundDevice, SoundDevices};
use crate::ear::{Ear, Listener, listening};
use crate::fault::CallingFault;
use crate::level::Level;
use crate::mixer::{Mixer, Source, playing};
use crate::side::{Kind, Side};
use crate::sound_host::{InputOpening, OpenDevice, OutputOpening, Running, SoundHost};
use crate::users::{Serving, Use};
use crate::worker::Worker;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{oneshot, watch};

/// Orders that may wait. They are rare: a press of a key, the start of a call.
const WAITING_ORDERS: usize = 64;
/// How often devices in use are looked after.
const LOOK_AFTER: Duration = Duration::from_millis(100);

/// What is wrong with the devices in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SoundFaults {
    pub microphone: Option<CallingFault>,
    pub loudspeaker: Option<CallingFault>,
}

enum Order {
    Play(Serving<dyn Source>),
    Ring(Serving<dyn Source>),
    Listen(Serving<dyn Listener>),
    Choose(SoundChoice),
    List(oneshot::Sender<Result<SoundDevices, CallingFault>>),
    Look,
    Settle(oneshot::Sender<()>),
}

/// Where the sound's thread takes orders.
#[derive(Clone)]
pub(crate) struct Orders(SyncSender<Order>);

impl Orders {
    /// Somebody stopped using a device. If the thread is that busy, it looks by itself soon.
    pub fn look(&self) {
        let _ = self.0.try_send(Order::Look);
    }
}

/// The sound of this computer.
pub(crate) struct Sound {
    orders: Orders,
    faults: watch::Receiver<SoundFaults>,
    /// Of everything that is played.
    pub output_level: Arc<Level>,
}

impl Sound {
    pub fn new(host: Arc<dyn SoundHost>) -> Self {
        let (orders, inbox) = sync_channel(WAITING_ORDERS);
        let (tell, faults) = watch::channel(SoundFaults::default());
        let output_level = Arc::new(Level::default());
        let (listeners, ear) = Ear::new();
        let (sources, mixer) = Mixer::new(output_level.clone());
        let microphone = Side::new(Microphone { ear: Arc::new(Mutex::new(ear)) }, listeners);
        let loudspeaker = Side::new(Loudspeaker { mixer: Arc::new(Mutex::new(mixer)) }, sources);
        // A ring has a device of its own: the headset may lie on the desk. Nobody talks while it is heard, so it is no
        // part of what the echo canceller must know.
        let (rings, mixer) = Mixer::new(Arc::default());
        let ringer = Side::new(Loudspeaker { mixer: Arc::new(Mutex::new(mixer)) }, rings);
        let thread = SoundThread { host, microphone, loudspeaker, ringer, choice: SoundChoice::default(), tell };
        let started = std::thread::Builder::new().name("sound".to_owned()).spawn(move || thread.run(&inbox));
        if let Err(cause) = started {
            tracing::error!(%cause, "there is no thread for the sound");
        }
        Self { orders: Orders(orders), faults, output_level }
    }

    /// Plays something until the use is dropped.
    pub fn play(&self, source: Box<dyn Source>) -> Use {
        let (using, serving) = Serving::new(source, self.orders.clone());
        self.order(Order::Play(serving));
        using
    }

    /// Plays something on the device that rings, until the use is dropped.
    pub fn ring(&self, source: Box<dyn Source>) -> Use {
        let (using, serving) = Serving::new(source, self.orders.clone());
        self.order(Order::Ring(serving));
        using
    }

    /// Listens until the use is dropped.
    pub fn listen(&self, listener: Box<dyn Listener>) -> Use {
        let (using, serving) = Serving::new(listener, self.orders.clone());
        self.order(Order::Listen(serving));
        using
    }

    pub fn choose(&self, choice: SoundChoice) {
        self.order(Order::Choose(choice));
    }

    /// Waits for the system's answer.
    pub fn devices(&self) -> oneshot::Receiver<Result<SoundDevices, CallingFault>> {
        let (answer, answered) = oneshot::channel();
        self.order(Order::List(answer));
        answered
    }

    /// Waits until devices that nobody uses any more are closed.
    pub async fn settle(&self) {
        let (settled, is_settled) = oneshot::channel();
        self.order(Order::Settle(settled));
        // A thread that has ended has closed everything.
        let _ = is_settled.await;
    }

    pub fn faults(&self) -> watch::Receiver<SoundFaults> {
        self.faults.clone()
    }

    fn order(&self, order: Order) {
        if self.orders.0.send(order).is_err() {
            tracing::error!("the thread for the sound is gone");
        }
    }
}

struct SoundThread {
    host: Arc<dyn SoundHost>,
    microphone: Side<Microphone>,
    loudspeaker: Side<Loudspeaker>,
    ringer: Side<Loudspeaker>,
    choice: SoundChoice,
    tell: watch::Sender<SoundFaults>,
}

impl SoundThread {
    /// Runs until nobody can give orders any more.
    fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let used = self.microphone.is_used() || self.loudspeaker.is_used() || self.ringer.is_used();
            let order = if used {
                inbox.recv_timeout(LOOK_AFTER)
            } else {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match order {
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let faults = SoundFaults { microphone: self.microphone.fault(), loudspeaker: self.loudspeaker.fault() };
            self.tell.send_if_modified(|told| {
                let news = *told != faults;
                *told = faults;
                news
            });
        }
    }

    fn obey(&mut self, order: Order) {
        let now = Instant::now();
        let (host, choice) = (&*self.host, &self.choice);
        match order {
            Order::Play(serving) => self.loudspeaker.serve(host, choice.output.as_ref(), serving, now),
            Order::Ring(serving) => self.ringer.serve(host, choice.rings(), serving, now),
            Order::Listen(serving) => self.microphone.serve(host, choice.input.as_ref(), serving, now),
            Order::Choose(choice) => {
                self.choice = choice;
                self.microphone.follow(host, self.choice.input.as_ref(), now);
                self.loudspeaker.follow(host, self.choice.output.as_ref(), now);
                self.ringer.follow(host, self.choice.rings(), now);
            }
            Order::List(answer) => {
                // Whoever asked may have gone.
                let _ = answer.send(self.devices());
            }
            Order::Look => self.look(),
            Order::Settle(settled) => {
                self.look();
                // Whoever asked may have gone.
                let _ = settled.send(());
            }
        }
    }

    fn look(&mut self) {
        let now = Instant::now();
        self.microphone.look(&*self.host, self.choice.input.as_ref(), now);
        self.loudspeaker.look(&*self.host, self.choice.output.as_ref(), now);
        self.ringer.look(&*self.host, self.choice.rings(), now);
    }

    fn devices(&self) -> Result<SoundDevices, CallingFault> {
        let inputs = self.microphone.devices(&*self.host)?;
        let outputs = self.loudspeaker.devices(&*self.host)?;
        Ok(SoundDevices { inputs, outputs, chosen: self.choice.clone() })
    }
}

struct Microphone {
    ear: Arc<Mutex<Ear>>,
}

impl Kind for Microphone {
    type User = dyn Listener;

    fn devices(&self, host: &dyn SoundHost) -> Result<Vec<SoundDevice>, CallingFault> {
        host.inputs()
    }

    fn open(
        &self,
        host: &dyn SoundHost,
        device: &DeviceId,
        running: &Arc<Running>,
    ) -> Result<(OpenDevice, Worker), CallingFault> {
        let (worker, far_end) = Worker::start("sound in", listening(self.ear.clone())).map_err(no_thread)?;
        let opening = InputOpening { running: running.clone(), far_end, reader: worker.thread() };
        Ok((host.open_input(device, opening)?, worker))
    }

    fn missing(&self) -> CallingFault {
        CallingFault::NoMicrophone
    }

    fn forget(&self) {
        self.ear.lock().unwrap_or_else(PoisonError::into_inner).refresh();
    }
}

struct Loudspeaker {
    mixer: Arc<Mutex<Mixer>>,
}

impl Kind for Loudspeaker {
    type User = dyn Source;

    fn devices(&self, host: &dyn SoundHost) -> Result<Vec<SoundDevice>, CallingFault> {
        host.outputs()
    }

    fn open(
        &self,
        host: &dyn SoundHost,
        device: &DeviceId,
        running: &Arc<Running>,
    ) -> Result<(OpenDevice, Worker), CallingFault> {
        let prepare = playing(self.mixer.clone(), running.clone());
        let (worker, far_end) = Worker::start("sound out", prepare).map_err(no_thread)?;
        let opening = OutputOpening { running: running.clone(), far_end, writer: worker.thread() };
        Ok((host.open_output(device, opening)?, worker))
    }

    fn missing(&self) -> CallingFault {
        CallingFault::NoLoudspeaker
    }

    fn forget(&self) {
        self.mixer.lock().unwrap_or_else(PoisonError::into_inner).refresh();
    }
}

fn no_thread(cause: std::io::Error) -> CallingFault {
    CallingFault::DeviceFailed(cause.to_string())
}
