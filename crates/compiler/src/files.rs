//! Which files of a project are sources, and which kind each is.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    accept::accept,
    attributes, campaigns,
    codes::{self, Code},
    compile::Sources,
    copy,
    diagnostic::{Report, Severity},
    flows, frequency, groups, project, segments,
    shape::FileShape,
    slots, strategies,
    suggest::did_you_mean,
    traits,
    yaml::{self, Node, Span, Value},
};

const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// Kinds of which there is one file.
const SINGLE: [&FileShape; 8] = [
    &project::SHAPE,
    &attributes::SHAPE,
    &traits::SHAPE,
    &groups::SHAPE,
    &segments::SHAPE,
    &slots::SHAPE,
    &strategies::SHAPE,
    &frequency::SHAPE,
];

/// Every source file of a project, read and checked against its shape.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// `sillage.yaml` and the other kinds of which there is one, by stem.
    single: BTreeMap<&'static str, Node>,
    /// `campaigns.yaml` first, then those in `campaigns/` by path.
    pub(crate) campaigns: Vec<Node>,
    /// `flows.yaml` first, then those in `flows/` by path.
    pub(crate) flows: Vec<Node>,
    /// Copy by locale.
    pub(crate) copy: BTreeMap<String, Node>,
    /// Kinds of which some file could not be read, so that its names are not known.
    broken: BTreeSet<&'static str>,
}

/// What kind of source a path is.
enum Kind<'a> {
    Single(&'static FileShape),
    Campaigns,
    Flows,
    Copy(&'a str),
    /// A YAML file of no known kind.
    Unread,
    /// Nothing the compiler knows: catalogue, model, pictures.
    Other,
}

impl Files {
    /// The file of that stem; `null` where there is none.
    pub(crate) fn root(&self, stem: &str) -> &Node {
        const NOTHING: &Node =
            &Node { value: Value::Null, span: Span { file: 0, start: 0, end: 0, line: 1, column: 1 } };
        self.single.get(stem).unwrap_or(NOTHING)
    }
}

/// Reads all files.
pub(crate) fn read(sources: &Sources, report: &mut Report) -> Files {
    let mut read = Files::default();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for (path, before) in &sources.not_utf8 {
        taken.insert(stem(path).to_owned(), path);
        read.broken.extend(kind(path).shape().map(|shape| shape.stem));
        report_not_utf8(path, before, report);
    }
    for (path, text) in &sources.files {
        let kind = kind(path);
        if let Kind::Other = kind {
            continue;
        }
        let file = report.file(path);
        let top = Span { file, start: 0, end: 0, line: 1, column: 1 };
        if let Kind::Unread = kind {
            unread(path, top, report);
            continue;
        }
        if let Some(first) = taken.insert(stem(path).to_owned(), path) {
            let message = format!("{path} and {first} are the same source in two formats");
            report.add(codes::AMBIGUOUS_FILE, top, message, "keep one of the two");
            read.broken.extend(SINGLE.iter().map(|shape| shape.stem).filter(|known| *known == stem(path)));
            continue;
        }
        read.take(kind, text, file, report);
    }
    if !read.single.contains_key(project::SHAPE.stem) && !taken.contains_key(project::SHAPE.stem) {
        let place = Span { file: report.file("sillage.yaml"), start: 0, end: 0, line: 1, column: 1 };
        read.broken.insert(project::SHAPE.stem);
        let help = "write one, or run `atelier init` for a project to start from";
        report.add(codes::MISSING_FILE, place, "there is no sillage.yaml", help);
    }
    read
}

impl Kind<'_> {
    /// What such a file looks like; none where it is not read.
    fn shape(&self) -> Option<&'static FileShape> {
        match self {
            Kind::Single(shape) => Some(shape),
            Kind::Campaigns => Some(&campaigns::SHAPE),
            Kind::Flows => Some(&flows::SHAPE),
            Kind::Copy(_) => Some(&copy::SHAPE),
            Kind::Unread | Kind::Other => None,
        }
    }
}

/// Reports the first byte that is not UTF-8, at its place.
fn report_not_utf8(path: &str, before: &str, report: &mut Report) {
    let count = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let place = Span {
        file: report.file(path),
        start: before.len(),
        end: before.len(),
        line: count(before.matches('\n').count()),
        column: count(line.chars().count()),
    };
    let help = "save it with the encoding UTF-8";
    report.add(codes::NOT_UTF8, place, "the file is not UTF-8 from here on", help);
}

