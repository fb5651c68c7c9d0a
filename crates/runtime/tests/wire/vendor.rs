//! A vendor's SDK in the shape in which the generator writes it, small enough to read.

use std::collections::BTreeMap;

use meterforge_runtime::codegen_v1 as rt;
use meterforge_runtime::{Credential, Decimal, Receipt, Result};

#[derive(Clone, Debug)]
pub(crate) struct Client {
    core: rt::Client,
}

pub(crate) type ClientBuilder = rt::ClientBuilder<Client>;

/// Where the vendor runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Region {
    Europe,
}

impl rt::Region for Region {
    fn url(&self) -> &'static str {
        match self {
            Self::Europe => "https://eu.vendor.example",
        }
    }
}

impl rt::Service for Client {
    type Region = Region;
    const INFO: rt::ServiceInfo = rt::ServiceInfo {
        package: "vendor-metering",
        version: "0.1.0",
        base_url: Some("https://api.vendor.example"),
        base_url_variable: "VENDOR_BASE_URL",
        credential: Some(rt::CredentialInfo {
            variable: "VENDOR_API_KEY",
            user_variable: None,
            placement: rt::PlacementInfo::Header { name: "authorization", schemes: &["Key", "Token"] },
        }),
    };

    fn from_core(core: rt::Client) -> Self {
        Self { core }
    }

    fn core(&self) -> &rt::Client {
        &self.core
    }
}

impl Client {
    pub(crate) fn new(credential: impl Into<Credential>) -> Result<Self> {
        Self::builder().credential(credential).build()
    }

    pub(crate) fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub(crate) fn raw(&self, method: rt::Method, path: &str) -> rt::RawCall {
        self.core.raw(method, path)
    }

    pub(crate) fn list_groups(&self, org_id: impl Into<OrgId>) -> ListGroups {
        ListGroups::new(&self.core, org_id.into())
    }

    pub(crate) fn report_group(&self, org_id: impl Into<OrgId>, body: Group) -> ReportGroup {
        ReportGroup::new(&self.core, org_id.into(), body)
    }

    pub(crate) fn delete_group(&self, org_id: impl Into<OrgId>, group_id: &str) -> DeleteGroup {
        DeleteGroup::new(&self.core, org_id.into(), group_id.to_owned())
    }

    pub(crate) fn retry_group(&self, group_id: &str) -> RetryGroup {
        RetryGroup::new(&self.core, group_id.to_owned())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct OrgId(String);
rt::text_newtype!(OrgId);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Partner {
    Aws,
    Other(String),
}
rt::open_enum!(Partner, Aws = "AWS");

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Group {
    pub(crate) id: Option<String>,
    pub(crate) records: Option<BTreeMap<String, Decimal>>,
    pub(crate) partner: Option<Partner>,
}
rt::object!(Group, id = "id", records = "records", partner = "partner");

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct GroupPage {
    pub(crate) groups: Option<Vec<Group>>,
    pub(crate) next_offset: Option<i64>,
}
rt::object!(GroupPage, groups = "groups", next_offset = "nextOffset");

#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub(crate) struct ListGroups {
    context: rt::CallContext,
    org_id: OrgId,
    partner: Option<Partner>,
    tags: Option<Vec<String>>,
    offset: Option<i64>,
}

impl ListGroups {
    fn new(client: &rt::Client, org_id: OrgId) -> Self {
        Self { context: rt::CallContext::new(client), org_id, partner: None, tags: None, offset: None }
    }

    pub(crate) fn partner(mut self, partner: impl Into<Partner>) -> Self {
        self.partner = Some(partner.into());
        self
    }

    pub(crate) fn tags(mut self, tags: impl Into<Vec<String>>) -> Self {
        self.tags = Some(tags.into());
        self
    }
}

impl rt::Call for ListGroups {
    type Output = GroupPage;
    const OPERATION: rt::Operation =
        rt::Operation::new("list_groups", rt::Method::GET, "/org/{orgId}/group", rt::ReplaySafety::Safe);

