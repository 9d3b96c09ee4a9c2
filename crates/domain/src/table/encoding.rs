//! Which characters the bytes of a file stand for.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// How a file's characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Thai Windows (CP874, a superset of TIS-620): what Thai spreadsheets write as plain CSV.
    Windows874,
    /// Western Windows.
    Windows1252,
}

impl Encoding {
    /// Every encoding that is read.
    pub const ALL: &'static [Self] = &[Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows874, Self::Windows1252];

    /// Its registered name, lower case.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows874 => "windows-874",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Reads a label back; any other name the encoding is known by will do.
    pub fn from_label(label: &str) -> Option<Self> {
        let known = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Self::ALL.iter().copied().find(|encoding| encoding.codec() == known)
    }

    fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows874 => encoding_rs::WINDOWS_874,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

/// Decodes `bytes` as `forced`, or as what they seem to be. The flag says that some bytes made no sense.
pub(super) fn decode(bytes: &[u8], forced: Option<Encoding>) -> (String, Encoding, bool) {
    let behind = behind_a_false_mark(bytes, forced);
    let bytes = behind.unwrap_or(bytes);
    let encoding = forced.or_else(|| marked(bytes)).unwrap_or_else(|| guess(bytes));
    let (text, broken) = encoding.codec().decode_with_bom_removal(bytes);
    let strange = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\0');
    let doubtful = broken
        || (behind.is_some() && forced.is_none())
        || text.contains(strange)
        || (encoding == Encoding::Windows874 && !reads_as_thai(&text))
        || (encoding == Encoding::Windows1252 && forced.is_none());
    (text.into_owned(), encoding, doubtful)
}

/// What follows a UTF-8 mark on a file that is in another encoding all the same: a program that puts the mark in front of
/// whatever it was given wrote it.
fn behind_a_false_mark(bytes: &[u8], forced: Option<Encoding>) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf")?;
    let is_false = match forced {
        Some(encoding) => encoding != Encoding::Utf8,
        None => std::str::from_utf8(rest).is_err() && !mostly_utf8(rest),
    };
    is_false.then_some(rest)
}

/// The encoding a byte order mark declares.
fn marked(bytes: &[u8]) -> Option<Encoding> {
    let (codec, _) = encoding_rs::Encoding::for_bom(bytes)?;
    Encoding::ALL.iter().copied().find(|encoding| encoding.codec() == codec)
}

fn guess(bytes: &[u8]) -> Encoding {
    if let Some(wide) = guess_wide(bytes) {
        return wide;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Encoding::Utf8,
        Err(_) if mostly_utf8(bytes) => Encoding::Utf8,
        Err(_) if mostly_thai_bytes(bytes) => Encoding::Windows874,
        Err(_) => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let found = detector.guess(Some(b"th"), Utf8Detection::Deny);
            if found == encoding_rs::WINDOWS_874 { Encoding::Windows874 } else { Encoding::Windows1252 }
        }
    }
}

