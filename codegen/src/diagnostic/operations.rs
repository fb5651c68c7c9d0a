//! Makes one finding of what was found in several operations, and says which these are.

use std::borrow::Cow;
use std::collections::hash_map::{Entry, HashMap};

use super::{Diagnostic, FileId};

/// So many operations are named in text; JSON has all of them.
const NAMED: usize = 3;

/// What makes two findings one: everything that is said, wherever in the file.
type Cause<'run> = (&'static str, Option<FileId>, Option<&'run str>, &'run str, Option<&'run str>);

/// Joins the findings that say the same of several operations, each at the place where it comes first.
pub(super) fn joined(found: Vec<&Diagnostic>) -> Vec<Cow<'_, Diagnostic>> {
    let mut causes: HashMap<Cause<'_>, usize> = HashMap::new();
    let mut joined: Vec<Cow<'_, Diagnostic>> = Vec::with_capacity(found.len());
    for diagnostic in found {
        if !diagnostic.operations.is_empty() {
            match causes.entry(cause(diagnostic)) {
                Entry::Occupied(first) => {
                    joined[*first.get()].to_mut().operations.extend_from_slice(&diagnostic.operations);
                    continue;
                }
                Entry::Vacant(new) => new.insert(joined.len()),
            };
        }
        joined.push(Cow::Borrowed(diagnostic));
    }
    joined
}

fn cause(diagnostic: &Diagnostic) -> Cause<'_> {
    let file = diagnostic.span.map(|span| span.file);
    (diagnostic.code, file, diagnostic.path.as_deref(), &diagnostic.message, diagnostic.help.as_deref())
}

/// Which operations a finding touches, in a few words; nothing where it does not say.
pub(super) fn sentence(diagnostic: &Diagnostic) -> Option<String> {
    let all = &diagnostic.operations;
    let named: Vec<String> = all.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    match (named.as_slice(), all.len()) {
        ([], _) => None,
        ([one], _) => Some(format!("in operation {one}")),
        ([first @ .., last], count) if count <= NAMED => {
            Some(format!("in {count} operations: {} and {last}", first.join(", ")))
        }
        (named, count) => Some(format!("in {count} operations: {} and {} more", named.join(", "), count - NAMED)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Span};

    fn at(start: u32, message: &str, operation: &str) -> Diagnostic {
        let span = Span { file: FileId(0), start, end: start + 1 };
        Diagnostic::warning("X1", span, message).of_operation(operation)
    }

    #[test]
    fn what_is_said_of_several_operations_is_said_once_at_the_first_place() {
        let mut found = Diagnostics::default();
        for (start, message, operation) in
            [(20, "same", "second"), (40, "other", "second"), (10, "same", "first"), (20, "same", "third")]
        {
            found.push(at(start, message, operation));
        }
        found.push(at(20, "same", "third"));
        found.push(Diagnostic { operations: Vec::new(), ..at(30, "same", "") });
        let told: Vec<_> = found
            .sorted()
            .iter()
            .map(|one| (one.span.map(|span| span.start), one.message.clone(), one.operations.join(" ")))
            .collect();
        let wanted = [(10, "same", "first second third"), (30, "same", ""), (40, "other", "second")];
        assert_eq!(
            told,
            wanted.map(|(start, message, operations)| (Some(start), message.to_owned(), operations.to_owned()))
        );
    }

    #[test]
    fn a_few_operations_are_named_and_all_are_counted() {
        for (count, wanted) in [
            (1, "in operation `o0`"),
            (2, "in 2 operations: `o0` and `o1`"),
            (3, "in 3 operations: `o0`, `o1` and `o2`"),
            (4, "in 4 operations: `o0`, `o1`, `o2` and 1 more"),
            (50, "in 50 operations: `o0`, `o1`, `o2` and 47 more"),
        ] {
            let operations = (0..count).map(|index| format!("o{index}")).collect();
            let finding = Diagnostic { operations, ..at(0, "same", "") };
            assert_eq!(sentence(&finding).as_deref(), Some(wanted));
        }
        assert_eq!(sentence(&Diagnostic { operations: Vec::new(), ..at(0, "same", "") }), None);
    }
}
