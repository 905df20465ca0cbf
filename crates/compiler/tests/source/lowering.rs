//! What names become: rules as readable text, compared word for word.

use std::{collections::BTreeMap, fmt::Write as _};

use sillage_compiler::{Compiled, Sources, compile};
use sillage_engine::{
    condition::Node,
    copy::{Copy, Piece},
    rules::{Content, Rules},
    value::{Scalar, Value},
};

use crate::project::{base, change, rendered};

/// Rules as text: every number stands beside what it means.
fn readable(rules: &Rules) -> String {
    let mut out = String::new();
    let slot = |at: u16| &rules.slots[usize::from(at)].name;
    let strategy = |at: u16| &rules.strategies[usize::from(at)].name;
    for (at, attribute) in rules.attributes.iter().enumerate() {
        writeln!(out, "attribute {at} {}", attribute.path).unwrap();
    }
    for computed in &rules.traits {
        let path = &rules.attributes[usize::from(computed.attribute)].path;
        let (on, of) = (computed.on.join("+"), &computed.of);
        writeln!(out, "trait {path} = {:?} {of:?} of {on} {:?}", computed.aggregate, computed.window)
            .unwrap();
    }
    for (at, node) in rules.nodes.iter().enumerate() {
        writeln!(out, "node {at} {}", readable_node(rules, node)).unwrap();
    }
    for segment in &rules.segments {
        writeln!(out, "segment {} = node {}", segment.name, segment.root).unwrap();
    }
    for slot in &rules.slots {
        writeln!(out, "slot {} {:?} pictures {:?}", slot.name, slot.strategy.map(strategy), slot.pictures)
            .unwrap();
    }
    for campaign in &rules.campaigns {
        let content = match &campaign.content {
            Content::Items { strategy: at, fields } => format!("items of {} {fields:?}", strategy(*at)),
            content => format!("{content:?}"),
        };
        writeln!(
            out,
            "campaign {} {} in {} for {:?} priority {} from {} to {} shows {content}",
            campaign.variant,
            campaign.name,
            slot(campaign.slot),
            campaign.audience,
            campaign.priority,
            campaign.starts,
            campaign.ends,
        )
        .unwrap();
    }
    out
}

fn readable_node(rules: &Rules, node: &Node) -> String {
    match node {
        Node::Test { attribute, operator, operand } => {
            let path = &rules.attributes[usize::from(*attribute)].path;
            format!("{path} {operator:?} {}", readable_value(operand))
        }
        Node::Segment(at) => format!("Segment {}", rules.segments[usize::from(*at)].name),
        node => format!("{node:?}"),
    }
}

fn readable_value(value: &Value) -> String {
    let scalar = |scalar: &Scalar| match scalar {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(truth) => truth.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => format!("`{text}`"),
        nested => format!("{nested:?}"),
    };
    match value {
        Value::One(one) => scalar(one),
        Value::Many(many) => format!("[{}]", many.iter().map(scalar).collect::<Vec<_>>().join(", ")),
    }
}

fn readable_copy(rules: &Rules, copy: &Copy) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(words) => words.clone(),
        Piece::Attribute { attribute, fallback } => {
            format!("<{} or {fallback}>", rules.attributes[usize::from(*attribute)].path)
        }
    };
    let text = |text: &Vec<Piece>| text.iter().map(piece).collect::<String>();
    let lines = copy.texts.iter().enumerate();
    lines.map(|(at, pieces)| format!("{} {at} {}\n", copy.locale, text(pieces))).collect()
}

fn compiled(sources: &Sources) -> Compiled {
    let outcome = compile(sources);
    let said = rendered(&outcome);
    outcome.compiled.unwrap_or_else(|| panic!("{said}"))
}

#[test]
fn a_small_project_lowers_to_these_rules() {
    let compiled = compiled(&base());
    let copies = compiled.copies.iter().map(|copy| readable_copy(&compiled.rules, copy)).collect::<String>();
    let text = readable(&compiled.rules) + &copies;
    let expected = include_str!("lowering.txt");
    if std::env::var_os("SILLAGE_BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/source/lowering.txt"), &text).unwrap();
        return;
    }
    assert_eq!(text, expected);
}

