//! What two documents offer, compared part by part.

mod body;
mod documentation;
mod operation;
mod parameter;
mod response;
mod security;
mod server;

use crate::{
    diff::{
        change::{Change, Changes, NOWHERE, Place, Site},
        document::{Document, Documents, Named, canonical},
        pairing::pair,
        rule::{Direction, Offer},
        schema::Schemas,
    },
    source::{Node, Source},
};

/// Compares two documents.
pub(crate) fn compare(old: &Source, new: &Source) -> Vec<Change> {
    let (old, new) = (Document::new(old), Document::new(new));
    let documents = Documents {
        old: &old,
        new: &new,
    };
    let mut comparison = Comparison {
        documents,
        changes: Changes::default(),
        schemas: Schemas::default(),
    };
    comparison.servers(
        &Place::document("servers"),
        old.root().get("servers"),
        new.root().get("servers"),
    );
    comparison.operations();
    comparison.components();
    let Comparison {
        mut changes,
        schemas,
        ..
    } = comparison;
    schemas.finish(documents, &mut changes);
    documentation::compare(old.root(), new.root(), &mut changes);
    changes.into_sorted()
}

/// What was found so far.
#[derive(Debug)]
pub(crate) struct Comparison<'d, 's> {
    pub(crate) documents: Documents<'d, 's>,
    changes: Changes,
    schemas: Schemas<'s>,
}

impl<'s> Comparison<'_, 's> {
    /// Records a change.
    pub(crate) fn change(
        &mut self,
        rule: Offer,
        place: &Place,
        what: impl Into<String>,
        old: impl Into<Site>,
        new: impl Into<Site>,
    ) {
        self.changes.add(rule, place.clone(), what, old, new);
    }

    /// Compares the names of schemas, which are those of types.
    fn components(&mut self) {
        let all = |document: &Document<'s>| {
            let components = document.root().get("components");
            document.members(components, "schemas").collect()
        };
        let schemas = pair(
            all(self.documents.old),
            all(self.documents.new),
            &[
                &|schema: &Named<'s>| Some(schema.name.to_owned()),
                &|schema: &Named<'s>| Some(canonical(schema.node)),
            ],
        );
        let place = Place::document("components schemas");
        for gone in schemas.removed {
            let what = format!("schema `{}` was removed", gone.name);
            self.change(Offer::SchemaRemoved, &place, what, gone.key, NOWHERE);
        }
        for (old, new) in schemas
            .both
            .iter()
            .filter(|(old, new)| old.name != new.name)
        {
            let what = format!("schema `{}` → `{}`", old.name, new.name);
            self.change(Offer::SchemaRenamed, &place, what, old.key, new.key);
        }
    }

    /// Has the schemas of two values with a `schema` compared.
    pub(crate) fn schema(
        &mut self,
        place: &Place,
        direction: Direction,
        old: &'s Node,
        new: &'s Node,
    ) {
        let (old, new) = (old.get("schema"), new.get("schema"));
        self.schemas
            .add(self.documents, place.clone(), direction, old, new);
    }
}
