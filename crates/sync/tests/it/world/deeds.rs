//! What happens to the company: roles change, imports run, networks fail, machines crash, servers are restored.

use super::World;
use leadline_domain::merge::Change;
use leadline_domain::{Entity, Role};
use leadline_protocol::sync::{Mutation, Op};
use uuid::Uuid;

impl World {
    pub(super) fn deed(&mut self) {
        let before = self.server.version();
        match self.dice.below(22) {
            0 | 1 => self.change_role(),
            2 => self.import(),
            3 => self.forget_tombstones(),
            4 => self.back_up(),
            5 | 13 | 14 => self.restore(),
            6 | 7 => self.crash(),
            8 | 9 => self.cut_off(),
            10 => self.server_restarts(),
            11 | 12 => self.there_and_back(),
            15 | 16 => self.copy_to_another(),
            17 | 18 => self.file_backup(),
            19 => self.bar(),
            20 => self.answers_fail(),
            _ => self.hire(),
        }
        self.poke_if_moved(before);
    }

    fn change_role(&mut self) {
        let Some(person) = self.dice.pick(&self.people.clone()) else { return };
        let role = self.dice.pick(&[Role::Admin, Role::Manager, Role::Agent, Role::Viewer]).expect("there are roles");
        self.say(&format!("{person} becomes {role:?}"));
        self.server.put_person(person, role, self.clock());
    }

    fn import(&mut self) {
        let by = self.people[0];
        for _ in 0..self.dice.between(1, 3) {
            let ids: Vec<_> = (0..self.dice.between(1, 12)).map(|_| self.dice.id()).collect();
            let owner = self.dice.pick(&self.people.clone()).filter(|_| self.dice.chance(70));
            self.server.import(&ids, by, owner, self.clock());
        }
    }

    fn forget_tombstones(&mut self) {
        let age = self.dice.below(4) as i64;
        self.say(&format!("tombstones older than {age} versions are forgotten"));
        self.server.purge(age);
    }

    fn back_up(&mut self) {
        self.backup = Some(self.server.backup());
    }

    fn restore(&mut self) {
        let Some(backup) = self.backup.take() else { return self.back_up() };
        self.say("the server is restored");
        let epoch = self.dice.id();
        self.server.restore(&backup, epoch);
        // Whoever was connected to the old process is not any more.
        self.sockets_break();
    }

    fn crash(&mut self) {
        let device = self.dice.index(self.devices.len());
        if self.devices[device].wiped {
            return;
        }
        self.say(&format!("{device} crashes"));
        let wall = self.wall(device);
        self.devices[device].die(wall);
        self.check_fold(device);
        let back = self.now + self.dice.between(10, 20_000);
        self.start(device, back);
    }

    fn cut_off(&mut self) {
        let device = self.dice.index(self.devices.len());
        let long = self.dice.between(1_000, 60_000);
        self.devices[device].cut_off_until = self.now + long;
    }

    fn server_restarts(&mut self) {
        self.server_down_until = self.now + self.dice.between(100, 15_000);
        self.sockets_break();
    }

    /// The server does what it is asked and breaks before it can say so.
    fn answers_fail(&mut self) {
        self.answers_fail_until = self.now + self.dice.between(5_000, 60_000);
    }

    /// A client goes to a colleague, loses something there, and comes back.
    fn there_and_back(&mut self) {
        let Some((entity, child, client)) = self.dice.pick(&self.server.hanging()) else { return };
        let Some(owner) = self.server.owner(client) else { return };
        let others: Vec<_> = self.people.iter().copied().filter(|person| *person != owner).collect();
        let Some(colleague) = self.dice.pick(&others) else { return };
        self.say(&format!("{client} goes to {colleague} and comes back"));
        let give = |was: Uuid, now: Uuid| {
            let change = Change { field: "owner_id".into(), was: was.into(), now: now.into() };
            Op::Update { changes: vec![change] }
        };
        let steps = [
            (Entity::Client, client, give(owner, colleague)),
            (entity, child, Op::Delete { seen: i64::MAX }),
            (Entity::Client, client, give(colleague, owner)),
        ];
        for (entity, record, op) in steps {
            let edit = Mutation { seq: 1, id: self.dice.id(), entity, record, op, at: self.clock() };
            self.server.edit_at_the_desk(self.clock(), &edit);
        }
    }

    fn hire(&mut self) {
        let person = self.dice.id();
        self.people.push(person);
        self.server.put_person(person, Role::Agent, self.clock());
    }

    fn sockets_break(&mut self) {
        for device in 0..self.devices.len() {
            if self.devices[device].socket.take().is_some() {
                self.tell(device, leadline_sync::Event::SocketClosed);
            }
        }
    }
}
