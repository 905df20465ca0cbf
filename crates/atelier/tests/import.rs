//! `atelier import catalogue`: every format, every kind of mistake, and hostile files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod folder;

use std::time::Instant;

use folder::Folder;

/// Imports a feed and compares catalogue, output and mistakes, word for word.
#[track_caller]
fn check(
    file: &str,
    feed: impl AsRef<[u8]>,
    options: &[&str],
    code: i32,
    catalogue: &[&str],
    mistakes: &[&str],
) {
    let case = std::panic::Location::caller().line();
    let folder = Folder::new(&format!("import-{case}"));
    folder.write(file, feed);
    let ran = folder.run(&[&["import", "catalogue", file], options].concat());
    assert_eq!(ran.err, mistakes.iter().map(|mistake| format!("{mistake}\n\n")).collect::<String>());
    assert_eq!(ran.code, code, "{ran:?}");
    let written = if catalogue.is_empty() { String::new() } else { folder.read("catalogue.jsonl") };
    assert_eq!(written.lines().collect::<Vec<_>>(), catalogue);
    let left: Vec<_> = folder.names("").into_iter().filter(|name| name.contains(".new-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
<title>Shop</title>
<link>https://shop.example</link>
<item>
  <g:id>A1</g:id>
  <title>Plain title</title>
  <g:title><![CDATA[Crème & "Co"]]></g:title>
  <g:brand>Maison &amp; Fils</g:brand>
  <g:product_type>Beauty &gt; Skin care &gt; Serum</g:product_type>
  <g:price>49.90 EUR</g:price>
  <g:shipping><g:country>FR</g:country><g:price>4.90 EUR</g:price></g:shipping>
  <g:link>https://shop.example/a1.html</g:link>
  <g:image_link>https://cdn.example/a1.jpg</g:image_link>
  <g:availability>in stock</g:availability>
</item>
<item><g:id>A2</g:id><title>Second&#x20;one</title><g:price>1,299.00 EUR</g:price><link>/a2</link></item>
</channel>
</rss>"#;

#[test]
fn google_merchant_rss() {
    check(
        "feed.xml",
        RSS,
        &["--origin", "https://shop.example"],
        0,
        &[
            r#"{"id":"A1","name":"Crème & \"Co\"","brand":"Maison & Fils","category":"Serum","price":49.9,"url":"/a1.html","image":"https://cdn.example/a1.jpg","availability":"in_stock"}"#,
            r#"{"id":"A2","name":"Second one","price":1299.0,"url":"/a2"}"#,
        ],
        &[],
    );
}

#[test]
fn the_prefix_of_the_namespace_is_the_feeds_own_choice() {
    let feed = RSS.replace("g:", "shop:").replace("xmlns:g", "xmlns:shop");
    check(
        "feed.xml",
        feed,
        &["--locale", "en"],
        0,
        &[
            r#"{"id":"A1","name":"Crème & \"Co\"","brand":"Maison & Fils","category":"Serum","price":49.9,"url":"https://shop.example/a1.html","image":"https://cdn.example/a1.jpg","availability":"in_stock"}"#,
            r#"{"id":"A2","name":"Second one","price":1299.0,"url":"/a2"}"#,
        ],
        &[],
    );
}

#[test]
fn google_merchant_atom() {
    check(
        "feed.atom",
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<id>tag:shop.example,2026:feed</id>
<entry><id>https://shop.example/a1</id><g:id>A1</g:id><title>Serum</title>
<link rel="self" href="https://api.example/a1"/><link href="https://shop.example/a1?x=1&amp;y=2"/>
<g:price>12 EUR</g:price><g:availability>backorder</g:availability></entry>
</feed>"#,
        &["--format", "merchant-xml"],
        0,
        &[
            r#"{"id":"A1","name":"Serum","price":12.0,"url":"https://shop.example/a1?x=1&y=2","availability":"backorder"}"#,
        ],
        &[],
    );
}

#[test]
fn entities_of_a_dtd_are_not_expanded() {
    let mut bomb = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a0 \"ha\">\n");
    for level in 1..60 {
        let inner = format!("&a{};", level - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY a{level} \"{inner}\">\n"));
    }
    bomb.push_str(concat!(
        "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>\n<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>\n",
        "<item><g:id>A1</g:id><g:title>&a59;</g:title></item>\n",
        "<item><g:id>A2</g:id><g:title>&file;</g:title></item>\n",
        "<item><g:id>A3</g:id><g:title>Good</g:title></item>\n</channel></rss>",
    ));
    check(
        "feed.xml",
        bomb,
        &[],
        1,
        &[r#"{"id":"A3","name":"Good"}"#],
        &[
            "error: the entity `&a59;` is not known\n --> feed.xml:65, field `title`\n  = help: write the letter itself; XML knows `&lt; &gt; &amp; &apos; &quot;`",
            "error: the entity `&file;` is not known\n --> feed.xml:66, field `title`\n  = help: write the letter itself; XML knows `&lt; &gt; &amp; &apos; &quot;`",
        ],
    );
}

#[test]
fn a_feed_that_is_cut_off_keeps_what_came_before() {
    let end = RSS.find("<g:price>1,299").unwrap() + 5;
    check(
        "feed.xml",
        &RSS[..end],
        &[],
        1,
        &[
            r#"{"id":"A1","name":"Crème & \"Co\"","brand":"Maison & Fils","category":"Serum","price":49.9,"url":"https://shop.example/a1.html","image":"https://cdn.example/a1.jpg","availability":"in_stock"}"#,
        ],
        &[
            "error: the file ends in the middle\n --> feed.xml:18\n  = help: fetch it again; the download was cut off",
        ],
    );
    check(
        "feed.xml",
        &RSS[..RSS.find("<item><g:id>A2").unwrap()],
        &[],
        1,
        &[
            r#"{"id":"A1","name":"Crème & \"Co\"","brand":"Maison & Fils","category":"Serum","price":49.9,"url":"https://shop.example/a1.html","image":"https://cdn.example/a1.jpg","availability":"in_stock"}"#,
        ],
        &[
            "error: the file ends in the middle\n --> feed.xml:18\n  = help: fetch it again; the download was cut off",
        ],
    );
}

#[test]
fn elements_without_end_do_not_fill_the_memory() {
    check(
        "feed.xml",
        format!("<rss><channel><item>\n{}", "<a>".repeat(200_000)),
        &[],
        1,
        &[],
        &[
            "error: elements nest deeper than 32; what follows was not read\n --> feed.xml:2\n  = help: look at the product that begins before this line",
        ],
    );
}

#[test]
fn a_feed_cannot_write_to_the_terminal() {
    check(
        "feed.csv",
        "id,na\u{1b}[2Jme,price\na,A,\u{1b}[31m5\n",
        &[],
        1,
        &[],
        &[
            "error: the row has no name\n --> feed.csv:2, field `name`\n  = help: it is read from `name`, `title`; a mapping file names another column",
            "error: price `\u{fffd}[31m5` is not a price\n --> feed.csv:2, field `price`\n  = help: write it as `49.90 EUR`",
        ],
    );
}

#[test]
fn xml_that_is_no_xml_writes_nothing() {
    check(
        "feed.xml",
        "just words",
        &[],
        1,
        &[],
        &[
            "error: the file ends in the middle\n --> feed.xml:1\n  = help: fetch it again; the download was cut off",
        ],
    );
    check(
        "feed.xml",
        "<rss><channel></item></channel></rss>",
        &[],
        1,
        &[],
        &[
            "error: the XML is not well-formed here; what follows was not read\n --> feed.xml:1\n  = help: let the feed's tool write it again, in UTF-8",
        ],
    );
}

#[test]
fn google_merchant_tsv() {
    check(
        "feed.tsv",
        "\u{feff}ID\ttitle\timage link\tproduct type\tprice\tavailability\r\n\
         T1\t15\" brush\thttps://cdn.example/t1.jpg\tTools > Brush\t8.00 EUR\tout_of_stock\r\n\
         T2\t\"Two\twords\"\t\t\t0 EUR\tIn Stock\r\n",
        &[],
        0,
        &[
            r#"{"id":"T1","name":"15\" brush","category":"Brush","price":8.0,"image":"https://cdn.example/t1.jpg","availability":"out_of_stock"}"#,
            r#"{"id":"T2","name":"Two words","availability":"in_stock"}"#,
        ],
        &[],
    );
}

const SHOPIFY: &str = "\
Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Status
serum,Calm Serum,\"<p>Calm,\nreally</p>\",Maison,Health & Beauty > Skin Care,Serum,\"vegan, new\",TRUE,Size,30 ml,S30,shopify,0,deny,49.00,https://cdn.example/s1.jpg,active
serum,,,,,,,,,50 ml,S50,shopify,3,deny,39.00,https://cdn.example/s2.jpg,
serum,,,,,,,,,,,,,,,https://cdn.example/s3.jpg,
cream,Cream,,Maison,Health & Beauty > Skin Care,,,TRUE,Title,Default Title,C1,shopify,0,deny,10.00,,active
balm,Balm,,Maison,,Balm,,TRUE,Title,Default Title,B1,shopify,-2,continue,10.00,,active
sample,Sample,,Maison,,,,TRUE,Title,Default Title,X1,,,deny,1.00,,active
draft,Draft,,Maison,,,,TRUE,Title,Default Title,D1,,,deny,1.00,,draft
hidden,Hidden,,Maison,,,,FALSE,Title,Default Title,H1,,,deny,1.00,,active
";

#[test]
fn shopify_variants_are_one_item() {
    check(
        "products.csv",
        SHOPIFY,
        &[],
        0,
        &[
            r#"{"id":"serum","name":"Calm Serum","brand":"Maison","category":"Serum","price":39.0,"url":"/products/serum","image":"https://cdn.example/s1.jpg","availability":"in_stock","tags":["new","vegan"]}"#,
            r#"{"id":"cream","name":"Cream","brand":"Maison","category":"Skin Care","price":10.0,"url":"/products/cream","availability":"out_of_stock"}"#,
            r#"{"id":"balm","name":"Balm","brand":"Maison","category":"Balm","price":10.0,"url":"/products/balm","availability":"in_stock"}"#,
            r#"{"id":"sample","name":"Sample","brand":"Maison","price":1.0,"url":"/products/sample","availability":"in_stock"}"#,
        ],
        &[],
    );
}

#[test]
fn shopifys_newer_columns_mean_the_same() {
    check(
        "products.csv",
        "Title,URL handle,Vendor,Type,Published on online store,Status,Option1 value,Price,Inventory tracker,Inventory quantity,Continue selling when out of stock,Product image URL\n\
         Serum,serum,Maison,Serum,true,Active,30 ml,49.00,shopify,0,false,https://cdn.example/s1.jpg\n\
         ,serum,,,,,50 ml,\"39,00\",shopify,0,false,\n",
        &["--locale", "fr"],
        1,
        &[],
        &[
            "error: price `49.00` can be read in two ways\n --> products.csv:2, field `Price`\n  = help: write it as `1299.00 EUR`, or say how the feed writes prices with `--locale`",
        ],
    );
    check(
        "products.csv",
        "Title,URL handle,Vendor,Status,Price,Inventory tracker,Inventory quantity\nSerum,serum,Maison,Active,49.00,shopify,2\n",
        &[],
        0,
        &[
            r#"{"id":"serum","name":"Serum","brand":"Maison","price":49.0,"url":"/products/serum","availability":"in_stock"}"#,
        ],
        &[],
    );
}

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
fn broken_rows_of_a_table_are_told() {
    check(
        "feed.csv",
        b"id,name\na,A\nb\nc,C,more\nd,\xff\ne,E\n",
        &[],
        1,
        &[r#"{"id":"a","name":"A"}"#, r#"{"id":"e","name":"E"}"#],
        &[
            "error: the row has 1 values, the header names 2\n --> feed.csv:3\n  = help: quote values that hold a separator, a quote or a line break",
            "error: the row has 3 values, the header names 2\n --> feed.csv:4\n  = help: quote values that hold a separator, a quote or a line break",
            "error: the row is not UTF-8\n --> feed.csv:5\n  = help: save the file with the encoding UTF-8",
        ],
    );
    check(
        "feed.csv",
        "",
        &[],
        1,
        &[],
        &[
            "error: the file has no header line\n --> feed.csv:1\n  = help: name the columns in its first line",
        ],
    );
}

#[test]
fn values_without_end_refuse_their_row() {
    check(
        "feed.csv",
        format!("id,name\na,{}\nb,B\n", "x".repeat(70_000)),
        &[],
        1,
        &[r#"{"id":"b","name":"B"}"#],
        &["error: a value of 70000 bytes is too long\n --> feed.csv:2\n  = help: at most 65536 bytes; look for a quote that is never closed"
            .replace(":2\n", ":2, field `name`\n")
            .as_str()],
    );
    check(
        "feed.jsonl",
        format!("{{\"id\":\"{}\"}}\n{{\"id\":\"b\",\"name\":\"B\"}}\n", "x".repeat(2_000_000)),
        &[],
        1,
        &[r#"{"id":"b","name":"B"}"#],
        &[
            "error: the line is longer than 1048576 bytes, or cannot be read\n --> feed.jsonl:1\n  = help: write one product a line",
        ],
    );
    check(
        "feed.xml",
        format!(
            "<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel><item><g:id>a</g:id><g:title>{}</g:title></item>\n\
             <item><g:id>b</g:id><g:title>B</g:title></item></channel></rss>",
            "x".repeat(70_000)
        ),
        &[],
        1,
        &[r#"{"id":"b","name":"B"}"#],
        &["error: the value is too long\n --> feed.xml:1, field `title`\n  = help: at most 65536 bytes"],
    );
}

#[test]
fn a_mapping_file_overrides_columns() {
    let folder = Folder::new("import-mapping");
    folder.write("feed.csv", "SKU,Title,Maker,path,cost,was,vegan,refillable,labels,slug\n1,Serum,M,A/B/C,,12.50,1,0,\"new, clean\",serum-1\n");
    folder.write(
        "mapping.yaml",
        "id: {from: [Maker, SKU], join: \"-\"}\nname: Title\nbrand: Maker\ncategory: {from: path, separator: /, take: first}\n\
         price: [cost, was]\ntags: [vegan, refillable, labels]\nurl: {prefix: /p/, from: slug}\n",
    );
    let ran = folder.run(&["import", "catalogue", "feed.csv", "--mapping", "mapping.yaml"]);
    ran.is(0, "1 products read, 1 written to `catalogue.jsonl`, 0 left out, 0 refused\n", "");
    assert_eq!(
        folder.read("catalogue.jsonl"),
        "{\"id\":\"M-1\",\"name\":\"Serum\",\"brand\":\"M\",\"category\":\"A\",\"price\":12.5,\"url\":\"/p/serum-1\",\"tags\":[\"clean\",\"new\",\"vegan\"]}\n"
    );
}

#[test]
fn mistakes_of_a_mapping_file_are_told() {
    let check = |mapping: &str, err: &str| {
        let folder = Folder::new("import-mapping-mistakes");
        folder.write("feed.csv", "id,name\n1,A\n");
        folder.write("m.yaml", mapping);
        folder.run(&["import", "catalogue", "feed.csv", "--mapping", "m.yaml"]).is(1, "", err);
    };
    check(
        "title: Name\n",
        "error: an item has no field `title`\n --> m.yaml:1, field `title`\n  = help: the fields are `id`, `name`, `brand`, `category`, `price`, `url`, `image`, `availability`, `tags`, `popularity`\n\n",
    );
    check(
        "name: Name\ncategory: {take: first}\nbrand: {from: x, take: middle}\nurl: {from: x, split: y}\nid: 7\n",
        "error: expected the columns to read here\n --> m.yaml:2, field `category`\n  = help: add `from: COLUMN`\n\n\
         error: expected `first` or `last` here\n --> m.yaml:3, field `brand`\n  = help: write `take: last`\n\n\
         error: a rule of a field has no `split`\n --> m.yaml:4, field `url`\n  = help: it has `from`, `separator`, `take`, `join` and `prefix`\n\n\
         error: expected a text here\n --> m.yaml:5, field `id`\n  = help: put it in quotes\n\n",
    );
    check(
        "- id\n",
        "error: expected a mapping of fields to columns here\n --> m.yaml:1\n  = help: write `name: Title`\n\n",
    );
}

#[test]
fn wrong_use_ends_with_two() {
    let folder = Folder::new("import-use");
    folder.write("feed", "x");
    folder.write("feed.jsonl", "{}");
    folder.run(&["import", "catalogue", "feed"]).is(
        2,
        "",
        "error: the format of `feed` cannot be told from its name\n  = help: say `--format merchant-xml`, `merchant-tsv`, `shopify-csv`, `jsonl` or `csv`\n",
    );
    folder.run(&["import", "catalogue", "feed.jsonl", "--locale", "tlh"]).is(
        2,
        "",
        "error: how prices are written in `tlh` is not known\n  = help: say `--locale en` for 1,299.00 or `--locale de` for 1.299,00\n",
    );
    folder.run(&["import", "catalogue", "feed.jsonl", "--origin", "shop.example"]).is(
        2,
        "",
        "error: `shop.example` is not an origin\n  = help: write `--origin https://shop.example`, without a path\n",
    );
    folder.run(&["import", "catalogue", "feed.jsonl", "--currency", "euro"]).is(
        2,
        "",
        "error: `euro` is not a currency\n  = help: write its ISO 4217 code, such as `--currency EUR`\n",
    );
    let ran = folder.run(&["import", "catalogue", "feed.jsonl", "--out", "no/such.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("error: cannot write `no/such.jsonl`: its folder does not exist\n  = help: "),
        "{ran:?}"
    );
    let ran = folder.run(&["import", "catalogue", "missing.xml"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("error: cannot read `missing.xml`: it does not exist\n  = help: "),
        "{ran:?}"
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

#[test]
fn twelve_thousand_products() {
    let mut xml = String::from("<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>\n");
    let mut shopify = String::from(
        "Handle,Title,Vendor,Type,Tags,Published,Variant Inventory Qty,Variant Price,Image Src,Status\n",
    );
    let mut tsv = String::from("id\ttitle\tlink\timage_link\tprice\tavailability\tproduct_type\tbrand\n");
    let mut jsonl = String::new();
    for number in 0..12_000 {
        let cents = if number % 1_000 == 7 {
            "1.299,00 EUR".to_owned()
        } else {
            format!("{}.90 EUR", number % 90 + 1)
        };
        xml.push_str(&format!(
            "<item><g:id>P{number}</g:id><g:title>Product {number}</g:title><g:description>{}</g:description><g:link>https://shop.example/p/{number}</g:link><g:price>{cents}</g:price><g:availability>in_stock</g:availability></item>\n",
            "Words about it. ".repeat(20)
        ));
        tsv.push_str(&format!("P{number}\tProduct {number}\thttps://shop.example/p/{number}\thttps://cdn.example/{number}.jpg\t{cents}\tin_stock\tA > B\tMaison\n"));
        let price = cents.trim_end_matches(" EUR");
        shopify
            .push_str(&format!("p{number},Product {number},Maison,Serum,vegan,TRUE,3,\"{price}\",,active\n"));
        jsonl.push_str(&format!("{{\"id\":\"P{number}\",\"name\":\"Product {number}\",\"price\":\"{cents}\",\"tags\":[\"vegan\"]}}\n"));
    }
    xml.push_str("</channel></rss>");
    let folder = Folder::new("import-12000");
    for (file, feed) in [("feed.xml", xml), ("feed.tsv", tsv), ("feed.csv", shopify), ("feed.jsonl", jsonl)] {
        folder.write(file, feed);
        let begun = Instant::now();
        let ran = folder.run(&["import", "catalogue", file]);
        println!("{file}: 12000 products in {:?}", begun.elapsed());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (1, "12000 products read, 11988 written to `catalogue.jsonl`, 0 left out, 12 refused\n"),
            "{file}"
        );
        assert_eq!(ran.err.matches("can be read in two ways").count(), 12, "{file}");
        assert_eq!(folder.read("catalogue.jsonl").lines().count(), 11_988);
    }
}
