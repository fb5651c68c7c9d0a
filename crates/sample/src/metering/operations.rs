//! The operations, and how their calls are made from inputs.

use meterforge_runtime::codegen_v1 as rt;
use meterforge_surface::codegen_v1::*;

use crate::client::Client;
use crate::model::Usage;
use crate::operation::{
    CreateMeter, DeleteMeter, ExportMeters, GetMeter, ListMeters, ListTags, ReportUsage, SetWebhook,
};

/// What the vendor wants to know of a webhook, made from plain inputs.
const WEBHOOK: Template = Template::Object(&[
    ("url", Template::Input("url")),
    ("secret", Template::Input("secret")),
    ("kind", Template::Fixed("\"usage\"")),
    ("note", Template::Input("note")),
]);

pub(super) const OPERATIONS: &[Operation<Client>] = &[
    Operation {
        info: OperationInfo { name: "listmeters", safety: ReplaySafety::Safe, list: Some("data"), is_paged: true },
        call: |client, inputs| {
            let call = ListMeters {
                context: context(client),
                limit: inputs.optional("limit")?,
                tag: inputs.optional("tag")?,
                filter: inputs.optional("filter")?,
                next_token: None,
            };
            page(call, inputs)
        },
    },
    Operation {
        info: plain("createmeter", ReplaySafety::Unsafe),
        call: |client, inputs| Ok(send(&CreateMeter { context: context(client), body: inputs.required("body")? })),
    },
    Operation {
        info: plain("getmeter", ReplaySafety::Safe),
        call: |client, inputs| {
            Ok(send(&GetMeter {
                context: context(client),
                meter_id: inputs.required("meterId")?,
                region: inputs.optional("region")?,
                view: inputs.optional("view")?,
            }))
        },
    },
    Operation {
        info: plain("deletemeter", ReplaySafety::Idempotent),
        call: |client, inputs| {
            Ok(send(&DeleteMeter { context: context(client), meter_id: inputs.required("meterId")? }))
        },
    },
    Operation {
        info: plain("reportusage", ReplaySafety::Keyed),
        call: |client, inputs| {
            let meter_id = inputs.required("meterId")?;
            let body = inputs.body::<Usage>(&Template::Object(&[
                ("id", Template::Input("id")),
                ("quantity", Template::Input("quantity")),
                ("unit", Template::Input("unit")),
            ]))?;
            Ok(send(&ReportUsage::new(rt::Service::core(client), meter_id, body)))
        },
    },
    Operation {
        info: OperationInfo { name: "listtags", safety: ReplaySafety::Safe, list: Some(""), is_paged: false },
        call: |client, _| Ok(send(&ListTags { context: context(client) })),
    },
    Operation {
        info: plain("setwebhook", ReplaySafety::Idempotent),
        call: |client, inputs| Ok(send(&SetWebhook { context: context(client), body: inputs.body(&WEBHOOK)? })),
    },
    Operation {
        info: plain("exportmeters", ReplaySafety::Safe),
        call: |client, _| Ok(send(&ExportMeters { context: context(client) })),
    },
];

const fn plain(name: &'static str, safety: ReplaySafety) -> OperationInfo {
    OperationInfo { name, safety, list: None, is_paged: false }
}

fn context(client: &Client) -> rt::CallContext {
    rt::CallContext::new(rt::Service::core(client))
}
