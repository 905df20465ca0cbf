use std::{collections::HashMap, io::Cursor};

use super::*;
use crate::events::{Format, LogEvent, Rows};

fn catalogue() -> Vec<Product> {
    let mut products = Vec::new();
    for (category, many) in
        [("cleanser", 6), ("serum", 8), ("moisturiser", 7), ("sunscreen", 4), ("lip", 9), ("complexion", 9)]
    {
        for number in 0..many {
            products.push(Product {
                id: format!("{category}-{number}"),
                name: format!("The \"{category}\" № {number}"),
                brand: format!("Range {}", number % 3),
                category: category.to_owned(),
                price: 9.9 + 7.0 * f64::from(number),
                tags: if number % 2 == 0 {
                    vec!["vegan".into(), "sensitive-skin".into()]
                } else {
                    vec!["refillable".into()]
                },
                popularity: 5.0,
            });
        }
    }
    products
}

fn log(products: &[Product], shoppers: u64, seed: u64) -> (String, SimulateReport) {
    let mut bytes = Vec::new();
    let report = events(products, shoppers, seed, UNTIL, "EUR", &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), report)
}

fn rows(log: &str) -> Vec<LogEvent> {
    let reader = Box::new(Cursor::new(log.as_bytes().to_vec()));
    Rows::new("log", reader, Some(Format::JsonLines)).unwrap().map(|row| row.unwrap().unwrap()).collect()
}

#[test]
fn the_seed_decides_every_byte() {
    let products = catalogue();
    let (first, report) = log(&products, 300, 7);
    assert_eq!(log(&products, 300, 7).0, first);
    assert_ne!(log(&products, 300, 8).0, first);
    assert_eq!(report.events as usize, first.lines().count());
    assert_eq!(report.shoppers, 300);
}

#[test]
fn logs_are_read_back_as_they_were_meant() {
    let (log, report) = log(&catalogue(), 400, 1);
    let rows = rows(&log);
    assert_eq!(rows.len() as u64, report.events);
    assert!(rows.is_sorted_by_key(|row| row.event.at));
    assert!(
        rows.iter().all(|row| row.event.at < UNTIL + 86_400_000 && row.event.at >= UNTIL - DAYS * 86_400_000)
    );
    assert!(rows.iter().all(|row| !row.event.items.is_empty() && row.event.value > Some(0)));
    let bought = rows.iter().filter(|row| row.event.name == "purchase");
    assert!(bought.clone().all(|row| row.event.parameter("transaction_id").is_some()));
    assert_eq!(bought.count() as u64, report.purchases);
}

#[test]
fn funnels_and_routines_are_plausible() {
    let (log, report) = log(&catalogue(), 3_000, 3);
    let rows = rows(&log);
    let share = |part: u64, whole: u64| part as f64 / whole as f64;
    let named = |name: &str| rows.iter().filter(|row| row.event.name == name).count() as u64;
    assert!((1.9..2.5).contains(&share(report.visits, report.shoppers)), "{report:?}");
    assert!((0.04..0.20).contains(&share(named("add_to_cart"), named("view_item"))), "{report:?}");
    assert!((0.02..0.12).contains(&share(report.purchases, report.visits)), "{report:?}");
    let mut last: HashMap<&str, &str> = HashMap::new();
    let mut follows: HashMap<(&str, &str), u64> = HashMap::new();
    for row in rows.iter().filter(|row| row.event.name == "view_item") {
        let category = row.event.items[0].category.as_str();
        if let Some(before) = last.insert(&row.visitor, category) {
            *follows.entry((before, category)).or_default() += 1;
        }
    }
    for (from, to, other) in
        [("cleanser", "serum", "lip"), ("serum", "moisturiser", "lip"), ("lip", "complexion", "serum")]
    {
        assert!(follows[&(from, to)] > 3 * follows[&(from, other)], "{from} {to}: {follows:?}");
    }
}

#[test]
fn odd_catalogues_are_no_trouble() {
    let one = Product { id: "only".into(), name: "Only".into(), price: f64::MAX, ..Product::default() };
    assert!(log(&[one], 50, 1).1.events >= 50);
    assert_eq!(log(&catalogue(), 0, 1).0, "");
    let error = events(&[], 5, 1, UNTIL, "EUR", &mut Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "the catalogue has no product");
    let error = events(&catalogue(), MOST_SHOPPERS + 1, 1, UNTIL, "EUR", &mut Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "1000001 shoppers are more than 1000000");
    let error = products("{\"id\":\"a\",\"name\":\"b\"}\n\n{}".as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "line 3 is not a product: missing field `id` at line 1 column 2");
}
