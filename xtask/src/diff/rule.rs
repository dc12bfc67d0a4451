//! The kinds of change: each with its id, its level, and why it matters.

mod offer;

use std::fmt;

pub(crate) use offer::Offer;

use super::schema::facet::{FACETS, Facet};

/// What a change does to those who use the API, or the SDK that is generated from its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    /// Only the words differ.
    Documentation,
    /// What worked before still works.
    Compatible,
    /// What worked before may fail: it depends on the server or on the program.
    MaybeBreaking,
    /// Something that worked before fails.
    Breaking,
}

impl Level {
    /// From the most serious on.
    pub(crate) const ALL: [Self; 4] = [
        Self::Breaking,
        Self::MaybeBreaking,
        Self::Compatible,
        Self::Documentation,
    ];
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Documentation => "documentation",
            Self::Compatible => "compatible",
            Self::MaybeBreaking => "maybe breaking",
            Self::Breaking => "breaking",
        })
    }
}

/// Which way values go. A client may not be asked for more in a request, and may not be given more in a response:
/// a request is contravariant in its schema, a response covariant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl Direction {
    pub(crate) const ALL: [Self; 2] = [Self::Request, Self::Response];

    /// The keyword that keeps a property out of messages that go this way.
    pub(crate) fn hiding(self) -> &'static str {
        self.choose("readOnly", "writeOnly")
    }

    /// The one of two values that is for this direction.
    pub(crate) fn choose<T>(self, request: T, response: T) -> T {
        match self {
            Self::Request => request,
            Self::Response => response,
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.choose("request", "response"))
    }
}

/// What became of the set of values that a schema's keyword lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Effect {
    /// There was no such constraint before: fewer values.
    Added,
    /// The constraint is gone: more values.
    Removed,
    /// The constraint is stricter: fewer values.
    Tightened,
    /// The constraint is laxer: more values.
    Loosened,
    /// The constraint is another one: some values less, some more.
    Changed,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Tightened => "tightened",
            Self::Loosened => "loosened",
            Self::Changed => "changed",
        })
    }
}

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    /// A change of what the document offers.
    Offer(Offer),
    /// A change of the values that a schema's keyword lets through.
    Values(Direction, &'static Facet, Effect),
}

impl From<Offer> for Rule {
    fn from(offer: Offer) -> Self {
        Self::Offer(offer)
    }
}

impl Rule {
    /// Every kind of change there is.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let values = Direction::ALL.into_iter().flat_map(|direction| {
            FACETS.iter().flat_map(move |facet| {
                let effects = facet.kind.effects().iter();
                effects.map(move |&effect| Self::Values(direction, facet, effect))
            })
        });
        Offer::ALL.iter().copied().map(Self::Offer).chain(values)
    }

    /// The name by which messages and readers call it.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Offer(offer) => offer.id().to_owned(),
            Self::Values(direction, facet, effect) => {
                format!("{direction}-{}-{effect}", facet.name)
            }
        }
    }

    /// What it does to users.
    pub(crate) fn level(self) -> Level {
        match self {
            Self::Offer(offer) => offer.level(),
            Self::Values(direction, facet, effect) => facet.judge(direction, effect).0,
        }
    }

    /// What it is, in one line.
    pub(crate) fn summary(self) -> String {
        match self {
            Self::Offer(offer) => offer.summary().to_owned(),
            Self::Values(direction, facet, effect) => {
                format!("`{}` {effect} in what a {direction} holds", facet.keyword)
            }
        }
    }

    /// What it does to programs that use the types and methods that the SDK generates, and why. What is compatible for
    /// the API need not be for them: a field that is no `Option` any more is another type.
    pub(crate) fn sdk(self) -> Option<(Level, &'static str)> {
        match self {
            Self::Offer(offer) => offer.sdk(),
            Self::Values(_, facet, effect) => facet.sdk(effect),
        }
    }

    /// The level at which a version has to count it.
    pub(crate) fn weight(self) -> Level {
        let sdk = self.sdk().map(|(level, _)| level);
        sdk.map_or(self.level(), |level| level.max(self.level()))
    }

    /// Why it matters.
    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::Offer(offer) => offer.why(),
            Self::Values(direction, facet, effect) => facet.judge(direction, effect).1,
        }
    }
}
