//! The storefront module: the engine of Sillage behind one door for the host's scripts.
//!
//! The scripts (`src/host/`) call [`shop::call`] and own everything that has to outlive this instance:
//! after a trap they throw the instance away, make a new one and tell it everything again. So nothing lives here that is
//! not held there too.
//!
//! **Absent on purpose:** clock, storage, network, consent, capture and the DOM (they are the host's: `src/host/dom.js` draws what
//! [`draw`] says, seven kilobytes smaller than drawing from here), any rule of business (they are the engine's), and the standard library: without its panic messages the module is two kilobytes smaller.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod draw;
pub mod shop;

/// A free list: three kilobytes smaller than the standard library's allocator.
// SAFETY: a wasm32 instance without shared memory has one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

/// A panic is a trap: the host makes a fresh instance.
#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
