//! `GET /meters`, paged by tokens.

use meterforge_runtime::{Result, codegen_v1 as rt};

use super::context;
use crate::model::{Meter, MeterFilter, MeterPage};

#[derive(Clone, Debug)]
pub(crate) struct ListMeters {
    pub(crate) context: rt::CallContext,
    pub(crate) limit: Option<i64>,
    pub(crate) tag: Option<Vec<String>>,
    pub(crate) filter: Option<MeterFilter>,
    pub(crate) next_token: Option<String>,
}

impl rt::Call for ListMeters {
    type Output = MeterPage;

    const OPERATION: rt::Operation =
        rt::Operation::new("list_meters", rt::Method::GET, "/meters", rt::ReplaySafety::Safe);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION)
            .query("limit", self.limit)
            .query_list("tag", self.tag.as_deref(), rt::Style::FormExploded)
            .query_styled("filter", self.filter.as_ref(), rt::Style::Deep)
            .query("nextToken", self.next_token.as_ref())
            .build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.json()
    }
}

impl rt::Paged for ListMeters {
    type Item = Meter;

    fn next(&self, page: &Self::Output) -> Option<rt::Cursor> {
        rt::Cursor::token(page.next_token.as_deref())
    }

    fn resume(&mut self, cursor: &rt::Cursor) -> Result<()> {
        self.next_token = Some(cursor.text().to_owned());
        Ok(())
    }

    fn into_items(page: Self::Output) -> Vec<Self::Item> {
        page.data
    }
}
