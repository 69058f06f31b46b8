//! Small things that several tables take: names, times, languages, places.

use schemars::JsonSchema;

/// A time, such as `90s`, `1m30s`, `25m` or `1h05m`.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Time(
    #[schemars(regex(pattern = r"^([0-9]+h)?([0-9]+m)?([0-9]+(\.[0-9]{1,3})?s)?$"), length(min = 2))] String,
);

/// Letters, digits and hyphens.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Id(#[schemars(regex(pattern = r"^[^\s!-,./:-@\[-`{-~]+$"), length(max = 80))] String);

/// A language tag (BCP 47), such as `en-GB`.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Language(#[schemars(regex(pattern = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"))] String);

/// From left to right, or from right to left.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Direction {
    Ltr,
    Rtl,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Transition {
    Cut,
    Fade,
    Push,
    Move,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

/// Where a figure stands beside the words.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Place {
    Below,
    Above,
    Left,
    Right,
    Behind,
}
