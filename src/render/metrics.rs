//! How wide words are: the advance widths of `DejaVu` Sans, the first font that a picture asks for. Not responsible for breaking
//! lines.
//!
//! They stand here as numbers, so that a picture is the same whether or not the font itself is built in. A test lays pictures out
//! with the font itself and finds no words over others. Other fonts of the list are narrower.

/// Air for rounding, and for fonts that are a little wider.
const SAFETY: f64 = 1.02;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// As most words.
    Regular,
    /// As headings and ids.
    Bold,
}

/// Advance widths of U+0020 to U+007E in thousandths of the size.
///
/// # Source
/// `DejaVu` Sans and `DejaVu` Sans Bold 2.37, table `hmtx`.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];
const ASCII_BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
    837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
    678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
    365, 712, 838,
];
/// Bold letters of the Arabic script are wider: at the end of a joined run, and within it.
const ARABIC_BOLD: [f64; 2] = [1.22, 1.4];
/// Other bold letters.
const OTHER_BOLD: f64 = 1.13;

/// How wide `text` is in `DejaVu` Sans of `size_px`.
///
/// # Accuracy
/// Kerning and ligatures left aside, which make it up to 15 % narrower.
pub(super) fn width_px(text: &str, size_px: f64) -> f64 {
    weighed_px(text, size_px, Weight::Regular)
}

/// The same in the given weight.
pub(super) fn weighed_px(text: &str, size_px: f64, weight: Weight) -> f64 {
    let letters: Vec<char> = text.chars().collect();
    let advance = |(number, letter): (usize, &char)| {
        let next = letters[number + 1..].iter().find(|next| !is_mark(**next));
        advance_em(*letter, next.is_some_and(|next| joins_before(*next)), weight)
    };
    letters.iter().enumerate().map(advance).sum::<f64>() * size_px * SAFETY
}

/// How wide a letter by itself may be, in shares of the size.
pub(super) fn em(letter: char) -> f64 {
    advance_em(letter, false, Weight::Regular).max(advance_em(letter, true, Weight::Regular)) * SAFETY
}

/// Whether a letter, digit or mark is of the Arabic script.
pub(super) const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200e}' | '\u{200f}'
        | '\u{2066}'..='\u{2069}')
}

/// Whether the letter before `letter` is joined to it.
fn joins_before(letter: char) -> bool {
    is_arabic(letter) && letter.is_alphabetic() && letter != 'ء'
}

fn advance_em(letter: char, joined: bool, weight: Weight) -> f64 {
    let bold = weight == Weight::Bold;
    let thousandths = match letter {
        ' '..='~' => return f64::from(if bold { ASCII_BOLD } else { ASCII }[letter as usize - 0x20]) / 1_000.0,
        _ if is_mark(letter) || letter == '\u{200c}' => 0.0,
        _ if is_arabic(letter) => {
            let [end, within] = arabic(letter);
            let (width, heavier) = if joined { (within, ARABIC_BOLD[1]) } else { (end, ARABIC_BOLD[0]) };
            width * if bold { heavier } else { 1.0 }
        }
        _ => other(letter) * if bold { OTHER_BOLD } else { 1.0 },
    };
    thousandths / 1_000.0
}

/// Advance widths at the end of a joined run and within it, the wider of the font's forms.
fn arabic(letter: char) -> [f64; 2] {
    match letter {
        'آ' | 'أ' | 'إ' | 'ا' => [305.0; 2],
        'ب' | 'ت' | 'ث' | 'ٹ' | 'پ' => [982.0, 302.0],
        'ئ' | 'ى' | 'ي' | 'ی' | 'ې' => [833.0, 302.0],
        'ج' | 'ح' | 'خ' | 'چ' => [646.0; 2],
        'د' | 'ذ' | 'ڈ' => [525.0; 2],
        'ر' | 'ز' | 'ڑ' | 'ژ' => [552.0; 2],
        'س' | 'ش' => [1275.0, 892.0],
        'ص' | 'ض' => [1225.0, 867.0],
        'ط' | 'ظ' => [949.0, 820.0],
        'ع' | 'غ' => [597.0; 2],
        'ف' => [1037.0, 506.0],
        'ق' => [834.0, 506.0],
        'ک' | 'ك' | 'گ' => [895.0, 552.0],
        'ل' => [757.0, 331.0],
        'م' => [666.0, 578.0],
        'ن' | 'ں' => [761.0, 302.0],
        'ه' | 'ة' | 'ہ' | 'ھ' | 'ۂ' | 'ۃ' => [698.0, 560.0],
        'و' | 'ؤ' => [517.0; 2],
        'ء' => [470.0; 2],
        '٠'..='٩' | '۰'..='۹' => [537.0; 2],
        '،' | '؛' | '٫' | '٬' | '۔' => [330.0; 2],
        '؟' => [531.0; 2],
        _ => [1_100.0, 900.0],
    }
}

fn other(letter: char) -> f64 {
    match letter {
        '·' | '’' | '‘' | '\u{a0}' => 318.0,
        '°' | '–' => 500.0,
        '“' | '”' => 518.0,
        '±' => 838.0,
        '\u{2e80}'.. | '—' | '…' | '©' | 'Æ' | 'Œ' | 'æ' | 'œ' => 1_070.0,
        'ß'..='ÿ' | 'Ā'..='ſ' if letter.is_lowercase() => 640.0,
        _ => 800.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_letters_are_narrower() {
        // referee: the font's tables, by hand: beh within a run 302, and at its end 982
        assert!((width_px("بب", 1_000.0) - (302.0 + 982.0) * SAFETY).abs() < 1e-6);
        assert!((width_px("اب", 1_000.0) - (305.0 + 982.0) * SAFETY).abs() < 1e-6);
        assert!((width_px("بَب", 1_000.0) - (302.0 + 982.0) * SAFETY).abs() < 1e-6);
        assert!((width_px("Ab", 1_000.0) - (684.0 + 635.0) * SAFETY).abs() < 1e-6);
        assert!(weighed_px("Kech کیچ", 10.0, Weight::Bold) > width_px("Kech کیچ", 10.0));
    }
}
