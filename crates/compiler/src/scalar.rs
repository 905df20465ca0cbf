//! Plain scalars by the core schema of YAML 1.2: what `null`, `true`, `0x1F` and `1e3` are, and that `no` is a text.

use crate::yaml::Value;

/// The value of a plain scalar; `None` for numbers that are infinite, too large or not a number.
pub(crate) fn plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => None,
        _ if is_infinity(text) => None,
        _ => match number(text) {
            Some(number) => number.is_finite().then_some(Value::Number(number)),
            None => Some(Value::Text(text.to_owned())),
        },
    }
}

fn is_infinity(text: &str) -> bool {
    matches!(text.trim_start_matches(['-', '+']), ".inf" | ".Inf" | ".INF") && text.len() <= 5
}

fn number(text: &str) -> Option<f64> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    is_decimal(text).then(|| text.parse().ok()).flatten()
}

fn radix(digits: &str, radix: u32) -> Option<f64> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let add = |sum: f64, digit: char| sum * f64::from(radix) + f64::from(digit.to_digit(radix).unwrap_or(0));
    Some(digits.chars().fold(0.0, add))
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_fits =
        exponent.is_none_or(|exponent| all_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => all_digits(fraction),
        Some((whole, fraction)) => all_digits(whole) && (fraction.is_empty() || all_digits(fraction)),
        None => all_digits(mantissa),
    };
    exponent_fits && mantissa_fits
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::yaml::Value;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let cases = [
            ("", Some(Value::Null)),
            ("~", Some(Value::Null)),
            ("null", Some(Value::Null)),
            ("nULL", text("nULL")),
            ("true", Some(Value::Bool(true))),
            ("FALSE", Some(Value::Bool(false))),
            ("no", text("no")),
            ("on", text("on")),
            ("0", Some(Value::Number(0.0))),
            ("-12", Some(Value::Number(-12.0))),
            ("+3", Some(Value::Number(3.0))),
            ("007", Some(Value::Number(7.0))),
            ("1e3", Some(Value::Number(1000.0))),
            (".5", Some(Value::Number(0.5))),
            ("1.", Some(Value::Number(1.0))),
            ("1.5E-2", Some(Value::Number(0.015))),
            (".", text(".")),
            ("-", text("-")),
            ("1.2.3", text("1.2.3")),
            ("1_000", text("1_000")),
            ("0x1F", Some(Value::Number(31.0))),
            ("0o17", Some(Value::Number(15.0))),
            ("0x", text("0x")),
            ("0b1", text("0b1")),
            ("12:30", text("12:30")),
            ("2026-01-01", text("2026-01-01")),
            ("infinity", text("infinity")),
            ("nan", text("nan")),
            (".inf", None),
            ("-.INF", None),
            (".nan", None),
            ("1e999", None),
        ];
        for (given, expected) in cases {
            assert_eq!(plain(given), expected, "`{given}`");
        }
    }
}
