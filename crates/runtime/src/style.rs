//! Says how a value that may have several parts is written into one place (OpenAPI's `style` and `explode`).

mod expand;
mod members;
mod or_empty;
mod parts;

pub(crate) use expand::{Escape, RESERVED, expand};
pub(crate) use members::Members;
pub use or_empty::OrEmpty;
pub(crate) use parts::{Parts, json, unwritable};

/// How a value is written where it is no JSON: OpenAPI's styles, which are the expansions of RFC 6570.
///
/// Shown are the list `[a, b]` and the object `{"x": 1, "y": 2}` under the name `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` and `x,1,y,2`
    Simple,
    /// `a,b` and `x=1,y=2`
    SimpleExploded,
    /// `.a,b` and `.x,1,y,2`
    Label,
    /// `.a.b` and `.x=1.y=2`
    LabelExploded,
    /// `;n=a,b` and `;n=x,1,y,2`
    Matrix,
    /// `;n=a;n=b` and `;x=1;y=2`
    MatrixExploded,
    /// `n=a,b` and `n=x,1,y,2`
    Form,
    /// `n=a&n=b` and `x=1&y=2`
    FormExploded,
    /// `n=a%20b` and `n=x%201%20y%202`
    Space,
    /// `n=a%7Cb` and `n=x%7C1%7Cy%7C2`
    Pipe,
    /// `n[]=a&n[]=b` and `n[x]=1&n[y]=2`, to any depth.
    Deep,
    /// The value as JSON.
    Json,
}
