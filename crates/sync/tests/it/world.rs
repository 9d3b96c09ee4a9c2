//! A small company in one thread: devices with the real engine and the real cache, the model of the server, a network
//! that loses, doubles, delays and reorders, people who edit, and an administrator who changes everything.

mod deeds;
mod device;
mod files;
mod network;
mod oracle;
mod people;

use crate::dice::Dice;
use crate::model::{Backup, Server};
use crate::mutants::Mutant;
use device::Device;
use leadline_domain::Role;
use leadline_sync::Event;
use network::{Answer, Request};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How long things go wrong, in milliseconds.
const STORM_MS: u64 = 90_000;
/// How often people go through what was refused before they must have come to an end.
const MOST_DECISIONS: u32 = 12;
/// Most exchanges of one device after the storm.
const MOST_ROUNDS: u32 = 200;
/// The server's clock at the start.
const MORNING: i64 = 1_790_000_000_000;

#[derive(Clone, Debug)]
enum Happening {
    /// A person does something.
    Act {
        device: usize,
    },
    /// The administrator, the operator or bad luck does something.
    Deed,
    /// A device's engine asked to be woken, or something comes back to it from its own machine.
    Tell {
        device: usize,
        life: u32,
        event: Event,
    },
    Arrive {
        device: usize,
        life: u32,
        exchange: u64,
        request: Request,
    },
    Come {
        device: usize,
        life: u32,
        exchange: u64,
        answer: Box<Answer>,
    },
    GiveUp {
        device: usize,
        life: u32,
        exchange: u64,
    },
    Hello {
        device: usize,
        life: u32,
        socket: u64,
        version: i64,
    },
    Frame {
        device: usize,
        life: u32,
        socket: u64,
        frame: leadline_protocol::realtime::FromServer,
    },
    PingArrives {
        device: usize,
        life: u32,
        socket: u64,
        n: u64,
    },
}

pub struct World {
    dice: Dice,
    server: Server,
    devices: Vec<Device>,
    agenda: BTreeMap<(u64, u64), Happening>,
    agenda_count: u64,
    /// How many times people will still do something.
    acts: u32,
    exchange_count: u64,
    now: u64,
    stormy: bool,
    server_down_until: u64,
    /// Until then pushes are carried out and the answer is that the server failed.
    answers_fail_until: u64,
    /// People who do not work here any more.
    removed: BTreeSet<Uuid>,
    backup: Option<Backup>,
    mutant: Option<Mutant>,
    org: Uuid,
    people: Vec<Uuid>,
    /// Every edit made, and by which device.
    edits: BTreeMap<Uuid, usize>,
    /// Edits that a person gave up or sent again under another id.
    explained: BTreeSet<Uuid>,
    trace: u64,
    checks: u64,
    fault: Option<String>,
    pub speaks: bool,
}

impl World {
    pub fn new(seed: u64, mutant: Option<Mutant>) -> Self {
        let mut dice = Dice::new(seed);
        let org = dice.id();
        let mut server = Server::new(org, dice.id(), mutant);
        let people: Vec<Uuid> = (0..dice.between(2, 4)).map(|_| dice.id()).collect();
        for (at, person) in people.iter().enumerate() {
            let role = match at {
                0 => Role::Admin,
                1 => Role::Agent,
                _ => dice.pick(&[Role::Manager, Role::Agent, Role::Agent, Role::Viewer]).expect("there are roles"),
            };
            server.put_person(*person, role, MORNING);
        }
        let clients: Vec<Uuid> = (0..dice.between(2, 8)).map(|_| dice.id()).collect();
        for client in clients {
            let owner = dice.pick(&people).filter(|_| dice.chance(70));
            server.import(&[client], people[0], owner, MORNING);
        }
        let on_disk = seed.is_multiple_of(40);
        let devices = (0..dice.between(3, 5))
            .map(|at| {
                let person = people[usize::try_from(at).expect("few devices") % people.len()];
                Device::new(org, person, &mut dice, on_disk)
            })
            .collect();
        let mut world = Self {
            dice,
            server,
            devices,
            agenda: BTreeMap::new(),
            agenda_count: 0,
            acts: 0,
            exchange_count: 0,
            now: 0,
            stormy: true,
            server_down_until: 0,
            answers_fail_until: 0,
            removed: BTreeSet::new(),
            backup: None,
            mutant,
            org,
            people,
            edits: BTreeMap::new(),
            explained: BTreeSet::new(),
            trace: 0xcbf2_9ce4_8422_2325,
            checks: 0,
            fault: None,
            speaks: false,
        };
        world.plan();
        world
    }

