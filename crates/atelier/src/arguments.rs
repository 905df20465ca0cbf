//! The command line: every command with its options, as `atelier --help` shows them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{diagnostics::Form, import::format::Format, simulate::SHOPPERS};

/// Checks, trains, compiles, signs and serves what a shop shows to its visitors.
#[derive(Debug, Parser)]
#[command(name = "atelier", version, about, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "exit codes: 0 fine, 1 mistakes found, 2 wrong use or files that refuse")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a project: a small shop with comments, which compiles as it is
    Init {
        /// New or existing folder; no file is ever overwritten
        dir: PathBuf,
    },
    /// Tell every mistake in a project
    Check(Check),
    /// Compile a project into a bundle
    Build(Build),
    /// Sign a bundle that was built before
    Sign {
        /// Folder of the bundle
        out: PathBuf,
        /// Secret key file
        #[arg(long)]
        key: PathBuf,
    },
    /// Signing keys
    #[command(subcommand)]
    Keys(Keys),
    /// Bring in what a shop has already
    #[command(subcommand)]
    Import(Import),
    /// Train the recommendation model from event logs
    Train(Train),
    /// Make up what a shop would have
    #[command(subcommand)]
    Simulate(Simulate),
    /// Tell what a visitor would see in a slot, and why
    Explain(Explain),
    /// Decide again what a page decided, from a moment saved there, and compare byte for byte
    Replay(Replay),
    /// Tell what experiments did, from the shop's own event log
    Results(Results),
    /// Check public cases of other implementations
    #[command(subcommand)]
    Conformance(Conformance),
    /// Serve shop, module and bundle on this machine
    Serve(Serve),
    /// Write the JSON Schema of every source file
    Schema {
        /// Folder to write them to
        #[arg(long, default_value = "schema")]
        out: PathBuf,
    },
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder of the project
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// How mistakes are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Form,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Folder of the project
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Folder of the bundle, replaced as a whole [default: DIR/dist]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Secret key file; without one the bundle is unsigned, and the storefront refuses it
    #[arg(long)]
    pub key: Option<PathBuf>,
    /// Greater is newer [default: seconds since 1970]
    #[arg(long)]
    pub revision: Option<u64>,
    /// When it is built, as RFC 3339; with the same revision, equal sources give equal bytes [default: now]
    #[arg(long)]
    pub issued: Option<String>,
    /// How mistakes are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Form,
}

/// The commands of `keys`.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a key pair: the secret key in FILE, the public one in FILE.pub
    New {
        /// File of the secret key; it must not exist yet
        file: PathBuf,
    },
}

/// The commands of `import`.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Turn a product feed into a catalogue
    Catalogue(ImportCatalogue),
    /// Turn the conditions of a GrowthBook features payload into attributes, groups and segments
    Growthbook(ImportGrowthbook),
}

/// Options of `import catalogue`.
#[derive(Debug, Args)]
pub struct ImportCatalogue {
    /// The feed
    pub file: PathBuf,
    /// Which columns become which fields (YAML or JSON), instead of what the format says
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Format of the feed [default: told from its name and first line]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The catalogue to write
    #[arg(long, default_value = "catalogue.jsonl")]
    pub out: PathBuf,
    /// How the feed writes prices (`de`: 1.299,00; `en`: 1,299.00); without it, what can be read in two ways is refused
    #[arg(long)]
    pub locale: Option<String>,
    /// Currency of the catalogue [default: that of the first price which names one]
    #[arg(long)]
    pub currency: Option<String>,
    /// The shop's own origin (`https://shop.example`); its addresses become relative
    #[arg(long)]
    pub origin: Option<String>,
}

/// Options of `import growthbook`.
#[derive(Debug, Args)]
pub struct ImportGrowthbook {
    /// The payload, as GrowthBook's SDK endpoint answers it
    pub file: PathBuf,
    /// Folder to write to; no file is ever overwritten
    #[arg(long, default_value = "growthbook")]
    pub out: PathBuf,
}

/// Options of `train`.
#[derive(Debug, Args)]
pub struct Train {
    /// Folder of the project; the model is written where its `sillage.yaml` says, or to `model.bin`
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Event log: GA4's BigQuery export or plain events as JSON Lines, CSV, or sequences of item ids
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub events: Vec<PathBuf>,
    /// The model to write, instead of the project's
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Format of the logs [default: told from names and first lines]
    #[arg(long, value_parser = ["jsonl", "csv", "sequences"])]
    pub format: Option<String>,
    /// Numbers of the method: `shop` for views, carts and purchases, `reviews` for one line of purchases a visitor
    #[arg(long, value_parser = ["shop", "reviews"], default_value = "shop")]
    pub preset: String,
    /// How large the model may become as it is downloaded, such as `128kB` [default: 128kB]
    #[arg(long)]
    pub budget: Option<String>,
}

/// The commands of `simulate`.
#[derive(Debug, Subcommand)]
pub enum Simulate {
    /// Write an event log of shoppers who do not exist, for demonstrations; equal seeds give equal bytes
    Events(SimulateEvents),
    /// Walk shoppers through the shop with the real engine, and tell whom every segment and campaign reaches
    Population(SimulatePopulation),
}