#[test]
fn what_a_slot_asks_for_follows_its_word_and_that_of_the_shop() {
    let cases = [
        ("", "", Some("/pictures/hero.svg"), true),
        ("all", "", Some("/pictures/hero.svg"), true),
        ("none", "", Some(""), false),
        ("shown-only", "", None, true),
        ("shown-only", "all", Some("/pictures/hero.svg"), true),
        ("all", "none", Some(""), false),
        ("none", "shown-only", None, true),
    ];
    for (shop, slot, expected, has_image) in cases {
        let mut sources = base();
        let line = |word: &str| if word.is_empty() { String::new() } else { format!("pictures: {word}") };
        sources.files.get_mut("sillage.yaml").unwrap().push_str(&format!("{}\n", line(shop)));
        let fields = "fields: {title: text, body: text, href: link, image: image}";
        change(
            &mut sources,
            &format!(
                "== slots.yaml\nslots:\n  home.hero:\n    {fields}\n    {}\n  home.row: {{fields: {{title: text}}, strategy: for_you}}\n",
                line(slot)
            ),
        );
        let compiled = compiled(&sources);
        let texts = &compiled.copies[0].texts;
        let pictures = compiled.rules.slots[0].pictures.map(|text| match &texts[usize::from(text)][..] {
            [Piece::Literal(addresses)] => addresses.as_str(),
            other => panic!("{other:?}"),
        });
        assert_eq!(pictures, expected, "shop `{shop}`, slot `{slot}`");
        let fields = compiled.rules.campaigns[0].content.fields();
        assert_eq!(fields.iter().any(|(name, _)| name == "image"), has_image, "shop `{shop}`, slot `{slot}`");
    }
}

/// The nodes of the segment `club` with that condition.
fn nodes(condition: &str) -> String {
    let mut sources = base();
    let segments = format!("== segments.yaml\nsegments:\n  gold: {{host.tier: gold}}\n  club: {condition}\n");
    change(&mut sources, &segments);
    let rules = compiled(&sources).rules;
    let club = rules.segments.iter().find(|segment| segment.name == "club").unwrap();
    let nodes = rules.nodes.iter().take(club.root as usize + 1).skip(1);
    nodes.map(|node| readable_node(&rules, node)).collect::<Vec<_>>().join("; ")
}

#[test]
fn conditions_lower_by_the_meaning_of_growthbook() {
    // Node 0 is the segment `gold`: host.tier is gold.
    let cases = [
        ("{}", "All([])"),
        ("{host.tier: silver}", "host.tier Is `silver`"),
        ("{host.tier: null}", "host.tier Is null"),
        ("{host.tier: silver, host.points: 5}", "host.tier Is `silver`; host.points Is 5; All([1, 2])"),
        ("{host.points: {$gt: 1, $lte: 9}}", "host.points Greater 1; host.points LessOrEqual 9; All([1, 2])"),
        ("{host.points: {$lt: 1}}", "host.points Less 1"),
        ("{host.points: {$gte: 1.5}}", "host.points GreaterOrEqual 1.5"),
        ("{host.tier: {$eq: gold}}", "host.tier Equal `gold`"),
        ("{host.tier: {$ne: gold}}", "host.tier NotEqual `gold`"),
        ("{host.tier: {$exists: false}}", "host.tier Exists false"),
        ("{host.tier: {$in: [gold, null]}}", "host.tier In [`gold`, null]"),
        ("{host.tier: {$nin: []}}", "host.tier NotIn []"),
        ("{host.interests: {$all: [a, b]}}", "host.interests HasAll [`a`, `b`]"),
        ("{host.interests: {$size: 2}}", "host.interests Size 2"),
        ("{host.interests: [a, b]}", "host.interests Is [`a`, `b`]"),
        ("{host.tier: {$not: {$eq: gold}}}", "host.tier Equal `gold`; Not(1)"),
        ("{host.tier: {$not: silver}}", "host.tier Is `silver`; Not(1)"),
        ("{$not: {host.tier: silver}}", "host.tier Is `silver`; Not(1)"),
        ("{$or: []}", "Any([])"),
        ("{$nor: []}", "Nor([])"),
        ("{$and: []}", "All([])"),
        ("{$or: [{host.tier: none}]}", "host.tier Is `none`; Any([1])"),
        (
            "{$nor: [{host.tier: none}, {host.points: 1}]}",
            "host.tier Is `none`; host.points Is 1; Nor([1, 2])",
        ),
        ("{$segment: gold}", "Segment gold"),
        ("{$not: {$segment: gold}}", "Segment gold; Not(1)"),
        // The same comparison again is the same node, also that of another segment.
        ("{$or: [{host.tier: gold}, {$not: {host.tier: gold}}]}", "Not(0); Any([0, 1])"),
        // `5`, `05` and `5.0` are one number; `"5"` is a text.
        (
            "{$or: [{host.points: 5}, {host.points: 5.0}, {host.points: 05}]}",
            "host.points Is 5; Any([1, 1, 1])",
        ),
        ("{host.first_name: \"5\"}", "host.first_name Is `5`"),
        // What YAML 1.1 took for truth values and dates are texts.
        ("{host.first_name: no}", "host.first_name Is `no`"),
        ("{host.first_name: 2026-01-01}", "host.first_name Is `2026-01-01`"),
        ("{page.price: {$gt: 1e3}}", "page.price Greater 1000"),
        ("{page.price: {$gt: 0x10}}", "page.price Greater 16"),
        ("{page.type: product}", "page.type Is `product`"),
        ("{trait.views_7d: 0}", "trait.views_7d Is 0"),
        ("{trait.last_coupon: {$in: [A, 5]}}", "trait.last_coupon In [`A`, 5]"),
    ];
    for (condition, expected) in cases {
        assert_eq!(nodes(condition), expected, "{condition}");
    }
}

