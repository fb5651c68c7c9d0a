//! Authentication, retries, paging and errors for the SDK crates that Meterforge generates.
