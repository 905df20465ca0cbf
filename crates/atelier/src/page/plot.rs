//! Plots as inline SVG, 360 units wide as a phone is, so that their letters stay readable there.

use super::escape;

/// Units from side to side.
const WIDTH: f64 = 360.0;
/// Units of one row: its label above, its mark below.
const ROW: f64 = 34.0;
/// Units of an axis with its numbers.
const AXIS: f64 = 22.0;
/// Letters that one line holds, label and numbers together.
const LETTERS: usize = 54;
/// Units left free at both sides.
const MARGIN: f64 = 8.0;

/// An estimate with its interval; none where there is too little to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// What it is of.
    pub label: String,
    /// Lower end, value, upper end.
    pub ends: Option<[f64; 3]>,
    /// The numbers in words.
    pub text: String,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How long it is, zero and up.
    pub value: f64,
    /// The value in words.
    pub text: String,
    /// A mark at another value, such as the one that was planned.
    pub mark: Option<f64>,
}

/// A dot of one of two kinds.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// How high it stands.
    pub value: f64,
    /// Whether it is of the second kind.
    pub is_other: bool,
}

/// Intervals below each other, with a line at zero; ends beyond the frame are cut there.
pub fn reaches(title: &str, rows: &[Reach], number: fn(f64) -> String) -> String {
    let ends = rows.iter().filter_map(|row| row.ends).flatten().filter(|end| end.is_finite());
    let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), end| (low.min(end), high.max(end)));
    if rows.is_empty() || low == high {
        return String::new();
    }
    // An interval that reaches to many times the estimates would leave nothing to be seen of the others.
    let (low, high) = (low.max(-1.0), high.min(3.0));
    let place = |value: f64| MARGIN + (value.clamp(low, high) - low) / (high - low) * (WIDTH - 2.0 * MARGIN);
    let height = ROW * rows.len() as f64 + AXIS;
    let mut inner = line("zero", place(0.0), 0.0, place(0.0), height - AXIS + 4.0);
    for (row, index) in rows.iter().zip(0u32..) {
        let top = ROW * f64::from(index);
        inner += &labels(top, &row.label, &row.text);
        if let Some([low, value, high]) = row.ends {
            inner += &line("reach", place(low), top + 24.0, place(high), top + 24.0);
            inner += &format!(
                "<circle class=\"point\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"/>",
                place(value),
                top + 24.0
            );
        }
    }
    inner += &axis(
        height - AXIS + 4.0,
        &[(place(low), number(low)), (place(0.0), number(0.0)), (place(high), number(high))],
    );
    svg(title, height, &inner)
}

/// Bars below each other, from zero.
pub fn bars(title: &str, rows: &[Bar]) -> String {
    let most = rows.iter().flat_map(|bar| [bar.value, bar.mark.unwrap_or(0.0)]).fold(0.0f64, f64::max);
    if rows.is_empty() || most <= 0.0 {
        return String::new();
    }
    let place = |value: f64| MARGIN + value.clamp(0.0, most) / most * (WIDTH - 2.0 * MARGIN);
    let mut inner = String::new();
    for (bar, index) in rows.iter().zip(0u32..) {
        let top = ROW * f64::from(index);
        inner += &labels(top, &bar.label, &bar.text);
        let width = place(bar.value) - MARGIN;
        inner += &format!(
            "<rect class=\"bar\" x=\"{MARGIN}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"9\" rx=\"2\"/>",
            top + 19.0
        );
        if let Some(mark) = bar.mark {
            inner += &line("planned", place(mark), top + 16.0, place(mark), top + 31.0);
        }
    }
    svg(title, ROW * rows.len() as f64, &inner)
}

