//! What the changes ask of the version, by the rules that Cargo reads versions with.

use std::fmt;

use semver::Version;

use super::rule::Level;
use crate::source::{Source, Span};

/// The versions of two documents, and what the changes between them ask for.
#[derive(Debug)]
pub(crate) struct Versions {
    pub(crate) old: String,
    pub(crate) new: String,
    /// Where the new one is said.
    pub(crate) span: Option<Span>,
    /// The most serious change.
    level: Level,
    pub(crate) verdict: Verdict,
}

/// Whether the new version is high enough.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fits {
        /// The least that would have been enough.
        minimum: Version,
    },
    DoesNotFit {
        minimum: Version,
    },
    /// This is not a version by Semantic Versioning, so that nothing can be said.
    Unknown(String),
}

impl Versions {
    /// Judges `info.version` of two documents; `level` is that of the most serious change.
    pub(crate) fn new(old: &Source, new: &Source, level: Option<Level>) -> Self {
        let node = |source: &'_ Source| {
            let node = source.root().pointer("/info/version");
            node.and_then(|node| Some((node.as_str()?.to_owned(), node.span.clone())))
        };
        let (old, _) = node(old).unwrap_or_default();
        let (new, span) =
            node(new).map_or_else(Default::default, |(text, span)| (text, Some(span)));
        let level = level.unwrap_or(Level::Documentation);
        let verdict = match (Version::parse(&old), Version::parse(&new)) {
            (Err(_), _) => Verdict::Unknown(old.clone()),
            (_, Err(_)) => Verdict::Unknown(new.clone()),
            (Ok(old), Ok(new)) => {
                let minimum = least(&old, level);
                if new >= old && release(&new) >= release(&minimum) {
                    Verdict::Fits { minimum }
                } else {
                    Verdict::DoesNotFit { minimum }
                }
            }
        };
        Self {
            old,
            new,
            span,
            level,
            verdict,
        }
    }

    /// The version that the changes are to be released as; none if nothing is to be released.
    pub(crate) fn to_release(&self) -> Option<String> {
        match &self.verdict {
            Verdict::DoesNotFit { minimum } => Some(minimum.to_string()),
            _ => (self.old != self.new).then(|| self.new.clone()),
        }
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            old, new, level, ..
        } = self;
        write!(f, "{old} → {new} ")?;
        let changes = match level {
            Level::Documentation => "no change asks for another",
            Level::Compatible => "compatible changes ask for at least",
            Level::MaybeBreaking => "changes that may break users ask for at least",
            Level::Breaking => "breaking changes ask for at least",
        };
        match &self.verdict {
            Verdict::Fits { .. } if *level == Level::Documentation => write!(f, "fits: {changes}"),
            Verdict::Fits { minimum } => write!(f, "fits: {changes} {minimum}"),
            Verdict::DoesNotFit { .. } if *level == Level::Documentation => {
                f.write_str("does not fit: it was higher before")
            }
            Verdict::DoesNotFit { minimum } => write!(f, "does not fit: {changes} {minimum}"),
            Verdict::Unknown(version) => write!(
                f,
                "cannot be judged: `{version}` is not a version as in `1.2.3` (Semantic Versioning)"
            ),
        }
    }
}

/// The least version for a change. Cargo takes `0.2.0` for incompatible with `0.1.0`, and any two of `0.0.z` too.
fn least(old: &Version, level: Level) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *old;
    match (level, major, minor) {
        (Level::Documentation, ..) => old.clone(),
        // What leads up to a release promises nothing.
        _ if !old.pre.is_empty() => release(old),
        (_, 0, 0) => Version::new(0, 0, patch.saturating_add(1)),
        (Level::Compatible, 0, _) => Version::new(0, minor, patch.saturating_add(1)),
        (Level::Compatible, ..) => Version::new(major, minor.saturating_add(1), 0),
        (Level::MaybeBreaking | Level::Breaking, 0, _) => {
            Version::new(0, minor.saturating_add(1), 0)
        }
        (Level::MaybeBreaking | Level::Breaking, ..) => Version::new(major.saturating_add(1), 0, 0),
    }
}

/// The release that a version is, or leads up to.
fn release(version: &Version) -> Version {
    Version::new(version.major, version.minor, version.patch)
}
