//! Servers.

use super::{Comparison, operation::Operation};
use crate::{
    diff::{
        change::{NOWHERE, Place},
        document::{canonical, shown},
        pairing::{pair, pair_by},
        rule::Offer,
    },
    source::{Member, Node},
};

/// An entry of `servers`.
#[derive(Clone, Copy, Debug)]
struct Server<'s>(&'s Node);

impl<'s> Server<'s> {
    fn all(servers: Option<&'s Node>) -> Vec<Self> {
        let servers = servers.and_then(Node::as_array).unwrap_or_default();
        servers.iter().map(Self).collect()
    }

    fn text(self, key: &str) -> Option<&'s str> {
        self.0.get(key)?.as_str()
    }

    fn url(self) -> Option<&'s str> {
        self.text("url")
            .map(|url| url.strip_suffix('/').unwrap_or(url))
    }

    /// A field, the same for URLs that mean the same.
    fn field(self, key: &str) -> Option<&'s str> {
        if key == "url" {
            self.url()
        } else {
            self.text(key)
        }
    }

    /// What a reader calls it.
    fn label(self) -> &'s str {
        self.text("x-name").or(self.url()).unwrap_or_default()
    }

    fn variables(self) -> Vec<&'s Member> {
        let variables = self.0.get("variables").and_then(Node::as_object);
        variables.into_iter().flatten().collect()
    }
}

impl<'s> Comparison<'_, 's> {
    /// Compares the servers of an operation, if it or its path item has its own.
    pub(crate) fn own_servers(&mut self, place: &Place, old: Operation<'s>, new: Operation<'s>) {
        let own = |operation: Operation<'s>| {
            operation
                .node
                .get("servers")
                .or(operation.item.get("servers"))
        };
        let (was, is) = (own(old), own(new));
        if was.is_some() || is.is_some() {
            let old = was.or(self.documents.old.root().get("servers"));
            let new = is.or(self.documents.new.root().get("servers"));
            self.servers(&place.part("servers"), old, new);
        }
    }

    /// Compares two lists of servers.
    pub(crate) fn servers(&mut self, place: &Place, old: Option<&'s Node>, new: Option<&'s Node>) {
        let (olds, news) = (Server::all(old), Server::all(new));
        let defaults = (olds.first().copied(), news.first().copied());
        let servers = pair(
            olds,
            news,
            &[
                &|server: &Server<'s>| server.url().map(str::to_owned),
                &|server: &Server<'s>| server.text("x-name").map(str::to_owned),
                &|server: &Server<'s>| server.text("description").map(str::to_owned),
                &|server: &Server<'s>| Some(canonical(server.0)),
            ],
        );
        if let (Some(was), Some(is)) = defaults {
            let same = servers
                .both
                .iter()
                .any(|(old, new)| std::ptr::eq(old.0, was.0) && std::ptr::eq(new.0, is.0));
            if !same {
                let what = format!("the default server: `{}` → `{}`", was.label(), is.label());
                self.change(Offer::DefaultServerChanged, place, what, was.0, is.0);
            }
        }
        for gone in servers.removed {
            let what = format!("server `{}` was removed", gone.label());
            self.change(Offer::ServerRemoved, place, what, gone.0, NOWHERE);
        }
        for fresh in servers.added {
            let what = format!("server `{}` was added", fresh.label());
            self.change(Offer::ServerAdded, place, what, NOWHERE, fresh.0);
        }
        for (old, new) in servers.both {
            self.server(place, old, new);
        }
    }

    fn server(&mut self, place: &Place, old: Server<'s>, new: Server<'s>) {
        let place = place.part(new.label());
        let fields = [
            ("url", Offer::ServerUrlChanged),
            ("x-name", Offer::ServerRenamed),
        ];
        for (key, rule) in fields {
            let (was, is) = (old.0.get(key), new.0.get(key));
            if let Some(was) = was
                && old.field(key) != new.field(key)
            {
                let what = format!(
                    "`{key}`: {} → {}",
                    shown(was),
                    is.map_or("none".to_owned(), shown)
                );
                self.change(rule, &place, what, was, is);
            }
        }
        let variables = pair_by(old.variables(), new.variables(), |variable: &&Member| {
            variable.key.clone()
        });
        for gone in variables.removed {
            let what = format!("variable `{}` was removed", gone.key);
            self.change(
                Offer::ServerVariableRemoved,
                &place,
                what,
                &gone.key_span,
                NOWHERE,
            );
        }
        for fresh in variables.added {
            let what = format!("variable `{}` was added", fresh.key);
            self.change(
                Offer::ServerVariableAdded,
                &place,
                what,
                NOWHERE,
                &fresh.key_span,
            );
        }
        for (old, new) in variables.both {
            self.server_variable(&place, old, new);
        }
    }

    fn server_variable(&mut self, place: &Place, old: &'s Member, new: &'s Member) {
        let name = &new.key;
        let (was, is) = (old.value.get("default"), new.value.get("default"));
        if was.map(canonical) != is.map(canonical) {
            let [before, after] = [was, is].map(|value| value.map_or("none".to_owned(), shown));
            let what = format!("default of variable `{name}`: {before} → {after}");
            self.change(Offer::ServerVariableDefaultChanged, place, what, was, is);
        }
        let [olds, news] = [old, new].map(|member| member.value.get("enum"));
        let values = |node: Option<&'s Node>| -> Vec<&'s Node> {
            node.and_then(Node::as_array)
                .unwrap_or_default()
                .iter()
                .collect()
        };
        let values = pair_by(values(olds), values(news), |value: &&Node| canonical(value));
        // Without an `enum`, any value will do.
        if news.is_some() {
            for gone in values.removed {
                let what = format!("variable `{name}` may no longer be `{}`", shown(gone));
                self.change(Offer::ServerVariableValueRemoved, place, what, gone, news);
            }
        }
        if olds.is_some() {
            for fresh in values.added {
                let what = format!("variable `{name}` may be `{}`", shown(fresh));
                self.change(Offer::ServerVariableValueAdded, place, what, olds, fresh);
            }
        }
    }
}
