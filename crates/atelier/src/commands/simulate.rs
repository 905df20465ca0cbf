//! `atelier simulate events`.

use crate::{
    arguments::SimulateEvents,
    failure::{Failure, Verdict},
    instant, project,
    simulate::{self, MOST_SHOPPERS, SimulateArguments, UNTIL},
};

/// Writes a log of made-up shoppers who visit the project's catalogue.
pub(super) fn run(options: &SimulateEvents) -> Result<Verdict, Failure> {
    let until = options.until.as_deref().map_or(Ok(UNTIL), |text| instant::parse("--until", text))?;
    if options.shoppers > MOST_SHOPPERS {
        let message = format!("`{}` shoppers are too many", options.shoppers);
        return Err(Failure::new(message, format!("at most {MOST_SHOPPERS}")));
    }
    let catalogue = project::named(&options.dir, "catalogue")?.ok_or_else(|| {
        let message = format!("the project `{}` names no catalogue", options.dir.display());
        Failure::new(message, "add `catalogue: catalogue.jsonl` to its `sillage.yaml`")
    })?;
    let catalogue = options.dir.join(catalogue);
    let arguments = SimulateArguments {
        catalogue: catalogue.clone(),
        out: options.out.clone(),
        shoppers: options.shoppers,
        seed: options.seed,
        until,
        currency: project::named(&options.dir, "currency")?.unwrap_or_else(|| "EUR".to_owned()),
    };
    let report = simulate::run(&arguments).map_err(|error| {
        let message = format!("no log could be made of `{}`: {error}", catalogue.display());
        Failure::new(message, "check the catalogue with `atelier check`, and the path of the log")
    })?;
    println!(
        "{}: {} events, {} visits of {} shoppers, {} purchases, seed {}",
        options.out.display(),
        report.events,
        report.visits,
        report.shoppers,
        report.purchases,
        options.seed
    );
    Ok(Verdict::Fine)
}
