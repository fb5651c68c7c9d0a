//! The whole way, in one place: a spec folder in, the files of its crate out. Reads files, writes none.

use crate::check::{self, CheckedCapability};
use crate::contract::Contract;
use crate::diagnostic::{Diagnostics, Sources};
use crate::emit::{self, Context, Layout};
use crate::ir::Sdk;
use crate::lower::{self, Strictness};
use crate::manifest::{self, Manifest};
use crate::name::{self, Names};
use crate::render::{self, RenderError};
use crate::source::{self, Limits};
use crate::write::{self, FileSet};
use std::path::Path;

/// The manifest's file name in every spec folder.
pub const MANIFEST: &str = "sdk.yaml";

/// What a caller decides about a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether an operation that the contract lacks stops the run.
    pub strictness: Strictness,
    /// Where the crate will stand.
    pub layout: Layout,
}

/// What came of a run: findings, and the crate unless one of them stopped it.
#[derive(Debug)]
pub struct Run {
    /// The files that were read, for showing findings.
    pub sources: Sources,
    /// Everything that was found.
    pub diagnostics: Diagnostics,
    /// The crate, when no finding is an error.
    pub generated: Option<Generated>,
}

/// One generated crate.
#[derive(Debug)]
pub struct Generated {
    /// What the crate means.
    pub sdk: Sdk,
    /// What everything in it is called.
    pub names: Names,
    /// Its files, with the list of them.
    pub files: FileSet,
}

/// The inputs of one crate, read and checked.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'run> {
    /// `sdk.yaml`
    pub manifest: &'run Manifest,
    /// Its capabilities, in the order of the manifest.
    pub capabilities: &'run [CheckedCapability],
    /// Its contract, when it has one.
    pub contract: Option<&'run Contract<'run>>,
}

/// What came of inputs that were read before.
#[derive(Debug)]
pub struct FromInputs {
    /// What was found on the way from them to the crate.
    pub diagnostics: Diagnostics,
    /// The crate, when no finding is an error.
    pub generated: Option<Generated>,
}

/// Generates the crate of a spec folder.
///
/// # Errors
/// [`RenderError`] when the generator itself is at fault; everything wrong with a spec is a finding.
pub fn generate(folder: &Path, settings: &Settings) -> Result<Run, RenderError> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let sdk = read(folder, settings, &mut sources, &mut diagnostics);
    let generated = match sdk {
        Some(sdk) if !diagnostics.has_errors() => Some(print(sdk, settings, folder, &mut diagnostics)?),
        _ => None,
    };
    Ok(Run { sources, diagnostics, generated })
}

/// Says everything there is to say about a spec folder; what its SDK means, unless a finding stops it.
pub fn check(folder: &Path, settings: &Settings, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Sdk> {
    let sdk = read(folder, settings, sources, diagnostics).filter(|_| !diagnostics.has_errors())?;
    let mut renames = Diagnostics::default();
    name::assign(&sdk, &mut renames);
    diagnostics.extend(renames.below(folder));
    Some(sdk)
}

/// Generates the crate of inputs that were read before, so that many crates can share one contract. The `folder` is what
/// findings about whole files are told under.
///
/// # Errors
/// [`RenderError`] when the generator itself is at fault; everything wrong with a spec is a finding.
pub fn from_inputs(inputs: &Inputs<'_>, settings: &Settings, folder: &Path) -> Result<FromInputs, RenderError> {
    let mut diagnostics = Diagnostics::default();
    let Inputs { manifest, capabilities, contract } = *inputs;
    let sdk = lower::sdk(manifest, capabilities, contract, settings.strictness, &mut diagnostics);
    let generated = match sdk {
        Some(sdk) => Some(print(sdk, settings, folder, &mut diagnostics)?),
        None => None,
    };
    Ok(FromInputs { diagnostics, generated })
}

/// Names an SDK and gives it its text.
fn print(
    sdk: Sdk,
    settings: &Settings,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Generated, RenderError> {
    let mut renames = Diagnostics::default();
    let names = name::assign(&sdk, &mut renames);
    diagnostics.extend(renames.below(folder));
    let context = Context { sdk: &sdk, names: &names, layout: &settings.layout };
    let files = write::with_list(render::files(&context, emit::crate_files(&context))?);
    Ok(Generated { sdk, names, files })
}

/// Loads, checks and lowers; what can be read is read, so that all findings come together.
fn read(folder: &Path, settings: &Settings, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Sdk> {
    let (_, node) = source::read(sources, diagnostics, &folder.join(MANIFEST), Limits::MANIFEST)?;
    let manifest = manifest::read(&node, diagnostics)?;
    let capabilities: Vec<_> = manifest
        .capabilities
        .iter()
        .map(|file| check::capability(sources, diagnostics, &folder.join(&file.value)))
        .collect();
    let contract_node = match &manifest.contract {
        Some(file) => Some(source::read(sources, diagnostics, &folder.join(&file.value), Limits::CONTRACT)?.1),
        None => None,
    };
    let contract = match &contract_node {
        Some(node) => Some(Contract::new(node, diagnostics)?),
        None => None,
    };
    let capabilities: Option<Vec<_>> = capabilities.into_iter().collect();
    lower::sdk(&manifest, &capabilities?, contract.as_ref(), settings.strictness, diagnostics)
}
