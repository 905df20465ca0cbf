// What wasm-bindgen writes for `src/shop.rs`, as far as `engine.js` uses it.
declare module '#glue' {
  export function call(what: number, name: string, bytes: Uint8Array, number: number): Uint8Array | undefined;
  export function initSync(given: { module: WebAssembly.Module | BufferSource }): unknown;
  export function __wbg_reset_state(): void;
}
