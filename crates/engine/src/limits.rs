//! Every bound on what a bundle, a page or a memory may hold. Each is tested at its maximum and one above.

/// Campaigns in a bundle.
pub const CAMPAIGNS: usize = 4_096;
/// Caps in a bundle.
pub const CAPS: usize = 4_096;
/// Arms of an experiment.
pub const ARMS: usize = 64;
/// Groups of visitors for whom an experiment is split differently.
pub const SPLITS: usize = 64;
/// Nodes of all conditions together: campaigns times conditions.
pub const NODES: usize = 131_072;
/// How deep conditions nest, segments included.
pub const DEPTH: u32 = 32;
/// How deep objects and lists nest inside of a value.
pub const VALUE_DEPTH: u8 = 8;
/// Steps of conditions evaluated for one `$elemMatch`, `$all` or `$size` over the elements of one list; beyond, it cannot be evaluated.
pub const FUEL: u32 = 65_536;
/// Steps of conditions evaluated for one question of a flow.
pub const FLOW_FUEL: u32 = 1_048_576;
/// Attributes in a bundle.
pub const ATTRIBUTES: usize = 4_096;
/// Computed traits in a bundle.
pub const TRAITS: usize = 512;
/// Steps of a sequence.
pub const STEPS_OF_SEQUENCE: usize = 16;
/// Events that a sequence looks at; the newest.
pub const SEQUENCE: usize = 64;
/// Nodes of all filters of events together.
pub const EVENT_NODES: usize = 4_096;
/// Cases of all traits that follow from other attributes.
pub const CASES: usize = 8_192;
/// Changes of the zone's offset that a bundle tells.
pub const OFFSETS: usize = 64;
/// Segments in a bundle.
pub const SEGMENTS: usize = 4_096;
/// Slots in a bundle.
pub const SLOTS: usize = 1_024;
/// Strategies in a bundle.
pub const STRATEGIES: usize = 256;
/// Texts of one locale.
pub const TEXTS: usize = 65_535;
/// Locales of a shop.
pub const LOCALES: usize = 64;
/// Items of a catalogue or a model.
pub const ITEMS: usize = 65_535;
/// Sections of a bundle.
pub const SECTIONS: usize = 1_024;
/// Bytes of the start file: manifest, rules and copy.
pub const START_BYTES: usize = 256 * 1024;
/// Bytes of the model section.
pub const MODEL_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of all sections together.
pub const TOTAL_BYTES: u64 = 8 * 1024 * 1024;
/// Raw events remembered; the oldest go first.
pub const EVENTS: usize = 2_000;
/// Items of one event that are kept.
pub const EVENT_ITEMS: usize = 64;
/// Parameters of one event that are kept.
pub const EVENT_PARAMETERS: usize = 32;
/// Facts that page and host may give.
pub const FACTS: usize = 512;
/// Bytes of one text from outside; longer ones are dropped.
pub const TEXT_BYTES: usize = 2_048;
/// Elements of a list from outside.
pub const LIST: usize = 256;
/// Items whose live offers are kept.
pub const OFFERS: usize = 1_024;
/// Edges of one row of the model.
pub const EDGES: usize = 1_024;
/// Items a strategy may ask for.
pub const LIMIT: usize = 24;
/// Flows in a bundle.
pub const FLOWS: usize = 64;
/// Steps of a flow.
pub const STEPS: usize = 64;
/// Options of a step.
pub const OPTIONS: usize = 64;
/// Effects of an option.
pub const EFFECTS: usize = 64;
/// Routes of a step.
pub const ROUTES: usize = 64;
/// Outcomes of a flow.
pub const OUTCOMES: usize = 64;
/// Places for items in an outcome.
pub const RESULT_SLOTS: usize = 16;
/// Attributes of a flow; the event that completes it carries all of them beside `flow` and `outcome`.
pub const FLOW_ATTRIBUTES: usize = EVENT_PARAMETERS - 2;
/// Nodes of all conditions of a flow together.
pub const FLOW_NODES: usize = 4_096;
