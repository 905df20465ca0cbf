/**
 * The visitor's memory on this page: which events are taken in, which of them are stored, and when all of it goes.
 *
 * While consent is pending everything lives in memory and nothing is written; what is stored is what happens after the
 * grant. Records are kept in order here, as the module folds them in the order given.
 */

import { now, parse, stringify } from './primordials.js';
import { told } from './report.js';

/** @typedef {import('../../pkg/sillage.js').ConsentState} ConsentState */
/** @typedef {import('../../pkg/sillage.js').EventPayload} EventPayload */
/** @typedef {ReturnType<typeof import('./guard.js').createGuard>} Guard */
/** @typedef {ReturnType<typeof import('./storage.js').createStorage>} Storage */

const REMEMBERED = 'sillage.consent';
const DAYS_180 = 180 * 86400e3;
const SESSION = 30 * 60e3;

/**
 * @param {Storage} storage
 * @param {() => ConsentState} consent
 */
export function createMemory(storage, consent) {
  /** @type {Guard | undefined} */
  let guard;
  /** What happened before the module was there. @type {[name: string, payload: EventPayload, at: number][]} */
  let early = [];
  /** Records that were stored before this page. @type {Uint8Array[]} */
  let before = [];
  /** Those of this page, stored or not. @type {Uint8Array[]} */
  let here = [];
  /** Set while storing is granted. @type {Promise<void> | undefined} */
  let opened;

  /** @type {(name: string, payload: EventPayload, at: number) => void} */
  const observe = (name, payload, at) => {
    if (!guard) {
      early.push([name, payload, at]);
    } else if (consent().personalize !== 'denied') {
      const record = guard.observe(name, payload, at);
      if (!record) return;
      here.push(record);
      opened?.then(() => storage.append(record)).catch(told);
    }
  };

  const rebuild = () => {
    const live = guard;
    live?.forget();
    if (live && consent().personalize !== 'denied') [...before, ...here].forEach(live.restore);
  };

  const open = () => opened ??= storage.load().then((records) => {
    before = records;
    rebuild();
  });

  const erase = () => {
    before = [];
    here = [];
    early = [];
    rebuild();
    return storage.erase();
  };

  return {
    /** @type {(name: string, payload: EventPayload) => void} */
    track: (name, payload) => observe(name, payload, now()),

    /** Follows a change of consent. @type {() => Promise<void>} */
    async follow() {
      const { store } = consent();
      if (store === 'granted') return open();
      const stored = opened;
      opened = undefined;
      before = [];
      rebuild();
      if (store === 'denied') return storage.erase();
      await stored;
    },

    /**
     * Goes live: the session starts, or goes on, and what happened so far is taken in.
     * @param {Guard} live
     * @param {EventPayload} touch how the visitor came
     * @param {EventPayload} view of the page
     */
    attach(live, touch, view) {
      guard = live;
      rebuild();
      const at = Math.min(now(), ...early.map((event) => event[2]));
      const last = live.lastSeen();
      if (last === undefined || at - last > SESSION) observe('session_start', touch, at);
      observe('page_view', view, at);
      early.splice(0).forEach((event) => observe(...event));
    },

    erase,

    /** Another tab erased. */
    erased() {
      before = [];
      here = [];
      rebuild();
    },
  };
}

/**
 * What an earlier page was granted; banners answer later than a held slot can wait.
 * @param {() => globalThis.Storage} storage
 * @returns {import('./consent.js').Answers}
 */
export function rememberedConsent(storage) {
  try {
    const { at, answers } = parse(storage().getItem(REMEMBERED) ?? '');
    return now() - at < DAYS_180 ? answers : {};
  } catch {
    return {};
  }
}

/**
 * @param {() => globalThis.Storage} storage
 * @param {ConsentState} state
 */
export function rememberConsent(storage, { store, personalize, measure, share, source }) {
  try {
    if (store !== 'granted') storage().removeItem(REMEMBERED);
    // A grant is as old as the answer, not as the last visit.
    else if (source !== 'remembered') storage().setItem(REMEMBERED, stringify({ at: now(), answers: { store, personalize, measure, share } }));
  } catch { /* sandboxed, denied or full: asked again next time */ }
}
