//! Makes a source of any deserializer of serde.

mod object;
mod text;

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::object::Field;
use super::shape::{Failed, List, Members, Nullable, Shape, Way};
use super::source::Source;

/// A deserializer until it is used, and afterwards what went wrong.
pub(super) struct Reading<'de, D: Deserializer<'de>> {
    input: Option<D>,
    error: Option<D::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, D: Deserializer<'de>> Reading<'de, D> {
    /// Reads a value; an objection of its own comes before that of the deserializer.
    pub(super) fn read(input: D, value: &mut dyn Shape, way: Way) -> Result<(), D::Error> {
        Self::hand(input, |source| value.read(source, way))
    }

    /// Hands a source on.
    fn hand(input: D, take: impl FnOnce(&mut dyn Source) -> Result<(), Failed>) -> Result<(), D::Error> {
        let mut reading = Self { input: Some(input), error: None, lifetime: PhantomData };
        match (take(&mut reading), reading.error) {
            (Ok(()), _) => Ok(()),
            (Err(Failed(None)), Some(error)) => Err(error),
            (Err(failed), _) => Err(D::Error::custom(failed)),
        }
    }

    /// Uses the deserializer and keeps its error.
    fn with<T>(&mut self, read: impl FnOnce(D) -> Result<T, D::Error>) -> Result<T, Failed> {
        let input = self.input.take().ok_or_else(|| Failed::because("a value cannot be read twice"))?;
        read(input).map_err(|error| {
            self.error = Some(error);
            Failed::told()
        })
    }
}

impl<'de, D: Deserializer<'de>> Source for Reading<'de, D> {
    fn bool(&mut self) -> Result<bool, Failed> {
        self.with(bool::deserialize)
    }

    fn integer(&mut self) -> Result<i64, Failed> {
        self.with(i64::deserialize)
    }

    fn unsigned(&mut self) -> Result<u64, Failed> {
        self.with(u64::deserialize)
    }

    fn float(&mut self) -> Result<f64, Failed> {
        self.with(f64::deserialize)
    }

    fn string(&mut self) -> Result<String, Failed> {
        self.with(String::deserialize)
    }

    fn text(&mut self, expected: &'static str, take: &mut dyn FnMut(&str) -> Result<(), Failed>) -> Result<(), Failed> {
        self.with(|input| input.deserialize_str(text::Reader { expected, take }))
    }

    fn json(&mut self) -> Result<Box<RawValue>, Failed> {
        // Boxed and not borrowed, because a `serde_json::Value` has no text to borrow from.
        self.with(Box::<RawValue>::deserialize)
    }

    fn value(&mut self) -> Result<Value, Failed> {
        self.with(Value::deserialize)
    }

    fn option(&mut self, value: &mut dyn Nullable, way: Way) -> Result<(), Failed> {
        self.with(|input| input.deserialize_option(OptionReader { value, way }))
    }

    fn list(&mut self, list: &mut dyn List, way: Way) -> Result<(), Failed> {
        self.with(|input| input.deserialize_seq(ListReader { list, way }))
    }

    fn map(&mut self, members: &mut dyn Members, way: Way) -> Result<(), Failed> {
        self.with(|input| input.deserialize_map(MapReader { members, way }))
    }

    fn object(
        &mut self,
        fields: &'static [Field],
        values: &mut [&mut dyn Shape],
        others: Option<&mut dyn Members>,
    ) -> Result<(), Failed> {
        self.with(|input| input.deserialize_map(object::Reader { fields, values, others }))
    }
}

struct OptionReader<'a> {
    value: &'a mut dyn Nullable,
    way: Way,
}

impl<'de> Visitor<'de> for OptionReader<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        if self.value.keeps_null() {
            self.value.fill();
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        Reading::read(input, self.value.fill(), self.way)
    }
}

struct ListReader<'a> {
    list: &'a mut dyn List,
    way: Way,
}

impl<'de> Visitor<'de> for ListReader<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(ItemReader { list: &mut *self.list, way: self.way })?.is_some() {}
        Ok(())
    }
}

struct MapReader<'a> {
    members: &'a mut dyn Members,
    way: Way,
}

impl<'de> Visitor<'de> for MapReader<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(MemberReader { members: &mut *self.members, name, way: self.way })?;
        }
        Ok(())
    }
}

/// The value of a member of any name.
struct MemberReader<'a> {
    members: &'a mut dyn Members,
    name: String,
    way: Way,
}

impl<'de> DeserializeSeed<'de> for MemberReader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        Reading::hand(input, |source| self.members.read_member(self.name, source, self.way))
    }
}

/// The next item of a list: room is made for it only when it is there.
struct ItemReader<'a> {
    list: &'a mut dyn List,
    way: Way,
}

impl<'de> DeserializeSeed<'de> for ItemReader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        Reading::read(input, self.list.add(), self.way)
    }
}
