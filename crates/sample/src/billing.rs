//! The smaller capability: invoices.

use meterforge_runtime::codegen_v1 as rt;
use meterforge_surface::codegen_v1::*;

use crate::client::Client;
use crate::operation::GetInvoice;

const OPERATION: OperationInfo =
    OperationInfo { name: "getinvoice", safety: ReplaySafety::Safe, list: None, is_paged: false };

/// Invoices of Acme.
pub static BILLING: Capability<Client> = Capability {
    info: meterforge_surface::Info {
        name: "acme-billing",
        package: "acme-metering",
        label: "Acme Billing",
        description: "Invoices of Acme.",
        credential_variable: Some("ACME_TOKEN"),
        base_url_variable: "ACME_BASE_URL",
        rest: &[Rest {
            namespace: "acme-billing-rest",
            description: "Invoices over HTTP.",
            address: None,
            port: 8080,
            document: include_str!("documents/billing.openapi.json"),
            routes: &[Route {
                method: "GET",
                path: "/v1/invoices/{invoice-id}",
                name: "getinvoice",
                action: Action::Call {
                    operation: "getinvoice",
                    inputs: &[Binding { input: "invoiceId", source: Source::Path("invoice-id", Kind::Text) }],
                    output: Projection::Whole,
                },
            }],
        }],
        mcp: &[Mcp {
            namespace: "acme-billing-mcp",
            description: "Invoices of Acme.",
            address: None,
            port: Some(9090),
            document: include_str!("documents/billing.tools.json"),
            tools: &[Tool {
                name: "get-invoice",
                action: Action::Call {
                    operation: "getinvoice",
                    inputs: &[Binding { input: "invoiceId", source: Source::Argument("invoiceId") }],
                    output: Projection::Whole,
                },
                wraps: false,
            }],
        }],
    },
    operations: &[Operation {
        info: OPERATION,
        call: |client, inputs| {
            let invoice_id = inputs.required("invoiceId")?;
            Ok(send(&GetInvoice { context: rt::CallContext::new(rt::Service::core(client)), invoice_id }))
        },
    }],
};
