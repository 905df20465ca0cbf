//! What the query of an address forces: `?experiment=1`.

/// The variation that an address asks for by its raw query, neither decoded nor trimmed.
pub fn forced_variation(experiment: &str, url: &str, variations: usize) -> Option<usize> {
    let query = url.split('?').nth(1)?;
    let query = query.split('#').next()?;
    let value = query.split('&').find_map(|pair| {
        let mut parts = pair.split('=');
        (parts.next() == Some(experiment)).then(|| parts.next().unwrap_or_default())
    });
    leading_integer(value?).and_then(|number| usize::try_from(number).ok()).filter(|at| *at < variations)
}

/// The integer at the beginning of a text, as JavaScript's `parseInt` finds it: behind white space, in decimal or behind `0x`.
fn leading_integer(text: &str) -> Option<i64> {
    let text = text.trim_start();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let hexadecimal = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    let (digits, radix) = hexadecimal.map_or((digits, 10), |rest| (rest, 16));
    let end = digits.find(|digit: char| !digit.is_digit(radix)).unwrap_or(digits.len());
    let number = i64::from_str_radix(digits.get(..end)?, radix).ok()?;
    Some(if is_negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_read_as_it_stands() {
        #[rustfmt::skip]
        let table = [
            ("", None), ("http://a.b", None), ("http://a.b?", None), ("?t", None), ("?t=", None), ("?t=1", Some(1)), ("/x?t=1#t=0", Some(1)),
            ("?t=1&t=0", Some(1)), ("?t=x&t=0", None), ("?a=0&t=1", Some(1)), ("?t=1x", Some(1)), ("?t= 1", Some(1)), ("?t=+1", Some(1)),
            ("?t=0x1", Some(1)), ("?t=-1", None), ("?t=-0", Some(0)), ("?t=2", None), ("?t=1=0", Some(1)), ("?%74=1", None), ("??t=1", None),
            ("?t=99999999999999999999", None),
        ];
        for (url, expected) in table {
            assert_eq!(forced_variation("t", url, 2), expected, "{url}");
        }
    }
}
