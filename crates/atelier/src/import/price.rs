//! Prices as feeds write them: `49.90 EUR`, `1,299.00 USD`. What can be read in two ways is refused, never guessed.

use sillage_engine::event::Micros;

use super::row::Mistake;

/// How a feed writes decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// Nothing is known: `1,299.00` is read, `1.299,00` and `1,299` are refused.
    Unknown,
    /// A dot before the cents, commas between thousands (`en`).
    Dot,
    /// A comma before the cents, dots or spaces between thousands (`de`, `fr`).
    Comma,
}

/// A price and, where the feed says so, its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// In millionths of the currency's unit.
    pub amount: Micros,
    /// ISO 4217 code.
    pub currency: Option<String>,
}

/// Why a price was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It can be read in two ways.
    Ambiguous,
    /// It is no price.
    NotAPrice,
    /// It is greater than any price: more than 1,000,000,000.
    TooGreat,
}

/// Languages that write a comma before the cents, from the Unicode CLDR; regions that differ are left out.
const COMMA: [&str; 21] = [
    "cs", "da", "de", "el", "es", "fi", "fr", "hr", "hu", "id", "it", "nb", "nl", "pl", "pt", "ro", "ru",
    "sk", "sv", "tr", "uk",
];
/// Languages that write a dot before the cents, likewise.
const DOT: [&str; 6] = ["en", "he", "ja", "ko", "th", "zh"];
/// Regions that write otherwise than their language.
const OTHERWISE: [(&str, Decimal); 5] = [
    ("de-CH", Decimal::Dot),
    ("de-LI", Decimal::Dot),
    ("es-MX", Decimal::Dot),
    ("es-US", Decimal::Dot),
    ("en-ZA", Decimal::Comma),
];

/// Currencies with three decimals, in which `1.299` is a price in one way only (ISO 4217, minor unit 3).
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Refusal {
    /// The mistake of a row whose price was refused.
    pub fn mistake(self, line: u64, field: &str, text: &str) -> Mistake {
        let shown = text.chars().take(40).collect::<String>();
        let (message, help) = match self {
            Refusal::Ambiguous => (
                format!("price `{shown}` can be read in two ways"),
                "write it as `1299.00 EUR`, or say how the feed writes prices with `--locale`",
            ),
            Refusal::NotAPrice => (format!("price `{shown}` is not a price"), "write it as `49.90 EUR`"),
            Refusal::TooGreat => {
                (format!("price `{shown}` is greater than any price"), "write it as `49.90 EUR`")
            }
        };
        Mistake::at(line, Some(field), message, help)
    }
}

const GREATEST: Micros = 1_000_000_000 * 1_000_000;

/// How a locale writes decimals; none where we do not know it.
pub fn decimal_of(locale: &str) -> Option<Decimal> {
    if let Some((_, decimal)) = OTHERWISE.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(locale)) {
        return Some(*decimal);
    }
    let language = locale.split('-').next()?.to_ascii_lowercase();
    match () {
        () if COMMA.contains(&language.as_str()) => Some(Decimal::Comma),
        () if DOT.contains(&language.as_str()) => Some(Decimal::Dot),
        () => None,
    }
}

/// Reads a price. `exact` says that the format itself knows a number (JSON): its dot is a decimal point.
pub fn parse(text: &str, decimal: Decimal, exact: bool) -> Result<Price, Refusal> {
    let (number, currency) = split_currency(text.trim());
    let three = currency.is_some_and(|code| THREE_DECIMALS.contains(&code));
    let plain = if exact { number.to_owned() } else { without_grouping(number, decimal, three)? };
    let amount = amount(&plain)?;
    Ok(Price { amount, currency: currency.map(str::to_owned) })
}

/// Separates a trailing or leading ISO 4217 code: `49.90 EUR`, `EUR 49.90`.
fn split_currency(text: &str) -> (&str, Option<&str>) {
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match text.rsplit_once(' ') {
        Some((number, code)) if is_code(code) => return (number.trim_end(), Some(code)),
        _ => {}
    }
    match text.split_once(' ') {
        Some((code, number)) if is_code(code) => (number.trim_start(), Some(code)),
        _ => (text, None),
    }
}

/// The number with a dot before its decimals and nothing between its thousands.
fn without_grouping(number: &str, decimal: Decimal, three: bool) -> Result<String, Refusal> {
    if !number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' ')) {
        // A narrow no-break space groups thousands in French; everything else is no number.
        let spaced = number.replace(['\u{a0}', '\u{202f}'], " ");
        let changed = spaced != number;
        return if changed { without_grouping(&spaced, decimal, three) } else { Err(Refusal::NotAPrice) };
    }
    match decimal {
        Decimal::Dot => grouped(number, '.', &[',']),
        Decimal::Comma => grouped(number, ',', &['.', ' ']),
        Decimal::Unknown => unknown(number, three),
    }
}

/// Without a locale: what can only be meant in one way.
fn unknown(number: &str, three: bool) -> Result<String, Refusal> {
    if number.contains(' ') {
        return Err(Refusal::Ambiguous);
    }
    match (number.find(','), number.find('.')) {
        (None, None) => Ok(number.to_owned()),
        (None, Some(_)) => dotted(number, three),
        (Some(comma), Some(dot)) if comma < dot => grouped(number, '.', &[',']),
        // `1,299,000` has no other reading; `1,299` and `49,90` have.
        (Some(_), None) if number.matches(',').count() > 1 => grouped(number, '.', &[',']),
        (Some(_), _) => Err(Refusal::Ambiguous),
    }
}

