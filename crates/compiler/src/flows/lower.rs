//! A flow's names become numbers, its conditions nodes of its own arena.

use sillage_engine::{
    condition::NodeId,
    flow::{Ask as EngineAsk, Choice as EngineChoice, Effect, Flow as EngineFlow},
    flow::{Outcome as EngineOutcome, ResultSlot, Step as EngineStep},
    limits,
    value::{Scalar, Value as Constant},
};

use super::{Ask, Choice, Flow, Outcome, Step, check, graph, reach};
use crate::{
    condition::{self, Arena},
    diagnostic::Report,
    lower::{Source, check_depth, over_limit},
    yaml::{Node, Value},
};

/// All flows, checked. Without meaning where the report has errors.
pub(crate) fn lower(source: &Source, report: &mut Report) -> Vec<EngineFlow> {
    if source.flows.len() > limits::FLOWS {
        over_limit("flows", source.flows.len(), limits::FLOWS, "flows.yaml", report);
    }
    source.flows.iter().map(|flow| lower_flow(flow, source, report)).collect()
}

fn lower_flow(flow: &Flow, source: &Source, report: &mut Report) -> EngineFlow {
    if !check::check(flow, source, report) {
        return EngineFlow::default();
    }
    let mut arena = Arena::with_segments();
    // Numbered in order of their paths from the start, so that no number changes later.
    let attributes: Vec<String> = flow.attributes().into_iter().map(str::to_owned).collect();
    for path in &attributes {
        arena.attribute(path);
    }
    let steps = flow.steps.iter().enumerate();
    let steps = steps.map(|(at, step)| lower_step(flow, at, step, &mut arena, report)).collect();
    let outcomes = flow.outcomes.iter().map(|outcome| lower_outcome(outcome, &mut arena, report)).collect();
    check::within("steps of conditions", arena.len(), limits::FLOW_NODES, flow.span, report);
    let (_, finals) = arena.sorted_attributes();
    let lowered = EngineFlow {
        name: flow.name.clone(),
        revision: flow.revision,
        attributes,
        nodes: arena.into_nodes(&finals),
        steps,
        outcomes,
    };
    // A flow with mistakes has other ways than its author meant.
    if !report.has_errors() {
        reach::check(flow, &lowered, report);
    }
    lowered
}

/// What a condition with a mistake becomes is never used: that mistake was reported.
fn lower_condition(node: &Node, arena: &mut Arena, report: &mut Report) -> NodeId {
    let Ok(root) = condition::lower(node, arena) else { return 0 };
    check_depth(arena, root, node.span, report);
    root
}

fn lower_step(flow: &Flow, at: usize, step: &Step, arena: &mut Arena, report: &mut Report) -> EngineStep {
    let index = |to: usize| u16::try_from(to).unwrap_or(u16::MAX);
    let mut routes = Vec::new();
    for route in &step.routes {
        if let (Some(when), Some(to)) = (route.when, graph::target(flow, route.to.as_ref())) {
            routes.push((lower_condition(when, arena, report), index(to)));
        }
    }
    EngineStep {
        id: step.id.clone(),
        revision: step.revision,
        ask: lower_ask(step, arena),
        attribute: step.attribute.as_ref().map(|(path, _)| arena.attribute(path)),
        required: step.required,
        relevant: step.relevant.map(|node| lower_condition(node, arena, report)),
        routes,
        next: index(graph::next(flow, at, step)),
    }
}

fn lower_ask(step: &Step, arena: &mut Arena) -> EngineAsk {
    let mut choices = || step.options.iter().map(|option| lower_choice(option, arena)).collect();
    let count = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    match step.ask {
        Some(Ask::One) => EngineAsk::One(choices()),
        Some(Ask::Many) => {
            let (least, most) = step.bounds();
            EngineAsk::Many { choices: choices(), least: count(least), most: count(most) }
        }
        Some(Ask::Number) => {
            let (least, most, step) = step.range().unwrap_or_default();
            EngineAsk::Number { least, most, step }
        }
        Some(Ask::Statement) | None => EngineAsk::Statement,
    }
}

fn lower_choice(option: &Choice, arena: &mut Arena) -> EngineChoice {
    let mut effects = Vec::new();
    for ((path, _), node) in &option.sets {
        effects.push(Effect::Set(arena.attribute(path), constant(node)));
    }
    for ((path, _), weight) in &option.adds {
        effects.push(Effect::Add(arena.attribute(path), *weight));
    }
    let votes = option.votes.iter();
    effects.extend(votes.map(|((tag, _), weight)| Effect::Vote { tag: tag.clone(), weight: *weight }));
    effects.extend(option.excludes.iter().map(|(tag, _)| Effect::Exclude { tag: tag.clone() }));
    EngineChoice { id: option.id.clone(), effects }
}

fn constant(node: &Node) -> Constant {
    match &node.value {
        Value::List(items) => Constant::Many(
            items.iter().filter_map(Node::text).map(|text| Scalar::Text(text.to_owned())).collect(),
        ),
        Value::Bool(truth) => Constant::bool(*truth),
        Value::Number(number) => Constant::number(*number),
        _ => node.text().map_or(Constant::NULL, Constant::text),
    }
}

fn lower_outcome(outcome: &Outcome, arena: &mut Arena, report: &mut Report) -> EngineOutcome {
    let texts = |placed: &[(String, _)]| placed.iter().map(|(text, _)| text.clone()).collect();
    let picks = outcome.picks.iter().map(|pick| ResultSlot {
        name: pick.name.clone(),
        categories: texts(&pick.categories),
        tags: texts(&pick.tags),
        runners_up: pick.runners_up,
    });
    EngineOutcome {
        id: outcome.id.clone(),
        when: outcome.when.map(|node| lower_condition(node, arena, report)),
        picks: picks.collect(),
    }
}
