//! From Rust and JavaScript source to what a page loads: `pkg/sillage.wasm`, `pkg/sillage.js` (script tag) and
//! `pkg/sillage.mjs` (import), and to `pkg/engine.mjs`, with which Node runs the same module; and to `pkg/schema/`, which editors
//! check source files against.
//!
//! Of what wasm-bindgen makes, only the module is used: `src/host/engine.js` calls it without the generated glue.
//! The wasm-bindgen of this program and of the module are one exact version, and Binaryen comes from npm: Debian's
//! is too old, and the crate's makes larger files.

use crate::demo;
use crate::failure::Failure;
use crate::process;
use crate::setup;
use crate::stamp;
use crate::workspace::{self, path};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Everything that rustc and wasm-bindgen emit; named one by one because `--all-features` makes modules that
/// engines refuse, and a stripped module no longer names them itself.
const WASM_FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Scripts that a page loads: in both forms, and what `src/host/lazy.js` loads where a page needs it.
const SCRIPTS: [&str; 4] =
    ["pkg/sillage.js", "pkg/sillage.mjs", "pkg/sillage-more.mjs", "pkg/sillage-bridge.mjs"];

/// Left out of LLVM's passes, as the module is smaller without: loops are not rewritten to count in steps, and code that branches
/// have in common is not merged behind them, for Brotli sees it anyway.
const LLVM: [&str; 4] =
    ["-disable-lsr", "-simplifycfg-sink-common=false", "-disable-licm-promotion", "-inline-threshold=10"];

/// `cargo xtask build`.
pub(crate) fn build() -> Result<(), Failure> {
    setup::wasm_target()?;
    setup::packages()?;
    let _one_at_a_time = lock()?;
    let module = compile()?;
    glue(&module)?;
    optimize()?;
    scripts()?;
    compress()?;
    schemas()
}

/// The JSON Schema of every source file, for editors that find them beside the module.
fn schemas() -> Result<(), Failure> {
    let folder = path("pkg/schema");
    stamp::unless_fresh("schemas", &[path("crates/compiler/src")], std::slice::from_ref(&folder), || {
        let atelier = demo::atelier()?;
        process::capture(Command::new(atelier).arg("schema").arg("--out").arg(&folder)).map(|_| ())
    })
}

/// Two builds at once would read each other's half-written files.
pub(crate) fn lock() -> Result<File, Failure> {
    let name = path("target/xtask/lock");
    workspace::write(&name, b"")?;
    let locked = File::open(&name).and_then(|file| file.lock().map(|()| file));
    locked.map_err(|cause| Failure::machine("cannot lock the build folder", cause))
}

fn compile() -> Result<PathBuf, Failure> {
    let words = ["build", "--quiet", "--locked", "-p", "sillage", "--lib", "--profile", "wasm", "--target"];
    // Panics name their source file; without the folders of this machine they name the same everywhere, in fewer bytes.
    let sysroot = process::capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    let commit = process::capture(Command::new("rustc").arg("-vV"))?;
    let commit =
        commit.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or_default().to_owned();
    let home = std::env::var("HOME").unwrap_or_default();
    let library = format!("{}/lib/rustlib/src/rust/library", sysroot.trim());
    let folders = [home, library, format!("/rustc/{commit}/library")];
    let mut flags = folders.map(|folder| format!("--remap-path-prefix={folder}=")).to_vec();
    flags.extend(LLVM.map(|flag| format!("-Cllvm-args={flag}")));
    let mut command = workspace::cargo(&words);
    process::run(command.arg(setup::WASM).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))?;
    Ok(workspace::target()?.join(setup::WASM).join("wasm").join("sillage.wasm"))
}

fn glue(module: &Path) -> Result<(), Failure> {
    let folder = path("target/xtask/glue");
    stamp::unless_fresh("glue", &[module], &[&folder.join("sillage_bg.wasm")], || {
        generate(module, &folder)
            .map_err(|cause| Failure::check(&format!("wasm-bindgen refused the module: {cause:#}")))
    })
}

fn generate(module: &Path, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("sillage").web(true)?;
    bindgen.omit_default_module_path(true).typescript(false);
    // The names stay for now: functions are sorted by them below.
    bindgen.remove_name_section(false).remove_producers_section(true);
    bindgen.generate(folder)?;
    let file = folder.join("sillage_bg.wasm");
    let mut module = std::fs::read(&file)?;
    blank(&mut module);
    Ok(std::fs::write(&file, module)?)
}

