//! Logs that anybody may have written: whatever their bytes, there is a report or a clear error, never a panic.

use proptest::prelude::*;
use sillage_atelier::results::{
    self,
    experiment::{Arm, Drawing, Experiment, Start, Switchback},
    text,
};

use crate::folder::Folder;

fn experiments() -> Vec<Experiment> {
    let arm = |name: &str, variant: &str, weight| Arm {
        name: name.to_owned(),
        variant: variant.to_owned(),
        weight,
        holdout: name == "held",
    };
    let whole = Experiment {
        name: "a".to_owned(),
        slot: "s".to_owned(),
        arms: vec![arm("c", "v1", Some(0.0)), arm("t", "v2", Some(1e300)), arm("held", "v3", None)],
        goal: "purchase".to_owned(),
        switchback: None,
    };
    let turns = Switchback {
        start: Start(0),
        block_minutes: 1,
        blocks: vec![0, 1, 1, 0, 0, 1],
        design: Drawing::Pairs,
        settle_minutes: 0,
    };
    vec![Experiment { name: "b".to_owned(), switchback: Some(turns), ..whole.clone() }, whole]
}

fn read(folder: &Folder, name: &str, bytes: &[u8]) {
    folder.write(name, bytes);
    let experiments = experiments();
    if let Ok((report, _)) = results::evaluate(&experiments, &[folder.0.join(name)], &mut |_| {}) {
        assert!(!text::as_text(&report).contains("NaN"), "{report:?}");
        assert!(results::page::as_page(&report).ends_with("</html>\n"));
        serde_json::to_string(&report).unwrap();
    }
}

/// A row that is nearly right: of the words that matter, with values that are hardly ones.
fn row() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "x_exposure",
        "purchase",
        "refund",
        "view_promotion",
        "add_to_cart",
        "",
        "\u{0}",
    ]);
    let value = prop::sample::select(vec![
        "1",
        "-1",
        "1e308",
        "-1e308",
        "9007199254740993",
        "\"1e400\"",
        "null",
        "[]",
        "{}",
        "\"v1\"",
        "\"v2\"",
        "\"v3\"",
        "\"s\"",
        "\"\u{202e}\"",
        "true",
        "0.000001",
    ]);
    let keys = [
        "at",
        "slot",
        "variant",
        "value",
        "currency",
        "transaction_id",
        "session",
        "event_timestamp",
        "event_params",
        "ecommerce",
    ];
    (name, prop::collection::vec((prop::sample::select(keys.to_vec()), value), 0..8), 0u8..3).prop_map(
        |(name, members, user)| {
            let mut row = format!(
                "{{\"name\": {}, \"user\": \"u{user}\", \"at\": 61000",
                serde_json::Value::from(name)
            );
            members.iter().for_each(|(key, value)| row.push_str(&format!(", \"{key}\": {value}")));
            row + "}"
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let folder = Folder::new("results-bytes");
        for name in ["log.jsonl", "log.csv", "log.tsv", "log"] {
            read(&folder, name, &bytes);
        }
    }

    #[test]
    fn nearly_right_rows_are_read(rows in prop::collection::vec(row(), 0..60)) {
        let folder = Folder::new("results-rows");
        read(&folder, "log.jsonl", rows.join("\n").as_bytes());
    }

    #[test]
    fn nearly_right_tables_are_read(cells in prop::collection::vec("[^\n]{0,12}", 0..80)) {
        let folder = Folder::new("results-cells");
        let header = "user,event_name,at,slot,variant,value,transaction_id,ga_session_id\n".to_owned();
        let rows: Vec<String> = cells.chunks(8).map(|row| row.join(",")).collect();
        read(&folder, "log.csv", (header + &rows.join("\n")).as_bytes());
    }
}
