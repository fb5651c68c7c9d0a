//! What must hold of every run, whatever went in.

use meterforge_codegen::diagnostic::{Diagnostics, RenderOptions, Sources, Span, json, one_line, render};
use meterforge_codegen::source::Pointers;
use meterforge_codegen::write::FileSet;
use proc_macro2::TokenStream;
use std::path::{Component, Path};

/// Findings point into their files and can be shown in every form.
pub(crate) fn sound_findings(sources: &Sources, found: &Diagnostics) {
    for one in found.iter() {
        let related = one.related.iter().chain(&one.via).map(|(span, _)| span);
        one.span.iter().chain(related).for_each(|span| inside(sources, *span));
        assert_eq!(one_line(sources, one).lines().count(), 1);
    }
    let text = render(sources, found, RenderOptions { color: false, notes: true });
    assert!(text.chars().all(|character| matches!(character, '\n' | '\t') || !character.is_control()));
    let pointers = Pointers::new(sources);
    let json = json(sources, found, |span| pointers.of(span));
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

fn inside(sources: &Sources, span: Span) {
    let text = sources.text(span.file);
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(text.get(start..end.min(text.len())).is_some() && end <= text.len() + 1, "{span:?} of {}", text.len());
}

/// Files stay in the crate's folder and are Rust where they say so.
pub(crate) fn sound_files(files: &FileSet) {
    for (path, text) in files {
        let stays = Path::new(path).components().all(|component| matches!(component, Component::Normal(_)));
        assert!(stays, "{path} leaves the folder");
        if path.ends_with(".rs") {
            assert!(text.parse::<TokenStream>().is_ok(), "{path} is no Rust:\n{text}");
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{path} holds a raw control character");
        }
    }
}
