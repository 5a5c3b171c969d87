//! A filter in text, by descent: OR, AND, NOT, comparisons, sums, products, powers, values. Not responsible for shapes.
//!
//! # Source
//! OGC 21-065r2, annex B.

use crate::io::read::cql2::build::{self, Conditions};
use crate::io::read::cql2::error::{Cql2Error, DEPTH_MAX, LENGTH_MAX_BYTES, Position, shown};
use crate::io::read::cql2::shapes::is_kind;
use crate::io::read::cql2::tokens::{Placed, Token, position, tokens};
use crate::query::filter::expression::{Arithmetic, Comparison, Expression, HEIGHT_MAX};

/// Words that are no names of properties unless quoted.
const RESERVED: [&str; 11] = ["and", "or", "not", "like", "between", "in", "is", "null", "true", "false", "div"];

/// The filter that a text in CQL2 says.
///
/// # Errors
/// If it is longer than 16 KiB, deeper than 64 brackets, has more than 1,000 conditions, or is not CQL2.
///
/// # Example
/// ```
/// use sarhad::io::read::cql2::{filter_of_json, filter_of_text};
/// let text = filter_of_text("fatalities >= 5 AND province = 'Kech'")?;
/// let json = filter_of_json(
///     r#"{"op": "and", "args": [{"op": ">=", "args": [{"property": "fatalities"}, 5]},
///         {"op": "=", "args": [{"property": "province"}, "Kech"]}]}"#,
/// )?;
/// assert_eq!(text, json);
/// # Ok::<(), sarhad::io::read::cql2::Cql2Error>(())
/// ```
pub fn filter_of_text(text: &str) -> Result<Expression, Cql2Error> {
    if text.len() > LENGTH_MAX_BYTES {
        return Err(Cql2Error::TooLong { bytes: text.len() });
    }
    let mut reader = Reader { text, tokens: tokens(text)?, at: 0, depth: 0, conditions: Conditions::default() };
    let filter = reader.condition()?;
    match reader.peek() {
        Token::End => Ok(filter),
        Token::Sign(")") => Err(reader.expected("the end of the filter; a bracket too many is closed here")),
        _ => Err(reader.expected("AND, OR, an operator or the end of the filter")),
    }
}

/// Reads tokens one by one.
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Placed<'t>>,
    at: usize,
    depth: usize,
    conditions: Conditions,
}