    fn plan(&mut self) {
        for device in 0..self.devices.len() {
            self.start(device, 0);
            for _ in 0..self.dice.between(4, 12) {
                let at = self.dice.below(STORM_MS);
                self.put(at, Happening::Act { device });
            }
        }
        for _ in 0..self.dice.between(3, 12) {
            let at = self.dice.below(STORM_MS);
            self.put(at, Happening::Deed);
        }
    }

    /// Lets everything happen, then calms down and looks whether all agree.
    pub fn run(mut self) -> Result<u64, String> {
        while let Some(at) = self.agenda.first_key_value().map(|(key, _)| *key).filter(|key| key.0 < STORM_MS) {
            self.happen(at)?;
        }
        self.now = STORM_MS;
        self.calm_down()?;
        self.people_decide()?;
        self.everything_agrees()?;
        Ok(self.trace)
    }

    fn happen(&mut self, at: (u64, u64)) -> Result<(), String> {
        let Some(happening) = self.agenda.remove(&at) else { return Ok(()) };
        self.now = at.0;
        self.acts -= u32::from(matches!(happening, Happening::Act { .. }));
        self.note(&happening);
        match happening {
            Happening::Act { device } if self.devices[device].wiped || !self.devices[device].running => {}
            Happening::Act { device } => self.act(device),
            Happening::Deed => self.deed(),
            Happening::Tell { device, life, event } => {
                if self.devices[device].life == life {
                    self.tell(device, event);
                }
            }
            Happening::Arrive { device, life, exchange, request } => self.arrive(device, life, exchange, request),
            Happening::Come { device, life, exchange, answer } => self.come(device, life, exchange, *answer),
            Happening::GiveUp { device, life, exchange } => self.give_up(device, life, exchange),
            Happening::Hello { device, life, socket, version } => self.hello(device, life, socket, version),
            Happening::Frame { device, life, socket, frame } => self.frame(device, life, socket, frame),
            Happening::PingArrives { device, life, socket, n } => self.ping(device, life, socket, n),
        }
        match self.fault.take() {
            Some(fault) => Err(format!("at {} ms: {fault}", self.now)),
            None => Ok(()),
        }
    }

    /// The storm is over: no more faults. Whoever was about to do something does it, and then everything has to come to
    /// rest.
    fn calm_down(&mut self) -> Result<(), String> {
        self.stormy = false;
        self.server_down_until = 0;
        self.answers_fail_until = 0;
        for device in 0..self.devices.len() {
            self.devices[device].rounds = 0;
            self.devices[device].cut_off_until = 0;
            if self.devices[device].running {
                self.tell(device, Event::Asked);
            }
        }
        loop {
            if self.acts == 0 && (0..self.devices.len()).all(|device| self.at_rest(device)) {
                return Ok(());
            }
            let next = self.agenda.first_key_value().map(|(key, _)| *key);
            let Some(at) = next else { return Err("nothing happens any more, and not everything is exchanged".into()) };
            self.happen(at)?;
            if let Some(device) = self.devices.iter().position(|device| device.rounds > MOST_ROUNDS) {
                return Err(format!("device {device} does not come to rest"));
            }
        }
    }

    fn at_rest(&self, device: usize) -> bool {
        let held = &self.devices[device];
        if self.is_barred(device) {
            return held.engine.stopped().is_some();
        }
        held.running && held.engine.settled() && held.version() == self.server.version()
    }

    fn put(&mut self, at: u64, happening: Happening) {
        self.agenda_count += 1;
        self.acts += u32::from(matches!(happening, Happening::Act { .. }));
        self.agenda.insert((at.max(self.now), self.agenda_count), happening);
    }

    fn clock(&self) -> i64 {
        MORNING + i64::try_from(self.now).expect("a short day")
    }

    fn broken(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    fn note(&mut self, happening: &Happening) {
        let text = match happening {
            Happening::Act { device } => format!("{device} acts"),
            Happening::Deed => "deed".to_owned(),
            Happening::Tell { device, event, .. } => format!("{device} is told {event:?}"),
            Happening::Arrive { device, request, .. } => format!("server gets from {device}: {}", request.in_short()),
            Happening::Come { device, answer, .. } => format!("{device} gets {}", answer.in_short()),
            Happening::GiveUp { device, exchange, .. } => format!("{device} gives up {exchange}"),
            Happening::Hello { device, version, .. } => format!("{device} says hello at {version}"),
            Happening::Frame { device, frame, .. } => format!("{device} hears {frame:?}"),
            Happening::PingArrives { device, n, .. } => format!("{device} pings {n}"),
        };
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        if self.speaks {
            eprintln!("{:>6} {text}", self.now);
        }
        for byte in self.now.to_le_bytes().iter().chain(text.as_bytes()) {
            self.trace = (self.trace ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
