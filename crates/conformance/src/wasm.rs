//! The same cases through wasm, where patterns run in the host's own `RegExp` as they do in a storefront.

use sillage_engine::host::Question;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::report;

#[wasm_bindgen(module = "/src/host.js")]
extern "C" {
    fn answer(question: u32, text: &str, constant: &str) -> bool;
}

fn host(question: Question, text: &str, constant: &str) -> bool {
    answer(question as u32, text, constant)
}

/// Checks a file of cases: a line for each failure, and `N passed, M failed`. Throws what is wrong with the file, as a text.
#[wasm_bindgen(js_name = report)]
pub fn report_text(file: &str) -> Result<String, String> {
    report::report(file, host).map(|report| report.text())
}
