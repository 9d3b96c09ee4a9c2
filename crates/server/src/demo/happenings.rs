//! What happened with invented clients, and what is planned.

use super::clients::{Clients, Sketch};
use super::names;
use super::rows::{DAY_MS, chance, dice, id, one_of, values};
use crate::records::NewRecord;
use leadline_domain::scope::tagging_id;
use leadline_domain::{Entity, LifecycleStage, Millis, Value};
use rand::RngExt;
use rand::rngs::StdRng;
use uuid::Uuid;

/// Records of one client that may not have more numbers than this.
const MOST_PER_CLIENT: u64 = 16;
const CALLS: &[&str] = &["โทรติดตามใบเสนอราคา", "Call back about delivery dates", "โทรนัดวันติดตั้ง", "Intro call"];
const EMAILS: &[&str] =
    &["ส่งใบเสนอราคา", "Send the warranty terms", "ส่งแคตตาล็อกรุ่นใหม่", "Reply to the technical questions"];
const MEETINGS: &[&str] = &["ดูหน้างาน", "Site visit", "ประชุมสรุปแบบ", "Contract review"];
const TASKS: &[&str] =
    &["ขออนุมัติส่วนลด", "Check stock for the order", "เตรียมเอกสารประกวดราคา", "Ask finance about terms"];
const NOTES: &[&str] = &[
    "สนใจระบบ 30 กิโลวัตต์ งบประมาณยังไม่นิ่ง ขอใบเสนอราคาสองแบบ",
    "Decides together with the plant manager; send everything to both.",
    "เคยใช้เจ้าอื่นมาก่อน ไม่พอใจเรื่องบริการหลังการขาย",
    "Prefers calls after 15:00, never on Mondays.",
    "ฝ่ายจัดซื้อขอเครดิต 60 วัน",
    "Roof was measured last spring, drawings are with the engineer.",
];
const TITLES: &[&str] = &["ผู้จัดการโรงงาน", "Purchasing", "เจ้าของกิจการ", "Finance", "หัวหน้าช่าง", "Operations"];

/// Records of one entity below client `index`.
pub fn below(clients: &Clients, entity: Entity, index: u32) -> Vec<NewRecord> {
    let sketch = clients.sketch(index);
    let kind = entity.table();
    let mut dice = dice(clients.demo.seed, kind, u64::from(index));
    let by = clients.maker(sketch.owner);
    let number = |at: u64| id(clients.demo.seed, kind, u64::from(index) * MOST_PER_CLIENT + at);
    match entity {
        Entity::Contact => contacts(&mut dice, &sketch, by, index, number),
        Entity::Activity => activities(&mut dice, &sketch, by, clients.demo.at, number),
        Entity::Note => notes(&mut dice, &sketch, by, clients.demo.at, number),
        Entity::Tagging => taggings(&mut dice, &sketch, by, clients),
        Entity::LifecycleChange => steps(&mut dice, &sketch, by, clients.demo.at, number),
        Entity::Profile | Entity::Tag | Entity::Client | Entity::SavedView | Entity::Notification => Vec::new(),
    }
}

fn contacts(dice: &mut StdRng, sketch: &Sketch, by: Uuid, index: u32, number: impl Fn(u64) -> Uuid) -> Vec<NewRecord> {
    let count = if sketch.is_company { dice.random_range(0..4) } else { 0 };
    let contact = |at: u64| {
        let person = names::person(dice);
        let email = format!("{}{index}.{at}@{}", person.spelt, sketch.domain);
        NewRecord {
            id: number(at),
            by,
            at: sketch.created_at + 60_000 * (1 + at as i64),
            values: values(
                Entity::Contact,
                [
                    ("client_id", sketch.id.into()),
                    ("name", person.name.into()),
                    ("title", one_of(dice, TITLES).into()),
                    ("email", email.into()),
                    ("is_primary", Value::Bool(at == 0)),
                ],
            ),
        }
    };
    (0..count).map(contact).collect()
}

