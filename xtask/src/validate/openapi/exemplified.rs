//! Which objects have an example.

use super::{Document, Kind, Place, Resolution};

/// The objects with an example of the value that they describe, or of a part of it.
pub(crate) struct Exemplified(Vec<bool>);

impl Exemplified {
    /// Whether an object, one inside it, or one that these lead to has an example.
    pub(crate) fn has(&self, place: &Place<'_>) -> bool {
        self.0.get(place.id).copied().unwrap_or_default()
    }
}

impl Document<'_> {
    /// Finds the objects that have an example: from the examples outwards, and from what a `$ref` leads to back to
    /// the `$ref`, so that each object is looked at once.
    pub(crate) fn exemplified(&self) -> Exemplified {
        let mut referrers = vec![Vec::new(); self.places.all.len()];
        for (place, reference) in self.references() {
            if let Resolution::Place(target) = self.resolve(reference)
                && let Some(referrers) = referrers.get_mut(target.id)
            {
                referrers.push(place);
            }
        }
        let mut has = vec![false; self.places.all.len()];
        let own = |place: &&Place<'_>| {
            place.reference.is_none()
                && matches!(place.kind, Kind::MediaType | Kind::Schema)
                && ["example", "examples"]
                    .iter()
                    .any(|field| place.object.get(field).is_some())
        };
        let mut open: Vec<_> = self.places.all.iter().filter(own).collect();
        while let Some(place) = open.pop() {
            match has.get_mut(place.id) {
                Some(has) if !*has => *has = true,
                _ => continue,
            }
            let outer = self.parent(place);
            open.extend(outer.filter(|outer| matches!(outer.kind, Kind::MediaType | Kind::Schema)));
            open.extend(referrers.get(place.id).into_iter().flatten());
        }
        Exemplified(has)
    }
}