/// Options of `simulate events`.
#[derive(Debug, Args)]
pub struct SimulateEvents {
    /// Folder of the project, whose catalogue the shoppers visit
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The log to write
    #[arg(long, default_value = "events.jsonl")]
    pub out: PathBuf,
    /// How many shoppers
    #[arg(long, default_value_t = SHOPPERS)]
    pub shoppers: u64,
    /// Decides everything else
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// End of the log, as RFC 3339 [default: 2026-07-01T00:00:00Z]
    #[arg(long)]
    pub until: Option<String>,
}

/// Options of `simulate population`.
#[derive(Debug, Args)]
pub struct SimulatePopulation {
    /// Folder of the project
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// How many shoppers; of a log, at most so many of its visitors
    #[arg(long, default_value_t = 10_000)]
    pub shoppers: u64,
    /// Decides everything that is made up
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The shop's own event log, instead of shoppers who do not exist
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// End of the histories, as RFC 3339; a log is moved in time to end there [default: 2026-07-01T00:00:00Z, or the log's own]
    #[arg(long)]
    pub until: Option<String>,
    /// Folder of the project as it was before: tell what its shoppers see differently now
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Also write the report as one page of HTML
    #[arg(long, value_name = "OUT")]
    pub html: Option<PathBuf>,
    /// Threads [default: as many as the machine has cores]; the report does not depend on them
    #[arg(long)]
    pub threads: Option<usize>,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Folder of the project
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// What the visitor did: one event a line, as JSON
    #[arg(long)]
    pub events: Option<PathBuf>,
    /// The slot
    #[arg(long)]
    pub slot: String,
    /// A fact of the page, such as `type=product`; can be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    pub page: Vec<String>,
    /// A fact of the shop, such as `loyalty_tier=gold`
    #[arg(long, value_name = "KEY=VALUE")]
    pub host: Vec<String>,
    /// A fact of the device, such as `class=phone`
    #[arg(long, value_name = "KEY=VALUE")]
    pub device: Vec<String>,
    /// A fact of how the visitor came, such as `source=search`
    #[arg(long, value_name = "KEY=VALUE")]
    pub touch: Vec<String>,
    /// When, as RFC 3339 [default: now]
    #[arg(long)]
    pub now: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `results`.
#[derive(Debug, Args)]
#[command(after_help = "exit code 1 also where users were not split as planned")]
pub struct Results {
    /// Event log: GA4's BigQuery export or plain events as JSON Lines, or CSV
    #[arg(long, required_unless_present = "plan", num_args = 1.., value_name = "FILE")]
    pub events: Vec<PathBuf>,
    /// Folder of the project whose experiments ran
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub project: PathBuf,
    /// Experiments as JSON, instead of a project's
    #[arg(long, value_name = "FILE")]
    pub experiments: Option<PathBuf>,
    /// Only this experiment
    #[arg(long, value_name = "NAME")]
    pub experiment: Option<String>,
    /// The event that counts as conversion, instead of each experiment's own goal
    #[arg(long, value_name = "EVENT")]
    pub goal: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Also write the report as one page of HTML
    #[arg(long, value_name = "OUT")]
    pub html: Option<PathBuf>,
    /// Tell the smallest effect that can be found, before anything is measured
    #[arg(long)]
    pub plan: bool,
    /// For `--plan`: share of users who convert today, such as 0.03
    #[arg(long)]
    pub rate: Option<f64>,
    /// For `--plan`: users of all arms together
    #[arg(long)]
    pub users: Option<u64>,
    /// For `--plan`: arms of equal weight
    #[arg(long, default_value_t = 2)]
    pub arms: u32,
}

/// The commands of `conformance`.
#[derive(Debug, Subcommand)]
pub enum Conformance {
    /// Check cases of GrowthBook's SDK: a file of its sections, any of them, or of conditions or URL targets alone
    Growthbook {
        /// The cases, as JSON
        file: PathBuf,
    },
}

/// Options of `replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// The moment, saved in the page by `sillageDev.save()`
    pub file: PathBuf,
    /// Folder of the bundle that the page had
    #[arg(long, value_name = "DIR")]
    pub bundle: PathBuf,
    /// This slot alone [default: all of the page]
    #[arg(long)]
    pub slot: Option<String>,
    /// Decide by the bundle given though the page had another, and tell what differs
    #[arg(long)]
    pub other: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder of the project
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Follow changes: compile again, and reload open pages
    #[arg(long)]
    pub watch: bool,
    /// Port on loopback; 0 is any that is free
    #[arg(long, default_value_t = 4173)]
    pub port: u16,
    /// Folder of the shop's pages [default: DIR/www]
    #[arg(long)]
    pub www: Option<PathBuf>,
    /// Another folder of pages, served under its own name: `--also www/studio` answers `/studio/`; may be repeated
    #[arg(long, value_name = "DIR")]
    pub also: Vec<PathBuf>,
    /// Folder of the storefront module
    #[arg(long, default_value = "pkg")]
    pub pkg: PathBuf,
    /// Secret key file [default: a key for this process alone]
    #[arg(long)]
    pub key: Option<PathBuf>,
}
