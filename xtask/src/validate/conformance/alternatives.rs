//! `anyOf` and `oneOf`.

use super::{Breach, Judge, Spot, Verdict};
use crate::{
    source::{Node, Object},
    validate::openapi::Directions,
};

impl<'s> Judge<'_, 's> {
    /// Judges a value by the schemas of `anyOf` or `oneOf`. Where it fits none, the one that was meant says why.
    pub(super) fn judge_alternatives(
        &mut self,
        schema: &'s Object,
        keyword: &str,
        spot: Spot<'s>,
        ways: Directions,
        verdict: &mut Verdict,
    ) {
        let Some(member) = schema.member(keyword) else {
            return;
        };
        let mut verdicts = Vec::new();
        for alternative in super::schemas(schema, keyword) {
            let mut found = Verdict::default();
            self.judge(alternative, spot, ways, &mut found);
            verdicts.push((alternative, found));
        }
        verdict.uncertain |= verdicts.iter().any(|(_, found)| found.uncertain);
        let fitting = || {
            verdicts
                .iter()
                .filter(|(_, found)| found.breaches.is_empty())
        };
        let count = fitting().count();
        let all = verdicts.len();
        let breach = |message| Breach::new(spot.value(), message, member.key_span.clone());
        match count {
            0 if all > 0 => {
                if let Some(found) = meant(schema, spot, &verdicts) {
                    verdict.add(found);
                    return;
                }
                let message = format!(
                    "{} fits none of the {all} schemas of `{keyword}`",
                    spot.name()
                );
                let breach = breach(message);
                let nearest = verdicts.iter().map(|(_, found)| &found.breaches);
                verdict.breaches.push(
                    match nearest
                        .min_by_key(|breaches| breaches.len())
                        .and_then(|all| all.first())
                    {
                        Some(nearest) => breach.help(format!(
                            "What keeps it from the nearest of them: {}.",
                            nearest.message
                        )),
                        None => breach,
                    },
                );
            }
            2.. if keyword == "oneOf" && !fitting().any(|(_, found)| found.uncertain) => {
                let message = format!(
                    "{} fits {count} of the {all} schemas of `oneOf`, not one",
                    spot.name()
                );
                verdict.breaches.push(breach(message).help(
                    "Make the schemas exclude each other, or write `anyOf` where several may fit.",
                ));
            }
            _ => {}
        }
    }
}

/// What was found of the one schema that a value was meant for, as far as that can be told.
fn meant<'v>(
    schema: &Object,
    spot: Spot<'_>,
    verdicts: &'v [(&Object, Verdict)],
) -> Option<&'v Verdict> {
    if let Some(target) = discriminated(schema, spot) {
        let meant = verdicts.iter().find(|(alternative, _)| {
            let reference = alternative.get("$ref").and_then(Node::as_str);
            reference.is_some_and(|reference| {
                reference == target || reference.rsplit('/').next() == Some(target)
            })
        });
        if let Some((_, verdict)) = meant {
            return Some(verdict);
        }
    }
    let mistyped = |verdict: &Verdict| {
        let mut breaches = verdict.breaches.iter();
        breaches.any(|breach| breach.mistyped == Some(spot.address()))
    };
    let mut of_its_type = verdicts.iter().filter(|(_, verdict)| !mistyped(verdict));
    match (of_its_type.next(), of_its_type.next()) {
        (Some((_, only)), None) => Some(only),
        _ => None,
    }
}

/// The name or the reference of the schema that the discriminator leads to.
fn discriminated<'s>(schema: &'s Object, spot: Spot<'s>) -> Option<&'s str> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let value = spot.node.get(property)?.as_str()?;
    let mapped = discriminator
        .get("mapping")
        .and_then(|mapping| mapping.get(value));
    mapped.and_then(Node::as_str).or(Some(value))
}