    fn context(&self) -> &rt::CallContext {
        &self.context
    }

    fn context_mut(&mut self) -> &mut rt::CallContext {
        &mut self.context
    }

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION)
            .path("orgId", &self.org_id)
            .query("partner", self.partner.as_ref())
            .query_list("tags", self.tags.as_deref(), rt::Style::Form)
            .query("offset", self.offset.as_ref())
            .build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.json()
    }
}
rt::call!(ListGroups);
rt::paged_call!(ListGroups);

impl rt::Paged for ListGroups {
    type Item = Group;

    fn next(&self, page: &Self::Output) -> Option<rt::Cursor> {
        rt::Cursor::offset(self.offset, page.next_offset)
    }

    fn resume(&mut self, cursor: &rt::Cursor) -> Result<()> {
        self.offset = Some(cursor.integer()?);
        Ok(())
    }

    fn into_items(page: Self::Output) -> Vec<Self::Item> {
        page.groups.unwrap_or_default()
    }
}

#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub(crate) struct ReportGroup {
    context: rt::CallContext,
    org_id: OrgId,
    body: Group,
    keys: rt::DedupKeys,
}

impl ReportGroup {
    fn new(client: &rt::Client, org_id: OrgId, mut body: Group) -> Self {
        let mut keys = rt::DedupKeys::new(client);
        keys.fill(&mut body.id);
        Self { context: rt::CallContext::new(client), org_id, body, keys }
    }

    pub(crate) fn dedup_key(&self) -> &str {
        self.keys.first()
    }

    pub(crate) fn dedup_keys(&self) -> &[String] {
        &self.keys
    }
}

impl rt::Call for ReportGroup {
    type Output = Receipt<Group>;
    const OPERATION: rt::Operation =
        rt::Operation::new("report_group", rt::Method::POST, "/org/{orgId}/group", rt::ReplaySafety::Keyed)
            .duplicate(409);

    fn context(&self) -> &rt::CallContext {
        &self.context
    }

    fn context_mut(&mut self) -> &mut rt::CallContext {
        &mut self.context
    }

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).path("orgId", &self.org_id).json(&self.body).dedup_keys(&self.keys).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.receipt(rt::Answer::json)
    }
}
rt::call!(ReportGroup);

#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub(crate) struct DeleteGroup {
    context: rt::CallContext,
    org_id: OrgId,
    group_id: String,
}

impl DeleteGroup {
    fn new(client: &rt::Client, org_id: OrgId, group_id: String) -> Self {
        Self { context: rt::CallContext::new(client), org_id, group_id }
    }
}

impl rt::Call for DeleteGroup {
    type Output = ();
    const OPERATION: rt::Operation = rt::Operation::new(
        "delete_group",
        rt::Method::DELETE,
        "/org/{orgId}/group/{groupId}",
        rt::ReplaySafety::Idempotent,
    );

    fn context(&self) -> &rt::CallContext {
        &self.context
    }

    fn context_mut(&mut self) -> &mut rt::CallContext {
        &mut self.context
    }

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).path("orgId", &self.org_id).path("groupId", &self.group_id).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.nothing()
    }
}
rt::call!(DeleteGroup);

/// Unsafe, identified by a UUID, answering with a string.
#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub(crate) struct RetryGroup {
    context: rt::CallContext,
    group_id: String,
}

impl RetryGroup {
    fn new(client: &rt::Client, group_id: String) -> Self {
        Self { context: rt::CallContext::new(client), group_id }
    }
}

impl rt::Call for RetryGroup {
    type Output = String;
    const OPERATION: rt::Operation =
        rt::Operation::new("retry_group", rt::Method::POST, "/group/{groupId}/retry", rt::ReplaySafety::Unsafe);

    fn context(&self) -> &rt::CallContext {
        &self.context
    }

    fn context_mut(&mut self) -> &mut rt::CallContext {
        &mut self.context
    }

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).uuid("groupId", &self.group_id).path("groupId", &self.group_id).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.string()
    }
}
rt::call!(RetryGroup);
