//! The kinds of JSON values that `type` names.

/// `type`, without `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl JsonKind {
    /// What is of one of these kinds and of one of those; an integer is a number.
    pub fn common(these: &[Self], those: &[Self]) -> Vec<Self> {
        let fits = |kind: Self, others: &[Self]| {
            others.contains(&kind) || (kind == Self::Integer && others.contains(&Self::Number))
        };
        let mut common: Vec<Self> = these.iter().copied().filter(|kind| fits(*kind, those)).collect();
        let others = those.iter().copied().filter(|kind| fits(*kind, these));
        others.for_each(|kind| {
            if !common.contains(&kind) {
                common.push(kind);
            }
        });
        common
    }

    /// The kind that a `type` names.
    pub(super) fn called(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}