fn activities(
    dice: &mut StdRng,
    sketch: &Sketch,
    by: Uuid,
    now: Millis,
    number: impl Fn(u64) -> Uuid,
) -> Vec<NewRecord> {
    let mut made = Vec::new();
    if let Some((due_at, kind)) = sketch.follow_up {
        let at = (due_at - 3 * DAY_MS).clamp(sketch.created_at, now);
        made.push(activity(dice, sketch, by, (number(0), at), kind, (due_at, None)));
    }
    if let Some(last) = sketch.last_contact_at {
        for at in 0..dice.random_range(1..4) {
            let kind = one_of(dice, &["call", "email", "call", "meeting"]);
            let done_at = (last - at * 9 * DAY_MS).max(sketch.created_at);
            made.push(activity(dice, sketch, by, (number(1 + at as u64), done_at), kind, (done_at, Some(done_at))));
        }
    }
    made
}

fn activity(
    dice: &mut StdRng,
    sketch: &Sketch,
    by: Uuid,
    (id, at): (Uuid, Millis),
    kind: &str,
    (due_at, done_at): (Millis, Option<Millis>),
) -> NewRecord {
    let subjects = match kind {
        "call" => CALLS,
        "email" => EMAILS,
        "meeting" => MEETINGS,
        _ => TASKS,
    };
    let priority = one_of(dice, &["low", "normal", "normal", "normal", "high"]);
    let values = values(
        Entity::Activity,
        [
            ("kind", kind.into()),
            ("subject", one_of(dice, subjects).into()),
            ("client_id", sketch.id.into()),
            ("assignee_id", by.into()),
            ("status", if done_at.is_some() { "done" } else { "open" }.into()),
            ("priority", priority.into()),
            ("due_at", due_at.into()),
            ("done_at", done_at.into()),
        ],
    );
    NewRecord { id, by, at, values }
}

fn notes(dice: &mut StdRng, sketch: &Sketch, by: Uuid, now: Millis, number: impl Fn(u64) -> Uuid) -> Vec<NewRecord> {
    let count = if chance(dice, 25) { dice.random_range(1..3) } else { 0 };
    let note = |at: u64| NewRecord {
        id: number(at),
        by,
        at: dice.random_range(sketch.created_at..now.max(sketch.created_at + 1)),
        values: values(
            Entity::Note,
            [
                ("client_id", sketch.id.into()),
                ("body", one_of(dice, NOTES).into()),
                ("pinned", Value::Bool(at == 0 && chance(dice, 15))),
            ],
        ),
    };
    (0..count).map(note).collect()
}

fn taggings(dice: &mut StdRng, sketch: &Sketch, by: Uuid, clients: &Clients) -> Vec<NewRecord> {
    let mut tags: Vec<usize> = (0..Clients::tag_count()).filter(|_| chance(dice, 8)).collect();
    tags.truncate(3);
    let tagging = |at: usize| {
        let tag = clients.tag_id(at);
        NewRecord {
            id: tagging_id(sketch.id, tag),
            by,
            at: sketch.created_at + 120_000,
            values: values(Entity::Tagging, [("client_id", sketch.id.into()), ("tag_id", tag.into())]),
        }
    };
    tags.into_iter().map(tagging).collect()
}

/// One step for each stage the client went through.
fn steps(dice: &mut StdRng, sketch: &Sketch, by: Uuid, now: Millis, number: impl Fn(u64) -> Uuid) -> Vec<NewRecord> {
    let reached = LifecycleStage::ALL.iter().position(|stage| *stage == sketch.stage).unwrap_or(0);
    let stages = &LifecycleStage::ALL[..=reached];
    let span = (now - sketch.created_at).max(1) / stages.len() as i64;
    let step = |(at, pair): (usize, &[LifecycleStage])| {
        let when = sketch.created_at + span * at as i64 + dice.random_range(0..span.max(2));
        NewRecord {
            id: number(at as u64),
            by,
            at: when,
            values: values(
                Entity::LifecycleChange,
                [
                    ("client_id", sketch.id.into()),
                    ("from_stage", pair[0].word().into()),
                    ("to_stage", pair[1].word().into()),
                    ("at", when.into()),
                ],
            ),
        }
    };
    stages.windows(2).enumerate().map(step).collect()
}
