//! From the author's files to rules, words and product cards; or to every mistake that stands in the way.

use std::collections::BTreeMap;

use sillage_engine::{catalogue::Shard, copy::Copy, event::Millis, flow::Flow, limits, rules::Rules};

use crate::{
    accept::has_form,
    analysis::{Effort, analyse},
    attributes, campaigns, catalogue, codes, copy,
    diagnostic::{Diagnostic, Report},
    files::{self, Files},
    flows, forms, frequency, groups,
    lower::{self, Source},
    project::{self, Project},
    segments, slots, strategies, traits,
    unused::report_filters,
    words,
    yaml::Span,
};

/// The files of a project, by path with `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Path and text.
    pub files: BTreeMap<String, String>,
    /// Files that are not UTF-8: path, and the text before the first byte that is not.
    pub not_utf8: BTreeMap<String, String>,
    /// When they are compiled, for review dates that are over; none: no such date is looked at.
    pub now: Option<Millis>,
}

/// What compiling came to.
#[derive(Debug)]
pub struct Outcome {
    /// Every mistake, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was compiled; only where no diagnostic is an error.
    pub compiled: Option<Compiled>,
    /// What proving things of its conditions cost.
    pub effort: Effort,
}

/// A compiled project, ready to be assembled to a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// Its name.
    pub name: String,
    /// For how many days a bundle of it may be used.
    pub valid_days: u32,
    /// Everything but words, model and cards.
    pub rules: Rules,
    /// The words, one a locale, in the order of the project.
    pub copies: Vec<Copy>,
    /// The product cards by key of their shard.
    pub shards: Vec<(String, Shard)>,
    /// The flows, sorted by name.
    pub flows: Vec<Flow>,
    /// What the host shows of its own accord: JSON by key, `<locale>` and `<locale>/<flow>`.
    pub words: Vec<(String, String)>,
    /// Where the project says its model lies.
    pub model: Option<String>,
    /// Where the project says its catalogue lies.
    pub catalogue: Option<String>,
}

/// Compiles a project. Reports all mistakes, never only the first, and never panics.
pub fn compile(sources: &Sources) -> Outcome {
    let mut report = Report::default();
    let files = files::read(sources, &mut report);
    let source = read(&files, &mut report);
    campaigns::report_stale(&source.campaigns, sources.now, &mut report);
    let (rules, copies) = lower::lower(&source, &mut report);
    let flows = flows::lower(&source, &mut report);
    let shards = shards(&source, sources, &mut report);
    let words = words::sections(&source, &shards, &mut report);
    report.remove(&files.consequences());
    // What can be proven of conditions matters once they say what their author means.
    let effort = if report.has_errors() { Effort::default() } else { analyse(&source, &mut report) };
    let project = source.project;
    let compiled = Compiled {
        name: project.name,
        valid_days: project.valid_days,
        rules,
        copies,
        shards,
        flows,
        words,
        model: project.model,
        catalogue: project.catalogue.map(|(path, _)| path),
    };
    if !report.has_errors() {
        confirm(&compiled, &mut report);
    }
    let compiled = if report.has_errors() { None } else { Some(compiled) };
    Outcome { diagnostics: report.into_diagnostics(), compiled, effort }
}

fn read<'a>(files: &'a Files, report: &mut Report) -> Source<'a> {
    let project = project::read(files.root(project::SHAPE.stem), report);
    let mut attributes = attributes::built_in();
    attributes::read(files.root(attributes::SHAPE.stem), &mut attributes, report);
    let traits = traits::read(files.root(traits::SHAPE.stem), &project.zone, &mut attributes, report);
    let copy = read_copy(files, &project, &attributes, report);
    let flows = files.flows.iter().flat_map(flows::read).collect();
    let flows = flows::without_repeated(flows, report);
    flows::declare_values(&flows, &mut attributes);
    let all = files.campaigns.iter().flat_map(|root| campaigns::read(root, report)).collect();
    let campaigns = campaigns::without_repeated(all, report);
    let segments = segments::read(files.root(segments::SHAPE.stem));
    let groups = groups::read(files.root(groups::SHAPE.stem));
    let slots = slots::read(files.root(slots::SHAPE.stem), project.pictures, report);
    Source {
        project,
        attributes,
        traits,
        segments,
        groups,
        group_table: groups::table(groups),
        segment_names: segments.iter().map(|entry| entry.key.as_str()).collect(),
        slots,
        strategies: strategies::read(files.root(strategies::SHAPE.stem), report),
        campaigns,
        limits: frequency::read_limits(files.root(frequency::SHAPE.stem)),
        copy,
        flows,
    }
}

fn read_copy(
    files: &Files,
    project: &Project,
    attributes: &attributes::Attributes,
    report: &mut Report,
) -> Vec<(String, copy::Texts)> {
    for (locale, root) in &files.copy {
        if !project.locales.is_empty() && project.locales.iter().all(|(known, _)| known != locale) {
            let place = Span { end: root.span.start, ..root.span };
            let message = format!("the shop does not speak `{locale}`");
            report.add(
                codes::UNDECLARED_LOCALE,
                place,
                message,
                "add it to `locales` in sillage.yaml, or remove the file",
            );
        }
    }
    let mut copy = Vec::new();
    for (locale, span) in &project.locales {
        match files.copy.get(locale) {
            Some(root) => copy.push((locale.clone(), copy::read(root, attributes, report))),
            None if files.copy.is_empty() => {}
            None => {
                let help = format!("write copy/{locale}.yaml with the keys of the other locales");
                report.add(codes::MISSING_COPY, *span, format!("there is no copy for `{locale}`"), help);
            }
        }
    }
    copy::check_keys(&copy, report);
    copy
}

fn shards(source: &Source, sources: &Sources, report: &mut Report) -> Vec<(String, Shard)> {
    let Some((path, span)) = &source.project.catalogue else { return Vec::new() };
    let Some(text) = sources.files.get(path) else {
        if !has_form(&forms::FILE, path) || sources.not_utf8.contains_key(path) {
            return Vec::new();
        }
        let help = "write its path in the project, or run `atelier import catalogue`";
        report.add(codes::MISSING_FILE, *span, format!("there is no catalogue `{path}`"), help);
        return Vec::new();
    };
    let file = report.file(path);
    let catalogue = catalogue::read(text, file, report);
    if catalogue.is_over_limit() {
        lower::over_limit("items", catalogue.cards.len(), limits::ITEMS, path, report);
    }
    report_filters(source, &catalogue.cards, report);
    catalogue.into_shards()
}

/// The engine has the last word on what it accepts.
fn confirm(compiled: &Compiled, report: &mut Report) {
    let rules = compiled.rules.check();
    let copies = compiled.copies.iter().try_for_each(|copy| copy.check(&compiled.rules));
    let flows = compiled.flows.iter().try_for_each(Flow::check);
    if let Err(fault) = rules.and(copies).and(flows) {
        let place = Span { file: report.file("sillage.yaml"), start: 0, end: 0, line: 1, column: 1 };
        let message = format!("the engine refuses the compiled rules: {fault}");
        report.add(
            codes::REFUSED,
            place,
            message,
            "report this as a defect of the compiler, with the project",
        );
    }
}
