/**
 * The wasm module: fetched and compiled once, instantiated as often as it takes.
 */

import {
  __wbg_reset_state, accept, decide, explain, facts, forget, initSync, lastSeen, observe, offers, open, plan, restore,
} from '../../pkg/engine.mjs';
import { request } from './request.js';
import { Trouble } from './report.js';

/** What may be asked of the instance that is alive. */
const shop = { accept, decide, explain, facts, forget, lastSeen, observe, offers, open, plan, restore };
/** @typedef {typeof shop} Shop */

let instantiated = false;

/**
 * @param {string | URL} url
 * @returns {Promise<() => Shop>} a fresh instance; the one before is dead then
 */
export async function loadModule(url) {
  const module = await compile(url);
  return () => {
    if (instantiated) __wbg_reset_state();
    else initSync({ module });
    instantiated = true;
    return shop;
  };
}

/** @type {(url: string | URL) => Promise<WebAssembly.Module>} */
async function compile(url) {
  if (typeof WebAssembly !== 'object') throw new Trouble('WASM_UNAVAILABLE', 'this browser has no WebAssembly');
  const response = await request(url)
    .catch(() => { throw new Trouble('PROVIDER_NOT_READY', 'the module could not be fetched'); });
  if (!response.ok) throw new Trouble('PROVIDER_NOT_READY', `the module answered ${response.status}`);
  try {
    // Streaming refuses every other type, `application/wasm; charset=utf-8` included.
    return response.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw /security policy|unsafe-eval/i.test(String(error))
      ? new Trouble('CSP_BLOCKED', "the page's policy lacks 'wasm-unsafe-eval'")
      : new Trouble('WASM_UNAVAILABLE', 'the module does not compile');
  }
}
