//! URL targeting: whether a page is meant by a list of targets.
//!
//! An address is parsed once, by crate `url` as a browser would do it; everything else is done by the expressions that
//! [`sillage_compiler::condition::url`] makes of the targets. In a storefront the browser has parsed the address already.

use sillage_compiler::condition::url::{after_origin, compile};
use sillage_engine::host::{Host, Question};
use url::Url;

use crate::json::Json;

/// Whether an address is meant. One target to exclude is enough to drop it, one to include to take it; without any to include, all
/// others are taken, and without any target none.
pub fn is_targeted(url: &str, targets: &[Json], host: Host) -> bool {
    let Some(address) = parsed(url) else { return !targets.is_empty() && targets.iter().all(is_to_exclude) };
    let is_met = |target: &&Json| {
        let text = |key| target.get(key).text().unwrap_or_default();
        let compiled = compile(text("type"), text("pattern"));
        compiled.is_some_and(|compiled| {
            compiled.is_met(&address, |pattern, text| host(Question::Matches, text, pattern))
        })
    };
    let (exclude, include): (Vec<&Json>, Vec<&Json>) =
        targets.iter().partition(|target| is_to_exclude(target));
    !targets.is_empty() && !exclude.iter().any(is_met) && (include.is_empty() || include.iter().any(is_met))
}

fn is_to_exclude(target: &Json) -> bool {
    *target.get("include") == Json::Bool(false)
}

/// The address as a browser gives it; one without a host is on the host `_`.
fn parsed(url: &str) -> Option<String> {
    let base = Url::parse("https://_").ok()?;
    Some(base.join(url).ok()?.into())
}

/// The old form of targeting: whether a pattern is found in an address, or in what follows its host.
pub(crate) fn has_old_pattern(url: &str, pattern: &str, host: Host) -> bool {
    let path = match after_origin(url).find('/') {
        Some(at) => after_origin(url).get(at..).unwrap_or_default(),
        None => after_origin(url),
    };
    [url, path].into_iter().any(|text| host(Question::Matches, text, pattern))
}
