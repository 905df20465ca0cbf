//! One JSON object a line.

use crate::check;
use crate::folder::Folder;

#[test]
fn json_lines() {
    check(
        "feed.jsonl",
        "\u{feff}{\"id\":7,\"title\":\"Serum\",\"price\":1.299,\"tags\":[\"vegan\",\"new\"],\"popularity\":12}\n\n\
         {\"id\":\"b\",\"name\":\"Two\\nlines\",\"brand\":null,\"price\":\"12.00 EUR\",\"availability\":\"https://schema.org/PreOrder\"}\n",
        &[],
        0,
        &[
            r#"{"id":"7","name":"Serum","price":1.299,"tags":["new","vegan"],"popularity":12.0}"#,
            r#"{"id":"b","name":"Two lines","price":12.0,"availability":"preorder"}"#,
        ],
        &[],
    );
}

#[test]
fn every_mistake_of_every_row_is_told_and_good_rows_are_written() {
    check(
        "feed.jsonl",
        [
            r#"{"id":"a","name":"Good"}"#,
            r#"{"id":"a","name":"Again"}"#,
            r#"{"name":"No id"}"#,
            r#"{"id":"b"}"#,
            r#"{"id":"c","name":"C","price":"1.299,00","url":"http://shop.example/c","availability":"maybe"}"#,
            r#"{"id":"d","name":"D","price":"free","image":"/a b.jpg","popularity":-1}"#,
            r#"{"id":"e","name":"E","price":"5.00 EUR"}"#,
            r#"{"id":"f","name":"F","price":"5.00 USD"}"#,
            r#"["id","g"]"#,
            r#"{"id":"h""#,
            r#"{"id":"i","name":"I","url":"javascript:alert(1)"}"#,
        ]
        .join("\n"),
        &[],
        1,
        &[r#"{"id":"a","name":"Good"}"#, r#"{"id":"e","name":"E","price":5.0}"#],
        &[
            "error: id `a` was used before, in line 1\n --> feed.jsonl:2\n  = help: give every product an id of its own",
            "error: the row has no id\n --> feed.jsonl:3, field `id`\n  = help: it is read from `id`; a mapping file names another column",
            "error: the row has no name\n --> feed.jsonl:4, field `name`\n  = help: it is read from `name`, `title`; a mapping file names another column",
            "error: price `1.299,00` can be read in two ways\n --> feed.jsonl:5, field `price`\n  = help: write it as `1299.00 EUR`, or say how the feed writes prices with `--locale`",
            "error: address `http://shop.example/c` is neither `https:` nor relative to the shop's root\n --> feed.jsonl:5, field `url`\n  = help: write `https://…` or `/…`; other schemes and bare names are refused",
            "error: availability `maybe` is not known\n --> feed.jsonl:5, field `availability`\n  = help: write `in_stock`, `out_of_stock`, `preorder` or `backorder`",
            "error: price `free` is not a price\n --> feed.jsonl:6, field `price`\n  = help: write it as `49.90 EUR`",
            "error: address `/a b.jpg` has a letter that no address has\n --> feed.jsonl:6, field `image`\n  = help: write blanks, quotes, backslashes and angle brackets as `%20`, `%22`, `%5C`, `%3C`",
            "error: popularity `-1` is not a number from 0 to 1000000000\n --> feed.jsonl:6, field `popularity`\n  = help: write `12` or `4.1`",
            "error: the price is in `USD`, the catalogue in `EUR`\n --> feed.jsonl:8, field `price`\n  = help: import one currency at a time; `--currency` says which",
            "error: the line is not an object\n --> feed.jsonl:9\n  = help: write one `{…}` a line",
            "error: the line is not JSON, from column 9 on\n --> feed.jsonl:10\n  = help: write one `{…}` a line, in UTF-8",
            "error: address `javascript:alert(1)` is neither `https:` nor relative to the shop's root\n --> feed.jsonl:11, field `url`\n  = help: write `https://…` or `/…`; other schemes and bare names are refused",
        ],
    );
}

#[test]
fn the_currency_of_the_catalogue_can_be_said() {
    check(
        "feed.jsonl",
        "{\"id\":\"e\",\"name\":\"E\",\"price\":\"5.00 EUR\"}\n{\"id\":\"f\",\"name\":\"F\",\"price\":\"5.00 USD\"}",
        &["--currency", "USD"],
        1,
        &[r#"{"id":"f","name":"F","price":5.0}"#],
        &[
            "error: the price is in `EUR`, the catalogue in `USD`\n --> feed.jsonl:1, field `price`\n  = help: import one currency at a time; `--currency` says which",
        ],
    );
}

#[test]
fn a_feed_without_a_good_row_leaves_the_catalogue_as_it_was() {
    let folder = Folder::new("import-none");
    folder.write("catalogue.jsonl", "old\n");
    folder.write("feed.jsonl", "{}\n");
    let ran = folder.run(&["import", "catalogue", "feed.jsonl"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (1, "1 products read, 0 left out, 1 refused; `catalogue.jsonl` is as it was\n")
    );
    assert_eq!(folder.read("catalogue.jsonl"), "old\n");
    assert_eq!(folder.names(""), ["catalogue.jsonl", "feed.jsonl"]);
}
