//! The counts of a population against a naive one: every page explained on its own, as `atelier explain` does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sillage_atelier::simulate::{
    Product,
    population::{
        self, Population,
        history::history,
        report::Report,
        source::Source,
        tally::{Counted, Tally},
        vocabulary::Vocabulary,
        walk::walk,
    },
};
use sillage_engine::{
    bundle::Bundle,
    condition::{Node, Operator},
    explain::explain,
    rules::{
        Attribute, Campaign, Cap, CapKind, Content, Experiment, Period, Rules, Segment, Slot, Split,
        Treatment,
    },
    value::{Scalar, Value as Fact},
};

const SHOPPERS: u64 = 60;

fn products() -> Vec<Product> {
    let product = |number: usize| Product {
        id: format!("p{number}"),
        name: format!("Product {number}"),
        category: ["serum", "cleanser", "lip"][number % 3].to_owned(),
        price: 10.0 + number as f64,
        popularity: number as f64,
        ..Product::default()
    };
    (0..12).map(product).collect()
}

fn attribute(path: &str) -> Attribute {
    Attribute { path: path.to_owned() }
}

fn campaign(name: &str, slot: u16, audience: Option<u32>) -> Campaign {
    Campaign {
        name: name.to_owned(),
        variant: format!("v{name}"),
        slot,
        audience,
        ends: i64::MAX,
        content: Content::Template { template: name.to_owned() },
        ..Campaign::default()
    }
}

/// Three campaigns of one slot, two of which overlap, one of another slot with a cap, and an experiment.
fn rules() -> Rules {
    let test = |attribute, operand: &str| Node::Test {
        attribute,
        operator: Operator::Is,
        operand: Fact::text(operand),
    };
    let among = Fact::Many(vec![Scalar::Text("gold".to_owned()), Scalar::Text("silver".to_owned())]);
    let arm = |variant: &str| Treatment { variant: variant.to_owned(), content: Content::Default };
    let mut capped = campaign("story", 1, None);
    capped.caps = vec![0];
    let mut tested = campaign("tested", 2, None);
    tested.experiment = Some(Experiment {
        key: "tested".to_owned(),
        control: "vtested-a0".to_owned(),
        holdout: "vtested-h".to_owned(),
        treatments: vec![arm("vtested-a1")],
        splits: vec![Split { when: None, ranges: vec![(0.0, 0.5), (0.5, 1.0)] }],
        ..Experiment::default()
    });
    let slot = |name: &str| Slot { name: name.to_owned(), ..Slot::default() };
    Rules {
        locales: vec!["en".to_owned()],
        currency: "EUR".to_owned(),
        attributes: vec![attribute("host.tier"), attribute("page.item_category")],
        nodes: vec![
            test(0, "gold"),
            Node::Test { attribute: 0, operator: Operator::In, operand: among },
            test(1, "serum"),
        ],
        segments: vec![
            Segment { name: "gold".to_owned(), root: 0 },
            Segment { name: "members".to_owned(), root: 1 },
            Segment { name: "on_serums".to_owned(), root: 2 },
        ],
        slots: vec![slot("home.hero"), slot("home.story"), slot("product.note")],
        campaigns: vec![
            campaign("gold_hero", 0, Some(0)),
            campaign("members_hero", 0, Some(1)),
            campaign("serum_hero", 0, Some(2)),
            capped,
            tested,
        ],
        caps: vec![Cap {
            kind: CapKind::Pressure,
            on: "x_exposure".to_owned(),
            of: vec!["vstory".to_owned()],
            most: 2,
            within: Period::Last(7 * 86_400_000),
        }],
        ..Rules::EMPTY
    }
}

fn told(bundle: &Bundle, shoppers: u64) -> Report {
    let products = products();
    let source = Source::made_up(&products, shoppers, 7, sillage_atelier::simulate::UNTIL);
    population::run(&Population { source: &source, seed: 7, bundle, before: None, threads: 2 }, &|_| {})
}

/// Decisions and shoppers a campaign was shown to, and decisions it applied in, from explanations alone.
type Naive = BTreeMap<String, (u64, BTreeSet<u64>, u64)>;