impl Files {
    fn take(&mut self, kind: Kind, text: &str, file: u16, report: &mut Report) {
        let Some(shape) = kind.shape() else { return };
        let node = parse(shape, text, file, report);
        if node.as_ref().is_none_or(|node| !has_names(shape, node)) {
            self.broken.insert(shape.stem);
        }
        let Some(node) = node else { return };
        match kind {
            Kind::Single(shape) => drop(self.single.insert(shape.stem, node)),
            Kind::Campaigns => self.campaigns.push(node),
            Kind::Flows => self.flows.push(node),
            Kind::Copy(locale) => drop(self.copy.insert(locale.to_owned(), node)),
            Kind::Unread | Kind::Other => {}
        }
    }
}

/// Whether the names a file declares can be told.
fn has_names(shape: &FileShape, node: &Node) -> bool {
    if shape.stem == project::SHAPE.stem {
        let locales = node.field("locales").map_or(&[][..], Node::items);
        return !locales.is_empty()
            && locales.len() == project::read(node, &mut Report::default()).locales.len();
    }
    let mut names = node.entries().iter().map(|entry| &entry.node.value);
    matches!(node.value, Value::Map(_)) && names.all(|value| matches!(value, Value::Map(_)))
}

/// What would be reported only because names of a kind are not known.
const FOLLOWS: [(&str, &[Code]); 9] = [
    ("sillage", OF_COPY),
    ("attributes", &[codes::UNKNOWN_ATTRIBUTE]),
    ("traits", &[codes::UNKNOWN_ATTRIBUTE]),
    ("segments", &[codes::UNKNOWN_SEGMENT]),
    ("slots", &[codes::UNKNOWN_SLOT, codes::UNKNOWN_SLOT_FIELD]),
    ("strategies", &[codes::UNKNOWN_STRATEGY]),
    ("flows", &[codes::OUTSIDE_VALUES]),
    ("limits", &[codes::UNKNOWN_SHARED_FREQUENCY]),
    ("copy/*", OF_COPY),
];

const OF_COPY: &[Code] = &[
    codes::UNKNOWN_COPY_KEY,
    codes::MISSING_TEXT,
    codes::EXTRA_TEXT,
    codes::UNDECLARED_LOCALE,
    codes::MISSING_COPY,
];

impl Files {
    /// The codes that say nothing, because the files they would judge by could not be read.
    pub(crate) fn consequences(&self) -> Vec<Code> {
        let of_broken = FOLLOWS.iter().filter(|(stem, _)| self.broken.contains(stem));
        let mut codes: Vec<Code> = of_broken.flat_map(|(_, codes)| codes.iter().copied()).collect();
        if !self.broken.is_empty() {
            codes.extend(codes::ALL.iter().filter(|code| code.severity() == Severity::Warning));
        }
        codes
    }
}

/// Reads one file and checks its shape. A file without content says nothing, except `sillage.yaml`.
fn parse(shape: &FileShape, text: &str, file: u16, report: &mut Report) -> Option<Node> {
    let mut node = yaml::parse(text, file, report)?;
    if node.value == Value::Null {
        node.value = Value::Map(Vec::new());
        if shape.stem != project::SHAPE.stem {
            return Some(node);
        }
    }
    let name = report.path(file).to_owned();
    accept(&shape.shape, &name, &node, report);
    Some(node)
}

/// The path without its extension.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

fn kind(path: &str) -> Kind<'_> {
    let Some((stem, extension)) = path.rsplit_once('.') else { return Kind::Other };
    if !EXTENSIONS.contains(&extension) {
        return Kind::Other;
    }
    if let Some(shape) = SINGLE.iter().find(|shape| shape.stem == stem) {
        return Kind::Single(shape);
    }
    match stem.split_once('/') {
        None if stem == campaigns::SHAPE.stem => Kind::Campaigns,
        None if stem == flows::SHAPE.stem => Kind::Flows,
        Some(("campaigns", _)) => Kind::Campaigns,
        Some(("flows", _)) => Kind::Flows,
        Some(("copy", locale)) => Kind::Copy(locale),
        _ if extension == "json" => Kind::Other,
        _ => Kind::Unread,
    }
}

fn unread(path: &str, place: Span, report: &mut Report) {
    let stems = SINGLE.iter().map(|shape| shape.stem).chain([campaigns::SHAPE.stem, flows::SHAPE.stem]);
    let help = did_you_mean(stem(path), stems).map(|help| help.replace("`?", ".yaml`?"));
    let help = help
        .unwrap_or_else(|| "move it out of the project's folder, or give it the name of a source".to_owned());
    report.add(codes::UNUSED_FILE, place, format!("`{path}` is not read"), help);
}
