//! What lies between device and server: nothing arrives for certain, once, soon or in order.

use super::{Happening, World};
use crate::mutants::Mutant;
use leadline_protocol::realtime::FromServer;
use leadline_protocol::sync::{Outcome, Page, Pull, Push, Pushed};
use leadline_protocol::{Code, Problem};
use leadline_sync::{Event, LinkFault, exchange};

const PATIENCE_MS: u64 = 5_000;

#[derive(Clone, Debug)]
pub enum Request {
    Push(Push),
    Pull(Pull),
}

#[derive(Clone, Debug)]
pub enum Answer {
    Push(Push, Result<Pushed, LinkFault>, u64),
    Pull(Pull, Result<Page, LinkFault>, u64),
}

impl Request {
    pub fn in_short(&self) -> String {
        match self {
            Self::Push(push) => {
                let first = push.mutations.first().map_or(0, |edit| edit.seq);
                format!("push of {} from {first}", push.mutations.len())
            }
            Self::Pull(pull) => {
                format!("pull of {} in {} scopes", pull.max_rows, pull.since.len())
            }
        }
    }
}

impl Answer {
    pub fn in_short(&self) -> String {
        match self {
            Self::Push(_, Ok(pushed), _) => {
                let kinds = pushed.results.iter().map(|result| match &result.outcome {
                    Outcome::Applied => "a".to_owned(),
                    Outcome::Conflict { .. } => "c".to_owned(),
                    Outcome::Rejected { problem } => format!("({:?})", problem.code),
                    Outcome::Forked => "f".to_owned(),
                });
                format!("results {} at {}", kinds.collect::<String>(), pushed.version)
            }
            Self::Pull(_, Ok(page), _) => format!(
                "page: {} rows, {} gone, {} revoked, {} reset, more {}, acked {:?}, floor {}",
                page.rows.len(),
                page.gone.len(),
                page.revoked.len(),
                page.reset.len(),
                page.more,
                page.acked_seq,
                page.floor
            ),
            Self::Push(_, Err(fault), _) | Self::Pull(_, Err(fault), _) => format!("{fault:?}"),
        }
    }
}

impl World {
    pub(super) fn send_push(&mut self, device: usize, most: usize) {
        let most = most.min(self.dice.between(1, 20) as usize);
        match self.devices[device].cache.push_batch(most) {
            Ok(Some(push)) => self.send(device, Request::Push(push)),
            Ok(None) => {
                self.devices[device].finds_nothing = true;
                self.answer_later(device, Event::NothingToPush);
            }
            Err(fault) => self.broken(format!("push_batch: {fault}")),
        }
    }

    pub(super) fn send_pull(&mut self, device: usize) {
        self.devices[device].pulls = true;
        self.devices[device].told = None;
        let rows = self.dice.between(1, if self.stormy { 25 } else { 60 });
        match self.devices[device].cache.pull_request(u32::try_from(rows).expect("few rows")) {
            Ok(pull) => self.send(device, Request::Pull(pull)),
            Err(fault) => self.broken(format!("pull_request: {fault}")),
        }
    }

    fn delay(&mut self) -> u64 {
        let longest = match (self.stormy, self.dice.below(10)) {
            (true, 0) => 8_000,
            (true, 1..4) => 1_000,
            _ => 40,
        };
        self.dice.between(1, longest)
    }

    fn lost(&mut self, device: usize) -> bool {
        let cut_off = self.now < self.devices[device].cut_off_until;
        cut_off || (self.stormy && self.dice.chance(12))
    }

    fn send(&mut self, device: usize, request: Request) {
        self.exchange_count += 1;
        let (exchange, life) = (self.exchange_count, self.devices[device].life);
        self.devices[device].awaited = Some(exchange);
        self.devices[device].awaited_push = match &request {
            Request::Push(push) => push.mutations.first().map(|edit| (edit.id, push.mutations.len())),
            Request::Pull(_) => None,
        };
        self.devices[device].rounds += 1;
        let copies = if self.stormy && self.dice.chance(8) { 2 } else { 1 };
        for _ in 0..copies {
            if !self.lost(device) {
                let at = self.now + self.delay();
                self.put(at, Happening::Arrive { device, life, exchange, request: request.clone() });
            }
        }
        let patience = self.now + PATIENCE_MS;
        self.put(patience, Happening::GiveUp { device, life, exchange });
    }

