//! Words that say what kind of place a name is of: `Zila Kech`, `شهرستان خاش`. Not responsible for the name itself.

use crate::names::entry::Kind;

/// A word that says the kind, and the kinds that it says.
#[derive(Debug, PartialEq, Eq)]
pub struct Affix {
    /// The word, plain.
    pub words: &'static str,
    /// The kinds of the gazetteer that it may mean; none where it means a kind that the gazetteer does not hold.
    pub kinds: &'static [Kind],
}

const fn affix(words: &'static str, kinds: &'static [Kind]) -> Affix {
    Affix { words, kinds }
}

const PROVINCE: &[Kind] = &[Kind::Province];
const DISTRICT: &[Kind] = &[Kind::District];
const SETTLED: &[Kind] = &[Kind::Town, Kind::Locality];
const COUNTRY: &[Kind] = &[Kind::Country];
const CROSSING: &[Kind] = &[Kind::Crossing];
const BORDER: &[Kind] = &[Kind::Border, Kind::Crossing];
/// Tehsils, divisions, former agencies, Iran's bakhsh and Afghanistan's districts have names of towns, and are none.
const NOT_HELD: &[Kind] = &[];

/// The affixes, longer ones before those that they end with.
static AFFIXES: [Affix; 70] = [
    affix("islamic republic of", COUNTRY),
    affix("islamic emirate of", COUNTRY),
    affix("جمهوری اسلامی", COUNTRY),
    affix("rural district", NOT_HELD),
    affix("sub district", NOT_HELD),
    affix("subdistrict", NOT_HELD),
    affix("union council", NOT_HELD),
    affix("border crossing", CROSSING),
    affix("border terminal", CROSSING),
    affix("border point", CROSSING),
    affix("border post", CROSSING),
    affix("border gate", CROSSING),
    affix("crossing point", CROSSING),
    affix("crossing", CROSSING),
    affix("گذرگاه", CROSSING),
    affix("border", BORDER),
    affix("مرز", BORDER),
    affix("سرحد", BORDER),
    affix("province", PROVINCE),
    affix("prov", PROVINCE),
    affix("ostan", PROVINCE),
    affix("velayat", PROVINCE),
    affix("wilayat", PROVINCE),
    affix("governorate", PROVINCE),
    affix("suba", PROVINCE),
    affix("استان", PROVINCE),
    affix("ولایت", PROVINCE),
    affix("صوبه", PROVINCE),
    affix("محافظه", PROVINCE),
    affix("провинция", PROVINCE),
    affix("остан", PROVINCE),
    affix("प्रांत", PROVINCE),
    affix("प्रान्त", PROVINCE),
    affix("district", DISTRICT),
    affix("distt", DISTRICT),
    affix("dist", DISTRICT),
    affix("zila", DISTRICT),
    affix("zilla", DISTRICT),
    affix("county", DISTRICT),
    affix("shahrestan", DISTRICT),
    affix("shahristan", DISTRICT),
    affix("ضلع", DISTRICT),
    affix("شهرستان", DISTRICT),
    affix("район", DISTRICT),
    affix("округ", DISTRICT),
    affix("шахрестан", DISTRICT),
    affix("जिला", DISTRICT),
    affix("ज\u{93c}िला", DISTRICT),
    affix("city", SETTLED),
    affix("town", SETTLED),
    affix("village", SETTLED),
    affix("شهر", SETTLED),
    affix("روستای", SETTLED),
    affix("город", SETTLED),
    affix("शहर", SETTLED),
    affix("division", NOT_HELD),
    affix("agency", NOT_HELD),
    affix("tehsil", NOT_HELD),
    affix("taluka", NOT_HELD),
    affix("bakhsh", NOT_HELD),
    affix("dehestan", NOT_HELD),
    affix("region", NOT_HELD),
    affix("area", NOT_HELD),
    affix("بخش", NOT_HELD),
    affix("دهستان", NOT_HELD),
    affix("تحصیل", NOT_HELD),
    affix("ولسوالی", NOT_HELD),
    affix("ڈویژن", NOT_HELD),
    affix("ایجنسی", NOT_HELD),
    affix("तहसील", NOT_HELD),
];

/// One way to take a name apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The plain name without its affix.
    pub name: String,
    /// The affix that was taken off.
    pub affix: Option<&'static Affix>,
}

/// The ways to read a [`plain`](crate::names::fold::plain) name: as it stands, and without the word that says its kind.
///
/// # Example
/// ```
/// use sarhad::names::affixes::readings;
/// let names: Vec<String> = readings("ostan e sistan va baluchestan").into_iter().map(|read| read.name).collect();
/// assert_eq!(names, ["ostan e sistan va baluchestan", "sistan va baluchestan"]);
/// ```
#[must_use]
pub fn readings(plain: &str) -> Vec<Reading> {
    let whole = plain.strip_prefix("the ").unwrap_or(plain);
    let mut read = vec![Reading { name: whole.to_owned(), affix: None }];
    if let Some(reading) = AFFIXES.iter().find_map(|affix| without(whole, affix)) {
        read.push(reading);
    }
    read
}

/// Whether a plain word alone is an affix, such as `district`.
pub(super) fn is_affix(word: &str) -> bool {
    AFFIXES.iter().any(|affix| affix.words == word)
}

fn without(name: &str, affix: &'static Affix) -> Option<Reading> {
    let behind = name.strip_prefix(affix.words).and_then(|rest| rest.strip_prefix(' '));
    let bare = match behind {
        Some(rest) => {
            let joint = ["of ", "e ", "i ", "ye "].iter().find_map(|joint| rest.strip_prefix(joint));
            let rest = joint.unwrap_or(rest);
            rest.strip_prefix("the ").unwrap_or(rest)
        }
        None => name.strip_suffix(affix.words).and_then(|rest| rest.strip_suffix(' '))?,
    };
    let bare = bare.trim();
    (!bare.is_empty()).then(|| Reading { name: bare.to_owned(), affix: Some(affix) })
}
