//! The properties of two objects.

use super::{
    Finding, Step,
    view::{Property, View},
    visit::Visit,
};
use crate::diff::{
    pairing::pair_by,
    rule::{
        Direction::{Request, Response},
        Offer,
    },
};

impl<'s> Visit<'_, 's> {
    /// Compares the properties of two objects.
    pub(super) fn properties(&mut self, old: &View<'s>, new: &View<'s>) {
        let direction = self.pair.direction;
        let properties = pair_by(
            old.properties(self.documents.old, direction),
            new.properties(self.documents.new, direction),
            |property| property.name.to_owned(),
        );
        for (was, is) in &properties.both {
            match (was.hidden, is.hidden) {
                (true, true) => {}
                (true, false) => self.property_added(is, Some(was), old),
                (false, true) => self.property_removed(was, Some(is), new),
                (false, false) => self.property(was, is),
            }
        }
        for gone in properties.removed.iter().filter(|gone| !gone.hidden) {
            self.property_removed(gone, None, new);
        }
        for fresh in properties.added.iter().filter(|fresh| !fresh.hidden) {
            self.property_added(fresh, None, old);
        }
    }

    fn property(&mut self, old: &Property<'s>, new: &Property<'s>) {
        let name = new.name;
        self.child(
            Step::Property(name),
            old.schemas.clone(),
            new.schemas.clone(),
        );
        let (rule, what) = match (old.required, new.required) {
            (None, Some(_)) => (self.became_required(), "required"),
            (Some(_), None) => (self.became_optional(), "optional"),
            _ => return,
        };
        let site =
            |property: &Property<'s>| property.required.map(|node| &node.span).or(property.key);
        self.findings.push(Finding {
            rule: rule.into(),
            what: format!("property `{name}` became {what}"),
            old: site(old),
            new: site(new),
            step: Some(Step::Property(name)),
        });
    }

    /// Notes that messages no longer have a property: that it is gone, or now `hidden` from them.
    fn property_removed(
        &mut self,
        gone: &Property<'s>,
        hidden: Option<&Property<'s>>,
        new: &View<'s>,
    ) {
        let rule = match (self.pair.direction, gone.required) {
            // It was said to be required and nothing else.
            _ if gone.schemas.is_empty() => self.became_optional(),
            (Request, _) if new.is_closed() => Offer::RequestPropertyRefused,
            (Request, _) => Offer::RequestPropertyRemoved,
            (Response, Some(_)) => Offer::ResponseRequiredPropertyRemoved,
            (Response, None) => Offer::ResponseOptionalPropertyRemoved,
        };
        let what = match hidden {
            _ if gone.schemas.is_empty() => "became optional".to_owned(),
            Some(_) => format!("became `{}`", self.pair.direction.hiding()),
            None => "was removed".to_owned(),
        };
        self.findings.push(Finding {
            rule: rule.into(),
            what: format!("property `{}` {what}", gone.name),
            old: gone.key.or(gone.required.map(|node| &node.span)),
            new: hidden.and_then(|hidden| hidden.key),
            step: Some(Step::Property(gone.name)),
        });
    }

    /// Notes that messages have one more property: that it is new, or no longer `hidden` from them.
    fn property_added(
        &mut self,
        fresh: &Property<'s>,
        hidden: Option<&Property<'s>>,
        old: &View<'s>,
    ) {
        let rule = match (self.pair.direction, fresh.required) {
            _ if fresh.schemas.is_empty() => self.became_required(),
            (Request, Some(_)) => Offer::RequestRequiredPropertyAdded,
            (Request, None) => Offer::RequestOptionalPropertyAdded,
            (Response, _) if old.is_closed() => Offer::ResponsePropertyUnexpected,
            (Response, _) => Offer::ResponsePropertyAdded,
        };
        let what = match hidden {
            _ if fresh.schemas.is_empty() => "became required".to_owned(),
            Some(_) => format!("is no longer `{}`", self.pair.direction.hiding()),
            None => "was added".to_owned(),
        };
        let required = match rule {
            Offer::RequestRequiredPropertyAdded => ", required",
            Offer::RequestOptionalPropertyAdded => ", optional",
            _ => "",
        };
        self.findings.push(Finding {
            rule: rule.into(),
            what: format!("property `{}` {what}{required}", fresh.name),
            old: hidden.and_then(|hidden| hidden.key),
            new: fresh.key.or(fresh.required.map(|node| &node.span)),
            step: Some(Step::Property(fresh.name)),
        });
    }

    fn became_required(&self) -> Offer {
        let direction = self.pair.direction;
        direction.choose(
            Offer::RequestPropertyBecameRequired,
            Offer::ResponsePropertyBecameRequired,
        )
    }

    fn became_optional(&self) -> Offer {
        let direction = self.pair.direction;
        direction.choose(
            Offer::RequestPropertyBecameOptional,
            Offer::ResponsePropertyBecameOptional,
        )
    }
}
