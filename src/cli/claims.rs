//! Sets of claims as the commands about claims take them: built in, or a file read whole. Not responsible for what is done
//! with them.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use crate::atlas::Atlas;
use crate::atlas::article::article;
use crate::cli::args::{Limited, Reading};
use crate::cli::date_words::written;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{ArticlePart, MadeOf, Source, read_options};
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::read::claims::read_claims;
use crate::io::read::problem::{Problem, Severity};
use crate::model::claim::{ClaimSet, ClaimSource, Incident};
use crate::model::precision::{Precision, Whereabouts};
use crate::query::incidents::{Records, claim_features};
use crate::units::Metres;

/// A set of claims, and how much of its input was refused.
pub(super) struct Claims {
    pub(super) source: Source,
    pub(super) set: Cow<'static, ClaimSet>,
    refused: u64,
    /// What was told of its input.
    problems: Vec<Problem>,
    /// Records left out since nobody has reviewed them.
    drafts: u64,
    /// Whether its input was counted by claims, as a table is, and not by records.
    read_by_claim: bool,
    /// Claims left out of records of which others are reviewed.
    drafts_beside: u64,
}

/// What becomes of claims that nobody has reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drafts {
    /// They are no data yet.
    LeftOut,
    /// They were asked for.
    Taken,
}

impl Drafts {
    /// What the flag `--include-drafts` says.
    pub(super) fn asked(flag: bool) -> Self {
        if flag { Self::Taken } else { Self::LeftOut }
    }
}

impl Claims {
    /// The claims that `input` names.
    pub(super) fn of(input: &Path, reading: &Limited, report: &mut Report) -> Result<Self, Failure> {
        let source = Source::of(input)?;
        if let Source::Article(_) = source {
            return Ok(Self {
                source,
                set: Cow::Borrowed(article()),
                refused: 0,
                problems: Vec::new(),
                read_by_claim: false,
                drafts: 0,
                drafts_beside: 0,
            });
        }
        let input = source.opened().ok_or_else(|| Usage::NoClaims { input: source.name() })?;
        let options = read_options(&Reading {
            encoding: reading.encoding.clone(),
            delimiter: reading.delimiter.clone(),
            ..Reading::default()
        })?;
        let read = read_claims(input, &options);
        signals::go_on()?;
        let read = read?;
        for problem in &read.problems {
            report.problem(problem);
        }
        let counts = Counts {
            input: source.name(),
            read: read.read,
            kept: read.kept,
            refused: read.refused,
            ..Counts::default()
        };
        report.counts(counts);
        if reading.strict && read.refused > 0 {
            return Err(Failure::Strict { refused: read.refused, read: read.read });
        }
        debug_assert!(read.problems.iter().filter(|p| p.severity == Severity::Refused).count() as u64 == read.refused);
        let claims: usize = read.set.records.iter().map(|record| record.claims.len()).sum();
        let read_by_claim = read.kept == claims as u64;
        Ok(Self {
            source,
            set: Cow::Owned(read.set),
            refused: read.refused,
            problems: read.problems,
            read_by_claim,
            drafts: 0,
            drafts_beside: 0,
        })
    }

    /// The same as data: claims that nobody has reviewed are left out and told, and so is a record that has no other; unless they
    /// are asked for. The built-in set stays whole: its `status` says which of its codings are not checked yet.
    pub(super) fn taken_as_data(mut self, drafts: Drafts, report: &mut Report) -> Self {
        let whole = self.set.records.iter().filter(|record| record.is_draft()).count() as u64;
        let in_whole = self.set.records.iter().filter(|record| record.is_draft()).map(|record| record.claims.len());
        let whole_claims = in_whole.sum::<usize>() as u64;
        let partly = self.set.records.iter().filter(|record| !record.is_draft()).flat_map(|record| &record.claims);
        let claims = partly.filter(|claim| claim.is_draft()).count() as u64;
        if matches!(self.source, Source::Article(_)) || whole + claims == 0 {
            return self;
        }
        let told = match (whole, claims) {
            (whole, 0) => counted(whole, "record is a draft", "records are drafts"),
            (0, claims) => counted(claims, "claim is a draft", "claims are drafts"),
            (whole, claims) => {
                let records = counted(whole, "record", "records");
                format!("{records} and {} of other records are drafts", counted(claims, "claim", "claims"))
            }
        };
        if drafts == Drafts::Taken {
            report.outcome(&format!("{told} that nobody has reviewed; status says so"));
            return self;
        }
        let records = &mut self.set.to_mut().records;
        records.retain(|record| !record.is_draft());
        for record in records.iter_mut() {
            record.leave_out_drafts();
        }
        (self.drafts, self.drafts_beside) = (whole, claims);
        // what was read are records of JSON, and claims of a table
        report.left_out(if self.read_by_claim { whole_claims + claims } else { whole });
        report.outcome(&format!(
            "{told} that nobody has reviewed, so left out; set the status of the claims to reviewed, or say --include-drafts"
        ));
        self
    }

