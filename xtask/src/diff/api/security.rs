//! How requests are authorized.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Comparison, operation::Operation};
use crate::{
    diff::{
        change::{NOWHERE, Place},
        document::{Document, Named, canonical, shown},
        pairing::{Pairing, pair, pair_by},
        rule::Offer,
    },
    source::{Member, Node},
};

/// A way in which requests may be authorized: schemes, all of which it takes, with their scopes. Without a scheme, a
/// request needs no authorization.
#[derive(Clone, Debug)]
struct Alternative<'s> {
    /// Where it is said, if it is.
    node: Option<&'s Node>,
    schemes: BTreeMap<&'s str, BTreeSet<&'s str>>,
}

impl<'s> Alternative<'s> {
    /// The alternatives of an operation.
    fn all(document: &Document<'s>, operation: Operation<'s>) -> Vec<Self> {
        let said = operation
            .node
            .get("security")
            .or(document.root().get("security"));
        let listed = said.and_then(Node::as_array).unwrap_or_default();
        let mut alternatives: Vec<_> = listed.iter().map(Self::new).collect();
        if alternatives.is_empty() {
            alternatives.push(Self {
                node: said,
                schemes: BTreeMap::new(),
            });
        }
        alternatives
    }

    fn new(node: &'s Node) -> Self {
        let members = node.as_object().into_iter().flatten();
        let schemes = members.map(|member| {
            let scopes = member.value.as_array().unwrap_or_default();
            (
                member.key.as_str(),
                scopes.iter().filter_map(Node::as_str).collect(),
            )
        });
        Self {
            node: Some(node),
            schemes: schemes.collect(),
        }
    }

    /// With other names for the schemes.
    fn renamed(mut self, names: &HashMap<&'s str, &'s str>) -> Self {
        let schemes = self.schemes.into_iter();
        self.schemes = schemes
            .map(|(name, scopes)| (*names.get(name).unwrap_or(&name), scopes))
            .collect();
        self
    }

    /// Whether a request that is authorized in the other way is authorized in this way too.
    fn asks_no_more_than(&self, other: &Self) -> bool {
        self.schemes.iter().all(|(name, scopes)| {
            other
                .schemes
                .get(name)
                .is_some_and(|others| scopes.is_subset(others))
        })
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.schemes.keys().copied().collect();
        names.join(" and ")
    }

    /// What a reader calls it.
    fn label(&self) -> String {
        let schemes = self.schemes.iter().map(|(name, scopes)| {
            let scopes: Vec<_> = scopes.iter().copied().collect();
            match scopes.as_slice() {
                [] => format!("`{name}`"),
                _ => format!("`{name}` ({})", scopes.join(", ")),
            }
        });
        match schemes.collect::<Vec<_>>().as_slice() {
            [] => "no authorization".to_owned(),
            schemes => schemes.join(" and "),
        }
    }
}

