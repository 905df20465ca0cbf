use std::io::{Cursor, Write as _};

use sillage_engine::{
    event::EventItem,
    value::{Scalar, Value},
};

use super::*;

/// Every row of a log: events in a short form, or the mistake as it is shown.
fn shown(format: Option<Format>, log: &[u8]) -> Vec<String> {
    let rows = Rows::new("log", Box::new(Cursor::new(log.to_vec())), format).unwrap();
    rows.map(|row| match row.unwrap() {
        Ok(row) => short(&row),
        Err(mistake) => mistake.to_string(),
    })
    .collect()
}

/// `visitor name@time value [item×quantity…] parameter=value…`
fn short(row: &LogEvent) -> String {
    let event = &row.event;
    let mut text = format!("{} {}@{}", row.visitor, event.name, event.at);
    if let Some(value) = event.value {
        text += &format!(" {value}");
    }
    text += &format!(" [{}]", event.items.iter().map(item).collect::<Vec<_>>().join(" "));
    for (key, value) in &event.parameters {
        let Value::One(scalar) = value else { continue };
        let mut plain = String::new();
        scalar.push_plain(&mut plain);
        text += &format!(" {key}={plain}");
    }
    text
}

fn item(item: &EventItem) -> String {
    format!("{}×{}", item.id, item.quantity)
}

fn check(format: Format, log: &str, expected: &[&str]) {
    assert_eq!(shown(Some(format), log.as_bytes()), expected, "{log}");
}

#[test]
fn plain_json_lines() {
    let json = |log, expected: &[&str]| check(Format::JsonLines, log, expected);
    json("", &[]);
    json("\n  \n", &[]);
    json(
        r#"{"user":"u","name":"view_item","at":5,"items":[{"item_id":"A","quantity":2},{"item_id":"B"}]}"#,
        &["u view_item@5 [A×2 B×1]"],
    );
    json(
        r#"{"user":7,"name":"search","at":"2026-01-02T03:04:05Z","search_term":"balm"}"#,
        &["7 search@1767323045000 [] search_term=balm"],
    );
    json(
        r#"{"name":"purchase","at":1,"value":12.5,"items":["A",12345678901234567890]}"#,
        &[" purchase@1 12500000 [A×1 12345678901234567890×1]"],
    );
    json(
        r#"{"user":"ü \"q\" 🧴","name":"view_item","at":1,"items":["№ 5/ä,\tb"]}"#,
        &["ü \"q\" 🧴 view_item@1 [№ 5/ä,\tb×1]"],
    );
    // Items without an id, `(not set)` and unknown shapes are passed over.
    json(
        r#"{"user":"u","name":"view_item","at":1,"items":[{"item_name":"x"},{"item_id":"(not set)"},null,[1]],"deep":{"a":1}}"#,
        &["u view_item@1 []"],
    );
}

