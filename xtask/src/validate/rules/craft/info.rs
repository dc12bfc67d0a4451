//! What `info` tells about the API as a whole.

use super::says;
use crate::validate::{
    openapi::{Document, Kind},
    rule::{Check, Findings, Group, Rule, Severity},
};

pub(super) const RULES: &[Rule] = &[
    INFO_DESCRIPTION,
    INFO_CONTACT,
    INFO_LICENSE,
    INFO_LICENSE_URL,
];

const INFO_DESCRIPTION: Rule = Rule {
    id: "info-description",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "`info` has a `description`.",
    why: "It is the first that a reader of the docs sees, and says what the API is for.",
    fix: "Add a `description`: what the API does, and what to know before the first call.",
    check: Check::Document(info_description),
};

fn info_description(document: &Document<'_>, findings: &mut Findings) {
    for info in document.each(Kind::Info) {
        if !says(info, "description") {
            findings.add(info.headline.clone(), "the API has no `description`");
        }
    }
}

const INFO_CONTACT: Rule = Rule {
    id: "info-contact",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "`info` has a `contact` with a `name`, a `url` or an `email`.",
    why: "Whoever finds a fault in the API or its description has nobody to tell.",
    fix: "Add `contact` with a `url` or an `email` where questions are answered.",
    check: Check::Document(info_contact),
};

fn info_contact(document: &Document<'_>, findings: &mut Findings) {
    for info in document.each(Kind::Info) {
        let contact = document
            .children(info)
            .find(|place| place.kind == Kind::Contact);
        match contact {
            None => {
                findings.add(info.headline.clone(), "the API has no `contact`");
            }
            Some(contact) => {
                let reachable = ["name", "url", "email"]
                    .iter()
                    .any(|field| says(contact, field));
                if !reachable {
                    findings.add(contact.headline.clone(), "the `contact` leads to nobody");
                }
            }
        }
    }
}

const INFO_LICENSE: Rule = Rule {
    id: "info-license",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "`info` has a `license`.",
    why: "Without one it is not clear who may use the API, or its description, for what.",
    fix: "Add `license` with a `name` and a `url`.",
    check: Check::Document(info_license),
};

fn info_license(document: &Document<'_>, findings: &mut Findings) {
    for info in document.each(Kind::Info) {
        if info.object.get("license").is_none() {
            findings.add(info.headline.clone(), "the API has no `license`");
        }
    }
}

const INFO_LICENSE_URL: Rule = Rule {
    id: "info-license-url",
    severity: Severity::Warning,
    group: Group::Craft,
    summary: "A `license` has a `url`.",
    why: "A name alone does not say what the licence permits.",
    fix: "Add the `url` of the licence's text, such as `https://spdx.org/licenses/MIT.html`.",
    check: Check::Document(info_license_url),
};

fn info_license_url(document: &Document<'_>, findings: &mut Findings) {
    for license in document.each(Kind::License) {
        if !says(license, "url") {
            findings.add(license.headline.clone(), "the `license` has no `url`");
        }
    }
}
