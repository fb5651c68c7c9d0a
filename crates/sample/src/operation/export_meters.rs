//! `GET /export`, answered with bytes.

use meterforge_runtime::{Bytes, Result, codegen_v1 as rt};

use super::context;

#[derive(Clone, Debug)]
pub(crate) struct ExportMeters {
    pub(crate) context: rt::CallContext,
}

impl rt::Call for ExportMeters {
    type Output = Bytes;

    const OPERATION: rt::Operation =
        rt::Operation::new("export_meters", rt::Method::GET, "/export", rt::ReplaySafety::Safe);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).accept("application/octet-stream").build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.bytes()
    }
}
