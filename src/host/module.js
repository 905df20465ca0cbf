/**
 * The wasm module: fetched and compiled once, instantiated as often as it takes.
 */

import { instantiate } from './engine.js';
import { request } from './request.js';
import { Trouble } from './report.js';

/**
 * @param {string | URL} url
 * @returns {Promise<() => void>} makes a fresh instance
 */
export const loadModule = async (url) => {
  if (typeof WebAssembly !== 'object') throw new Trouble('WASM_UNAVAILABLE', 'this browser has no WebAssembly');
  const response = await request(url)
    .catch(() => { throw new Trouble('PROVIDER_NOT_READY', 'the module could not be fetched'); });
  if (!response.ok) throw new Trouble('PROVIDER_NOT_READY', `the module answered ${response.status}`);
  try {
    // Streaming refuses every other type, `application/wasm; charset=utf-8` included.
    const module = response.headers.get('content-type') === 'application/wasm'
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
    return () => instantiate(module);
  } catch (error) {
    throw /security policy|unsafe-eval/i.test(String(error))
      ? new Trouble('CSP_BLOCKED', "the page's policy lacks 'wasm-unsafe-eval'")
      : new Trouble('WASM_UNAVAILABLE', 'the module does not compile');
  }
};
