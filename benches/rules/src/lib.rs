//! The engine's conditions behind a few functions, to be measured beside other engines: the same code and profile as the storefront
//! module, without what else that does. Wasm alone; nothing of it is published.

use std::cell::RefCell;

use sillage_engine::{
    bundle::Bundle, evaluate::Truth, page::Page, rules::Facts, situation::Situation, value::Value,
    visitor::Visitor, wire,
};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

#[derive(Default)]
struct Bench {
    buffer: Vec<u8>,
    bundle: Bundle,
    situation: Option<Situation>,
    visitors: Vec<Vec<(u16, Value)>>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

fn with<T>(run: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(run)
}

/// A place for so many bytes; answers stand there too.
#[unsafe(no_mangle)]
pub extern "C" fn buffer(length: usize) -> *mut u8 {
    with(|bench| {
        bench.buffer = vec![0; length];
        bench.buffer.as_mut_ptr()
    })
}

/// Reads the rules in the buffer; how many segments there are.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> usize {
    with(|bench| {
        bench.bundle = Bundle::read(&bench.buffer).unwrap();
        let situation = Situation::new(&bench.bundle, &Visitor::NEW, &Page::UNKNOWN, 0);
        bench.situation = Some(situation);
        bench.bundle.rules().segments.len()
    })
}

/// Takes in the facts in the buffer as a visitor.
#[unsafe(no_mangle)]
pub extern "C" fn visitor() {
    with(|bench| {
        let facts: Facts = wire::read(&bench.buffer);
        let known = facts.into_iter().filter_map(|(path, value)| {
            Some((bench.bundle.attribute(&format!("host.{path}"))? as u16, value))
        });
        let known = known.collect();
        bench.visitors.push(known);
    });
}

/// Sets every attribute to a visitor's and reads all segments, one byte each, into the buffer; how many hold.
#[unsafe(no_mangle)]
pub extern "C" fn visit(visitor: usize) -> usize {
    with(|bench| {
        let situation = bench.situation.as_mut().unwrap();
        for (attribute, value) in &bench.visitors[visitor] {
            situation.set(&bench.bundle, *attribute, value.clone());
        }
        read(bench)
    })
}

/// The same from the bytes of facts, so many, at the beginning of the buffer, where the answer is written then.
#[unsafe(no_mangle)]
pub extern "C" fn visit_bytes(length: usize) -> usize {
    with(|bench| {
        let facts: Facts = wire::read(&bench.buffer[..length]);
        let mut path = String::from("host.");
        for (name, value) in facts {
            path.truncate(5);
            path.push_str(&name);
            let Some(attribute) = bench.bundle.attribute(&path) else { continue };
            bench.situation.as_mut().unwrap().set(&bench.bundle, attribute as u16, value);
        }
        read(bench)
    })
}

/// Sets one attribute, by its number among a visitor's, and brings everything above it up to date.
#[unsafe(no_mangle)]
pub extern "C" fn change(visitor: usize, at: usize) -> bool {
    with(|bench| {
        let situation = bench.situation.as_mut().unwrap();
        let (attribute, value) = &bench.visitors[visitor][at];
        situation.set(&bench.bundle, *attribute, value.clone());
        situation.truth(&bench.bundle, 0) == Truth::True
    })
}

fn read(bench: &mut Bench) -> usize {
    let situation = bench.situation.as_mut().unwrap();
    let segments = &bench.bundle.rules().segments;
    bench.buffer.resize(bench.buffer.len().max(segments.len()), 0);
    let mut held = 0;
    for (segment, slot) in segments.iter().zip(&mut bench.buffer) {
        let holds = situation.truth(&bench.bundle, segment.root) == Truth::True;
        *slot = u8::from(holds);
        held += usize::from(holds);
    }
    held
}
