//! Components.

use std::collections::{HashMap, HashSet};

use crate::validate::{
    openapi::{Document, Kind, Place, PlaceId, Resolution},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[COMPONENT_UNUSED];

const COMPONENT_UNUSED: Rule = Rule {
    id: "component-unused",
    severity: Severity::Warning,
    group: Group::References,
    summary: "Every component is used.",
    why: "What nothing refers to is not part of the API, and is seldom kept up to date.",
    fix: "Remove the component, or refer to it where it was meant to be used.",
    check: Check::Document(component_unused),
};

fn component_unused(document: &Document<'_>, findings: &mut Findings) {
    // A document without operations is there for others to refer to.
    if document.operations().next().is_none() {
        return;
    }
    let used = Uses::of(document).used;
    for components in document.each(Kind::Components) {
        for component in document.children(components) {
            if used.contains(&component.id) {
                continue;
            }
            if let (Some(sort), Some(name)) = (component.field(), component.name()) {
                findings.add(
                    component.headline.clone(),
                    format!("nothing uses `#/components/{sort}/{name}`"),
                );
            }
        }
    }
}

/// Which components are used from elsewhere than themselves.
struct Uses<'d, 's> {
    document: &'d Document<'s>,
    used: HashSet<PlaceId>,
}

impl<'d, 's> Uses<'d, 's> {
    fn of(document: &'d Document<'s>) -> Self {
        let mut uses = Self {
            document,
            used: HashSet::new(),
        };
        uses.references();
        uses.security_schemes();
        uses.discriminators();
        uses
    }

    fn references(&mut self) {
        for (place, reference) in self.document.references() {
            if let Resolution::Place(target) = self.document.resolve(reference)
                && let Some(target) = self.component(target)
                && self.component(place).is_none_or(|own| own.id != target.id)
            {
                self.used.insert(target.id);
            }
        }
    }

    fn security_schemes(&mut self) {
        for requirement in self.document.each(Kind::SecurityRequirement) {
            for scheme in requirement.object {
                let scheme = self.document.component("securitySchemes", &scheme.key);
                self.used.extend(scheme.map(|scheme| scheme.id));
            }
        }
    }

    /// A discriminator leads to the schemas of its mapping, and to all that build on its own schema by `allOf`.
    fn discriminators(&mut self) {
        let document = self.document;
        let mut builds_on: HashMap<PlaceId, Vec<PlaceId>> = HashMap::new();
        for schema in document.each(Kind::Schema) {
            let Some(component) = self.component(schema) else {
                continue;
            };
            let parts = document
                .children(schema)
                .filter(|part| part.field() == Some("allOf"));
            for base in parts.filter_map(|part| document.follow(part)) {
                builds_on.entry(base.id).or_default().push(component.id);
            }
        }
        let mut open = Vec::new();
        for discriminator in document.each(Kind::Discriminator) {
            open.extend(document.parent(discriminator).map(|schema| schema.id));
            for target in discriminator.map("mapping").into_iter().flatten() {
                let target = target.value.as_str().unwrap_or_default();
                let name = target
                    .strip_prefix("#/components/schemas/")
                    .unwrap_or(target);
                let schema = document.component("schemas", name);
                self.used.extend(schema.map(|schema| schema.id));
            }
        }
        while let Some(base) = open.pop() {
            for id in builds_on.remove(&base).unwrap_or_default() {
                self.used.insert(id);
                open.push(id);
            }
        }
    }

    /// The component that a place is, or is a part of.
    fn component(&self, place: &'d Place<'s>) -> Option<&'d Place<'s>> {
        let document = self.document;
        std::iter::once(place)
            .chain(document.ancestors(place))
            .find(|place| {
                let parent = document.parent(place);
                parent.is_some_and(|parent| parent.kind == Kind::Components)
            })
    }
}