/// Texts of panics, and where the library's source files are named: before, and up to and with `.rs`.
const PANICS: [&[u8]; 5] = [
    b"memory allocation of ",
    b" bytes failed",
    b"Tried to shrink to a larger capacity",
    b"capacity overflow",
    // The digits that numbers in such texts would be written with.
    b"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899",
];
const SOURCES: &[u8] = b"/rustc/";

/// Makes zeros of what panics would say: this module's handler says nothing, but the library, compiled beforehand, brings its texts.
fn blank(module: &mut [u8]) {
    for at in 0..module.len() {
        let Some(rest) = module.get_mut(at..) else { return };
        let mut length = PANICS.iter().find(|text| rest.starts_with(text)).map_or(0, |text| text.len());
        if rest.starts_with(SOURCES) {
            length = rest.windows(3).take(120).position(|three| three == b".rs").map_or(0, |end| end + 3);
        }
        if let Some(text) = rest.get_mut(..length) {
            text.fill(0);
        }
    }
}

fn optimize() -> Result<(), Failure> {
    let input = path("target/xtask/glue/sillage_bg.wasm");
    let reached = path("target/xtask/glue/reached.wasm");
    let output = path("pkg/sillage.wasm");
    let binaryen = path("node_modules/binaryen/package.json");
    stamp::unless_fresh("wasm", &[&input, &binaryen], &[&output], || {
        only_reached(&input, &reached)?;
        // Control flow is laid out anew, the smallest functions are inlined everywhere and small ones where they have one caller,
        // what is said twice stays so, and so do zeros in the data: chosen by the compressed size, as is the order by name, in which
        // functions of one module, and all copies of a generic one, stand side by side.
        let words = [
            "--always-inline-max-function-size=5",
            "--skip-pass=local-cse",
            "--flatten",
            "--rereloop",
            "-Oz",
            "--one-caller-inline-max-function-size=20",
            "--gufa-optimizing",
            "--flatten",
            "--rereloop",
            "-Oz",
            "--reorder-functions-by-name",
            "--skip-pass=memory-packing",
            "--strip-debug",
            "--strip-target-features",
        ];
        wasm_opt(&words, &reached, &output)
    })
}

fn wasm_opt(words: &[&str], input: &Path, output: &Path) -> Result<(), Failure> {
    let mut command = workspace::node(&["node_modules/binaryen/bin/wasm-opt"]);
    process::run(command.args(words).args(WASM_FEATURES).arg(input).arg("-o").arg(output))
}

/// What the page's scripts reach of the module; wasm-bindgen also exports what its own glue would need.
const REACHED: &str = r#"[
{"name": "scripts", "root": true, "reaches": ["memory", "call", "malloc", "free"]},
{"name": "memory", "export": "memory"},
{"name": "call", "export": "call"},
{"name": "malloc", "export": "__wbindgen_malloc"},
{"name": "free", "export": "__wbindgen_free"}
]"#;

/// Leaves out what no script reaches. Of the imports only the host's own stays (`src/host/engine.js`); wasm-bindgen's go.
fn only_reached(input: &Path, output: &Path) -> Result<(), Failure> {
    let graph = path("target/xtask/glue/reached.json");
    workspace::write(&graph, REACHED.as_bytes())?;
    let mut command = workspace::node(&["node_modules/binaryen/bin/wasm-metadce", "-g"]);
    command.args(WASM_FEATURES).arg("--graph-file").arg(&graph);
    process::capture(command.arg(input).arg("-o").arg(output)).map(|_| ())
}

fn scripts() -> Result<(), Failure> {
    let packages = ["esbuild", "terser"].map(|name| path(&format!("node_modules/{name}/package.json")));
    let inputs = [&[path("src/host"), path("xtask/src/bundle.mjs")], packages.as_slice()].concat();
    let outputs = [&["pkg/engine.mjs", "pkg/sillage-dev.js"], SCRIPTS.as_slice()]
        .concat()
        .into_iter()
        .map(path)
        .collect::<Vec<_>>();
    stamp::unless_fresh("scripts", &inputs, &outputs, || {
        process::run(&mut workspace::node(&["xtask/src/bundle.mjs"]))
    })
}

/// The forms that a static host would send; `atelier serve` would need longer for each request than a page may wait.
fn compress() -> Result<(), Failure> {
    let names = [&["pkg/sillage.wasm"], SCRIPTS.as_slice()].concat();
    let outputs: Vec<PathBuf> = names.iter().map(|name| path(&format!("{name}.br"))).collect();
    let inputs: Vec<PathBuf> = names.iter().map(|name| path(name)).collect();
    stamp::unless_fresh("compressed", &inputs, &outputs, || {
        process::run(workspace::node(&["xtask/src/compressed.mjs", "--write"]).args(names))
    })
}
