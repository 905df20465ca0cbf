//! `atelier serve`: the shop's pages, the storefront module and the project's bundle on loopback.
//!
//! Only this machine is answered: the socket is bound to 127.0.0.1, and the Host header must name it, so that a foreign
//! page cannot reach it by rebinding its name. Nothing is ever written. Deliberately absent: TLS, other hosts, caching
//! beyond one process.

pub mod files;
pub mod guard;
pub mod live;
pub mod pages;
pub mod reload;
pub mod studio;
pub mod watch;

use std::{
    io::Write,
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    sync::Arc,
    thread,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::Response,
};
use tower_http::compression::CompressionLayer;

use crate::{
    failure::{Failure, Verdict},
    keys::Key,
};
use files::Found;
use live::Live;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of the project.
    pub project: PathBuf,
    /// Folder of the shop's pages.
    pub www: PathBuf,
    /// Folders that stand beside the shop's pages under their own names, before pages of the same address.
    pub also: Vec<PathBuf>,
    /// Folder of the storefront module.
    pub pkg: PathBuf,
    /// Port; zero is any free one.
    pub port: u16,
    /// Whether changes of files are followed.
    pub watch: bool,
    /// Secret key file; none: a key for this process alone.
    pub key: Option<PathBuf>,
}

/// Serves until the process is ended. A project with mistakes is served only where they can be mended, with `watch`.
pub fn run(options: Options) -> Result<Verdict, Failure> {
    let key = options.key.as_deref().map_or_else(|| Ok(Key::generate()), Key::read)?;
    let listener = bind(options.port)?;
    let port = listener.local_addr().map_err(|error| socket(&error))?.port();
    let seen = watch::look(&options);
    let live = Arc::new(Live::new(options, key, port));
    if live.compile()? == Verdict::Mistakes && !live.options.watch {
        return Ok(Verdict::Mistakes);
    }
    if live.options.watch {
        let live = Arc::clone(&live);
        thread::spawn(move || watch::follow(&live, seen));
    }
    announce(port);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.and_then(|runtime| runtime.block_on(serve(listener, live))).map_err(|error| socket(&error))?;
    Ok(Verdict::Fine)
}

fn bind(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::new(
            format!("port `{port}` is taken"),
            "give another one with `--port`, or `--port 0` for any that is free",
        ),
        _ => socket(&error),
    })
}

fn socket(error: &std::io::Error) -> Failure {
    Failure::new("cannot serve on loopback", format!("the system says: {error}"))
}

/// One line that other programs can wait for.
fn announce(port: u16) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "http://127.0.0.1:{port}/").and_then(|()| out.flush());
}

async fn serve(listener: TcpListener, live: Arc<Live>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let router = Router::new().fallback(answer).with_state(live).layer(CompressionLayer::new());
    axum::serve(listener, router).await
}

async fn answer(State(live): State<Arc<Live>>, request: Request) -> Response {
    let access = guard::access(request.uri().path());
    let mut response = match guard::refusal(request.headers(), live.port, access) {
        Some(reason) => plain(StatusCode::FORBIDDEN, reason),
        None if request.method() != Method::GET && request.method() != Method::HEAD => {
            plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered")
        }
        None => route(&live, request.uri().path(), request.headers()),
    };
    guard::add_headers(response.headers_mut(), access);
    response
}

fn route(live: &Arc<Live>, path: &str, headers: &HeaderMap) -> Response {
    if live.options.watch {
        match path {
            reload::SCRIPT_PATH => return reload::script(),
            reload::CHANGES_PATH => return reload::changes(live),
            _ => {}
        }
    }
    let found = if path == studio::PATH {
        studio::file(&live.options)
    } else if let Some(name) = path.strip_prefix("/p/bundle/") {
        live.bundle_file(name)
    } else if let Some(name) = path.strip_prefix("/p/") {
        files::find(&live.options.pkg, name, headers)
    } else {
        let path = path.trim_start_matches('/');
        let (folder, inner) = beside(&live.options.also, path).unwrap_or((&live.options.www, path));
        files::find(folder, inner, headers).map(|found| pages::fill_in(found, live))
    };
    found.map_or_else(|| plain(StatusCode::NOT_FOUND, "not found"), |found| file(found, headers))
}

/// The folder beside the shop's that a path names, and the path within it.
fn beside<'a>(also: &'a [PathBuf], path: &'a str) -> Option<(&'a PathBuf, &'a str)> {
    let (name, inner) = path.split_once('/')?;
    let folder = also.iter().find(|folder| folder.file_name().is_some_and(|own| own == name))?;
    Some((folder, inner))
}

/// A file with its validator; 304 where the browser has it already.
fn file(found: Found, headers: &HeaderMap) -> Response {
    let tag = found.tag();
    let fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = Response::builder()
        .header(header::ETAG, tag)
        .header(header::CACHE_CONTROL, found.cache)
        .header(header::VARY, "accept-encoding");
    if fresh {
        return finished(response.status(StatusCode::NOT_MODIFIED).body(Body::empty()));
    }
    if let Some(encoding) = found.encoding {
        response = response.header(header::CONTENT_ENCODING, encoding);
    }
    finished(response.header(header::CONTENT_TYPE, found.kind).body(Body::from(found.bytes)))
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    finished(
        Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-store")
            .body(Body::from(words)),
    )
}

/// Headers and statuses are our own constants, so a response cannot fail to be built; an empty one stands in.
fn finished(response: Result<Response, axum::http::Error>) -> Response {
    response.unwrap_or_default()
}