/// Dots from left to right in the order given, of two kinds.
pub fn dots(title: &str, dots: &[Dot], number: fn(f64) -> String) -> String {
    let high = dots.iter().map(|dot| dot.value).fold(0.0f64, f64::max);
    if dots.len() < 2 || high <= 0.0 {
        return String::new();
    }
    let (left, bottom, top) = (48.0, 130.0, 12.0);
    let step = (WIDTH - left - MARGIN) / (dots.len() - 1) as f64;
    let height = |value: f64| bottom - value / high * (bottom - top);
    let mut inner =
        line("axis", left, bottom, WIDTH - MARGIN, bottom) + &line("axis", left, top, WIDTH - MARGIN, top);
    inner +=
        &format!("<text class=\"faint\" x=\"0\" y=\"{:.1}\">{}</text>", top + 4.0, escape(&number(high)));
    inner +=
        &format!("<text class=\"faint\" x=\"0\" y=\"{:.1}\">{}</text>", bottom + 4.0, escape(&number(0.0)));
    for (dot, index) in dots.iter().zip(0u32..) {
        let class = if dot.is_other { "point2" } else { "point" };
        let x = left + step * f64::from(index);
        inner +=
            &format!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"3.5\"/>", height(dot.value));
    }
    svg(title, bottom + 10.0, &inner)
}

fn labels(top: f64, label: &str, text: &str) -> String {
    let room = LETTERS.saturating_sub(text.chars().count()).max(8);
    let short: String = label.chars().take(room).collect();
    let short = if short.len() < label.len() { short + "…" } else { short };
    format!(
        "<text x=\"{MARGIN}\" y=\"{y:.1}\">{}</text><text class=\"faint\" x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>",
        escape(&short),
        escape(text),
        x = WIDTH - MARGIN,
        y = top + 13.0,
    )
}

/// A line with numbers below it. The first starts at its place, the last ends there; one between is left out near them.
fn axis(top: f64, numbers: &[(f64, String)]) -> String {
    let mut inner = line("axis", MARGIN, top, WIDTH - MARGIN, top);
    let mut before = None;
    for (place, number) in numbers {
        if before.replace(place) == Some(place) {
            continue;
        }
        let (is_first, is_last) = (*place <= MARGIN, *place >= WIDTH - MARGIN);
        let anchor = if is_first {
            "start"
        } else if is_last {
            "end"
        } else {
            "middle"
        };
        let is_near = !is_first && !is_last && (*place < MARGIN + 50.0 || *place > WIDTH - MARGIN - 50.0);
        if !is_near {
            let number = escape(number);
            inner += &format!(
                "<text class=\"faint\" x=\"{place:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{number}</text>",
                top + 14.0
            );
        }
    }
    inner
}

fn line(class: &str, x: f64, y: f64, to_x: f64, to_y: f64) -> String {
    format!("<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{to_x:.1}\" y2=\"{to_y:.1}\"/>")
}

fn svg(title: &str, height: f64, inner: &str) -> String {
    let title = escape(title);
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>{inner}</svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_see_is_no_plot() {
        let number = |value: f64| value.to_string();
        assert_eq!(bars("t", &[]), "");
        assert_eq!(
            bars("t", &[Bar { label: String::new(), value: 0.0, text: String::new(), mark: None }]),
            ""
        );
        assert_eq!(
            reaches("t", &[Reach { label: String::new(), ends: None, text: String::new() }], number),
            ""
        );
        assert_eq!(dots("t", &[Dot { value: 1.0, is_other: false }], number), "");
    }

    #[test]
    fn marks_stay_in_the_frame() {
        let rows = [
            Reach { label: "a".to_owned(), ends: Some([-0.9, 0.5, 900.0]), text: String::new() },
            Reach {
                label: "b".to_owned(),
                ends: Some([f64::NEG_INFINITY, 0.0, f64::NAN]),
                text: String::new(),
            },
        ];
        let plot = reaches("t", &rows, |value| format!("{value}"));
        for number in
            plot.split("x2=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok())
        {
            assert!(number.is_nan() || (0.0..=WIDTH).contains(&number), "{plot}");
        }
    }
}
