//! How the `oneOf` and `anyOf` of two schemas go together.

use super::view::View;
use crate::{
    diff::{
        document::{Document, Documents, canonical},
        pairing::{Key, Pairing, pair},
    },
    source::Node,
};

/// What became of a schema's alternatives.
#[derive(Debug)]
pub(crate) enum Alternatives<'s> {
    /// Neither schema has any.
    Plain(View<'s>, View<'s>),
    /// One of the two has them (this is its first), and the other is none of them.
    Unrelated(Option<&'s Node>, Option<&'s Node>),
    /// Both have them, or one has them and the other is one of them.
    Matched {
        pairing: Pairing<Alternative<'s>>,
        /// What is left to compare of the schemas themselves.
        rest: (View<'s>, View<'s>),
    },
}

impl<'s> Alternatives<'s> {
    /// Matches the alternatives of an old schema with those of a new one.
    pub(crate) fn new(documents: Documents<'_, 's>, old: View<'s>, new: View<'s>) -> Self {
        let olds = Alternative::all(documents.old, &old);
        let news = Alternative::all(documents.new, &new);
        let keys: [Key<'_, Alternative<'s>>; 4] = [
            &|alternative| alternative.name.map(str::to_owned),
            &|alternative| Some(alternative.canonical.clone()),
            &|alternative| alternative.unnamed(alternative.title),
            &|alternative| alternative.unnamed(alternative.kind),
        ];
        let (surely_same, _) = keys.split_at(2);
        let firsts = (
            olds.first().map(|first| first.node),
            news.first().map(|first| first.node),
        );
        let mut pairing = match firsts {
            (None, None) => return Self::Plain(old, new),
            (Some(_), Some(_)) => {
                let pairing = pair(olds, news, &keys);
                return Self::Matched {
                    pairing,
                    rest: (old, new),
                };
            }
            (None, Some(_)) => pair(Alternative::itself(documents.old, &old), news, surely_same),
            (Some(_), None) => pair(olds, Alternative::itself(documents.new, &new), surely_same),
        };
        // The schema that counts as its own alternative is compared with its partner and what is said beside it.
        match pairing.both.pop() {
            None => Self::Unrelated(firsts.0, firsts.1),
            Some((was, is)) => Self::Matched {
                pairing,
                rest: (
                    old.and(View::new(documents.old, &[was.node])),
                    new.and(View::new(documents.new, &[is.node])),
                ),
            },
        }
    }
}

/// A member of `oneOf` or `anyOf`.
#[derive(Debug)]
pub(crate) struct Alternative<'s> {
    pub(crate) node: &'s Node,
    /// What a reader calls it.
    pub(crate) label: &'s str,
    name: Option<&'s str>,
    title: Option<&'s str>,
    kind: Option<&'s str>,
    canonical: String,
}

impl<'s> Alternative<'s> {
    fn new(document: &Document<'s>, node: &'s Node) -> Self {
        let schema = document.resolve(node);
        let name = document.name(schema);
        let title = schema.get("title").and_then(Node::as_str);
        let kind = View::new(document, &[schema]).kind().map(|(_, kind)| kind);
        Self {
            node,
            label: name.or(title).or(kind).unwrap_or("schema"),
            name,
            title,
            kind,
            canonical: canonical(schema),
        }
    }

    /// What it is known by if it is no component: those are told from each other by their names.
    fn unnamed(&self, key: Option<&'s str>) -> Option<String> {
        key.filter(|_| self.name.is_none()).map(str::to_owned)
    }

    /// The alternatives of a schema.
    fn all(document: &Document<'s>, schema: &View<'s>) -> Vec<Self> {
        let lists = schema.values("oneOf").chain(schema.values("anyOf"));
        let nodes = lists.filter_map(Node::as_array).flatten();
        nodes.map(|node| Self::new(document, node)).collect()
    }

    /// A schema without alternatives as its own.
    fn itself(document: &Document<'s>, schema: &View<'s>) -> Vec<Self> {
        let node = schema.parts().next();
        node.map(|node| Self::new(document, node))
            .into_iter()
            .collect()
    }
}
