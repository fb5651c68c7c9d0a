//! Writes the table down as `docs/faults.md`, for people.

use std::fmt::Write;
use std::{env, fs};

use sdk_tests::fault::BodySeen;

use super::ATTEMPTS;
use super::calls::SAFETIES;
use super::row::{Fate, Limit, Row};
use super::rows::GROUPS;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/faults.md");

#[test]
fn the_document_is_the_table() {
    let written = document();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(PATH, &written).unwrap();
    }
    let found = fs::read_to_string(PATH).unwrap_or_default();
    assert!(found == written, "docs/faults.md is stale: run UPDATE_DOCS=1 cargo test -p sdk-tests --test faults");
}

fn document() -> String {
    let mut text = format!(include_str!("document.md"), attempts = ATTEMPTS);
    for (heading, rows) in GROUPS {
        let columns = "| fault | safe | idempotent | keyed | unsafe | error | effect | ended by | body seen |";
        write!(text, "\n## {heading}\n\n{columns}\n|---|:-:|:-:|:-:|:-:|---|---|---|---|\n").unwrap();
        for row in rows() {
            writeln!(text, "{}", line(&row)).unwrap();
        }
    }
    text
}

fn line(row: &Row) -> String {
    let attempts = SAFETIES.map(|safety| row.attempts(safety).to_string()).join(" | ");
    let effect = match row.fate {
        Fate::Told => "–",
        Fate::Unknown => "`is_outcome_unknown()`",
        Fate::Applied => "`is_applied()`",
    };
    let ended_by = match row.ended_by(SAFETIES[0]) {
        Limit::None => "–",
        Limit::Connect => "connect",
        Limit::Attempt => "attempt",
        Limit::Call => "call",
        Limit::Size => "size",
    };
    let body = match row.body {
        BodySeen::Nothing => "none",
        BodySeen::Part => "partial",
        BodySeen::Whole => "whole",
    };
    format!("| {} | {attempts} | `is_{error}()` | {effect} | {ended_by} | {body} |", row.name, error = row.error)
}
