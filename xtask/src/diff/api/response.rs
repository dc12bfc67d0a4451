//! Responses and their headers.

use super::Comparison;
use crate::{
    diff::{
        change::{NOWHERE, Place},
        document::{Document, Documents, Named, is_true},
        pairing::pair_by,
        rule::{
            Direction::{self, Response},
            Offer,
        },
    },
    source::Node,
};

/// A response, and the name of the component that describes it.
#[derive(Clone, Copy, Debug)]
struct Documented<'s> {
    status: Named<'s>,
    component: Option<&'s str>,
}

impl<'s> Documented<'s> {
    fn all(document: &Document<'s>, operation: &'s Node) -> Vec<Self> {
        let responses = document.members(Some(operation), "responses");
        responses
            .filter(|status| !status.name.starts_with("x-"))
            .map(|status| Self {
                status,
                component: document.name(status.node),
            })
            .collect()
    }

    fn is_success(&self) -> bool {
        self.status.name.starts_with('2')
    }
}

impl<'s> Comparison<'_, 's> {
    /// Compares the responses of an operation; of one that goes in the other direction, only what they hold.
    pub(crate) fn responses(
        &mut self,
        place: &Place,
        direction: Direction,
        old: &'s Node,
        new: &'s Node,
    ) {
        let responses = pair_by(
            Documented::all(self.documents.old, old),
            Documented::all(self.documents.new, new),
            |response: &Documented<'s>| response.status.name.to_uppercase(),
        );
        if direction == Response {
            for gone in responses.removed {
                let rule = if gone.is_success() {
                    Offer::ResponseSuccessRemoved
                } else {
                    Offer::ResponseErrorRemoved
                };
                let what = format!("response {} was removed", gone.status.name);
                self.change(rule, place, what, gone.status.key, NOWHERE);
            }
            for fresh in responses.added {
                let rule = if fresh.is_success() {
                    Offer::ResponseSuccessAdded
                } else {
                    Offer::ResponseErrorAdded
                };
                let what = format!("response {} was added", fresh.status.name);
                self.change(rule, place, what, NOWHERE, fresh.status.key);
            }
        }
        for (old, new) in responses.both {
            let status = new.status.name;
            let place = place.part(format_args!("response {status}"));
            if direction == Response {
                if !new.is_success() && old.component != new.component {
                    let [was, is] = [old, new].map(|response| {
                        response
                            .component
                            .map_or("none".to_owned(), |name| format!("`{name}`"))
                    });
                    let what = format!("component of response {status}: {was} → {is}");
                    self.change(
                        Offer::ResponseErrorRenamed,
                        &place,
                        what,
                        old.status.key,
                        new.status.key,
                    );
                }
                self.headers(&place, old.status.node, new.status.node);
            }
            self.content(
                &place,
                direction,
                Some(old.status.node),
                Some(new.status.node),
            );
        }
    }

    fn headers(&mut self, place: &Place, old: &'s Node, new: &'s Node) {
        let Documents { old: was, new: is } = self.documents;
        let headers = pair_by(
            was.members(Some(old), "headers").collect(),
            is.members(Some(new), "headers").collect(),
            |header: &Named<'s>| header.name.to_lowercase(),
        );
        let required = |header: &Named<'_>| is_true(header.node, "required");
        for gone in headers.removed {
            let rule = if required(&gone) {
                Offer::ResponseRequiredHeaderRemoved
            } else {
                Offer::ResponseOptionalHeaderRemoved
            };
            let what = format!("header `{}` was removed", gone.name);
            self.change(rule, place, what, gone.key, NOWHERE);
        }
        for fresh in headers.added {
            let what = format!("header `{}` was added", fresh.name);
            self.change(Offer::ResponseHeaderAdded, place, what, NOWHERE, fresh.key);
        }
        for (old, new) in headers.both {
            let place = place.part(format_args!("header {}", new.name));
            let mut change = |rule, what| {
                let what = format!("header `{}` {what}", new.name);
                self.change(rule, &place, what, old.key, new.key);
            };
            match (required(&old), required(&new)) {
                (true, false) => change(Offer::ResponseHeaderBecameOptional, "became optional"),
                (false, true) => change(Offer::ResponseHeaderBecameRequired, "became required"),
                _ => {}
            }
            let [was, is] = [old, new].map(|header| {
                (
                    is_true(header.node, "explode"),
                    header.node.get("content").is_some(),
                )
            });
            if was != is {
                change(
                    Offer::ResponseHeaderSerializationChanged,
                    "is written differently",
                );
            } else if was.1 {
                self.content(&place, Response, Some(old.node), Some(new.node));
            } else {
                self.schema(&place, Response, old.node, new.node);
            }
        }
    }
}
