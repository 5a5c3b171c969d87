//! From an id to the number of its record. Not responsible for making ids unlike.

use std::cmp::Ordering;

use crate::collection::column::Words;

/// The ids of all records, each unlike the others.
#[derive(Debug, Clone)]
pub struct Ids {
    words: Words,
    /// The records' numbers, by their ids.
    order: Vec<u32>,
}

impl Ids {
    /// These ids, one for each record in order; `None` where two are the same.
    #[must_use]
    pub fn new(words: Words) -> Option<Self> {
        let count = u32::try_from(words.len()).ok()?;
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_unstable_by(|&one, &other| words.get(one).cmp(words.get(other)));
        let unlike = order.windows(2).all(|pair| words.get(pair[0]).cmp(words.get(pair[1])) == Ordering::Less);
        unlike.then_some(Self { words, order })
    }

    /// The record of this id.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u32> {
        let at = self.order.binary_search_by(|&number| self.words.get(number).cmp(id)).ok()?;
        self.order.get(at).copied()
    }

    /// The id of the record of this number; empty where there is none.
    #[must_use]
    pub fn id(&self, number: u32) -> &str {
        self.words.get(number)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(all: &[&str]) -> Words {
        let mut words = Words::default();
        for word in all {
            words.text.push_str(word);
            words.ends.push(words.text.len() as u64);
        }
        words
    }

    #[test]
    fn an_id_is_found_and_another_is_not() {
        let ids = Ids::new(words(&["A10", "A2", "گوادر", ""])).unwrap();
        for (number, id) in ["A10", "A2", "گوادر", ""].into_iter().enumerate() {
            assert_eq!(ids.number(id), u32::try_from(number).ok());
        }
        assert_eq!(ids.number("A1"), None);
        assert!(Ids::new(words(&["x", "y", "x"])).is_none());
    }
}
