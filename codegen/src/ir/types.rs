//! The types an SDK's calls carry.

use super::{Limit, Presence};
use serde::Serialize;

/// Refers to an entry of [`super::Sdk::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypeId(pub u32);

/// Refers to an entry of [`super::Sdk::ids`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct IdRef(pub u32);

/// Prose from a spec, kept as paragraphs; empty when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// One sentence, when there is one.
    pub summary: Option<String>,
    /// The rest, as it was written.
    pub detail: Option<String>,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A whole number that fits 64 bits.
    Integer,
    /// A whole number that is never negative and may be too large for [`Type::Integer`].
    Unsigned,
    /// A binary floating point number.
    Float,
    /// An exact decimal of at most 28 digits, on the wire as a number or as text.
    Decimal(DecimalWire),
    /// An exact decimal that is no field but an element, a member of a union or a whole body, as a number.
    DecimalNumber,
    /// A decimal of any length, as text.
    DecimalText,
    /// Text, with the format to check before it is sent.
    String(TextFormat),
    /// Text that must never be shown.
    Secret,
    /// A file or a stream, in a part of a form that callers send.
    File,
    /// An identifier newtype.
    Id(IdRef),
    /// A calendar date.
    Date,
    /// A date and time, with or without an offset.
    DateTime,
    /// An ISO 8601 duration.
    Duration,
    /// Any JSON value.
    Json,
    /// A JSON object of any values.
    JsonObject,
    /// A sequence.
    List(Box<Type>),
    /// An object with keys of any name.
    Map(Box<Type>),
    /// A value that may be null, where null is not the same as absent: in a field that callers send, or as an element.
    Nullable(Box<Type>),
    /// A type of its own.
    Named(TypeId),
}

impl Type {
    /// The type of what is there when it is not null.
    pub fn without_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            other => other,
        }
    }
}

/// What kind of JSON value carries a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum DecimalWire {
    /// A JSON number.
    Number,
    /// A JSON string.
    String,
}

/// A format that is checked when a call is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum TextFormat {
    /// Any text.
    Any,
    /// RFC 9562, in any case.
    Uuid,
    /// 26 characters of Crockford's base 32.
    Ulid,
}

/// A newtype around text that names one kind of thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdType {
    /// Its Rust name, as `sdk.yaml` gives it.
    pub name: String,
    /// What it identifies.
    pub docs: Text,
    /// What is checked before it is sent.
    pub format: TextFormat,
}

/// A type of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeDef {
    /// Where its name comes from.
    pub origin: Origin,
    /// What it means.
    pub docs: Text,
    /// Which way it travels.
    pub usage: Usage,
    /// What it looks like.
    pub shape: Shape,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
}

/// Where a type's name comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Origin {
    /// `sdk.yaml` names it.
    Pinned(String),
    /// A schema of the contract, by its full name; of a type inside a schema that is no type itself (the items of a
    /// list), followed by the words from there.
    Schema(String),
    /// A schema inside another one: the parent and the field or role.
    Inline {
        /// What it stands in.
        parent: Namespace,
        /// The words from there, such as a field's wire name or `item`.
        path: Vec<String>,
    },
}

/// What an inline type stands in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Namespace {
    /// A type.
    Type(TypeId),
    /// An operation, by its place in [`super::Sdk::operations`].
    Operation(usize),
}

/// Which way a type travels; both may be true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Callers build it.
    pub sent: bool,
    /// Answers carry it.
    pub received: bool,
}

/// What a type looks like.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Shape {
    /// Fields by name.
    Struct(Struct),
    /// One of several texts.
    StringEnum(Vec<StringVariant>),
    /// One of several whole numbers.
    IntegerEnum(Vec<IntegerVariant>),
    /// One of several types.
    Union(Union),
    /// Another name for a type; only where a pinned or schema name is worth keeping (a list or map at the top of a schema).
    Alias(Type),
}

/// Fields by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Struct {
    /// In the order of the contract's `properties`, those of `allOf` members first.
    pub fields: Vec<Field>,
    /// What happens to members the contract does not name.
    pub other_fields: OtherFields,
    /// Fields of which exactly one is given, as indexes into `fields`; each gets a constructor. Empty: the ordinary `new`.
    pub one_of: Vec<usize>,
}

/// What happens to members that the contract does not name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum OtherFields {
    /// They are read past.
    Ignored,
    /// They are kept and written back, since the type is read and sent back.
    Kept,
    /// The contract gives them a type.
    Typed(Type),
}

/// One field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its name on the wire.
    pub wire_name: String,
    /// Its type, without the option that presence makes of it.
    pub ty: Type,
    /// Must it be there?
    pub presence: Presence,
    /// Which way it travels.
    pub access: Access,
    /// What it means.
    pub docs: Text,
    /// Limits, units, the default.
    pub limits: Vec<Limit>,
    /// Filled by the SDK from an argument in every operation that sends the type, so that constructors leave it out.
    pub filled: bool,
    /// The one text it may hold; constructors set it themselves. Only a required text field has one.
    pub fixed: Option<String>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Must it be boxed, because the type reaches itself through it?
    pub boxed: bool,
}

impl Field {
    /// Whether Rust holds an option for it.
    pub fn is_optional(&self) -> bool {
        self.presence == Presence::Optional || self.filled
    }
}

/// Which way a field travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Access {
    /// Both.
    Both,
    /// The vendor sets it.
    ReadOnly,
    /// The vendor never shows it.
    WriteOnly,
}

/// One text of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StringVariant {
    /// The text; may be empty.
    pub wire_value: String,
    /// What it means.
    pub docs: Option<String>,
}

/// One whole number of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IntegerVariant {
    /// The number.
    pub value: i64,
    /// What the contract calls it (`x-enum-varnames`).
    pub name: Option<String>,
    /// What it means.
    pub docs: Option<String>,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Union {
    /// How a reader tells them apart.
    pub tag: UnionTag,
    /// In the order of the contract; untagged ones in the order of trying.
    pub variants: Vec<UnionVariant>,
}

/// How a reader tells the members of a union apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum UnionTag {
    /// By a field of the object.
    Field(String),
    /// By trying them in order, those that ask for more first: the first that fits.
    Untagged,
}

/// One member of a union.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnionVariant {
    /// The tag's values that select it; the first is written. Empty when untagged.
    pub tags: Vec<String>,
    /// The words for its name: the tag, the schema's name or the kind of type.
    pub name: String,
    /// What it carries.
    pub ty: Type,
    /// What it means.
    pub docs: Text,
    /// Must it be boxed, because the type reaches itself through it?
    pub boxed: bool,
}
