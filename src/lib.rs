//! The storefront module: the engine of Sillage with the page's elements to draw on.
//!
//! The host's scripts (`src/host/`) call [`Shop`] and own everything that has to outlive this instance: after a trap they
//! throw the instance away, make a new one and tell it everything again. So nothing lives here that is not held there too.
//!
//! **Absent on purpose:** clock, storage, network, consent and capture (they are the host's), and any rule of business (they are
//! the engine's).

mod render;
mod shop;

pub use shop::Shop;

/// Two kilobytes smaller than the standard allocator, and as fast on this module's work (see `BENCHMARKS.md`).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
