//! Answers the list of usage record reports: one for each group that was not deleted.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::Shared;
use super::state::Group;
use super::usage::Filter;

pub(super) async fn list(
    State(state): State<Shared>,
    Path(org): Path<String>,
    Query(filter): Query<Filter>,
) -> Json<Value> {
    let memory = state.lock();
    let groups = memory.records.groups.iter();
    let (groups, next_offset) =
        filter.page(groups.filter(|group| group.organization_id == org && group.status != "DELETED"));
    let reports: Vec<Value> = groups.into_iter().map(report).collect();
    let mut page = json!({ "usageRecordReports": reports });
    if let Some(offset) = next_offset {
        page["nextOffset"] = offset.into();
    }
    Json(page)
}

fn report(group: &Group) -> Value {
    json!({
        "id": group.usage_record_report_id,
        "organizationID": group.organization_id,
        "entitlementID": group.entitlement_id,
        "buyerID": group.buyer_id,
        "partner": group.partner,
        "creationTime": group.creation_time,
        "info": {
            "status": "SUCCESS",
            "partner": group.partner,
            "startTime": group.creation_time,
            "endTime": group.creation_time,
            "usageRecordGroupIds": [group.id],
        },
    })
}
