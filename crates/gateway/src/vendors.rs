//! The capabilities that this binary serves.

use meterforge_surface::Served;

/// Every capability of every SDK crate that is built in: the one place where their lists are joined.
pub(crate) fn capabilities() -> Vec<&'static dyn Served> {
    let lists: &[&[&'static dyn Served]] = &[
        #[cfg(feature = "vendors")]
        &kong_openmeter::surface::capabilities(),
        #[cfg(feature = "vendors")]
        &qovery_billing::surface::capabilities(),
        #[cfg(feature = "vendors")]
        &suger_metering::surface::capabilities(),
        #[cfg(feature = "vendors")]
        &togai_billing::surface::capabilities(),
    ];
    lists.concat()
}
