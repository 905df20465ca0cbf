//! From a pattern's text to its tree. The grammar is ECMAScript's without the exceptions of its Annex B.

use super::{Refusal, set::Set, tree::Tree};

/// How deep groups may nest.
const DEPTH: usize = 16;
/// The greatest number in a repetition.
const COUNT: u32 = 256;
const ESCAPE: &str = "write a character that means something else with `\\` before it";

type Parsed<T> = Result<T, Refusal>;

pub(super) fn parse(pattern: &str, is_folded: bool) -> Parsed<Tree> {
    let mut parser = Parser { rest: pattern.chars().collect(), is_folded, depth: 0, names: Vec::new() };
    parser.rest.reverse();
    let tree = parser.choice()?;
    match parser.next() {
        None => Ok(tree),
        Some(character) => Err(misplaced(character)),
    }
}

fn misplaced(character: char) -> Refusal {
    Refusal::unreadable(format!("has a `{character}` that belongs to nothing"), ESCAPE)
}

fn unfinished() -> Refusal {
    Refusal::unreadable(
        "ends too early".to_owned(),
        "close every `(` and `[`, and write something behind `\\`",
    )
}

struct Parser {
    /// What is still to be read, last character first.
    rest: Vec<char>,
    is_folded: bool,
    depth: usize,
    /// Names of groups.
    names: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.last().copied()
    }

    fn next(&mut self) -> Option<char> {
        self.rest.pop()
    }

    /// Takes a text if it comes next.
    fn take(&mut self, text: &str) -> bool {
        let comes = text.chars().eq(self.rest.iter().rev().copied().take(text.chars().count()));
        if comes {
            self.rest.truncate(self.rest.len() - text.chars().count());
        }
        comes
    }

    fn choice(&mut self) -> Parsed<Tree> {
        let mut parts = vec![self.sequence()?];
        while self.take("|") {
            parts.push(self.sequence()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Tree::Choice(parts) })
    }

    fn sequence(&mut self) -> Parsed<Tree> {
        let mut parts = Vec::new();
        while let Some(character) = self.peek().filter(|character| !matches!(character, '|' | ')')) {
            self.next();
            let part = self.part(character)?;
            parts.push(self.repeated(part)?);
        }
        Ok(Tree::Sequence(parts))
    }

    fn part(&mut self, character: char) -> Parsed<Tree> {
        match character {
            '^' | '$' => Ok(Tree::Place),
            '.' => Ok(Tree::One(Set::DOT)),
            '(' => self.group(),
            '[' => self.class(),
            '\\' if self.take("b") || self.take("B") => Ok(Tree::Place),
            '\\' => self.one(),
            '*' | '+' | '?' | '{' | '}' | ']' => Err(misplaced(character)),
            other => Ok(Tree::One(self.fold(Set::range(other.into(), other.into())))),
        }
    }

    /// A character or a class of them, written with `\`.
    fn one(&mut self) -> Parsed<Tree> {
        Ok(Tree::One(match self.escape(false)? {
            Escaped::Set(set) => set,
            Escaped::Character(code) => self.fold(Set::range(code, code)),
        }))
    }

    fn fold(&self, set: Set) -> Set {
        if self.is_folded { set.folded() } else { set }
    }

    fn group(&mut self) -> Parsed<Tree> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Refusal::unreadable("nests too deep".to_owned(), "keep groups within 16 levels"));
        }
        let is_look = ["?=", "?!", "?<=", "?<!"].iter().any(|look| self.take(look));
        if !is_look && !self.take("?:") && self.take("?") {
            self.name()?;
        }
        let body = self.choice()?;
        self.depth -= 1;
        match self.next() {
            Some(')') if is_look => Ok(Tree::Look(Box::new(body))),
            Some(')') => Ok(body),
            _ => Err(unfinished()),
        }
    }

    /// The name of a group, which means nothing here; engines refuse two of one name.
    fn name(&mut self) -> Parsed<()> {
        if !self.take("<") {
            return Err(misplaced('?'));
        }
        let mut name = String::new();
        loop {
            match self.next() {
                Some('>') if self.names.contains(&name) => {
                    let what = format!("has two groups of the name `{name}`");
                    return Err(Refusal::unreadable(what, "leave the names out: they mean nothing here"));
                }
                Some('>') if !name.is_empty() => {
                    self.names.push(name);
                    return Ok(());
                }
                Some(letter) if letter.is_ascii_alphabetic() || letter == '_' => name.push(letter),
                Some(other) => return Err(misplaced(other)),
                None => return Err(unfinished()),
            }
        }
    }

    fn repeated(&mut self, body: Tree) -> Parsed<Tree> {
        let Some((least, most)) = self.count()? else { return Ok(body) };
        if matches!(body, Tree::Place | Tree::Look(_)) {
            let what = "repeats a place, not a character".to_owned();
            return Err(Refusal::unreadable(what, "leave the repetition out"));
        }
        // Whether it takes as much or as little as it can makes no difference to whether there is a match.
        self.take("?");
        Ok(Tree::Repeat { body: Box::new(body), least, most })
    }

    fn count(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        let count = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.next();
                return self.bounds().map(Some);
            }
            _ => return Ok(None),
        };
        self.next();
        Ok(Some(count))
    }

    fn bounds(&mut self) -> Parsed<(u32, Option<u32>)> {
        let least = self.number()?;
        let most = match self.next() {
            Some('}') => return Ok((least, Some(least))),
            Some(',') if self.take("}") => return Ok((least, None)),
            Some(',') => self.number()?,
            _ => return Err(misplaced('{')),
        };
        if self.take("}") && least <= most { Ok((least, Some(most))) } else { Err(misplaced('{')) }
    }

    fn number(&mut self) -> Parsed<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|character| character.to_digit(10)) {
            self.next();
            number = Some(number.unwrap_or(0) * 10 + digit);
            if number > Some(COUNT) {
                let what = format!("repeats more than {COUNT} times");
                return Err(Refusal::unreadable(what, "count less, or without end"));
            }
        }
        number.ok_or_else(|| misplaced('{'))
    }

    fn class(&mut self) -> Parsed<Tree> {
        let is_negated = self.take("^");
        let mut set = Set::NONE;
        loop {
            let first = match self.next() {
                Some(']') => break,
                Some(character) => self.member(character)?,
                None => return Err(unfinished()),
            };
            let is_range = self.peek() == Some('-') && self.rest.iter().rev().nth(1) != Some(&']');
            set = set.or(match first {
                Escaped::Character(first) if is_range => {
                    self.next();
                    self.range(first)?
                }
                Escaped::Set(_) if is_range => return Err(misplaced('-')),
                Escaped::Character(code) => Set::range(code, code),
                Escaped::Set(set) => set,
            });
        }
        let set = self.fold(set);
        Ok(Tree::One(if is_negated { set.not() } else { set }))
    }

    fn member(&mut self, character: char) -> Parsed<Escaped> {
        if character == '\\' { self.escape(true) } else { Ok(Escaped::Character(character.into())) }
    }

    fn range(&mut self, first: u32) -> Parsed<Set> {
        let last = self.next().ok_or_else(unfinished)?;
        match self.member(last)? {
            Escaped::Character(last) if first <= last && last <= 0xffff => Ok(Set::range(first, last)),
            _ => Err(misplaced('-')),
        }
    }

    /// What stands behind a `\`, in a class or outside.
    fn escape(&mut self, is_in_class: bool) -> Parsed<Escaped> {
        let character = self.next().ok_or_else(unfinished)?;
        Ok(match character {
            'd' => Escaped::Set(Set::digits()),
            'D' => Escaped::Set(Set::digits().not()),
            'w' => Escaped::Set(Set::words()),
            'W' => Escaped::Set(Set::words().not()),
            's' => Escaped::Set(Set::spaces()),
            'S' => Escaped::Set(Set::spaces().not()),
            't' => Escaped::Character(9),
            'n' => Escaped::Character(10),
            'v' => Escaped::Character(11),
            'f' => Escaped::Character(12),
            'r' => Escaped::Character(13),
            'b' if is_in_class => Escaped::Character(8),
            'x' => Escaped::Character(self.hexadecimal(2)?),
            'u' => Escaped::Character(self.hexadecimal(4)?),
            '1'..='9' | 'k' => {
                return Err(Refusal::slow(
                    "refers back to what it matched before",
                    "write what is meant a second time",
                ));
            }
            sign if sign.is_ascii_punctuation() && sign != '_' => Escaped::Character(sign.into()),
            other => {
                let what = format!("has `\\{other}`, which engines do not read alike");
                return Err(Refusal::unreadable(what, "leave the `\\` out, or write `\\u` and four digits"));
            }
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Parsed<u32> {
        (0..digits).try_fold(0, |code, _| {
            let digit = self.next().and_then(|character| character.to_digit(16));
            digit.map(|digit| code * 16 + digit).ok_or_else(unfinished)
        })
    }
}

/// What stands for one character.
enum Escaped {
    Character(u32),
    Set(Set),
}
