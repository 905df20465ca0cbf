//! Sources at their limits, and one above.

use std::fmt::Write as _;

use sillage_compiler::{LISTED, Severity, compile, yaml};
use sillage_engine::limits;

use crate::project::{base, with_flow};

/// Errors of the base project with one file replaced.
fn errors(path: &str, text: &str) -> Vec<String> {
    let mut sources = base();
    sources.files.insert(path.to_owned(), text.to_owned());
    let outcome = compile(&sources);
    let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(ToString::to_string).collect()
}

#[test]
fn files_over_four_mebibytes_are_refused() {
    let text = |bytes: usize| {
        let text = include_str!("base.txt").split("== segments.yaml\n").nth(1).unwrap();
        let text = text.split("== ").next().unwrap();
        format!("{text}#{}\n", "x".repeat(bytes - text.len() - 2))
    };
    assert_eq!(errors("segments.yaml", &text(yaml::FILE_BYTES)), Vec::<String>::new());
    let expected = "segments.yaml:1:1 E0001 the file has 4194305 bytes, more than the 4194304 a source file may have / \
                    split it into several files";
    assert_eq!(errors("segments.yaml", &text(yaml::FILE_BYTES + 1)), [expected]);
}

#[test]
fn conditions_nest_as_deep_as_the_engine_allows() {
    // A comparison has depth one, each `$not` one more, and so has naming a segment.
    let segments = |inner: usize, outer: usize| {
        let nested = |levels: usize, core: &str| "{$not: ".repeat(levels) + core + &"}".repeat(levels);
        let first = nested(inner, "{host.tier: gold}");
        format!("segments:\n  a: {first}\n  club: {}\n", nested(outer, "{$segment: a}"))
    };
    let expected =
        "segments.yaml:3:3 E0305 the condition nests 33 deep, segments included / keep it within 32 levels";
    assert_eq!(limits::DEPTH, 32);
    // The campaign names the segment, which is one level more.
    assert_eq!(errors("segments.yaml", &segments(14, 15)), Vec::<String>::new());
    assert_eq!(errors("segments.yaml", &segments(15, 16)), [expected]);
    let of_campaign =
        "campaigns.yaml:4:15 E0305 the condition nests 33 deep, segments included / keep it within 32 levels";
    assert_eq!(errors("segments.yaml", &segments(15, 15)), [of_campaign]);
}

#[test]
fn a_bundle_holds_no_more_than_the_engine_takes() {
    let slots = |count: usize| {
        let mut text =
            String::from("slots:\n  home.hero: {fields: {title: text, href: link, image: image}}\n");
        (1..count).for_each(|at| writeln!(text, "  s{at}: {{strategy: for_you}}").unwrap());
        text
    };
    assert_eq!(errors("slots.yaml", &slots(limits::SLOTS)), Vec::<String>::new());
    let expected = "slots.yaml:1:1 E0701 there are 1025 slots / a bundle holds at most 1024";
    assert_eq!(errors("slots.yaml", &slots(limits::SLOTS + 1)), [expected]);
}

