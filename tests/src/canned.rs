//! A vendor without state: it knows every operation of a spec folder and gives each its one good answer.

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::{Method, StatusCode, header};
use axum::routing::{MethodFilter, MethodRouter, on};
use meterforge_codegen::diagnostic::{Diagnostics, Sources};
use meterforge_codegen::emit::Layout;
use meterforge_codegen::generate::{self, Settings};
use meterforge_codegen::lower::Strictness;
use meterforge_codegen::name;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::pin::{Pin, pins};

/// A vendor on loopback; gone when it is dropped.
#[derive(Debug)]
pub struct Canned {
    url: String,
    serving: JoinHandle<io::Result<()>>,
}

impl Canned {
    /// Starts the vendor of an SDK's package, whose answers are in `tests/vendor/<folder>`.
    ///
    /// # Errors
    /// When a file is missing or loopback has no free port.
    pub async fn start(package: &str, folder: &str) -> io::Result<Self> {
        let pins = pins(folder)?;
        let mut routes: BTreeMap<String, MethodRouter> = BTreeMap::new();
        for (method, path, name) in operations(package)? {
            let answer = answer(folder, &name, pins.get(&name));
            let filter = MethodFilter::try_from(method).map_err(io::Error::other)?;
            let route = routes.remove(&path).unwrap_or_default();
            routes.insert(path, route.merge(on(filter, move || std::future::ready(answer.clone()))));
        }
        let router = routes.into_iter().fold(Router::new(), |router, (path, route)| router.route(&path, route));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { url, serving })
    }

    /// The base URL to give to a client.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Canned {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Method, path and the client's method of every operation of a spec folder.
fn operations(package: &str) -> io::Result<Vec<(Method, String, String)>> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "specs", package].iter().collect();
    let settings = Settings { strictness: Strictness::Strict, layout: Layout::Workspace };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let sdk = generate::check(Path::new(&folder), &settings, &mut sources, &mut diagnostics)
        .ok_or_else(|| io::Error::other(format!("specs/{package} makes no SDK")))?;
    let names = name::assign(&sdk, &mut diagnostics);
    let operation = |(index, operation): (usize, &meterforge_codegen::ir::Operation)| {
        let method: Method = operation.method.parse().map_err(io::Error::other)?;
        Ok((method, operation.path.to_string(), names.operation(index).method.clone()))
    };
    sdk.operations.iter().enumerate().map(operation).collect()
}

type CannedAnswer = (StatusCode, [(header::HeaderName, &'static str); 1], String);

fn answer(folder: &str, name: &str, pin: Option<&Pin>) -> Result<CannedAnswer, StatusCode> {
    let status = pin.and_then(|pin| StatusCode::from_u16(pin.status).ok()).unwrap_or(StatusCode::OK);
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "vendor", folder, &format!("{name}.full.json")].iter().collect();
    match std::fs::read_to_string(file) {
        Ok(text) => Ok((status, [(header::CONTENT_TYPE, "application/json")], text)),
        Err(_) => Err(status),
    }
}
