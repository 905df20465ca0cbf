//! Tables of text: every column as wide as its widest cell, numbers to the right.

/// Lines of a table whose first row is its header, moved in by so many blanks; nothing without rows below the header.
pub fn columns(indent: usize, rows: &[Vec<String>]) -> String {
    if rows.len() < 2 {
        return String::new();
    }
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let width = |column| rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let to_the_right: Vec<bool> =
        (0..count).map(|column| rows.iter().skip(1).all(|row| is_number(&cell(row, column)))).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = " ".repeat(indent);
        for (column, (width, to_the_right)) in widths.iter().zip(&to_the_right).enumerate() {
            let cell = cell(row, column);
            let blanks = " ".repeat(width - cell.chars().count().min(*width));
            line.push_str(&if *to_the_right { blanks + &cell } else { cell + &blanks });
            line.push_str("  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// `1,204`, `3.10 %`, `-2.0 to +10.5 %`, and `-` for none.
fn is_number(cell: &str) -> bool {
    cell == "-"
        || cell.split_ascii_whitespace().all(|word| {
            matches!(word, "to" | "%")
                || word.chars().all(|letter| letter.is_ascii_digit() || "+-.,".contains(letter))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["arm", "users", "95 %"]),
            row(["é", "1,204", "-2.0 to +10.5 %"]),
            row(["control", "7", "-"]),
        ];
        assert_eq!(
            columns(2, &rows),
            "  arm      users             95 %\n  \
               é        1,204  -2.0 to +10.5 %\n  \
               control      7                -\n"
        );
        assert_eq!(columns(0, &rows[..1]), "");
        assert_eq!(columns(0, &[]), "");
        assert_eq!(columns(0, &[vec!["a".to_owned()], vec![]]), "a\n\n");
    }
}
