//! Our own words in a picture, in each of its languages. Not responsible for names, nor for what data says in its own words.

use crate::render::language::Language;
use crate::render::options::Subject;

/// One language's words. What stands in braces is filled in by [`filled`].
#[derive(Debug)]
pub(super) struct Words {
    pub(super) of_incidents: Named,
    pub(super) of_places: Named,
    pub(super) subtitle: &'static str,
    /// A headline of what a dataset holds, of one that tells years and of one that does not.
    pub(super) dataset_years: &'static str,
    pub(super) dataset: &'static str,
    /// That titles are not in the picture's language.
    pub(super) titles_as_given: &'static str,
    /// What ends a sentence.
    pub(super) stop: &'static str,

    pub(super) within: &'static str,
    pub(super) none: &'static str,
    pub(super) and_more: &'static str,
    pub(super) unlabelled: &'static str,

    pub(super) not_drawn: &'static str,
    pub(super) too_wide: &'static str,
    pub(super) unpublished: &'static str,
    pub(super) nowhere: &'static str,
    pub(super) outside: &'static str,

    pub(super) base_map: &'static str,
    pub(super) border: &'static str,
    pub(super) border_unsure: &'static str,
    pub(super) province: &'static str,
    pub(super) district: &'static str,
    pub(super) off: &'static str,
    pub(super) outline: &'static str,
    pub(super) outline_short: &'static str,
    pub(super) fuzzy: &'static str,
    pub(super) tripoint: &'static str,
    pub(super) void: &'static str,

    pub(super) km: &'static str,
    pub(super) scale_note: &'static str,
    /// North, south, east, west, behind degrees.
    pub(super) winds: [&'static str; 4],
    pub(super) map_data: &'static str,
    pub(super) seas: [&'static str; 2],

    pub(super) months: [&'static str; 12],
    pub(super) day: &'static str,
    pub(super) month: &'static str,
    pub(super) span: &'static str,
    pub(super) from: &'static str,
    pub(super) by: &'static str,

    /// What is measured to where it is the nearest of several borders.
    pub(super) any_border: &'static str,
    pub(super) far: &'static str,
    pub(super) between: &'static str,
    pub(super) between_short: &'static str,
    pub(super) exactly: &'static str,
    pub(super) unit_km: &'static str,
    pub(super) unit_m: &'static str,
    pub(super) rows_left_out: &'static str,
    pub(super) no_distance: &'static str,

    pub(super) locator: &'static str,
    pub(super) as_points: &'static str,
    pub(super) as_stretches: &'static str,
    pub(super) as_areas: &'static str,
    pub(super) nearest: &'static str,
    pub(super) nearest_of: &'static str,

    /// Sentences of the built-in data that ask to be said, and what they are in this language.
    pub(super) cautions: &'static [[&'static str; 2]],
    /// `boundaries as drawn by …`, with the names of whoever drew them left as they are.
    pub(super) boundaries: &'static str,
    pub(super) comma: &'static str,
    pub(super) and: &'static str,
}

/// What a map of incidents, or of other places, is called and what its symbols mean.
#[derive(Debug)]
pub(super) struct Named {
    /// The headline of a map of the built-in borderlands, and of any other map.
    pub(super) borderlands: &'static str,
    pub(super) elsewhere: &'static str,
    pub(super) drawn: &'static str,
    pub(super) point: &'static str,
    pub(super) point_in_circle: &'static str,
    /// The same where no circle is larger than its dot.
    pub(super) circle_hidden: &'static str,
    pub(super) point_near: &'static str,
    pub(super) point_unstated: &'static str,
    pub(super) stretch: &'static str,
    pub(super) whole_border: &'static str,
    pub(super) area: &'static str,
}

impl Words {
    /// Those of a map of such records.
    pub(super) const fn named(&self, subject: Subject) -> &Named {
        match subject {
            Subject::Incidents => &self.of_incidents,
            Subject::Places => &self.of_places,
        }
    }
}

/// The words of `language`.
pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Persian => &PERSIAN,
        Language::Urdu => &URDU,
    }
}

/// `template` with each of `values` in the place of its name in braces.
pub(super) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    // in one pass, so that a value with braces in it stays as it is
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        text.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = behind;
    }
    text + rest
}

