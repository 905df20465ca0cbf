//! `atelier serve`: what is answered, to whom, with which headers, and what happens when files change.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod folder;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use folder::Folder;

/// A running server, which ends with its test.
struct Server {
    child: Child,
    port: u16,
}

/// An answer over the wire.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Server {
    fn start(folder: &Folder, options: &[&str]) -> Server {
        let mut command = folder.command(&[&["serve", "shop", "--port", "0"], options].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim_end().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.unwrap_or_else(|| panic!("not an address: {line:?}")).parse().unwrap();
        Server { child, port }
    }

    /// Sends a request as it is written.
    fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn get_with(&self, path: &str, headers: &str) -> Answer {
        let port = self.port;
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n"
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// Asks until the answer changes from `before`, at most two seconds.
    fn changed(&self, path: &str, before: &Answer) -> Option<Answer> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            let answer = self.get(path);
            if answer.body != before.body {
                return Some(answer);
            }
            thread::sleep(Duration::from_millis(50));
        }
        None
    }

    /// Ends the server and gives what it wrote to standard error.
    fn ended(mut self) -> String {
        self.child.kill().unwrap();
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn shop(name: &str) -> Folder {
    let folder = Folder::with_project(name);
    folder.write("pkg/sillage.wasm", [0; 4_000]);
    folder.write(
        "pkg/sillage.js",
        "export {}; // a comment of some length, so that compressing it is worth it",
    );
    folder
}

#[test]
fn every_kind_of_file_has_its_headers() {
    let folder = shop("serve-headers");
    folder.write("shop/www/a.css", "a{}");
    folder.write("shop/www/sub/index.html", "<p>sub");
    let server = Server::start(&folder, &[]);
    let check = |path: &str, kind: &str, cache: &str| {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(cache), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        answer
    };
    let pointer = check("/p/bundle/bundle.json", "application/json", "no-cache");
    let start = pointer.text().trim().strip_prefix("{\"manifest\":\"").unwrap().strip_suffix("\"}").unwrap();
    let forever = "public, max-age=31536000, immutable";
    let start = check(&format!("/p/bundle/{start}"), "application/octet-stream", forever);
    assert_eq!(&start.body[..4], b"SILB");
    check("/p/sillage.wasm", "application/wasm", "no-cache");
    check("/p/sillage.js", "text/javascript; charset=utf-8", "no-cache");
    check("/a.css", "text/css; charset=utf-8", "no-cache");
    check("/sub/", "text/html; charset=utf-8", "no-cache");
    let page = check("/", "text/html; charset=utf-8", "no-cache");
    assert!(!page.text().contains("%BUNDLE_KEY%") && !page.text().contains("reload.js"));
    let key = page.text().split("data-bundle-key=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(key.len(), 44, "{key}");
    let tag = page.header("etag").unwrap();
    let again = server.get_with("/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn pages_name_the_start_file_of_the_newest_bundle() {
    let folder = shop("serve-start");
    folder.write("shop/www/index.html", "%BUNDLE_START% and %BUNDLE_START%");
    folder.write("shop/www/a.css", "%BUNDLE_START%");
    let server = Server::start(&folder, &["--watch"]);
    let pointed = || {
        let pointer = server.get("/p/bundle/bundle.json");
        pointer.text().split('"').nth(3).unwrap().to_owned()
    };
    let check = |page: &Answer| {
        let start = pointed();
        assert!(page.text().starts_with(&format!("{start} and {start}")), "{}", page.text());
        assert_eq!(&server.get(&format!("/p/bundle/{start}")).body[..4], b"SILB");
    };
    let page = server.get("/");
    check(&page);
    assert_eq!(server.get("/a.css").text(), "%BUNDLE_START%");
    folder.edit("shop/copy/en.yaml", ": ", ": New ");
    check(&server.changed("/", &page).expect("another start file"));
}

#[test]
fn folders_beside_the_shop_answer_under_their_names() {
    let folder = shop("serve-beside");
    folder.write("studio/index.html", "<p>%BUNDLE_KEY%");
    folder.write("studio/sub/a.css", "a{}");
    folder.write("shop/www/studio/index.html", "the shop's own");
    let server = Server::start(&folder, &["--also", "studio", "--also", "missing"]);
    let check = |path: &str, status: u16| {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        answer
    };
    assert_eq!(check("/studio/", 200).text().len(), "<p>".len() + 44);
    assert_eq!(check("/studio/sub/a.css", 200).text(), "a{}");
    check("/", 200);
    check("/studio/missing.css", 404);
    check("/missing/", 404);
    check("/studio/../shop/sillage.yaml", 404);
}

#[test]
fn a_sandboxed_frame_gets_the_code_of_the_module_and_no_bundle() {
    let folder = shop("serve-frame");
    folder.write("pkg/sillage-more.mjs", "export {}");
    folder.write("pkg/notes.txt", "x");
    let server = Server::start(&folder, &["--pkg", "pkg"]);
    let check = |path: &str, origin: &str, status: u16, shared: Option<&str>, policy: &str| {
        let answer = server.get_with(path, &format!("Origin: {origin}\r\n"));
        assert_eq!(answer.status, status, "{path} {origin}");
        assert_eq!(answer.header("access-control-allow-origin"), shared, "{path} {origin}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some(policy), "{path} {origin}");
    };
    check("/p/sillage-more.mjs", "null", 200, Some("*"), "cross-origin");
    check("/p/sillage-more.mjs", "https://evil.example", 403, Some("*"), "cross-origin");
    check("/p/notes.txt", "null", 200, None, "cross-origin");
    check("/p/bundle/bundle.json", "null", 403, None, "same-origin");
    check("/studio/project.json", "null", 403, None, "same-origin");
    check("/", "null", 200, None, "cross-origin");
    check("/", "https://evil.example", 403, None, "cross-origin");
}

#[test]
fn the_studio_is_given_the_project_and_the_pages() {
    let folder = shop("serve-studio");
    folder.write("shop/personas.json", r#"[{"id":"a","name":"A"}]"#);
    folder.write("shop/www/shop/lip.html", "");
    folder.write("shop/www/shop/lip.template.html", "");
    folder.write("shop/www/.hidden.html", "");
    let server = Server::start(&folder, &[]);
    let answer = server.get("/studio/project.json");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    let project: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let files = project["files"].as_object().unwrap();
    assert!(files["sillage.yaml"].as_str().unwrap().contains("name: my-shop"));
    assert_eq!(files["personas.json"], r#"[{"id":"a","name":"A"}]"#);
    let pages: Vec<&str> =
        project["pages"].as_array().unwrap().iter().filter_map(|page| page.as_str()).collect();
    assert!(pages.contains(&"/") && pages.contains(&"/shop/lip.html"), "{pages:?}");
    assert!(pages.iter().all(|page| !page.contains("template") && !page.contains("hidden")), "{pages:?}");
}

#[test]
fn texts_are_compressed_where_the_browser_can_read_it() {
    let folder = shop("serve-brotli");
    let server = Server::start(&folder, &[]);
    let answer = server.get_with("/p/sillage.js", "Accept-Encoding: gzip, br\r\n");
    assert_eq!((answer.status, answer.header("content-encoding")), (200, Some("br")));
    assert_eq!(server.get("/p/sillage.js").header("content-encoding"), None);
    folder.write("pkg/sillage.wasm.br", "prepared");
    let answer = server.get_with("/p/sillage.wasm", "Accept-Encoding: br\r\n");
    assert_eq!(
        (answer.header("content-encoding"), answer.header("content-type")),
        (Some("br"), Some("application/wasm"))
    );
    assert_eq!(answer.text(), "prepared");
}

#[test]
fn nothing_outside_is_served() {
    let folder = shop("serve-outside");
    folder.write("secret.html", "secret");
    folder.write("shop/www/.hidden", "secret");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.0.join("secret.html"), folder.0.join("shop/www/link.html"))
            .unwrap();
        std::os::unix::fs::symlink(&folder.0, folder.0.join("shop/www/linked")).unwrap();
    }
    let server = Server::start(&folder, &[]);
    let paths = [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2f..%2fsecret.html",
        "/.hidden",
        "/link.html",
        "/linked/secret.html",
        "/p/../shop/sillage.yaml",
        "/p/bundle/../../shop/sillage.yaml",
        "/p/bundle/missing.bin",
        "/sillage.yaml",
        "/atelier/reload.js",
        "/missing",
        "/%ff",
    ];
    for path in paths {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.text()), (404, "not found"), "{path}");
    }
}

#[test]
fn only_this_machine_and_its_own_pages_are_answered() {
    let folder = shop("serve-guard");
    let server = Server::start(&folder, &[]);
    let port = server.port;
    let check = |request: String, status: u16, body: &str| {
        let answer = server.ask(&request);
        assert_eq!((answer.status, answer.text()), (status, body), "{request}");
    };
    let own = format!("Host: localhost:{port}\r\nConnection: close\r\n");
    check(
        format!("GET / HTTP/1.1\r\nHost: evil.example:{port}\r\nConnection: close\r\n\r\n"),
        403,
        "only 127.0.0.1 and localhost are answered",
    );
    check("GET / HTTP/1.0\r\n\r\n".to_owned(), 403, "only 127.0.0.1 and localhost are answered");
    check(
        format!("GET / HTTP/1.1\r\n{own}Origin: https://evil.example\r\n\r\n"),
        403,
        "only pages of this server are answered",
    );
    check(
        format!("POST / HTTP/1.1\r\n{own}Content-Length: 0\r\n\r\n"),
        405,
        "only GET and HEAD are answered",
    );
    assert_eq!(server.ask(&format!("HEAD / HTTP/1.1\r\n{own}\r\n")).body, b"");
    assert_eq!(server.ask(&format!("GET / HTTP/1.1\r\n{own}\r\n")).status, 200);
}

#[test]
fn an_edit_is_served_within_two_seconds_and_a_mistake_is_not() {
    let folder = shop("serve-watch");
    let server = Server::start(&folder, &["--watch"]);
    let first = server.get("/p/bundle/bundle.json");
    assert!(server.get("/").text().contains("<script src=\"/atelier/reload.js\"></script>\n</body>"));
    assert_eq!(server.get("/atelier/reload.js").status, 200);

    folder.edit("shop/copy/en.yaml", "Still looking?", "Looking for more?");
    let second = server.changed("/p/bundle/bundle.json", &first).expect("no new bundle within two seconds");
    let older = first.text().trim().strip_prefix("{\"manifest\":\"").unwrap().strip_suffix("\"}").unwrap();
    assert_eq!(
        server.get(&format!("/p/bundle/{older}")).status,
        200,
        "a page that is loading needs it still"
    );

    folder.edit("shop/copy/en.yaml", "hero.shop:", "hero.shopp:");
    thread::sleep(Duration::from_millis(1_200));
    assert_eq!(server.get("/p/bundle/bundle.json").body, second.body);

    folder.edit("shop/copy/en.yaml", "hero.shopp:", "hero.shop:");
    assert!(server.changed("/p/bundle/bundle.json", &second).is_some());
    let told = server.ended();
    assert!(told.contains("there is no text `hero.shop`"), "{told}");
}

#[test]
fn open_pages_hear_of_changes() {
    let folder = shop("serve-changes");
    let server = Server::start(&folder, &["--watch"]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let request = format!("GET /atelier/changes HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port);
    stream.write_all(request.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.eq_ignore_ascii_case("content-type: text/event-stream")));
    let first = lines.find(|line| line.starts_with("data: ")).unwrap();
    let begun = Instant::now();
    folder.edit("shop/www/index.html", "My shop", "Our shop");
    let second = lines.find(|line| line.starts_with("data: ")).unwrap();
    assert_ne!(first, second);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn a_project_with_mistakes_is_served_only_to_be_mended() {
    let folder = shop("serve-mistakes");
    folder.edit("shop/slots.yaml", "home.hero:", "home.heroes:");
    let ran = folder.run(&["serve", "shop", "--port", "0"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("there is no slot `home.hero`"), "{ran:?}");

    let server = Server::start(&folder, &["--watch"]);
    let before = server.get("/p/bundle/bundle.json");
    assert_eq!(before.status, 404);
    folder.edit("shop/slots.yaml", "home.heroes:", "home.hero:");
    assert_eq!(server.changed("/p/bundle/bundle.json", &before).map(|answer| answer.status), Some(200));
}

#[test]
fn a_key_file_signs_what_is_served() {
    let folder = shop("serve-key");
    assert_eq!(folder.run(&["keys", "new", "my.key"]).code, 0);
    let server = Server::start(&folder, &["--key", "my.key"]);
    assert!(server.get("/").text().contains(folder.read("my.key.pub").trim()));
}

#[test]
fn a_folder_without_the_storefront_module_is_told() {
    let folder = Folder::with_project("serve-no-module");
    let check = |missing: &str| {
        let told = Server::start(&folder, &[]).ended();
        let warning = format!(
            "warning: `pkg` has no {missing}; pages will show their default content alone\n  \
             = help: run `cargo xtask build` in the repository of Sillage, and give its `pkg` folder by `--pkg DIR`\n"
        );
        assert_eq!(told, format!("{warning}0 errors, 0 warnings\n"));
    };
    check("`sillage.js` and no `sillage.wasm`");
    folder.write("pkg/sillage.js", "export {};");
    check("`sillage.wasm`");
    folder.write("pkg/sillage.wasm", "");
    assert_eq!(Server::start(&folder, &[]).ended(), "0 errors, 0 warnings\n");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let folder = shop("serve-port");
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    folder.run(&["serve", "shop", "--port", &port]).is(
        2,
        "",
        &format!("error: port `{port}` is taken\n  = help: give another one with `--port`, or `--port 0` for any that is free\n"),
    );
}
