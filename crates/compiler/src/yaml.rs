//! YAML, and with it JSON, to a tree in which every key and value knows where it stands.
//!
//! The YAML of authors is a small one: no anchors, aliases, tags, second documents or repeated keys, so that a file
//! means what it shows and cannot unfold into more than it is. Plain scalars mean what the core schema of YAML 1.2
//! says: `no` and `2026-01-01` are texts, `1e3` is a number. See <https://yaml.org/spec/1.2.2/#103-core-schema>.
//!
//! Of JSON one thing is missing: characters beyond U+FFFF escaped as two surrogates, which YAML does not have.

use std::collections::BTreeSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks, StrInput};

use crate::{codes, diagnostic::Report, scalar};

/// Bytes of one source file.
pub const FILE_BYTES: usize = 4 * 1024 * 1024;
/// How deep lists and mappings may nest in a file.
pub const FILE_DEPTH: usize = 64;

/// A stretch of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// Which file, as numbered by [`Report`].
    pub file: u16,
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: u32,
    /// Column of the first byte in characters, from 1.
    pub column: u32,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// A value of a source file.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the source, no key twice.
    Map(Vec<Entry>),
}

/// One key of a mapping with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as text; plain keys are taken as they are written.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The entries of a mapping; of anything else, none.
    pub fn entries(&self) -> &[Entry] {
        if let Value::Map(entries) = &self.value { entries } else { &[] }
    }

    /// The entry of that key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value of that key.
    pub fn field(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The elements of a list; of anything else, none.
    pub fn items(&self) -> &[Node] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        if let Value::Number(number) = self.value { Some(number) } else { None }
    }

    /// The truth value, if it is one.
    pub fn truth(&self) -> Option<bool> {
        if let Value::Bool(truth) = self.value { Some(truth) } else { None }
    }

    /// The same as JSON, without places.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(truth) => (*truth).into(),
            Value::Number(number) => json_number(*number),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(entries) => {
                let pairs = entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json()));
                serde_json::Value::Object(pairs.collect())
            }
        }
    }
}

/// Whole numbers as JSON writes them, without a `.0`.
pub(crate) fn json_number(number: f64) -> serde_json::Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT { (number as i64).into() } else { number.into() }
}

/// Reads one file, or reports why it cannot be read. An empty file is `null`.
pub fn parse(text: &str, file: u16, report: &mut Report) -> Option<Node> {
    if text.len() > FILE_BYTES {
        let place = Span { file, start: 0, end: 0, line: 1, column: 1 };
        let message =
            format!("the file has {} bytes, more than the {FILE_BYTES} a source file may have", text.len());
        report.add(codes::FILE_TOO_LARGE, place, message, "split it into several files");
        return None;
    }
    let reader = Reader { marks: Offsets::of(text, file), parser: Parser::new_from_str(text), report };
    reader.document()
}

/// Where the characters of a text start.
struct Offsets {
    file: u16,
    length: usize,
    /// Empty where every character is one byte.
    starts: Vec<u32>,
}

impl Offsets {
    fn of(text: &str, file: u16) -> Offsets {
        let starts =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Offsets { file, length: text.len(), starts }
    }

    fn byte(&self, character: usize) -> usize {
        if self.starts.is_empty() {
            return character.min(self.length);
        }
        self.starts.get(character).map_or(self.length, |at| *at as usize)
    }

    fn span(&self, marks: Marks) -> Span {
        let start = self.byte(marks.start.index());
        let end = self.byte(marks.end.index()).max(start);
        Span { end, ..self.point(marks.start) }
    }

    fn point(&self, mark: Marker) -> Span {
        let start = self.byte(mark.index());
        let line = u32::try_from(mark.line()).unwrap_or(u32::MAX);
        let column = u32::try_from(mark.col()).unwrap_or(u32::MAX).saturating_add(1);
        Span { file: self.file, start, end: start, line, column }
    }
}

/// One pass over the events of a file. Every method returns `None` once something was reported that ends the reading.
struct Reader<'a> {
    marks: Offsets,
    parser: Parser<'a, StrInput<'a>>,
    report: &'a mut Report,
}

