//! Invented people and firms, put together from common parts.

use super::rows::{chance, one_of};
use rand::RngExt;
use rand::rngs::StdRng;

/// A person as they write themselves, and as an address would spell them.
pub struct Person {
    pub name: String,
    pub spelt: String,
}

/// A firm, and its part of a web address.
pub struct Firm {
    pub name: String,
    pub domain: String,
    pub place: &'static str,
}

type Word = (&'static str, &'static str);

const GIVEN: &[Word] = &[
    ("สมชาย", "somchai"),
    ("สมศักดิ์", "somsak"),
    ("วิชัย", "wichai"),
    ("ประเสริฐ", "prasert"),
    ("สุรชัย", "surachai"),
    ("ธีรพงษ์", "teerapong"),
    ("อนุชา", "anucha"),
    ("ชาญชัย", "chanchai"),
    ("กิตติพงษ์", "kittipong"),
    ("ณัฐพล", "nattapon"),
    ("ปิยะ", "piya"),
    ("วีระ", "weera"),
    ("สุทธิพงษ์", "suttipong"),
    ("พงศกร", "pongsakorn"),
    ("ธนกร", "thanakorn"),
    ("ภูมิพัฒน์", "phumipat"),
    ("ศุภชัย", "supachai"),
    ("เอกชัย", "ekkachai"),
    ("จักรพันธ์", "jakkapan"),
    ("นิรันดร์", "niran"),
    ("อนงค์", "anong"),
    ("สุดา", "suda"),
    ("มาลี", "malee"),
    ("วรรณา", "wanna"),
    ("ศิริพร", "siriporn"),
    ("สุภาพร", "supaporn"),
    ("นันทนา", "nantana"),
    ("ปราณี", "pranee"),
    ("รัตนา", "rattana"),
    ("จินตนา", "jintana"),
    ("พิมพ์ชนก", "pimchanok"),
    ("ชลธิชา", "chonticha"),
    ("กนกวรรณ", "kanokwan"),
    ("ดวงใจ", "duangjai"),
    ("ลลิตา", "lalita"),
    ("ณัฐธิดา", "natthida"),
    ("อรอนงค์", "onanong"),
    ("พัชรี", "patcharee"),
    ("ธัญญา", "thanya"),
    ("เบญจมาศ", "benjamas"),
];
const FAMILY_FIRST: &[Word] = &[
    ("แสง", "saeng"),
    ("ทอง", "thong"),
    ("ศรี", "sri"),
    ("บุญ", "boon"),
    ("วงศ์", "wong"),
    ("สุข", "suk"),
    ("พร", "porn"),
    ("ชัย", "chai"),
    ("รุ่ง", "rung"),
    ("กิจ", "kij"),
    ("เจริญ", "charoen"),
    ("มณี", "manee"),
    ("ธน", "thana"),
    ("วัฒน", "wattana"),
    ("อุดม", "udom"),
    ("ไพ", "phai"),
    ("นิล", "nin"),
    ("แก้ว", "kaew"),
];
const FAMILY_LAST: &[Word] = &[
    ("อรุณ", "arun"),
    ("สวัสดิ์", "sawat"),
    ("ประเสริฐ", "prasert"),
    ("รัตน์", "rat"),
    ("พัฒนา", "pattana"),
    ("ใจดี", "jaidee"),
    ("มงคล", "mongkol"),
    ("สกุล", "sakul"),
    ("ทรัพย์", "sap"),
    ("โรจน์", "rot"),
    ("วิไล", "wilai"),
    ("นาคา", "naka"),
    ("เกษม", "kasem"),
    ("ภักดี", "pakdee"),
    ("ศิริ", "siri"),
    ("สมบูรณ์", "somboon"),
    ("เลิศ", "lert"),
    ("ไพศาล", "paisan"),
];
const FOREIGN_GIVEN: &[&str] = &[
    "Oliver", "Amelia", "Marcus", "Hannah", "Daniel", "Priya", "Kenji", "Mei", "Lucas", "Ingrid", "Tomás", "Chloe",
    "Arjun", "Sofia", "Ethan", "Yuki", "Noah", "Freya", "Rafael", "Grace",
];
const FOREIGN_FAMILY: &[&str] = &[
    "Bennett",
    "Larsen",
    "Nakamura",
    "Okafor",
    "Fischer",
    "Delgado",
    "Whitmore",
    "Iyer",
    "Tanaka",
    "Moreau",
    "Holloway",
    "Andersson",
    "Castellan",
    "Lim",
    "Novak",
    "Fairbank",
    "Hartley",
    "Winslow",
    "Marchetti",
    "Sinclair",
];
const KINDS: &[Word] = &[
    ("โรงสีข้าว", "rice-mill"),
    ("โรงงานน้ำแข็ง", "ice-works"),
    ("โรงแรม", "hotel"),
    ("โรงเรียน", "school"),
    ("คลินิก", "clinic"),
    ("ห้างหุ้นส่วนจำกัด", "trading"),
    ("บริษัท", "company"),
    ("ร้านอาหาร", "kitchen"),
    ("ฟาร์ม", "farm"),
    ("อู่ซ่อมรถ", "garage"),
    ("โรงงานพลาสติก", "plastics"),
    ("คลังสินค้า", "storage"),
    ("โรงพิมพ์", "print"),
    ("โรงกลึง", "machining"),
];
const FIRM_FIRST: &[Word] = &[
    ("ทุ่งทอง", "thungthong"),
    ("รุ่งเรือง", "rungrueang"),
    ("ไทยเจริญ", "thaicharoen"),
    ("แสงตะวัน", "saengtawan"),
    ("บูรพา", "burapha"),
    ("สยามมิตร", "siammit"),
    ("ชลธาร", "chonlathan"),
    ("ศรีนคร", "srinakhon"),
    ("พูนทรัพย์", "poonsap"),
    ("เอกอุดม", "ekudom"),
    ("ภูผา", "phupha"),
    ("ธาราทิพย์", "tharathip"),
    ("มิตรภาพ", "mittraphap"),
    ("วารี", "waree"),
];
const FIRM_LAST: &[Word] = &[
    ("พัฒนา", "pattana"),
    ("การช่าง", "engineering"),
    ("อุตสาหกรรม", "industry"),
    ("พาณิชย์", "commerce"),
    ("เทคโนโลยี", "tech"),
    ("กรุ๊ป", "group"),
    ("บริการ", "service"),
    ("เกษตร", "agri"),
    ("โลจิสติกส์", "logistics"),
    ("วิศวกรรม", "works"),
];
const FOREIGN_FIRM: &[&str] = &[
    "Harbourside",
    "Northgate",
    "Blue Heron",
    "Silverline",
    "Oakfield",
    "Lotus Bay",
    "Kestrel",
    "Meridian",
    "Stonebridge",
    "Golden Reef",
    "Palmwood",
    "Eastern Pier",
    "Copperleaf",
    "Highwater",
];
const FOREIGN_TRADE: &[&str] = &[
    "Logistics",
    "Cold Storage",
    "Resorts",
    "Packaging",
    "Precision Parts",
    "Foods",
    "Dental",
    "Furniture",
    "Marine",
    "Textiles",
    "Analytics",
    "Academy",
];
/// Where they are.
pub const PLACES: &[&str] = &[
    "ระยอง",
    "ชลบุรี",
    "กรุงเทพมหานคร",
    "จันทบุรี",
    "ฉะเชิงเทรา",
    "สมุทรปราการ",
    "เชียงใหม่",
    "ขอนแก่น",
    "นครราชสีมา",
    "ภูเก็ต",
    "สงขลา",
    "อุบลราชธานี",
];

