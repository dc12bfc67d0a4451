//! What belongs together in two collections, and what is left over on either side.

use std::collections::{HashMap, VecDeque};

/// Two collections matched with each other.
#[derive(Debug)]
pub(crate) struct Pairing<T> {
    /// What both have, in the new one's order.
    pub(crate) both: Vec<(T, T)>,
    /// What only the old one has.
    pub(crate) removed: Vec<T>,
    /// What only the new one has.
    pub(crate) added: Vec<T>,
}

/// By what an element is known; `None` if it has nothing of the kind.
pub(crate) type Key<'k, T> = &'k dyn Fn(&T) -> Option<String>;

/// Matches elements by the first of `keys` in which they agree, then the rest by the next: a server by its URL, say,
/// and one whose URL changed by its name.
pub(crate) fn pair<T>(old: Vec<T>, new: Vec<T>, keys: &[Key<'_, T>]) -> Pairing<T> {
    let mut old: Vec<_> = old.into_iter().map(Some).collect();
    let mut new: Vec<_> = new.into_iter().map(|element| (element, None)).collect();
    for key in keys {
        let mut waiting: HashMap<String, VecDeque<&mut Option<T>>> = HashMap::new();
        for slot in &mut old {
            if let Some(known) = slot.as_ref().and_then(key) {
                waiting.entry(known).or_default().push_back(slot);
            }
        }
        for (element, partner) in &mut new {
            if partner.is_none()
                && let Some(known) = key(element)
                && let Some(slot) = waiting.get_mut(&known).and_then(VecDeque::pop_front)
            {
                *partner = slot.take();
            }
        }
    }
    let mut pairing = Pairing {
        both: Vec::new(),
        removed: old.into_iter().flatten().collect(),
        added: Vec::new(),
    };
    for (element, partner) in new {
        match partner {
            Some(partner) => pairing.both.push((partner, element)),
            None => pairing.added.push(element),
        }
    }
    pairing
}

/// Matches elements by a key that each of them has.
pub(crate) fn pair_by<T>(old: Vec<T>, new: Vec<T>, key: impl Fn(&T) -> String) -> Pairing<T> {
    pair(old, new, &[&|element| Some(key(element))])
}
