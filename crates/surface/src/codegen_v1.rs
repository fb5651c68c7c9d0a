//! Gathers what generated code needs beyond the public API; a change that breaks it makes a `codegen_v2`.

pub use crate::binding::{Binding, Kind, Source};
pub use crate::call::{Sending, page, send};
pub use crate::capability::{Action, Capability, Info, Mcp, Operation, OperationInfo, Rest, Route, Served, Tool};
pub use crate::inputs::{InputError, Inputs};
pub use crate::projection::{Mapped, Projection, Shape, Step};
pub use crate::template::{Part, Template};
pub use meterforge_runtime::ReplaySafety;
