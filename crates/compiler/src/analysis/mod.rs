//! What can be proven of a project's conditions and campaigns before anything ships.
//!
//! Conditions are lowered to the engine's nodes, and every claim is a question of one kind: is there a visitor for whom
//! these nodes hold and those do not? For each attribute the constants it is compared with cut all its values into finitely many
//! cells that no comparison can tell apart ([`domain`]); a search over the cells ([`search`]) finds a visitor, or proves that
//! there is none, or stops at its bound. Comparisons are the engine's own. Only what is proven is told, and whoever is found is told too.
//!
//! Attributes are taken to be as they are declared: of their type, with one of their values, or missing. Traits are taken to be
//! what their events can make them ([`program`]).
//!
//! **Absent on purpose:** the clock (whether a campaign is over is not known here), flows (`flows::explore` walks them), and whatever
//! an operator means that [`domain`] does not know: its answer is left open, so nothing is claimed because of it.

mod bits;
mod campaigns;
mod clauses;
mod conditions;
mod domain;
mod gates;
mod history;
mod lists;
mod older;
mod program;
mod scalars;
mod search;
mod witness;

use program::Program;
pub use witness::Witness;

use crate::{diagnostic::Report, lower::Source};

/// What an analysis cost, and what it could not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Questions asked.
    pub questions: usize,
    /// Questions neither answered by a visitor nor proven to have none.
    pub not_proven: usize,
    /// Steps of conditions evaluated, over all questions.
    pub steps: usize,
}

/// Reports what can be proven of a project without mistakes.
pub(crate) fn analyse(source: &Source, report: &mut Report) -> Effort {
    let Some(mut program) = Program::of(source) else { return Effort::default() };
    let never = conditions::report(&mut program, report);
    campaigns::report(&mut program, &never, report);
    older::report(&mut program, report);
    history::report(source, &mut program, report);
    program.effort
}