    pub(super) fn arrive(&mut self, device: usize, life: u32, exchange: u64, request: Request) {
        if self.now < self.server_down_until || self.now < self.devices[device].cut_off_until {
            return;
        }
        let person = self.devices[device].person;
        let before = self.server.version();
        let now = self.clock();
        let barred = self.is_barred(device);
        let refused = if barred { Some(self.farewell()) } else { self.whim() };
        let answer = match request {
            Request::Push(push) => {
                let answer = match refused {
                    Some(problem) => Err(problem.into()),
                    None => self.server.push(person, &push, now).map_err(LinkFault::from),
                };
                let answer = if self.now < self.answers_fail_until && !barred {
                    Err(Problem::from(Code::Internal).into())
                } else {
                    answer
                };
                Answer::Push(push, answer, self.now)
            }
            Request::Pull(pull) => {
                let answer = match refused {
                    Some(problem) => Err(problem.into()),
                    None => Ok(self.server.pull(person, &pull, now)),
                };
                Answer::Pull(pull, answer, self.now)
            }
        };
        let answer = self.tampered(answer);
        let copies = if self.stormy && self.dice.chance(8) { 2 } else { 1 };
        for _ in 0..copies {
            if !self.lost(device) {
                let at = self.now + self.delay();
                self.put(at, Happening::Come { device, life, exchange, answer: Box::new(answer.clone()) });
            }
        }
        self.poke_if_moved(before);
    }

    /// What a device hears that is to keep nothing.
    fn farewell(&self) -> Problem {
        match self.mutant {
            Some(Mutant::WipeNotTold) => Code::SessionEnded.into(),
            _ => Code::WipeRequired.into(),
        }
    }

    /// Refusals that have nothing to do with the request.
    fn whim(&mut self) -> Option<Problem> {
        if !self.stormy {
            return None;
        }
        match self.dice.below(40) {
            0 => Some(Code::Internal.into()),
            1 => Some(Code::Unavailable.into()),
            2 => Some(Code::TokenExpired.into()),
            3 => Some(Problem::retry_after(Code::RateLimited, 700)),
            _ => None,
        }
    }

    /// Rules broken on the way.
    fn tampered(&mut self, answer: Answer) -> Answer {
        match (self.mutant, answer) {
            (Some(Mutant::CursorsWithoutRows), Answer::Pull(pull, Ok(page), at)) if self.dice.chance(10) => {
                Answer::Pull(pull, Ok(Page { rows: Vec::new(), ..page }), at)
            }
            (Some(Mutant::GoneTakesNewer), Answer::Pull(pull, Ok(mut page), at)) => {
                page.gone.iter_mut().for_each(|gone| gone.version = i64::MAX);
                Answer::Pull(pull, Ok(page), at)
            }
            (Some(Mutant::RefusalSwallowed), Answer::Push(push, Ok(mut pushed), at)) => {
                let refused = pushed.results.iter_mut().filter(|one| matches!(one.outcome, Outcome::Rejected { .. }));
                refused.for_each(|one| one.outcome = Outcome::Applied);
                Answer::Push(push, Ok(pushed), at)
            }
            (_, answer) => answer,
        }
    }

    pub(super) fn come(&mut self, device: usize, life: u32, exchange: u64, answer: Answer) {
        if self.devices[device].life != life || self.devices[device].wiped {
            return;
        }
        // An answer nobody waits for any more the app throws away. Here it is put to the cache, which has to see through
        // it; but for a page that makes it start over, because the engine has to know of that.
        let awaited = self.devices[device].awaited == Some(exchange);
        let starts_over = match &answer {
            Answer::Pull(pull, Ok(page), _) => pull.epoch.is_some_and(|held| held != page.epoch),
            _ => false,
        };
        if starts_over && !awaited {
            return;
        }
        if awaited {
            self.devices[device].awaited = None;
        }
        let now = self.wall(device);
        let cache = self.devices[device].cache.clone();
        let event = match answer {
            Answer::Push(push, answer, answered_at) => {
                self.measure(device, answer.as_ref().ok().map(|pushed| pushed.now), answered_at);
                exchange::settle_push(&cache, &push, answer, now)
            }
            Answer::Pull(pull, answer, answered_at) => {
                self.measure(device, answer.as_ref().ok().map(|page| page.now), answered_at);
                let page = answer.as_ref().ok().cloned();
                let event = exchange::settle_pull(&cache, &pull, answer, now);
                if let Some(page) = page {
                    self.check_page(device, &pull, &page, matches!(event, Event::Pulled { .. } | Event::StartedOver));
                }
                event
            }
        };
        self.check_fold(device);
        if let Event::CacheFailed { problem } = &event {
            self.broken(format!("the cache of {device} failed: {problem:?}"));
        }
        if awaited {
            self.answer_later(device, event);
        } else if matches!(event, Event::Pushed { .. }) {
            // Edits may wait again by it.
            self.tell(device, Event::Committed);
        }
    }

