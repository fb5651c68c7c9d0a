//! Speaks plain HTTP to each stand-in and reads what comes back.

use std::io;
use std::time::Duration;

use meterforge_stand_in::{Answer, Kong, Qovery, Recorder, Suger, Togai};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends one request as written and reads to the end of the connection.
async fn exchange(url: &str, head: &str, body: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await?;
    let request = format!("{head}\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    // A stand-in that hangs up may reset the connection, which is the same as saying nothing.
    stream.read_to_string(&mut answer).await.unwrap_or_default();
    Ok(answer)
}

async fn suger(vendor: &Suger, line: &str, body: &str) -> io::Result<String> {
    exchange(&vendor.url(), &format!("{line} HTTP/1.1\r\nauthorization: Key {}", Suger::API_KEY), body).await
}

async fn qovery(vendor: &Qovery, line: &str, body: &str) -> io::Result<String> {
    exchange(&vendor.url(), &format!("{line} HTTP/1.1\r\nauthorization: Token {}", Qovery::API_KEY), body).await
}

async fn togai(vendor: &Togai, line: &str, body: &str) -> io::Result<String> {
    exchange(&vendor.url(), &format!("{line} HTTP/1.1\r\nauthorization: Bearer {}", Togai::API_TOKEN), body).await
}

async fn kong(vendor: &Kong, line: &str, body: &str) -> io::Result<String> {
    exchange(&vendor.url(), &format!("{line} HTTP/1.1\r\nauthorization: Bearer {}", Kong::API_KEY), body).await
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[tokio::test]
async fn the_recorder_keeps_a_request_as_it_was_sent() -> io::Result<()> {
    let vendor = Recorder::start().await?;
    vendor.answer(418, &[("X-Tea", "green"), ("X-Tea", "black")], "short and stout");
    let answer = exchange(&vendor.url(), "PUT /a%2Fb/%C3%BC%20?q=%5B1%5D&q= HTTP/1.1\r\nX-One: 1", "h\u{e9}").await?;
    assert_eq!(status(&answer), "418");
    assert!(answer.contains("x-tea: green\r\nx-tea: black\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\nshort and stout"), "{answer}");

    let requests = vendor.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].method, "PUT");
    assert_eq!(requests[0].target, "/a%2Fb/%C3%BC%20?q=%5B1%5D&q=");
    assert_eq!((requests[0].path(), requests[0].query()), ("/a%2Fb/%C3%BC%20", Some("q=%5B1%5D&q=")));
    assert_eq!(requests[0].header("x-one"), Some("1"));
    assert_eq!(requests[0].body, "h\u{e9}".as_bytes());
    Ok(())
}

