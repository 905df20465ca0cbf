//! Experiments that send the visitor to another address.

use sillage_engine::host::Host;
use url::{Url, form_urlencoded};

use crate::{address, context::Context, experiment::Outcome, json::Json};

/// The experiments of the page that the visitor takes part in, in order, and the address that the last of them redirects to.
///
/// The first that redirects ends the row.
pub fn redirects(context: &Context, host: Host) -> (Vec<Outcome>, String) {
    let (mut seen, mut address) = (Vec::new(), String::new());
    for experiment in context.given.get("experiments").items() {
        if experiment.get("manual").is_truthy() || is_blocked(context, experiment) {
            continue;
        }
        let outcome = context.run(experiment);
        let is_redirect = is_redirect(experiment);
        if outcome.is_in && is_redirect {
            address = target(context, experiment, &outcome, host).unwrap_or(address);
        }
        let ends = outcome.is_in && is_redirect;
        if outcome.is_hashed {
            seen.push(outcome);
        }
        if ends {
            break;
        }
    }
    (seen, address)
}

fn is_redirect(experiment: &Json) -> bool {
    let has = |variation: &Json| variation.find("urlRedirect").is_some();
    experiment.get("urlPatterns").is_truthy() && experiment.get("variations").items().iter().any(has)
}

/// Whether the page forbids the experiment.
fn is_blocked(context: &Context, experiment: &Json) -> bool {
    let given = &context.given;
    let id = experiment.get("changeId");
    let is_listed =
        given.get("blockedChangeIds").items().iter().any(|blocked| blocked.is_truthy() && blocked == id);
    let forbids = |option: &str| given.get(option).is_truthy();
    is_listed
        || (is_redirect(experiment)
            && (forbids("disableUrlRedirectExperiments")
                || (forbids("disableCrossOriginUrlRedirectExperiments")
                    && leaves_origin(context, experiment))))
}

fn leaves_origin(context: &Context, experiment: &Json) -> bool {
    let origin = Url::parse(context.url()).map(|url| url.origin());
    let mut targets =
        experiment.get("variations").items().iter().filter_map(|one| one.get("urlRedirect").truthy()?.text());
    targets.any(|target| match (Url::parse(target), &origin) {
        (Ok(target), Ok(origin)) => target.origin() != *origin,
        _ => true,
    })
}

/// Where a variation sends the visitor; nowhere where the experiment's own pages include that address.
fn target(context: &Context, experiment: &Json, outcome: &Outcome, host: Host) -> Option<String> {
    let redirect = outcome.json.get("value").get("urlRedirect").truthy()?.text()?;
    let address = match experiment.get("persistQueryString").is_truthy() {
        true => with_query(context.url(), redirect),
        false => redirect.to_owned(),
    };
    let patterns = experiment.get("urlPatterns").items();
    (!address::is_targeted(&address, patterns, host)).then_some(address)
}

/// The address with the parameters of another, as far as it has none of that name.
pub fn with_query(from: &str, to: &str) -> String {
    let (Ok(from), Ok(mut target)) = (Url::parse(from), Url::parse(to)) else { return to.to_owned() };
    let mut pairs: Vec<(String, String)> = target.query_pairs().into_owned().collect();
    let before = pairs.len();
    for (key, value) in from.query_pairs() {
        if pairs.iter().all(|(known, _)| *known != key) {
            pairs.push((key.into_owned(), value.into_owned()));
        }
    }
    if pairs.len() > before {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        target.set_query(Some(&query));
    }
    target.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_carried_along() {
        #[rustfmt::skip]
        let table = [
            ("https://a.b/?x=1&y=2", "https://c.d/e", "https://c.d/e?x=1&y=2"),
            ("https://a.b/?x=1&y=2", "https://c.d/e?y=3", "https://c.d/e?y=3&x=1"),
            ("https://a.b/?x=1&x=2", "https://c.d", "https://c.d/?x=1"),
            // What gains nothing stays as it is, however it is encoded.
            ("https://a.b/?x=1", "https://c.d/?x=%41+b", "https://c.d/?x=%41+b"),
            ("https://a.b/?z=%20", "https://c.d/?x=%41+b#h", "https://c.d/?x=A+b&z=+#h"),
            ("no address", "https://c.d", "https://c.d"),
            ("https://a.b/?x=1", "/relative", "/relative"),
        ];
        for (from, to, expected) in table {
            assert_eq!(with_query(from, to), expected, "{from} {to}");
        }
    }
}
