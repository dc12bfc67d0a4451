//! What messages hold: bodies and their media types.

use super::Comparison;
use crate::{
    diff::{
        change::{NOWHERE, Place},
        document::{Documents, Named, canonical, is_true},
        pairing::{Pairing, pair},
        rule::{
            Direction::{self, Request},
            Offer,
        },
    },
    source::Node,
};

/// A media type that a body comes in.
#[derive(Clone, Copy, Debug)]
struct MediaType<'s>(Named<'s>);

impl MediaType<'_> {
    /// Its name as it is compared: media types have no case, and spaces in them mean nothing.
    fn full(&self) -> String {
        let name: String = self.0.name.split_whitespace().collect();
        name.to_lowercase()
    }

    /// What stands before the parameters.
    fn essence(&self) -> String {
        let full = self.full();
        full.split(';').next().unwrap_or_default().to_owned()
    }

    /// Whether this is a range such as `text/*` that has `other` in it.
    fn covers(&self, other: &Self) -> bool {
        let (range, essence) = (self.essence(), other.essence());
        match range.strip_suffix('*') {
            Some("*/") => true,
            Some(kind) => essence.starts_with(kind),
            None => false,
        }
    }
}

impl<'s> Comparison<'_, 's> {
    /// Compares the bodies of a request; of one that goes in the other direction, only what they hold.
    pub(crate) fn body(
        &mut self,
        place: &Place,
        direction: Direction,
        old: &'s Node,
        new: &'s Node,
    ) {
        let place = place.part("request");
        let old_body = self.documents.old.get(old, "requestBody");
        let new_body = self.documents.new.get(new, "requestBody");
        let [was, is] = [old_body, new_body].map(|body| body.map(|body| is_true(body, "required")));
        let presence = match (was, is) {
            (None, Some(true)) => Some((
                Offer::RequestRequiredBodyAdded,
                "a body was added, required",
            )),
            (None, Some(false)) => Some((
                Offer::RequestOptionalBodyAdded,
                "a body was added, optional",
            )),
            (Some(_), None) => Some((Offer::RequestBodyRemoved, "the body was removed")),
            (Some(false), Some(true)) => {
                Some((Offer::RequestBodyBecameRequired, "the body became required"))
            }
            (Some(true), Some(false)) => {
                Some((Offer::RequestBodyBecameOptional, "the body became optional"))
            }
            _ => None,
        };
        if direction == Request
            && let Some((rule, what)) = presence
        {
            self.change(
                rule,
                &place,
                what,
                old.get("requestBody"),
                new.get("requestBody"),
            );
        }
        if direction == Direction::Response || (was.is_some() && is.is_some()) {
            self.content(&place, direction, old_body, new_body);
        }
    }

    /// Compares the media types of two bodies, and what each holds.
    pub(crate) fn content(
        &mut self,
        place: &Place,
        direction: Direction,
        old: Option<&'s Node>,
        new: Option<&'s Node>,
    ) {
        let Documents { old: was, new: is } = self.documents;
        let mut types = pair(
            was.members(old, "content").map(MediaType).collect(),
            is.members(new, "content").map(MediaType).collect(),
            &[
                &|media: &MediaType<'s>| Some(media.full()),
                &|media: &MediaType<'s>| Some(media.essence()),
            ],
        );
        pair_with_ranges(&mut types, direction);
        for MediaType(gone) in types.removed {
            let rule = direction.choose(
                Offer::RequestMediaTypeRemoved,
                Offer::ResponseMediaTypeRemoved,
            );
            let what = format!("media type `{}` was removed", gone.name);
            self.change(rule, place, what, gone.key, NOWHERE);
        }
        for MediaType(fresh) in types.added {
            let rule =
                direction.choose(Offer::RequestMediaTypeAdded, Offer::ResponseMediaTypeAdded);
            let what = format!("media type `{}` was added", fresh.name);
            self.change(rule, place, what, NOWHERE, fresh.key);
        }
        for (old, new) in types.both {
            let place = place.part(new.0.name);
            if old.full() != new.full() && old.essence() == new.essence() {
                let rule = direction.choose(
                    Offer::RequestMediaTypeParametersChanged,
                    Offer::ResponseMediaTypeParametersChanged,
                );
                let what = format!("media type: `{}` → `{}`", old.0.name, new.0.name);
                self.change(rule, &place, what, old.0.key, new.0.key);
            }
            let (old, new) = (old.0.node, new.0.node);
            let [was, is] = [old, new].map(|media| media.get("encoding"));
            if was.map(canonical) != is.map(canonical) {
                let rule = direction.choose(
                    Offer::RequestEncodingChanged,
                    Offer::ResponseEncodingChanged,
                );
                self.change(rule, &place, "`encoding` differs", was, is);
            }
            self.schema(&place, direction, old, new);
        }
    }
}

/// Has what a media type holds compared with what a range holds that came for it, or that it came for. Where a request
/// may be of the range, it may be of the media type as before.
fn pair_with_ranges(types: &mut Pairing<MediaType<'_>>, direction: Direction) {
    let added = types.added.clone();
    types.removed.retain(|gone| {
        let related = |fresh: &&MediaType<'_>| fresh.covers(gone) || gone.covers(fresh);
        let Some(fresh) = added.iter().find(related) else {
            return true;
        };
        types.both.push((*gone, *fresh));
        direction == Direction::Response || !fresh.covers(gone)
    });
}
