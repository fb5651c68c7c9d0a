//! How much memory a call takes up while it is under way.

use super::*;

/// The most that glibc's allocator gives out from its quick lists, in bytes.
const QUICKLY_HAD: usize = 1032;

#[test]
fn the_future_of_a_call_is_of_a_size_that_is_quickly_had() {
    let call = start(&CallContext::new(&stage().client), Request::new(&KEYED).build());
    let size = size_of_val(&*call);
    assert!(size <= QUICKLY_HAD, "{size} bytes");
}
