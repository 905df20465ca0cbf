//! Where keys and values stand: the bytes of every place, cut out of the file.

use sillage_compiler::{
    Report,
    yaml::{Node, Value, parse},
};

/// Every key and value of a file as the text at its place, with its line and column.
fn places(text: &str) -> Vec<String> {
    let mut report = Report::default();
    let node = parse(text, 0, &mut report);
    let mut found = Vec::new();
    match node {
        Some(node) => collect(text, &node, &mut found),
        None => found.extend(report.into_diagnostics().iter().map(ToString::to_string)),
    }
    found
}

fn collect(text: &str, node: &Node, found: &mut Vec<String>) {
    let mut add = |span: sillage_compiler::yaml::Span| {
        found.push(format!("{}:{} {}", span.line, span.column, text[span.start..span.end].trim_end()));
    };
    match &node.value {
        Value::List(_) | Value::Map(_) => {}
        _ => add(node.span),
    }
    for entry in node.entries() {
        let span = entry.span;
        found.push(format!("{}:{} {}", span.line, span.column, &text[span.start..span.end]));
        collect(text, &entry.node, found);
    }
    node.items().iter().for_each(|item| collect(text, item, found));
}

#[test]
fn every_key_and_value_knows_its_place() {
    let cases: &[(&str, &[&str])] = &[
        ("a: b\n", &["1:1 a", "1:4 b"]),
        ("a:   b  # c\nd: 5\n", &["1:1 a", "1:6 b", "2:1 d", "2:4 5"]),
        (
            "a: {b: 'c d', \"e\": [f, g]}\n",
            &["1:1 a", "1:5 b", "1:8 'c d'", "1:15 \"e\"", "1:21 f", "1:24 g"],
        ),
        ("é: ü\nñ: x\n", &["1:1 é", "1:4 ü", "2:1 ñ", "2:4 x"]),
        ("a: '🎁 é'\nb: ö\n", &["1:1 a", "1:4 '🎁 é'", "2:1 b", "2:4 ö"]),
        ("a: one\n  two\nb: c\n", &["1:1 a", "1:4 one\n  two", "3:1 b", "3:4 c"]),
        ("a: |\n  x\n  y\nb: c\n", &["1:1 a", "2:3 x\n  y", "4:1 b", "4:4 c"]),
        ("a: b\r\nc: d\r\n", &["1:1 a", "1:4 b", "2:1 c", "2:4 d"]),
        ("- a\n- - b\n  - c\n", &["1:3 a", "2:5 b", "3:5 c"]),
        ("a:\nb: ~\n", &["1:1 a", "1:2 ", "2:1 b", "2:4 ~"]),
        ("\u{feff}a: b\n", &["1:1 a", "1:4 b"]),
        (
            "{\"a\": \"\\u00e9\\n\", \"b\": [1, true, null]}",
            &["1:2 \"a\"", "1:7 \"\\u00e9\\n\"", "1:19 \"b\"", "1:25 1", "1:28 true", "1:34 null"],
        ),
        ("", &["1:1 "]),
        ("# nothing\n", &["1:1 "]),
    ];
    for (text, expected) in cases {
        assert_eq!(places(text), *expected, "{text}");
    }
}

#[test]
fn texts_mean_what_they_show() {
    let text = |source: &str| {
        let mut report = Report::default();
        let node = parse(source, 0, &mut report);
        let said = report.into_diagnostics().iter().map(ToString::to_string).collect::<String>();
        node.and_then(|node| node.field("a")?.text().map(str::to_owned)).ok_or(said)
    };
    let syntax = |column: u32, words: &str, help: &str| {
        Err(format!(":1:{column} E0002 this is not YAML: {words} / {help}"))
    };
    let check = "check quotes, brackets and the indentation of this line";
    let escape = "write the character itself instead of its escape";
    let cases = [
        ("{\"a\": \"\\/x\"}", Ok("/x".to_owned())),
        ("a: 'it''s'", Ok("it's".to_owned())),
        ("a: >\n  x\n  y\n", Ok("x y\n".to_owned())),
        ("a: \"x\\u00e9\"", Ok("xé".to_owned())),
        ("a: x #y", Ok("x".to_owned())),
        ("a: x#y", Ok("x#y".to_owned())),
        ("a: -x", Ok("-x".to_owned())),
        ("a: x: y", syntax(5, "mapping values are not allowed in this context", check)),
        ("a: @x", syntax(4, "unexpected character: `@`", check)),
        ("a: 'x', y", syntax(7, "invalid trailing content after double-quoted scalar", check)),
        (
            "{\"a\": \"\\ud83c\\udf81\"}",
            syntax(7, "while parsing a quoted scalar, found invalid Unicode character escape code", escape),
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(text(source), expected, "{source}");
    }
}