    fn measure(&mut self, device: usize, server_now: Option<i64>, answered_at: u64) {
        let Some(server_now) = server_now else { return };
        let way_back = self.now - answered_at;
        let sent = self.wall(device) - 2 * i64::try_from(way_back).expect("a short way");
        self.devices[device].clock.measure(server_now, sent, 2 * way_back);
        if 2 * way_back <= 10_000 {
            self.devices[device].clock_measured = true;
        }
    }

    pub(super) fn give_up(&mut self, device: usize, life: u32, exchange: u64) {
        let held = &mut self.devices[device];
        if held.life != life || held.awaited != Some(exchange) {
            return;
        }
        held.awaited = None;
        let fault = LinkFault::Timeout;
        let event = match held.awaited_push {
            Some((head, sent)) => Event::PushFailed { head, sent, fault },
            None => Event::PullFailed { fault },
        };
        self.tell(device, event);
    }

    pub(super) fn open_socket(&mut self, device: usize, version: i64) {
        let life = self.devices[device].life;
        let at = self.now + self.delay();
        if self.lost(device) || self.now < self.server_down_until {
            return self.put(at, Happening::Tell { device, life, event: Event::SocketClosed });
        }
        self.exchange_count += 1;
        let socket = self.exchange_count;
        self.devices[device].socket = Some(socket);
        self.put(at, Happening::Tell { device, life, event: Event::SocketOpened { token_left_ms: 900_000 } });
        self.put(at + 1, Happening::Hello { device, life, socket, version });
    }

    pub(super) fn hello(&mut self, device: usize, life: u32, socket: u64, _version: i64) {
        let (version, now) = (self.server.version(), self.clock());
        self.frame_to(device, life, socket, FromServer::Welcome { version, now });
    }

    pub(super) fn send_ping(&mut self, device: usize, n: u64) {
        let life = self.devices[device].life;
        let Some(socket) = self.devices[device].socket else { return };
        if !self.lost(device) {
            let at = self.now + self.delay();
            self.put(at, Happening::PingArrives { device, life, socket, n });
        }
    }

    pub(super) fn ping(&mut self, device: usize, life: u32, socket: u64, n: u64) {
        self.frame_to(device, life, socket, FromServer::Pong { n });
    }

    fn frame_to(&mut self, device: usize, life: u32, socket: u64, frame: FromServer) {
        if !self.lost(device) && self.now >= self.server_down_until {
            // A socket keeps the order of what is sent through it.
            let at = (self.now + self.delay()).max(self.devices[device].last_frame_at);
            self.devices[device].last_frame_at = at;
            self.put(at, Happening::Frame { device, life, socket, frame });
        }
    }

    pub(super) fn frame(&mut self, device: usize, life: u32, socket: u64, frame: FromServer) {
        let held = &self.devices[device];
        if held.life != life || held.socket != Some(socket) {
            return;
        }
        if let FromServer::Welcome { version, .. } | FromServer::Poke { version } = frame {
            let forgotten = held.pulls && self.mutant == Some(Mutant::PokeForgottenWhilePulling);
            if version > held.version() {
                self.devices[device].told = Some(version);
            }
            if forgotten {
                return;
            }
        }
        self.tell(device, Event::SocketHeard(frame));
    }

    pub(super) fn poke_if_moved(&mut self, before: i64) {
        let version = self.server.version();
        if version == before {
            return;
        }
        for device in 0..self.devices.len() {
            if let Some(socket) = self.devices[device].socket {
                let life = self.devices[device].life;
                self.frame_to(device, life, socket, FromServer::Poke { version });
            }
        }
    }
}
