/**
 * How trouble is told: one console warning a cause, an event for those who listen, and never an exception to the page.
 */

const warned = new Set();
const warn = console.warn.bind(console);

/** @typedef {import('../../pkg/sillage.js').ErrorCode} ErrorCode */

/** A failure with its code. */
export class Trouble extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message one short stable sentence without a full stop
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * Warns once a page for each text, and dispatches `sillage:error`.
 * @param {ErrorCode} code
 * @param {string} message
 */
export function report(code, message) {
  if (warned.has(message)) return;
  warned.add(message);
  warn(`sillage: ${message} (${code})`);
  emit(document, 'error', { code, message });
}

/**
 * Dispatches a bubbling `sillage:` event, so that listeners on the document hear those of slots.
 * @param {EventTarget} target
 * @param {string} type without the prefix
 * @param {unknown} detail
 */
export function emit(target, type, detail) {
  target.dispatchEvent(new CustomEvent('sillage:' + type, { detail, bubbles: true, composed: true }));
}

/**
 * Makes a function that neither throws nor returns a promise that rejects: the page gets `undefined` instead.
 * @template {unknown[]} A
 * @template R
 * @param {(...given: A) => R} call
 * @returns {(...given: A) => R}
 */
export function quiet(call) {
  return function () {
    try {
      const result = call.apply(null, /** @type {any} */ (arguments));
      return /** @type {any} */ (result instanceof Promise ? result.catch(told) : result);
    } catch (error) {
      return /** @type {any} */ (told(error));
    }
  };
}

/**
 * Reports whatever was thrown.
 * @param {unknown} error
 * @returns {undefined}
 */
export function told(error) {
  try {
    if (error instanceof Trouble) report(error.code, error.message);
    else report('GENERAL', 'unexpected: ' + String(error).slice(0, 120));
  } catch { /* a page that broke its own console or events must still not see an exception from here */ }
}
