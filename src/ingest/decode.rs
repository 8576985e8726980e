//! Bytes to UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes text: byte-order mark, UTF-8, declared charset, detected charset, in
/// this order. The second value says what had to be done, if anything.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> (String, Option<String>) {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return utf8(bytes[length..].to_vec(), declared);
        }
        return with(encoding, &bytes[length..], "byte-order mark");
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return with(encoding, &bytes, "detected");
    }
    utf8(bytes, declared)
}

fn utf8(bytes: Vec<u8>, declared: Option<&str>) -> (String, Option<String>) {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(e) => e.into_bytes(),
    };
    if mostly_utf8(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return (text, Some("not quite UTF-8: the bytes that are not have been replaced by U+FFFD".to_owned()));
    }
    if let Some(encoding) = declared.and_then(|d| Encoding::for_label(d.trim().as_bytes()))
        && encoding != UTF_8
        && encoding != UTF_16LE
        && encoding != UTF_16BE
        && let (text, _, false) = encoding.decode(&bytes)
    {
        return (text.into_owned(), Some(format!("not UTF-8: read as {} (declared)", encoding.name())));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), &bytes, "detected")
}

fn with(encoding: &'static Encoding, bytes: &[u8], how: &str) -> (String, Option<String>) {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let loss = if replaced { "; bytes that fit nothing have been replaced by U+FFFD" } else { "" };
    (text.into_owned(), Some(format!("not UTF-8: read as {} ({how}){loss}", encoding.name())))
}

/// Whether valid multi-byte sequences far outnumber the bad bytes, so that it
/// is damaged UTF-8 and not another charset.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 10 * bad
}

/// UTF-16 of mostly Latin text: every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let half = head.len() / 2;
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd * 10 >= half * 7 && even * 20 <= half => Some(UTF_16LE),
        () if even * 10 >= half * 7 && odd * 20 <= half => Some(UTF_16BE),
        () => None,
    }
}

/// Whether the first bytes of a stream are no text; says what they look like.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 14] = [
        (b"\x25\x50\x44\x46-", "a portable document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
        (b"BZh", "bzip2 data"),
        (b"\xFD7zXZ", "xz data"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"SQLite format 3", "an SQLite database"),
        (b"PAR1", "a Parquet table"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    if head.get(257..262).is_some_and(|m| m == b"ustar") {
        return Some("a tar archive");
    }
    if Encoding::for_bom(head).is_some() || utf16_without_mark(head).is_some() {
        return None;
    }
    let controls = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    (head.contains(&0) && controls * 100 > head.len() || controls * 10 > head.len()).then_some("no text")
}

/// The charset an HTML page declares in its first 4096 bytes, by
/// `<meta charset=...>`, `http-equiv` or an XML declaration.
pub(super) fn html_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let from_xml = head.trim_start().starts_with("<?xml").then(|| head.split_once("encoding=")).flatten();
    let after = match head.split_once("charset=") {
        Some((_, after)) => after,
        None => from_xml?.1,
    };
    let name: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8], declared: Option<&str>) -> String {
        decode(bytes.to_vec(), declared).0
    }

    #[test]
    fn marks_declared_detected_replaced() {
        assert_eq!(decode(b"\xEF\xBB\xBFabc".to_vec(), None), ("abc".into(), None));
        assert_eq!(text_of(b"\xFF\xFEa\0b\0", None), "ab");
        assert_eq!(text_of(b"\xFE\xFF\0a\0b", None), "ab");
        assert_eq!(text_of(b"h\0e\0l\0l\0o\0!\0", None), "hello!");
        assert_eq!(text_of(b"caf\xE9", Some("iso-8859-1")), "café");
        assert_eq!(text_of("Привет, мир".as_bytes(), Some("iso-8859-1")), "Привет, мир");
        let (koi, _, _) = encoding_rs::KOI8_R.encode("Террористический акт произошёл во вторник утром в столице");
        assert!(text_of(&koi, None).starts_with("Террористический"));
        let (text, notice) = decode(["é".repeat(30).as_bytes(), b"\xFF end"].concat(), None);
        assert!(text.ends_with("é\u{FFFD} end") && notice.is_some_and(|n| n.contains("U+FFFD")));
        assert!(decode(b"\x81\x8D\x90 \xE9t\xE9".to_vec(), None).1.is_some());
    }

    #[test]
    fn binary_is_told_from_text() {
        assert_eq!(binary(b"\x25\x50\x44\x46-1.7 ..."), Some("a portable document"));
        assert_eq!(binary(&[0, 1, 2, 3, 200, 0, 0, 9]), Some("no text"));
        assert_eq!(binary(b"plain text\nwith lines\t.\r\n"), None);
        assert_eq!(binary(b"\xFF\xFEa\0b\0"), None);
        assert_eq!(binary(b""), None);
        assert_eq!(binary("Ünïcödé — “text”".as_bytes()), None);
    }

    #[test]
    fn declared_charsets() {
        assert_eq!(html_charset(b"<html><meta charset=\"windows-1251\">").as_deref(), Some("windows-1251"));
        assert_eq!(
            html_charset(b"<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>").as_deref(),
            Some("shift_jis")
        );
        assert_eq!(html_charset(b"<?xml version='1.0' encoding='koi8-r'?><html>").as_deref(), Some("koi8-r"));
        assert_eq!(html_charset(b"<html>"), None);
    }
}
