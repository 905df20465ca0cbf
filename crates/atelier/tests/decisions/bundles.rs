//! Projects as a page meets them: compiled to files, and every section read back from its bytes.

use std::{collections::BTreeMap, path::Path};

use sha2::{Digest, Sha256};
use sillage_atelier::{bundle, project};
use sillage_compiler::{Sources, assemble, compile, matching::matching};
use sillage_engine::{
    bundle::Bundle,
    manifest::{Kind, Section, Start, address},
};

/// The sections of a built bundle.
pub(crate) struct Project {
    sections: Vec<(Kind, String, Vec<u8>)>,
}

/// Builds a project, which must be without any diagnostic; those made for cases may have conditions that nobody would write.
pub(crate) fn build(folder: &Path) -> Project {
    let mut sources = project::read(folder).unwrap();
    let is_of_cases = folder.parent().unwrap().ends_with("tests/cases/projects");
    if !is_of_cases {
        leave_model_out(&mut sources);
    }
    let mut outcome = compile(&sources);
    outcome.diagnostics.retain(|found| !(is_of_cases && found.code.starts_with("W083")));
    assert!(outcome.diagnostics.is_empty(), "{}: {:#?}", folder.display(), outcome.diagnostics);
    let compiled = outcome.compiled.unwrap();
    let model = bundle::model(folder, &compiled).unwrap();
    let output = assemble(&compiled, model.as_ref(), 1, 0).unwrap();
    let start = Start::read(&output.files[0].1).unwrap();
    let files: BTreeMap<&str, &[u8]> =
        output.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let section = |(index, section): (usize, &Section)| {
        let external = || files[address(&section.hash).as_str()];
        let bytes = start.inline(index).unwrap_or_else(external);
        start.manifest.check(index, bytes, &Sha256::digest(bytes)).unwrap();
        (section.kind, section.key.clone(), bytes.to_vec())
    };
    Project { sections: start.manifest.sections.iter().enumerate().map(section).collect() }
}

/// The model of the demo shop is trained, which takes a minute; its cases are decided without one.
fn leave_model_out(sources: &mut Sources) {
    let text = sources.files.get_mut("sillage.yaml").unwrap();
    *text = text.lines().filter(|line| !line.starts_with("model:")).map(|line| format!("{line}\n")).collect();
}

impl Project {
    /// All of the bundle with the copy of one locale.
    pub(crate) fn open(&self, locale: &str) -> Bundle {
        let of = |kind: Kind| self.sections.iter().filter(move |section| section.0 == kind);
        let mut bundle = Bundle::read(&of(Kind::Rules).next().unwrap().2).unwrap().with_host(matching);
        let copy =
            copy_for(&of(Kind::Copy).map(|section| section.1.as_str()).collect::<Vec<_>>(), &bundle, locale);
        for (kind, key, bytes) in &self.sections {
            let is_loaded = *kind == Kind::Rules || *kind == Kind::Copy && Some(key) != copy.as_ref();
            if !is_loaded {
                bundle.load(*kind, bytes).unwrap();
            }
        }
        bundle
    }
}

/// The copy of the page's locale, else of its language, else the shop's default.
fn copy_for(keys: &[&str], bundle: &Bundle, locale: &str) -> Option<String> {
    let wanted = locale.to_lowercase();
    let language = wanted.split('-').next().unwrap_or_default();
    let by = |fits: &dyn Fn(&str) -> bool| keys.iter().find(|key| fits(&key.to_lowercase())).copied();
    by(&|key| key == wanted)
        .or_else(|| by(&|key| key == language))
        .or_else(|| by(&|key| key.split('-').next() == Some(language)))
        .or_else(|| bundle.rules().locales.first().map(String::as_str))
        .map(str::to_owned)
}