/// `49.90` is a price, `1.299` is either one thousand two hundred or one and a bit.
fn dotted(number: &str, three: bool) -> Result<String, Refusal> {
    match number.split_once('.') {
        Some((_, decimals)) if decimals.contains('.') => Err(Refusal::Ambiguous),
        Some((_, decimals)) if decimals.len() == 3 && !three => Err(Refusal::Ambiguous),
        _ => Ok(number.to_owned()),
    }
}

/// Groups must have three digits each, or the number was written by other rules than thought.
fn grouped(number: &str, point: char, grouping: &[char]) -> Result<String, Refusal> {
    let (whole, decimals) = number.split_once(point).unwrap_or((number, ""));
    if decimals.contains(|letter: char| !letter.is_ascii_digit()) {
        return Err(Refusal::Ambiguous);
    }
    let mut groups = whole.split(grouping);
    let first = groups.next().unwrap_or_default();
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return Err(Refusal::Ambiguous);
        }
        joined.push_str(group);
    }
    if decimals.is_empty() { Ok(joined) } else { Ok(format!("{joined}.{decimals}")) }
}

/// Millionths of a plain decimal number, exactly; more than six decimals are no price.
fn amount(plain: &str) -> Result<Micros, Refusal> {
    if let Some(amount) = decimal_amount(plain) {
        return if amount > GREATEST { Err(Refusal::TooGreat) } else { Ok(amount) };
    }
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit());
    Err(if digits && !plain.is_empty() { Refusal::TooGreat } else { Refusal::NotAPrice })
}

fn decimal_amount(plain: &str) -> Option<Micros> {
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) || decimals.len() > 6 {
        return None;
    }
    let scale = 10_i64.checked_pow(6_u32.checked_sub(u32::try_from(decimals.len()).ok()?)?)?;
    let whole = whole.parse::<i64>().ok()?.checked_mul(1_000_000)?;
    whole.checked_add(decimals.parse::<i64>().ok()?.checked_mul(scale)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_in_one_way_or_not_at_all() {
        use Decimal::{Comma, Dot, Unknown};
        use Refusal::{Ambiguous, NotAPrice, TooGreat};
        let check = |text: &str, decimal, expected: Result<(i64, Option<&str>), Refusal>| {
            let found = parse(text, decimal, false).map(|price| (price.amount, price.currency));
            let expected = expected.map(|(amount, code)| (amount, code.map(str::to_owned)));
            assert_eq!(found, expected, "{text}");
        };
        check("49.90 EUR", Unknown, Ok((49_900_000, Some("EUR"))));
        check("EUR 49.90", Unknown, Ok((49_900_000, Some("EUR"))));
        check("49.90", Unknown, Ok((49_900_000, None)));
        check("49", Unknown, Ok((49_000_000, None)));
        check("49.9", Unknown, Ok((49_900_000, None)));
        check("1,299.00 USD", Unknown, Ok((1_299_000_000, Some("USD"))));
        check("1,299,000 JPY", Unknown, Ok((1_299_000_000_000, Some("JPY"))));
        check("1.299 KWD", Unknown, Ok((1_299_000, Some("KWD"))));
        check("0.1234", Unknown, Ok((123_400, None)));
        check("1.299,00", Unknown, Err(Ambiguous));
        check("1.299,00 EUR", Unknown, Err(Ambiguous));
        check("1,299", Unknown, Err(Ambiguous));
        check("1.299 EUR", Unknown, Err(Ambiguous));
        check("49,90 EUR", Unknown, Err(Ambiguous));
        check("1 299.00", Unknown, Err(Ambiguous));
        check("1.2.3", Unknown, Err(Ambiguous));
        check("12,99.00", Unknown, Err(Ambiguous));
        check("1.299,00 EUR", Comma, Ok((1_299_000_000, Some("EUR"))));
        check("1\u{202f}299,00 EUR", Comma, Ok((1_299_000_000, Some("EUR"))));
        check("49,90", Comma, Ok((49_900_000, None)));
        check("49.90", Comma, Err(Ambiguous));
        check("1,299", Dot, Ok((1_299_000_000, None)));
        check("1.299", Dot, Ok((1_299_000, None)));
        check("1.299,00", Dot, Err(Ambiguous));
        check("", Unknown, Err(NotAPrice));
        check(".", Unknown, Err(NotAPrice));
        check("€49.90", Unknown, Err(NotAPrice));
        check("-5.00 EUR", Unknown, Err(NotAPrice));
        check("1e9", Unknown, Err(NotAPrice));
        check("free", Unknown, Err(NotAPrice));
        check("EUR", Unknown, Err(NotAPrice));
        check("1000000000", Unknown, Ok((1_000_000_000_000_000, None)));
        check("1000000001", Unknown, Err(TooGreat));
        check("99999999999999999999999", Unknown, Err(TooGreat));
    }

    #[test]
    fn a_number_of_json_has_one_reading() {
        assert_eq!(parse("1.299", Decimal::Unknown, true).map(|price| price.amount), Ok(1_299_000));
        assert_eq!(parse("-1", Decimal::Unknown, true), Err(Refusal::NotAPrice));
    }

    #[test]
    fn locales_say_how_decimals_are_written() {
        let check = |locale, expected| assert_eq!(decimal_of(locale), expected, "{locale}");
        check("en", Some(Decimal::Dot));
        check("en-GB", Some(Decimal::Dot));
        check("de", Some(Decimal::Comma));
        check("de-ch", Some(Decimal::Dot));
        check("FR", Some(Decimal::Comma));
        check("tlh", None);
        check("", None);
    }
}
