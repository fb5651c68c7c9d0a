//! Settings: from variables, in code, and those that cannot be.

use std::ffi::OsString;

use meterforge_runtime::{Credential, Result};

use super::server::{Server, json};
use super::vendor::{Client, Region};

fn variables(pairs: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
    move |name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
}

fn from(pairs: &'static [(&str, &str)]) -> Result<Client> {
    Client::builder().from_variables(variables(pairs))?.build()
}

#[test]
fn a_missing_variable_is_named() {
    for pairs in [&[][..], &[("VENDOR_API_KEY", "")], &[("VENDOR_API_KEY", " \n")]] {
        let error = from(pairs).unwrap_err();
        assert!(error.is_configuration());
        assert_eq!(error.to_string(), "the environment variable VENDOR_API_KEY is not set");
    }
    let error = Client::builder().build().unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("VENDOR_API_KEY"), "{error}");
}

#[test]
fn a_bad_value_is_told_with_the_variable_it_came_from() {
    let url = from(&[("VENDOR_API_KEY", "k3y"), ("VENDOR_BASE_URL", "hush.example")]).unwrap_err();
    let expected = "the base URL is no URL; it comes from the environment variable VENDOR_BASE_URL";
    assert_eq!((url.is_configuration(), url.to_string().as_str()), (true, expected));
    let key = from(&[("VENDOR_API_KEY", "hush\u{0}")]).unwrap_err();
    assert!(key.is_configuration() && key.to_string().ends_with("variable VENDOR_API_KEY"), "{key}");
    assert!(!format!("{url:?}{key:?}{key}").contains("hush"));
    let code = Client::builder().base_url("vendor.example").credential("k3y").build().unwrap_err();
    assert_eq!(code.to_string(), "the base URL is no URL");
}

#[tokio::test]
async fn a_credential_file_is_read_again_when_it_changes() {
    let path = std::env::temp_dir().join(format!("meterforge-wire-{}", std::process::id()));
    let missing = Client::new(Credential::file(&path)).unwrap_err();
    assert!(missing.is_configuration() && missing.to_string().contains("meterforge-wire"), "{missing}");

    let server = Server::start((0..2).map(|_| json("200 OK", "{}"))).await;
    std::fs::write(&path, "first\n").unwrap();
    let client = Client::builder().base_url(server.url()).credential(Credential::file(&path)).build().unwrap();
    client.list_groups("org_1").await.unwrap();
    std::fs::write(&path, "Token second\n").unwrap();
    client.list_groups("org_1").await.unwrap();
    let sent: Vec<_> = server.seen().iter().map(|seen| seen.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Key first", "Token second"]);
    std::fs::remove_file(&path).unwrap();
    let error = client.list_groups("org_1").await.unwrap_err();
    assert!(error.is_credential_unavailable() && !format!("{error:?}{client:?}").contains("second"), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_named_and_not_shown() {
    use std::os::unix::ffi::OsStringExt;
    let lookup = |_: &str| Some(OsString::from_vec(b"hush\xff".to_vec()));
    let error = Client::builder().from_variables(lookup).unwrap_err();
    assert!(error.is_configuration() && !format!("{error:?}{error}").contains("hush"), "{error}");
}

#[tokio::test]
async fn variables_fill_what_code_has_not_set() {
    let server = Server::start((0..3).map(|_| json("200 OK", "{}"))).await;
    for (credential, expected) in [
        (None, "Token from-env"),
        (Some(Credential::from("in-code")), "Key in-code"),
        (Some(Credential::basic("alice", "pass")), "Basic YWxpY2U6cGFzcw=="),
    ] {
        let mut builder = Client::builder().base_url(server.url());
        if let Some(credential) = credential {
            builder = builder.credential(credential);
        }
        let pairs = &[("VENDOR_API_KEY", "Token from-env\n"), ("VENDOR_BASE_URL", "https://not.used.example")];
        let client = builder.from_variables(variables(pairs)).unwrap().build().unwrap();
        client.list_groups("org_1").await.unwrap();
        assert_eq!(server.seen().last().unwrap().header("authorization"), Some(expected));
    }
}

#[test]
fn the_address_comes_from_code_then_variable_then_vendor() {
    let address = |client: Client| format!("{client:?}");
    let plain = from(&[("VENDOR_API_KEY", "k3y")]).unwrap();
    assert!(address(plain).contains("\"https://api.vendor.example\""));
    let variable = from(&[("VENDOR_API_KEY", "k3y"), ("VENDOR_BASE_URL", "https://other.example/v2/")]).unwrap();
    assert!(address(variable).contains("\"https://other.example/v2\""));
    let region = Client::builder().region(Region::Europe).credential("k3y").build().unwrap();
    assert!(address(region).contains("\"https://eu.vendor.example\""));
}

#[test]
fn what_would_show_the_credential_is_refused() {
    for (url, why) in [
        ("http://vendor.example", "plain HTTP"),
        ("http://10.0.0.1", "plain HTTP"),
        ("vendor.example", "no URL"),
        ("https://user:pass@vendor.example", "password"),
    ] {
        let error = Client::builder().base_url(url).credential("k3y").build().unwrap_err();
        assert!(error.is_configuration() && error.to_string().contains(why), "{url}: {error}");
    }
    let allowed = Client::builder().base_url("http://vendor.example").allow_plain_http().credential("k3y").build();
    assert!(allowed.is_ok());
    assert!(Client::new("k3y\r\nx-evil: 1").unwrap_err().is_configuration());
}
