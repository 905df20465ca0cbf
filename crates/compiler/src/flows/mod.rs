//! Flows: `flows.yaml` and `flows/*.yaml`, from the author's form to the engine's.
//!
//! [`read`] takes what is well formed, [`check`] and its neighbours report what cannot be meant, [`lower`] turns names
//! into numbers. What a visitor reads of a flow is no part of it: that goes to the words ([`crate::words`]).

mod answers;
mod check;
mod conditions;
mod explore;
mod graph;
mod lower;
mod outcomes;
mod reach;
mod read;
mod shape;
mod steps;

pub(crate) use answers::{declare_values, report_never_set, traits};
pub(crate) use check::check_text;
pub(crate) use lower::lower;
pub(crate) use read::{Ask, Choice, Flow, Outcome, Step, read, without_repeated};
pub(crate) use shape::SHAPE;
