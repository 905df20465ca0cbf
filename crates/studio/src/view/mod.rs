//! What the studio shows: each view makes [`crate::node::Node`]s of what it is given, and knows nothing of the page.

pub mod clauses;
pub mod editor;
pub mod memory;
pub mod personas;
pub mod problems;
pub mod slots;
