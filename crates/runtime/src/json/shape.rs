//! Carries one way of reading and writing a value through options, lists and maps of it.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Serialize,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor},
    ser::Serializer,
};

/// A type that the `with` module marked by `W` reads and writes: a value, or a nesting of containers around one.
///
/// Serde's `with` attribute names functions for one exact type. This trait lets the same module serve `T`, `Option<T>`,
/// `Option<Option<T>>` (absent, null, value), `Vec<T>`, `BTreeMap<K, T>`, `Box<T>` and nestings of these.
pub trait Shape<W>: Sized {
    /// Reads the value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// What null stands for, if it stands for anything.
    fn null() -> Option<Self> {
        None
    }
}

impl<W, T: Shape<W>> Shape<W> for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(Reader::<W, Self>::NEW)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Written::<W, T>::new(value)),
            None => serializer.serialize_none(),
        }
    }

    fn null() -> Option<Self> {
        Some(T::null())
    }
}

impl<W, T: Shape<W>> Shape<W> for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Reader::<W, Self>::NEW)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written::<W, T>::new))
    }
}

impl<W, K, T> Shape<W> for BTreeMap<K, T>
where
    K: Ord + Serialize + for<'de> Deserialize<'de>,
    T: Shape<W>,
{
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader::<W, Self>::NEW)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written::<W, T>::new(value))))
    }
}

impl<W, T: Shape<W>> Shape<W> for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    fn null() -> Option<Self> {
        T::null().map(Self::new)
    }
}

/// Reads a `T` in the way `W`: the visitor of the containers, and the seed of what they hold.
struct Reader<W, T>(PhantomData<(W, T)>);

impl<W, T> Reader<W, T> {
    const NEW: Self = Self(PhantomData);
}

impl<'de, W, T: Shape<W>> DeserializeSeed<'de> for Reader<W, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl<'de, W, T: Shape<W>> Visitor<'de> for Reader<W, Option<T>> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(T::null())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(T::null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<'de, W, T: Shape<W>> Visitor<'de> for Reader<W, Vec<T>> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(Reader::<W, T>::NEW)? {
            values.push(value);
        }
        Ok(values)
    }
}

impl<'de, W, K: Ord + Deserialize<'de>, T: Shape<W>> Visitor<'de> for Reader<W, BTreeMap<K, T>> {
    type Value = BTreeMap<K, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some(key) = map.next_key()? {
            values.insert(key, map.next_value_seed(Reader::<W, T>::NEW)?);
        }
        Ok(values)
    }
}

/// A borrowed `T` that is written in the way `W`.
struct Written<'a, W, T>(&'a T, PhantomData<W>);

impl<'a, W, T> Written<'a, W, T> {
    fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<W, T: Shape<W>> Serialize for Written<'_, W, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
