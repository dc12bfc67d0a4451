//! Parameters, those of a path item among each of its operations'.

use std::collections::HashSet;

use super::{Comparison, operation::Operation};
use crate::{
    diff::{
        change::{NOWHERE, Place},
        document::{Document, is_true},
        pairing::pair,
        rule::{Direction::Request, Offer},
    },
    source::{Node, Span},
};

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
struct Parameter<'s> {
    name: &'s str,
    location: &'s str,
    node: &'s Node,
    /// Where the operation or path item lists it.
    site: &'s Span,
    /// Which of the parameters of the path it is.
    position: Option<usize>,
}

impl<'s> Parameter<'s> {
    /// The parameters of an operation. Its own come before the path item's of the same name.
    fn all(document: &Document<'s>, operation: Operation<'s>) -> Vec<Self> {
        let template: Vec<&str> = operation
            .path
            .split(['{', '}'])
            .skip(1)
            .step_by(2)
            .collect();
        let lists = [operation.node, operation.item].map(|node| node.get("parameters"));
        let mut parameters = Vec::new();
        let mut known = HashSet::new();
        for site in lists
            .into_iter()
            .flatten()
            .filter_map(Node::as_array)
            .flatten()
        {
            let node = document.resolve(site);
            let field = |key| node.get(key).and_then(Node::as_str);
            let (Some(name), Some(location)) = (field("name"), field("in")) else {
                continue;
            };
            let parameter = Self {
                name,
                location,
                node,
                site: &site.span,
                position: template
                    .iter()
                    .position(|part| location == "path" && *part == name),
            };
            if known.insert(parameter.key()) && !parameter.is_ignored() {
                parameters.push(parameter);
            }
        }
        parameters
    }

    /// What tells it from the others. The names of headers have no case.
    fn key(&self) -> String {
        match self.location {
            "header" => format!("header {}", self.name.to_lowercase()),
            location => format!("{location} {}", self.name),
        }
    }

    /// Whether it is a header that the specification describes elsewhere, and has readers ignore here.
    fn is_ignored(&self) -> bool {
        [
            "header accept",
            "header content-type",
            "header authorization",
        ]
        .contains(&self.key().as_str())
    }

    fn is_required(&self) -> bool {
        is_true(self.node, "required") || self.location == "path"
    }

    /// How its value is written.
    fn serialization(&self) -> String {
        if self.node.get("content").is_some() {
            return "content".to_owned();
        }
        let default = match self.location {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        let style = self
            .node
            .get("style")
            .and_then(Node::as_str)
            .unwrap_or(default);
        let explode = self
            .node
            .get("explode")
            .and_then(Node::as_bool)
            .unwrap_or(style == "form");
        let reserved = if is_true(self.node, "allowReserved") {
            ", allowReserved"
        } else {
            ""
        };
        format!("style {style}, explode {explode}{reserved}")
    }
}

impl<'s> Comparison<'_, 's> {
    /// Compares the parameters of an operation.
    pub(crate) fn parameters(&mut self, place: &Place, old: Operation<'s>, new: Operation<'s>) {
        let parameters = pair(
            Parameter::all(self.documents.old, old),
            Parameter::all(self.documents.new, new),
            &[
                &|parameter: &Parameter<'s>| Some(parameter.key()),
                &|parameter: &Parameter<'s>| Some(format!("path {}", parameter.position?)),
                &|parameter: &Parameter<'s>| Some(parameter.name.to_owned()),
            ],
        );
        for gone in parameters.removed {
            let what = format!("{} parameter `{}` was removed", gone.location, gone.name);
            self.change(Offer::ParameterRemoved, place, what, gone.site, NOWHERE);
        }
        for fresh in parameters.added {
            let (rule, required) = if fresh.is_required() {
                (Offer::RequestRequiredParameterAdded, "required")
            } else {
                (Offer::RequestOptionalParameterAdded, "optional")
            };
            let what = format!(
                "{} parameter `{}` was added, {required}",
                fresh.location, fresh.name
            );
            self.change(rule, place, what, NOWHERE, fresh.site);
        }
        for (old, new) in parameters.both {
            let place = place.part(format_args!("{} {}", new.location, new.name));
            self.parameter(&place, old, new);
        }
    }

    fn parameter(&mut self, place: &Place, old: Parameter<'s>, new: Parameter<'s>) {
        let name = format!("{} parameter `{}`", new.location, new.name);
        let mut change = |rule, what: String| {
            self.change(
                rule,
                place,
                format!("{name} {what}"),
                &old.node.span,
                &new.node.span,
            );
        };
        if old.location != new.location {
            change(Offer::ParameterMoved, format!("was in {}", old.location));
        } else if old.key() != new.key() {
            change(
                Offer::PathParameterRenamed,
                format!("was called `{}`", old.name),
            );
        }
        match (old.is_required(), new.is_required()) {
            (false, true) => change(Offer::ParameterBecameRequired, "became required".to_owned()),
            (true, false) => change(Offer::ParameterBecameOptional, "became optional".to_owned()),
            _ => {}
        }
        let (was, is) = (old.serialization(), new.serialization());
        if old.location == new.location && was != is {
            change(
                Offer::ParameterSerializationChanged,
                format!("is written differently: {was} → {is}"),
            );
        }
        match [old, new].map(|parameter| is_true(parameter.node, "allowEmptyValue")) {
            [true, false] => change(
                Offer::ParameterEmptyValueRefused,
                "may no longer be empty".to_owned(),
            ),
            [false, true] => change(Offer::ParameterEmptyValueAllowed, "may be empty".to_owned()),
            _ => {}
        }
        let offers = [Offer::ParameterDeprecated, Offer::ParameterReactivated];
        self.deprecation(
            place,
            &name,
            offers,
            (old.node, old.site),
            (new.node, new.site),
        );
        if was == "content" && is == "content" {
            self.content(place, Request, Some(old.node), Some(new.node));
        } else if was != "content" && is != "content" {
            self.schema(place, Request, old.node, new.node);
        }
    }
}
