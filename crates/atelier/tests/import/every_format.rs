//! What holds for every format: bounds, size, wrong use.

use std::time::Instant;

use crate::check;
use crate::folder::Folder;

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
