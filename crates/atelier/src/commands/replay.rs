//! `atelier replay`: a page's decisions made again, byte for byte, from a moment that was saved there.

use sillage_engine::json::Json;

use crate::{
    arguments::Replay,
    explanation,
    failure::{Failure, Verdict},
    instant,
    replay::{Answer, Built, Moment, Replayed, Scene},
};

/// Decides the slots of a saved moment again, and tells the first difference to what the page had.
pub(super) fn run(options: &Replay) -> Result<Verdict, Failure> {
    let moment = Moment::read(&options.file)?;
    let built = Built::read(&options.bundle)?;
    if moment.bundle != built.name && !options.other {
        let message = format!(
            "the moment was decided by `{}`, and `{}` holds `{}`",
            moment.bundle,
            options.bundle.display(),
            built.name
        );
        return Err(Failure::new(
            message,
            "give the folder of that bundle, or `--other` to see what this one decides",
        ));
    }
    let slots = chosen(&moment, options.slot.as_deref())?;
    let scene = Scene::new(&moment, &built, &options.file, options.other)?;
    let replayed: Vec<Replayed> = slots.into_iter().map(|answer| scene.replay(answer)).collect();
    let printed = if options.json {
        as_json(&moment, &built, &replayed)
    } else {
        as_text(&moment, &built, &scene, &replayed)
    };
    println!("{printed}");
    let is_same = replayed.iter().all(|slot| slot.difference.is_none());
    Ok(if is_same { Verdict::Fine } else { Verdict::Mistakes })
}

/// The slot that was asked for, or all.
fn chosen<'a>(moment: &'a Moment, slot: Option<&str>) -> Result<Vec<&'a Answer>, Failure> {
    let found: Vec<&Answer> =
        moment.slots.iter().filter(|answer| slot.is_none_or(|slot| answer.slot == slot)).collect();
    if found.is_empty() {
        let names: Vec<String> = moment.slots.iter().map(|answer| format!("`{}`", answer.slot)).collect();
        let message = match slot {
            Some(slot) => format!("the moment has no slot `{slot}`"),
            None => "the moment has no slot".to_owned(),
        };
        let help = match names.as_slice() {
            [] => "save it on a page with slots".to_owned(),
            names => format!("it has {}", names.join(", ")),
        };
        return Err(Failure::new(message, help));
    }
    Ok(found)
}

fn as_text(moment: &Moment, built: &Built, scene: &Scene, slots: &[Replayed]) -> String {
    let mut text = format!(
        "{}, bundle `{}` of revision {}, {} remembered\n",
        instant::shown(moment.now),
        built.name,
        built.revision(),
        count(scene.visitor.events().len(), "event", "events"),
    );
    let mut facts: Vec<String> = scene
        .page
        .facts
        .iter()
        .map(|(path, value)| {
            let mut json = Json::default();
            json.value(value);
            format!("  {path}: {}\n", json.finish())
        })
        .collect();
    facts.sort();
    text.extend(facts);
    for slot in slots {
        let explained = serde_json::from_str(&slot.explanation).unwrap_or_default();
        text.push_str(&format!("\n{}{}", explanation::as_text(&explained), compared(slot)));
    }
    let same = slots.iter().filter(|slot| slot.difference.is_none()).count();
    text.push_str(&format!(
        "\n{same} of {} as on the page, byte for byte",
        count(slots.len(), "slot", "slots")
    ));
    text
}

/// How a slot stands to what the page had.
fn compared(slot: &Replayed) -> String {
    let mut text = String::new();
    if slot.is_older {
        text.push_str("note: the page still showed what it had decided earlier\n");
    }
    if let Some(difference) = &slot.difference {
        text.push_str(&format!(
            "differs: the {} from byte {} on\n  page: {}\n  here: {}\n",
            difference.of, difference.at, difference.page, difference.here
        ));
    }
    text
}

fn as_json(moment: &Moment, built: &Built, slots: &[Replayed]) -> String {
    let mut json = Json::default();
    json.begin_object();
    json.member("bundle", &built.name);
    json.key("revision").number(built.revision() as f64);
    json.key("now").number(moment.now as f64);
    json.key("slots").begin_array();
    for slot in slots {
        json.begin_object();
        json.member("slot", &slot.slot);
        json.key("equal").bool(slot.difference.is_none());
        if let Some(difference) = &slot.difference {
            json.key("difference").begin_object();
            json.member("of", difference.of);
            json.key("at").number(difference.at as f64);
            json.member("page", &difference.page);
            json.member("here", &difference.here);
            json.end_object();
        }
        json.key("explanation").literal(&slot.explanation);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    json.finish()
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
