//! Makes the client of each capability, from the environment or wherever else settings come from.

use std::ffi::OsString;
use std::sync::Arc;

use meterforge_surface::{Exposed, Setup};

use crate::catalog::Known;
use crate::error::StartError;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::observer::Watching;

/// Looks a variable up.
pub(crate) type Variables = Arc<dyn Fn(&str) -> Option<OsString> + Send + Sync>;

/// What our requests to vendors say of us, behind what the SDK says of itself.
const PROGRAM: &str = concat!("meterforge/", env!("CARGO_PKG_VERSION"));

/// Each capability with its client.
///
/// # Errors
/// With every capability that lacks a variable, not only the first.
pub(crate) fn connect(
    chosen: &[Known],
    variables: &Variables,
    limits: &Limits,
    metrics: &Arc<Metrics>,
) -> Result<Vec<Exposed>, StartError> {
    let (mut exposed, mut missing) = (Vec::new(), Vec::new());
    for capability in chosen {
        let name = capability.info().name;
        let lookup = variables.clone();
        let setup = Setup::new(PROGRAM)
            .variables(move |name| lookup(name))
            .call_time(limits.call_time)
            .observer(Arc::new(Watching::new(name, metrics.clone())));
        match capability.connect(&setup) {
            Ok(connected) => exposed.push(connected),
            Err(error) => missing.push((name, error)),
        }
    }
    if missing.is_empty() { Ok(exposed) } else { Err(StartError::Unconfigured(missing)) }
}
