//! Training from files: cold logs, odd ids, limits, mistakes, formats, and the simulated shop.

use std::path::PathBuf;

use sillage_atelier::{
    events::Format,
    simulate::{self, SimulateArguments},
    train::{Bound, Preset, Progress, TrainArguments, TrainError, TrainReport, run},
};
use sillage_engine::{limits, model::Model, rank::scored, visitor::Interest};

/// A folder that goes away with its value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("sillage-training-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn trained(name: &str, log: &str, format: Format) -> Result<TrainReport, TrainError> {
    let folder = Folder::new(name);
    let mut arguments = TrainArguments::new(vec![folder.file("log", log)], Preset::Reviews);
    arguments.format = Some(format);
    arguments.bound = Bound::Edges(1_000);
    run(&arguments, &mut |_| {})
}

/// What follows an item, best first.
fn following(report: &TrainReport, id: &str) -> Vec<String> {
    let model = Model::read(&report.trained.bytes).unwrap();
    scored(&model, &[Interest { id, weight: 1 }], 10).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn cold_logs() {
    for log in ["", "\n\n"] {
        assert!(matches!(trained("empty", log, Format::Sequences), Err(TrainError::NoItems)));
    }
    let cases: &[(&str, usize, usize)] =
        &[("a\n", 1, 0), ("a b c\n", 3, 0), ("a b\na b\n", 2, 2), ("a a a\na a\n", 1, 0)];
    for (log, items, edges) in cases {
        let report = trained("cold", log, Format::Sequences).unwrap();
        assert_eq!((report.trained.parts.items.len(), report.trained.edges), (*items, *edges), "{log}");
    }
    let report = trained("two", "a b\na b\n", Format::Sequences).unwrap();
    assert_eq!(following(&report, "a"), ["b"]);
    assert_eq!(following(&report, "z"), [""; 0]);
}

#[test]
fn ids_may_have_odd_characters() {
    let (first, second) = ("№ 5/ä,\"q\"\u{0}🧴", " ");
    let line = |user: &str| {
        let event = |at: u32, id: &str| {
            serde_json::json!({"user": user, "name": "view_item", "at": at, "items": [{"item_id": id}]})
                .to_string()
        };
        format!("{}\n{}\n", event(1, first), event(2, second))
    };
    let report = trained("odd", &(line("u") + &line("v")), Format::JsonLines).unwrap();
    assert_eq!(following(&report, first), [second]);
}

#[test]
fn too_many_items_end_the_reading() {
    let line = |items: usize| (0..items).map(|item| format!("{item} ")).collect::<String>();
    let error = trained("many", &line(70_000), Format::Sequences).unwrap_err();
    assert_eq!(error.to_string(), "the log has at least 65536 items, more than the 65535 a model may have");
    assert_eq!(
        error.help(),
        "train on the ids of products instead of their variants, or on fewer months of the log"
    );
    let report = trained("most", &line(limits::ITEMS), Format::Sequences).unwrap();
    assert_eq!(report.trained.parts.items.len(), limits::ITEMS);
}

#[test]
fn only_interest_counts() {
    let mut log = "user,event,time,item_id\n".to_owned();
    for user in ["u", "v"] {
        for (at, event, item) in [
            (1, "view_item_list", "x"),
            (2, "view", "a"),
            (3, "cart", "a"),
            (4, "purchase", "b"),
            (5, "refund", "y"),
        ] {
            log += &format!("{user},{event},{at},{item}\n");
        }
    }
    let report = trained("interest", &log, Format::Csv).unwrap();
    assert_eq!((report.events, report.steps, report.trained.parts.items.len()), (10, 6, 2));
    assert_eq!(following(&report, "a"), ["b"]);
}

#[test]
fn mistakes_are_left_out_up_to_a_cap() {
    let good = r#"{"user":"u","name":"view_item","at":1,"items":["a"]}"#;
    let nobody = r#"{"name":"view_item","at":1,"items":["a"]}"#;
    let report = trained("few", &format!("{good}\n{nobody}\n{{\n"), Format::JsonLines).unwrap();
    let lines: Vec<(u64, &str)> =
        report.mistakes.iter().map(|mistake| (mistake.line, mistake.message.as_str())).collect();
    assert_eq!(lines, [(2, "the event names no visitor"), (3, "the line is not JSON, from column 1 on")]);
    let error = trained("cap", &"{\n".repeat(101), Format::JsonLines).unwrap_err();
    assert_eq!(error.to_string(), "more than 100 rows of the log cannot be read");
    let arguments = TrainArguments::new(vec!["/nowhere/log.jsonl".into()], Preset::Shop);
    assert!(matches!(run(&arguments, &mut |_| {}), Err(TrainError::Read { .. })));
}

#[test]
fn a_simulated_shop_is_learned_within_its_budget() {
    let folder = Folder::new("shop");
    let mut catalogue = String::new();
    for category in ["cleanser", "serum", "moisturiser", "sunscreen", "lip", "complexion"] {
        for number in 0..12 {
            let product = serde_json::json!({"id": format!("{category}-{number}"), "name": "x", "category": category,
                "brand": format!("Range {}", number % 4), "price": 10 + 3 * number});
            catalogue += &format!("{product}\n");
        }
    }
    let log = folder.0.join("log.jsonl");
    let simulated = simulate::run(&SimulateArguments {
        catalogue: folder.file("catalogue.jsonl", &catalogue),
        out: log.clone(),
        shoppers: 1_500,
        seed: 1,
        until: simulate::UNTIL,
        currency: "EUR".to_owned(),
    })
    .unwrap();
    let mut arguments = TrainArguments::new(vec![log], Preset::Shop);
    arguments.bound = Bound::Bytes(4_000);
    let mut seen = Vec::new();
    let report = run(&arguments, &mut |progress| seen.push(progress)).unwrap();
    assert_eq!(report.events, simulated.events);
    assert!(report.trained.compressed <= 4_000 && report.trained.edges > 500, "{}", report.trained.edges);
    assert!(matches!(seen.last(), Some(Progress::Fitting { .. })));
    let follows = following(&report, "cleanser-5");
    assert!(follows.iter().take(3).any(|id| id.starts_with("serum-")), "{follows:?}");
    assert!(follows.iter().take(5).all(|id| !id.starts_with("lip-")), "{follows:?}");
}
