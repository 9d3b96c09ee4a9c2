//! Invented clients: the lists one scrolls and searches through.

use super::Demo;
use super::colleagues::Colleague;
use super::names::{self, Person};
use super::rows::{DAY_MS, chance, dice, id, one_of, values};
use super::workday;
use crate::records::NewRecord;
use leadline_domain::{Entity, LeadQuality, LifecycleStage, Millis, Value};
use rand::RngExt;
use rand::rngs::StdRng;
use uuid::Uuid;

/// How long the organisation has been collecting clients, in days.
const HISTORY_DAYS: i64 = 540;
/// Follow-ups of everybody together that are late, and that are due today.
const LATE: f64 = 14.0;
const TODAY: f64 = 30.0;
const TAGS: &[(&str, &str, &str)] = &[
    ("หลังคาโซลาร์", "amber", "product"),
    ("Maintenance", "blue", "product"),
    ("โรงงานระยอง", "green", "region"),
    ("Renewal", "violet", "deal"),
    ("VIP", "red", "deal"),
    ("งานราชการ", "slate", "segment"),
    ("Trade fair", "teal", "campaign"),
    ("ลูกค้าเก่า", "orange", "segment"),
];
const SOURCES: &[&str] = &["website", "referral", "trade fair", "line", "facebook", "cold call", "walk-in", "partner"];
const STREETS: &[&str] = &["ถนนสุขุมวิท", "ถนนมิตรภาพ", "ถนนเพชรเกษม", "ถนนราษฎร์บำรุง", "ถนนตากสิน", "ซอยร่วมใจ"];

/// What a client's other records need to know of it.
pub struct Sketch {
    pub id: Uuid,
    pub owner: Option<Uuid>,
    pub is_company: bool,
    pub stage: LifecycleStage,
    pub created_at: Millis,
    pub last_contact_at: Option<Millis>,
    pub follow_up: Option<(Millis, &'static str)>,
    pub domain: String,
}

/// Makes every client from its number.
pub struct Clients {
    pub demo: Demo,
    owners: Vec<(u32, Uuid)>,
    admin: Uuid,
}

impl Clients {
    pub fn new(demo: Demo, colleagues: &[Colleague]) -> Self {
        let owners = colleagues.iter().filter(|colleague| colleague.share > 0);
        Self { demo, owners: owners.map(|owner| (owner.share, owner.id)).collect(), admin: colleagues[0].id }
    }

    /// Who makes what belongs to nobody.
    pub fn maker(&self, owner: Option<Uuid>) -> Uuid {
        owner.unwrap_or(self.admin)
    }

    pub fn tag_id(&self, at: usize) -> Uuid {
        id(self.demo.seed, "tag", at as u64)
    }

    pub fn tag_count() -> usize {
        TAGS.len()
    }

    pub fn tags(&self) -> Vec<NewRecord> {
        let tag = |(at, (name, colour, category)): (usize, &(&str, &str, &str))| NewRecord {
            id: self.tag_id(at),
            by: self.admin,
            at: self.demo.at - HISTORY_DAYS * DAY_MS,
            values: values(
                Entity::Tag,
                [("name", (*name).into()), ("colour", (*colour).into()), ("category", (*category).into())],
            ),
        };
        TAGS.iter().enumerate().map(tag).collect()
    }

    /// Client `index` as others see it.
    pub fn sketch(&self, index: u32) -> Sketch {
        self.invent(index).0
    }

    /// Client `index`.
    pub fn client(&self, index: u32) -> NewRecord {
        let (sketch, values) = self.invent(index);
        NewRecord { id: sketch.id, by: self.maker(sketch.owner), at: sketch.created_at, values }
    }

    fn invent(&self, index: u32) -> (Sketch, Vec<Value>) {
        let mut dice = dice(self.demo.seed, "client", u64::from(index));
        let dice = &mut dice;
        let owner = self.owner(dice);
        let is_company = chance(dice, 45);
        let (person, firm) = (names::person(dice), names::firm(dice));
        let stage = stage(dice);
        let created_at = self.created_at(dice, index);
        let last_contact_at = self.last_contact(dice, stage, created_at);
        let follow_up = self.follow_up(dice, index, stage);
        let quality = quality(dice, stage);
        let works_at_firm = is_company || chance(dice, 60);
        let domain = if works_at_firm { firm.domain.clone() } else { "mail.example".to_owned() };
        let name = if is_company { firm.name.clone() } else { person.name.clone() };
        let company = if works_at_firm { Value::from(firm.name.clone()) } else { Value::Null };
        let sketch = Sketch {
            id: id(self.demo.seed, "client", u64::from(index)),
            owner,
            is_company,
            stage,
            created_at,
            last_contact_at,
            follow_up,
            domain,
        };
        let email = email(dice, &person, &sketch, index);
        let phone2 = if is_company { Value::from(landline(index)) } else { Value::Null };
        let street = one_of(dice, STREETS);
        let address = format!("{}/{} {street} {}", dice.random_range(1..400), dice.random_range(1..30), firm.place);
        let values = values(
            Entity::Client,
            [
                ("kind", if is_company { "company" } else { "person" }.into()),
                ("name", name.into()),
                ("company_name", company),
                ("client_type", client_type(stage).into()),
                ("lifecycle_stage", stage.word().into()),
                ("lead_quality", quality.map(|quality| quality.word().to_owned()).into()),
                ("score", Value::Int(score(dice, quality))),
                ("source", one_of(dice, SOURCES).into()),
                ("owner_id", owner.into()),
                ("email", email),
                ("phone", mobile(index).into()),
                ("phone2", phone2),
                ("address", address.into()),
                ("next_follow_up_at", follow_up.map(|(at, _)| at).into()),
                ("next_follow_up_kind", follow_up.map(|(_, kind)| kind.to_owned()).into()),
                ("last_contact_at", last_contact_at.into()),
                ("opt_out_call", Value::Bool(chance(dice, 3))),
                ("opt_out_email", Value::Bool(chance(dice, 5))),
            ],
        );
        (sketch, values)
    }

