/**
 * What page code can call: `window.sillage`, a function that takes a method's name, with the methods on it.
 *
 * Nothing here throws, no promise rejects, and after `destroy` nothing happens any more.
 */

import { emit, quiet } from './report.js';
import { failed } from './guard.js';

/** @typedef {import('../../pkg/sillage.js').Sillage} Sillage */
/** @typedef {import('../../pkg/sillage.js').Config} Config */
/** @typedef {ReturnType<typeof import('./start.js').start>} Started */

export const VERSION = '0.1.0';

/**
 * @param {(config: Config) => Started} begin
 * @param {Document} document
 * @returns {Sillage}
 */
export function createApi(begin, document) {
  /** @type {Started | undefined} */
  let started;
  let isDestroyed = false;
  /** @type {(sillage: Sillage) => void} */
  let becomeReady;
  const ready = new Promise((/** @type {(sillage: Sillage) => void} */ resolve) => { becomeReady = resolve; });

  /**
   * A method that does nothing before `init` and after `destroy`; its types are those of the declaration file.
   * @type {(call: (started: Started, ...given: any[]) => any, otherwise: (...given: any[]) => any) => any}
   */
  const method = (call, otherwise) => quiet((...given) =>
    (started && !isDestroyed ? call(started, ...given) : otherwise(...given)));

  /** @type {Sillage} */
  const sillage = {
    version: VERSION,
    get status() { return started?.status ?? 'NOT_READY'; },
    ready,
    init: quiet((config = {}) => {
      if (!started && !isDestroyed) {
        started = begin(config);
        started.ready.then(() => {
          if (started?.status === 'READY') emit(document, 'ready', { version: VERSION });
          becomeReady(sillage);
        });
      }
      return ready;
    }),
    page: method(({ page }, context = {}) => page(context), async () => {}),
    track: method(({ memory }, name, payload = {}) => memory.track(name, payload), () => {}),
    host: method(({ host }, facts) => host(facts), () => {}),
    offers: method((live, offers) => live.whenLive(() => live.guard?.offers(offers)), () => {}),
    decide: method(({ decideFully }, slot) => decideFully(slot), async (slot) => failed(slot, 'PROVIDER_NOT_READY')),
    explain: method(async (live, slot) => {
      await live.decideFully(slot);
      return live.guard?.explain(slot);
    }, async () => undefined),
    consent: {
      get state() { return started?.consent.state ?? NOBODY_ASKED; },
      set: method(({ consent }, answers) => consent.set(answers), () => {}),
    },
    memory: {
      get state() {
        const { rung: backend, ...state } = started?.storage.state ?? { rung: 'off', reason: '', encrypted: false, recovered: false };
        return { backend, ...state };
      },
      erase: method(async ({ memory, storage, refresh }) => {
        await memory.erase();
        emit(document, 'memorychange', storage.state);
        await refresh();
      }, async () => {}),
    },
    slots: {
      scan: method(({ places }, root) => places.scan(root), () => {}),
      refresh: method(({ refresh }, names) => refresh(names), async () => {}),
      list: method(({ places }) => places.names(), () => []),
    },
    on(type, listener, options) {
      const heard = /** @type {EventListener} */ (listener);
      document.addEventListener(type, heard, /** @type {AddEventListenerOptions} */ (options));
      return () => document.removeEventListener(type, heard);
    },
    destroy: method(({ stop }) => {
      isDestroyed = true;
      return stop();
    }, async () => {}),
  };
  return sillage;
}

/** @type {import('../../pkg/sillage.js').ConsentState} */
const NOBODY_ASKED = { store: 'pending', personalize: 'pending', measure: 'pending', share: 'pending', source: 'default', gpc: false };

/**
 * Calls `consent.set` and the like by name, as the queue before the script does.
 * @param {Sillage} sillage
 * @returns {(name: string, ...given: unknown[]) => Promise<unknown>}
 */
export const callByName = (sillage) => async (name, ...given) => {
  const path = String(name).split('.');
  /** @type {any} */
  let found = sillage;
  for (const part of path) found = Object.prototype.hasOwnProperty.call(Object(found), part) ? found[part] : undefined;
  return typeof found === 'function' ? found(...given) : found;
};
