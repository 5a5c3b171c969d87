//! The built-in incidents: one news article of 28 January 2024, coded by hand. Not responsible for drawing them.

use std::sync::LazyLock;

use crate::model::claim::ClaimSet;

static ARTICLE: LazyLock<ClaimSet> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/incidents/article-2024-01-28.json"))
        .expect("the built-in dataset is checked against its schema by a test")
});

/// The claims about attacks, diplomacy and movements across the Iran–Pakistan border in one article.
#[must_use]
pub fn article() -> &'static ClaimSet {
    &ARTICLE
}
