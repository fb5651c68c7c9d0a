//! Reads an object: finds the field of each name, reads its value in place, and sees which fields are missing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{MemberReader, Reading};
use crate::json::object::Field;
use crate::json::shape::{Members, Shape, Way};

pub(super) struct Reader<'a, 'v, 'o> {
    pub(super) fields: &'static [Field],
    /// The value of each field.
    pub(super) values: &'a mut [&'v mut dyn Shape],
    /// What takes members of other names.
    pub(super) others: Option<&'o mut dyn Members>,
}

impl<'de> Visitor<'de> for Reader<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(name) = map.next_key_seed(Name { fields: self.fields, next, keeps: self.others.is_some() })? {
            match (name, &mut self.others) {
                (Known::Field(at), _) => {
                    let (field, value) = (&self.fields[at], &mut *self.values[at]);
                    if seen.replace(at) {
                        return Err(A::Error::duplicate_field(field.name));
                    }
                    map.next_value_seed(Into { value, way: field.way })?;
                    next = at + 1;
                }
                (Known::Other(name), Some(members)) => {
                    map.next_value_seed(MemberReader { members: &mut **members, name, way: Way::Plain })?;
                }
                (Known::Nothing | Known::Other(_), _) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let mut fields = self.fields.iter().zip(&*self.values).enumerate();
        match fields.find(|(at, (_, value))| !seen.contains(*at) && !value.may_be_absent()) {
            Some((_, (field, _))) => Err(A::Error::missing_field(field.name)),
            None => Ok(()),
        }
    }
}

/// What a name means.
enum Known {
    /// The field at this place.
    Field(usize),
    /// No field, but somebody keeps it.
    Other(String),
    /// Nothing that anybody asks for.
    Nothing,
}

/// Finds the field of a name; members mostly come in the order of the fields, so the one after the last is tried first.
struct Name {
    fields: &'static [Field],
    next: usize,
    keeps: bool,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Known;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Known, D::Error> {
        input.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Known;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Known, E> {
        if self.fields.get(self.next).is_some_and(|field| field.name == name) {
            return Ok(Known::Field(self.next));
        }
        Ok(match self.fields.iter().position(|field| field.name == name) {
            Some(at) => Known::Field(at),
            None if self.keeps => Known::Other(name.to_owned()),
            None => Known::Nothing,
        })
    }
}

/// Reads a value in place.
struct Into<'a> {
    value: &'a mut dyn Shape,
    way: Way,
}

impl<'de> DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        Reading::read(input, self.value, self.way)
    }
}

/// Which fields have been read: a bit each, the first of them without an allocation.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<usize>,
}

impl Seen {
    /// Marks a field, and says whether it was marked before.
    fn replace(&mut self, at: usize) -> bool {
        let was_seen = self.contains(at);
        match bit(at) {
            Some(bit) => self.first |= bit,
            None => self.rest.push(at),
        }
        was_seen
    }

    fn contains(&self, at: usize) -> bool {
        bit(at).map_or_else(|| self.rest.contains(&at), |bit| self.first & bit != 0)
    }
}

fn bit(at: usize) -> Option<u64> {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_fields_is_remembered() {
        let mut seen = Seen::default();
        for at in [0, 63, 64, 1000] {
            assert!(!seen.contains(at) && !seen.replace(at) && seen.replace(at) && seen.contains(at), "{at}");
        }
        assert!(!seen.contains(1) && !seen.contains(65));
    }
}