impl<'s> Comparison<'_, 's> {
    /// Compares how an operation's requests are authorized.
    pub(crate) fn security(&mut self, place: &Place, old: Operation<'s>, new: Operation<'s>) {
        let place = place.part("security");
        let schemes = self.schemes();
        let names = schemes
            .both
            .iter()
            .map(|(old, new)| (old.name, new.name))
            .collect();
        let olds = Alternative::all(self.documents.old, old);
        let olds: Vec<_> = olds
            .into_iter()
            .map(|alternative| alternative.renamed(&names))
            .collect();
        let news = Alternative::all(self.documents.new, new);
        let all = news.clone();
        let alternatives = pair(
            olds,
            news,
            &[
                &|alternative: &Alternative<'s>| Some(alternative.label()),
                &|alternative: &Alternative<'s>| Some(alternative.names()),
            ],
        );
        for gone in alternatives.removed {
            if !all.iter().any(|new| new.asks_no_more_than(&gone)) {
                let what = format!("{} is no longer enough", gone.label());
                self.change(
                    Offer::SecurityAlternativeRemoved,
                    &place,
                    what,
                    gone.node,
                    NOWHERE,
                );
            }
        }
        for fresh in alternatives.added {
            let what = format!("{} is enough", fresh.label());
            self.change(
                Offer::SecurityAlternativeAdded,
                &place,
                what,
                NOWHERE,
                fresh.node,
            );
        }
        for (old, new) in alternatives.both {
            self.scopes(&place, &old, &new);
            let used = schemes
                .both
                .iter()
                .filter(|(_, scheme)| new.schemes.contains_key(scheme.name));
            for (old, new) in used {
                self.scheme(&place.part(new.name), *old, *new);
            }
        }
    }

    /// The security schemes: by their name, or else by what they are.
    fn schemes(&self) -> Pairing<Named<'s>> {
        let all = |document: &Document<'s>| {
            let components = document.root().get("components");
            document.members(components, "securitySchemes").collect()
        };
        pair(
            all(self.documents.old),
            all(self.documents.new),
            &[
                &|scheme: &Named<'s>| Some(scheme.name.to_owned()),
                &|scheme: &Named<'s>| Some(canonical(scheme.node)),
            ],
        )
    }

    fn scopes(&mut self, place: &Place, old: &Alternative<'s>, new: &Alternative<'s>) {
        for (name, scopes) in &new.schemes {
            let none = BTreeSet::new();
            let before = old.schemes.get(name).unwrap_or(&none);
            for fresh in scopes.difference(before) {
                let what = format!("`{name}` asks for the scope `{fresh}`");
                self.change(Offer::SecurityScopeAdded, place, what, old.node, new.node);
            }
            for gone in before.difference(scopes) {
                let what = format!("`{name}` no longer asks for the scope `{gone}`");
                self.change(Offer::SecurityScopeRemoved, place, what, old.node, new.node);
            }
        }
    }

    fn scheme(&mut self, place: &Place, old: Named<'s>, new: Named<'s>) {
        for key in ["type", "scheme", "in", "name"] {
            self.scheme_field(Offer::SecuritySchemeChanged, place, key, old.node, new.node);
        }
        let url = "openIdConnectUrl";
        self.scheme_field(
            Offer::SecuritySchemeUrlChanged,
            place,
            url,
            old.node,
            new.node,
        );
        let [olds, news] = [old, new].map(|scheme| members(scheme.node, "flows"));
        let flows = pair_by(olds, news, |member| member.key.clone());
        for gone in flows.removed {
            let what = format!("flow `{}` was removed", gone.key);
            self.change(
                Offer::OauthFlowRemoved,
                place,
                what,
                &gone.key_span,
                NOWHERE,
            );
        }
        for fresh in flows.added {
            let what = format!("flow `{}` was added", fresh.key);
            self.change(Offer::OauthFlowAdded, place, what, NOWHERE, &fresh.key_span);
        }
        for (old, new) in flows.both {
            let place = place.part(&new.key);
            for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
                self.scheme_field(
                    Offer::SecuritySchemeUrlChanged,
                    &place,
                    key,
                    &old.value,
                    &new.value,
                );
            }
            let [olds, news] = [old, new].map(|flow| members(&flow.value, "scopes"));
            let scopes = pair_by(olds, news, |member| member.key.clone());
            for gone in scopes.removed {
                let what = format!("scope `{}` was removed", gone.key);
                self.change(
                    Offer::OauthScopeRemoved,
                    &place,
                    what,
                    &gone.key_span,
                    NOWHERE,
                );
            }
            for fresh in scopes.added {
                let what = format!("scope `{}` was added", fresh.key);
                self.change(
                    Offer::OauthScopeAdded,
                    &place,
                    what,
                    NOWHERE,
                    &fresh.key_span,
                );
            }
        }
    }

    fn scheme_field(
        &mut self,
        rule: Offer,
        place: &Place,
        key: &str,
        old: &'s Node,
        new: &'s Node,
    ) {
        let (was, is) = (old.get(key), new.get(key));
        // The names of HTTP's schemes and headers have no case.
        let plain = |node: Option<&Node>| node.map(|node| shown(node).to_lowercase());
        if plain(was) != plain(is) {
            let [before, after] = [was, is].map(|node| node.map_or("none".to_owned(), shown));
            self.change(rule, place, format!("`{key}`: {before} → {after}"), was, is);
        }
    }
}

fn members<'s>(node: &'s Node, key: &str) -> Vec<&'s Member> {
    let object = node.get(key).and_then(Node::as_object);
    object.into_iter().flatten().collect()
}
