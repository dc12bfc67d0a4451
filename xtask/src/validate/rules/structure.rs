//! What each object may hold. The checks are the JSON Schema beside [`super::super::structure`].

use crate::validate::rule::{Check, Group, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    FIELD_MISSING,
    FIELD_UNKNOWN,
    FIELD_CONFLICT,
    VALUE_TYPE,
    VALUE_INVALID,
    COMPONENT_NAME,
];

const FIELD_MISSING: Rule = Rule {
    id: "field-missing",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "An object has every field that the specification requires of it.",
    why: "Tools rely on required fields, and fail or guess where one is missing.",
    fix: "Add the field.",
    check: Check::Schema(&["required"]),
};

const FIELD_UNKNOWN: Rule = Rule {
    id: "field-unknown",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "An object has only fields that the specification gives it, and extensions (`x-…`).",
    why: "Tools pass over a field that they do not know: what it says has no effect.",
    fix: "Correct the name or the indentation, remove the field, or make it an extension: `x-…`.",
    check: Check::Schema(&["additionalProperties"]),
};

const FIELD_CONFLICT: Rule = Rule {
    id: "field-conflict",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "Fields that exclude one another do not stand side by side.",
    why: "Tools follow one of them and pass over the other, and not every tool the same one.",
    fix: "Remove one of the two.",
    check: Check::Schema(&["not"]),
};

const VALUE_TYPE: Rule = Rule {
    id: "value-type",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "A field's value has the type that the specification says.",
    why: "Tools cannot read a value of another type than the one that they expect.",
    fix: "Write a value of that type; quotes make a string of a number or a boolean.",
    check: Check::Schema(&["type"]),
};

const VALUE_INVALID: Rule = Rule {
    id: "value-invalid",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "A field's value is one of those that the specification allows.",
    why: "Tools cannot know what is meant by a value that the specification does not define.",
    fix: "Write one of the values that are allowed here.",
    check: Check::Schema(&[
        "const",
        "enum",
        "exclusiveMinimum",
        "format",
        "maxProperties",
        "minimum",
        "minItems",
        "minProperties",
        "uniqueItems",
    ]),
};

const COMPONENT_NAME: Rule = Rule {
    id: "component-name",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "The name of a component consists of letters, digits, `.`, `-` and `_`.",
    why: "References and generated code are made of these names.",
    fix: "Leave out, or replace by `_`, every character but `A-Z`, `a-z`, `0-9`, `.`, `-` and `_`.",
    check: Check::Schema(&["propertyNames"]),
};
