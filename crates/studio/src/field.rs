//! The source editor in the page: a text field over its own coloured lines, with numbers beside them. Only lines that changed are drawn anew.

use std::ops::Range;

use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

use crate::{
    dom,
    node::Node,
    view::editor::{self, Line},
};

const TEXT: &str = "text";
const COLOURS: &str = "colours";
const NUMBERS: &str = "numbers";

/// The editor and what it draws.
#[derive(Default)]
pub struct Field {
    drawn: Vec<Line>,
}

impl Field {
    /// Draws lines; the text field itself is left alone.
    pub fn draw(&mut self, lines: Vec<Line>) {
        let (Some(colours), Some(numbers)) = (dom::by_id::<Element>(COLOURS), dom::by_id::<Element>(NUMBERS))
        else {
            return;
        };
        let before = self.drawn.iter().zip(&lines).take_while(|(old, new)| old == new).count();
        let left = self.drawn.len().min(lines.len()) - before;
        let after = self
            .drawn
            .iter()
            .rev()
            .zip(lines.iter().rev())
            .take(left)
            .take_while(|(old, new)| old == new)
            .count();
        let fresh = lines.get(before..lines.len() - after).unwrap_or_default();
        let old = before..self.drawn.len() - after;
        let coloured = replace(&colours, old.clone(), fresh.iter().map(editor::drawn));
        let from = (before..).zip(fresh).map(|(index, line)| editor::number(index, line));
        // Numbers behind a line that came or went change too.
        let moved = lines.len() != self.drawn.len();
        let numbered = match moved {
            false => replace(&numbers, old, from),
            true => {
                let all =
                    lines.iter().enumerate().skip(before).map(|(index, line)| editor::number(index, line));
                replace(&numbers, before..self.drawn.len(), all)
            }
        };
        if let Err(error) = coloured.and(numbered) {
            dom::warn(&error);
        }
        self.drawn = lines;
    }
}

fn replace(parent: &Element, old: Range<usize>, new: impl Iterator<Item = Node>) -> Result<(), JsValue> {
    let at = u32::try_from(old.start).unwrap_or(u32::MAX);
    let children = parent.children();
    for _ in old {
        if let Some(gone) = children.item(at) {
            gone.remove();
        }
    }
    let before = children.item(at);
    for node in new {
        parent.insert_before(dom::create(&node)?.as_ref(), before.as_ref().map(AsRef::as_ref))?;
    }
    Ok(())
}

/// What is in the text field.
pub fn value() -> String {
    dom::by_id::<HtmlTextAreaElement>(TEXT).map_or_else(String::new, |field| field.value())
}

/// Puts a text into the field, unless it is there.
pub fn set(text: &str) {
    if let Some(field) = dom::by_id::<HtmlTextAreaElement>(TEXT)
        && field.value() != text
    {
        field.set_value(text);
        field.set_scroll_top(0);
        scroll();
    }
}

/// The coloured lines follow the field.
pub fn scroll() {
    let (Some(field), Some(colours), Some(numbers)) =
        (dom::by_id::<Element>(TEXT), dom::by_id::<HtmlElement>(COLOURS), dom::by_id::<HtmlElement>(NUMBERS))
    else {
        return;
    };
    let (left, top) = (field.scroll_left(), field.scroll_top());
    let moved = |element: &HtmlElement, left: i32| {
        element.style().set_property("transform", &format!("translate({}px, {}px)", -left, -top))
    };
    if let Err(error) = moved(&colours, left).and(moved(&numbers, 0)) {
        dom::warn(&error);
    }
}

/// Goes to a range of bytes of the text: selects it and brings its line into view.
pub fn jump(text: &str, range: Range<usize>, line: u32) {
    let Some(field) = dom::by_id::<HtmlTextAreaElement>(TEXT) else { return };
    let units = |bytes: usize| {
        let before = text.get(..bytes).unwrap_or(text);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    let height = dom::by_id::<HtmlElement>(NUMBERS)
        .and_then(|numbers| numbers.first_element_child())
        .map_or(18.0, |line| line.get_bounding_client_rect().height());
    if let Err(error) = field.focus().and(field.set_selection_range(units(range.start), units(range.end))) {
        dom::warn(&error);
    }
    let above = f64::from(field.client_height()) / 3.0;
    field.set_scroll_top((f64::from(line.saturating_sub(1)) * height - above) as i32);
    scroll();
}

/// Breaks the line and indents the new one like it; false where the browser is to do it.
pub fn break_line() -> bool {
    let Some(field) = dom::by_id::<HtmlTextAreaElement>(TEXT) else { return false };
    let (Ok(Some(start)), Ok(Some(end))) = (field.selection_start(), field.selection_end()) else {
        return false;
    };
    let before: Vec<u16> = field.value().encode_utf16().take(start as usize).collect();
    let line = before.rsplit(|unit| *unit == u16::from(b'\n')).next().unwrap_or_default();
    let indent = line.iter().take_while(|unit| **unit == u16::from(b' ')).count();
    let text = format!("\n{}", " ".repeat(indent));
    field.set_range_text_with_start_and_end_and_mode(&text, start, end, "end").is_ok()
}
