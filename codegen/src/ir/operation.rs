//! One call an SDK can make.

use super::{Body, Content, Filling, Parameter, Template, Text, Type};
use crate::path_template::PathTemplate;
use serde::Serialize;
use std::fmt;

/// One method and path, with everything that goes in and comes out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    /// The capability's name for it, such as `listusagerecordgroups`.
    pub wire_name: String,
    /// Where the method name comes from.
    pub method_name: MethodName,
    /// Which of [`super::Sdk::capabilities`] declares it.
    pub capability: usize,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path below [`super::Service::base_url`], which keeps its own base path.
    pub path: PathTemplate,
    /// What it does.
    pub docs: Text,
    /// Path, query, header and cookie inputs; in path order, then as declared. Constants are inputs no more.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What a good answer carries.
    pub output: Output,
    /// Statuses outside 2xx that are good answers, such as a 302 whose location is the result.
    pub answers: Vec<u16>,
    /// What the contract says about refusals.
    pub errors: Vec<ErrorAnswer>,
    /// The headers of answers, good and bad, that the contract describes; each once.
    pub headers: Vec<ResponseHeader>,
    /// May it be sent twice?
    pub replay: Replay,
    /// Statuses by which the vendor says that it refused before processing, so that even an unsafe call may be sent again.
    pub refused_before_processing: Vec<u16>,
    /// How the next page is asked for.
    pub paging: Option<Paging>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Whether the contract knows it.
    pub typed_by: TypedBy,
}

/// Where the words of a method name come from: the first that applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum MethodName {
    /// `sdk.yaml` says so.
    Pinned(String),
    /// A text that spells the same letters as the wire name but shows its words (`BatchReportUsageRecordGroups`).
    Spelled(String),
    /// Nothing shows the words.
    Wire,
}

/// Which authority types an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TypedBy {
    /// The contract.
    Contract,
    /// Nobody: bodies and answers are JSON values.
    Nothing,
}

/// Must a value be given?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
}

/// What a good answer carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Output {
    /// Nothing.
    Empty,
    /// The same content for every good status that has one.
    One(Content),
    /// Content, or nothing, by status: an option.
    Maybe(Content),
    /// Different content by status or by media type: an enum of its own.
    Several(Vec<Success>),
}

/// One good answer of several that differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Success {
    /// Which statuses it covers.
    pub status: StatusRange,
    /// The media types by which it is told from other answers of the status; none of the one that is preferred.
    pub media_types: Vec<String>,
    /// What it carries.
    pub content: Option<Content>,
}

/// A header of answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResponseHeader {
    /// Its name on the wire, as the contract spells it first.
    pub wire_name: String,
    /// The type of its value: a scalar, a list of scalars parted by commas, or what JSON in it holds.
    pub ty: Type,
    /// Whether the value is JSON.
    pub is_json: bool,
    /// What it means.
    pub docs: Text,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
}

/// One refusal that the contract describes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ErrorAnswer {
    /// Which statuses it covers.
    pub status: StatusRange,
    /// The body's shape, where it is published.
    pub content: Option<Content>,
    /// When it happens.
    pub docs: Text,
}

/// An exact status, a class such as `4XX`, or the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum StatusRange {
    /// `404`
    Exact(u16),
    /// `4XX`, as its first digit.
    Class(u16),
    /// `default`
    Default,
}

/// May a call be sent twice?
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Replay {
    /// It changes nothing.
    Safe,
    /// The second time changes nothing more.
    Idempotent,
    /// The vendor recognises the second time by a key in the body.
    Keyed(Keyed),
    /// It may not, unless the first attempt never arrived.
    Unsafe,
}

/// How the vendor recognises a repeated call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keyed {
    /// The list whose elements carry a key each, as wire name; `None` when the body itself carries the one key.
    pub list: Option<String>,
    /// The field that holds the key, as wire name.
    pub field: String,
    /// The status that answers a repeated key, when the vendor publishes one.
    pub duplicate: Option<u16>,
    /// The good status by which the vendor says that a part was refused, when there is one (`207`).
    pub partial: Option<u16>,
}

/// Where the next page comes from. Field names are wire names; `query` names are parameters of the operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Paging {
    /// The answer says the next offset.
    Offset {
        /// The query parameter.
        query: String,
        /// The answer's field with the next offset.
        next: String,
        /// The answer's field with the items.
        items: String,
    },
    /// The answer carries a token for the next page.
    Token {
        /// The query parameter.
        query: String,
        /// The answer's field with the token.
        next: String,
        /// The answer's field with the items.
        items: String,
    },
    /// Pages are counted, and the answer says how many items there are.
    Number {
        /// The query parameter: a name, or a name and a member (`page`, `number`) for a deep object.
        query: Vec<String>,
        /// Fields from the answer's root to this page's number.
        number: Vec<String>,
        /// Fields to the page size.
        size: Vec<String>,
        /// Fields to the total number of items.
        total: Vec<String>,
        /// The answer's field with the items.
        items: String,
    },
}

impl Operation {
    /// Every template that a request is made of.
    pub fn templates(&self) -> Vec<&Template> {
        let mut templates = Vec::new();
        for parameter in &self.parameters {
            if let Filling::Template(template) = &parameter.filling {
                templates.push(template);
            }
        }
        if let Some(Content::Template(body)) = self.body.as_ref().map(|body| &body.content) {
            templates.extend(body.templates());
        }
        templates
    }

    /// Whether the vendor answers a repeated key in a way of its own, so that the answer is a receipt.
    pub fn has_receipt(&self) -> bool {
        matches!(&self.replay, Replay::Keyed(keyed) if keyed.duplicate.is_some())
    }

    /// Whether the answer may be read as it arrives: what is read whole to be decoded may not. Of several kinds, it is
    /// enough that one may.
    pub fn is_streamed(&self) -> bool {
        let is_plain = |content: &Content| matches!(content, Content::Text { .. } | Content::Bytes { .. });
        let may_be = match &self.output {
            Output::One(content) | Output::Maybe(content) => is_plain(content),
            Output::Several(answers) => answers.iter().filter_map(|answer| answer.content.as_ref()).any(is_plain),
            Output::Empty => false,
        };
        may_be && !self.has_receipt()
    }
}

impl fmt::Display for StatusRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Class(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}
