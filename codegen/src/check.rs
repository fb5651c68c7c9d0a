//! Links what a capability says: imports, binds, templates and inputs become operations that can be lowered.

mod model;

pub use model::{
    Authentication, BodyInput, CheckedCapability, CheckedOperation, Hints, Input, InputLocation, InputType, Tool,
    Variable,
};