    fn owner(&self, dice: &mut StdRng) -> Option<Uuid> {
        let mut throw = dice.random_range(0..100);
        for (share, owner) in &self.owners {
            if throw < *share {
                return Some(*owner);
            }
            throw -= share;
        }
        None
    }

    fn created_at(&self, dice: &mut StdRng, index: u32) -> Millis {
        let newest_first = i64::from(self.demo.clients.saturating_sub(index + 1));
        let age = HISTORY_DAYS * DAY_MS * newest_first / i64::from(self.demo.clients.max(1));
        self.demo.at - age - dice.random_range(60_000..DAY_MS / 2)
    }

    fn last_contact(&self, dice: &mut StdRng, stage: LifecycleStage, created_at: Millis) -> Option<Millis> {
        let spoken_to = chance(dice, if stage == LifecycleStage::Lead { 45 } else { 95 });
        let span = (self.demo.at - created_at).max(1);
        // Most were contacted lately: the square of a throw leans towards none of the span.
        let back = dice.random::<f64>().powi(2);
        spoken_to.then(|| self.demo.at - (span as f64 * back) as i64)
    }

    /// What is planned: however large the organisation is, a few things are a day or three late, some are due today, and
    /// the rest is ahead.
    fn follow_up(&self, dice: &mut StdRng, index: u32, stage: LifecycleStage) -> Option<(Millis, &'static str)> {
        let first = self.demo.first_lively();
        if index < first {
            return None;
        }
        let lively = f64::from(self.demo.clients - first);
        let late = (LATE / lively).min(0.03);
        let today = late + (TODAY / lively).min(0.06);
        let closed = matches!(stage, LifecycleStage::Customer | LifecycleStage::Evangelist);
        let ahead = today + if closed { 0.08 } else { 0.24 };
        let when = match dice.random::<f64>() {
            throw if throw < late => {
                let days = dice.random_range(-3..=-1);
                workday::on(dice, self.demo.at, days)
            }
            throw if throw < today => workday::later_today(dice, self.demo.at),
            throw if throw < ahead => {
                let days = dice.random_range(1..45);
                workday::on(dice, self.demo.at, days)
            }
            _ => return None,
        };
        Some((when, one_of(dice, &["call", "call", "call", "email", "meeting", "task"])))
    }
}

/// A third of all leads go nowhere, and every step keeps fewer.
fn stage(dice: &mut StdRng) -> LifecycleStage {
    match dice.random_range(0..100) {
        0..48 => LifecycleStage::Lead,
        48..68 => LifecycleStage::Mql,
        68..80 => LifecycleStage::Sql,
        80..88 => LifecycleStage::Opportunity,
        88..98 => LifecycleStage::Customer,
        _ => LifecycleStage::Evangelist,
    }
}

fn client_type(stage: LifecycleStage) -> &'static str {
    match stage {
        LifecycleStage::Lead | LifecycleStage::Mql => "lead",
        LifecycleStage::Sql | LifecycleStage::Opportunity => "prospect",
        LifecycleStage::Customer | LifecycleStage::Evangelist => "customer",
    }
}

fn quality(dice: &mut StdRng, stage: LifecycleStage) -> Option<LeadQuality> {
    let warmer = u32::from(stage >= LifecycleStage::Sql) * 20;
    match dice.random_range(0..100) + warmer {
        0..12 => None,
        12..52 => Some(LeadQuality::Cold),
        52..88 => Some(LeadQuality::Warm),
        _ => Some(LeadQuality::Hot),
    }
}

fn score(dice: &mut StdRng, quality: Option<LeadQuality>) -> i64 {
    match quality {
        Some(LeadQuality::Hot) => dice.random_range(70..=98),
        Some(LeadQuality::Warm) => dice.random_range(40..75),
        Some(LeadQuality::Cold) => dice.random_range(8..42),
        None => dice.random_range(0..25),
    }
}

fn email(dice: &mut StdRng, person: &Person, sketch: &Sketch, index: u32) -> Value {
    if !chance(dice, 82) {
        return Value::Null;
    }
    let mailbox = if sketch.is_company && chance(dice, 40) { "info" } else { person.spelt.as_str() };
    format!("{mailbox}{index}@{}", sketch.domain).into()
}

/// Steps through a range without meeting a number twice, and without neighbours having neighbouring numbers.
fn scattered(index: u32, range: u64) -> u64 {
    (u64::from(index) * 48_271 + 7_919) % range
}

/// A Thai mobile number.
pub fn mobile(index: u32) -> String {
    format!("+668{:08}", scattered(index, 100_000_000))
}

/// A Bangkok number.
fn landline(index: u32) -> String {
    format!("+662{:07}", scattered(index, 10_000_000))
}
