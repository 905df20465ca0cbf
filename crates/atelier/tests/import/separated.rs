//! Tables: comma- and tab-separated values, and what Shopify exports.

use crate::check;

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