#[test]
fn campaigns_stand_by_slot_priority_and_source() {
    let mut sources = base();
    let campaign = |name: &str, slot: &str, priority: i32, file: &str| {
        let business = "hypothesis: h, goal: g, guardrail: g, owner: o";
        format!(
            "== {file}\ncampaigns:\n  {name}: {{slot: {slot}, priority: {priority}, end: 2027-12-31, show: default, {business}}}\n"
        )
    };
    change(&mut sources, &campaign("zebra", "home.hero", 10, "campaigns/a.yaml"));
    change(&mut sources, &campaign("apple", "home.hero", 99, "campaigns/b.yaml"));
    change(&mut sources, &campaign("melon", "home.row", 999, "campaigns/c.yaml"));
    change(&mut sources, &campaign("cherry", "home.hero", -5, "campaigns/d.yaml"));
    let rules = compiled(&sources).rules;
    let order: Vec<&str> = rules.campaigns.iter().map(|campaign| campaign.name.as_str()).collect();
    // `club_hero` and `zebra` have the same priority: campaigns.yaml comes before campaigns/.
    assert_eq!(order, ["apple", "club_hero", "zebra", "cherry", "melon"]);
}

#[test]
fn a_campaign_more_changes_no_variant_id() {
    let variants = |sources: &Sources| -> BTreeMap<String, String> {
        let campaigns = compiled(sources).rules.campaigns;
        campaigns.into_iter().map(|campaign| (campaign.name, campaign.variant)).collect()
    };
    let mut sources = base();
    let before = variants(&sources);
    for (name, priority) in [("a_first", 99), ("zz_last", -99)] {
        let more = format!(
            "== campaigns/{name}.yaml\ncampaigns:\n  {name}: {{slot: home.hero, priority: {priority}, end: 2027-12-31, show: default, hypothesis: h, goal: g, guardrail: g, owner: o}}\n"
        );
        change(&mut sources, &more);
    }
    let after = variants(&sources);
    assert_eq!(after.len(), before.len() + 2);
    for (name, variant) in before {
        assert_eq!(after[&name], variant, "{name}");
    }
}

#[test]
fn a_review_that_is_due_is_told() {
    let told = |now: Option<i64>| {
        let mut sources = base();
        let campaign = "== campaigns/more.yaml\ncampaigns:\n  more: {slot: home.hero, end: 2027-12-31, show: default, review: 2026-12-01, hypothesis: h, goal: g, guardrail: g, owner: o}\n";
        change(&mut sources, campaign);
        sources.now = now;
        rendered(&compile(&sources))
    };
    let due = "campaigns/more.yaml:2:67 W0820 `more` was to be reviewed by 2026-12-01 / review it, and write when to look again";
    // The second of December, and a millisecond before it.
    let cases = [(None, ""), (Some(1_796_169_599_999), ""), (Some(1_796_169_600_000), due)];
    for (now, expected) in cases {
        assert_eq!(told(now).trim(), expected, "{now:?}");
    }
}

#[test]
fn days_count_whole_and_instants_exactly() {
    let period = |start: &str, end: &str| {
        let mut sources = base();
        let show = "show: default, hypothesis: h, goal: g, guardrail: g, owner: o";
        let text =
            format!("== campaigns.yaml\ncampaigns:\n  a: {{slot: home.hero, {start} end: {end}, {show}}}\n");
        change(&mut sources, &text);
        let rules = compiled(&sources).rules;
        (rules.campaigns[0].starts, rules.campaigns[0].ends)
    };
    const DAY: i64 = 86_400_000;
    assert_eq!(period("", "1970-01-02"), (0, 2 * DAY));
    assert_eq!(period("start: 1970-01-03,", "1970-01-03"), (2 * DAY, 3 * DAY));
    assert_eq!(
        period("start: '1970-01-01T00:00:01Z',", "'1970-01-02T00:00:00+01:00'"),
        (1_000, DAY - 3_600_000)
    );
}

#[test]
fn json_is_accepted_where_yaml_is() {
    let mut sources = base();
    let slots = sources.files.remove("slots.yaml").unwrap();
    assert!(slots.contains("home.hero"));
    change(
        &mut sources,
        "== slots.json\n{\"slots\": {\"home.row\": {\"fields\": {\"title\": \"text\"}, \"strategy\": \"for_you\"},\n\t\"home.hero\": \
         {\"fields\": {\"title\": \"text\", \"body\": \"text\", \"href\": \"link\", \"image\": \"image\"}}}}\n",
    );
    let json = compile(&sources);
    assert_eq!(rendered(&json), "");
    assert_eq!(json.compiled, compile(&base()).compiled);
}