/// What is said about the project with a flow after a change of that flow.
fn flow_errors(from: &str, to: &str) -> Vec<String> {
    let mut sources = with_flow();
    let text = sources.files.get_mut("flows/finder.yaml").unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    compile(&sources).diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn a_flow_holds_no_more_than_the_engine_takes() {
    let many = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let steps = |count: usize| {
        let last = "unit: finder.euro}\n";
        let more = |at: usize| format!("      s{at}: {{ask: statement, title: finder.hello}}\n");
        flow_errors(last, &format!("{last}{}", many(count - 4, &more)))
    };
    let options = |count: usize| {
        let last = "          lines: {label: finder.lines}\n";
        let more = |at: usize| format!("          o{at}: {{label: finder.lines}}\n");
        flow_errors(last, &format!("{last}{}", many(count - 3, &more)))
    };
    let outcomes = |count: usize| {
        let last = "      balance:";
        let more = |at: usize| {
            format!("      o{at}: {{when: {{answer.budget: {}}}, title: finder.calm}}\n", 30 + at % 24 * 5)
        };
        flow_errors(last, &format!("{}{last}", many(count - 2, &more)))
    };
    let effects = |count: usize| {
        let more = |at: usize| format!(", x{at}");
        flow_errors("exclude: [vegan]", &format!("exclude: [vegan{}]", many(count - 2, &more)))
    };
    let routes = |count: usize| {
        let one = "{when: {answer.path: short}, to: budget}";
        let more = |at: usize| {
            format!(", {{when: {{answer.path: {{$exists: {}}}}}, to: concerns}}", at.is_multiple_of(2))
        };
        flow_errors(one, &format!("{one}{}", many(count - 1, &more)))
    };
    let picks = |count: usize| {
        let more = |at: usize| format!(", p{at}: {{title: finder.cleanser}}");
        let last = "runners_up: 2}";
        flow_errors(last, &format!("{last}{}", many(count - 1, &more)))
    };
    check_limit("steps", limits::STEPS, steps);
    check_limit("options", limits::OPTIONS, options);
    check_limit("outcomes", limits::OUTCOMES, outcomes);
    check_limit("effects", limits::EFFECTS, effects);
    check_limit("routes", limits::ROUTES, routes);
    check_limit("picks", limits::RESULT_SLOTS, picks);
}

fn check_limit(what: &str, limit: usize, said: impl Fn(usize) -> Vec<String>) {
    let fits = said(limit);
    assert!(fits.iter().all(|line| line.contains(" W08")), "{what}: {fits:?}");
    let over = said(limit + 1);
    let expected = format!("E0701 there are {} {what} / there may be at most {limit}", limit + 1);
    assert!(over.iter().any(|line| line.ends_with(&expected)), "{what}: {over:?}");
}

#[test]
fn a_bundle_holds_sixty_four_flows() {
    let said = |count: usize| {
        let mut sources = with_flow();
        let flow = |at: usize| {
            let business = "kind: product_finder, hypothesis: h, goal: g, guardrail: g, owner: o";
            format!(
                "  f{at}: {{{business}, title: finder.title, steps: {{a: {{ask: statement, title: finder.hello}}}}, \
                 outcomes: {{b: {{title: finder.balance}}}}}}\n"
            )
        };
        let text = format!("flows:\n{}", (1..count).map(flow).collect::<String>());
        sources.files.insert("flows.yaml".to_owned(), text);
        compile(&sources).diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(said(limits::FLOWS), Vec::<String>::new());
    let expected = "flows.yaml:1:1 E0701 there are 65 flows / a bundle holds at most 64";
    assert_eq!(said(limits::FLOWS + 1), [expected]);
}

#[test]
fn mistakes_of_a_catalogue_are_listed_up_to_a_hundred() {
    let rows = |count: usize| (0..count).map(|at| format!("{{\"id\": \"P{at}\"}}\n")).collect::<String>();
    assert_eq!(errors("catalogue.jsonl", &rows(100)).len(), 100);
    let errors = errors("catalogue.jsonl", &rows(105));
    assert_eq!(errors.len(), 101);
    let last = "catalogue.jsonl:106:1 E0603 and 5 more lines have mistakes / correct the ones listed and check again";
    assert_eq!(errors.last().unwrap(), last);
}

#[test]
fn mistakes_of_a_project_are_listed_up_to_a_thousand() {
    let segments = |count: usize| {
        let wrong: String = (0..count).map(|at| format!("{{host.x{at}: 1}}, ")).collect();
        format!("segments:\n  club: {{$or: [{wrong}]}}\n")
    };
    assert_eq!(errors("segments.yaml", &segments(1_007)).len(), 1_000);
    let mut sources = base();
    sources.files.insert("segments.yaml".to_owned(), segments(1_007));
    let diagnostics = compile(&sources).diagnostics;
    // Three computed traits are not read any more: warnings never hide errors.
    let last = diagnostics.last().unwrap().to_string();
    assert!(last.ends_with("W0808 and 10 more mistakes / correct the ones listed and check again"), "{last}");
}

#[test]
fn a_long_chain_of_segments_ends() {
    let mut text = String::from("segments:\n  club: {$segment: s0}\n");
    (0..4000).for_each(|at| writeln!(text, "  s{at}: {{$segment: s{}}}", at + 1).unwrap());
    text.push_str("  s4000: {host.tier: gold}\n");
    let errors = errors("segments.yaml", &text);
    // The first that is too deep is told; those that refer to it are not.
    assert_eq!(
        errors,
        [
            "segments.yaml:3971:3 E0305 the condition nests 33 deep, segments included / keep it within 32 levels"
        ]
    );
}

#[test]
fn twelve_thousand_rows_are_read() {
    let row = |at: usize| {
        format!(
            "{{\"id\":\"P{at}\",\"name\":\"Item {at}\",\"brand\":\"B{}\",\"category\":\"c{}\",\"price\":12.5,\
             \"url\":\"/p/{at}.html\",\"image\":\"/i/{at}.svg\",\"tags\":[\"vegan\"],\"popularity\":{}}}\n",
            at % 50,
            at % 20,
            at % 997
        )
    };
    let mut sources = base();
    let text: String = (0..12_000).map(row).collect();
    sources.files.insert("catalogue.jsonl".to_owned(), text);
    let outcome = compile(&sources);
    let compiled = outcome.compiled.unwrap_or_else(|| panic!("{}", outcome.diagnostics[0]));
    let keys: Vec<&str> = compiled.shards.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys.len(), 21);
    let top = &compiled.shards.iter().find(|(key, _)| key == "top").unwrap().1;
    assert_eq!(top.cards.len(), 240);
    // Popularity 996 first, and of equally popular items the earlier line.
    let first: Vec<&str> = top.cards.iter().take(3).map(|card| card.id.as_str()).collect();
    assert_eq!(first, ["P996", "P1993", "P2990"]);
    let all: usize =
        compiled.shards.iter().filter(|(key, _)| key != "top").map(|(_, shard)| shard.cards.len()).sum();
    assert_eq!(all, 12_000);
}

#[test]
fn hostile_files_end_quickly() {
    let many = |text: &str| text.repeat(250_000 / text.len());
    let cases = [
        many("["),
        many("{"),
        many("- "),
        many("? "),
        many("a: "),
        many("!"),
        many("&a "),
        many("\""),
        many("#"),
        many(" "),
        many("\n"),
        many("|\n"),
        many("---\n"),
        many("a\n"),
        many("%YAML 1.2\n"),
        many("é\u{2028}\u{85}\r"),
        format!("segments: [{}]", many("a,")),
        format!("segments: {{{}}}", (0..20_000).map(|at| format!("a{at},")).collect::<String>()),
    ];
    for (at, text) in cases.iter().enumerate() {
        let start = std::time::Instant::now();
        let mut sources = base();
        sources.files.insert("segments.yaml".to_owned(), text.clone());
        let outcome = compile(&sources);
        assert!(outcome.diagnostics.len() <= LISTED + 1, "{}", outcome.diagnostics.len());
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 30.0, "case {at} took {seconds} s");
        println!("case {at}: {seconds:.2} s, {} diagnostics", outcome.diagnostics.len());
    }
}

