//! Operations: which there are, and what each says of itself.

use super::Comparison;
use crate::{
    diff::{
        change::{NOWHERE, Place},
        document::{Document, Documents, Named, canonical, is_true, shown},
        pairing::{pair, pair_by},
        rule::{
            Direction::{Request, Response},
            Offer,
        },
    },
    source::{Node, Span},
};

/// The fields of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation and what stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation<'s> {
    method: &'s str,
    pub(crate) path: &'s str,
    /// The path item that it is in.
    pub(crate) item: &'s Node,
    pub(crate) node: &'s Node,
    /// Where it starts.
    key: &'s Span,
}

impl<'s> Operation<'s> {
    /// The operations of the path items that `paths` holds.
    fn all(paths: impl Iterator<Item = Named<'s>>) -> Vec<Self> {
        let mut operations = Vec::new();
        for Named {
            name, node: item, ..
        } in paths
        {
            for member in item.as_object().into_iter().flatten() {
                if METHODS.contains(&member.key.as_str()) {
                    operations.push(Self {
                        method: &member.key,
                        path: name,
                        item,
                        node: &member.value,
                        key: &member.key_span,
                    });
                }
            }
        }
        operations
    }

    /// `POST /customers/portal-login`
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    fn id(&self) -> Option<&'s Node> {
        self.node.get("operationId")
    }

    /// What a callback has besides bodies.
    fn surroundings(&self) -> (Option<String>, Vec<&'s str>) {
        let responses = self.node.get("responses").and_then(Node::as_object);
        let mut statuses: Vec<_> = responses
            .into_iter()
            .flatten()
            .map(|member| member.key.as_str())
            .collect();
        statuses.sort_unstable();
        (self.node.get("parameters").map(canonical), statuses)
    }

    /// The path without the names of its parameters.
    fn shape(&self) -> String {
        let mut shape = self.method.to_owned();
        for (index, part) in self.path.split(['{', '}']).enumerate() {
            shape.push_str(if index % 2 == 0 { part } else { "{}" });
        }
        shape
    }
}

impl<'s> Comparison<'_, 's> {
    /// Compares all operations.
    pub(crate) fn operations(&mut self) {
        let all = |document: &Document<'s>| {
            Operation::all(document.members(Some(document.root()), "paths"))
        };
        let (olds, news) = (all(self.documents.old), all(self.documents.new));
        let operations = pair(
            olds,
            news,
            &[
                &|operation: &Operation<'s>| Some(operation.name()),
                &|operation: &Operation<'s>| Some(operation.shape()),
                &|operation: &Operation<'s>| operation.id()?.as_str().map(str::to_owned),
            ],
        );
        for gone in operations.removed {
            let place = Place::operation(&gone.name());
            let what = format!("{} was removed", gone.name());
            self.change(Offer::OperationRemoved, &place, what, gone.key, NOWHERE);
        }
        for fresh in operations.added {
            let place = Place::operation(&fresh.name());
            let what = format!("{} was added", fresh.name());
            self.change(Offer::OperationAdded, &place, what, NOWHERE, fresh.key);
        }
        for (old, new) in operations.both {
            let place = Place::operation(&new.name());
            if old.shape() != new.shape() {
                let what = format!("{} → {}", old.name(), new.name());
                self.change(Offer::OperationMoved, &place, what, old.key, new.key);
            }
            self.operation(&place, old, new);
        }
    }

    fn operation(&mut self, place: &Place, old: Operation<'s>, new: Operation<'s>) {
        self.operation_id(place, old, new);
        let offers = [Offer::OperationDeprecated, Offer::OperationReactivated];
        self.deprecation(
            place,
            "operation",
            offers,
            (old.node, old.key),
            (new.node, new.key),
        );
        self.tags(place, old, new);
        self.own_servers(place, old, new);
        self.security(place, old, new);
        self.parameters(place, old, new);
        self.body(place, Request, old.node, new.node);
        self.responses(place, Response, old.node, new.node);
        self.callbacks(place, old.node, new.node);
    }

    fn operation_id(&mut self, place: &Place, old: Operation<'s>, new: Operation<'s>) {
        let [was, is] = [old, new].map(|operation| operation.id().and_then(Node::as_str));
        if was != is {
            let [before, after] = [was, is].map(|id| id.unwrap_or("none"));
            let rule = match was {
                Some(_) => Offer::OperationIdChanged,
                None => Offer::OperationIdAdded,
            };
            let what = format!("`operationId`: {before} → {after}");
            self.change(rule, place, what, old.id(), new.id());
        }
    }

    /// Compares the `deprecated` of something.
    pub(crate) fn deprecation(
        &mut self,
        place: &Place,
        thing: &str,
        [deprecated, reactivated]: [Offer; 2],
        (old, old_key): (&'s Node, &'s Span),
        (new, new_key): (&'s Node, &'s Span),
    ) {
        match (is_true(old, "deprecated"), is_true(new, "deprecated")) {
            (false, true) => {
                let what = format!("{thing} is deprecated");
                self.change(deprecated, place, what, old_key, new.get("deprecated"));
            }
            (true, false) => {
                let what = format!("{thing} is no longer deprecated");
                self.change(reactivated, place, what, old.get("deprecated"), new_key);
            }
            _ => {}
        }
    }

    fn tags(&mut self, place: &Place, old: Operation<'s>, new: Operation<'s>) {
        let [olds, news] = [old, new].map(|operation| {
            let tags = operation.node.get("tags").and_then(Node::as_array);
            tags.unwrap_or_default().iter().collect()
        });
        let tags = pair_by(olds, news, |tag| canonical(tag));
        for gone in tags.removed {
            let what = format!("tag `{}` was removed", shown(gone));
            self.change(Offer::OperationTagRemoved, place, what, gone, NOWHERE);
        }
        for fresh in tags.added {
            let what = format!("tag `{}` was added", shown(fresh));
            self.change(Offer::OperationTagAdded, place, what, NOWHERE, fresh);
        }
    }

    /// Compares the requests that the server sends, which go the other way, and what it takes for an answer.
    fn callbacks(&mut self, place: &Place, old: &'s Node, new: &'s Node) {
        let Documents { old: was, new: is } = self.documents;
        let callbacks = pair_by(
            was.members(Some(old), "callbacks").collect(),
            is.members(Some(new), "callbacks").collect(),
            |callback: &Named<'s>| callback.name.to_owned(),
        );
        for gone in callbacks.removed {
            let what = format!("callback `{}` was removed", gone.name);
            self.change(Offer::CallbackRemoved, place, what, gone.key, NOWHERE);
        }
        for fresh in callbacks.added {
            let what = format!("callback `{}` was added", fresh.name);
            self.change(Offer::CallbackAdded, place, what, NOWHERE, fresh.key);
        }
        for (old, new) in callbacks.both {
            let requests = pair_by(
                Operation::all(was.named(old.node)),
                Operation::all(is.named(new.node)),
                |operation: &Operation<'s>| operation.name(),
            );
            let place = place.part(format_args!("callback {}", new.name));
            let mut same = requests.removed.is_empty() && requests.added.is_empty();
            for (old, new) in requests.both {
                self.body(&place, Response, old.node, new.node);
                self.responses(&place, Request, old.node, new.node);
                same &= old.surroundings() == new.surroundings();
            }
            if !same {
                let what = format!(
                    "callback `{}`: its requests, parameters or responses differ",
                    new.name
                );
                self.change(Offer::CallbackChanged, &place, what, old.key, new.key);
            }
        }
    }
}