/// Somebody; three of four are Thai.
pub fn person(dice: &mut StdRng) -> Person {
    if chance(dice, 75) {
        let (given, first, last) = (pick(dice, GIVEN), pick(dice, FAMILY_FIRST), pick(dice, FAMILY_LAST));
        let spelt = format!("{}.{}{}", given.1, first.1, last.1);
        let name = if chance(dice, 70) {
            format!("{} {}{}", given.0, first.0, last.0)
        } else {
            format!("{} {}{}", capital(given.1), capital(first.1), last.1)
        };
        return Person { name, spelt };
    }
    let (given, family) = (one_of(dice, FOREIGN_GIVEN), one_of(dice, FOREIGN_FAMILY));
    let spelt = format!("{given}.{family}").to_lowercase().replace('á', "a");
    Person { name: format!("{given} {family}"), spelt }
}

/// A firm; two of three are Thai.
pub fn firm(dice: &mut StdRng) -> Firm {
    let place = one_of(dice, PLACES);
    if chance(dice, 66) {
        let (kind, first, last) = (pick(dice, KINDS), pick(dice, FIRM_FIRST), pick(dice, FIRM_LAST));
        let (name, domain) = if chance(dice, 80) {
            (format!("{}{}{}", kind.0, first.0, last.0), format!("{}-{}.example", first.1, kind.1))
        } else {
            let name = format!("{} {} {}", capital(first.1), capital(last.1), capital(&kind.1.replace('-', " ")));
            (name, format!("{}-{}.example", first.1, last.1))
        };
        return Firm { name, domain, place };
    }
    let (first, trade) = (one_of(dice, FOREIGN_FIRM), one_of(dice, FOREIGN_TRADE));
    let domain = format!("{first}-{trade}.example").to_lowercase().replace(' ', "-");
    Firm { name: format!("{first} {trade}"), domain, place }
}

fn pick(dice: &mut StdRng, words: &[Word]) -> Word {
    words[dice.random_range(0..words.len())]
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