/// What is said about a segment with that condition, and that it took no longer than its size allows.
fn condition_errors(condition: &str) -> Vec<String> {
    let begin = std::time::Instant::now();
    let errors = errors("segments.yaml", &format!("segments:\n  club: {condition}\n"));
    assert!(begin.elapsed().as_secs() < 60, "{} bytes", condition.len());
    errors
}

#[test]
fn hostile_conditions_are_refused_in_time() {
    let nested = |levels: usize| "{$not: ".repeat(levels) + "{host.tier: gold}" + &"}".repeat(levels);
    let deep = condition_errors(&nested(10_000));
    let expected =
        "segments.yaml:2:443 E0007 lists and mappings nest deeper than 64 / flatten this part of the file";
    assert_eq!(deep, [expected]);
    // Long is allowed: forty thousand comparisons are a third of what a bundle holds.
    let long = (0..40_000).map(|at| format!("{{host.points: {at}}}, ")).collect::<String>();
    assert_eq!(condition_errors(&format!("{{$or: [{long}]}}")), Vec::<String>::new());
}

#[test]
fn what_is_no_constant_is_no_operand() {
    for number in [".nan", ".inf", "-.inf", "1e999"] {
        let expected = format!(
            "segments.yaml:2:29 E0009 `{number}` is not a number a rule can use / write a smaller number, or a text in quotes"
        );
        assert_eq!(condition_errors(&format!("{{host.points: {{$gt: {number}}}}}")), [expected]);
    }
    let surrogate = "segments.yaml:2:21 E0002 this is not YAML: while parsing a quoted scalar, found invalid Unicode character \
                     escape code / write the character itself instead of its escape";
    assert_eq!(condition_errors("{host.tier: \"\\uD800\"}"), [surrogate]);
}

#[test]
fn json_that_nests_or_escapes_too_far_is_refused() {
    use sillage_compiler::json::read;
    let nested = r#"{"$not":"#.repeat(10_000) + "{}" + &"}".repeat(10_000);
    let cases = [
        (nested.as_str(), "recursion limit exceeded at line 1 column 1017"),
        (r#"{"a": "\ud800"}"#, "unexpected end of hex escape at line 1 column 14"),
        (r#"{"a": 1e999}"#, "number out of range at line 1 column 11"),
        (r#"{"a": NaN}"#, "expected value at line 1 column 7"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).unwrap_err().to_string(), expected, "{:.20}", text);
    }
}
