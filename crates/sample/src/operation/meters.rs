//! One meter: made, read, removed.

use meterforge_runtime::{Result, codegen_v1 as rt};

use super::context;
use crate::model::Meter;

#[derive(Clone, Debug)]
pub(crate) struct CreateMeter {
    pub(crate) context: rt::CallContext,
    pub(crate) body: Meter,
}

impl rt::Call for CreateMeter {
    type Output = Meter;

    const OPERATION: rt::Operation =
        rt::Operation::new("create_meter", rt::Method::POST, "/meters", rt::ReplaySafety::Unsafe);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).json(&self.body).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.json()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct GetMeter {
    pub(crate) context: rt::CallContext,
    pub(crate) meter_id: String,
    pub(crate) region: Option<String>,
    pub(crate) view: Option<String>,
}

impl rt::Call for GetMeter {
    type Output = Meter;

    const OPERATION: rt::Operation =
        rt::Operation::new("get_meter", rt::Method::GET, "/meters/{meterId}", rt::ReplaySafety::Safe);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION)
            .path("meterId", &self.meter_id)
            .header("x-region", self.region.as_ref())
            .cookie("view", self.view.as_ref())
            .build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.json()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct DeleteMeter {
    pub(crate) context: rt::CallContext,
    pub(crate) meter_id: String,
}

impl rt::Call for DeleteMeter {
    type Output = ();

    const OPERATION: rt::Operation =
        rt::Operation::new("delete_meter", rt::Method::DELETE, "/meters/{meterId}", rt::ReplaySafety::Idempotent);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).path("meterId", &self.meter_id).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.nothing()
    }
}
