//! The bundle that is being served: compiled from the project in memory, replaced only by a better one.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use tokio::sync::watch;

use super::{
    Options,
    files::{self, Found},
};
use crate::{
    bundle::{self, Issue},
    diagnostics::{self, Form},
    failure::{Failure, Verdict},
    instant,
    keys::Key,
};

/// What one process serves.
pub struct Live {
    /// What was asked for.
    pub options: Options,
    /// The port it listens on.
    pub port: u16,
    key: Key,
    bundle: RwLock<Bundle>,
    number: watch::Sender<i64>,
}

/// The newest good bundle; files of the one before stay, for pages that are loading while it changes.
#[derive(Default)]
struct Bundle {
    revision: u64,
    start: String,
    newest: BTreeMap<String, Vec<u8>>,
    before: BTreeMap<String, Vec<u8>>,
}

impl Live {
    /// Serves nothing yet.
    pub fn new(options: Options, key: Key, port: u16) -> Live {
        // A page that was open when the server was started again must reload too, so numbers start at the time.
        let number = watch::Sender::new(instant::now());
        Live { options, port, key, bundle: RwLock::default(), number }
    }

    /// Compiles the project and prints what is wrong with it; a mistake leaves the bundle as it was.
    pub fn compile(&self) -> Result<Verdict, Failure> {
        let issued = instant::now();
        let seconds = u64::try_from(issued / 1_000).unwrap_or_default();
        let revision = seconds.max(self.read().revision + 1);
        let outcome = bundle::build(&self.options.project, Issue { revision, issued }, Some(&self.key))?;
        diagnostics::print(Form::Text, &outcome.sources, &outcome.diagnostics);
        let Some(built) = outcome.built else { return Ok(Verdict::Mistakes) };
        let mut bundle = self.bundle.write().unwrap_or_else(PoisonError::into_inner);
        bundle.revision = revision;
        bundle.before = std::mem::take(&mut bundle.newest);
        bundle.start = built.files.first().map(|(name, _)| name.clone()).unwrap_or_default();
        bundle.newest = built.files.into_iter().collect();
        drop(bundle);
        self.announce_change();
        Ok(Verdict::Fine)
    }

    /// Makes open pages reload.
    pub fn announce_change(&self) {
        self.number.send_modify(|number| *number += 1);
    }

    /// The numbers of changes.
    pub fn changes(&self) -> watch::Receiver<i64> {
        self.number.subscribe()
    }

    /// The public key that the bundle is signed with, in base64.
    pub fn public_key(&self) -> String {
        self.key.public()
    }

    /// The name of the newest bundle's start file; empty while there is none.
    pub fn start_file(&self) -> String {
        self.read().start.clone()
    }

    /// A file of the bundle by its name.
    pub fn bundle_file(&self, name: &str) -> Option<Found> {
        let bundle = self.read();
        let kept = if name == bundle::POINTER { None } else { bundle.before.get(name) };
        let bytes = bundle.newest.get(name).or(kept)?.clone();
        let cache = if name == bundle::POINTER { files::REVALIDATED } else { files::IMMUTABLE };
        Some(Found { bytes, kind: files::media_type(Path::new(name)), cache, encoding: None })
    }

    fn read(&self) -> RwLockReadGuard<'_, Bundle> {
        self.bundle.read().unwrap_or_else(PoisonError::into_inner)
    }
}
