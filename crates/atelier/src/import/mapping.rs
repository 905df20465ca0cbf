//! Which columns of a feed become which fields of an item: defaults for each format, and a file that overrides them.
//!
//! ```yaml
//! id: SKU
//! name: Title
//! category: {from: product_type, separator: ">", take: last}
//! price: [sale_price, price]        # the first that is not empty
//! tags: [vegan, refillable, labels] # a column of 1 and 0 is a tag of its name, another is split at commas
//! url: {prefix: /products/, from: Handle}
//! ```

use sillage_compiler::{
    Report,
    yaml::{self, Entry, Node, Value},
};

use super::{format::Format, row::Mistake};

/// A field of an item, as the catalogue names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The shop's id, as in GA4's `item_id`.
    Id,
    /// The name.
    Name,
    /// The brand.
    Brand,
    /// The category.
    Category,
    /// The price.
    Price,
    /// The address of its page.
    Url,
    /// The address of its picture.
    Image,
    /// Whether it can be had.
    Availability,
    /// Claims that a strategy may ask for.
    Tags,
    /// Greater is more popular.
    Popularity,
}

/// All fields with their names in a catalogue and in a mapping file.
pub const TARGETS: [(&str, Target); 10] = [
    ("id", Target::Id),
    ("name", Target::Name),
    ("brand", Target::Brand),
    ("category", Target::Category),
    ("price", Target::Price),
    ("url", Target::Url),
    ("image", Target::Image),
    ("availability", Target::Availability),
    ("tags", Target::Tags),
    ("popularity", Target::Popularity),
];

/// How one field is found in a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// Columns; the first that is not empty is taken, or all of them for tags and with `join`.
    pub from: Vec<String>,
    /// Put between the values of all columns.
    pub join: Option<String>,
    /// Splits a value into parts.
    pub separator: Option<String>,
    /// Which part.
    pub take: Take,
    /// Put before the value.
    pub prefix: String,
}

/// Which part of a value that a separator splits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Take {
    /// The first.
    First,
    /// The last: the narrowest category of a path.
    #[default]
    Last,
}

/// A rule for some of the fields; a field without one is absent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    rules: Vec<(Target, Rule)>,
}

impl Mapping {
    /// What a format's own specification calls the fields.
    pub fn of(format: Format) -> Mapping {
        let mut mapping = Mapping::default();
        for (target, columns) in defaults(format) {
            mapping.set(
                *target,
                Rule { from: columns.iter().map(|&name| name.to_owned()).collect(), ..Rule::default() },
            );
        }
        if format != Format::JsonLines && format != Format::Csv {
            mapping.rules.iter_mut().filter(|(target, _)| *target == Target::Category).for_each(
                |(_, rule)| {
                    rule.separator = Some(">".to_owned());
                },
            );
        }
        if format == Format::ShopifyCsv {
            let from = vec!["Handle".to_owned(), "URL handle".to_owned()];
            mapping.set(Target::Url, Rule { from, prefix: "/products/".to_owned(), ..Rule::default() });
        }
        mapping
    }

    /// The rule of a field.
    pub fn rule(&self, target: Target) -> Option<&Rule> {
        self.rules.iter().find(|(known, _)| *known == target).map(|(_, rule)| rule)
    }

    fn set(&mut self, target: Target, rule: Rule) {
        self.rules.retain(|(known, _)| *known != target);
        self.rules.push((target, rule));
    }

    /// Overrides rules by those of a mapping file, or tells every mistake in it.
    pub fn overridden(mut self, text: &str) -> Result<Mapping, Vec<Mistake>> {
        let mut report = Report::default();
        let root = yaml::parse(text, 0, &mut report);
        let mut mistakes: Vec<Mistake> = report
            .into_diagnostics()
            .into_iter()
            .map(|found| Mistake::at(found.place.line.into(), None, found.message, found.help))
            .collect();
        if let Some(root) = root {
            if !matches!(root.value, Value::Map(_)) {
                mistakes.push(expected(&root, None, "a mapping of fields to columns", "write `name: Title`"));
            }
            for entry in root.entries() {
                match line(entry) {
                    Ok((target, rule)) => self.set(target, rule),
                    Err(mistake) => mistakes.push(mistake),
                }
            }
        }
        if mistakes.is_empty() { Ok(self) } else { Err(mistakes) }
    }
}

