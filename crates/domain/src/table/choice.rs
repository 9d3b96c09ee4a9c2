//! The words people write in spreadsheets for the closed lists of the field, in Thai and English.

use super::columns::plain;

/// The stored word for what a cell says about `field`. `None` if it means none of them.
pub(super) fn read(field: &str, raw: &str) -> Option<&'static str> {
    // A grade with a plus is another grade.
    if raw.contains('+') {
        return None;
    }
    let said = plain(raw);
    let lists: &[(&str, &[&str])] = match field {
        "kind" => KIND,
        "client_type" => CLIENT_TYPE,
        "lifecycle_stage" => LIFECYCLE_STAGE,
        "lead_quality" => LEAD_QUALITY,
        _ => &[],
    };
    let fits = |(word, others): &(&str, &[&str])| *word == said || others.iter().any(|other| plain(other) == said);
    let at = lists.iter().position(fits)?;
    let words = match crate::Entity::Client.field(field)?.kind {
        crate::FieldKind::Word(words) => words,
        _ => return None,
    };
    words.iter().copied().find(|word| *word == lists[at].0)
}

/// What a cell says to a question of yes or no.
pub(super) fn yes_or_no(raw: &str) -> Option<bool> {
    match plain(raw).as_str() {
        "1" | "y" | "yes" | "true" | "x" | "✓" | "✔" | "ใช่" | "จริง" => Some(true),
        "0" | "n" | "no" | "false" | "ไม่" | "ไม่ใช่" | "เท็จ" => Some(false),
        _ => None,
    }
}

const KIND: &[(&str, &[&str])] = &[
    ("person", &["individual", "b2c", "บุคคล", "บุคคลธรรมดา", "คน"]),
    ("company", &["organisation", "organization", "business", "corporate", "b2b", "บริษัท", "นิติบุคคล", "องค์กร"]),
];
const CLIENT_TYPE: &[(&str, &[&str])] = &[
    ("lead", &["new", "ลีด", "ใหม่", "ผู้สนใจ"]),
    ("prospect", &["qualified", "มุ่งหวัง", "ลูกค้ามุ่งหวัง", "ผู้มุ่งหวัง"]),
    ("customer", &["client", "won", "existing", "ลูกค้า", "ลูกค้าเดิม", "ลูกค้าปัจจุบัน"]),
];
const LIFECYCLE_STAGE: &[(&str, &[&str])] = &[
    ("lead", &["new", "newlead", "open", "ลีด", "ใหม่", "ลูกค้าใหม่", "รายชื่อใหม่"]),
    ("mql", &["contacted", "marketingqualified", "marketingqualifiedlead", "ผู้สนใจ", "สนใจ", "ติดต่อแล้ว"]),
    ("sql", &["prospect", "qualified", "salesqualified", "salesqualifiedlead", "มุ่งหวัง", "ลูกค้ามุ่งหวัง"]),
    (
        "opportunity",
        &["proposal", "negotiation", "quotation", "เสนอราคา", "เสนอราคาแล้ว", "เจรจา", "กำลังเจรจา", "โอกาสขาย"],
    ),
    ("customer", &["client", "won", "closedwon", "ลูกค้า", "ปิดการขาย", "ปิดการขายแล้ว", "ซื้อแล้ว"]),
    ("evangelist", &["advocate", "promoter", "แนะนำต่อ", "ผู้แนะนำ"]),
];
const LEAD_QUALITY: &[(&str, &[&str])] = &[
    ("hot", &["high", "a", "veryinterested", "ร้อน", "สูง", "มาก", "สนใจมาก"]),
    ("warm", &["medium", "b", "interested", "อุ่น", "กลาง", "ปานกลาง", "สนใจ", "สนใจปานกลาง"]),
    ("cold", &["low", "c", "notinterested", "เย็น", "ต่ำ", "น้อย", "สนใจน้อย", "ไม่สนใจ"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_are_understood() {
        for (field, said, word) in [
            ("lead_quality", " HOT ", Some("hot")),
            ("lead_quality", "สนใจน้อย", Some("cold")),
            ("lead_quality", "ต่ำ", Some("cold")),
            ("lifecycle_stage", "Closed - Won", Some("customer")),
            ("lifecycle_stage", "กำลังเจรจา", Some("opportunity")),
            ("client_type", "ลูกค้า", Some("customer")),
            ("kind", "นิติบุคคล", Some("company")),
            ("kind", "", None),
            ("lead_quality", "boiling", None),
            ("name", "hot", None),
        ] {
            assert_eq!(read(field, said), word, "{said}");
        }
        assert_eq!((yes_or_no("ใช่"), yes_or_no("No"), yes_or_no("maybe")), (Some(true), Some(false), None));
    }

    #[test]
    fn every_synonym_is_written_as_it_is_compared_and_stands_once_in_its_list() {
        for (field, lists) in [
            ("kind", KIND),
            ("client_type", CLIENT_TYPE),
            ("lifecycle_stage", LIFECYCLE_STAGE),
            ("lead_quality", LEAD_QUALITY),
        ] {
            for (word, synonyms) in lists {
                assert_eq!(read(field, word), Some(*word));
                for synonym in *synonyms {
                    assert_eq!(read(field, synonym), Some(*word), "{synonym}");
                }
            }
        }
    }
}
