//! How long it takes to turn each spec folder into the text of its crate, files read and nothing written.

use criterion::{Criterion, criterion_group, criterion_main};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, MANIFEST, Settings};
use meterforge_codegen::lower::Strictness;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

fn specs() -> Vec<PathBuf> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let entries = fs::read_dir(&specs).expect("the project has specs");
    let mut folders: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.retain(|folder| folder.join(MANIFEST).is_file());
    folders.sort();
    folders
}

fn run(folder: &Path) -> usize {
    let settings = Settings { strictness: Strictness::Strict, layout: Layout::Workspace };
    let run = generate::generate(folder, &settings).expect("the generator prints Rust");
    run.generated.expect("the project's specs are sound").files.len()
}

fn generate_each(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generate");
    let folders = specs();
    for folder in &folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        group.bench_function(name, |bencher| bencher.iter(|| black_box(run(folder))));
    }
    group.bench_function("all", |bencher| {
        bencher.iter(|| folders.iter().map(|folder| black_box(run(folder))).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, generate_each);
criterion_main!(benches);
