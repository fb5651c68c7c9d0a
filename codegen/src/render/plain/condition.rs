//! Prints statements under a condition.

use super::lines::Lines;
use super::value;
use crate::render::tokens::Cursor;
use proc_macro2::Delimiter;

impl Lines {
    /// Statements under a condition, without others for when it does not hold.
    pub(super) fn conditional<'tokens>(&mut self, condition: Cursor<'tokens>) -> Option<Cursor<'tokens>> {
        let mut at = condition;
        while at.group(Delimiter::Brace).is_none() {
            at = Some(at.skip()).filter(|at| !at.eof())?;
        }
        let (statements, rest) = at.group(Delimiter::Brace)?;
        let has_others = rest.word().is_some_and(|(word, _)| word == "else");
        if has_others || statements.eof() {
            return None;
        }
        let condition = condition.up_to(at);
        let in_line = |lines: &mut Self, brace: &str| {
            lines.line(|line| {
                line.text.push_str("if ");
                line.all(condition)?;
                line.text.push_str(brace);
                Some(())
            })
        };
        if self.attempt(|lines| in_line(lines, " {")).is_none() {
            let printed = self.attempt(|lines| in_line(lines, ""));
            printed.or_else(|| self.broken_condition(condition))?;
            self.line(|line| {
                line.text.push('{');
                Some(())
            })?;
        }
        self.block(statements)?;
        Some(rest)
    }

    /// `if let pattern = receiver`, and below it the one method that is called.
    fn broken_condition(&mut self, condition: Cursor<'_>) -> Option<()> {
        let method = value::method(condition)?;
        let mut behind = method.skip();
        while !behind.eof() {
            if behind.is_at('.') {
                return None;
            }
            behind = behind.skip();
        }
        self.line(|line| {
            line.text.push_str("if ");
            line.all(condition.up_to(method))
        })?;
        self.depth += 1;
        self.line(|line| line.all(method))?;
        self.depth -= 1;
        Some(())
    }
}
