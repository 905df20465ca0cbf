//! Which files of a project are sources, and which kind each is.

use std::collections::BTreeMap;

use crate::{
    accept::accept,
    attributes, campaigns, codes, copy,
    diagnostic::Report,
    project, segments,
    shape::FileShape,
    slots, strategies,
    suggest::did_you_mean,
    traits,
    yaml::{self, Node, Span, Value},
};

const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// Kinds of which there is one file.
const SINGLE: [&FileShape; 6] = [
    &project::SHAPE,
    &attributes::SHAPE,
    &traits::SHAPE,
    &segments::SHAPE,
    &slots::SHAPE,
    &strategies::SHAPE,
];

/// Every source file of a project, read and checked against its shape.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// `sillage.yaml` and the other kinds of which there is one, by stem.
    single: BTreeMap<&'static str, Node>,
    /// `campaigns.yaml` first, then those in `campaigns/` by path.
    pub(crate) campaigns: Vec<Node>,
    /// Copy by locale.
    pub(crate) copy: BTreeMap<String, Node>,
}

/// What kind of source a path is.
enum Kind<'a> {
    Single(&'static FileShape),
    Campaigns,
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
pub(crate) fn read(files: &BTreeMap<String, String>, report: &mut Report) -> Files {
    let mut read = Files::default();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for (path, text) in files {
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
            continue;
        }
        read.take(kind, text, file, report);
    }
    if !read.single.contains_key(project::SHAPE.stem) && !taken.contains_key(project::SHAPE.stem) {
        let place = Span { file: report.file("sillage.yaml"), start: 0, end: 0, line: 1, column: 1 };
        let help = "write one, or run `atelier init` for a project to start from";
        report.add(codes::MISSING_FILE, place, "there is no sillage.yaml", help);
    }
    read
}

impl Files {
    fn take(&mut self, kind: Kind, text: &str, file: u16, report: &mut Report) {
        let shape = match kind {
            Kind::Single(shape) => shape,
            Kind::Campaigns => &campaigns::SHAPE,
            _ => &copy::SHAPE,
        };
        let Some(node) = parse(shape, text, file, report) else { return };
        match kind {
            Kind::Single(shape) => drop(self.single.insert(shape.stem, node)),
            Kind::Campaigns => self.campaigns.push(node),
            Kind::Copy(locale) => drop(self.copy.insert(locale.to_owned(), node)),
            Kind::Unread | Kind::Other => {}
        }
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
        Some(("campaigns", _)) => Kind::Campaigns,
        Some(("copy", locale)) => Kind::Copy(locale),
        _ if extension == "json" => Kind::Other,
        _ => Kind::Unread,
    }
}

fn unread(path: &str, place: Span, report: &mut Report) {
    let stems = SINGLE.iter().map(|shape| shape.stem).chain([campaigns::SHAPE.stem]);
    let help = did_you_mean(stem(path), stems);
    let help = help
        .unwrap_or_else(|| "move it out of the project's folder, or give it the name of a source".to_owned());
    report.add(codes::UNUSED_FILE, place, format!("`{path}` is not read"), help);
}
