//! What every feed format is read into: a row of named cells with the line it came from, or one mistake.

/// Bytes of one cell; a longer one refuses its row.
pub const CELL_BYTES: usize = 64 * 1024;

/// Cells of one row.
pub const ROW_CELLS: usize = 1_024;

/// One product as its feed wrote it. A name may come several times (`tags` of a list, variants of a product).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Line of the file where the row begins, from 1.
    pub line: u64,
    /// Its cells in the order of the file; values are trimmed and never empty.
    pub cells: Vec<Cell>,
}

/// One named value of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Column, element or key.
    pub name: String,
    /// Its text.
    pub value: String,
    /// Whether the format itself says that this is a number (JSON), so that its dot can only be a decimal point.
    pub exact: bool,
}

/// Why a row was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// Line of the file, from 1.
    pub line: u64,
    /// The column, element or key; none where the row as a whole is wrong.
    pub field: Option<String>,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A row, a mistake instead of one, or a row that the feed itself says is not for sale.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A product to import.
    Row(Row),
    /// A draft, archived or unpublished product.
    LeftOut,
    /// A row that cannot be read.
    Mistake(Mistake),
}

/// A feed being read.
pub type Entries<'a> = Box<dyn Iterator<Item = Entry> + 'a>;

impl Row {
    /// The first value under any of the names, names in order of preference; case and spaces do not matter.
    pub fn first(&self, names: &[&str]) -> Option<&Cell> {
        names.iter().find_map(|name| self.cells.iter().find(|cell| same_name(&cell.name, name)))
    }

    /// All values under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Cell> {
        self.cells.iter().filter(move |cell| same_name(&cell.name, name))
    }

    /// Adds a text unless it is blank.
    pub fn push(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.cells.push(Cell { name: name.to_owned(), value: value.to_owned(), exact: false });
        }
    }

    /// The row, or the mistake of holding more than any product does.
    pub fn bounded(self) -> Entry {
        if let Some(cell) = self.cells.iter().find(|cell| cell.value.len() > CELL_BYTES) {
            let message = format!("a value of {} bytes is too long", cell.value.len());
            let help = format!("at most {CELL_BYTES} bytes; look for a quote that is never closed");
            return Entry::Mistake(Mistake::at(self.line, Some(&cell.name), message, help));
        }
        if self.cells.len() > ROW_CELLS {
            let message = format!("a row of {} values is too wide", self.cells.len());
            let help = format!("at most {ROW_CELLS} values");
            return Entry::Mistake(Mistake::at(self.line, None, message, help));
        }
        Entry::Row(self)
    }
}

impl Mistake {
    /// A mistake of a field, or of the whole row.
    pub fn at(
        line: u64,
        field: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Mistake {
        Mistake { line, field: field.map(str::to_owned), message: message.into(), help: help.into() }
    }

    /// As a terminal shows it, with the name of the file. A feed may hold control characters, a terminal gets none.
    pub fn shown(&self, file: &str) -> String {
        let field = self.field.as_ref().map_or_else(String::new, |field| format!(", field `{field}`"));
        let lines = [
            format!("error: {}", self.message),
            format!(" --> {file}:{}{field}", self.line),
            format!("  = help: {}", self.help),
        ];
        let visible = |line: &String| line.replace(|letter: char| letter.is_control(), "\u{fffd}") + "\n";
        lines.iter().map(visible).collect()
    }
}

/// `Image Link`, `image_link` and `g:image_link` are one name: Google's specification allows all of them as headers.
fn same_name(left: &str, right: &str) -> bool {
    plain_name(left).eq(plain_name(right))
}

fn plain_name(name: &str) -> impl Iterator<Item = char> + '_ {
    let name = name.trim();
    let local = name.strip_prefix("g:").unwrap_or(name);
    local.chars().map(|letter| if letter == ' ' { '_' } else { letter.to_ascii_lowercase() })
}
