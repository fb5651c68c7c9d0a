//! Answers the operations on usage record groups.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};

use super::Shared;
use super::refusal::{Answer, Refusal, body};
use super::state::{Group, MetaInfo, NOW, NewGroup, Records};

pub(super) async fn report(
    State(state): State<Shared>,
    Path((org, entitlement)): Path<(String, String)>,
    bytes: Bytes,
) -> Answer<Group> {
    let mut new: NewGroup = body(&bytes)?;
    new.entitlement_id.get_or_insert_with(|| entitlement.clone());
    if new.entitlement_id.as_deref() != Some(&entitlement) {
        return Err(Refusal::bad_request("entitlementID differs from the path"));
    }
    if new.organization_id.as_deref().is_some_and(|id| id != org) {
        return Err(Refusal::bad_request("organizationID differs from the path"));
    }
    accept(&mut state.lock().records, &org, new).map(Json)
}

pub(super) async fn report_batch(
    State(state): State<Shared>,
    Path(org): Path<String>,
    bytes: Bytes,
) -> Answer<Vec<Group>> {
    let batch: Vec<NewGroup> = body(&bytes)?;
    batch.iter().try_for_each(check)?;
    let mut memory = state.lock();
    let groups: Result<_, _> = batch.into_iter().map(|new| accept(&mut memory.records, &org, new)).collect();
    groups.map(Json)
}

pub(super) async fn validate_batch(bytes: Bytes) -> Answer<&'static str> {
    let batch: Vec<NewGroup> = body(&bytes)?;
    batch.iter().try_for_each(check).map(|()| Json(""))
}

/// The query of both lists. Dates are `YYYY-MM-DD`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Filter {
    partner: Option<String>,
    buyer_id: Option<String>,
    entitlement_id: Option<String>,
    status: Option<String>,
    source: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    limit: Option<usize>,
    offset: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct GroupPage {
    #[serde(rename = "usageRecordGroups")]
    groups: Vec<Group>,
    #[serde(rename = "nextOffset", skip_serializing_if = "Option::is_none")]
    next_offset: Option<usize>,
}

pub(super) async fn list(
    State(state): State<Shared>,
    Path(org): Path<String>,
    Query(filter): Query<Filter>,
) -> Json<GroupPage> {
    let memory = state.lock();
    let (groups, next_offset) = filter.page(memory.records.groups.iter().filter(|group| group.organization_id == org));
    Json(GroupPage { groups: groups.into_iter().cloned().collect(), next_offset })
}

pub(super) async fn delete(State(state): State<Shared>, Path((org, id)): Path<(String, String)>) -> Answer<Group> {
    change(&mut state.lock().records, &org, &id, "DELETED")
}

pub(super) async fn retry(State(state): State<Shared>, Path((org, id)): Path<(String, String)>) -> Answer<Group> {
    change(&mut state.lock().records, &org, &id, "REPORT_PENDING")
}

fn change(records: &mut Records, org: &str, id: &str, status: &'static str) -> Answer<Group> {
    let group = records
        .groups
        .iter_mut()
        .find(|group| group.organization_id == org && group.id == id && group.status != "DELETED")
        .ok_or_else(|| Refusal::not_found("usageRecordGroup not found"))?;
    group.status = status;
    Ok(Json(group.clone()))
}

fn check(new: &NewGroup) -> Result<(), Refusal> {
    let records = new.records.as_ref().is_some_and(|records| !records.is_empty());
    let billable = new.billable_records.as_ref().is_some_and(|records| !records.is_empty());
    if new.entitlement_id.as_deref().is_none_or(str::is_empty) {
        return Err(Refusal::bad_request("entitlementID is required"));
    }
    match (records, billable) {
        (true, true) => Err(Refusal::bad_request("records and billableRecords exclude each other")),
        (false, false) => Err(Refusal::bad_request("all the quantity of usage records are zero")),
        _ => Ok(()),
    }
}

