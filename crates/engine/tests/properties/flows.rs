//! Laws of flows, on random flows and random memories, against a reference that was written apart.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};
use sillage_engine::{
    bundle::Bundle,
    condition::{Node, NodeId},
    evaluate::{Truth, compare},
    event::Event,
    flow::{
        Ask, Effect, Flow, Step,
        state::{State, state},
    },
    page::Page,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::{
    arbitrary::{self, told},
    cases,
};

fn visitor(events: &[Event]) -> Visitor {
    let mut visitor = Visitor::default();
    for event in events {
        visitor.observe(event.clone());
    }
    visitor
}

fn start(at: i64) -> Event {
    told("x_flow_start", at, &[("flow", Value::text("quiz"))])
}

/// An answer to a step of the flow, as the page records it.
fn answered(flow: &Flow, step: usize, answer: &Value, at: i64) -> Event {
    let step = &flow.steps[step];
    let revision = Value::number(step.revision.into());
    let parameters =
        [("flow", "quiz"), ("step", &step.id)].map(|(name, text)| (name, Value::text(text))).to_vec();
    told(
        "x_flow_answer",
        at,
        &[parameters, vec![("revision", revision), ("answer", answer.clone())]].concat(),
    )
}

/// What does not depend on how she came there.
fn place(state: &State<'_>) -> (Vec<usize>, usize, Vec<Value>, String, Option<String>) {
    let effects = format!("{:?}", state.effects);
    let outcome = state.outcome.map(|outcome| outcome.id.clone());
    (state.path.clone(), state.current, state.values.clone(), effects, outcome)
}

/// Whether a step takes an answer, word for word as `Ask` documents it.
fn takes(ask: &Ask, required: bool, answer: &Value) -> bool {
    let names = |scalar: &Scalar| ask.choices().iter().any(|one| Scalar::Text(one.id.clone()) == *scalar);
    match (ask, answer) {
        (_, Value::One(Scalar::Null)) => !required,
        (Ask::Statement, answer) => *answer == Value::bool(true),
        (Ask::One(_), Value::One(scalar)) => names(scalar),
        (Ask::Many { least, most, .. }, Value::Many(list)) => {
            let distinct = (1..list.len()).all(|at| !list[..at].contains(&list[at]));
            (usize::from(*least)..=usize::from(*most)).contains(&list.len())
                && distinct
                && list.iter().all(names)
        }
        (Ask::Number { least, most, .. }, Value::One(Scalar::Number(number))) => {
            (*least..=*most).contains(number)
        }
        _ => false,
    }
}

/// The truth of a condition by plain recursion: `None` is neither.
fn truth(flow: &Flow, values: &[Value], id: NodeId) -> Option<bool> {
    let of = |id: &NodeId| truth(flow, values, *id);
    let any = |children: &[NodeId]| {
        let truths: Vec<_> = children.iter().map(of).collect();
        if truths.contains(&Some(true)) {
            Some(true)
        } else if truths.contains(&None) {
            None
        } else {
            Some(truths.is_empty())
        }
    };
    match &flow.nodes[id as usize] {
        Node::All(children) => {
            let truths: Vec<_> = children.iter().map(of).collect();
            if truths.contains(&Some(false)) {
                Some(false)
            } else if truths.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        Node::Any(children) => any(children),
        Node::Nor(children) => any(children).map(|truth| !truth),
        Node::Not(child) => of(child).map(|truth| !truth),
        Node::Test { attribute, operator, operand } => {
            match compare(&values[usize::from(*attribute)], *operator, operand, None) {
                Truth::True => Some(true),
                Truth::False => Some(false),
                Truth::Unknown => None,
            }
        }
        Node::Segment(_) | Node::Unknown | Node::Within { .. } => None,
    }
}

/// Of each step the newest answer that still fits, since the newest start.
fn newest(flow: &Flow, events: &[Event]) -> BTreeMap<usize, Value> {
    let is_own = |event: &&Event| event.parameter("flow") == Some(&Value::text("quiz"));
    let own: Vec<&Event> = events.iter().filter(is_own).collect();
    let Some(from) = own.iter().rposition(|event| event.name == "x_flow_start") else {
        return BTreeMap::new();
    };
    let mut fitting = BTreeMap::new();
    for event in own[from..].iter().filter(|event| event.name == "x_flow_answer") {
        let names = |step: &Step| event.parameter("step") == Some(&Value::text(&step.id));
        let Some(at) = flow.steps.iter().position(names) else { continue };
        let step = &flow.steps[at];
        let is_current = event.parameter("revision") == Some(&Value::number(step.revision.into()));
        let Some(answer) = event.parameter("answer").filter(|_| is_current) else { continue };
        if takes(&step.ask, step.required, answer) {
            fitting.insert(at, answer.clone());
        } else if *answer == Value::NULL {
            fitting.remove(&at);
        }
    }
    fitting
}

/// The path, where it ends, and the values there, computed step by step and without sharing a line with the engine.
fn reference(flow: &Flow, events: &[Event]) -> (Vec<usize>, usize, Vec<Value>, Option<String>) {
    let answers = newest(flow, events);
    let initial = |path: &String| if path.starts_with("score.") { Value::number(0.0) } else { Value::NULL };
    let mut values: Vec<Value> = flow.attributes.iter().map(initial).collect();
    let (mut path, mut at) = (Vec::new(), 0);
    while at < flow.steps.len() {
        let step = &flow.steps[at];
        if step.relevant.is_some_and(|root| truth(flow, &values, root) != Some(true)) {
            at = step.next.into();
            continue;
        }
        let Some(answer) = answers.get(&at) else { return (path, at, values, None) };
        path.push(at);
        if let Some(attribute) = step.attribute {
            values[usize::from(attribute)] = answer.clone();
        }
        let chosen = |id: &str| match answer {
            Value::One(one) => *one == Scalar::Text(id.to_owned()),
            Value::Many(list) => list.contains(&Scalar::Text(id.to_owned())),
        };
        for effect in step.ask.choices().iter().filter(|one| chosen(&one.id)).flat_map(|one| &one.effects) {
            match effect {
                Effect::Set(attribute, value) => values[usize::from(*attribute)] = value.clone(),
                Effect::Add(attribute, more) => {
                    let value = &mut values[usize::from(*attribute)];
                    let before = if let Value::One(Scalar::Number(before)) = value { *before } else { 0.0 };
                    *value = Value::number(before + f64::from(*more));
                }
                Effect::Vote { .. } | Effect::Exclude { .. } => {}
            }
        }
        let route = step.routes.iter().find(|(root, _)| truth(flow, &values, *root) == Some(true));
        at = route.map_or(step.next, |(_, to)| *to).into();
    }
    let outcome = flow
        .outcomes
        .iter()
        .find(|outcome| outcome.when.is_none_or(|root| truth(flow, &values, root) == Some(true)));
    (path, at, values, outcome.map(|outcome| outcome.id.clone()))
}

/// Answers that a step takes.
fn fitting(ask: &Ask, pick: usize) -> Value {
    match ask {
        Ask::Statement => Value::bool(true),
        Ask::One(choices) => Value::text(&choices[pick % choices.len()].id),
        Ask::Many { choices, least, .. } => {
            let ids = choices.iter().cycle().skip(pick).take(usize::from(*least).min(choices.len()));
            Value::Many(ids.map(|one| Scalar::Text(one.id.clone())).collect())
        }
        Ask::Number { least, most, .. } => Value::number(if pick.is_multiple_of(2) { *least } else { *most }),
    }
}

/// A flow and what was remembered of it: answers that fit, in any order and more than once, among some that need not.
fn played() -> impl Strategy<Value = (Flow, Vec<Event>)> {
    let answers = vec((0usize..6, 0usize..4), 0..14);
    (arbitrary::flow(), answers, arbitrary::flow_events(), any::<bool>()).prop_map(
        |(flow, answers, odd, is_calm)| {
            let mut events = vec![start(0)];
            let mut odd = odd.into_iter().skip(1).filter(|_| !is_calm);
            for (step, pick) in answers {
                if let Some(step) = step.checked_rem(flow.steps.len()) {
                    events.push(answered(&flow, step, &fitting(&flow.steps[step].ask, pick), 0));
                }
                events.extend(odd.next());
            }
            for (at, event) in (0..).zip(&mut events) {
                event.at = at;
            }
            (flow, events)
        },
    )
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_path_is_as_the_reference_finds_it((flow, events) in played()) {
        prop_assert_eq!(flow.check(), Ok(()));
        let visitor = visitor(&events);
        let state = state(&flow, &visitor);
        let (path, current, values, outcome) = reference(&flow, &events);
        prop_assert_eq!(&state.path, &path);
        prop_assert_eq!(state.current, current);
        prop_assert_eq!(format!("{:?}", &state.values), format!("{values:?}"));
        prop_assert_eq!(state.outcome.map(|outcome| outcome.id.clone()), outcome);
    }

    #[test]
    fn other_events_and_asking_again_change_nothing(
        (flow, events) in played(),
        more in vec(arbitrary::event(0), 0..10),
    ) {
        let (plain, mut mixed) = (visitor(&events), visitor(&events));
        more.into_iter().for_each(|event| { mixed.observe(event); });
        let (bundle, page) = (Bundle::EMPTY, Page::UNKNOWN);
        let told = state(&flow, &plain).to_json(&bundle, &page);
        prop_assert_eq!(&state(&flow, &plain).to_json(&bundle, &page), &told);
        prop_assert_eq!(state(&flow, &mixed).to_json(&bundle, &page), told);
    }

    #[test]
    fn any_record_fits_any_revision_of_the_flow(
        (first, events) in played(),
        second in arbitrary::flow(),
        shard in arbitrary::shard(),
    ) {
        let visitor = visitor(&events);
        let mut bundle = Bundle::EMPTY;
        prop_assert_eq!(bundle.add_shard(shard), Ok(()));
        for flow in [&first, &second, &first] {
            let state = state(flow, &visitor);
            prop_assert!(state.current <= flow.steps.len());
            prop_assert_eq!(state.outcome.is_some(), state.current == flow.steps.len());
            prop_assert_eq!(state.answers.given.len(), flow.steps.len());
            for (step, given) in flow.steps.iter().zip(&state.answers.given) {
                if let Ok(answer) = given {
                    prop_assert!(takes(&step.ask, step.required, answer));
                }
            }
            state.to_json(&bundle, &Page::UNKNOWN);
        }
    }

    #[test]
    fn answers_off_the_path_are_inert((flow, events) in played()) {
        let all = visitor(&events);
        let whole = state(&flow, &all);
        let on_path: Vec<Value> = whole.path.iter().map(|at| Value::text(&flow.steps[*at].id)).collect();
        let is_kept = |event: &&Event| {
            event.name != "x_flow_answer"
                || event.parameter("step").is_some_and(|step| on_path.contains(step))
        };
        let kept: Vec<Event> = events.iter().filter(is_kept).cloned().collect();
        let kept = visitor(&kept);
        prop_assert_eq!(place(&state(&flow, &kept)), place(&whole));
    }

    #[test]
    fn an_edit_and_its_undoing_leave_nothing_behind(
        (flow, events) in played(),
        step in any::<prop::sample::Index>(),
        other in arbitrary::answer(),
    ) {
        let mut visitor = visitor(&events);
        let before = state(&flow, &visitor);
        // Any step that was answered, on the path or off it.
        let is_answered = |at: &usize| before.answers.given[*at].is_ok();
        let answered_steps: Vec<usize> = (0..flow.steps.len()).filter(is_answered).collect();
        prop_assume!(!answered_steps.is_empty());
        let at = answered_steps[step.index(answered_steps.len())];
        let answer = (*before.answers.given[at].as_ref().unwrap()).clone();
        let before = place(&before);
        let last = visitor.last_seen().unwrap();
        visitor.observe(answered(&flow, at, &other, last + 1));
        for again in 2..5 {
            visitor.observe(answered(&flow, at, &answer, last + again));
            prop_assert_eq!(place(&state(&flow, &visitor)), before.clone());
        }
    }

    #[test]
    fn going_back_and_editing_equals_a_fresh_run((flow, events) in played()) {
        let edited = visitor(&events);
        let edited = state(&flow, &edited);
        let mut fresh = vec![start(0)];
        for (at, step) in (1..).zip(&edited.path) {
            fresh.push(answered(&flow, *step, edited.answers.given[*step].as_ref().unwrap(), at));
        }
        let fresh = visitor(&fresh);
        prop_assert_eq!(place(&state(&flow, &fresh)), place(&edited));
    }

    #[test]
    fn progress_never_falls_going_forward(flow in arbitrary::flow(), picks in vec(0usize..8, 8)) {
        let mut visitor = visitor(&[start(0)]);
        let (mut done, mut left) = (0, usize::MAX);
        for (at, pick) in (1..).zip(picks) {
            let state = state(&flow, &visitor);
            let (now, ahead) = (state.path.len(), state.left());
            prop_assert!(now >= done && (left == usize::MAX || now * (done + left) >= done * (now + ahead)));
            prop_assert_eq!(ahead == 0, state.current == flow.steps.len());
            (done, left) = (now, ahead);
            let Some(step) = flow.steps.get(state.current) else { return Ok(()) };
            let answer = fitting(&step.ask, pick);
            if !takes(&step.ask, step.required, &answer) {
                return Ok(());
            }
            let event = answered(&flow, state.current, &answer, at);
            visitor.observe(event);
        }
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn thousands_of_answers_are_no_matter(flow in arbitrary::flow(), answers in vec(arbitrary::answer(), 8)) {
        let mut visitor = visitor(&[start(0)]);
        for at in 1..2_500usize {
            let (step, answer) = (at % 70, &answers[at % answers.len()]);
            let parameters = [
                ("flow", Value::text("quiz")),
                ("step", Value::text(&format!("s{step}"))),
                ("revision", Value::number(1.0)),
                ("answer", answer.clone()),
            ];
            visitor.observe(told("x_flow_answer", at as i64 / 7, &parameters));
        }
        // The start was forgotten with the oldest events, so nothing was begun.
        prop_assert!(!state(&flow, &visitor).answers.is_started);
        visitor.observe(start(100));
        let state = state(&flow, &visitor);
        prop_assert!(state.answers.gone.len() <= 64);
        prop_assert_eq!(&state.path, &reference(&flow, visitor.events()).0);
        state.to_json(&Bundle::EMPTY, &Page::UNKNOWN);
    }
}
