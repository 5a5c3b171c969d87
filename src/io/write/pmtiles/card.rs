//! What a record says, as bytes that wait for the tiles that it is in. Not responsible for where they wait.
//!
//! Of each cell that is not blank: its column and its kind, then its value. Little-endian; texts have their length in front.

use fast_mvt::MvtValueRef;

use crate::io::write::sheet::datum::Datum;

const FLAG: u8 = 0;
const WHOLE: u8 = 1;
const REAL: u8 = 2;
const TEXT: u8 = 3;

/// Appends what the cells of a record say.
pub(super) fn push_cells(card: &mut Vec<u8>, cells: &[Datum]) {
    for (column, cell) in cells.iter().enumerate() {
        let mut head = |kind: u8| {
            card.extend_from_slice(&u32::try_from(column).unwrap_or(u32::MAX).to_le_bytes());
            card.push(kind);
        };
        match cell {
            Datum::Blank => {}
            Datum::Flag(flag) => {
                head(FLAG);
                card.push(u8::from(*flag));
            }
            Datum::Whole(number) => {
                head(WHOLE);
                card.extend_from_slice(&number.to_le_bytes());
            }
            Datum::Real(number) => {
                head(REAL);
                card.extend_from_slice(&number.to_le_bytes());
            }
            Datum::Date(_) | Datum::Moment(_) | Datum::Text(_) | Datum::Nested(_) => {
                head(TEXT);
                let text = cell.text().unwrap_or_default();
                card.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
                card.extend_from_slice(text.as_bytes());
            }
        }
    }
}

/// The cells of a card: the column and the value of each.
pub(super) fn cells(card: &[u8]) -> impl Iterator<Item = (usize, MvtValueRef<'_>)> {
    let mut rest = card;
    std::iter::from_fn(move || {
        let column = u32::from_le_bytes(take(&mut rest)?) as usize;
        let [kind] = take(&mut rest)?;
        let value = match kind {
            FLAG => MvtValueRef::Bool(take::<1>(&mut rest)? != [0]),
            WHOLE => whole(i64::from_le_bytes(take(&mut rest)?)),
            REAL => MvtValueRef::Double(f64::from_le_bytes(take(&mut rest)?)),
            _ => {
                let length = u32::from_le_bytes(take(&mut rest)?) as usize;
                let (text, after) = rest.split_at_checked(length)?;
                rest = after;
                MvtValueRef::String(str::from_utf8(text).ok()?)
            }
        };
        Some((column, value))
    })
}

/// A whole number as a tile has it: those below zero take the form that is shorter for them.
pub(super) fn whole(number: i64) -> MvtValueRef<'static> {
    if number < 0 { MvtValueRef::SInt(number) } else { MvtValueRef::Int(number) }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (front, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*front)
}
