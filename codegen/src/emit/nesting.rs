//! Counts how deep types lie in each other, which the compiler follows to the end to know whether one is `Send`.

use crate::ir::{Sdk, Shape, Type};

/// What the compiler allows unless a crate asks for more.
const USUAL: usize = 128;

/// So many steps the compiler takes from one type to the next through `Option<Vec<_>>`, its buffer and its pointer.
const STEPS: usize = 8;

/// The `recursion_limit` that a crate needs, where the usual one is not enough.
pub(super) fn recursion_limit(sdk: &Sdk) -> Option<usize> {
    let steps = STEPS * deepest(&edges(sdk));
    (steps > USUAL).then(|| steps.next_multiple_of(USUAL))
}

/// For every type, the types that it mentions.
fn edges(sdk: &Sdk) -> Vec<Vec<usize>> {
    let of_shape = |shape: &Shape| {
        let mut found = Vec::new();
        match shape {
            Shape::Struct(shape) => shape.fields.iter().for_each(|field| named(&field.ty, &mut found)),
            Shape::Union(union) => union.variants.iter().for_each(|variant| named(&variant.ty, &mut found)),
            Shape::Alias(ty) => named(ty, &mut found),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
        }
        found
    };
    sdk.types.iter().map(|definition| of_shape(&definition.shape)).collect()
}

fn named(ty: &Type, found: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => found.push(id.0 as usize),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => named(inner, found),
        _ => {}
    }
}

/// No way through the types that meets none twice is longer. Types that mention each other count together, since a way
/// may lead through all of them.
fn deepest(edges: &[Vec<usize>]) -> usize {
    let mut search = Search {
        edges,
        next: 1,
        order: vec![0; edges.len()],
        lowest: vec![0; edges.len()],
        open: Vec::new(),
        depth: vec![0; edges.len()],
    };
    (0..edges.len()).for_each(|start| search.from(start));
    search.depth.into_iter().max().unwrap_or(0)
}

/// Tarjan's search for types that mention each other, which finishes what is mentioned before what mentions it.
struct Search<'all> {
    edges: &'all [Vec<usize>],
    next: usize,
    /// When a type was met, from 1.
    order: Vec<usize>,
    /// The earliest open type that a type leads back to.
    lowest: Vec<usize>,
    open: Vec<usize>,
    /// The longest way from a finished type, and 0 while it is open.
    depth: Vec<usize>,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        // A stack of our own: types may hold each other in chains longer than the program's.
        let mut path = vec![(start, 0)];
        while let Some((at, edge)) = path.pop() {
            if edge == 0 {
                if self.order[at] != 0 {
                    continue;
                }
                (self.order[at], self.lowest[at]) = (self.next, self.next);
                self.next += 1;
                self.open.push(at);
            } else {
                let seen = self.edges[at][edge - 1];
                if self.depth[seen] == 0 {
                    self.lowest[at] = self.lowest[at].min(self.lowest[seen]);
                }
            }
            match self.edges[at].get(edge) {
                Some(target) => path.extend([(at, edge + 1), (*target, 0)]),
                None if self.lowest[at] == self.order[at] => self.finish(at),
                None => {}
            }
        }
    }

    /// Finishes the types that mention each other and were met from this one on.
    fn finish(&mut self, first: usize) {
        let Some(start) = self.open.iter().rposition(|at| *at == first) else { return };
        let group = self.open.split_off(start);
        let below = group.iter().flat_map(|at| &self.edges[*at]).map(|target| self.depth[*target]).max();
        let depth = group.len() + below.unwrap_or(0);
        group.into_iter().for_each(|at| self.depth[at] = depth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_way_is_counted() {
        let chain = |length: usize| (0..length).map(|at| Vec::from_iter((at + 1 < length).then_some(at + 1))).collect();
        let cases: [(Vec<Vec<usize>>, usize); 8] = [
            (vec![], 0),
            (vec![vec![]], 1),
            (vec![vec![0]], 1),
            (chain(3), 3),
            (vec![vec![], vec![0], vec![0, 1], vec![0, 0]], 3),
            // Three in a circle, with one before and one behind it.
            (vec![vec![1], vec![2, 3], vec![0], vec![], vec![2]], 5),
            // Two circles in one.
            (vec![vec![1, 2], vec![0], vec![0]], 3),
            (chain(100_000), 100_000),
        ];
        for (edges, wanted) in cases {
            assert_eq!(deepest(&edges), wanted, "{:?}", edges.iter().take(9).collect::<Vec<_>>());
        }
    }
}
