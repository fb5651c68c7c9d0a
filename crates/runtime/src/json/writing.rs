//! Makes a sink of any serializer of serde.

use std::fmt::Display;

use serde::{
    Serialize,
    ser::{Error, SerializeMap, SerializeSeq, Serializer},
};
use serde_json::{Value, value::RawValue};

use super::object::Field;
use super::shape::{Failed, List, Members, Shape, Way};
use super::sink::Sink;

/// A serializer until it is used, and afterwards what came of it.
pub(super) struct Writing<S: Serializer> {
    output: Option<S>,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Writing<S> {
    /// Writes a value; an objection of its own comes before that of the serializer.
    pub(super) fn write(output: S, value: &dyn Shape, way: Way) -> Result<S::Ok, S::Error> {
        let mut writing = Self { output: Some(output), result: None };
        match (value.write(&mut writing, way), writing.result) {
            (Ok(()) | Err(Failed(None)), Some(result)) => result,
            (Ok(()), None) => Err(S::Error::custom("a value wrote nothing")),
            (Err(failed), _) => Err(S::Error::custom(failed)),
        }
    }

    /// Uses the serializer and keeps what came of it.
    fn with(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), Failed> {
        let output = self.output.take().ok_or_else(|| Failed::because("a value cannot be written twice"))?;
        let result = self.result.insert(write(output));
        if result.is_ok() { Ok(()) } else { Err(Failed::told()) }
    }
}

impl<S: Serializer> Sink for Writing<S> {
    fn null(&mut self) -> Result<(), Failed> {
        self.with(Serializer::serialize_none)
    }

    fn bool(&mut self, value: bool) -> Result<(), Failed> {
        self.with(|output| output.serialize_bool(value))
    }

    fn integer(&mut self, value: i64) -> Result<(), Failed> {
        self.with(|output| output.serialize_i64(value))
    }

    fn unsigned(&mut self, value: u64) -> Result<(), Failed> {
        self.with(|output| output.serialize_u64(value))
    }

    fn float(&mut self, value: f64) -> Result<(), Failed> {
        self.with(|output| output.serialize_f64(value))
    }

    fn string(&mut self, value: &str) -> Result<(), Failed> {
        self.with(|output| output.serialize_str(value))
    }

    fn display(&mut self, value: &dyn Display) -> Result<(), Failed> {
        self.with(|output| output.collect_str(value))
    }

    fn json(&mut self, json: &RawValue) -> Result<(), Failed> {
        self.with(|output| json.serialize(output))
    }

    fn value(&mut self, value: &Value) -> Result<(), Failed> {
        self.with(|output| value.serialize(output))
    }

    fn list(&mut self, list: &dyn List, way: Way) -> Result<(), Failed> {
        self.with(|output| {
            let mut written = output.serialize_seq(Some(list.count()))?;
            for index in 0..list.count() {
                written.serialize_element(&Written { value: list.item(index), way })?;
            }
            written.end()
        })
    }

    fn map(&mut self, members: &dyn Members, way: Way) -> Result<(), Failed> {
        self.with(|output| {
            let mut map = output.serialize_map(Some(members.count()))?;
            entries(&mut map, members, way)?;
            map.end()
        })
    }

    fn object(
        &mut self,
        fields: &'static [Field],
        values: &[&dyn Shape],
        others: Option<&dyn Members>,
    ) -> Result<(), Failed> {
        self.with(|output| {
            // How many fields are left out is not known before they have been asked.
            let mut map = output.serialize_map(None)?;
            for (field, value) in fields.iter().zip(values) {
                if field.writes_null || !value.is_none() {
                    map.serialize_entry(field.name, &Written { value: *value, way: field.way })?;
                }
            }
            if let Some(others) = others {
                entries(&mut map, others, Way::Plain)?;
            }
            map.end()
        })
    }
}

fn entries<M: SerializeMap>(map: &mut M, members: &dyn Members, way: Way) -> Result<(), M::Error> {
    let mut error = None;
    let written = members.write_members(&mut |name, value| {
        map.serialize_entry(name, &Written { value, way }).map_err(|found| {
            error = Some(found);
            Failed::told()
        })
    });
    match (written, error) {
        (_, Some(error)) => Err(error),
        (Err(failed), None) => Err(M::Error::custom(failed)),
        (Ok(()), None) => Ok(()),
    }
}

/// A borrowed value that is written in its field's way.
struct Written<'a> {
    value: &'a dyn Shape,
    way: Way,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Writing::write(serializer, self.value, self.way)
    }
}
