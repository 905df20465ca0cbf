/**
 * What page code can call: `window.sillage`, a function that takes a method's name, with the methods on it.
 *
 * Nothing here throws, no promise rejects, and after `destroy` nothing happens any more.
 */

import { ignorePage } from './capture.js';
import { decideFully, feedHost } from './decisions.js';
import { names, refresh, scan, stop } from './elements.js';
import { explain, failed, offers, remembered } from './guard.js';
import { stopMeasuring } from './measure.js';
import { erase, storage, track } from './memory.js';
import { emit, quiet } from './report.js';
import { consent, page, start, statusNow } from './start.js';

/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */
/** @typedef {import('../../pkg/sillage.js').Config} Config */

const VERSION = '0.1.0';

/** A slot's name is a text; nothing else is asked what it would be as one. @type {(given: unknown) => string} */
const text = (given) => (typeof given === 'string' ? given : '');

/**
 * @param {string} script address of this script
 * @returns {Sillage}
 */
export const createApi = (script) => {
  /** @type {Promise<Sillage>} */
  let ready;
  let isDestroyed = false;

  /**
   * A method that does nothing after `destroy`; its types are those of the declaration file.
   * @type {(call: (...given: any[]) => any, otherwise?: (...given: any[]) => any) => any}
   */
  const method = (call, otherwise = async () => {}) => quiet((...given) => (isDestroyed ? otherwise : call)(...given));

  /** @type {Sillage} */
  const sillage = {
    version: VERSION,
    get status() { return statusNow(); },
    get ready() { return ready; },
    init: quiet((config = {}) => ready ??= start(config, script, sillage).then(() => {
      if (statusNow() === 'READY') emit(document, 'ready', { version: VERSION });
      return sillage;
    })),
    page: method(page),
    track: method((name, payload = {}) => track(String(name), payload)),
    host: method(feedHost),
    offers: method(offers),
    decide: method((slot) => ready.then(() => decideFully(text(slot))), async (slot) => failed(text(slot), 'PROVIDER_NOT_READY')),
    explain: method(async (slot) => {
      await ready;
      const { slot: name } = await decideFully(text(slot));
      return explain(name);
    }),
    consent: {
      get state() { return consent.state; },
      set: method((answers) => consent.set(answers)),
    },
    memory: {
      get state() { return storage.state; },
      list: method(() => ready.then(remembered), async () => []),
      erase: method(async () => {
        await erase();
        emit(document, 'memorychange', storage.state);
        await refresh();
      }),
    },
    slots: { scan: method(scan), refresh: method(refresh), list: quiet(names) },
    on: quiet((type, listener, options) => {
      const heard = /** @type {EventListener} */ (listener);
      document.addEventListener(type, heard, /** @type {AddEventListenerOptions} */ (options));
      return () => document.removeEventListener(type, heard);
    }),
    destroy: method(() => {
      isDestroyed = true;
      ignorePage();
      stop();
      stopMeasuring();
      return storage.close();
    }),
  };
  return sillage;
};
