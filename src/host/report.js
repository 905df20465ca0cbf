/**
 * How trouble is told: one console warning a cause, an event for those who listen, and never an exception to the page.
 */

const warned = new Set();
const { warn } = console;

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
 * Reports whatever was thrown: a warning and a `sillage:error`, once a page for each text.
 * @param {unknown} error
 * @returns {undefined}
 */
export const told = (error) => {
  try {
    const { code, message } = error instanceof Trouble ? error : new Trouble('GENERAL', 'unexpected: ' + String(error).slice(0, 120));
    if (warned.has(message)) return;
    warned.add(message);
    warn(`sillage: ${message} (${code})`);
    emit(document, 'error', { code, message });
  } catch { /* a page that broke its own console or events must still not see an exception from here */ }
};

/**
 * Dispatches a bubbling `sillage:` event, so that listeners on the document hear those of slots.
 * @param {EventTarget} target
 * @param {string} type without the prefix
 * @param {unknown} detail
 */
export const emit = (target, type, detail) => {
  target.dispatchEvent(new CustomEvent('sillage:' + type, { detail, bubbles: true, composed: true }));
};

/**
 * Makes a function that neither throws nor returns a promise that rejects: the page gets `undefined` instead.
 * @template {unknown[]} A
 * @template R
 * @param {(...given: A) => R} call
 * @returns {(...given: A) => R}
 */
export const quiet = (call) => (...given) => {
  try {
    const result = call(...given);
    return /** @type {any} */ (result instanceof Promise ? result.catch(told) : result);
  } catch (error) {
    return /** @type {any} */ (told(error));
  }
};
