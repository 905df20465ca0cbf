//! Texts as parts of a regular expression.

/// A text of host, path or fragment, without regard to case.
pub(super) fn folded(text: &str) -> String {
    let character = |character: char| match character {
        letter if letter.is_ascii_alphabetic() => either_case(letter),
        // Whether a path has it encoded depends on the browser's age.
        '^' => r"(?:\^|%5[eE])".to_owned(),
        other => escaped(other),
    };
    text.chars().map(character).collect()
}

/// A decoded value of a parameter, as addresses may encode it, without regard to case.
pub(super) fn decoded(text: &str) -> String {
    text.chars().map(|character| encodings(&cases(character))).collect()
}

/// A decoded name of a parameter, as addresses may encode it.
pub(super) fn exact(text: &str) -> String {
    text.chars().map(|character| encodings(&[character])).collect()
}

fn either_case(letter: char) -> String {
    format!("[{}{}]", letter.to_ascii_lowercase(), letter.to_ascii_uppercase())
}

fn escaped(character: char) -> String {
    match character {
        '.' | '*' | '+' | '?' | '^' | '$' | '{' | '}' | '(' | ')' | '|' | '[' | ']' | '\\' => {
            format!("\\{character}")
        }
        other => other.to_string(),
    }
}

/// The forms that a regular expression with the flag `i` takes for the same: those with one upper case, of one unit, and never one
/// inside and one outside of ASCII.
fn cases(character: char) -> Vec<char> {
    let mut forms = vec![character];
    let lower = character.to_lowercase().collect::<Vec<_>>();
    let upper = character.to_uppercase().collect::<Vec<_>>();
    for other in [lower, upper] {
        if let [one] = other.as_slice() {
            let is_alike = one.is_ascii() == character.is_ascii() && one.len_utf16() == 1;
            if is_alike && character.len_utf16() == 1 && !forms.contains(one) {
                forms.push(*one);
            }
        }
    }
    forms
}

/// How addresses may write one of these characters in their query.
fn encodings(characters: &[char]) -> String {
    let mut forms = Vec::new();
    for character in characters {
        match character {
            ' ' => forms.push(r"\+".to_owned()),
            '%' => forms.push(r"%(?![\da-fA-F]{2})".to_owned()),
            '+' | '&' | '#' => {}
            plain if plain.is_ascii() => forms.push(escaped(*plain)),
            _ => {}
        }
        let mut bytes = [0; 4];
        let bytes = character.encode_utf8(&mut bytes).bytes();
        forms.push(bytes.map(|byte| format!("%{}{}", digit(byte >> 4), digit(byte & 15))).collect());
    }
    format!("(?:{})", forms.join("|"))
}

/// A digit of base sixteen in either case.
fn digit(value: u8) -> String {
    match char::from_digit(u32::from(value), 16) {
        Some(letter) if letter.is_ascii_alphabetic() => either_case(letter),
        digit => digit.into_iter().collect(),
    }
}