impl<'t> Reader<'t> {
    pub(super) fn peek(&self) -> &Token<'t> {
        &self.tokens[self.at].0
    }

    fn peek_second(&self) -> &Token<'t> {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)].0
    }

    /// Goes on to the next token; the last one stays.
    pub(super) fn pass(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    pub(super) fn position(&self) -> Position {
        position(self.text, self.tokens[self.at].1)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found.eq_ignore_ascii_case(word))
    }

    fn passed_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.pass();
        }
        found
    }

    pub(super) fn passed_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        if found {
            self.pass();
        }
        found
    }

    pub(super) fn sign(&mut self, sign: &str, expected: &'static str) -> Result<(), Cql2Error> {
        if self.passed_sign(sign) { Ok(()) } else { Err(self.expected(expected)) }
    }

    pub(super) fn expected(&self, expected: &'static str) -> Cql2Error {
        let found = match self.peek() {
            Token::End => "the end of the filter".to_owned(),
            Token::Word(word) => shown(word),
            Token::Number(number) => shown(number),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::Text(text) => format!("the text '{}'", shown(text)),
            Token::Name(name) => format!("the name {:?}", shown(name)),
        };
        Cql2Error::Expected { at: self.position(), expected, found }
    }

    /// What `read` finds one bracket, sign or function deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Cql2Error>) -> Result<T, Cql2Error> {
        if self.depth >= DEPTH_MAX {
            return Err(Cql2Error::TooDeep { at: self.position() });
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    fn count(&mut self) -> Result<(), Cql2Error> {
        let (text, byte) = (self.text, self.tokens[self.at].1);
        self.conditions.count(|| position(text, byte))
    }

    fn condition(&mut self) -> Result<Expression, Cql2Error> {
        let mut parts = vec![self.conjunction()?];
        while self.passed_word("or") {
            parts.push(self.conjunction()?);
        }
        let whole = if parts.len() == 1 { parts.swap_remove(0) } else { build::any(parts) };
        self.within(whole.height())?;
        Ok(whole)
    }

    /// That a tree of so many levels may be built.
    fn within(&self, levels: usize) -> Result<(), Cql2Error> {
        if levels > HEIGHT_MAX { Err(Cql2Error::TooDeep { at: self.position() }) } else { Ok(()) }
    }

    fn conjunction(&mut self) -> Result<Expression, Cql2Error> {
        let mut parts = vec![self.negation()?];
        while self.passed_word("and") {
            parts.push(self.negation()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { build::all(parts) })
    }

    fn negation(&mut self) -> Result<Expression, Cql2Error> {
        if self.passed_word("not") {
            return self.deeper(Self::negation).map(negated);
        }
        self.count()?;
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expression, Cql2Error> {
        let left = self.sum()?;
        if let Token::Sign(sign) = self.peek()
            && let Some(how) = Comparison::of_word(sign)
        {
            self.pass();
            return Ok(Expression::Compare(how, Box::new([left, self.sum()?])));
        }
        if self.passed_word("is") {
            let opposite = self.passed_word("not");
            if !self.passed_word("null") {
                return Err(self.expected("NULL"));
            }
            let found = Expression::IsNull(Box::new(left));
            return Ok(if opposite { negated(found) } else { found });
        }
        let opposite = self.passed_word("not");
        let found = if self.passed_word("like") {
            Expression::Like(Box::new([left, self.sum()?]))
        } else if self.passed_word("between") {
            let low = self.sum()?;
            if !self.passed_word("and") {
                return Err(self.expected("AND and the upper bound of BETWEEN"));
            }
            Expression::Between(Box::new([left, low, self.sum()?]))
        } else if self.passed_word("in") {
            self.sign("(", "a list in brackets")?;
            Expression::In(Box::new(left), self.deeper(Self::values)?)
        } else if opposite {
            return Err(self.expected("LIKE, BETWEEN or IN"));
        } else {
            left
        };
        Ok(if opposite { negated(found) } else { found })
    }

    /// At least one value, up to the bracket that closes.
    fn values(&mut self) -> Result<Vec<Expression>, Cql2Error> {
        let mut values = vec![self.sum()?];
        while self.passed_sign(",") {
            values.push(self.sum()?);
        }
        self.sign(")", "a comma or a closing bracket")?;
        Ok(values)
    }

    fn sum(&mut self) -> Result<Expression, Cql2Error> {
        self.chain(Self::product, |reader| match reader.peek() {
            Token::Sign("+") => Some(Arithmetic::Plus),
            Token::Sign("-") => Some(Arithmetic::Minus),
            _ => None,
        })
    }

    fn product(&mut self) -> Result<Expression, Cql2Error> {
        self.chain(Self::power, |reader| match reader.peek() {
            Token::Sign("*") => Some(Arithmetic::Times),
            Token::Sign("/") => Some(Arithmetic::Over),
            Token::Sign("%") => Some(Arithmetic::Modulo),
            _ => reader.is_word("div").then_some(Arithmetic::Div),
        })
    }

    fn power(&mut self) -> Result<Expression, Cql2Error> {
        self.chain(Self::signed, |reader| matches!(reader.peek(), Token::Sign("^")).then_some(Arithmetic::Power))
    }

    /// Terms of one rank, from left to right; each makes the expression one higher.
    fn chain(
        &mut self,
        term: fn(&mut Self) -> Result<Expression, Cql2Error>,
        operator: fn(&Self) -> Option<Arithmetic>,
    ) -> Result<Expression, Cql2Error> {
        let mut left = term(self)?;
        let Some(mut how) = operator(self) else { return Ok(left) };
        let mut levels = left.height();
        loop {
            self.within(levels + 1)?;
            self.pass();
            let right = term(self)?;
            levels = levels.max(right.height()) + 1;
            self.within(levels)?;
            left = Expression::Reckon(how, Box::new([left, right]));
            match operator(self) {
                Some(next) => how = next,
                None => return Ok(left),
            }
        }
    }

    fn signed(&mut self) -> Result<Expression, Cql2Error> {
        if self.passed_sign("-") {
            return Ok(match self.deeper(Self::signed)? {
                Expression::Integer(whole) if whole != i64::MIN => Expression::Integer(-whole),
                Expression::Number(real) => Expression::Number(-real),
                other => Expression::Reckon(Arithmetic::Times, Box::new([Expression::Integer(-1), other])),
            });
        }
        if self.passed_sign("+") {
            return self.deeper(Self::signed);
        }
        self.value()
    }

    fn value(&mut self) -> Result<Expression, Cql2Error> {
        match self.peek().clone() {
            Token::Number(number) => {
                let figure = build::figure(number);
                let figure = figure.ok_or_else(|| Cql2Error::Number { at: self.position(), text: shown(number) })?;
                self.pass();
                Ok(figure)
            }
            Token::Text(text) => {
                self.pass();
                Ok(Expression::Text(text))
            }
            Token::Name(name) => {
                self.pass();
                Ok(Expression::Property(name))
            }
            Token::Sign("(") => {
                self.pass();
                self.deeper(Self::bracket)
            }
            Token::Word(word) => self.worded(word),
            _ => Err(self.expected("a value, a property or a function")),
        }
    }

    /// A condition or value in brackets, or a list.
    fn bracket(&mut self) -> Result<Expression, Cql2Error> {
        if self.passed_sign(")") {
            return Ok(Expression::List(Vec::new()));
        }
        let first = self.condition()?;
        if self.passed_sign(")") {
            return Ok(first);
        }
        let mut members = vec![first];
        while self.passed_sign(",") {
            members.push(self.condition()?);
        }
        self.sign(")", "a closing bracket")?;
        Ok(Expression::List(members))
    }

    fn worded(&mut self, word: &'t str) -> Result<Expression, Cql2Error> {
        if is_any(word, &["true", "false"]) {
            self.pass();
            return Ok(Expression::Boolean(word.eq_ignore_ascii_case("true")));
        }
        if word.eq_ignore_ascii_case("null") {
            return Err(Cql2Error::Null { at: self.position() });
        }
        if is_any(word, &RESERVED) {
            return Err(self.expected("a value, a property or a function"));
        }
        let is_call = matches!(self.peek_second(), Token::Sign("("));
        let is_tagged = matches!(self.peek_second(), Token::Word(tag) if is_any(tag, &["z", "m", "zm", "empty"]));
        if is_kind(word) && (is_call || is_tagged) {
            return self.shape();
        }
        let at = self.position();
        self.pass();
        if is_call {
            self.pass();
            self.deeper(|reader| reader.call(word, at))
        } else {
            Ok(Expression::Property(word.to_owned()))
        }
    }

    /// A function whose opening bracket is passed.
    fn call(&mut self, name: &str, at: Position) -> Result<Expression, Cql2Error> {
        if is_any(name, &["bbox", "envelope"]) {
            return self.bbox();
        }
        let places = self.at;
        let mut arguments = Vec::new();
        if !self.passed_sign(")") {
            arguments.push(self.condition()?);
            while self.passed_sign(",") {
                arguments.push(self.condition()?);
            }
            self.sign(")", "a comma or a closing bracket")?;
        }
        let inside = position(self.text, self.tokens[places].1);
        match name.to_ascii_lowercase().as_str() {
            "date" => build::day(&text_of(name, arguments, &at)?, || inside),
            "timestamp" => build::instant(&text_of(name, arguments, &at)?, || inside),
            "interval" => {
                let [start, end] = build::exactly(name, arguments, || at)?;
                Ok(Expression::Interval(build::end(start, || inside.clone())?, build::end(end, || inside.clone())?))
            }
            function if function.starts_with("a_") => {
                build::called(name, arguments.into_iter().map(listed).collect(), || at)
            }
            _ => build::called(name, arguments, || at),
        }
    }
}

/// Whether a word is one of some, in capitals or small letters.
pub(super) fn is_any(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn negated(expression: Expression) -> Expression {
    Expression::Not(Box::new(expression))
}

/// The one text that a function takes.
fn text_of(function: &str, arguments: Vec<Expression>, at: &Position) -> Result<String, Cql2Error> {
    match build::exactly(function, arguments, || at.clone())? {
        [Expression::Text(text)] => Ok(text),
        _ => Err(Cql2Error::Expected {
            at: at.clone(),
            expected: "text in single quotation marks",
            found: shown(function),
        }),
    }
}

/// A list of one value is written like a value in brackets.
fn listed(argument: Expression) -> Expression {
    match argument {
        one @ (Expression::Text(_)
        | Expression::Integer(_)
        | Expression::Number(_)
        | Expression::Boolean(_)
        | Expression::Moment(_)) => Expression::List(vec![one]),
        other => other,
    }
}
