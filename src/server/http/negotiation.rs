//! Which of the forms that an answer may have a client gets: by `f=`, else by Accept (RFC 9110, 12.5.1). Not responsible for
//! making it.

use crate::server::http::problem::{Code, Problem};

/// A form that an answer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What `f=` calls it, such as `json`.
    pub name: &'static str,
    /// The media type that the answer has, such as `application/geo+json`.
    pub media: &'static str,
    /// Media types that mean the same to a client, such as `application/json`.
    pub also: &'static [&'static str],
}

/// How well a form is asked for: the weight in thousandths, then how exactly it is named.
type Wish = (u16, u8);

/// The form of `forms` that `f` names, else the one that `accept` likes best, else the first.
///
/// A client that takes none of them gets the first, as RFC 9110 allows: map programs send short lists and take JSON all the
/// same.
///
/// # Errors
/// Where `f` names none of them, or there is none.
///
/// # Not unique
/// Forms that are liked as much go in their order.
pub fn chosen<'a>(forms: &'a [Form], f: Option<&str>, accept: Option<&str>) -> Result<&'a Form, Problem> {
    let first = forms.first().ok_or_else(|| Problem::plain(Code::NotAcceptable))?;
    if let Some(name) = f {
        let named = |form: &&Form| form.name.eq_ignore_ascii_case(name) || form.media.eq_ignore_ascii_case(name);
        return forms.iter().find(named).ok_or_else(|| unknown(forms, name));
    }
    let Some(accept) = accept else { return Ok(first) };
    let mut best: Option<(Wish, &Form)> = None;
    for form in forms {
        let wish = wish(form, accept);
        if wish.0 > 0 && best.is_none_or(|(so_far, _)| wish > so_far) {
            best = Some((wish, form));
        }
    }
    Ok(best.map_or(first, |(_, form)| form))
}

fn unknown(forms: &[Form], name: &str) -> Problem {
    let names: Vec<&str> = forms.iter().map(|form| form.name).collect();
    Problem::parameter("f", format!("there is no form {name:?} of this; it is to be had as {}", names.join(", ")))
}

/// What `accept` says of `form`: the most exact range that holds it decides.
fn wish(form: &Form, accept: &str) -> Wish {
    let mut exactest: Option<(u8, u16)> = None;
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default();
        let Some(exactness) = exactness(form, media) else { continue };
        let weight =
            parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="))).map_or(1000, weight);
        let this = (exactness, weight);
        exactest = Some(exactest.map_or(this, |so_far| so_far.max(this)));
    }
    exactest.map_or((0, 0), |(exactness, weight)| (weight, exactness))
}

/// How exactly the range `media` names `form`, if it does.
fn exactness(form: &Form, media: &str) -> Option<u8> {
    if form.media.eq_ignore_ascii_case(media) {
        return Some(4);
    }
    if form.also.iter().any(|also| also.eq_ignore_ascii_case(media)) {
        return Some(3);
    }
    if media == "*/*" || media == "*" {
        return Some(1);
    }
    let kind = media.strip_suffix("/*")?;
    form.media.split('/').next().is_some_and(|own| own.eq_ignore_ascii_case(kind)).then_some(2)
}

/// A weight in thousandths; what is no weight counts as none.
fn weight(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(fraction) || fraction.len() > 3 {
        return 0;
    }
    let thousandths: u16 = format!("{fraction:0<3}").parse().unwrap_or(0);
    match whole {
        "0" => thousandths,
        "1" => 1000,
        _ => 0,
    }
}
