//! Decides whether a call may be sent twice, from tool hints, the method and `sdk.yaml`.

use crate::check::CheckedOperation;
use crate::ir::{Replay, ToolHints};

/// From the least to the most careful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Promise {
    Safe,
    Idempotent,
    Unsafe,
}

/// What hints and method promise; the strictest tool wins. `confirmed` is what `sdk.yaml` says about idempotence.
pub(super) fn from_hints(operation: &CheckedOperation, confirmed: Option<bool>) -> Replay {
    let method = operation.method.as_str();
    let hinted = operation.tools.iter().map(|tool| promise(method, tool.hints)).max();
    let promised = hinted.unwrap_or_else(|| promise(method, ToolHints::default()));
    let settled = match confirmed {
        Some(true) => promised.min(Promise::Idempotent),
        Some(false) => Promise::Unsafe,
        None if method == "PATCH" && promised == Promise::Idempotent => Promise::Unsafe,
        None => promised,
    };
    match settled {
        Promise::Safe => Replay::Safe,
        Promise::Idempotent => Replay::Idempotent,
        Promise::Unsafe => Replay::Unsafe,
    }
}

fn promise(method: &str, hints: ToolHints) -> Promise {
    let read_only = hints.read_only.unwrap_or(method == "GET");
    // Whoever says both contradicts himself; the careful half counts.
    if read_only && hints.destructive != Some(true) {
        return Promise::Safe;
    }
    let idempotent = hints.idempotent.unwrap_or(matches!(method, "PUT" | "DELETE"));
    if idempotent { Promise::Idempotent } else { Promise::Unsafe }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capability::OutputFormat;
    use crate::check::{BodyInput, Tool};
    use crate::source::{FileId, Span};

    /// What a tool says: read-only, destructive, idempotent.
    type Said = [Option<bool>; 3];

    fn replay(method: &str, tools: &[Said], confirmed: Option<bool>) -> Replay {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let tool = |[read_only, destructive, idempotent]: &Said| Tool {
            name: "tool".to_owned(),
            description: None,
            hints: ToolHints {
                read_only: *read_only,
                destructive: *destructive,
                idempotent: *idempotent,
                open_world: None,
            },
        };
        let operation = CheckedOperation {
            name: "operation".to_owned(),
            span,
            method: method.to_owned(),
            path: "/".parse().unwrap(),
            path_span: span,
            fragment: None,
            description: None,
            inputs: Vec::new(),
            template_inputs: Vec::new(),
            body: BodyInput::None,
            format: OutputFormat::Json,
            tools: tools.iter().map(tool).collect(),
        };
        from_hints(&operation, confirmed)
    }

    #[test]
    fn the_strictest_promise_counts() {
        const T: Option<bool> = Some(true);
        const F: Option<bool> = Some(false);
        const N: Option<bool> = None;
        use Replay::{Idempotent, Safe, Unsafe};
        type Case<'case> = (&'case str, &'case [Said], Option<bool>, Replay);
        let cases: [Case<'_>; 17] = [
            ("GET", &[], N, Safe),
            ("GET", &[[N, N, N]], N, Safe),
            ("GET", &[[T, F, T]], N, Safe),
            ("GET", &[[F, N, T]], N, Idempotent),
            ("GET", &[[F, N, N]], N, Unsafe),
            ("POST", &[], N, Unsafe),
            ("POST", &[[F, F, F]], N, Unsafe),
            ("POST", &[[T, F, T]], N, Safe),
            ("POST", &[[T, F, T], [F, F, F]], N, Unsafe),
            ("PUT", &[], N, Idempotent),
            ("PUT", &[[F, F, F]], N, Unsafe),
            ("DELETE", &[[F, T, T]], N, Idempotent),
            ("DELETE", &[[T, T, T]], N, Idempotent),
            ("PATCH", &[[F, F, T]], N, Unsafe),
            ("PATCH", &[[F, F, T]], T, Idempotent),
            ("POST", &[[F, F, F]], T, Idempotent),
            ("GET", &[], F, Unsafe),
        ];
        for (method, tools, confirmed, wanted) in cases {
            assert_eq!(replay(method, tools, confirmed), wanted, "{method} {tools:?} {confirmed:?}");
        }
    }
}
