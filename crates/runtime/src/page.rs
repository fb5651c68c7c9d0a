//! Turns single pages into streams of pages and of items.
