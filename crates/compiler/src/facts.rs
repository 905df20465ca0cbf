//! Facts that somebody gives by hand, held against what a project declares.
//!
//! A shop may tell more than its project reads, so nothing here is an error; types are not compared.

use sillage_engine::{
    rules::Facts,
    value::{Scalar, Value},
};

use crate::{
    accept::{clip, one_of},
    attributes::{self, Attribute},
    compile::Sources,
    diagnostic::Report,
    files,
    suggest::did_you_mean,
};

/// Why a fact is without effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What is undeclared among facts with full paths, and which of their values are outside a declared set.
pub fn remarks(sources: &Sources, facts: &Facts) -> Vec<Remark> {
    // Mistakes of the files are reported where they are compiled.
    let mut report = Report::default();
    let files = files::read(sources, &mut report);
    let mut attributes = attributes::built_in();
    attributes::read(files.root(attributes::SHAPE.stem), &mut attributes, &mut report);
    let mut found = Vec::new();
    for (path, value) in facts {
        match attributes.get(path) {
            Some(attribute) => found.extend(outside(path, attribute, value)),
            None => found.push(undeclared(path, attributes.keys().map(String::as_str))),
        }
    }
    found
}

fn undeclared<'a>(path: &str, known: impl Iterator<Item = &'a str>) -> Remark {
    Remark {
        message: format!("there is no attribute `{}`", clip(path)),
        help: did_you_mean(path, known).unwrap_or_else(|| "declare it in attributes.yaml".to_owned()),
    }
}

/// Values that the attribute never has, where its values are a closed set.
fn outside(path: &str, attribute: &Attribute, value: &Value) -> Vec<Remark> {
    let known: Vec<&str> = attribute.values.iter().map(String::as_str).collect();
    let given = match value {
        Value::One(scalar) => std::slice::from_ref(scalar),
        Value::Many(scalars) => scalars.as_slice(),
    };
    let is_outside = |scalar: &&Scalar| match scalar {
        Scalar::Null => false,
        Scalar::Text(text) => !known.is_empty() && !known.contains(&text.as_str()),
        _ => !known.is_empty(),
    };
    given.iter().filter(is_outside).map(|scalar| never(path, scalar, &known)).collect()
}

fn never(path: &str, scalar: &Scalar, known: &[&str]) -> Remark {
    let mut given = String::new();
    scalar.push_plain(&mut given);
    Remark {
        message: format!("`{path}` is never `{}`", clip(&given)),
        help: did_you_mean(&given, known.iter().copied()).unwrap_or_else(|| one_of(known)),
    }
}