const ENGLISH: Words = Words {
    of_incidents: Named {
        borderlands: "Incidents in the Iran–Pakistan borderlands",
        elsewhere: "Incidents",
        drawn: "Incidents drawn",
        point: "at this point",
        point_in_circle: "in this place, within the circle (to scale)",
        circle_hidden: "in this place; its circle is smaller than the dot",
        point_near: "near this point; how near is not stated",
        point_unstated: "at a point of the input; how precise is not stated",
        stretch: "somewhere on this stretch of border",
        whole_border: "somewhere along this whole border",
        area: "somewhere in this area",
    },
    of_places: Named {
        borderlands: "Places in the Iran–Pakistan borderlands",
        elsewhere: "Places",
        drawn: "Places drawn",
        point: "place",
        point_in_circle: "place, known to within the circle (to scale)",
        circle_hidden: "place",
        point_near: "place, known nearly",
        point_unstated: "place",
        stretch: "line",
        whole_border: "line",
        area: "area",
    },
    subtitle: "Shown only as exactly as the source gives the place",
    dataset_years: "{n} incidents, {dataset}, {years}",
    dataset: "{n} incidents, {dataset}",
    titles_as_given: "Titles stand in the language of their source.",
    stop: ".",
    within: "within {km} km",
    none: "none",
    and_more: "and {n} more",
    unlabelled: "{n} of {all} stand without their id for lack of room",
    not_drawn: "Not drawn",
    too_wide: "Known only to a country or province",
    unpublished: "Place named, no position published",
    nowhere: "No place given",
    outside: "Outside this map",
    base_map: "Base map (dashed: approximate)",
    border: "international border",
    border_unsure: "the same, at sea or approximate",
    province: "province",
    district: "district or county",
    off: "{what} (± {km} km)",
    outline: "a country’s other outline: coast, limit of its waters, or a border outside the atlas",
    outline_short: "other outline of a country",
    fuzzy: "region without a boundary, in one reading",
    tripoint: "where three countries meet",
    void: "open sea, or land outside the atlas",
    km: "{n} km",
    scale_note: "true along {lat} · north is up",
    winds: ["N", "S", "E", "W"],
    map_data: "Map data: {credits}",
    seas: ["Arabian Sea", "Persian Gulf"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    day: "{d} {m} {y}",
    month: "{m} {y}",
    span: "{from} to {to}",
    from: "from {from}",
    by: "by {to}",
    any_border: "the nearest international border",
    far: "How far from: {target} as drawn (least distance first)",
    between: "between {min} and {max} {unit}",
    between_short: "{min} to {max} {unit}",
    exactly: "{min} {unit}",
    unit_km: "km",
    unit_m: "m",
    rows_left_out: "{n} more have no room here",
    no_distance: "{n} have no place, and so no distance",
    locator: "Locator map.",
    as_points: "As points",
    as_stretches: "As stretches of border",
    as_areas: "As areas",
    nearest: "Nearest to {target} as drawn: {id}, {far}.",
    nearest_of: "Nearest to {target} as drawn: one of {ids}; which of them is not known.",
    cautions: &[],
    boundaries: "boundaries as drawn by {names}; no position on the status of any territory is implied",
    comma: ", ",
    and: " and ",
};

const PERSIAN: Words = Words {
    of_incidents: Named {
        borderlands: "رویدادها در سرزمین‌های مرزی ایران و پاکستان",
        elsewhere: "رویدادها",
        drawn: "رویدادهای کشیده‌شده",
        point: "در همین نقطه",
        point_in_circle: "در این جا، درون دایره (به مقیاس)",
        circle_hidden: "در این جا؛ دایره‌اش از نقطه کوچک‌تر است",
        point_near: "نزدیک این نقطه؛ گفته نشده چقدر نزدیک",
        point_unstated: "در نقطه‌ای از داده‌های ورودی؛ دقت آن گفته نشده",
        stretch: "جایی در این بخش از مرز",
        whole_border: "جایی در سراسر این مرز",
        area: "جایی در این محدوده",
    },
    of_places: Named {
        borderlands: "مکان‌ها در سرزمین‌های مرزی ایران و پاکستان",
        elsewhere: "مکان‌ها",
        drawn: "مکان‌های کشیده‌شده",
        point: "مکان",
        point_in_circle: "مکان، دانسته تا درون دایره (به مقیاس)",
        circle_hidden: "مکان",
        point_near: "مکان، دانسته به تقریب",
        point_unstated: "مکان",
        stretch: "خط",
        whole_border: "خط",
        area: "محدوده",
    },
    subtitle: "هر رویداد تنها با همان دقتی کشیده شده که منبعش می‌گوید",
    dataset_years: "{n} رویداد، {dataset}، {years}",
    dataset: "{n} رویداد، {dataset}",
    titles_as_given: "عنوان‌ها به زبان منبع آمده‌اند.",
    stop: ".",
    within: "تا {km} کیلومتر",
    none: "هیچ",
    and_more: "و {n} مورد دیگر",
    unlabelled: "{n} مورد از {all} از کمی جا بی‌شناسه مانده است",
    not_drawn: "کشیده نشده",
    too_wide: "تنها کشور یا استان آن دانسته است",
    unpublished: "جا نام برده شده، مختصاتی منتشر نشده",
    nowhere: "جایی گفته نشده",
    outside: "بیرون از این نقشه",
    base_map: "نقشهٔ پایه (خط‌چین: تقریبی)",
    border: "مرز بین‌المللی",
    border_unsure: "همان، در دریا یا تقریبی",
    province: "استان",
    district: "شهرستان یا ناحیه",
    off: "{what} (± {km} کیلومتر)",
    outline: "دیگر مرزهای یک کشور: ساحل، حد آب‌ها، یا مرزی بیرون از اطلس",
    outline_short: "دیگر مرزهای یک کشور",
    fuzzy: "منطقهٔ بی‌مرز، به یک روایت",
    tripoint: "جایی که سه کشور به هم می‌رسند",
    void: "دریای آزاد، یا خشکی بیرون از اطلس",
    km: "{n} کیلومتر",
    scale_note: "مقیاس دقیق روی {lat} · شمال رو به بالا",
    winds: ["شمالی", "جنوبی", "شرقی", "غربی"],
    map_data: "داده‌های نقشه: {credits}",
    seas: ["دریای عرب", "خلیج فارس"],
    months: ["ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن", "ژوئیهٔ", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"],
    day: "{d} {m} {y}",
    month: "{m} {y}",
    span: "{from} تا {to}",
    from: "از {from}",
    by: "تا {to}",
    any_border: "نزدیک‌ترین مرز بین‌المللی",
    far: "فاصله از: {target}، چنان‌که کشیده شده (کمترین فاصله نخست)",
    between: "میان {min} و {max} {unit}",
    between_short: "{min} تا {max} {unit}",
    exactly: "{min} {unit}",
    unit_km: "کیلومتر",
    unit_m: "متر",
    rows_left_out: "{n} مورد دیگر این جا جا نشد",
    no_distance: "{n} مورد بی‌جاست، و از این رو بی‌فاصله",
    locator: "نقشهٔ راهنما.",
    as_points: "به شکل نقطه",
    as_stretches: "به شکل بخشی از مرز",
    as_areas: "به شکل محدوده",
    nearest: "نزدیک‌ترین به {target}، چنان‌که کشیده شده: {id}، {far}.",
    nearest_of: "نزدیک‌ترین به {target}، چنان‌که کشیده شده: یکی از {ids}؛ کدام‌یک، دانسته نیست.",
    cautions: &[
        [
            "Claims are reported, not endorsed. Sources disagree and the disagreement is kept. Tolls from different \
             sources must not be summed or averaged. Areas are not pins; flows are schematic and show no route. The \
             licence covers the coding, not the sources.",
            "ادعاها بازگو شده‌اند، نه تأیید. منابع با هم اختلاف دارند و این اختلاف نگه داشته شده است. شمار کشته‌شدگان از \
             منابع گوناگون را نباید جمع زد یا میانگین گرفت. محدوده‌ها نقطه نیستند؛ جریان‌ها طرح‌وارند و مسیری را نشان \
             نمی‌دهند. پروانه از آنِ کدگذاری است، نه منابع.",
        ],
        [
            "Coding by the sarhad contributors. Sources are named claim by claim; the UCDP event is from UCDP GED 23.1 \
             (CC BY 4.0), town points are from GeoNames (CC BY 4.0).",
            "کدگذاری از مشارکت‌کنندگان sarhad. منابع برای هر ادعا جداگانه نام برده شده‌اند؛ رویداد UCDP از UCDP GED 23.1 \
             (CC BY 4.0) است و نقطهٔ شهرها از GeoNames (CC BY 4.0).",
        ],
    ],
    boundaries: "مرزها چنان‌اند که {names} کشیده‌اند؛ این نقشه دربارهٔ وضعیت هیچ سرزمینی موضعی ندارد",
    comma: "، ",
    and: " و ",
};

const URDU: Words = Words {
    of_incidents: Named {
        borderlands: "ایران پاکستان سرحدی علاقوں کے واقعات",
        elsewhere: "واقعات",
        drawn: "دکھائے گئے واقعات",
        point: "اسی نقطے پر",
        point_in_circle: "اسی جگہ، دائرے کے اندر (پیمانے کے مطابق)",
        circle_hidden: "اسی جگہ؛ اس کا دائرہ نقطے سے چھوٹا ہے",
        point_near: "اس نقطے کے قریب؛ کتنا قریب، یہ نہیں بتایا گیا",
        point_unstated: "داخل کردہ کوائف کے نقطے پر؛ درستی نہیں بتائی گئی",
        stretch: "سرحد کے اس حصے میں کہیں",
        whole_border: "اس پوری سرحد پر کہیں",
        area: "اس علاقے میں کہیں",
    },
    of_places: Named {
        borderlands: "ایران پاکستان سرحدی علاقوں کے مقامات",
        elsewhere: "مقامات",
        drawn: "دکھائے گئے مقامات",
        point: "مقام",
        point_in_circle: "مقام، دائرے کے اندر تک معلوم (پیمانے کے مطابق)",
        circle_hidden: "مقام",
        point_near: "مقام، اندازاً معلوم",
        point_unstated: "مقام",
        stretch: "لکیر",
        whole_border: "لکیر",
        area: "علاقہ",
    },
    subtitle: "ہر واقعہ صرف اتنی درستی سے دکھایا گیا ہے جتنی اس کا ماخذ بتاتا ہے",
    dataset_years: "{n} واقعات، {dataset}، {years}",
    dataset: "{n} واقعات، {dataset}",
    titles_as_given: "عنوان ماخذ کی زبان میں درج ہیں۔",
    stop: "۔",
    within: "{km} کلومیٹر کے اندر",
    none: "کوئی نہیں",
    and_more: "اور {n} مزید",
    unlabelled: "{all} میں سے {n} جگہ کی کمی سے بغیر شناخت کے ہیں",
    not_drawn: "نہیں دکھائے گئے",
    too_wide: "صرف ملک یا صوبہ معلوم ہے",
    unpublished: "جگہ کا نام ہے، مقام شائع نہیں ہوا",
    nowhere: "کوئی جگہ نہیں بتائی گئی",
    outside: "اس نقشے سے باہر",
    base_map: "بنیادی نقشہ (ٹوٹی لکیر: اندازاً)",
    border: "بین الاقوامی سرحد",
    border_unsure: "وہی، سمندر میں یا اندازاً",
    province: "صوبہ",
    district: "ضلع یا شہرستان",
    off: "{what} (± {km} کلومیٹر)",
    outline: "ملک کی دوسری حد: ساحل، پانیوں کی حد، یا اٹلس سے باہر کی سرحد",
    outline_short: "ملک کی دوسری حد",
    fuzzy: "بغیر حد کا خطہ، ایک روایت کے مطابق",
    tripoint: "جہاں تین ملک ملتے ہیں",
    void: "کھلا سمندر، یا اٹلس سے باہر کی زمین",
    km: "{n} کلومیٹر",
    scale_note: "پیمانہ {lat} پر درست · شمال اوپر ہے",
    winds: ["شمال", "جنوب", "مشرق", "مغرب"],
    map_data: "نقشے کے کوائف: {credits}",
    seas: ["بحیرہ عرب", "خلیج فارس"],
    months: ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"],
    day: "{d} {m} {y}",
    month: "{m} {y}",
    span: "{from} تا {to}",
    from: "{from} سے",
    by: "{to} تک",
    any_border: "قریب ترین بین الاقوامی سرحد",
    far: "فاصلہ از: {target}، جیسے نقشے میں ہے (کم ترین فاصلہ پہلے)",
    between: "{min} اور {max} {unit} کے درمیان",
    between_short: "{min} تا {max} {unit}",
    exactly: "{min} {unit}",
    unit_km: "کلومیٹر",
    unit_m: "میٹر",
    rows_left_out: "{n} مزید کی یہاں جگہ نہیں",
    no_distance: "{n} کی کوئی جگہ نہیں، اس لیے فاصلہ بھی نہیں",
    locator: "مقام نما نقشہ۔",
    as_points: "نقطوں کی صورت",
    as_stretches: "سرحد کے حصوں کی صورت",
    as_areas: "علاقوں کی صورت",
    nearest: "{target} سے، جیسے نقشے میں ہے، قریب ترین: {id}، {far}۔",
    nearest_of: "{target} سے، جیسے نقشے میں ہے، قریب ترین: {ids} میں سے ایک؛ کون سا، معلوم نہیں۔",
    cautions: &[
        [
            "Claims are reported, not endorsed. Sources disagree and the disagreement is kept. Tolls from different \
             sources must not be summed or averaged. Areas are not pins; flows are schematic and show no route. The \
             licence covers the coding, not the sources.",
            "دعوے نقل کیے گئے ہیں، ان کی تصدیق نہیں۔ ماخذوں میں اختلاف ہے اور وہ برقرار رکھا گیا ہے۔ مختلف ماخذوں کے جانی \
             نقصان کو نہ جمع کیا جائے نہ ان کی اوسط لی جائے۔ علاقے نقطے نہیں؛ بہاؤ خاکے ہیں اور کوئی راستہ نہیں دکھاتے۔ \
             اجازت نامہ کوڈنگ کا ہے، ماخذوں کا نہیں۔",
        ],
        [
            "Coding by the sarhad contributors. Sources are named claim by claim; the UCDP event is from UCDP GED 23.1 \
             (CC BY 4.0), town points are from GeoNames (CC BY 4.0).",
            "کوڈنگ sarhad کے شرکا کی ہے۔ ہر دعوے کا ماخذ الگ درج ہے؛ UCDP کا واقعہ UCDP GED 23.1 (CC BY 4.0) سے ہے، \
             شہروں کے نقطے GeoNames (CC BY 4.0) سے ہیں۔",
        ],
    ],
    boundaries: "حدود ویسی ہیں جیسی {names} نے کھینچی ہیں؛ اس سے کسی علاقے کی حیثیت پر کوئی موقف ظاہر نہیں ہوتا",
    comma: "، ",
    and: " اور ",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_in_one_pass() {
        assert_eq!(filled("{a} of {b}", &[("a", "{b}"), ("b", "7")]), "{b} of 7");
        assert_eq!(filled("no {end", &[]), "no end");
        assert_eq!(filled("{unknown}x", &[]), "x");
    }

    /// What one language fills in, the others do too.
    #[test]
    fn templates_have_the_same_blanks_in_each_language() {
        let blanks = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            names.sort();
            names
        };
        let templates = |words: &Words| {
            let told = [words.and_more, words.unlabelled, words.off, words.km, words.scale_note, words.map_data];
            let dates = [words.day, words.month, words.span, words.from, words.by];
            let far = [words.far, words.between, words.between_short, words.exactly, words.rows_left_out];
            let head = [words.dataset_years, words.dataset, words.within];
            let rest = [words.no_distance, words.nearest, words.nearest_of, words.boundaries];
            [told.as_slice(), &dates, &far, &head, &rest].concat().into_iter().map(blanks).collect::<Vec<_>>()
        };
        for language in Language::ALL {
            assert_eq!(templates(words(language)), templates(&ENGLISH), "{language}");
        }
    }
}
