// The glue that the build writes; this stands in for its own declarations where nothing was built yet.
declare module '*/engine.mjs' {
  export const initSync: (given: { module: WebAssembly.Module }) => unknown;
  export const __wbg_reset_state: () => void;
  export const Shop: new () => import('./types.js').Shop;
}