#[tokio::test]
async fn the_recorder_hangs_up_follows_routes_and_complains() -> io::Result<()> {
    let vendor = Recorder::start().await?;
    vendor.hang_up().answer_at("GET", "/a", Answer::json(200, "[]"));
    assert_eq!(exchange(&vendor.url(), "GET /a HTTP/1.1", "").await?, "");
    assert_eq!(status(&exchange(&vendor.url(), "GET /a HTTP/1.1", "").await?), "200");
    let answer = exchange(&vendor.url(), "GET /b HTTP/1.1", "").await?;
    assert!(answer.ends_with("no answer is scripted for GET /b"), "{answer}");
    assert_eq!(vendor.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn suger_takes_usage_once_and_lists_it() -> io::Result<()> {
    let vendor = Suger::start().await?;
    let report = r#"{"id":"g1","organizationID":"org_1","entitlementID":"ent_1","records":{"calls":10.50}}"#;
    let line = "POST /org/org_1/entitlement/ent_1/usageRecordGroup";
    assert_eq!(status(&exchange(&vendor.url(), &format!("{line} HTTP/1.1"), report).await?), "401");

    vendor.lose_next_answer();
    assert_eq!(suger(&vendor, line, report).await?, "");
    let again = suger(&vendor, line, report).await?;
    assert_eq!(status(&again), "409");
    assert!(again.ends_with(r#""usage record group g1 already exists""#), "{again}");

    let list = suger(&vendor, "GET /org/org_1/usageRecordGroup?partner=AWS&limit=1&startDate=2026-05-01", "").await?;
    assert!(list.contains(r#""records":{"calls":10.50}"#) && !list.contains("nextOffset"), "{list}");
    let reports = suger(&vendor, "GET /org/org_1/usageRecordReport", "").await?;
    assert!(reports.contains(r#""usageRecordGroupIds":["g1"]"#), "{reports}");

    assert_eq!(status(&suger(&vendor, "POST /org/org_1/usageRecordGroup/g1/retry", "").await?), "200");
    assert_eq!(
        status(&suger(&vendor, "DELETE /org/org_1/usageRecordGroup/g1?creationDate=2026-05-19", "").await?),
        "200"
    );
    assert_eq!(status(&suger(&vendor, "DELETE /org/org_1/usageRecordGroup/g1", "").await?), "404");
    Ok(())
}

#[tokio::test]
async fn suger_keeps_metrics_and_a_configuration() -> io::Result<()> {
    let vendor = Suger::start().await?;
    let create =
        suger(&vendor, "POST /org/org_1/billableMetric", r#"{"name":"calls","aggregationType":"SUM"}"#).await?;
    assert!(create.contains(r#""id":"metric-1""#), "{create}");
    let update = suger(&vendor, "PATCH /org/org_1/billableMetric/metric-1", r#"{"status":"DELETED","id":"x"}"#).await?;
    assert!(update.contains(r#""status":"DELETED""#) && update.contains(r#""id":"metric-1""#), "{update}");
    let list = suger(&vendor, "GET /org/org_1/billableMetric?status=ACTIVE", "").await?;
    assert!(list.ends_with("\r\n\r\n[]"), "{list}");
    assert_eq!(status(&suger(&vendor, "GET /org/org_1/billableMetric/metric-2", "").await?), "404");

    let config = r#"{"partnerUsageMeteringConfigs":[{"partner":"AWS","enableDimensionMapping":true}]}"#;
    suger(&vendor, "PATCH /org/org_1/usageMeteringConfigInfo", config).await?;
    let kept = suger(&vendor, "GET /org/org_1/usageMeteringConfigInfo", "").await?;
    assert!(kept.contains("partnerUsageMeteringConfigs"), "{kept}");
    Ok(())
}

#[tokio::test]
async fn qovery_knows_one_organization() -> io::Result<()> {
    let vendor = Qovery::start().await?;
    let base = format!("/organization/{}", Qovery::ORGANIZATION);
    let anonymous = exchange(&vendor.url(), &format!("GET {base}/invoice HTTP/1.1"), "").await?;
    assert!(anonymous.contains(r#""message":"Access token is missing or invalid""#), "{anonymous}");
    for (line, expected) in [
        (format!("GET {base}/invoice"), "200"),
        (format!("GET {base}/invoice/00000000-0000-4000-8000-000000000001"), "200"),
        (format!("GET {base}/invoice/00000000-0000-4000-8000-000000000001/download"), "200"),
        (format!("GET {base}/invoice/00000000-0000-4000-8000-00000000000f"), "404"),
        (format!("GET {base}/invoice/first"), "400"),
        (format!("GET {base}/cluster/{}/currentCost", Qovery::CLUSTER), "200"),
        (format!("GET {base}/currentCost"), "200"),
        (format!("GET {base}/billingExternalId"), "200"),
        (format!("GET {base}/billingInfo"), "200"),
        (format!("GET {base}/billingStatus"), "200"),
        (format!("POST {base}/downloadInvoices"), "202"),
        (format!("GET /organization/{}/invoice", Qovery::CLUSTER), "404"),
    ] {
        assert_eq!(status(&qovery(&vendor, &line, "").await?), expected, "{line}");
    }
    Ok(())
}

#[tokio::test]
async fn qovery_changes_what_it_is_told() -> io::Result<()> {
    let vendor = Qovery::start().await?;
    let base = format!("/organization/{}", Qovery::ORGANIZATION);
    let card = r#"{"number":"4242424242424242","cvv":"123","expiry_month":6,"expiry_year":2029}"#;
    let added = qovery(&vendor, &format!("POST {base}/creditCard"), card).await?;
    assert!(
        status(&added) == "201" && added.contains(r#""last_digit":"4242""#) && !added.contains("424242"),
        "{added}"
    );
    let delete = format!("DELETE {base}/creditCard/00000000-0000-4000-8000-000000000003");
    assert_eq!(status(&qovery(&vendor, &delete, "").await?), "204");
    assert_eq!(status(&qovery(&vendor, &delete, "").await?), "404");

    let plan = qovery(&vendor, &format!("POST {base}/changePlan"), r#"{"plan":"BUSINESS_2025"}"#).await?;
    assert!(plan.contains(r#""plan":"BUSINESS_2025""#), "{plan}");
    let code = format!("POST {base}/creditCode");
    assert_eq!(status(&qovery(&vendor, &code, r#"{"code":"SPRING"}"#).await?), "200");
    assert_eq!(status(&qovery(&vendor, &code, r#"{"code":"SPRING"}"#).await?), "400");
    assert_eq!(status(&qovery(&vendor, &format!("PUT {base}/billingInfo"), "{}").await?), "400");
    let period = r#"{"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z","report_expiration_in_seconds":60}"#;
    assert_eq!(status(&qovery(&vendor, &format!("POST {base}/billingUsageReport"), period).await?), "200");
    Ok(())
}

#[tokio::test]
async fn togai_takes_an_event_once_and_a_batch_in_part() -> io::Result<()> {
    let vendor = Togai::start().await?;
    let customer = r#"{"id":"c","name":"Acme","primaryEmail":"a@b.c","address":{},"account":{"id":"a","name":"Main"}}"#;
    assert_eq!(status(&exchange(&vendor.url(), "POST /customers HTTP/1.1", customer).await?), "401");
    assert_eq!(status(&togai(&vendor, "POST /customers", customer).await?), "201");
    let again = togai(&vendor, "POST /customers", customer).await?;
    assert!(status(&again) == "409" && again.ends_with(r#"{"message":"customer c already exists"}"#), "{again}");

    let event = |id: &str, account: &str| {
        format!(
            r#"{{"schemaName":"ride","id":"{id}","timestamp":"2026-05-19T08:00:00","accountId":"{account}",
                "attributes":[{{"name":"miles","value":"1.50"}}],"dimensions":{{}}}}"#
        )
    };
    let batch = |events: &[String]| format!(r#"{{"events":[{}]}}"#, events.join(","));
    let all = togai(&vendor, "POST /ingestBatch", &batch(&[event("e1", "a")])).await?;
    assert!(status(&all) == "202" && all.ends_with(r#"{"success":true}"#), "{all}");
    let part =
        togai(&vendor, "POST /ingestBatch", &batch(&[event("e1", "a"), event("e2", "a"), event("e3", "x")])).await?;
    assert_eq!(status(&part), "207");
    assert!(
        part.contains(r#""details":{"e1":"an event with this id was ingested before","e3":"no account x"}"#),
        "{part}"
    );
    assert_eq!(status(&togai(&vendor, "POST /ingestBatch", r#"{"events":[]}"#).await?), "400");

    let invoices = togai(&vendor, "GET /invoices?owner_id=a", "").await?;
    assert!(invoices.contains(r#""totalAmount":0.50,"#), "{invoices}");
    let meters = togai(&vendor, "GET /event_schema/ride/usage_meters", "").await?;
    assert!(meters.contains(r#""aggregation":"COUNT""#), "{meters}");
    Ok(())
}

#[tokio::test]
async fn kong_lists_by_filter_and_page() -> io::Result<()> {
    let vendor = Kong::start().await?;
    let list = "GET /v3/openmeter/customers";
    let anonymous = exchange(&vendor.url(), &format!("{list} HTTP/1.1"), "").await?;
    assert_eq!(status(&anonymous), "401");
    assert!(anonymous.contains("content-type: application/problem+json"), "{anonymous}");
    for key in ["a", "b", "c"] {
        let body = format!(r#"{{"name":"Customer {key}","key":"{key}"}}"#);
        assert_eq!(status(&kong(&vendor, "POST /v3/openmeter/customers", &body).await?), "201");
    }
    let page = kong(&vendor, &format!("{list}?sort=name%20desc&page%5Bsize%5D=2&page[number]=2"), "").await?;
    assert!(page.contains(r#""key":"a""#) && page.contains(r#""page":{"number":2,"size":2,"total":3}"#), "{page}");
    let found = kong(&vendor, &format!("{list}?filter[key][oeq]=a,c&filter[name]=Customer+c"), "").await?;
    assert!(found.contains(r#""key":"c""#) && found.contains(r#""total":1"#), "{found}");
    for query in ["sort=age", "filter[age]=1", "filter[key][gt]=1", "page[size]=0", "page[number]=x"] {
        let refused = kong(&vendor, &format!("{list}?{query}"), "").await?;
        assert!(status(&refused) == "400" && refused.contains("invalid_parameters"), "{query}: {refused}");
    }
    Ok(())
}

#[tokio::test]
async fn togai_grants_a_credit_once_and_pages() -> io::Result<()> {
    let vendor = Togai::start().await?;
    let customer = r#"{"id":"c","name":"Acme","primaryEmail":"a@b.c","address":{},"account":{"id":"a","name":"Main"}}"#;
    togai(&vendor, "POST /customers", customer).await?;
    let credit = r#"{"accountId":"a","purpose":"p","effectiveFrom":"2026-05-19","priority":1,"creditAmount":9.90,"idempotencyKey":"k"}"#;
    let grant = format!(r#"{{"creditRequests":[{credit}]}}"#);
    vendor.lose_next_answer();
    assert_eq!(togai(&vendor, "POST /credits", &grant).await?, "");
    assert_eq!(status(&togai(&vendor, "POST /credits", &grant).await?), "409");
    let twice = format!(r#"{{"creditRequests":[{0},{0}]}}"#, credit.replace(r#""k""#, r#""l""#));
    assert_eq!(status(&togai(&vendor, "POST /credits", &twice).await?), "409");
    let list = togai(&vendor, "GET /credits?account_id=a&pageSize=1", "").await?;
    assert!(list.contains(r#""creditAmount":9.90,"#) && !list.contains("nextToken"), "{list}");

    togai(&vendor, "POST /customers/c/accounts", r#"{"id":"b","name":"Other"}"#).await?;
    let first = togai(&vendor, "GET /customers/c/accounts?pageSize=1", "").await?;
    assert!(first.contains(r#""nextToken":"after=1&""#), "{first}");
    let second = togai(&vendor, "GET /customers/c/accounts?pageSize=1&nextToken=after%3D1%26", "").await?;
    assert!(second.contains(r#""id":"b""#) && !second.contains("nextToken"), "{second}");
    assert_eq!(status(&togai(&vendor, "GET /customers?pageSize=51", "").await?), "400");
    Ok(())
}

#[tokio::test]
async fn kong_tells_a_deleted_customer_from_one_that_never_was() -> io::Result<()> {
    let vendor = Kong::start().await?;
    let created = kong(&vendor, "POST /v3/openmeter/customers", r#"{"name":"n","key":"k"}"#).await?;
    assert!(created.contains(r#""id":"01J9ZQ4XKD8M3B7V5T2R600001""#), "{created}");
    let path = "/v3/openmeter/customers/01J9ZQ4XKD8M3B7V5T2R600001";
    let session = r#"{"stripe_options":{}}"#;
    for (line, body, before, after) in [
        (format!("GET {path}"), "", "200", "404"),
        (format!("PUT {path}"), r#"{"name":"m"}"#, "200", "410"),
        (format!("GET {path}/billing"), "", "200", "404"),
        (format!("PUT {path}/billing"), "{}", "200", "410"),
        (format!("PUT {path}/billing/app-data"), r#"{"stripe":{"customer_id":"cus_1"}}"#, "200", "410"),
        (format!("POST {path}/billing/stripe/checkout-sessions"), session, "201", "410"),
        (format!("POST {path}/billing/stripe/portal-sessions"), session, "201", "410"),
    ] {
        assert_eq!(status(&kong(&vendor, &line, body).await?), before, "{line}");
        let never = line.replace("00001", "00009");
        assert_eq!(status(&kong(&vendor, &never, body).await?), "404", "{never}");
        let other = Kong::start().await?;
        kong(&other, "POST /v3/openmeter/customers", r#"{"name":"n","key":"k"}"#).await?;
        assert_eq!(status(&kong(&other, &format!("DELETE {path}"), "").await?), "204");
        assert_eq!(status(&kong(&other, &line, body).await?), after, "{line}");
    }
    assert_eq!(status(&kong(&vendor, "GET /v3/openmeter/customers/no-ulid", "").await?), "400");
    assert_eq!(status(&kong(&vendor, "GET /v3/openmeter/meters", "").await?), "404");
    Ok(())
}

#[tokio::test]
async fn the_recorder_counts_who_did_not_wait_and_comes_back_where_it_was() -> io::Result<()> {
    let vendor = Recorder::start().await?;
    vendor.then(Answer::empty(204).after(Duration::from_secs(60)));
    let mut stream = TcpStream::connect(vendor.address()).await?;
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    while vendor.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(vendor.abandoned(), 0);
    drop(stream);
    while vendor.abandoned() == 0 {
        tokio::task::yield_now().await;
    }

    let address = vendor.address();
    drop(vendor);
    let vendor = loop {
        // The port is free as soon as the task that listens has ended.
        match Recorder::start_at(address).await {
            Ok(vendor) => break vendor,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    vendor.answer(200, &[], "back");
    assert!(exchange(&vendor.url(), "GET / HTTP/1.1", "").await?.ends_with("back"));
    Ok(())
}