/// UTF-16 without a mark: Thai and Latin text has 0x00 or 0x0E in every high byte, and no other encoding has a zero
/// byte in a table at all.
fn guess_wide(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let pairs = sample.len() / 2;
    let high = |at: usize| sample.chunks_exact(2).filter(|pair| matches!(pair[at], 0x00 | 0x0e)).count();
    let zeros = |at: usize| sample.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    let mostly = |count: usize| pairs > 0 && count * 10 >= pairs * 9;
    match (mostly(high(1)) && zeros(1) > 0, mostly(high(0)) && zeros(0) > 0) {
        (true, false) => Some(Encoding::Utf16Le),
        (false, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// A long UTF-8 file with a few damaged bytes is still UTF-8; doubt is reported by the decoder.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}

/// In Thai, letters beyond ASCII come in runs; in Western languages an accented letter mostly stands alone.
fn mostly_thai_bytes(bytes: &[u8]) -> bool {
    let thai = |byte: &u8| matches!(byte, 0xa1..=0xda | 0xdf..=0xfb);
    let all = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let in_runs: usize =
        bytes.chunk_by(|a, b| thai(a) == thai(b)).filter(|run| run.len() > 1 && thai(&run[0])).map(<[u8]>::len).sum();
    in_runs * 10 >= all * 7
}

/// Whether nearly every Thai vowel and tone mark stands on a letter, as it must in real text.
fn reads_as_thai(text: &str) -> bool {
    let mark = |c: char| matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
    let letter = |c: char| matches!(c, '\u{e01}'..='\u{e2e}');
    let (mut marks, mut stray, mut before) = (0usize, 0usize, ' ');
    for c in text.chars() {
        if mark(c) {
            marks += 1;
            stray += usize::from(!letter(before) && !mark(before));
        }
        before = c;
    }
    stray * 20 <= marks
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "ชื่อ,บริษัท,เบอร์โทร\nสมชัย ใจดี,น้ำดื่มสยาม,0815550142\nDaniel Mercer,Harbourside,+44 20 7946 0958\n";

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn every_encoding_is_told_from_the_others_and_read() {
        let thai = encoding_rs::WINDOWS_874.encode(PLAIN).0.into_owned();
        let marked = |mark: &[u8], body: Vec<u8>| [mark, &body].concat();
        for (bytes, encoding) in [
            (PLAIN.as_bytes().to_vec(), Encoding::Utf8),
            (marked(b"\xef\xbb\xbf", PLAIN.as_bytes().to_vec()), Encoding::Utf8),
            (utf16(PLAIN, u16::to_le_bytes), Encoding::Utf16Le),
            (marked(b"\xff\xfe", utf16(PLAIN, u16::to_le_bytes)), Encoding::Utf16Le),
            (utf16(PLAIN, u16::to_be_bytes), Encoding::Utf16Be),
            (marked(b"\xfe\xff", utf16(PLAIN, u16::to_be_bytes)), Encoding::Utf16Be),
            (thai, Encoding::Windows874),
        ] {
            assert_eq!(decode(&bytes, None), (PLAIN.to_owned(), encoding, false), "{encoding:?}");
        }
    }

    #[test]
    fn a_short_thai_file_is_thai() {
        for text in ["ชื่อ\nเอ", "ชื่อ,โทร\nกบ,0815550142\n", "name,company\nJohn,บจก. สยาม\n"]
        {
            let bytes = encoding_rs::WINDOWS_874.encode(text).0.into_owned();
            assert_eq!(decode(&bytes, None), (text.to_owned(), Encoding::Windows874, false), "{text}");
        }
    }

    #[test]
    fn doubt_is_reported() {
        let western = encoding_rs::WINDOWS_1252.encode("name,city\nJosé García,Zürich\nRené,Málaga\n").0.into_owned();
        assert_eq!(decode(&western, None).1, Encoding::Windows1252);
        assert!(decode(&western, None).2);
        let mut damaged = PLAIN.as_bytes().to_vec();
        damaged[40] = 0xff;
        assert_eq!((decode(&damaged, None).1, decode(&damaged, None).2), (Encoding::Utf8, true));
        assert!(decode(PLAIN.as_bytes(), Some(Encoding::Windows874)).2);
        assert!(decode(&encoding_rs::WINDOWS_874.encode(PLAIN).0, Some(Encoding::Utf8)).2);
    }

    #[test]
    fn a_mark_that_says_another_encoding_than_the_file_has_is_not_believed() {
        let thai = [b"\xef\xbb\xbf", encoding_rs::WINDOWS_874.encode(PLAIN).0.as_ref()].concat();
        assert_eq!(decode(&thai, None), (PLAIN.to_owned(), Encoding::Windows874, true));
        assert_eq!(decode(&thai, Some(Encoding::Windows874)), (PLAIN.to_owned(), Encoding::Windows874, false));
        let mut damaged = [b"\xef\xbb\xbf", PLAIN.as_bytes()].concat();
        damaged[43] = 0xff;
        assert_eq!((decode(&damaged, None).1, decode(&damaged, None).2), (Encoding::Utf8, true), "a few bytes only");
    }

    #[test]
    fn labels_come_back() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_label(encoding.label()), Some(*encoding));
        }
        assert_eq!(Encoding::from_label("tis-620"), Some(Encoding::Windows874));
        assert_eq!(Encoding::from_label("klingon"), None);
    }
}