fn accept(records: &mut Records, org: &str, new: NewGroup) -> Result<Group, Refusal> {
    check(&new)?;
    let serial_id = records.groups.len() + 1;
    let id = new.id.unwrap_or_else(|| format!("group-{serial_id}"));
    if records.groups.iter().any(|group| group.organization_id == org && group.id == id) {
        return Err(Refusal::duplicate(format!("usage record group {id} already exists")));
    }
    let entitlement_id = new.entitlement_id.unwrap_or_default();
    let group = Group {
        usage_record_report_id: format!("report-{serial_id}"),
        id,
        organization_id: org.to_owned(),
        buyer_id: format!("buyer-of-{entitlement_id}"),
        entitlement_id,
        partner: "AWS",
        serial_id,
        status: "REPORTED",
        records: new.records,
        meta_info: MetaInfo { source: "API", timestamp: new.timestamp, billable_records: new.billable_records },
        creation_time: NOW.to_owned(),
        last_update_time: NOW.to_owned(),
        reported_time: Some(NOW.to_owned()),
    };
    records.groups.push(group.clone());
    Ok(group)
}

impl Filter {
    /// The page asked for, and where the next one starts if there is one.
    pub(super) fn page<'a>(&self, groups: impl Iterator<Item = &'a Group>) -> (Vec<&'a Group>, Option<usize>) {
        let kept: Vec<&Group> = groups.filter(|group| self.keeps(group)).collect();
        let start = self.offset.unwrap_or(0).min(kept.len());
        let end = start.saturating_add(self.limit.unwrap_or(1000).clamp(1, 1000)).min(kept.len());
        (kept[start..end].to_vec(), (end < kept.len()).then_some(end))
    }

    fn keeps(&self, group: &Group) -> bool {
        let wants = |wanted: &Option<String>, value: &str| wanted.as_deref().is_none_or(|wanted| wanted == value);
        let day = group.creation_time.get(..10).unwrap_or_default();
        wants(&self.partner, group.partner)
            && wants(&self.buyer_id, &group.buyer_id)
            && wants(&self.entitlement_id, &group.entitlement_id)
            && wants(&self.status, group.status)
            && wants(&self.source, group.meta_info.source)
            && self.start_date.as_deref().is_none_or(|start| start <= day)
            && self.end_date.as_deref().is_none_or(|end| day <= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(count: usize) -> Records {
        let mut records = Records::default();
        for _ in 0..count {
            let new = serde_json::from_str(r#"{"entitlementID":"ent_1","records":{"calls":10.50}}"#).unwrap();
            accept(&mut records, "org_1", new).unwrap();
        }
        records
    }

    #[test]
    fn pages_cover_every_group_once() {
        let records = records(5);
        let page = |offset, limit| {
            let filter = Filter { offset, limit, ..Filter::default() };
            let (groups, next) = filter.page(records.groups.iter());
            (groups.iter().map(|group| group.serial_id).collect::<Vec<_>>(), next)
        };
        assert_eq!(page(None, None), (vec![1, 2, 3, 4, 5], None));
        assert_eq!(page(None, Some(2)), (vec![1, 2], Some(2)));
        assert_eq!(page(Some(2), Some(2)), (vec![3, 4], Some(4)));
        assert_eq!(page(Some(4), Some(2)), (vec![5], None));
        assert_eq!(page(Some(9), Some(2)), (vec![], None));
    }

    #[test]
    fn quantities_keep_their_digits() {
        let text = serde_json::to_string(&records(1).groups[0]).unwrap();
        assert!(text.contains(r#""records":{"calls":10.50}"#), "{text}");
    }

    #[test]
    fn an_id_is_accepted_once() {
        let new = || serde_json::from_str(r#"{"id":"g","entitlementID":"ent_1","records":{"calls":1}}"#).unwrap();
        let mut records = Records::default();
        assert!(accept(&mut records, "org_1", new()).is_ok());
        assert_eq!(
            accept(&mut records, "org_1", new()).unwrap_err(),
            Refusal::duplicate("usage record group g already exists")
        );
        assert!(accept(&mut records, "org_2", new()).is_ok());
    }
}