fn naive(bundle: &Bundle) -> Naive {
    let products = products();
    let source = Source::made_up(&products, SHOPPERS, 7, sillage_atelier::simulate::UNTIL);
    let vocabulary = Vocabulary::of([bundle.rules()].into_iter());
    let mut found = Naive::new();
    for number in 0..SHOPPERS {
        let shopper = history(number, source.events(number), &vocabulary, 7);
        walk(bundle, &shopper, 7, |moment| {
            for slot in bundle.rules().slots.iter().filter(|slot| moment.look.shows(&slot.name)) {
                let told = explain(bundle, moment.visitor, moment.page, &slot.name, moment.look.at);
                let told: Value = serde_json::from_str(&told).unwrap();
                for considered in told["considered"].as_array().unwrap() {
                    let entry = found.entry(considered["campaign"].as_str().unwrap().to_owned()).or_default();
                    match considered["outcome"].as_str().unwrap() {
                        "schedule" | "audience" => continue,
                        "shown" => {
                            entry.0 += 1;
                            entry.1.insert(number);
                        }
                        _ => {}
                    }
                    entry.2 += 1;
                }
            }
        });
    }
    found
}

#[test]
fn reach_is_what_explanations_say() {
    let bundle = Bundle::new(rules()).unwrap();
    let (report, naive) = (told(&bundle, SHOPPERS), naive(&bundle));
    for reach in &report.campaigns {
        let (shown, shoppers, applied) = &naive[&reach.campaign];
        let decisions = report.slots.iter().find(|slot| slot.slot == reach.slot).unwrap().decisions;
        assert_eq!((reach.decisions, reach.shoppers), (*shown, shoppers.len() as u64), "{}", reach.campaign);
        assert!(
            (reach.share_applied * decisions as f64 - *applied as f64).abs() < 1e-6,
            "{}",
            reach.campaign
        );
    }
    let segment = |name: &str| report.segments.iter().find(|found| found.segment == name).unwrap().shoppers;
    assert!(segment("gold") > 0 && segment("members") > segment("gold"));
    let overlap = &report
        .segment_overlaps
        .iter()
        .find(|found| found.first == "gold" && found.second == "members")
        .unwrap();
    assert_eq!(
        (overlap.shoppers, overlap.share_of_smaller),
        (segment("gold"), 1.0),
        "all of gold are members"
    );
}

/// The cap allows two a week; every week's pressure stays within, and what is over it is left default.
#[test]
fn caps_bound_the_pressure() {
    let report = told(&Bundle::new(rules()).unwrap(), 300);
    assert!(report.pressure.is_promotions);
    // The cap looks back seven days from each moment, a week here is one of the calendar: two of its windows meet in one.
    assert!((1..=4).contains(&report.pressure.most), "{:?}", report.pressure);
    assert_eq!(report.pressure.histogram.iter().sum::<u64>(), report.pressure.weeks);
    let mut free = rules();
    free.caps[0].most = 1_000;
    let free = told(&Bundle::new(free).unwrap(), 300);
    assert!(free.pressure.mean > report.pressure.mean, "{:?}", free.pressure);
}

#[test]
fn arms_are_dealt_by_their_weights() {
    let report = told(&Bundle::new(rules()).unwrap(), 800);
    let balance = &report.experiments[0];
    assert!(balance.ratio.unwrap().passed, "{balance:?}");
    let seen: Vec<(&str, u64)> =
        balance.variants.iter().map(|arm| (arm.variant.as_str(), arm.shoppers)).collect();
    assert_eq!(seen.iter().map(|(variant, _)| *variant).collect::<Vec<_>>(), ["vtested-a0", "vtested-a1"]);
    // Arms do not change on the way: together they are everybody who saw the slot.
    assert_eq!(seen.iter().map(|(_, shoppers)| shoppers).sum::<u64>(), 800);
}

/// Counting in parts and adding up is counting.
#[test]
fn parts_add_up() {
    let (bundle, products) = (Bundle::new(rules()).unwrap(), products());
    let source = Source::made_up(&products, 30, 7, sillage_atelier::simulate::UNTIL);
    let (counted, vocabulary) = (Counted::new(&bundle), Vocabulary::of([bundle.rules()].into_iter()));
    let of = |numbers: std::ops::Range<u64>| {
        let mut tally = Tally::new(&bundle);
        for number in numbers {
            tally.add(&counted, &history(number, source.events(number), &vocabulary, 7), 7);
        }
        tally
    };
    let mut sum = of(17..30);
    sum.merge(of(0..5));
    sum.merge(of(5..17));
    assert_eq!(sum, of(0..30));
}