    /// Its claims as a source of features, one a claim.
    pub(super) fn as_source(&self, atlas: &Atlas) -> Source {
        let records = match self.source {
            Source::Article(ArticlePart::Diplomacy) => Records::Diplomacy,
            Source::Article(ArticlePart::Incidents) => Records::Incidents,
            _ => Records::All,
        };
        Source::Made(Arc::new(MadeOf {
            source: self.source.clone(),
            metadata: serde_json::to_value(&self.set.dataset).unwrap_or_default(),
            features: claim_features(atlas, &self.set, records),
        }))
    }

    /// Whether drafts were left out and nothing else is there.
    pub(super) fn none_reviewed(&self) -> bool {
        self.drafts > 0 && self.set.records.is_empty()
    }

    /// What became of the claims, in a line.
    pub(super) fn counts_words(&self) -> String {
        let kept: usize = self.named().iter().map(|record| record.claims.len()).sum();
        let mut told = format!("claims of {}: {kept}, refused {}", self.source.name(), self.refused);
        let drafts = [("records", self.drafts), ("claims", self.drafts_beside)];
        told.extend(
            drafts
                .into_iter()
                .filter(|(_, left)| *left > 0)
                .map(|(what, left)| format!(", draft {what} left out {left}")),
        );
        told
    }

    /// What was told of its input, refusals among it.
    #[cfg_attr(not(feature = "web"), expect(dead_code, reason = "maps for the web alone ask for it"))]
    pub(super) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How a command ends that did what was asked with what was kept.
    pub(super) fn exit(&self) -> Exit {
        Exit::finished(self.refused)
    }

    /// The records that the input's name stands for: `@diplomacy` is a part of a set, a file the whole of one.
    pub(super) fn named(&self) -> Vec<&Incident> {
        let layer = match self.source {
            Source::Article(ArticlePart::Incidents) => Some("incidents"),
            Source::Article(ArticlePart::Diplomacy) => Some("diplomacy"),
            _ => None,
        };
        self.set.records.iter().filter(|record| layer.is_none_or(|layer| record.record.layer() == layer)).collect()
    }
}

/// `“Battling cross-border terrorism” (Dawn, 2023-04-02)`
pub(super) fn source_words(set: &ClaimSet, id: &str) -> String {
    let Some(source) = set.source(id) else { return id.to_owned() };
    let ClaimSource { title, publisher, published, .. } = source;
    let told: Vec<&str> = [publisher, published].into_iter().flatten().map(String::as_str).collect();
    if told.is_empty() { format!("“{title}”") } else { format!("“{title}” ({})", told.join(", ")) }
}

/// Where, in words: `somewhere in this district: PK/gwadar (“Gwadar district”)`.
pub(super) fn place_words(place: &Whereabouts) -> String {
    let point = place.lon.zip(place.lat).map(|(lon, lat)| format!("{lon},{lat}"));
    let radius = place.radius_m.map(|radius_m| format!("within {}", Metres::new(radius_m)));
    let how = match (place.precision, &point) {
        (Precision::Exact, _) => "at this point",
        (Precision::Near, _) => "near this point",
        (Precision::Locality, Some(_)) => "at a named place, whose point is known",
        (Precision::Locality, None) => "at a named place without a published position",
        (Precision::District, _) => "somewhere in this district",
        (Precision::Province, _) => "somewhere in this province",
        (Precision::BorderZone, _) => "somewhere along this border",
        (Precision::Corridor, _) => "somewhere along a road or another line that is not drawn",
        (Precision::Country, _) => "somewhere in this country",
        (Precision::Water, _) => "at sea",
        (Precision::Unlocated, _) => "not placed",
    };
    let areas = Some(place.areas.join(" ")).filter(|areas| !areas.is_empty());
    let parts: Vec<String> =
        [place.place.clone(), areas, place.border.clone(), point, radius].into_iter().flatten().collect();
    let told = if parts.is_empty() { how.to_owned() } else { format!("{how}: {}", parts.join(", ")) };
    let told = written(&told, place.as_written.as_deref());
    place.note.as_ref().map_or_else(|| told.clone(), |note| format!("{told}; {note}"))
}
