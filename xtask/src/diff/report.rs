//! What a comparison came to.

use crate::{
    diff::{
        api::compare,
        change::Change,
        changelog,
        document::canonical,
        rule::Level,
        version::{Verdict, Versions},
    },
    source::{Source, Span},
};

/// What differs between two documents, and what that asks for.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) old: Source,
    pub(crate) new: Source,
    /// The most serious first.
    pub(crate) changes: Vec<Change>,
    pub(crate) versions: Versions,
}

impl Report {
    /// Compares two documents.
    pub(crate) fn new(old: Source, new: Source) -> Self {
        let changes = compare(&old, &new);
        let worst = changes.iter().map(|change| change.rule.weight()).max();
        let versions = Versions::new(&old, &new, worst);
        Self {
            old,
            new,
            changes,
            versions,
        }
    }

    /// Whether the documents say the same, down to the order of what has one.
    pub(crate) fn is_empty(&self) -> bool {
        canonical(self.old.root()) == canonical(self.new.root())
    }

    /// How many changes are of a level.
    pub(crate) fn count(&self, level: Level) -> usize {
        let changes = self.changes.iter();
        changes
            .filter(|change| change.rule.level() == level)
            .count()
    }

    /// The document to look at for a change, and where in it: the new one, or the old one for what is gone.
    pub(crate) fn site(&self, change: &Change) -> (&Source, Span) {
        match (&change.new, &change.old) {
            (Some(span), _) => (&self.new, span.clone()),
            (None, Some(span)) => (&self.old, span.clone()),
            (None, None) => (&self.new, 0..0),
        }
    }

    /// What keeps the new document from being released with this changelog.
    pub(crate) fn obstacles(&self, changelog: &str) -> Vec<Obstacle> {
        let version = match &self.versions.verdict {
            Verdict::Fits { .. } => None,
            Verdict::DoesNotFit { minimum } => {
                Some(format!("set `info.version` to {minimum} or higher"))
            }
            Verdict::Unknown(_) => Some("set `info.version` to a version such as 0.1.0".to_owned()),
        };
        let version = version.map(|help| Obstacle {
            message: format!("version {}", self.versions),
            help,
        });
        let release = self.versions.to_release();
        let entry = release.filter(|version| !changelog::has_entry(changelog, version));
        let entry = entry.map(|version| Obstacle {
            message: format!("the changelog says nothing about version {version}"),
            help: format!(
                "say under `## [Unreleased]`, or under `## [{version}]`, what changes for users"
            ),
        });
        version.into_iter().chain(entry).collect()
    }
}

/// Something that a maintainer has to do before the new document is right to release.
#[derive(Debug)]
pub(crate) struct Obstacle {
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: String,
}