/// Names in order of preference. Google: "Product data specification"; Shopify: "Using CSV files to import and export
/// products", both editions of its columns.
fn defaults(format: Format) -> &'static [(Target, &'static [&'static str])] {
    match format {
        Format::MerchantXml | Format::MerchantTsv => &[
            (Target::Id, &["id"]),
            (Target::Name, &["title"]),
            (Target::Brand, &["brand"]),
            (Target::Category, &["product_type", "google_product_category"]),
            (Target::Price, &["price"]),
            (Target::Url, &["link"]),
            (Target::Image, &["image_link"]),
            (Target::Availability, &["availability"]),
        ],
        Format::ShopifyCsv => &[
            (Target::Id, &["Handle", "URL handle"]),
            (Target::Name, &["Title"]),
            (Target::Brand, &["Vendor"]),
            (Target::Category, &["Type", "Product Category"]),
            // Both put into the row by the reader, from all variants.
            (Target::Price, &["price"]),
            (Target::Availability, &["availability"]),
            (Target::Image, &["Image Src", "Product image URL"]),
            (Target::Tags, &["Tags"]),
        ],
        Format::JsonLines | Format::Csv => &[
            (Target::Id, &["id"]),
            (Target::Name, &["name", "title"]),
            (Target::Brand, &["brand"]),
            (Target::Category, &["category"]),
            (Target::Price, &["price"]),
            (Target::Url, &["url", "link"]),
            (Target::Image, &["image", "image_link"]),
            (Target::Availability, &["availability"]),
            (Target::Tags, &["tags"]),
            (Target::Popularity, &["popularity"]),
        ],
    }
}

fn line(entry: &Entry) -> Result<(Target, Rule), Mistake> {
    let Some((_, target)) = TARGETS.iter().find(|(name, _)| *name == entry.key) else {
        let message = format!("an item has no field `{}`", entry.key);
        let names = TARGETS.map(|(name, _)| format!("`{name}`")).join(", ");
        return Err(Mistake::at(
            entry.span.line.into(),
            Some(&entry.key),
            message,
            format!("the fields are {names}"),
        ));
    };
    Ok((*target, rule(&entry.key, &entry.node)?))
}

fn rule(field: &str, node: &Node) -> Result<Rule, Mistake> {
    if !matches!(node.value, Value::Map(_)) {
        return Ok(Rule { from: columns(field, node)?, ..Rule::default() });
    }
    let mut rule = Rule::default();
    for entry in node.entries() {
        match entry.key.as_str() {
            "from" => rule.from = columns(field, &entry.node)?,
            "join" => rule.join = Some(text(field, &entry.node)?),
            "separator" => rule.separator = Some(text(field, &entry.node)?),
            "prefix" => rule.prefix = text(field, &entry.node)?,
            "take" => rule.take = take(field, &entry.node)?,
            other => {
                let message = format!("a rule of a field has no `{other}`");
                let help = "it has `from`, `separator`, `take`, `join` and `prefix`";
                return Err(Mistake::at(entry.span.line.into(), Some(field), message, help));
            }
        }
    }
    if rule.from.is_empty() {
        return Err(expected(node, Some(field), "the columns to read", "add `from: COLUMN`"));
    }
    Ok(rule)
}

fn columns(field: &str, node: &Node) -> Result<Vec<String>, Mistake> {
    match &node.value {
        Value::List(items) if !items.is_empty() => items.iter().map(|item| text(field, item)).collect(),
        _ => Ok(vec![text(field, node)?]),
    }
}

fn text(field: &str, node: &Node) -> Result<String, Mistake> {
    match node.text() {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(expected(node, Some(field), "a text", "put it in quotes")),
    }
}

fn take(field: &str, node: &Node) -> Result<Take, Mistake> {
    match node.text() {
        Some("first") => Ok(Take::First),
        Some("last") => Ok(Take::Last),
        _ => Err(expected(node, Some(field), "`first` or `last`", "write `take: last`")),
    }
}

fn expected(node: &Node, field: Option<&str>, what: &str, help: &str) -> Mistake {
    Mistake::at(node.span.line.into(), field, format!("expected {what} here"), help)
}
