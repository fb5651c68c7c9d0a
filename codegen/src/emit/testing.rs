//! Prints `src/testing.rs`: what users' own tests need, with an example that they can paste.

use super::context::Context;
use super::{Item, RustFile, readme};
use crate::name;
use quote::quote;

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    let package = name::crate_ident(&cx.sdk.package);
    let credential = cx.sdk.service.credential.as_ref().map_or("", |_| ".credential(\"secret\")");
    let variables = super::client::required_variables(cx)
        .map(|name| format!("let builder = builder.variable({name:?}, \"value\");\n"));
    let variables: String = variables.collect();
    let call = readme::simplest(cx).unwrap_or_else(|| format!("raw({package}::Method::GET, \"/\")"));
    let text = format!(
        "For your own tests: a vendor without network that answers from a script, and a clock that never waits.\n\n\
         Turn the feature `testing` on among your `dev-dependencies`.\n\n\
         ```no_run\n\
         use {package}::Client;\n\
         use {package}::testing::{{PausedClock, ScriptedTransport}};\n\n\
         # async fn sample() -> {package}::Result<()> {{\n\
         let vendor = ScriptedTransport::new();\n\
         vendor.answer(503, \"\").answer(200, \"{{}}\");\n\
         let clock = PausedClock::default();\n\
         let builder = Client::builder().base_url(\"https://vendor.example\"){credential};\n\
         {variables}\
         let client = builder.transport(vendor.clone()).clock(clock.clone()).build()?;\n\n\
         client.{call}.await?;\n\n\
         assert_eq!(vendor.requests().len(), 2); // The 503 was tried again,\n\
         assert_eq!(clock.slept().len(), 1); // and the wait between took no time.\n\
         # Ok(())\n\
         # }}\n\
         ```"
    );
    RustFile {
        docs: text.lines().map(str::to_owned).collect(),
        items: vec![Item::from(quote!(
            pub use meterforge_runtime::testing::*;
        ))],
        ..RustFile::default()
    }
}