#[test]
fn refused_json_lines() {
    let cases = [
        ("{", "log:1: the line is not JSON, from column 1 on"),
        ("[1]", "log:1: the line is not a JSON object"),
        (r#"{"user":"u","at":1}"#, "log:1: the event has no `name`"),
        (r#"{"name":"","at":1}"#, "log:1: `` is not an event name"),
        (r#"{"name":"view_item"}"#, "log:1: the event has no `at`"),
        (r#"{"name":"view_item","at":"soon"}"#, "log:1: `\"soon\"` is not a time"),
        (r#"{"name":"view_item","at":-1}"#, "log:1: `-1` is not a time"),
        (r#"{"name":"view_item","at":1e300}"#, "log:1: `1e+300` is not a time"),
        (r#"{"name":"view_item","at":1,"items":{}}"#, "log:1: `items` is not a list"),
        (r#"{"event_name":"view_item"}"#, "log:1: the event has no `event_timestamp`"),
        (
            r#"{"event_name":"view_item","event_timestamp":"x"}"#,
            "log:1: `\"x\"` is not a number of microseconds",
        ),
        (r#"{"event_name":5}"#, "log:1: the event has no `event_name`"),
    ];
    for (log, expected) in cases {
        check(Format::JsonLines, log, &[expected]);
    }
    let long = format!(r#"{{"name":"view_item","at":1,"items":["{}"]}}"#, "x".repeat(3_000));
    check(
        Format::JsonLines,
        &long,
        &["log:1: the item id `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…` is longer than 2048 bytes"],
    );
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    check(Format::JsonLines, &deep, &["log:1: the line is not JSON, from column 128 on"]);
}

#[test]
fn rows_of_the_bigquery_export() {
    let row = r#"{"event_date":"20260102","event_timestamp":"1767323045678901","event_name":"purchase",
        "event_params":[{"key":"transaction_id","value":{"string_value":"T1","int_value":null}},
                        {"key":"ga_session_id","value":{"int_value":"17"}},
                        {"key":"value","value":{"double_value":59.9}},{"key":"none","value":{}},{"value":{"int_value":1}}],
        "user_pseudo_id":"123.456","user_id":null,"ecommerce":{"transaction_id":"T2","purchase_revenue":1},
        "items":[{"item_id":"A","item_category":"serum","item_brand":"(not set)","price":29.95,"quantity":"2"}]}"#
        .replace('\n', "");
    check(
        Format::JsonLines,
        &row,
        &["123.456 purchase@1767323045678 59900000 [A×2] transaction_id=T1 ga_session_id=17"],
    );
    let rows = Rows::new("log", Box::new(Cursor::new(row.into_bytes())), None).unwrap();
    let events: Vec<LogEvent> = rows.map(|row| row.unwrap().unwrap()).collect();
    let item = &events[0].event.items[0];
    assert_eq!((item.category.as_str(), item.brand.as_str(), item.price), ("serum", "", 29_950_000));
    let session = events[0].event.parameter("ga_session_id");
    assert_eq!(session, Some(&Value::One(Scalar::Number(17.0))));
    let bare = r#"{"event_timestamp":1767323045678901,"event_name":"purchase","user_id":"u",
        "ecommerce":{"transaction_id":"T2","purchase_revenue":"1.5"}}"#;
    check(
        Format::JsonLines,
        &bare.replace('\n', ""),
        &["u purchase@1767323045678 1500000 [] transaction_id=T2"],
    );
}

#[test]
fn tables() {
    let csv = |log, expected: &[&str]| check(Format::Csv, log, expected);
    csv("user,event,time,item_id\nu,view_item,1592337718,A\n", &["u view_item@1592337718000 [A×1]"]);
    // session-rec's and Serenade's form, without a column of events.
    csv(
        "\u{feff}SessionId\tItemId\tTime\n1\t14957\t1592337718.5\n",
        &["1 view_item@1592337718500 [14957×1]"],
    );
    // REES46's.
    csv(
        "event_time,event_type,product_id,brand,price,user_id\n2019-10-01 00:00:00 UTC,cart,44,lys,35.79,9\n",
        &["9 add_to_cart@1569888000000 [44×1]"],
    );
    // Rows of one purchase become one event; the next one is another.
    csv(
        "user;event;time;item_id;transaction_id;quantity\nu;purchase;1592337718;A;T1;2\nu;purchase;1592337718;B;T1;1\n\
         u;purchase;1592337718;C;T2;1\nv;view;1592337718;A;;\n",
        &[
            "u purchase@1592337718000 [A×2 B×1] transaction_id=T1",
            "u purchase@1592337718000 [C×1] transaction_id=T2",
            "v view_item@1592337718000 [A×1]",
        ],
    );
    csv(
        "user,event,time,item_id\n\"a \"\"b\"\"\",view,soon,A\nu,view,2026-01-02,\n",
        &["log:2: `soon` is not a time", "u view_item@1767312000000 []"],
    );
    csv("user,event,item_id\nu,view,A\n", &["log:1: the header names no column of times"]);
    csv("", &["log:1: the header names no column of times"]);
    csv("user,time\nu\n", &["log:2: `` is not a time"]);
}

#[test]
fn sequences_are_visitors_by_line() {
    check(
        Format::Sequences,
        "5 6\n\n 7\t5 \r\n",
        &[
            "log:1 view_item@0 [5×1]",
            "log:1 view_item@1 [6×1]",
            "log:3 view_item@0 [7×1]",
            "log:3 view_item@1 [5×1]",
        ],
    );
}

#[test]
fn bytes_that_are_no_text_refuse_their_row_only() {
    let rest = "{\"user\":\"u\",\"name\":\"a\",\"at\":1}\n";
    let mut log = b"\xff\xfe{}\n".to_vec();
    log.extend(rest.bytes());
    assert_eq!(shown(Some(Format::JsonLines), &log), ["log:1: the line is not UTF-8", "u a@1 []"]);
    let mut log = vec![b'x'; 3 * 1024 * 1024];
    log.push(b'\n');
    log.extend(rest.bytes());
    assert_eq!(shown(Some(Format::JsonLines), &log), ["log:1: the line is longer than 1 MiB", "u a@1 []"]);
    let log = b"user,time,item\nu,5,\xff\nv,5,B\n";
    assert_eq!(shown(Some(Format::Csv), log), ["log:2: the row is not UTF-8", "v view_item@5000 [B×1]"]);
}

#[test]
fn formats_are_told() {
    let cases = [
        ("a.jsonl", "1 2", Format::JsonLines),
        ("a.NDJSON", "", Format::JsonLines),
        ("a.tsv", "", Format::Csv),
        ("a", "\n {\"name\"", Format::JsonLines),
        ("a.txt", "SessionId\tItemId\tTime\n", Format::Csv),
        ("a.txt", "1 2 3\n", Format::Sequences),
        ("a.txt", "item time\n", Format::Sequences),
        ("a.txt", "", Format::Sequences),
    ];
    for (file, beginning, expected) in cases {
        assert_eq!(told(file, beginning.as_bytes()), expected, "{file} {beginning}");
    }
    for (name, format) in
        [("jsonl", Format::JsonLines), ("csv", Format::Csv), ("sequences", Format::Sequences)]
    {
        assert_eq!(Format::named(name), Some(format));
    }
    assert_eq!(Format::named("parquet"), None);
}

#[test]
fn one_visitor_is_picked_out() {
    let path = std::env::temp_dir().join(format!("sillage-events-{}.csv", std::process::id()));
    let mut file = File::create(&path).unwrap();
    file.write_all(b"user,time,item\nu,9,A\nv,5,B\nu,3,C\nw,x,C\n").unwrap();
    let read = |visitor| visitor_events(&path, None, visitor).unwrap();
    let ids = |found: &VisitorEvents| {
        found.events.iter().map(|event| event.items[0].id.clone()).collect::<String>()
    };
    let first = read(None);
    assert_eq!((first.visitor.as_str(), ids(&first).as_str(), first.others), ("u", "CA", 1));
    assert_eq!(first.mistakes.len(), 1);
    assert_eq!(first.mistakes[0].line, 5);
    assert_eq!(ids(&read(Some("v"))), "B");
    assert_eq!(ids(&read(Some("nobody"))), "");
    std::fs::remove_file(&path).unwrap();
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes: Vec<u8>, text in "[\\[\\]{}\":,a-z0-9\n_;\t]{0,200}") {
        for format in [None, Some(Format::JsonLines), Some(Format::Csv), Some(Format::Sequences)] {
            shown(format, &bytes);
            shown(format, text.as_bytes());
        }
    }
}