impl<'a> Reader<'a> {
    fn document(mut self) -> Option<Node> {
        let mut root = None;
        loop {
            let (event, marks) = self.next()?;
            let span = self.marks.span(marks);
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if root.is_none() => {
                    let (event, marks) = self.next()?;
                    root = Some(self.node(event, marks, 0)?);
                }
                _ => {
                    let help = "keep one document a file and remove the `---` between them";
                    return self.refuse(codes::SECOND_DOCUMENT, span, "the file has a second document", help);
                }
            }
        }
        let empty = Span { file: self.marks.file, start: 0, end: 0, line: 1, column: 1 };
        Some(root.unwrap_or(Node { value: Value::Null, span: empty }))
    }

    fn next(&mut self) -> Option<(Event<'a>, Marks)> {
        match self.parser.next_event() {
            Some(Ok(event)) => Some(event),
            Some(Err(error)) => self.syntax(&error),
            None => None,
        }
    }

    fn syntax<T>(&mut self, error: &ScanError) -> Option<T> {
        let span = self.marks.point(*error.marker());
        if error.info().contains("unknown anchor") {
            return self.anchor(span);
        }
        // The parser quotes like 'this' and like `this'.
        let message = format!("this is not YAML: {}", error.info().replace('\'', "`"));
        let help = match error.info() {
            info if info.contains("escape code") => "write the character itself instead of its escape",
            _ => "check quotes, brackets and the indentation of this line",
        };
        self.refuse(codes::SYNTAX, span, &message, help)
    }

    fn refuse<T>(&mut self, code: codes::Code, span: Span, message: &str, help: &str) -> Option<T> {
        self.report.add(code, span, message, help);
        None
    }

    fn node(&mut self, event: Event<'a>, marks: Marks, depth: usize) -> Option<Node> {
        let span = self.marks.span(marks);
        self.plain(&event, span)?;
        match event {
            Event::Scalar(text, style, ..) => self.scalar(&text, style, span),
            Event::SequenceStart(..) => self.list(span, depth + 1),
            Event::MappingStart(..) => self.map(span, depth + 1),
            _ => {
                self.refuse(codes::SYNTAX, span, "this is not YAML: a value is missing", "write a value here")
            }
        }
    }

    /// Refuses what makes a file mean more than it shows.
    fn plain(&mut self, event: &Event<'a>, span: Span) -> Option<()> {
        let (anchor, tagged) = match event {
            Event::Alias(_) => (1, false),
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        if anchor != 0 {
            return self.anchor(span);
        }
        if tagged {
            let help = "put a text that starts with `!` in quotes";
            return self.refuse(codes::TAG, span, "tags (`!`) are not used here", help);
        }
        Some(())
    }

    fn anchor<T>(&mut self, span: Span) -> Option<T> {
        let help = "write the value out where it is needed";
        self.refuse(codes::ANCHOR, span, "anchors (`&`) and aliases (`*`) are not used here", help)
    }

    fn deeper(&mut self, span: Span, depth: usize) -> Option<()> {
        if depth <= FILE_DEPTH {
            return Some(());
        }
        let message = format!("lists and mappings nest deeper than {FILE_DEPTH}");
        self.refuse(codes::NESTED_TOO_DEEP, span, &message, "flatten this part of the file")
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Option<Node> {
        let value = match style {
            ScalarStyle::Plain => scalar::plain(text),
            _ => Some(Value::Text(text.to_owned())),
        };
        let Some(value) = value else {
            let message = format!("`{text}` is not a number a rule can use");
            return self.refuse(codes::NUMBER, span, &message, "write a smaller number, or a text in quotes");
        };
        Some(Node { value, span })
    }

    fn list(&mut self, start: Span, depth: usize) -> Option<Node> {
        self.deeper(start, depth)?;
        let mut items = Vec::new();
        loop {
            let (event, marks) = self.next()?;
            if event == Event::SequenceEnd {
                let span = Span { end: self.marks.span(marks).end.max(start.end), ..start };
                return Some(Node { value: Value::List(items), span });
            }
            items.push(self.node(event, marks, depth)?);
        }
    }

    fn map(&mut self, start: Span, depth: usize) -> Option<Node> {
        self.deeper(start, depth)?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut keys = BTreeSet::new();
        loop {
            let (event, marks) = self.next()?;
            if event == Event::MappingEnd {
                let span = Span { end: self.marks.span(marks).end.max(start.end), ..start };
                return Some(Node { value: Value::Map(entries), span });
            }
            let (key, span) = self.key(&event, marks)?;
            let (event, marks) = self.next()?;
            let node = self.node(event, marks, depth)?;
            if keys.insert(key.clone()) {
                entries.push(Entry { key, span, node });
            } else {
                let message = format!("the key `{key}` stands here twice");
                self.report.add(codes::REPEATED_KEY, span, message, "keep one of the two");
            }
        }
    }

    fn key(&mut self, event: &Event<'a>, marks: Marks) -> Option<(String, Span)> {
        let span = self.marks.span(marks);
        self.plain(event, span)?;
        match event {
            Event::Scalar(text, style, ..) if !(text.is_empty() && *style == ScalarStyle::Plain) => {
                Some((text.clone().into_owned(), span))
            }
            _ => self.refuse(codes::KEY, span, "a key is a text", "write a name before the colon"),
        }
    }
}
