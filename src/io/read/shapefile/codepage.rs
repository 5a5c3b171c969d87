//! The code page of a `.dbf`: what its files say, and text out of it. Not responsible for what the text means.
//!
//! # Source
//! WHATWG, Encoding Standard; Unicode's tables of code pages 437 and 850; GDAL's list of language driver ids.

use std::borrow::Cow;

use encoding_rs as standard;

use crate::io::read::encoding::Encoding;
use crate::io::read::escape::Quoted;
use crate::io::read::shapefile::unreadable;
use crate::io::read::what::What;

/// The upper halves of the two code pages of MS-DOS that the standard leaves out.
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Language driver ids, and the code pages that they mean.
const DRIVERS: &[(u8, u16)] = &[
    (0x01, 437),
    (0x02, 850),
    (0x03, 1252),
    (0x13, 932),
    (0x26, 866),
    (0x4d, 936),
    (0x4e, 949),
    (0x4f, 950),
    (0x50, 874),
    (0x57, 1252),
    (0x58, 1252),
    (0x59, 1252),
    (0x65, 866),
    (0x78, 950),
    (0x79, 949),
    (0x7a, 936),
    (0x7b, 932),
    (0x7c, 874),
    (0x7d, 1255),
    (0x7e, 1256),
    (0xc8, 1250),
    (0xc9, 1251),
    (0xca, 1254),
    (0xcb, 1253),
    (0xcc, 1257),
];

/// What is said of the code page beside the `.dbf`.
pub(super) struct Said {
    pub(super) cpg: Option<String>,
    pub(super) asked: Option<Encoding>,
}

/// A code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    Standard(&'static standard::Encoding),
    /// One byte a character; the upper half is this.
    Table(&'static str, &'static str),
}

impl CodePage {
    /// The code page of a table: as asked, as the `.cpg` says, or as its header's language `driver` does; `None` where nothing is
    /// said.
    pub(super) fn of(said: &Said, driver: u8) -> Result<Option<Self>, What> {
        if let Some(asked) = said.asked {
            return Ok(Some(Self::Standard(asked.standard())));
        }
        if let Some(label) = said.cpg.as_deref().map(str::trim).filter(|label| !label.is_empty()) {
            let named = named(label);
            let shown = Quoted::new(label);
            return named.map(Some).ok_or_else(|| unknown(&format!("its .cpg names {:?}", shown.as_str())));
        }
        if driver == 0 {
            return Ok(None);
        }
        let number = DRIVERS.iter().find(|(id, _)| *id == driver).map(|(_, number)| *number);
        let known = number.and_then(numbered);
        known.map(Some).ok_or_else(|| unknown(&format!("its .dbf names language driver 0x{driver:02x}")))
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Table(name, _) => name,
        }
    }

    /// `bytes` as text; `None` where they do not belong to it.
    pub(super) fn text(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if bytes.is_ascii() {
            return str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        match self {
            Self::Standard(encoding) => encoding.decode_without_bom_handling_and_without_replacement(bytes),
            Self::Table(_, upper) => {
                let char_of = |byte: u8| match byte.checked_sub(0x80) {
                    Some(at) => upper.chars().nth(usize::from(at)),
                    None => Some(char::from(byte)),
                };
                bytes.iter().map(|byte| char_of(*byte)).collect::<Option<String>>().map(Cow::Owned)
            }
        }
    }
}

fn unknown(said: &str) -> What {
    unreadable(format!("{said}, a code page that is not known; name it with --encoding"))
}

/// The code page that a `.cpg` names: a number, perhaps behind `CP` or `ANSI`, or a name.
fn named(label: &str) -> Option<CodePage> {
    let folded = label.to_ascii_lowercase().replace(['_', ' '], "-");
    let digits = folded.trim_start_matches(|c: char| !c.is_ascii_digit());
    let prefix = folded[..folded.len() - digits.len()].trim_end_matches('-');
    if ["", "cp", "ansi", "oem", "ibm", "windows", "ms"].contains(&prefix)
        && let Some(known) = digits.parse().ok().and_then(numbered)
    {
        return Some(known);
    }
    // 88591 and 8859-1 are how some name ISO 8859-1
    if let Some(part) = digits.strip_prefix("8859").filter(|_| matches!(prefix, "" | "iso")) {
        let label = format!("iso-8859-{}", part.trim_start_matches('-'));
        return standard::Encoding::for_label_no_replacement(label.as_bytes()).map(CodePage::Standard);
    }
    standard::Encoding::for_label_no_replacement(folded.as_bytes()).map(CodePage::Standard)
}

/// The code page of this number.
fn numbered(number: u16) -> Option<CodePage> {
    let label = match number {
        437 => return Some(CodePage::Table("code page 437", CODE_PAGE_437)),
        850 => return Some(CodePage::Table("code page 850", CODE_PAGE_850)),
        65001 => "utf-8".to_owned(),
        866 => "ibm866".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        20866 => "koi8-r".to_owned(),
        54936 => "gb18030".to_owned(),
        874 | 1250..=1258 => format!("windows-{number}"),
        28591..=28606 => format!("iso-8859-{}", number - 28590),
        _ => return None,
    };
    standard::Encoding::for_label_no_replacement(label.as_bytes()).map(CodePage::Standard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_known_by_what_files_call_them() {
        for (label, expected) in [
            ("UTF-8", Some("UTF-8")),
            ("65001", Some("UTF-8")),
            ("936", Some("GBK")),
            ("CP936", Some("GBK")),
            ("ANSI 1256", Some("windows-1256")),
            ("88591", Some("windows-1252")),
            ("ISO-8859-1", Some("windows-1252")),
            ("ISO 8859-6", Some("ISO-8859-6")),
            ("437", Some("code page 437")),
            ("klingon", None),
            ("99999", None),
        ] {
            assert_eq!(named(label).map(CodePage::name), expected, "{label}");
        }
        assert_eq!(CODE_PAGE_437.chars().count(), 128);
        assert_eq!(CODE_PAGE_850.chars().count(), 128);
    }

    #[test]
    fn text_comes_out_of_its_code_page() {
        // referee: Python's codecs
        for (label, bytes, expected) in [
            ("437", &[0x81, 0xe1][..], Some("üß")),
            ("850", &[0xb5, 0x9b], Some("Áø")),
            ("936", &[0xd6, 0xd0, 0xb9, 0xfa], Some("中国")),
            ("1256", &[0xd3, 0xe1, 0xc7, 0xe3], Some("سلام")),
            ("utf-8", &[0xd8], None),
        ] {
            let page = named(label).expect(label);
            assert_eq!(page.text(bytes).as_deref(), expected, "{label}");
        }
    }
}
