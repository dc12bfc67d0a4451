//! A change between two documents, and the list of them.

use std::{
    collections::{HashMap, hash_map::Entry},
    fmt,
    rc::Rc,
};

use super::rule::Rule;
use crate::source::{Node, Span};

/// One thing that differs between the old document and the new, and what it means.
#[derive(Debug)]
pub(crate) struct Change {
    /// The kind of change.
    pub(crate) rule: Rule,
    /// What changed, old to new.
    pub(crate) what: String,
    /// Where it is in the old document; absent if only the new one has it.
    pub(crate) old: Option<Span>,
    /// Where it is in the new document; absent if it is gone.
    pub(crate) new: Option<Span>,
    /// The parts of the API that it shows in, each once; one change of a shared component shows in many.
    pub(crate) places: Vec<Place>,
}

impl Change {
    /// Where to point: into the new document, or into the old one (`None`, `Some`) at what is gone.
    fn position(&self) -> (usize, bool) {
        let span = self.new.as_ref().or(self.old.as_ref());
        (span.map_or(0, |span| span.start), self.new.is_none())
    }
}

/// A part of the API, as its users know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// `POST /customers/portal-login`; absent for what belongs to the whole document.
    pub(crate) operation: Option<Rc<str>>,
    /// `response 200 application/json /data/url`
    pub(crate) part: String,
}

impl Place {
    /// Something of the whole document.
    pub(crate) fn document(part: &str) -> Self {
        Self {
            operation: None,
            part: part.to_owned(),
        }
    }

    /// An operation as a whole.
    pub(crate) fn operation(name: &str) -> Self {
        Self {
            operation: Some(name.into()),
            part: String::new(),
        }
    }

    /// A part of this place; the place itself if the part is empty.
    pub(crate) fn part(&self, part: impl fmt::Display) -> Self {
        let part = format!("{} {part}", self.part).trim().to_owned();
        Self {
            operation: self.operation.clone(),
            part,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.operation {
            Some(operation) if self.part.is_empty() => f.write_str(operation),
            Some(operation) => write!(f, "{operation}: {}", self.part),
            None => f.write_str(&self.part),
        }
    }
}

/// The changes, each once whatever the number of places that it shows in.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    list: Vec<Change>,
    known: HashMap<(Rule, String, Option<Span>, Option<Span>), usize>,
}

impl Changes {
    /// Records a change that shows in `place`.
    pub(crate) fn add(
        &mut self,
        rule: impl Into<Rule>,
        place: Place,
        what: impl Into<String>,
        old: impl Into<Site>,
        new: impl Into<Site>,
    ) {
        let (rule, what) = (rule.into(), what.into());
        let (Site(old), Site(new)) = (old.into(), new.into());
        match self
            .known
            .entry((rule, what.clone(), old.clone(), new.clone()))
        {
            Entry::Occupied(entry) => {
                if let Some(change) = self.list.get_mut(*entry.get())
                    && change.places.last() != Some(&place)
                {
                    change.places.push(place);
                }
            }
            Entry::Vacant(entry) => {
                entry.insert(self.list.len());
                self.list.push(Change {
                    rule,
                    what,
                    old,
                    new,
                    places: vec![place],
                });
            }
        }
    }

    /// The most serious first, then in the order of the document.
    pub(crate) fn into_sorted(self) -> Vec<Change> {
        let mut list = self.list;
        list.sort_by(|a, b| {
            let order =
                |change: &Change| (std::cmp::Reverse(change.rule.level()), change.position());
            order(a).cmp(&order(b)).then_with(|| a.what.cmp(&b.what))
        });
        list
    }
}

/// The bytes of one of the two documents that a change is about, if it has any there.
#[derive(Debug, Default)]
pub(crate) struct Site(Option<Span>);

/// What only the other document has.
pub(crate) const NOWHERE: Site = Site(None);

impl From<&Node> for Site {
    fn from(node: &Node) -> Self {
        Self(Some(node.span.clone()))
    }
}

impl From<&Span> for Site {
    fn from(span: &Span) -> Self {
        Self(Some(span.clone()))
    }
}

impl<T> From<Option<T>> for Site
where
    T: Into<Self>,
{
    fn from(site: Option<T>) -> Self {
        site.map_or(NOWHERE, Into::into)
    }
}
