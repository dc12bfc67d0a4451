//! The keywords of a schema that let values through or not, and what a change of each means.

use crate::diff::rule::{
    Direction::{self, Request, Response},
    Effect::{self, Added, Changed, Loosened, Removed, Tightened},
    Level::{self, Breaking, Compatible, MaybeBreaking},
};

/// A keyword, how two of its values compare, and where that is judged in a way of its own.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Facet {
    /// What ids call it.
    pub(crate) name: &'static str,
    /// The keyword; `/` leads into an object.
    pub(crate) keyword: &'static str,
    /// How its values compare.
    pub(crate) kind: Kind,
    /// What it does to the SDK's Rust.
    sdk: Sdk,
    /// What [`general`] does not say right.
    exceptions: &'static [(Direction, &'static [Effect], Level, &'static str)],
}

/// How the values of a keyword compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// `type`: every integer is a number.
    Type,
    /// `format`: every `int32` is an `int64`.
    Format,
    /// A limit from above, and the keyword that excludes the limit itself.
    Upper(Option<&'static str>),
    /// A limit from below, likewise.
    Lower(Option<&'static str>),
    /// `multipleOf`
    Multiple,
    /// The values that there are.
    Enum,
    /// The members of an object as pairs of key and value.
    Mapping,
    /// `oneOf` and `anyOf`
    Alternatives,
    /// A boolean: what it is where it is not said, and which of the two lets fewer values through.
    Flag { default: bool, strict: bool },
    /// A boolean that says something about the schema and nothing about values.
    Mark,
    /// Any value, of which only can be said whether it is the same.
    Same,
}

/// What a change of a keyword does to the types that the SDK generates, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sdk {
    /// Nothing.
    Same,
    /// They depend on the keyword's value.
    Value(Level, &'static str),
    /// They depend on whether there is the keyword.
    Presence(Level, &'static str),
}

impl Kind {
    /// What can become of such a keyword.
    pub(crate) fn effects(self) -> &'static [Effect] {
        match self {
            Self::Type | Self::Format | Self::Multiple => {
                &[Added, Removed, Tightened, Loosened, Changed]
            }
            Self::Upper(_) | Self::Lower(_) | Self::Enum | Self::Mapping | Self::Alternatives => {
                &[Added, Removed, Tightened, Loosened]
            }
            Self::Flag { .. } => &[Tightened, Loosened],
            Self::Mark => &[Added, Removed],
            Self::Same => &[Added, Removed, Changed],
        }
    }
}

/// The keywords. `type` comes first: where it changed, the others have nothing to say.
pub(crate) static FACETS: &[Facet] = &[
    Facet {
        name: "type",
        keyword: "type",
        kind: Kind::Type,
        sdk: RETYPED,
        exceptions: &[(
            Request,
            &[Added],
            Breaking,
            "Values of every type were accepted before; those of other types are refused now.",
        )],
    },
    Facet::new("format", "format", Kind::Format).with_sdk(PERHAPS_RETYPED),
    Facet {
        name: "enum",
        keyword: "enum",
        kind: Kind::Enum,
        sdk: VARIANTS,
        exceptions: &[
            (
                Request,
                &[Added],
                Breaking,
                "Values that are not listed were accepted before; they are refused now.",
            ),
            (
                Response,
                &[Loosened],
                Breaking,
                "Generated enums are closed: clients built before cannot read a value that they do not know.",
            ),
        ],
    },
    Facet::new("maximum", "maximum", Kind::Upper(Some("exclusiveMaximum")))
        .with_sdk(PERHAPS_RETYPED),
    Facet::new("minimum", "minimum", Kind::Lower(Some("exclusiveMinimum")))
        .with_sdk(PERHAPS_RETYPED),
    Facet::new("multiple-of", "multipleOf", Kind::Multiple),
    Facet::new("max-length", "maxLength", Kind::Upper(None)).with_sdk(OWN_TYPE),
    Facet::new("min-length", "minLength", Kind::Lower(None)).with_sdk(OWN_TYPE),
    Facet {
        name: "pattern",
        keyword: "pattern",
        kind: Kind::Same,
        sdk: OWN_TYPE,
        exceptions: &[
            (
                Request,
                &[Added],
                Breaking,
                "Values that do not match were accepted before; they are refused now.",
            ),
            (
                Request,
                &[Changed],
                MaybeBreaking,
                "Values that match the old pattern and not the new one are refused now.",
            ),
            (
                Response,
                &[Removed, Changed],
                MaybeBreaking,
                "Generated code checks the pattern: clients built before cannot read a value that does not match it.",
            ),
        ],
    },
    Facet::new("max-items", "maxItems", Kind::Upper(None)),
    Facet::new("min-items", "minItems", Kind::Lower(None)),
    Facet::new(
        "unique-items",
        "uniqueItems",
        Kind::Flag {
            default: false,
            strict: true,
        },
    )
    .with_sdk(PERHAPS_RETYPED),
    Facet::new("max-properties", "maxProperties", Kind::Upper(None)),
    Facet::new("min-properties", "minProperties", Kind::Lower(None)),
    Facet::new(
        "additional-properties",
        "additionalProperties",
        Kind::Flag {
            default: true,
            strict: false,
        },
    ),
    Facet::new(
        "nullable",
        "nullable",
        Kind::Flag {
            default: false,
            strict: false,
        },
    )
    .with_sdk(OPTION),
    Facet {
        name: "default",
        keyword: "default",
        kind: Kind::Same,
        sdk: DEFAULT,
        exceptions: &[
            (
                Request,
                &[Added, Removed, Changed],
                MaybeBreaking,
                "Requests that leave the value out may mean something else now.",
            ),
            (
                Response,
                &[Added, Removed],
                Compatible,
                "Clients built before deal with the value's absence in their own way.",
            ),
            (
                Response,
                &[Changed],
                MaybeBreaking,
                "Clients built before fill in the old default where the value is left out.",
            ),
        ],
    },
    Facet {
        name: "alternatives",
        keyword: "oneOf",
        kind: Kind::Alternatives,
        sdk: VARIANTS,
        exceptions: &[(
            Response,
            &[Added],
            MaybeBreaking,
            "What clients built before read as one shape now comes in several.",
        )],
    },
    Facet {
        name: "discriminator",
        keyword: "discriminator/propertyName",
        kind: Kind::Same,
        sdk: Sdk::Same,
        exceptions: &[(
            Response,
            &[Removed],
            MaybeBreaking,
            "Clients built before may need it to tell the alternatives from each other.",
        )],
    },
    Facet {
        name: "discriminator-mapping",
        keyword: "discriminator/mapping",
        kind: Kind::Mapping,
        sdk: Sdk::Same,
        exceptions: &[(
            Response,
            &[Removed],
            MaybeBreaking,
            "The values of the discriminator are the names of the schemas now, which clients built before may not know.",
        )],
    },
    Facet::new("not", "not", Kind::Same),
    Facet {
        name: "xml",
        keyword: "xml",
        kind: Kind::Same,
        sdk: Sdk::Same,
        exceptions: &[
            (Request, &[Added, Removed, Changed], MaybeBreaking, XML),
            (Response, &[Added, Removed, Changed], MaybeBreaking, XML),
        ],
    },
    Facet {
        name: "reference",
        keyword: "$ref",
        kind: Kind::Same,
        sdk: PERHAPS_RETYPED,
        exceptions: &[
            (
                Request,
                &[Added, Removed, Changed],
                MaybeBreaking,
                ELSEWHERE,
            ),
            (
                Response,
                &[Added, Removed, Changed],
                MaybeBreaking,
                ELSEWHERE,
            ),
        ],
    },
    Facet {
        name: "deprecated",
        keyword: "deprecated",
        kind: Kind::Mark,
        sdk: Sdk::Same,
        exceptions: &[
            (Request, &[Added, Removed], Compatible, DEPRECATED),
            (Response, &[Added, Removed], Compatible, DEPRECATED),
        ],
    },
];

const RETYPED: Sdk = Sdk::Value(
    Breaking,
    "The value has another Rust type: programs that use it no longer compile.",
);
const PERHAPS_RETYPED: Sdk = Sdk::Value(MaybeBreaking, "The value may have another Rust type.");
const VARIANTS: Sdk = Sdk::Value(
    Breaking,
    "The enum has other variants: programs that name one that is gone, or match all, no longer compile.",
);
const OWN_TYPE: Sdk = Sdk::Presence(
    Breaking,
    "A string of which more is asked has a type of its own: programs that use it no longer compile.",
);
const OPTION: Sdk = Sdk::Value(
    MaybeBreaking,
    "The value may be an `Option` where it was none, or the other way round.",
);
const DEFAULT: Sdk = Sdk::Presence(MaybeBreaking, "A value that has a default is no `Option`.");

const XML: &str =
    "In XML the value is written in another way, which clients built before do not know.";
const ELSEWHERE: &str =
    "The reference leads out of the document: what differs there has to be looked at.";
const DEPRECATED: &str = "Deprecated or not, it works.";

impl Facet {
    const fn new(name: &'static str, keyword: &'static str, kind: Kind) -> Self {
        Self {
            name,
            keyword,
            kind,
            sdk: Sdk::Same,
            exceptions: &[],
        }
    }

    const fn with_sdk(self, sdk: Sdk) -> Self {
        Self { sdk, ..self }
    }

    /// What an effect does to the types that the SDK generates, and why.
    pub(crate) fn sdk(&self, effect: Effect) -> Option<(Level, &'static str)> {
        match self.sdk {
            Sdk::Value(level, why) => Some((level, why)),
            Sdk::Presence(level, why) => matches!(effect, Added | Removed).then_some((level, why)),
            Sdk::Same => None,
        }
    }

    /// What an effect on the values of a request or a response does to users, and why.
    pub(crate) fn judge(&self, direction: Direction, effect: Effect) -> (Level, &'static str) {
        self.exceptions
            .iter()
            .find(|(whose, effects, ..)| *whose == direction && effects.contains(&effect))
            .map_or_else(
                || general(direction, effect),
                |&(.., level, why)| (level, why),
            )
    }
}

/// What holds for any keyword: a request may hold more than before, a response less.
const fn general(direction: Direction, effect: Effect) -> (Level, &'static str) {
    match (direction, effect) {
        (Request, Added) => (
            MaybeBreaking,
            "The server may refuse values that the document allowed, or may have refused them all along.",
        ),
        (Request, Tightened) => (
            Breaking,
            "Values that were accepted before are refused now.",
        ),
        (Request, Changed) => (
            Breaking,
            "Values that were accepted before may be refused now.",
        ),
        (Request, Removed | Loosened) => {
            (Compatible, "Every value that was accepted before still is.")
        }
        (Response, Added | Tightened) => (
            Compatible,
            "Every value that can come now could come before.",
        ),
        (Response, Removed | Loosened | Changed) => (
            Breaking,
            "Values can come that clients built before are not prepared for.",
        ),
    }
}
