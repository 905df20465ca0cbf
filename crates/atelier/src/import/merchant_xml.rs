//! Google Merchant feeds in XML: RSS 2.0 and Atom with Google's namespace, read element by element.
//!
//! Source: Google's "Product data specification" and "RSS 2.0 / Atom 1.0 specification" for Merchant Center. Documents
//! with a DTD are read, but nothing a DTD declares is used: the reader knows XML's five entities and character
//! references, and every other entity refuses its row. So a file cannot grow while it is read.

use std::{cell::Cell as Shared, io::BufRead, rc::Rc};

use quick_xml::{
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
    reader::NsReader,
};

use super::{
    line_counter::LineCounter,
    row::{CELL_BYTES, Entries, Entry, Mistake, ROW_CELLS, Row},
};

/// Google's namespace; the prefix is the feed's own choice, `g` by custom.
const GOOGLE: Namespace<'static> = Namespace("http://base.google.com/ns/1.0");

/// How deep the elements of a product may nest; feeds have two levels.
const DEPTH: usize = 32;

/// The products of a feed: every `item` (RSS) or `entry` (Atom).
pub fn entries<'a>(reader: impl BufRead + 'a) -> Entries<'a> {
    let line = Rc::new(Shared::new(1));
    let reader = NsReader::from_reader(LineCounter::new(reader, Rc::clone(&line)));
    Box::new(Feed { reader, line, depth: 0, begun: false, ended: false })
}

struct Feed<R> {
    reader: NsReader<LineCounter<R>>,
    line: Rc<Shared<u64>>,
    /// Open elements around the products (`rss`, `channel`, `feed`).
    depth: usize,
    /// Whether the file has an element at all; one without is no feed.
    begun: bool,
    ended: bool,
}

impl<R: BufRead> Iterator for Feed<R> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if self.ended { None } else { self.next_product() }
    }
}

impl<R: BufRead> Feed<R> {
    fn next_product(&mut self) -> Option<Entry> {
        let mut buffer = Vec::new();
        let mut product = None::<Product>;
        loop {
            buffer.clear();
            let (space, event) = match self.reader.read_resolved_event_into(&mut buffer) {
                Ok((space, event)) => (space == ResolveResult::Bound(GOOGLE), event),
                Err(error) => return self.end_with(broken(self.line.get(), &error)),
            };
            match (event, &mut product) {
                (Event::Eof, None) if self.depth == 0 && self.begun => return None,
                (Event::Eof, _) => return self.end_with(cut(self.line.get())),
                (Event::Start(start), None) if is_product(&start) => {
                    product = Some(Product::new(self.line.get()))
                }
                (Event::Start(_), None) => self.enter(),
                (Event::End(_), None) => self.depth = self.depth.saturating_sub(1),
                (Event::End(_), Some(open)) if open.path.is_empty() => return product.map(Product::finish),
                (_, Some(open)) if open.path.len() > DEPTH => return self.end_with(deep(self.line.get())),
                (event, Some(product)) => product.take(&event, space),
                _ => {}
            }
        }
    }

    fn enter(&mut self) {
        self.depth += 1;
        self.begun = true;
    }

    fn end_with(&mut self, mistake: Mistake) -> Option<Entry> {
        self.ended = true;
        Some(Entry::Mistake(mistake))
    }
}

fn is_product(start: &BytesStart) -> bool {
    matches!(start.local_name().as_ref(), "item" | "entry")
}

/// One product while it is read.
struct Product {
    google: Row,
    /// What is not in Google's namespace (`title`, `link` of RSS and Atom); Google's own values come first.
    plain: Row,
    /// Names of the open elements below the product.
    path: Vec<String>,
    in_google: bool,
    text: String,
    mistake: Option<Mistake>,
}

impl Product {
    fn new(line: u64) -> Product {
        let row = Row { line, cells: Vec::new() };
        Product {
            google: row.clone(),
            plain: row,
            path: Vec::new(),
            in_google: false,
            text: String::new(),
            mistake: None,
        }
    }

    fn take(&mut self, event: &Event, google: bool) {
        match event {
            Event::Start(start) => self.open(start, google),
            Event::Empty(empty) => self.empty(empty),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(text),
            Event::CData(text) => self.text(text),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => self.text(letter.encode_utf8(&mut [0; 4])),
                _ => self.entity(name),
            },
            _ => {}
        }
    }

    fn open(&mut self, start: &BytesStart, google: bool) {
        if self.path.is_empty() {
            self.in_google = google;
        }
        // Nested values (`shipping.price`) get a dotted name, so that they are never taken for the product's own.
        self.text.clear();
        self.path.push(start.local_name().as_ref().to_owned());
    }

    /// Atom's `<link href="…"/>`.
    fn empty(&mut self, empty: &BytesStart) {
        if !self.path.is_empty() || empty.local_name().as_ref() != "link" {
            return;
        }
        let relation = attribute(empty, "rel").unwrap_or_else(|| "alternate".to_owned());
        if let (Some(address), "alternate") = (attribute(empty, "href"), relation.as_str()) {
            self.plain.push("link", &address);
        }
    }

    fn close(&mut self) {
        let name = self.path.join(".");
        let row = if self.in_google { &mut self.google } else { &mut self.plain };
        // Atom's own `id` is an address, not the shop's id of the product.
        if row.cells.len() <= ROW_CELLS && (self.in_google || name != "id") {
            row.push(&name, &self.text);
        }
        self.path.pop();
        self.text.clear();
    }

    fn text(&mut self, text: &str) {
        if self.path.is_empty() {
            return;
        }
        if self.text.len() + text.len() > CELL_BYTES {
            let help = format!("at most {CELL_BYTES} bytes");
            self.refuse("the value is too long".to_owned(), help);
            return;
        }
        self.text.push_str(text);
    }

    fn entity(&mut self, name: &str) {
        match name {
            "lt" => self.text("<"),
            "gt" => self.text(">"),
            "amp" => self.text("&"),
            "apos" => self.text("'"),
            "quot" => self.text("\""),
            _ => {
                let message = format!("the entity `&{name};` is not known");
                self.refuse(
                    message,
                    "write the letter itself; XML knows `&lt; &gt; &amp; &apos; &quot;`".to_owned(),
                );
            }
        }
    }

    fn refuse(&mut self, message: String, help: String) {
        let field = self.path.join(".");
        let line = self.google.line;
        self.mistake.get_or_insert_with(|| Mistake::at(line, Some(&field), message, help));
    }

    fn finish(self) -> Entry {
        match self.mistake {
            Some(mistake) => Entry::Mistake(mistake),
            None => {
                let mut row = self.google;
                row.cells.extend(self.plain.cells);
                row.bounded()
            }
        }
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    Some(attribute.value.replace("&amp;", "&"))
}

fn broken(line: u64, error: &quick_xml::Error) -> Mistake {
    let message = match error {
        // A tag, a comment or a CDATA section without its end.
        quick_xml::Error::Syntax(_) => return cut(line),
        quick_xml::Error::IllFormed(_) => "the XML is not well-formed here; what follows was not read",
        quick_xml::Error::Encoding(_) => "the file is not UTF-8 here; what follows was not read",
        _ => "the XML cannot be read here; what follows was not read",
    };
    Mistake::at(line, None, message, "let the feed's tool write it again, in UTF-8")
}

fn cut(line: u64) -> Mistake {
    Mistake::at(line, None, "the file ends in the middle", "fetch it again; the download was cut off")
}

fn deep(line: u64) -> Mistake {
    let message = format!("elements nest deeper than {DEPTH}; what follows was not read");
    Mistake::at(line, None, message, "look at the product that begins before this line")
}
