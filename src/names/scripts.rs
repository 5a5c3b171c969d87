//! Letters of other scripts than Latin: which are one for a name, and how they read in Latin. Not responsible for words.

/// The letter that stands for `letter` of Arabic script; `None` where nothing does.
///
/// Letters with one sound in Persian are one (`ث س ص`, `ذ ز ض ظ`, `ت ط`, `ه ح`); Urdu's and Pashto's retroflex letters are the
/// plain ones; Pashto's `ښ ږ ځ څ ڼ ګ` and Balochi's `ۏ ݔ` are their Persian neighbours; a hamza of its own goes.
pub(super) fn arabic_letter(letter: char) -> Option<char> {
    Some(match letter {
        'ء' => return None,
        'ث' | 'ص' => 'س',
        'ذ' | 'ض' | 'ظ' | 'ځ' => 'ز',
        'ط' | 'ٹ' | 'ټ' => 'ت',
        'ڈ' | 'ډ' | 'ڊ' => 'د',
        'ڑ' | 'ړ' => 'ر',
        'ح' => 'ه',
        'ښ' => 'ش',
        'ږ' => 'ژ',
        'څ' => 'چ',
        'ڼ' | 'ں' | 'ڻ' => 'ن',
        'ګ' | 'ڳ' => 'گ',
        'ۏ' | 'ۆ' | 'ۇ' => 'و',
        'ݔ' | 'ێ' | 'ۓ' => 'ی',
        letter => letter,
    })
}

/// Cyrillic text in Latin letters, one by one.
pub(super) fn cyrillic_in_latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for letter in text.chars() {
        match CYRILLIC.iter().find(|(from, _)| *from == letter) {
            Some((_, to)) => latin.push_str(to),
            None => latin.push(letter),
        }
    }
    latin
}

const CYRILLIC: [(char, &str); 38] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "sh"),
    ('ъ', ""),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('қ', "q"),
    ('ғ', "gh"),
    ('ҳ', "h"),
    ('ҷ', "j"),
    ('і', "i"),
    ('ї', "i"),
    ('є', "e"),
];

/// Devanagari text in Latin letters, with the vowel that consonants carry where it is spoken.
///
/// It is silent at a word's end, and between two syllables of which the second has a vowel of its own: `पंजगुर` is panjgur.
pub(super) fn devanagari_in_latin(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut latin = String::with_capacity(text.len());
    let mut syllables = 0;
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        at += 1;
        let Some(consonant) = sound(&CONSONANTS, letter) else {
            if let Some(vowel) = sound(&VOWELS, letter) {
                syllables += usize::from(!matches!(letter, 'ं' | 'ँ' | 'ः' | '्'));
                latin.push_str(vowel);
            } else {
                syllables = if letter == ' ' { 0 } else { syllables };
                latin.push(letter);
            }
            continue;
        };
        let dotted = letters.get(at) == Some(&'\u{093c}');
        at += usize::from(dotted);
        latin.push_str(match (letter, dotted) {
            ('ज', true) => "z",
            ('फ', true) => "f",
            _ => consonant,
        });
        let next = letters.get(at).copied().unwrap_or(' ');
        let second = letters.get(at + 1).copied().unwrap_or(' ');
        let silent = next == ' '
            || sound(&VOWELS, next).is_some_and(|_| !matches!(next, 'ं' | 'ँ'))
            || (syllables > 0 && sound(&CONSONANTS, next).is_some() && is_vowel_sign(second));
        if !silent {
            syllables += 1;
            latin.push('a');
        }
    }
    latin
}

fn sound(table: &[(char, &'static str)], letter: char) -> Option<&'static str> {
    table.iter().find(|(from, _)| *from == letter).map(|(_, to)| *to)
}

fn is_vowel_sign(letter: char) -> bool {
    matches!(letter, '\u{093e}'..='\u{094c}')
}

const CONSONANTS: [(char, &str); 34] = [
    ('क', "k"),
    ('ख', "kh"),
    ('ग', "g"),
    ('घ', "gh"),
    ('ङ', "n"),
    ('च', "ch"),
    ('छ', "ch"),
    ('ज', "j"),
    ('झ', "jh"),
    ('ञ', "n"),
    ('ट', "t"),
    ('ठ', "th"),
    ('ड', "d"),
    ('ढ', "dh"),
    ('ण', "n"),
    ('त', "t"),
    ('थ', "th"),
    ('द', "d"),
    ('ध', "dh"),
    ('न', "n"),
    ('प', "p"),
    ('फ', "f"),
    ('ब', "b"),
    ('भ', "bh"),
    ('म', "m"),
    ('य', "y"),
    ('र', "r"),
    ('ल', "l"),
    ('व', "v"),
    ('श', "sh"),
    ('ष', "sh"),
    ('स', "s"),
    ('ह', "h"),
    ('ळ', "l"),
];

const VOWELS: [(char, &str); 28] = [
    ('अ', "a"),
    ('आ', "a"),
    ('इ', "i"),
    ('ई', "i"),
    ('उ', "u"),
    ('ऊ', "u"),
    ('ए', "e"),
    ('ऐ', "ai"),
    ('ओ', "o"),
    ('औ', "au"),
    ('ऑ', "o"),
    ('ऋ', "ri"),
    ('ा', "a"),
    ('ि', "i"),
    ('ी', "i"),
    ('ु', "u"),
    ('ू', "u"),
    ('े', "e"),
    ('ै', "ai"),
    ('ो', "o"),
    ('ौ', "au"),
    ('ॉ', "o"),
    ('ृ', "ri"),
    ('ं', "n"),
    ('ँ', "n"),
    ('ः', "h"),
    ('्', ""),
    ('\u{093c}', ""),
];
