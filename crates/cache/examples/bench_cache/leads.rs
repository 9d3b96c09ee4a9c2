//! Believable leads, the same ones at every run: 60 % Thai.

use leadline_domain::{Entity, Value};
use leadline_protocol::sync::Row;
use uuid::Uuid;

const THAI_FIRST: &[&str] = &[
    "สมชัย",
    "สมหญิง",
    "กนกวรรณ",
    "เกษม",
    "แก้วตา",
    "น้ำฝน",
    "ปิยะ",
    "ศิริพร",
    "วรรณา",
    "ธนพล",
    "อรุณี",
    "ชลธิชา",
    "ณัฐวุฒิ",
    "พงศกร",
    "มานี",
    "มานะ",
    "ชูใจ",
    "เฉลิมชัย",
    "ประเสริฐ",
    "สุดารัตน์",
    "ไพโรจน์",
    "เพ็ญศรี",
    "รัตนา",
    "ภานุพงศ์",
    "กัญญา",
    "อนงค์",
    "ดวงใจ",
    "บุญมี",
    "สุรชัย",
    "วิภา",
];
const THAI_LAST: &[&str] = &[
    "ใจดี",
    "ศรีสุข",
    "แก้วใส",
    "ทองดี",
    "บุญประเสริฐ",
    "วงศ์สวัสดิ์",
    "จันทร์เพ็ญ",
    "พรหมมา",
    "สุวรรณ",
    "รุ่งเรือง",
    "เจริญสุข",
    "มั่นคง",
    "ศักดิ์สิทธิ์",
    "อินทร์แก้ว",
    "ชัยชนะ",
    "ดำรงค์",
    "กิตติคุณ",
    "พึ่งพา",
    "ไชยวงศ์",
    "น้อยนิด",
    "สายทอง",
    "ใหม่เอี่ยม",
    "ธรรมดี",
    "ปัญญาดี",
];
const LATIN_FIRST: &[&str] = &[
    "Anong", "Daniel", "Priya", "Somchai", "Maria", "James", "Chloe", "Kenji", "Nok", "Olivia", "Peter", "Siriporn",
    "Wei", "Arjun", "Fatima", "Lukas", "Emma", "Noah", "Mei", "Hana",
];
const LATIN_LAST: &[&str] = &[
    "Mercer", "Phromma", "Tanaka", "Sharma", "Lee", "Garcia", "Wong", "Nguyen", "Smith", "Fischer", "Jones", "Srisuk",
    "Kim", "Patel", "Rossi", "Silva", "Brown", "Chen", "Novak", "Walker",
];
const BUSINESS: &[&str] = &[
    "สยามน้ำดื่ม",
    "ก้าวหน้าการช่าง",
    "รุ่งเรืองพาณิชย์",
    "Harbourside",
    "ไทยเจริญก่อสร้าง",
    "Northwind",
    "บ้านสวนอาหาร",
    "Blue Lotus",
    "เชียงใหม่ทัวร์",
    "Mekong Foods",
    "โรงเรียนอนุบาล",
    "Pacific Steel",
];
const SOURCES: &[&str] = &["เฟซบุ๊ก", "เว็บไซต์", "งานแสดงสินค้า", "แนะนำ", "LINE", "Google"];
const OWNERS: u64 = 20;

/// A stream of numbers that looks random and never changes (SplitMix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }
}

pub(crate) fn owner(number: u64) -> Uuid {
    Uuid::from_u128(0x0a00_0000 + u128::from(number % OWNERS))
}

/// The lead with this number.
pub(crate) fn lead(number: u64) -> Row {
    let mut by = Numbers(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let thai = by.below(10) < 6;
    let (first, last) = if thai { (THAI_FIRST, THAI_LAST) } else { (LATIN_FIRST, LATIN_LAST) };
    let mut name = format!("{} {}", by.one(first), by.one(last));
    if thai && by.below(4) == 0 {
        name.insert_str(0, "คุณ");
    }
    let company = (by.below(3) > 0).then(|| format!("{} {}", by.one(BUSINESS), by.below(5_000)));
    let at = 1_700_000_000_000 + (by.below(60_000_000) * 1_000 + by.below(1_000)) as i64;
    let stage = by.one(&["lead", "lead", "lead", "mql", "sql", "opportunity", "customer"]);
    let owner_id = (by.below(5) > 0).then(|| owner(by.next()));
    let value = |field: &str, by: &mut Numbers| match field {
        "kind" => "person".into(),
        "name" => name.as_str().into(),
        "company_name" => company.clone().into(),
        "client_type" => if stage == "customer" { "customer" } else { "lead" }.into(),
        "lifecycle_stage" => stage.into(),
        "lead_quality" => [None, Some("hot".to_owned()), Some("warm".to_owned()), Some("cold".to_owned())]
            [by.below(4) as usize]
            .clone()
            .into(),
        "score" => Value::Int(by.below(101) as i64),
        "source" => by.one(SOURCES).into(),
        "owner_id" => owner_id.into(),
        "email" => (by.below(10) < 7).then(|| format!("lead{number}@mail{}.example", by.below(40))).into(),
        "phone" => Value::from(format!("+668{:08}", by.below(100_000_000))),
        "address" => (by.below(2) == 0).then(|| format!("{}/{} ถนนสุขุมวิท กรุงเทพฯ", by.below(900), by.below(99))).into(),
        "next_follow_up_at" => (by.below(3) == 0).then_some(at + 86_400_000).into(),
        "last_contact_at" => (by.below(2) == 0).then_some(at).into(),
        _ => Value::Null,
    };
    let values = Entity::Client.fields().iter().map(|field| value(field.name, &mut by)).collect();
    let id = Uuid::from_u128((u128::from(at.unsigned_abs()) << 80) | 0x7000_8000_0000_0000_0000 | u128::from(number));
    Row {
        entity: Entity::Client,
        id,
        root: id,
        scope: owner_id.unwrap_or_else(Uuid::max),
        version: number as i64 + 1,
        enter: number as i64 + 1,
        created_at: at,
        created_by: owner(0),
        updated_at: at + by.below(10_000_000_000) as i64,
        updated_by: owner(0),
        values,
    }
}
