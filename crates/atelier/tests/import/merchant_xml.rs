//! Google Merchant feeds in XML: RSS and Atom.

use crate::check;

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
