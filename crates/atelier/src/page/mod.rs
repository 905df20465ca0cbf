//! Reports as one page of HTML that needs nothing else: no script, no font, no request; light and dark, down to a phone's width.
//!
//! Whatever comes from sources or logs passes [`escape`]; the page's own policy forbids everything but its style sheet, so
//! that even what slipped through could not run.

pub mod plot;

/// The style sheet. Colours are named once and turned around for the dark.
const STYLE: &str = "\
:root{color-scheme:light dark;--ground:#fff;--ink:#1c1b1f;--faint:#6b6872;--line:#dcd9e2;--panel:#f6f4f9;--mark:#5b3fa8;\
--other:#b8752b;--good:#1d7a46;--bad:#b3261e}\
@media(prefers-color-scheme:dark){:root{--ground:#131216;--ink:#e9e6ee;--faint:#a09ba9;--line:#37343d;--panel:#1d1b21;\
--mark:#b9a3f5;--other:#e0a45c;--good:#6cc893;--bad:#f2857d}}\
*{box-sizing:border-box}\
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}\
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin:2.5rem 0 .25rem;overflow-wrap:anywhere}\
h3{font-size:1rem;margin:1.5rem 0 .25rem}\
p{margin:.4rem 0}.faint{color:var(--faint);font-size:.875rem}\
.alarm{border:2px solid var(--bad);border-radius:.5rem;padding:.75rem 1rem;background:var(--panel);color:var(--bad);font-weight:600}\
.grey{opacity:.55}\
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0}\
table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}\
th,td{padding:.35rem .6rem;text-align:right;white-space:nowrap;border-top:1px solid var(--line)}\
thead th{border-top:0;color:var(--faint);font-weight:600;background:var(--panel)}\
th.name,td.name{text-align:left}\
.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}\
svg{display:block;width:100%;max-width:32rem;height:auto;margin:.5rem 0}\
svg text{font:11px system-ui,sans-serif;fill:var(--ink)}svg .faint{font-size:11px;fill:var(--faint)}\
.axis{stroke:var(--line)}.zero{stroke:var(--faint);stroke-dasharray:3 3}\
.bar{fill:var(--mark)}.bar2{fill:var(--other)}.reach{stroke:var(--mark);stroke-width:2}.point{fill:var(--mark)}\
.point2{fill:var(--other)}.planned{stroke:var(--ink);stroke-width:2}\
details{margin:.5rem 0}summary{cursor:pointer}";

/// Whether a column holds names, on the left, or numbers, on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words.
    Name(&'static str),
    /// Numbers.
    Number(&'static str),
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    class: &'static str,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell { text: text.into(), class: "" }
    }
}

impl Cell {
    /// A cell that says something good.
    pub fn good(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), class: "good" }
    }

    /// A cell that says something bad.
    pub fn bad(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), class: "bad" }
    }
}

/// A whole document around a body that is HTML already.
pub fn document(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Text as HTML, also within attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What turns lines around, and what no document may hold.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            letter if letter.is_control() && !letter.is_whitespace() => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A paragraph.
pub fn paragraph(class: &str, text: &str) -> String {
    format!("<p class=\"{class}\">{}</p>\n", escape(text))
}

/// A heading of the second or a deeper level.
pub fn heading(level: u8, text: &str) -> String {
    format!("<h{level}>{}</h{level}>\n", escape(text))
}

/// A table that scrolls by itself where the page is narrow; nothing without rows.
pub fn table(columns: &[Column], rows: &[Vec<Cell>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let class = |column: &Column| if matches!(column, Column::Name(_)) { "name" } else { "" };
    let mut html =
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"table\"><table><thead><tr>"
            .to_owned();
    for column in columns {
        let (Column::Name(name) | Column::Number(name)) = column;
        html.push_str(&format!("<th scope=\"col\" class=\"{}\">{}</th>", class(column), escape(name)));
    }
    html.push_str("</tr></thead><tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for (column, cell) in columns.iter().zip(row) {
            html.push_str(&format!(
                "<td class=\"{} {}\">{}</td>",
                class(column),
                cell.class,
                escape(&cell.text)
            ));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let hostile = "<script>alert('1')</script>\"&\u{202e}\u{0}";
        let harmless = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\u{fffd}\u{fffd}";
        assert_eq!(escape(hostile), harmless);
        let page = document(
            hostile,
            &[
                heading(2, hostile),
                paragraph("faint", hostile),
                table(&[Column::Name("a")], &[vec![hostile.into()]]),
                plot::bars(
                    hostile,
                    &[plot::Bar {
                        label: hostile.to_owned(),
                        value: 1.0,
                        text: hostile.to_owned(),
                        mark: None,
                    }],
                ),
            ]
            .concat(),
        );
        assert!(!page.contains("<script"), "{page}");
        assert_eq!(page.matches(harmless).count(), 8, "{page}");
    }

    #[test]
    fn nothing_is_fetched() {
        let page = document("t", "");
        for word in ["http:", "https:", "src=", "href=", "url(", "@import"] {
            assert!(!page.contains(word), "{word}");
        }
    }
}
